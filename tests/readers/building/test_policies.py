"""Policies that stand apart, joined to what they are for."""

import json
from pathlib import Path

import pytest

from keypost.estate.estate import Estate
from keypost.estate.resource import Resource
from keypost.policy.document import Policy, PrincipalForm
from keypost.readers.building.topics import DEFAULT_POLICY_ID
from keypost.readers.options import ReadOptions
from keypost.unknown import Unread, Why
from tests.readers.reading import OPEN, POLICY, one, read, read_resources

OTHER = {"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Principal": "*", "Action": "*", "Resource": "*"}]}


def policy_of(estate: Estate, resource_id: str) -> Policy:
    found = one(estate, resource_id).policy
    assert isinstance(found, Policy)
    return found


@pytest.mark.parametrize(
    ("target", "holder", "naming"),
    [
        ("AWS::SNS::Topic", "AWS::SNS::TopicPolicy", {"Topics": [{"Ref": "It"}]}),
        ("AWS::SNS::Topic", "AWS::SNS::TopicInlinePolicy", {"TopicArn": {"Ref": "It"}}),
        ("AWS::SQS::Queue", "AWS::SQS::QueuePolicy", {"Queues": [{"Ref": "It"}]}),
        ("AWS::SQS::Queue", "AWS::SQS::QueueInlinePolicy", {"Queue": {"Ref": "It"}}),
        ("AWS::S3::Bucket", "AWS::S3::BucketPolicy", {"Bucket": {"Ref": "It"}}),
    ],
)
def test_a_policy_resource_is_the_targets(target: str, holder: str, naming: dict[str, object], tmp_path: Path) -> None:
    resources = {
        "It": {"Type": target},
        "Policy": {"Type": holder, "Properties": {**naming, "PolicyDocument": POLICY}},
    }
    estate = read_resources(tmp_path, resources, options=OPEN)
    assert (
        policy_of(estate, "It").statements[0].origin.pointer.startswith("/Resources/Policy/Properties/PolicyDocument")
    )
    assert one(estate, "It").policy_origin.pointer == "/Resources/Policy/Properties/PolicyDocument"


@pytest.mark.parametrize(
    ("target", "setting"),
    [
        ("AWS::Backup::BackupVault", "AccessPolicy"),
        ("AWS::EFS::FileSystem", "FileSystemPolicy"),
        ("AWS::ECR::Repository", "RepositoryPolicyText"),
    ],
)
def test_a_policy_inside_its_resource(target: str, setting: str, tmp_path: Path) -> None:
    estate = read_resources(tmp_path, {"It": {"Type": target, "Properties": {setting: POLICY}}})
    assert policy_of(estate, "It").statements


def test_a_topic_without_policy_has_the_one_that_sns_gives(tmp_path: Path) -> None:
    estate = read_resources(tmp_path, {"It": {"Type": "AWS::SNS::Topic"}})
    policy = policy_of(estate, "It")
    assert policy.id == DEFAULT_POLICY_ID
    (condition,) = policy.statements[0].conditions
    assert (condition.key.lower(), condition.values) == ("aws:sourceowner", ("111122223333",))
    assert one(estate, "It").policy_origin == one(estate, "It").origin


@pytest.mark.parametrize("type_name", ["AWS::SQS::Queue", "AWS::S3::Bucket", "AWS::Lambda::Function"])
def test_nothing_else_has_a_policy_of_itself(type_name: str, tmp_path: Path) -> None:
    assert one(read_resources(tmp_path, {"It": {"Type": type_name}}), "It").policy is None


def topic_policy(target: object, document: object = POLICY) -> dict[str, object]:
    return {"Type": "AWS::SNS::TopicPolicy", "Properties": {"Topics": [target], "PolicyDocument": document}}


def test_two_policies_on_one_topic_leave_it_open(tmp_path: Path) -> None:
    resources = {
        "It": {"Type": "AWS::SNS::Topic"},
        "First": topic_policy({"Ref": "It"}),
        "Second": topic_policy({"Ref": "It"}, OTHER),
    }
    reading = read(tmp_path, {"t.json": resources})
    assert one(reading.cases[0].estate, "It").policy == Unread(Why.AMBIGUOUS, "It")
    (gap,) = reading.gaps
    assert "First" in gap.why.en
    assert "Second" in gap.why.en


def test_two_equal_policies_are_one(tmp_path: Path) -> None:
    resources = {
        "It": {"Type": "AWS::SNS::Topic"},
        "First": topic_policy({"Ref": "It"}),
        "Second": topic_policy({"Ref": "It"}),
    }
    reading = read(tmp_path, {"t.json": resources})
    assert not reading.gaps
    assert policy_of(reading.cases[0].estate, "It").statements


def test_a_policy_that_may_be_for_the_topic_leaves_it_open(tmp_path: Path) -> None:
    resources = {
        "It": {"Type": "AWS::SNS::Topic", "Properties": {"TopicName": "alerts"}},
        "Policy": topic_policy("arn:aws:sns:eu-west-1:111122223333:alerts"),
    }
    estate = read_resources(tmp_path, resources, options=OPEN)
    assert one(estate, "It").policy == Unread(Why.UNKNOWN_VALUE, "Policy")


def test_a_policy_of_another_stack_for_an_open_topic_may_be_meant_for_any(tmp_path: Path) -> None:
    elsewhere = {
        "Parameters": {"TopicArn": {"Type": "String"}, "More": {"Type": "CommaDelimitedList"}},
        "Resources": {"Policy": topic_policy({"Ref": "TopicArn"}), "Own": {"Type": "AWS::SNS::Topic"}},
    }
    reading = read(tmp_path, {"a.json": {"It": {"Type": "AWS::SNS::Topic"}}, "b.json": elsewhere})
    estate = reading.cases[0].estate
    assert one(estate, "It").policy == Unread(Why.UNKNOWN_VALUE, "TopicArn")
    assert policy_of(estate, "Own").id == DEFAULT_POLICY_ID


def test_a_policy_for_a_topic_outside_is_nobodys_here(tmp_path: Path) -> None:
    resources = {
        "It": {"Type": "AWS::SNS::Topic"},
        "Policy": topic_policy("arn:aws:sns:eu-west-1:111122223333:other"),
        "Empty": {"Type": "AWS::SNS::TopicPolicy", "Properties": {"Topics": [{"Ref": "It"}]}},
    }
    assert policy_of(read_resources(tmp_path, resources), "It").id == DEFAULT_POLICY_ID


def test_lambda_permissions_are_statements_of_the_function(tmp_path: Path) -> None:
    def permission(principal: str, **more: object) -> dict[str, object]:
        properties = {
            "FunctionName": {"Ref": "Work"},
            "Action": "lambda:InvokeFunction",
            "Principal": principal,
            **more,
        }
        return {"Type": "AWS::Lambda::Permission", "Properties": properties}

    source = "arn:aws:sns:eu-west-1:111122223333:t"
    resources = {
        "Work": {"Type": "AWS::Lambda::Function"},
        "Sns": permission("sns.amazonaws.com", SourceArn=source, SourceAccount="111122223333"),
        "Account": permission("999988887777"),
        "All": permission("*"),
    }
    estate = read_resources(tmp_path, resources)
    sns, account, everyone = policy_of(estate, "Work").statements
    assert sns.principals is not None
    assert (sns.principals.values[0].form, sns.principals.values[0].value) == (
        PrincipalForm.SERVICE,
        "sns.amazonaws.com",
    )
    assert {(test.operator, test.key.lower(), test.values) for test in sns.conditions} == {
        ("ArnLike", "aws:sourcearn", (source,)),
        ("StringEquals", "aws:sourceaccount", ("111122223333",)),
    }
    assert sns.origin.pointer == "/Resources/Sns"
    assert account.principals is not None
    assert account.principals.values[0].form is PrincipalForm.AWS
    assert account.origin.pointer == "/Resources/Account"
    assert everyone.principals is not None
    assert everyone.principals.values[0].form is PrincipalForm.EVERYONE


def test_event_bus_policies_in_both_forms(tmp_path: Path) -> None:
    bus = {"EventBusName": {"Ref": "Bus"}}
    statement = {"Effect": "Allow", "Principal": "*", "Action": "events:PutEvents", "Resource": "*"}
    condition = {"Type": "StringEquals", "Key": "aws:PrincipalOrgID", "Value": "o-1"}
    resources = {
        "Bus": {"Type": "AWS::Events::EventBus", "Properties": {"Name": "orders"}},
        "New": {
            "Type": "AWS::Events::EventBusPolicy",
            "Properties": {**bus, "StatementId": "n", "Statement": statement},
        },
        "Old": {
            "Type": "AWS::Events::EventBusPolicy",
            "Properties": {**bus, "StatementId": "o", "Principal": "*", "Condition": condition},
        },
        "Account": {
            "Type": "AWS::Events::EventBusPolicy",
            "Properties": {**bus, "StatementId": "a", "Principal": "999988887777", "Action": "events:PutEvents"},
        },
    }
    new, old, account = policy_of(read_resources(tmp_path, resources), "Bus").statements
    assert new.sid == "n"
    assert [test.key for test in old.conditions] == ["aws:PrincipalOrgID"]
    assert account.principals is not None
    assert account.principals.values[0].value == "999988887777"


TRUST = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}],
}


def allow(action: str) -> dict[str, object]:
    return {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": action, "Resource": "*"}]}


def role(properties: dict[str, object], **others: object) -> dict[str, object]:
    return {"It": {"Type": "AWS::IAM::Role", "Properties": {"AssumeRolePolicyDocument": TRUST, **properties}}, **others}


def identity(folder: Path, resources: dict[str, object], *, options: ReadOptions = OPEN) -> Resource:
    found = one(read_resources(folder, resources, options=options), "It")
    assert found.is_principal
    return found


def actions(found: Resource) -> list[object]:
    listed: list[object] = []
    for policy in found.identity:
        if isinstance(policy, Policy):
            listed.append(policy.statements[0].actions.values[0] if policy.statements[0].actions else None)
        else:
            listed.append(policy)
    return listed


def policy_resource(type_name: str, **properties: object) -> dict[str, object]:
    return {"Type": f"AWS::IAM::{type_name}", "Properties": {"PolicyDocument": allow("s3:x"), **properties}}


@pytest.mark.parametrize(
    ("resources", "expected"),
    [
        (role({}), []),
        (role({"Policies": [{"PolicyName": "p", "PolicyDocument": allow("s3:x")}]}), ["s3:x"]),
        (role({}, P=policy_resource("Policy", Roles=[{"Ref": "It"}])), ["s3:x"]),
        (role({}, P=policy_resource("RolePolicy", RoleName={"Ref": "It"})), ["s3:x"]),
        (role({}, P=policy_resource("ManagedPolicy", Roles=[{"Ref": "It"}])), ["s3:x"]),
        (role({"ManagedPolicyArns": [{"Ref": "P"}]}, P=policy_resource("ManagedPolicy")), ["s3:x"]),
        (role({}, P=policy_resource("Policy", Roles=["another"])), []),
        (role({"ManagedPolicyArns": ["arn:aws:iam::aws:policy/AmazonSQSFullAccess"]}), ["sqs:*"]),
        (
            role({"ManagedPolicyArns": ["arn:aws:iam::aws:policy/Rare"]}),
            [Unread(Why.NOT_IN_INPUT, "arn:aws:iam::aws:policy/Rare")],
        ),
        (
            role({"ManagedPolicyArns": ["arn:aws:iam::111122223333:policy/own"]}),
            [Unread(Why.NOT_IN_INPUT, "arn:aws:iam::111122223333:policy/own")],
        ),
        (
            {
                "Parameters": {"Arns": {"Type": "CommaDelimitedList"}},
                "Resources": role({"ManagedPolicyArns": {"Ref": "Arns"}}),
            },
            [Unread(Why.UNKNOWN_VALUE, "Arns")],
        ),
        (
            {"Parameters": {"Arn": {"Type": "String"}}, "Resources": role({"ManagedPolicyArns": [{"Ref": "Arn"}]})},
            [Unread(Why.NOT_IN_INPUT, "Arn")],
        ),
    ],
)
def test_policies_of_a_role(resources: dict[str, object], expected: list[object], tmp_path: Path) -> None:
    found = identity(tmp_path, resources)
    assert actions(found) == expected
    assert isinstance(found.policy, Policy)
    assert found.boundary is None


@pytest.mark.parametrize(
    ("boundary", "expected"),
    [
        ("arn:aws:iam::aws:policy/PowerUserAccess", Policy),
        ({"Ref": "P"}, Policy),
        ("arn:aws:iam::aws:policy/Rare", Unread),
    ],
)
def test_a_permissions_boundary(boundary: object, expected: type, tmp_path: Path) -> None:
    resources = role({"PermissionsBoundary": boundary}, P=policy_resource("ManagedPolicy"))
    assert isinstance(identity(tmp_path, resources).boundary, expected)


def test_a_user_has_what_its_groups_have(tmp_path: Path) -> None:
    resources = {
        "It": {"Type": "AWS::IAM::User", "Properties": {"Groups": [{"Ref": "Writers"}, "elsewhere"]}},
        "Writers": {
            "Type": "AWS::IAM::Group",
            "Properties": {"Policies": [{"PolicyName": "p", "PolicyDocument": allow("s3:inline")}]},
        },
        "More": {"Type": "AWS::IAM::Group"},
        "Join": {
            "Type": "AWS::IAM::UserToGroupAddition",
            "Properties": {"GroupName": {"Ref": "More"}, "Users": [{"Ref": "It"}]},
        },
        "P": policy_resource("Policy", Groups=[{"Ref": "More"}]),
        "Q": policy_resource("UserPolicy", UserName={"Ref": "It"}),
    }
    assert actions(identity(tmp_path, resources)) == [
        "s3:x", "s3:inline", Unread(Why.NOT_IN_INPUT, "elsewhere"), "s3:x",
    ]  # fmt: skip


def test_places_survive_json(tmp_path: Path) -> None:
    """The line of a statement is the one in the file."""
    document = json.dumps(
        {"Resources": {"It": {"Type": "AWS::KMS::Key", "Properties": {"KeyPolicy": POLICY}}}}, indent=1
    )
    reading = read(tmp_path, {"t.json": document})
    policy = policy_of(reading.cases[0].estate, "It")
    line = policy.statements[0].origin.line
    assert line is not None
    assert document.splitlines()[line - 1].strip() == "{"


def test_an_alias_of_a_function_means_the_function(tmp_path: Path) -> None:
    permission = {"FunctionName": {"Ref": "Live"}, "Action": "lambda:InvokeFunction", "Principal": "sns.amazonaws.com"}
    resources = {
        "Work": {"Type": "AWS::Lambda::Function", "Properties": {"Role": "arn:aws:iam::111122223333:role/work"}},
        "Live": {
            "Type": "AWS::Lambda::Alias",
            "Properties": {"Name": "live", "FunctionName": {"Ref": "Work"}, "FunctionVersion": "1"},
        },
        "Sns": {"Type": "AWS::Lambda::Permission", "Properties": permission},
        "Jobs": {"Type": "AWS::SQS::Queue"},
        "Map": {
            "Type": "AWS::Lambda::EventSourceMapping",
            "Properties": {"EventSourceArn": {"Fn::GetAtt": ["Jobs", "Arn"]}, "FunctionName": {"Ref": "Live"}},
        },
    }
    estate = read_resources(tmp_path, resources, options=OPEN)
    assert len(policy_of(estate, "Work").statements) == 1
    (wire,) = estate.wires
    assert wire.role == "arn:aws:iam::111122223333:role/work"


@pytest.mark.parametrize(
    ("properties", "expected"),
    [
        ({"Policies": [{"PolicyName": "p"}]}, []),
        ({"Policies": "oops"}, []),
        ({"ManagedPolicyArns": []}, []),
    ],
)
def test_settings_that_say_nothing_attach_nothing(
    properties: dict[str, object], expected: list[object], tmp_path: Path
) -> None:
    empty = {"Type": "AWS::IAM::Policy", "Properties": {"Roles": [{"Ref": "It"}]}}
    assert actions(identity(tmp_path, role(properties, Empty=empty))) == expected


def test_open_lists_of_policies_and_groups(tmp_path: Path) -> None:
    template = {
        "Parameters": {"List": {"Type": "CommaDelimitedList"}},
        "Resources": role({"Policies": {"Ref": "List"}}, P=policy_resource("Policy", Roles={"Ref": "List"})),
    }
    assert actions(identity(tmp_path, template)) == [Unread(Why.UNKNOWN_VALUE, "List")]
