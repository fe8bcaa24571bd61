"""Grants: for whom, for what, and under which encryption context."""

import pytest

from keypost.policy.context import CONTEXT_KEYS, CONTEXT_PAIR
from keypost.policy.facts import ANY_VALUE, Doubt, Facts, Unsettled
from keypost.policy.grants import keys_of_grant, match_constraints, match_grant, match_grantee
from keypost.policy.principals import parse_principal
from keypost.policy.reasons import OpenPoint, Reason
from keypost.policy.request import Grant
from keypost.unknown import Tri, build_unknown

ACCOUNT = "111122223333"
APP, ZOE = f"arn:aws:iam::{ACCOUNT}:role/app", f"arn:aws:iam::{ACCOUNT}:role/zoe"
SERVICE = "sns.amazonaws.com"
TOPIC = f"arn:aws:sns:us-east-1:{ACCOUNT}:alerts"
FOR_APP = Grant(("Decrypt", "Encrypt"), grantee_principal=APP)
KEY_CASE = OpenPoint.GRANT_CONSTRAINT_KEY_CASE


@pytest.mark.parametrize(
    ("grant", "caller", "action", "expected"),
    [
        (FOR_APP, APP, "kms:Decrypt", (True, False, Reason.GRANT_ALLOWS)),
        (FOR_APP, APP, "KMS:DECRYPT", (True, False, Reason.GRANT_ALLOWS)),
        (FOR_APP, APP, "kms:ReEncryptFrom", (False, False, Reason.GRANT_WITHOUT_OPERATION)),
        (FOR_APP, ZOE, "kms:Decrypt", (False, False, Reason.GRANT_FOR_OTHER_PRINCIPAL)),
        (FOR_APP, SERVICE, "kms:Decrypt", (False, False, Reason.GRANT_FOR_OTHER_PRINCIPAL)),
        (
            FOR_APP._replace(grantee_principal=build_unknown("Role")),
            APP,
            "kms:Decrypt",
            (None, False, Reason.VALUE_UNKNOWN),
        ),
        (FOR_APP._replace(grantee_principal=ACCOUNT), APP, "kms:Decrypt", (True, True, Reason.GRANT_ALLOWS)),
        (FOR_APP._replace(grantee_principal="*"), APP, "kms:Decrypt", (False, False, Reason.GRANT_FOR_OTHER_PRINCIPAL)),
        (FOR_APP._replace(grantee_principal=SERVICE), SERVICE, "kms:Decrypt", (True, False, Reason.GRANT_ALLOWS)),
        (Grant(("Decrypt",), grantee_service=SERVICE), SERVICE, "kms:Decrypt", (True, False, Reason.GRANT_ALLOWS)),
        (
            Grant(("Decrypt",), grantee_service=SERVICE),
            APP,
            "kms:Decrypt",
            (False, False, Reason.GRANT_FOR_OTHER_PRINCIPAL),
        ),
        (Grant(("Decrypt",)), APP, "kms:Decrypt", (False, False, Reason.GRANT_FOR_OTHER_PRINCIPAL)),
        (FOR_APP._replace(retiring_principal=ZOE), ZOE, "kms:RetireGrant", (True, False, Reason.GRANT_ALLOWS)),
        (FOR_APP._replace(retiring_service=SERVICE), SERVICE, "kms:RetireGrant", (True, False, Reason.GRANT_ALLOWS)),
        (FOR_APP, APP, "kms:RetireGrant", (False, False, Reason.GRANT_FOR_OTHER_PRINCIPAL)),
        (FOR_APP._replace(operations=("RetireGrant",)), APP, "kms:RetireGrant", (True, False, Reason.GRANT_ALLOWS)),
    ],
)
def test_a_grant_is_for_its_grantee_and_its_operations(
    grant: Grant, caller: str, action: str, expected: tuple[Tri, bool, Reason]
) -> None:
    assert match_grantee(grant, caller=parse_principal(caller), action=action) == expected


def pairs(**given: str) -> Facts:
    facts: Facts = {CONTEXT_PAIR + name.lower(): (value,) for name, value in given.items()}
    return {**facts, CONTEXT_KEYS: tuple(given)} if given else facts


EQUALS, SUBSET = FOR_APP._replace(context_equals={"a": "1"}), FOR_APP._replace(context_subset={"a": "1", "b": "2"})
HALF: Facts = {CONTEXT_PAIR + "a": Unsettled(Doubt.SENT_OR_NOT, ("1",)), CONTEXT_KEYS: ANY_VALUE}


@pytest.mark.parametrize(
    ("grant", "facts", "expected"),
    [
        (FOR_APP, {}, (True, ())),
        (EQUALS, pairs(a="1"), (True, ())),
        (EQUALS, pairs(a="2"), (False, ())),
        (EQUALS, pairs(a="1", b="2"), (False, ())),
        (EQUALS, pairs(), (False, ())),
        (EQUALS, pairs(A="1"), (None, (KEY_CASE,))),
        (EQUALS, pairs(A="2"), (False, ())),
        (EQUALS, {CONTEXT_PAIR + "a": ("1",)}, (True, ())),
        (EQUALS, {CONTEXT_KEYS: ("a",)}, (None, ())),
        (EQUALS, HALF, (None, ())),
        (SUBSET, pairs(a="1", b="2"), (True, ())),
        (SUBSET, pairs(a="1", b="2", c="3"), (True, ())),
        (SUBSET, pairs(a="1"), (False, ())),
        (SUBSET, pairs(a="1", b="3"), (False, ())),
        (SUBSET, pairs(a="1", B="2"), (None, (KEY_CASE,))),
        (SUBSET, HALF, (None, ())),
        (SUBSET, {**HALF, CONTEXT_PAIR + "b": ("3",)}, (False, ())),
        (SUBSET._replace(context_equals={"a": "1"}), pairs(a="1", b="2"), (False, ())),
        (FOR_APP._replace(source_arn=TOPIC), {"aws:sourcearn": (TOPIC,)}, (True, ())),
        (FOR_APP._replace(source_arn=TOPIC), {"aws:sourcearn": (TOPIC + "2",)}, (False, ())),
        (FOR_APP._replace(source_arn=TOPIC), {}, (False, ())),
        (FOR_APP._replace(source_arn=TOPIC), {"aws:sourcearn": ANY_VALUE}, (None, ())),
        (
            FOR_APP._replace(source_arn=TOPIC),
            {"aws:sourcearn": Unsettled(Doubt.SENT_OR_NOT, (TOPIC + "2",))},
            (False, ()),
        ),
        (FOR_APP._replace(source_arn=TOPIC), {"aws:sourcearn": Unsettled(Doubt.SENT_OR_NOT, (TOPIC,))}, (None, ())),
        (EQUALS._replace(source_arn=TOPIC), {**pairs(A="1"), "aws:sourcearn": (TOPIC + "2",)}, (False, ())),
    ],
)
def test_constraints_are_about_the_encryption_context_and_the_source(
    grant: Grant, facts: Facts, expected: tuple[Tri, tuple[OpenPoint, ...]]
) -> None:
    assert match_constraints(grant, action="kms:Decrypt", facts=facts) == expected


@pytest.mark.parametrize("action", ["kms:DescribeKey", "kms:RetireGrant"])
def test_the_encryption_context_of_some_operations_is_not_constrained(action: str) -> None:
    assert match_constraints(EQUALS, action=action, facts={}) == (True, ())
    answer, _ = match_constraints(EQUALS._replace(source_arn=TOPIC), action=action, facts={})
    assert answer is (action == "kms:RetireGrant")


CREATES = FOR_APP._replace(operations=("Decrypt", "CreateGrant"))


@pytest.mark.parametrize(
    ("grant", "facts", "answer"),
    [
        (CREATES, {"kms:grantoperations": ("Decrypt",)}, True),
        (CREATES, {"kms:grantoperations": ("decrypt", "CreateGrant")}, True),
        (CREATES, {"kms:grantoperations": ("Decrypt", "Encrypt")}, False),
        (CREATES, {"kms:grantoperations": ANY_VALUE}, None),
        (CREATES, {}, True),
        (CREATES._replace(context_equals={"a": "1"}), pairs(a="1"), None),
        (
            CREATES._replace(context_equals={"a": "1"}),
            {**pairs(a="1"), "kms:grantconstrainttype": ("EncryptionContextEquals",)},
            True,
        ),
        (
            CREATES._replace(context_equals={"a": "1"}),
            {**pairs(a="1"), "kms:grantconstrainttype": ("EncryptionContextSubset",)},
            False,
        ),
        (CREATES._replace(context_equals={"a": "1"}), {**pairs(a="1"), "kms:grantconstrainttype": ANY_VALUE}, None),
    ],
)
def test_a_grant_made_under_another_is_at_least_as_strict(grant: Grant, facts: Facts, answer: Tri) -> None:
    assert match_constraints(grant, action="kms:CreateGrant", facts=facts)[0] is answer


@pytest.mark.parametrize(
    ("grant", "facts", "allows", "reason"),
    [
        (EQUALS, pairs(a="1"), True, Reason.GRANT_ALLOWS),
        (EQUALS, pairs(a="2"), False, Reason.GRANT_CONSTRAINT_DIFFERS),
        (EQUALS, pairs(A="1"), None, Reason.VALUE_UNKNOWN),
        (EQUALS._replace(grantee_principal=ZOE), pairs(a="1"), False, Reason.GRANT_FOR_OTHER_PRINCIPAL),
        (EQUALS._replace(operations=("Sign",)), pairs(a="1"), False, Reason.GRANT_WITHOUT_OPERATION),
    ],
)
def test_a_grant_allows_or_tells_why_not(grant: Grant, facts: Facts, allows: Tri, reason: Reason) -> None:
    answer = match_grant(grant, caller=parse_principal(APP), action="kms:Decrypt", facts=facts)
    assert (answer.allows, answer.reason, answer.delegated) == (allows, reason, False)
    assert answer.open_points == ((KEY_CASE,) if allows is None else ())


@pytest.mark.parametrize(
    ("grant", "action", "keys"),
    [
        (FOR_APP, "kms:Decrypt", set()),
        (FOR_APP, "kms:CreateAlias", set()),
        (FOR_APP, "KMS:CreateGrant", {"kms:grantoperations", "kms:grantconstrainttype"}),
        (FOR_APP._replace(source_arn=TOPIC), "kms:Decrypt", {"aws:sourcearn"}),
        (EQUALS, "kms:Decrypt", {CONTEXT_PAIR, CONTEXT_KEYS}),
        (SUBSET, "kms:Decrypt", {CONTEXT_PAIR, CONTEXT_KEYS}),
    ],
)
def test_a_grant_looks_at_the_keys_of_its_constraints(grant: Grant, action: str, keys: set[str]) -> None:
    assert keys_of_grant(grant, action=action) == keys
