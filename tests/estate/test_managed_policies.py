"""AWS managed policies: those that deliveries meet are known, all others are unread."""

import pytest

from keypost.estate.managed_policies import find_managed_policy, list_managed_policies
from keypost.policy.document import Policy
from keypost.unknown import Unread, Why


@pytest.mark.parametrize("name", sorted(list_managed_policies()))
def test_every_listed_policy_parses_without_flaw(name: str) -> None:
    policy = find_managed_policy(list_managed_policies()[name])
    assert isinstance(policy, Policy)
    assert not [flaw for statement in policy.statements for flaw in statement.flaws]


def test_the_queue_execution_role_has_no_kms_action() -> None:
    policy = find_managed_policy("arn:aws:iam::aws:policy/service-role/AWSLambdaSQSQueueExecutionRole")
    assert isinstance(policy, Policy)
    (statement,) = policy.statements
    assert statement.actions is not None
    assert "sqs:ReceiveMessage" in statement.actions.values
    assert not any(action.startswith("kms:") for action in statement.actions.values)


def test_power_user_is_everything_but_identities() -> None:
    policy = find_managed_policy("arn:aws:iam::aws:policy/PowerUserAccess")
    assert isinstance(policy, Policy)
    actions = policy.statements[0].actions
    assert actions is not None
    assert actions.negated
    assert "iam:*" in actions.values


def test_another_partition_has_the_same_policies_with_its_own_arns() -> None:
    policy = find_managed_policy("arn:aws-cn:iam::aws:policy/AWSBackupServiceRolePolicyForS3Backup")
    assert isinstance(policy, Policy)
    resources = policy.statements[1].resources
    assert resources is not None
    assert resources.values == ("arn:aws-cn:s3:::*/*",)


@pytest.mark.parametrize(
    "arn",
    [
        "arn:aws:iam::aws:policy/SomethingElse",
        "arn:aws:iam::111122223333:policy/own",
        "own",
        "arn:aws:sns:a:aws:policy/X",
    ],
)
def test_all_others_are_unread(arn: str) -> None:
    assert find_managed_policy(arn) == Unread(Why.NOT_IN_INPUT, arn)
