"""Kinds of encryption, decided by the engine."""

import pytest

from keypost.catalogue.all import all_paths, load_path
from keypost.catalogue.declare import EncryptionKind, KeyOf, MadeGrant, Path, Reach
from keypost.checker.choices import Choice, decide_choices
from keypost.checker.verdict import Verdict

MODES = {Choice.NONE: "none", Choice.AWS_OWNED: "aws-owned"}

OF_CUSTOMER = {EncryptionKind.CUSTOMER_MANAGED_KEY, EncryptionKind.SINGLE_REGION_KEY}


def decide(path_id: str) -> dict[Choice, Verdict]:
    return {answer.choice: answer.delivery.verdict for answer in decide_choices(load_path(path_id))}


def test_a_service_needs_a_customer_managed_key_that_lets_it_in() -> None:
    assert decide("cloudwatch-alarm-to-sns") == {
        Choice.NONE: Verdict.WORKS,
        Choice.AWS_MANAGED: Verdict.FAILS,
        Choice.DEFAULT_POLICY: Verdict.FAILS,
        Choice.CUSTOMER_MANAGED: Verdict.WORKS,
        Choice.OTHER_ACCOUNT: Verdict.WORKS,
    }


def test_a_role_gets_through_the_aws_managed_key_too() -> None:
    verdicts = decide("eventbridge-rule-to-sqs-role")
    assert verdicts.pop(Choice.AWS_OWNED) is Verdict.WORKS
    assert set(verdicts.values()) == {Verdict.WORKS}


def test_a_service_linked_role_uses_no_key_of_another_account() -> None:
    """It has no policy that could allow that, and nobody can give it one."""
    assert decide("autoscaling-notification-to-sns")[Choice.OTHER_ACCOUNT] is Verdict.FAILS


def test_a_service_that_refuses_kms_takes_sse_s3_only() -> None:
    verdicts = decide("s3-server-access-logs")
    assert verdicts.pop(Choice.AWS_OWNED) is Verdict.WORKS
    assert set(verdicts.values()) == {Verdict.FAILS}


def test_an_unknown_policy_of_an_aws_managed_key_leaves_it_open() -> None:
    assert decide("backup-vault-create")[Choice.AWS_MANAGED] is Verdict.DEPENDS


def test_nothing_is_said_where_no_key_is_involved() -> None:
    assert decide_choices(load_path("sqs-dlq-move")) == ()


@pytest.mark.parametrize("path", all_paths(), ids=lambda path: path.id)
def test_the_minimal_statements_are_enough_under_a_customer_managed_key(path: Path) -> None:
    if path.key_of is KeyOf.NONE or not path.calls:
        return
    refused = path.accepts is not None and OF_CUSTOMER.isdisjoint(path.accepts.kinds)
    by_grant = path.reach is Reach.ACROSS_ACCOUNTS and any(call.grant is MadeGrant.BY_HAND for call in path.calls)
    assert (decide(path.id)[Choice.CUSTOMER_MANAGED] is Verdict.WORKS) is not (refused or by_grant)


@pytest.mark.parametrize("path", all_paths(), ids=lambda path: path.id)
def test_each_choice_is_encrypted_as_it_says(path: Path) -> None:
    for answer in decide_choices(path):
        assert answer.delivery.encryption is not None
        assert answer.delivery.encryption.mode.value == MODES.get(answer.choice, "kms")
        assert (answer.delivery.key is None) is (answer.choice in MODES)


@pytest.mark.parametrize("path", all_paths(), ids=lambda path: path.id)
def test_a_key_of_another_account_is_one(path: Path) -> None:
    keys = {answer.choice: answer.delivery.key for answer in decide_choices(path)}
    own, other = keys.get(Choice.CUSTOMER_MANAGED), keys.get(Choice.OTHER_ACCOUNT)
    if own is not None and other is not None:
        assert own.account != other.account
        assert f":{other.account}:" in other.arn
