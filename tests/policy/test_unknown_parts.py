"""Unknown parts and unread policies, where the answer rests on them and where it doesn't."""

import pytest

from keypost.policy.authorize import authorize
from keypost.policy.decision import NeedKind
from keypost.policy.key_policy import build_default_key_policy
from keypost.policy.managed_keys import build_managed_key_policy
from keypost.policy.parse import parse_policy
from keypost.policy.principals import NotAPrincipalError, is_account, parse_principal
from keypost.policy.reasons import Match, Outcome, Reason
from keypost.policy.request import Grant, KeyFacts, KeyState, Policies, PrincipalKind, Request
from keypost.unknown import Shape, Unread, Why, build_unknown

ACCOUNT = build_unknown("AWS::AccountId", shape=Shape.ACCOUNT)
REGION = build_unknown("AWS::Region", shape=Shape.REGION)
PARTITION = build_unknown("AWS::Partition", shape=Shape.PARTITION)
KEY = f"arn:{PARTITION}:kms:{REGION}:{ACCOUNT}:key/{build_unknown('Key', shape=Shape.IDENTITY)}"
CLOUDWATCH = parse_principal("cloudwatch.amazonaws.com")
ROLE = parse_principal(f"arn:aws:iam::{ACCOUNT}:role/app")
UNREAD = Unread(Why.ACCESS_DENIED, "the policy")


def allow(principal: object, condition: object = None) -> dict[str, object]:
    statement = {"Effect": "Allow", "Principal": principal, "Action": "kms:*", "Resource": "*"}
    return statement | ({"Condition": condition} if condition else {})


def decide(policies: Policies, **request: object) -> Outcome:
    defaults: dict[str, object] = {"principal": CLOUDWATCH, "action": "kms:Decrypt", "resource": KEY}
    return authorize(Request(**(defaults | request)), policies).outcome  # type: ignore[arg-type]


def policy(*statements: object) -> Policies:
    return Policies(resource=parse_policy({"Version": "2012-10-17", "Statement": list(statements)}))


def test_the_same_unknown_account_is_the_same() -> None:
    condition = {"StringEquals": {"aws:SourceAccount": ACCOUNT}}
    with_account = policy(allow({"Service": CLOUDWATCH.name}, condition))
    assert decide(with_account, context={"aws:SourceAccount": (ACCOUNT,)}) is Outcome.ALLOW
    assert decide(with_account, context={"aws:SourceAccount": ("111122223333",)}) is Outcome.UNDECIDED
    assert decide(with_account, context={"aws:SourceAccount": ("sns",)}) is Outcome.IMPLICIT_DENY


def test_an_arn_pattern_with_an_unknown_account() -> None:
    pattern = f"arn:aws:cloudwatch:{REGION}:{ACCOUNT}:alarm:*"
    alarm = f"arn:aws:cloudwatch:{REGION}:{ACCOUNT}:alarm:cpu"
    with_arn = policy(allow({"Service": CLOUDWATCH.name}, {"ArnLike": {"aws:SourceArn": pattern}}))
    assert decide(with_arn, context={"aws:SourceArn": (alarm,)}) is Outcome.ALLOW
    assert decide(with_arn, context={"aws:SourceArn": (alarm.replace("cloudwatch", "sns"),)}) is Outcome.IMPLICIT_DENY
    assert decide(with_arn, context={"aws:SourceArn": (build_unknown("Arn"),)}) is Outcome.UNDECIDED
    plain = policy(allow({"Service": CLOUDWATCH.name}, {"ArnLike": {"aws:SourceArn": "arn:aws:sns:*:*:*"}}))
    assert decide(plain, context={"aws:SourceArn": (build_unknown("Arn"),)}) is Outcome.UNDECIDED
    assert decide(plain, context={"aws:SourceArn": (f"arn:aws:sqs:{REGION}:{ACCOUNT}:q",)}) is Outcome.IMPLICIT_DENY
    assert decide(plain, context={"aws:SourceArn": (f"arn:aws:{REGION}",)}) is Outcome.IMPLICIT_DENY
    whole = policy(allow({"Service": CLOUDWATCH.name}, {"ArnLike": {"aws:SourceArn": build_unknown("Any")}}))
    assert decide(whole, context={"aws:SourceArn": (alarm,)}) is Outcome.UNDECIDED


@pytest.mark.parametrize(
    ("operator", "expected", "actual"),
    [
        ("NumericEquals", "1", build_unknown("N")),
        ("NumericEquals", build_unknown("N"), "1"),
        ("DateEquals", "2026-04-01", build_unknown("D")),
        ("IpAddress", "192.0.2.0/24", build_unknown("Ip")),
        ("IpAddress", build_unknown("Range"), "192.0.2.1"),
        ("Bool", "true", build_unknown("B")),
        ("BinaryEquals", "QQ==", build_unknown("B")),
        ("StringLike", "a*", build_unknown("S")),
        ("Null", build_unknown("B"), "x"),
    ],
)
def test_an_unknown_value_leaves_the_condition_open(operator: str, expected: str, actual: str) -> None:
    with_value = policy(allow({"Service": CLOUDWATCH.name}, {operator: {"a:b": expected}}))
    decision = authorize(Request(CLOUDWATCH, "kms:Decrypt", KEY, context={"a:b": (actual,)}), with_value)
    assert decision.outcome is Outcome.UNDECIDED
    assert decision.needs[0].kind is NeedKind.INPUT_VALUE


def test_the_account_of_a_template_delegates_to_its_roles() -> None:
    default = Policies(
        identity=(parse_policy({"Statement": {"Effect": "Allow", "Action": "kms:*", "Resource": "*"}}),),
        resource=build_default_key_policy(account=ACCOUNT, partition="aws"),
    )
    assert decide(default, principal=ROLE) is Outcome.ALLOW
    assert decide(default, principal=parse_principal("arn:aws:iam::111122223333:role/app")) is Outcome.UNDECIDED
    assert decide(default) is Outcome.IMPLICIT_DENY


@pytest.mark.parametrize(
    ("policies", "outcome"),
    [
        (Policies(resource=UNREAD), Outcome.UNDECIDED),
        (Policies(identity=(UNREAD,), resource=policy(allow({"AWS": ROLE.name})).resource), Outcome.UNDECIDED),
        (
            Policies(identity=(UNREAD,), resource=policy(allow({"AWS": "arn:aws:iam::999988887777:role/x"})).resource),
            Outcome.IMPLICIT_DENY,
        ),
        (Policies(resource=policy().resource, grants=UNREAD), Outcome.UNDECIDED),
        (Policies(resource=policy(allow({"AWS": ROLE.name})).resource, grants=UNREAD), Outcome.ALLOW),
        (Policies(resource=policy(UNREAD, allow({"AWS": ROLE.name})).resource), Outcome.UNDECIDED),
        (Policies(resource=policy(allow(UNREAD)).resource), Outcome.UNDECIDED),
        (policy({**allow({"AWS": ROLE.name}), "Action": UNREAD}), Outcome.UNDECIDED),
        (policy({**allow({"AWS": ROLE.name}), "Resource": [UNREAD]}), Outcome.UNDECIDED),
        (policy({**allow({"AWS": ROLE.name}), "Condition": UNREAD}), Outcome.UNDECIDED),
        (policy({**allow({"AWS": ROLE.name}), "Effect": UNREAD}), Outcome.UNDECIDED),
        (policy({**allow({"AWS": ROLE.name}), "Condition": {"StringEquals": {"a:b": UNREAD}}}), Outcome.IMPLICIT_DENY),
        (policy({**allow("*"), "NotPrincipal": {"AWS": UNREAD}, "Effect": "Deny"}), Outcome.EXPLICIT_DENY),
    ],
)
def test_unread_parts_leave_open_what_rests_on_them(policies: Policies, outcome: Outcome) -> None:
    decision = authorize(Request(ROLE, "kms:Decrypt", KEY), policies)
    assert decision.outcome is outcome
    assert bool(decision.needs) is (outcome is Outcome.UNDECIDED)


def test_an_unread_identity_policy_says_nothing_about_a_service() -> None:
    policies = Policies(identity=(UNREAD,), resource=policy(allow({"Service": CLOUDWATCH.name})).resource)
    assert decide(policies) is Outcome.ALLOW


def test_a_state_that_is_not_known() -> None:
    request = Request(CLOUDWATCH, "kms:Decrypt", KEY)
    policies = policy(allow({"Service": CLOUDWATCH.name}))
    decision = authorize(request, policies, key=KeyFacts(state=UNREAD))
    assert decision.needs[0].kind is NeedKind.KEY_STATE
    decision = authorize(request, policies, key=KeyFacts(spec=build_unknown("Spec")))
    assert decision.needs[0].kind is NeedKind.INPUT_VALUE
    assert authorize(request, policy(), key=KeyFacts(state=UNREAD)).outcome is Outcome.IMPLICIT_DENY
    assert authorize(request, policies, key=KeyFacts(state=KeyState.UPDATING)).outcome is Outcome.ALLOW


def test_a_grant_whose_grantee_is_not_known() -> None:
    grant = Grant(("Decrypt",), grantee_principal=f"arn:aws:iam::{ACCOUNT}:role/{build_unknown('Name')}")
    policies = Policies(resource=policy().resource, grants=(grant,))
    decision = authorize(Request(ROLE, "kms:Decrypt", KEY), policies)
    assert (decision.outcome, decision.trace[-1].outcome) == (Outcome.UNDECIDED, Match.UNKNOWN)
    star = Policies(
        resource=policy().resource, grants=(Grant(("Decrypt",), grantee_principal="*"), Grant(("Decrypt",)))
    )
    assert authorize(Request(ROLE, "kms:Decrypt", KEY), star).outcome is Outcome.IMPLICIT_DENY


@pytest.mark.parametrize(
    "service", ["sns", "sqs", "s3", "ebs", "lambda", "rds", "kafka", "dynamodb", "kinesis", "secretsmanager", "ssm"]
)
def test_managed_keys_admit_the_account_through_one_service(service: str) -> None:
    found = build_managed_key_policy(service, account=ACCOUNT, region=REGION, partition="aws")
    assert found
    policies = Policies(resource=found)
    endpoint = f"{'ec2' if service == 'ebs' else service}.{REGION}.amazonaws.com"
    assert decide(policies, principal=ROLE) is Outcome.IMPLICIT_DENY
    assert decide(policies, principal=ROLE, context={"kms:ViaService": (endpoint,)}) is Outcome.ALLOW
    assert decide(policies) is Outcome.IMPLICIT_DENY
    other = parse_principal("arn:aws:iam::999988887777:role/x")
    assert decide(policies, principal=other, resource_account="111122223333") is Outcome.IMPLICIT_DENY


def test_only_sns_itself_may_read_archived_messages_with_its_managed_key() -> None:
    found = build_managed_key_policy("sns", account="111122223333", region="us-east-1", partition="aws")
    context = {"aws:SourceAccount": ("111122223333",), "aws:SourceArn": ("arn:aws:sns:us-east-1:111122223333:t",)}
    sns = parse_principal("sns.amazonaws.com")
    assert decide(Policies(resource=found), principal=sns, context=context) is Outcome.ALLOW
    assert (
        decide(Policies(resource=found), principal=sns, action="kms:Encrypt", context=context) is Outcome.IMPLICIT_DENY
    )


def test_secrets_may_be_replicated_under_their_managed_keys() -> None:
    found = build_managed_key_policy("secretsmanager", account=ACCOUNT, region="us-east-1", partition="aws")
    context = {"kms:ViaService": ("secretsmanager.eu-west-1.amazonaws.com",)}
    policies = Policies(resource=found)
    assert decide(policies, principal=ROLE, action="kms:GenerateDataKey", context=context) is Outcome.ALLOW
    assert decide(policies, principal=ROLE, action="kms:Decrypt", context=context) is Outcome.IMPLICIT_DENY


def test_a_managed_key_whose_text_is_not_known() -> None:
    assert build_managed_key_policy("backup", account=ACCOUNT, region=REGION, partition="aws") is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("anonymous", PrincipalKind.ANONYMOUS),
        ("111122223333", PrincipalKind.ACCOUNT),
        (ACCOUNT, PrincipalKind.ACCOUNT),
        ("delivery.logs.amazonaws.com", PrincipalKind.SERVICE),
        (f"logs.{REGION}.amazonaws.com", PrincipalKind.SERVICE),
        (f"arn:aws:iam::{ACCOUNT}:root", PrincipalKind.ROOT_USER),
        ("arn:aws:sts::111122223333:federated-user/a", PrincipalKind.FEDERATED_USER),
    ],
)
def test_principals_are_told_apart(text: str, kind: PrincipalKind) -> None:
    assert parse_principal(text).kind is kind


@pytest.mark.parametrize("text", ["", "*", "alice", "arn:aws:s3:::bucket", "arn:aws:iam::111122223333:group/a", "1111"])
def test_other_texts_name_no_principal(text: str) -> None:
    with pytest.raises(NotAPrincipalError):
        parse_principal(text)


def test_an_unknown_part_is_no_account_unless_it_is_one() -> None:
    assert not is_account(build_unknown("Name"))
    assert not is_account(f"{ACCOUNT}1")


def test_the_trace_names_the_first_element_that_fails() -> None:
    decision = authorize(
        Request(CLOUDWATCH, "kms:Decrypt", KEY, context={"aws:SourceAccount": ("2",)}),
        policy(
            allow({"AWS": ROLE.name}),
            allow({"Service": CLOUDWATCH.name}, {"StringEquals": {"aws:SourceAccount": "1"}}),
            {**allow("*"), "Resource": "alias/x"},
            {**allow("*"), "Action": "kms:Encrypt"},
        ),
    )
    assert [step.reason for step in decision.trace] == [
        Reason.SERVICE_NOT_LISTED,
        Reason.VALUE_DIFFERS,
        Reason.RESOURCE_IS_ALIAS,
        Reason.ACTION_NOT_LISTED,
    ]
    step = decision.trace[1]
    assert (step.key, step.operator, step.expected, step.actual) == (
        "aws:SourceAccount",
        "StringEquals",
        ("1",),
        ("2",),
    )
