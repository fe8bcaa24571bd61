"""Commands and sentences, filled with what a text tells."""

from keypost.diagnosis.commands import fill_sentence
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
