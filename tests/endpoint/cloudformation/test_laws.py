"""What holds of any stack: the way to a template doesn't matter, nothing is left, saving loses nothing."""

import itertools
from typing import Any

import pytest

from keypost.endpoint.front import Front
from keypost.endpoint.settings import Settings
from keypost.endpoint.store.snapshot import dump, load
from tests.endpoint.cloudformation.deploying import create, ids, outputs, show, update, write
from tests.endpoint.local import Local

# Each a choice for one resource: not there, or there with properties that are set, changed, taken away, or replace it.
TOPIC: tuple[Any, ...] = (None, {}, {"DisplayName": "d"}, {"TopicName": "other"})
QUEUE: tuple[Any, ...] = ({"QueueName": "q"}, {"QueueName": "q", "VisibilityTimeout": 60, "Tags": [
    {"Key": "a", "Value": "b"}]})  # fmt: skip
PARAMETER: tuple[Any, ...] = (None, {"Type": "String", "Value": "1"}, {"Type": "String", "Value": "2"})
CHOICES = list(itertools.product(TOPIC, QUEUE, PARAMETER))


def build(choice: tuple[Any, ...]) -> str:
    kinds = (("Topic", "SNS::Topic"), ("Queue", "SQS::Queue"), ("Parameter", "SSM::Parameter"))
    resources = {
        name: {"Type": f"AWS::{kind}", "Properties": properties}
        for (name, kind), properties in zip(kinds, choice, strict=True)
        if properties is not None
    }
    return write(resources, Outputs={"Arn": {"Value": {"Fn::GetAtt": ["Queue", "Arn"]}}})


def look(local: Local) -> Any:
    """Return all that there is of the stack's resources, without the letters that names are given."""
    sns, sqs, ssm = local.client("sns"), local.client("sqs"), local.client("ssm")
    topics = [
        {name: value for name, value in sns.get_topic_attributes(TopicArn=one["TopicArn"])["Attributes"].items()
         if name in {"DisplayName", "KmsMasterKeyId"}}
        for one in sns.list_topics()["Topics"]
    ]  # fmt: skip
    queues = [
        (sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["VisibilityTimeout"])["Attributes"],
         sqs.list_queue_tags(QueueUrl=url).get("Tags"))
        for url in sqs.list_queues().get("QueueUrls", ())
    ]  # fmt: skip
    return topics, queues, [one["Name"] == "x" for one in ssm.describe_parameters()["Parameters"]]


@pytest.mark.parametrize("number", range(0, len(CHOICES), 9))
def test_a_stack_is_what_its_template_says_whatever_it_was_before(local: Local, number: int) -> None:
    first, second = CHOICES[number], CHOICES[(number * 5 + 11) % len(CHOICES)]
    create(local, build(second))
    wanted = look(local), sorted(ids(local)), outputs(show(local, "app"))
    local.front.reset()
    made = create(local, build(first))
    at_once = look(local)
    assert update(local, build(second))["StackStatus"] == "UPDATE_COMPLETE"
    assert (look(local), sorted(ids(local)), outputs(show(local, "app"))) == wanted
    assert update(local, build(first))["StackStatus"] == "UPDATE_COMPLETE"
    assert look(local) == at_once
    local.client("cloudformation").delete_stack(StackName="app")
    assert look(local) == ([], [], [])
    assert show(local, made["StackId"])["StackStatus"] == "DELETE_COMPLETE"


def test_stacks_are_saved(local: Local) -> None:
    made = create(local, build(CHOICES[-1]))
    front = Front(Settings(), operations={}, reactions={})
    front.resume(*load(dump((local.front.state, local.front.sessions))))
    local.front.resume(front.state, front.sessions)
    assert show(local, "app") == made
    assert update(local, build(CHOICES[0]))["StackStatus"] == "UPDATE_COMPLETE"
