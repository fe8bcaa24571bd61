"""Change sets: what would change, seen first, then done."""

from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.endpoint.cloudformation.deploying import ALL, create, ids, show, write
from tests.endpoint.local import Local

TOPIC: dict[str, Any] = {"Type": "AWS::SNS::Topic", "Properties": {"DisplayName": "one"}}


def ask(local: Local, template: str, **settings: Any) -> dict[str, Any]:
    stacks = local.client("cloudformation")
    made = stacks.create_change_set(
        StackName="app", ChangeSetName="next", TemplateBody=template, Capabilities=ALL, **settings
    )
    found: dict[str, Any] = stacks.describe_change_set(ChangeSetName=made["Id"])
    return found


def test_a_stack_begins_with_a_change_set(local: Local) -> None:
    found = ask(local, write({"Topic": TOPIC}), ChangeSetType="CREATE")
    assert (found["Status"], found["ExecutionStatus"]) == ("CREATE_COMPLETE", "AVAILABLE")
    assert [one["ResourceChange"]["Action"] for one in found["Changes"]] == ["Add"]
    assert show(local, "app")["StackStatus"] == "REVIEW_IN_PROGRESS"
    assert local.client("sns").list_topics()["Topics"] == []
    local.client("cloudformation").execute_change_set(ChangeSetName="next", StackName="app")
    assert show(local, "app")["StackStatus"] == "CREATE_COMPLETE"
    assert len(local.client("sns").list_topics()["Topics"]) == 1


def test_it_tells_what_is_replaced_changed_added_and_removed(local: Local) -> None:
    queue = {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": "first"}}
    create(local, write({"Topic": TOPIC, "Queue": queue, "Old": TOPIC}))
    named = {"Type": "AWS::SNS::Topic", "Properties": {"DisplayName": {"Fn::GetAtt": ["Queue", "QueueName"]}}}
    queue = {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": "second"}}
    found = ask(local, write({"Topic": named, "Queue": queue, "New": TOPIC}))
    told = {one["ResourceChange"]["LogicalResourceId"]: one["ResourceChange"] for one in found["Changes"]}
    assert {name: one["Action"] for name, one in told.items()} == {
        "Queue": "Modify", "Topic": "Modify", "New": "Add", "Old": "Remove",
    }  # fmt: skip
    assert told["Queue"]["Replacement"] == "True"
    assert told["Topic"]["Replacement"] == "False"
    assert told["Topic"]["Details"][0]["Evaluation"] == "Dynamic"
    assert told["Old"]["PhysicalResourceId"] == ids(local)["Old"]


def test_without_changes_it_fails_in_the_words_that_tools_wait_for(local: Local) -> None:
    create(local, write({"Topic": TOPIC}))
    found = ask(local, write({"Topic": TOPIC}))
    assert found["Status"] == "FAILED"
    assert found["StatusReason"] == (
        "The submitted information didn't contain changes. Submit different information to create a change set."
    )
    with pytest.raises(ClientError, match="cannot be executed in its current execution status") as refused:
        local.client("cloudformation").execute_change_set(ChangeSetName="next", StackName="app")
    assert refused.value.response["Error"]["Code"] == "InvalidChangeSetStatus"


def test_change_sets_are_listed_and_deleted(local: Local) -> None:
    create(local, write({"Topic": TOPIC}))
    ask(local, write({"Other": TOPIC}))
    stacks = local.client("cloudformation")
    assert [one["ChangeSetName"] for one in stacks.list_change_sets(StackName="app")["Summaries"]] == ["next"]
    stacks.delete_change_set(ChangeSetName="next", StackName="app")
    assert stacks.list_change_sets(StackName="app")["Summaries"] == []
    with pytest.raises(ClientError, match="does not exist"):
        stacks.describe_change_set(ChangeSetName="next", StackName="app")
