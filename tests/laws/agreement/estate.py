"""Estates that work, each changed in one thing or a few: what the endpoint and the checker are both asked about."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from hypothesis import strategies as st

Json = dict[str, Any]
Statements = list[Json]
ACCOUNT, OTHER, REGION = "111122223333", "444455556666", "us-east-1"
BUCKET = "amzn-s3-demo-bucket"
ROOT = {"AWS": f"arn:aws:iam::{ACCOUNT}:root"}


class Estate(NamedTuple):
    """Policies by what they are attached to, and how the target is encrypted: None, `managed` or `key`.

    `key`, `target`: of the resources; `role`, `trust`, `boundary`: of the role that calls; `control`: a service control
    policy over the account, `perimeter`: a resource control policy.
    """

    policies: Mapping[str, Statements]
    encryption: str | None = "key"
    is_enabled: bool = True

    def document(self, holder: str) -> Json:
        """Return the policy of that holder."""
        return document(self.policies[holder])


def document(statements: Statements) -> Json:
    return {"Version": "2012-10-17", "Statement": statements}


def allow(principal: Any, *actions: str, condition: Json | None = None, on: Any = "*") -> Json:
    """Return a statement; without a principal it is an identity's."""
    who = {} if principal is None else {"Principal": principal}
    where = {} if condition is None else {"Condition": condition}
    return {"Effect": "Allow", **who, "Action": list(actions), "Resource": on, **where}


SERVICES = (
    "cloudwatch.amazonaws.com",
    "sns.amazonaws.com",
    "events.amazonaws.com",
    "s3.amazonaws.com",
    "budgets.amazonaws.com",
    "cloudtrail.amazonaws.com",
    "config.amazonaws.com",
    f"logs.{REGION}.amazonaws.com",
    "backup.amazonaws.com",
)
PRINCIPALS = st.sampled_from(
    [
        *("*", {"AWS": "*"}, {"AWS": OTHER}, ROOT, {"AWS": f"arn:aws:iam::{ACCOUNT}:role/caller"}),
        *({"Service": service} for service in SERVICES),
        {"Service": list(SERVICES)},
    ]
)
ACTIONS = st.sampled_from(
    [
        *("*", "kms:*", "kms:Decrypt", "sns:Publish", "SNS:*", "sqs:SendMessage", "sqs:*", "s3:PutObject", "s3:*"),
        *("sts:AssumeRole", "kms:GenerateDataKey*"),
        ["kms:GenerateDataKey*", "kms:Decrypt"],
        ["kms:GenerateDataKey", "kms:Decrypt", "sns:Publish", "sqs:SendMessage"],
    ]
)
CONDITIONS = st.sampled_from(
    [
        {"StringEquals": {"aws:SourceAccount": ACCOUNT}},
        {"StringEquals": {"aws:SourceAccount": OTHER}},
        {"ArnLike": {"aws:SourceArn": f"arn:aws:*:*:{ACCOUNT}:*"}},
        {"ArnLike": {"aws:SourceArn": f"arn:aws:s3:*:*:{BUCKET}"}},
        {"ArnEquals": {"aws:SourceArn": f"arn:aws:cloudwatch:{REGION}:{ACCOUNT}:alarm:cpu"}},
        {"ArnEquals": {"aws:SourceArn": f"arn:aws:events:{REGION}:{ACCOUNT}:rule/placed"}},
        {"ArnEquals": {"aws:SourceArn": f"arn:aws:sns:{REGION}:{ACCOUNT}:alerts"}},
        {"ArnEquals": {"aws:SourceArn": f"arn:aws:cloudtrail:{REGION}:{ACCOUNT}:trail/audit"}},
        {"ArnLike": {"aws:SourceArn": f"arn:aws:budgets::{ACCOUNT}:*"}},
        {"StringEquals": {"AWS:SourceOwner": ACCOUNT}},
        {"StringNotEquals": {"aws:PrincipalArn": f"arn:aws:iam::{ACCOUNT}:user/ann"}},
        {"ArnNotEquals": {"aws:PrincipalArn": f"arn:aws:iam::{ACCOUNT}:role/caller"}},
        {"StringNotEquals": {"aws:PrincipalOrgID": "o-exampleorg1"}},
        {"StringEquals": {"aws:PrincipalAccount": ACCOUNT}},
        {"BoolIfExists": {"aws:PrincipalIsAWSService": "false"}},
        {"Bool": {"aws:PrincipalIsAWSService": "true"}},
        {"Bool": {"aws:SecureTransport": "false"}},
        {"StringEquals": {"kms:CallerAccount": ACCOUNT}},
        {"StringEquals": {"kms:ViaService": f"sqs.{REGION}.amazonaws.com"}},
        {"StringLike": {"kms:ViaService": "sns.*.amazonaws.com"}},
        {"StringEquals": {"kms:EncryptionContext:aws:sqs:arn": f"arn:aws:sqs:{REGION}:{ACCOUNT}:inbox"}},
        {"StringEquals": {"kms:EncryptionContext:aws:sns:topicArn": f"arn:aws:sns:{REGION}:{ACCOUNT}:alerts"}},
        {"ArnLike": {"kms:EncryptionContext:aws:logs:arn": f"arn:aws:logs:{REGION}:{ACCOUNT}:*"}},
        {"StringLike": {"kms:EncryptionContext:aws:cloudtrail:arn": f"arn:aws:cloudtrail:*:{ACCOUNT}:trail/*"}},
        {"StringEquals": {"s3:x-amz-acl": "bucket-owner-full-control"}},
        {"StringNotEquals": {"s3:x-amz-server-side-encryption": "aws:kms"}},
        {"Null": {"aws:SourceArn": "true"}},
        {"Null": {"aws:SourceAccount": "true"}},
    ]
)
# A trust policy speaks of assuming its role, and can't name the role itself before it exists.
_TRUSTED = ("*", {"AWS": "*"}, {"AWS": OTHER}, ROOT, {"Service": "lambda.amazonaws.com"})
TRUSTED = st.sampled_from([*_TRUSTED, *({"Service": service} for service in SERVICES)])
ASSUMING = st.sampled_from(["sts:AssumeRole", "sts:TagSession", ["sts:TagSession", "sts:AssumeRole"]])
OF_ASSUMING = CONDITIONS.filter(lambda condition: all("aws:" in str(test).lower() for test in condition.values()))
HAVE_NO_PRINCIPAL = frozenset({"role", "boundary", "control"})


@st.composite
def draw_estate(draw: st.DrawFn, base: Estate, encryptions: tuple[str | None, ...]) -> Estate:
    """Return the working estate, as it is or changed in one to three things."""
    estate = base
    for _ in range(draw(st.sampled_from([0, 1, 1, 2, 2, 3, 4]))):
        estate = draw(_CHANGES[draw(st.sampled_from(sorted(_CHANGES)))](estate, encryptions))
    return estate


def _put(estate: Estate, holder: str, statements: Statements) -> Estate:
    return estate._replace(policies={**estate.policies, holder: statements})


def _pick(draw: st.DrawFn, estate: Estate) -> tuple[str, int]:
    held = [(holder, number) for holder, kept in sorted(estate.policies.items()) for number in range(len(kept))]
    return draw(st.sampled_from(held)) if held else ("", 0)


@st.composite
def _drop(draw: st.DrawFn, estate: Estate, _encryptions: object) -> Estate:
    """Leave a statement out; a policy without any is none that AWS takes, so the last one stays."""
    holder, number = _pick(draw, estate)
    kept = estate.policies[holder]
    return estate if len(kept) < 2 else _put(estate, holder, kept[:number] + kept[number + 1 :])


@st.composite
def _alter(draw: st.DrawFn, estate: Estate, _encryptions: object) -> Estate:
    """Give a statement another action, principal or condition, or take its condition away."""
    holder, number = _pick(draw, estate)
    kept = estate.policies[holder]
    changed = dict(kept[number])
    part = draw(st.sampled_from(["Action", "Principal", "Condition", "Condition", "none"]))
    if part == "none":
        changed.pop("Condition", None)
    elif part == "Principal" and holder not in HAVE_NO_PRINCIPAL | {"perimeter"}:
        changed[part] = draw(TRUSTED if holder == "trust" else PRINCIPALS)
    elif part == "Action":
        changed[part] = draw(ASSUMING if holder == "trust" else ACTIONS)
    elif part == "Condition":
        changed[part] = draw(OF_ASSUMING if holder == "trust" else CONDITIONS)
    return _put(estate, holder, [*kept[:number], changed, *kept[number + 1 :]])


@st.composite
def _deny(draw: st.DrawFn, estate: Estate, _encryptions: object) -> Estate:
    """Add a Deny, with a condition more often than not."""
    holders = sorted(estate.policies.keys() - {"control"} | {"perimeter"})
    holder = draw(st.sampled_from(holders))
    if holder == "trust":
        return _put(estate, holder, [*estate.policies[holder], draw(_distrust())])
    denied = allow(None, on="*")
    denied |= {"Effect": "Deny", "Action": draw(ACTIONS)}
    if holder not in HAVE_NO_PRINCIPAL:
        denied["Principal"] = "*" if holder == "perimeter" else draw(PRINCIPALS)
    spared = {"StringNotLike": {"aws:PrincipalArn": f"arn:aws:iam::{ACCOUNT}:root"}} if holder == "perimeter" else {}
    denied["Condition"] = {**draw(CONDITIONS), **spared}
    return _put(estate, holder, [*estate.policies.get(holder, ()), denied])


@st.composite
def _distrust(draw: st.DrawFn) -> Json:
    """Return a Deny of a trust policy."""
    return {"Effect": "Deny", "Action": draw(ASSUMING), "Principal": draw(TRUSTED), "Condition": draw(OF_ASSUMING)}


@st.composite
def _encrypt(draw: st.DrawFn, estate: Estate, encryptions: tuple[str | None, ...]) -> Estate:
    """Encrypt otherwise, or disable the key."""
    if draw(st.booleans()):
        return estate._replace(is_enabled=False)
    return estate._replace(encryption=draw(st.sampled_from(encryptions)))


@st.composite
def _limit(draw: st.DrawFn, estate: Estate, _encryptions: object) -> Estate:
    """Give the role that calls a boundary, or its account a service control policy."""
    if "role" not in estate.policies:
        return draw(_deny(estate, ()))
    if draw(st.booleans()):
        return _put(
            estate, "boundary", [allow(None, "sns:*", "sqs:*", "s3:*", draw(st.sampled_from(["kms:*", "x:*"])))]
        )
    spared = {"StringNotLike": {"aws:PrincipalArn": f"arn:aws:iam::{ACCOUNT}:root"}}  # who sets everything up
    denied = {**allow(None, on="*", condition=spared), "Effect": "Deny", "Action": draw(ACTIONS)}
    return _put(estate, "control", [*estate.policies.get("control", ()), denied])


_CHANGES = {"drop": _drop, "alter": _alter, "deny": _deny, "encrypt": _encrypt, "limit": _limit}
