"""The rows of tests/spec/matrix (its README tells how one is written), and what the checker says of their variants."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path as File
from typing import Any, NamedTuple

import yaml

from keypost.catalogue.all import load_path
from keypost.catalogue.declare import KeyOf, Part
from keypost.checker.verdict import CallVerdict, Delivery, Verdict
from keypost.estate.kind import Kind
from tests.catalogue.world import (
    HERE,
    REGION,
    Ends,
    Lock,
    Place,
    Statement,
    Statements,
    account_of_source,
    build_ends,
    connect,
    decide,
)

FOLDER = File(__file__).resolve().parent.parent / "spec" / "matrix"
PROFILES = FOLDER / "profiles.yaml"
NOTHING = "n/a, "  # what a variant begins with that means nothing for a path; the reason follows
VARIANTS = (
    "aws-managed-key",
    "default-policy",
    "documented",
    "hardened",
    "wrong-account",
    "blanket-deny",
    "carved-out",
    "unencrypted",
    "bucket-key",  # for buckets alone
)
SERVICES_SPARED = "services-spared"  # `carved-out`, but for the role that calls
_HARDENED = ("hardened", "wrong-account", "bucket-key")
WRONG_ACCOUNT = "999988887777"
ADMIN = f"arn:aws:iam::{HERE}:user/admin"
DEFAULT = {"Principal": {"AWS": f"arn:aws:iam::{HERE}:root"}, "Action": "kms:*", "Resource": "*"}
_FIELDS = {
    "id",
    "from",
    "source",
    "principal",
    "caller",
    "target_name",
    "key",
    "target",
    "role",
    "refuses_kms",
    "key_of",
    "values",
    "recommended",
    "with_bucket_key",
    "inferred",
    "verdicts",
}
_STATEMENT = {"Effect", "Principal", "Action", "Resource", "Condition", "harden"}

Row = dict[str, Any]


@cache
def read_rows() -> dict[str, Row]:
    """Return the rows by path id, each with all its verdicts; a row that is there twice, or odd, is a mistake."""
    rows: dict[str, Row] = {}
    for file in sorted(FOLDER.glob("*.yaml")):
        for row in yaml.safe_load(file.read_text(encoding="utf-8")) if file != PROFILES else ():
            assert rows.setdefault(row["id"], row) is row, f"{row['id']} is there twice"
            _check_shape(row)
            row["verdicts"] = _complete(row["verdicts"])
            assert set(row["verdicts"]) == set(VARIANTS), row["id"]
    return rows


def _check_shape(row: Row) -> None:
    assert set(row) <= _FIELDS, f"{row['id']}: {sorted(set(row) - _FIELDS)}"
    assert row["from"], row["id"]
    for place in Place:
        for statement in list_statements(row, place):
            assert set(statement) <= _STATEMENT, f"{row['id']}: {sorted(set(statement) - _STATEMENT)}"


def _complete(verdicts: str | Mapping[str, str]) -> dict[str, str]:
    """Put a row's own verdicts over those of the profile that it is `like`."""
    own = {"like": verdicts} if isinstance(verdicts, str) else dict(verdicts)
    return {**_read_profiles().get(own.pop("like", ""), {}), **own}


@cache
def _read_profiles() -> dict[str, dict[str, str]]:
    profiles: dict[str, dict[str, str]] = yaml.safe_load(PROFILES.read_text(encoding="utf-8"))
    return profiles


def list_statements(row: Row, place: Place) -> list[Row]:
    """Return the documented statements of one place, as the row has them."""
    given = row.get(place.value, [])
    return list(given) if isinstance(given, list) else [given]


def decide_row(row: Row) -> dict[str, str]:
    """Return what the checker says of each variant that means something for the path."""
    return {variant: spell(decide_variant(row, variant)) for variant in list_variants(row)}


def list_variants(row: Row) -> list[str]:
    """Return the variants that mean something for the path."""
    possible = VARIANTS if load_path(row["id"]).target is Kind.BUCKET else VARIANTS[:-1]
    return [variant for variant in possible if not row["verdicts"][variant].startswith(NOTHING)]


def decide_variant(row: Row, variant: str) -> Delivery:
    """Return the delivery of one variant, or of SERVICES_SPARED."""
    path = load_path(row["id"])
    ends = build_ends_of(row)
    key_of = KeyOf(row.get("key_of", "target"))
    statements = build_statements(row, variant, ends)
    values = _fill(row.get("values", {}), name_ends(ends))
    return decide(
        connect(
            path,
            ends,
            lock=lock_of(row, variant),
            statements=statements,
            key_of=key_of,
            values=values,
            bucket_key=variant == "bucket-key",
        )
    )


def build_ends_of(row: Row) -> Ends:
    """Return the resources of a row, without policies."""
    path, source, caller = load_path(row["id"]), row.get("source", ""), row.get("caller", "")
    names = {"account": account_of_source(path), "region": REGION}
    return build_ends(
        path,
        source_arn=_fill(source, names),
        role_arn=_fill(caller, names),
        target_name=row.get("target_name", "target"),
    )


def lock_of(row: Row, variant: str) -> Lock:
    """Return what encrypts in a variant; a target that refuses KMS is not encrypted unless the variant is about it."""
    if variant == "aws-managed-key":
        return Lock.AWS_MANAGED_KEY
    spared = row.get("refuses_kms") and variant in ("documented", "hardened", "wrong-account")
    return Lock.NOTHING if variant == "unencrypted" or spared else Lock.CUSTOMER_KEY


def build_statements(row: Row, variant: str, ends: Ends) -> Statements:
    """Return what stands where in a variant; nothing about the key where the variant leaves the key alone."""
    built = {place: list(_build_place(row, place, variant, ends)) for place in Place}
    if variant in ("aws-managed-key", "default-policy", "unencrypted"):
        built[Place.KEY] = []
        built[Place.ROLE] = [one for one in built[Place.ROLE] if not _is_about_keys(one)]
    return {**built, Place.KEY: [DEFAULT, *built[Place.KEY], *_denials(variant, ends)]}


def _build_place(row: Row, place: Place, variant: str, ends: Ends) -> Iterator[Statement]:
    names = name_ends(ends)
    others = name_ends(ends, account=WRONG_ACCOUNT) if variant == "wrong-account" else names
    for given in list_statements(row, place):
        if given.get("Effect") == "Deny" and variant not in _HARDENED:
            continue
        statement = {"Resource": _default_resource(given, place), **given, "Action": given["Action"].split()}
        hardening = statement.pop("harden", {})
        if place is not Place.ROLE:
            statement.setdefault("Principal", row.get("principal"))
        statement = _fill(statement, names)
        yield _harden(statement, _fill(hardening, others)) if variant in _HARDENED else statement


def _harden(statement: Row, conditions: Mapping[str, Mapping[str, object]]) -> Row:
    """Add conditions to those of the statement, operator by operator."""
    own = statement.get("Condition", {})
    both = {operator: {**own.get(operator, {}), **conditions.get(operator, {})} for operator in {**own, **conditions}}
    return {**statement, "Condition": both} if both else statement


def _default_resource(given: Row, place: Place) -> str:
    if place is Place.KEY:
        return "*"
    return "<key>" if place is Place.ROLE and _is_about_keys(given) else "<target>"


def _is_about_keys(statement: Statement) -> bool:
    return "kms:" in str(statement["Action"])


def _denials(variant: str, ends: Ends) -> Iterator[Statement]:
    """Yield the Deny that the owner put into the key policy, and forgot the delivery, or thought of it.

    Source: IAM User Guide, aws:PrincipalIsAWSService, for services; a role is exempt where its ARN is in the list.
    """
    deny = {"Effect": "Deny", "Principal": "*", "Action": "kms:*", "Resource": "*"}
    if variant == "blanket-deny":
        yield {**deny, "Condition": {"StringNotEquals": {"aws:PrincipalArn": [ADMIN]}}}
    elif variant in ("carved-out", SERVICES_SPARED):
        spared = [ADMIN, ends.role.arn] if ends.role is not None and variant == "carved-out" else [ADMIN]
        exempt = {"BoolIfExists": {"aws:PrincipalIsAWSService": "false"}}
        yield {**deny, "Condition": {"StringNotEquals": {"aws:PrincipalArn": spared}, **exempt}}


def name_ends(ends: Ends, *, account: str = "") -> dict[str, str]:
    """Return what the placeholders of rows stand for; with `account`, as if the source belonged to that one."""
    source = ends.source
    own = account or source.account
    names = {"account": own, "region": source.region, "source": source.arn.replace(source.account, own)}
    names |= {"target": ends.target.arn, "target-account": ends.target.account, "target-name": ends.target.name}
    return names | {"key": ends.key.arn, "role": ends.role.arn if ends.role is not None else ""}


def _fill(given: Any, names: Mapping[str, str]) -> Any:
    if isinstance(given, str):
        for name, text in names.items():
            given = given.replace(f"<{name}>", text)
        return given
    if isinstance(given, Mapping):
        return {_fill(key, names): _fill(value, names) for key, value in given.items()}
    return [_fill(one, names) for one in given] if isinstance(given, list) else given


def spell(delivery: Delivery) -> str:
    """Return the verdict in the words of the rows: where it fails and why, or what it needs."""
    if delivery.verdict is Verdict.FAILS:
        failing = [call for call in delivery.calls if call.verdict is Verdict.FAILS]
        return "FAILS " + ", ".join(sorted({f"{_place_of(call)} {call.decision.reason.value}" for call in failing}))
    if delivery.verdict is Verdict.DEPENDS:
        return "DEPENDS " + ", ".join(sorted({f"{need.kind.value} {need.fact}" for need in delivery.needs}))
    return str(delivery.verdict.value)


def _place_of(call: CallVerdict) -> str:
    return "key" if call.call.on is Part.TARGET_KEY else "target"


class LeftOut(NamedTuple):
    """One action that one statement of a variant doesn't allow."""

    variant: str
    place: Place
    statement: int
    action: str

    def __str__(self) -> str:
        return f"{self.variant}: {self.action} in statement {self.statement + 1} of the {self.place.value}"


def decide_without(row: Row) -> dict[str, str]:
    """Return what the delivery does if one documented action is left out; WORKS: what it did before."""
    return {str(left): _decide_less(row, left) for left in _list_left_out(row)}


def expect_without(row: Row) -> dict[str, str]:
    """Return what the row says of that: an action is needed for certain unless it says otherwise."""
    told = dict.fromkeys(row.get("recommended", "").split(), "WORKS")
    told |= dict.fromkeys(row.get("inferred", "").split(), "DEPENDS")
    only = dict.fromkeys(row.get("with_bucket_key", "").split(), "WORKS")
    without = {"documented": {**told, **only}, "bucket-key": told}
    listed = list(_list_left_out(row))
    assert {*told, *only} <= {left.action for left in listed}, (
        f"{row['id']}: one of {[*told, *only]} is in no statement"
    )
    return {str(left): without[left.variant].get(left.action, "FAILS") for left in listed}


def _list_left_out(row: Row) -> Iterator[LeftOut]:
    """Yield each action of each statement, for each variant in which its absence can change something."""
    for variant in ("documented", "bucket-key"):
        changes = variant in list_variants(row) and not row["verdicts"][variant].startswith("FAILS")
        for place in Place if changes else ():
            for number, statement in enumerate(list_statements(row, place)):
                if statement.get("Effect") != "Deny":
                    yield from (LeftOut(variant, place, number, action) for action in statement["Action"].split())


def _decide_less(row: Row, left: LeftOut) -> str:
    statements = list_statements(row, left.place)
    kept = [action for action in statements[left.statement]["Action"].split() if action != left.action]
    statements[left.statement] = {**statements[left.statement], "Action": " ".join(kept) or "none:None"}
    found = spell(decide_variant({**row, left.place.value: statements}, left.variant))
    return "WORKS" if found == row["verdicts"][left.variant] else found.split()[0]
