"""Stacks from their first event to their last."""

from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.endpoint.cloudformation.deploying import create, events, failures, ids, outputs, show, update, write
from tests.endpoint.local import ACCOUNT, Local, allow

TOPIC: dict[str, Any] = {"Type": "AWS::SNS::Topic", "Properties": {"DisplayName": "one"}}
QUEUE: dict[str, Any] = {"Type": "AWS::SQS::Queue", "DependsOn": "Topic"}
UNKNOWN = {"Type": "AWS::Fancy::Thing", "DependsOn": "Topic"}


def test_a_stack_is_made_in_order_and_deleted_backwards(local: Local) -> None:
    made = create(
        local, write({"Queue": QUEUE, "Topic": TOPIC}, Outputs={"Arn": {"Value": {"Fn::GetAtt": ["Queue", "Arn"]}}})
    )
    assert made["StackStatus"] == "CREATE_COMPLETE"
    assert outputs(made)["Arn"].startswith(f"arn:aws:sqs:us-east-1:{ACCOUNT}:app-Queue-")
    told = events(local)
    assert told[0] == ("app", "CREATE_IN_PROGRESS", "User Initiated")
    assert [one for one in told if one[1] == "CREATE_COMPLETE"] == [
        ("Topic", "CREATE_COMPLETE", ""), ("Queue", "CREATE_COMPLETE", ""), ("app", "CREATE_COMPLETE", ""),
    ]  # fmt: skip
    local.client("cloudformation").delete_stack(StackName="app")
    assert [one[0] for one in events(local, made["StackId"]) if one[1] == "DELETE_COMPLETE"] == [
        "Queue", "Topic", "app",
    ]  # fmt: skip
    assert local.client("sns").list_topics()["Topics"] == []
    with pytest.raises(ClientError, match="Stack with id app does not exist"):
        show(local, "app")


def test_a_type_that_is_not_built_fails_the_stack_which_is_rolled_back(local: Local) -> None:
    made = create(local, write({"Topic": TOPIC, "Thing": UNKNOWN}))
    assert made["StackStatus"] == "ROLLBACK_COMPLETE"
    assert failures(local) == {"Thing": "keypost local doesn't build resources of the type AWS::Fancy::Thing."}
    why = "The following resource(s) failed to create: [Thing]. Rollback requested by user."
    assert ("app", "ROLLBACK_IN_PROGRESS", why) in events(local)
    assert local.client("sns").list_topics()["Topics"] == []


@pytest.mark.parametrize(
    ("settings", "status", "topics"),
    [
        ({"OnFailure": "DO_NOTHING"}, "CREATE_FAILED", 1),
        ({"DisableRollback": True}, "CREATE_FAILED", 1),
        ({"OnFailure": "DELETE"}, "DELETE_COMPLETE", 0),
    ],
)
def test_what_is_done_on_failure_is_the_owners_choice(
    local: Local, settings: dict[str, Any], status: str, topics: int
) -> None:
    made = create(local, write({"Topic": TOPIC, "Thing": UNKNOWN}), **settings)
    assert made["StackStatus"] == status
    assert len(local.client("sns").list_topics()["Topics"]) == topics


def test_an_update_that_fails_brings_the_old_state_back(local: Local) -> None:
    create(local, write({"Topic": TOPIC}))
    before = ids(local)
    named = {"Type": "AWS::SNS::Topic", "Properties": {"DisplayName": "two"}}
    updated = update(local, write({"Topic": named, "Other": TOPIC, "Thing": {**UNKNOWN, "DependsOn": "Other"}}))
    assert updated["StackStatus"] == "UPDATE_ROLLBACK_COMPLETE"
    assert ids(local) == before
    topics = local.client("sns").list_topics()["Topics"]
    assert [one["TopicArn"] for one in topics] == list(before.values())
    assert local.client("sns").get_topic_attributes(TopicArn=before["Topic"])["Attributes"]["DisplayName"] == "one"


def test_properties_that_can_not_change_replace_the_resource(local: Local) -> None:
    create(local, write({"Topic": {"Type": "AWS::SNS::Topic", "Properties": {"TopicName": "first"}}}))
    update(local, write({"Topic": {"Type": "AWS::SNS::Topic", "Properties": {"TopicName": "second"}}}))
    assert ids(local)["Topic"].endswith(":second")
    assert [one["TopicArn"] for one in local.client("sns").list_topics()["Topics"]] == [ids(local)["Topic"]]


def test_nothing_to_update_is_refused(local: Local) -> None:
    create(local, write({"Topic": TOPIC}))
    with pytest.raises(ClientError, match="No updates are to be performed"):
        update(local, write({"Topic": TOPIC}))


def test_resources_are_made_as_the_caller(local: Local) -> None:
    keys = local.user("builder", allow("cloudformation:*", "sqs:*"), allow("sns:GetTopicAttributes"))
    made = create(local, write({"Topic": TOPIC}), keys=keys)
    assert made["StackStatus"] == "ROLLBACK_COMPLETE"
    why = failures(local)["Topic"]
    denied = (
        f"User: arn:aws:iam::{ACCOUNT}:user/builder is not authorized to perform: SNS:CreateTopic on resource: "
        f"arn:aws:sns:us-east-1:{ACCOUNT}:app-Topic-"
    )
    assert why.startswith(f'Resource handler returned message: "{denied}')
    assert "because no identity-based policy allows the SNS:CreateTopic action (Service: Sns, Status Code: 403" in why
    assert why.endswith("HandlerErrorCode: AccessDenied)")


def test_calls_are_forwarded_and_tell_so(local: Local) -> None:
    condition = {"ForAnyValue:StringEquals": {"aws:CalledVia": "cloudformation.amazonaws.com"}}
    keys = local.user("builder", allow("cloudformation:*"), allow("sns:*", Condition=condition))
    assert create(local, write({"Topic": TOPIC}), keys=keys)["StackStatus"] == "CREATE_COMPLETE"
    with pytest.raises(ClientError, match="AuthorizationError"):
        local.client("sns", keys).create_topic(Name="by-hand")
    wanted = [{"AttributeKey": "EventName", "AttributeValue": "CreateTopic"}]
    told = local.client("cloudtrail").lookup_events(LookupAttributes=wanted)["Events"]
    assert '"invokedBy": "cloudformation.amazonaws.com"' in told[-1]["CloudTrailEvent"]
    assert '"sourceIPAddress": "cloudformation.amazonaws.com"' in told[-1]["CloudTrailEvent"]


def test_a_service_role_makes_the_calls(local: Local) -> None:
    role = local.role("deployer", allow("sns:*"), trusted={"Service": "cloudformation.amazonaws.com"})
    keys = local.user("builder", allow("cloudformation:*"), allow("iam:PassRole", on=role))
    assert create(local, write({"Topic": TOPIC}), keys=keys, RoleARN=role)["StackStatus"] == "CREATE_COMPLETE"
    without = local.user("other", allow("cloudformation:*"))
    with pytest.raises(ClientError, match="iam:PassRole"):
        create(local, write({"Topic": TOPIC}), name="more", keys=without, RoleARN=role)


def test_a_service_role_of_another_account_is_refused(local: Local) -> None:
    """IAM User Guide, passing a role to an AWS service: a role can't be passed to a service of another account."""
    elsewhere = "arn:aws:iam::444455556666:role/deployer"
    with pytest.raises(ClientError, match="iam:PassRole"):
        create(local, write({"Topic": TOPIC}), RoleARN=elsewhere)


@pytest.mark.parametrize("role", ["not-an-arn-of-any-role", "arn:aws:iam:::role/deployer"])
def test_a_service_role_that_is_none_is_refused(local: Local, role: str) -> None:
    with pytest.raises(ClientError, match=f"Role {role} is invalid or cannot be assumed"):
        create(local, write({"Topic": TOPIC}), RoleARN=role)


def test_a_service_role_is_told_by_its_own_tags_and_no_forwarding(local: Local) -> None:
    """IAM User Guide, global condition keys: `aws:ViaAWSService` is false then, and nothing is forwarded."""
    tests = {"Bool": {"aws:ViaAWSService": "false"}, "Null": {"aws:CalledVia": "true"}}
    role = local.role("deployer", allow("sns:*", Condition=tests), trusted={"Service": "cloudformation.amazonaws.com"})
    assert create(local, write({"Topic": TOPIC}), RoleARN=role)["StackStatus"] == "CREATE_COMPLETE"
