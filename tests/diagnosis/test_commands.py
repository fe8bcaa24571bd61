"""Commands and sentences, filled with what a text tells."""

import pytest

from keypost.diagnosis.commands import fill_command, fill_sentence
from keypost.diagnosis.explain import explain
from keypost.text import Text

REFUSED_ALARM = (
    'Failed to execute action arn:aws:sns:us-east-1:111122223333:alerts. Received error: "Resource: '
    "arn:aws:cloudwatch:us-east-1:111122223333:alarm:cpu is not authorized to perform: SNS:Publish on resource: "
    'arn:aws:sns:us-east-1:111122223333:alerts"'
)


def test_a_policy_names_the_service_that_an_alarm_stands_for() -> None:
    """The text of https://repost.aws/knowledge-center/cloudwatch-receive-sns-for-alarm-trigger, and its remedy."""
    facts = explain(REFUSED_ALARM).facts
    text = fill_sentence(Text(en="{service} {principal}", ja="{service} {principal}"), facts)
    assert facts.principal == "arn:aws:cloudwatch:us-east-1:111122223333:alarm:cpu"
    assert text.en == "cloudwatch.amazonaws.com cloudwatch.amazonaws.com"


STATUS_LOG = (
    '{"delivery": {"destination": "arn:aws:sqs:us-east-1:111122223333:orders", "providerResponse": "{\\"ErrorCode\\":'
    '\\"KMS.AccessDeniedException\\",\\"ErrorMessage\\":\\"User: PRINCIPAL is not authorized to perform: '
    "kms:GenerateDataKey on resource: arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab "
    'because no CLAUSE policy allows the kms:GenerateDataKey action\\"}"}, "status": "FAILURE"}'
)


@pytest.mark.parametrize("clause", ["resource-based", "identity-based"])
@pytest.mark.parametrize(
    "principal", ["arn:aws:iam::111122223333:root", "arn:aws:sts::999900001111:assumed-role/sns/x"]
)
def test_a_status_log_of_sns_is_about_the_service(principal: str, clause: str) -> None:
    """SNS calls as itself, whoever the log names: https://github.com/aws/aws-cdk/issues/19796."""
    told = explain(STATUS_LOG.replace("PRINCIPAL", principal).replace("CLAUSE", clause))
    assert [one.cause for one in told.causes][:2] == ["key-policy-omits-service", "aws-managed-key-for-service"]
    assert fill_sentence(Text(en="{service}", ja="{service}"), told.facts).en == "sns.amazonaws.com"


def test_a_root_user_is_no_source_of_policies() -> None:
    facts = explain("User: arn:aws:iam::111122223333:root is not authorized to perform: kms:Decrypt").facts
    assert fill_command("--policy-source-arn {role}", facts) == "--policy-source-arn ROLE"
