"""Exports: found by others, kept while they are used; stacks that are protected, resources that are kept."""

from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.endpoint.cloudformation.deploying import create, events, outputs, show, update, write
from tests.endpoint.local import Local

TOPIC: dict[str, Any] = {"Type": "AWS::SNS::Topic"}
HANDLE = {"Type": "AWS::CloudFormation::WaitConditionHandle"}


def exporting(value: str = "v") -> str:
    return write({"T": TOPIC}, Outputs={"O": {"Value": value, "Export": {"Name": "shared"}}})


IMPORTING = write({"H": HANDLE}, Outputs={"Got": {"Value": {"Fn::ImportValue": "shared"}}})


def test_an_export_in_use_stays(local: Local) -> None:
    create(local, exporting(), name="owner")
    assert outputs(create(local, IMPORTING, name="user")) == {"Got": "v"}
    stacks = local.client("cloudformation")
    assert [one["Name"] for one in stacks.list_exports()["Exports"]] == ["shared"]
    assert stacks.list_imports(ExportName="shared")["Imports"] == ["user"]
    stacks.delete_stack(StackName="owner")
    owner = show(local, "owner")
    assert owner["StackStatus"] == "CREATE_COMPLETE"
    assert owner["StackStatusReason"] == "Export shared cannot be deleted as it is in use by user"
    assert update(local, exporting("w"), name="owner")["StackStatus"] == "UPDATE_ROLLBACK_COMPLETE"
    reason = "Export shared cannot be updated as it is in use by user"
    assert ("owner", "UPDATE_ROLLBACK_IN_PROGRESS", reason) in events(local, "owner")
    stacks.delete_stack(StackName="user")
    stacks.delete_stack(StackName="owner")
    assert stacks.describe_stacks()["Stacks"] == []


def test_what_nobody_exports_fails_the_stack(local: Local) -> None:
    assert create(local, IMPORTING, name="user")["StackStatus"] == "ROLLBACK_COMPLETE"
    reason = "No export named shared found. Rollback requested by user."
    assert ("user", "ROLLBACK_IN_PROGRESS", reason) in events(local, "user")


def test_two_stacks_can_not_export_the_same_name(local: Local) -> None:
    create(local, exporting(), name="owner")
    assert create(local, exporting(), name="other")["StackStatus"] == "ROLLBACK_COMPLETE"
    told = [why for _, status, why in events(local, "other") if status == "ROLLBACK_IN_PROGRESS"]
    assert told == ["Export with name shared is already exported by stack owner. Rollback requested by user."]


def test_a_protected_stack_stays(local: Local) -> None:
    create(local, write({"T": TOPIC}), EnableTerminationProtection=True)
    stacks = local.client("cloudformation")
    with pytest.raises(ClientError, match="cannot be deleted while TerminationProtection is enabled"):
        stacks.delete_stack(StackName="app")
    stacks.update_termination_protection(StackName="app", EnableTerminationProtection=False)
    stacks.delete_stack(StackName="app")
    assert stacks.describe_stacks()["Stacks"] == []


def test_what_is_to_be_kept_is_kept(local: Local) -> None:
    made = create(local, write({"Kept": {**TOPIC, "DeletionPolicy": "Retain"}, "Gone": TOPIC}))
    local.client("cloudformation").delete_stack(StackName="app")
    assert ("Kept", "DELETE_SKIPPED", "") in events(local, made["StackId"])
    assert ["Kept" in one["TopicArn"] for one in local.client("sns").list_topics()["Topics"]] == [True]


def test_a_name_is_taken_once(local: Local) -> None:
    create(local, write({"T": TOPIC}))
    with pytest.raises(ClientError, match=r"Stack \[app\] already exists") as refused:
        create(local, write({"T": TOPIC}))
    assert refused.value.response["Error"]["Code"] == "AlreadyExistsException"


def test_stack_tags_reach_resources(local: Local) -> None:
    create(local, write({"T": TOPIC}), Tags=[{"Key": "team", "Value": "ops"}])
    sns = local.client("sns")
    arn = sns.list_topics()["Topics"][0]["TopicArn"]
    assert sns.list_tags_for_resource(ResourceArn=arn)["Tags"] == [{"Key": "team", "Value": "ops"}]
