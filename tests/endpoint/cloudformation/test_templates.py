"""Templates and parameters: what is taken, what is refused, in AWS's words."""

from collections.abc import Mapping
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.endpoint.cloudformation.deploying import create, outputs, show, write
from tests.endpoint.local import ACCOUNT, REGION, Local, allow

TOPIC: dict[str, Any] = {"Type": "AWS::SNS::Topic"}
HANDLE = {"Type": "AWS::CloudFormation::WaitConditionHandle"}


def given(**values: str) -> list[dict[str, str]]:
    return [{"ParameterKey": key, "ParameterValue": value} for key, value in values.items()]


@pytest.mark.parametrize(
    ("template", "message"),
    [
        ("Resources: [", "Template format error: YAML not well-formed"),
        ("{", "Template format error: JSON not well-formed"),
        ("just text", "Template format error: unsupported structure"),
        ("{}", "Template format error: At least one Resources member must be defined"),
        (write({"T": {}}), "Every Resources object must contain a Type member"),
        (write({"T": TOPIC}, Odd={}), "Invalid template property or properties [Odd]"),
        (
            write({"T": {**TOPIC, "Properties": {"TopicName": {"Ref": "Nobody"}}}}),
            "Template format error: Unresolved resource dependencies [Nobody] in the Resources block of the template",
        ),
        (
            write({"T": {**TOPIC, "Properties": {"TopicName": {"Fn::GetAtt": ["Nobody", "Arn"]}}}}),
            "Template error: instance of Fn::GetAtt references undefined resource Nobody",
        ),
        (
            write({"A": {**TOPIC, "DependsOn": "B"}, "B": {**TOPIC, "DependsOn": "A"}, "C": TOPIC}),
            "Circular dependency between resources: [A, B]",
        ),
        (
            write({"T": {**TOPIC, "Condition": "Never"}}),
            "Template format error: Unresolved condition dependency Never in the Resources block of the template",
        ),
        (write({"T": TOPIC}, Transform="Mine"), "No transform named Mine found."),
        (
            write({"T": TOPIC}, Outputs={"O": {"Value": {"Fn::GetAtt": "T.Color"}}}),
            "Template error: resource T does not support attribute type Color in Fn::GetAtt",
        ),
        (
            write(
                {"T": {**TOPIC, "Properties": {"TopicName": {"Fn::FindInMap": ["A", "b", "c"]}}}},
                Mappings={"A": {"x": {"c": "d"}}},
            ),
            "Template error: Unable to get mapping for A::b::c",
        ),
        (write({f"T{number}": TOPIC for number in range(501)}), "Number of resources, 501, is greater than maximum"),
        (write({"T": TOPIC}, Description="long" * 13_000), "Member must have length less than or equal to 51200"),
        (write({"T": TOPIC}, Parameters={"P": {"Type": "String"}}), "Parameters: [P] must have values"),
    ],
)
def test_what_is_no_template_is_refused(local: Local, template: str, message: str) -> None:
    with pytest.raises(ClientError) as refused:
        create(local, template)
    assert refused.value.response["Error"]["Code"] == "ValidationError"
    assert message in refused.value.response["Error"]["Message"]


@pytest.mark.parametrize("name", ["under_score", "1st"])
def test_what_can_not_be_a_name_is_refused(local: Local, name: str) -> None:
    with pytest.raises(ClientError, match="at 'stackName' failed to satisfy constraint"):
        create(local, write({"T": TOPIC}), name=name)


@pytest.mark.parametrize(
    ("definition", "value", "message"),
    [
        ({"AllowedValues": ["a", "b"]}, "c", "Parameter 'P' must be one of AllowedValues"),
        ({"AllowedPattern": "[a-z]+"}, "1", "Parameter 'P' must match pattern [a-z]+"),
        ({"MinLength": 2}, "a", "Parameter 'P' must contain at least 2 characters"),
        ({"Type": "Number"}, "a", "Parameter 'P' must be a number"),
        ({"Type": "Number", "MaxValue": 3}, "4", "Parameter 'P' must be a number not greater than 3"),
        ({"MaxLength": 1, "ConstraintDescription": "one letter"}, "ab", "failed to satisfy constraint: one letter"),
    ],
)
def test_parameters_are_checked(local: Local, definition: Mapping[str, Any], value: str, message: str) -> None:
    template = write({"T": TOPIC}, Parameters={"P": {"Type": "String", **definition}})
    with pytest.raises(ClientError) as refused:
        create(local, template, Parameters=given(P=value))
    assert message in refused.value.response["Error"]["Message"]


def test_parameters_that_the_template_lacks_are_refused(local: Local) -> None:
    with pytest.raises(ClientError, match=r"Parameters: \[Q\] do not exist in the template"):
        create(local, write({"T": TOPIC}), Parameters=given(Q="x"))


def test_parameters_stand_for_what_was_given(local: Local) -> None:
    local.client("ssm").put_parameter(Name="/color", Value="red", Type="String")
    parameters = {
        "Hidden": {"Type": "String", "NoEcho": True},
        "List": {"Type": "CommaDelimitedList", "Default": "a, b"},
        "Color": {"Type": "AWS::SSM::Parameter::Value<String>", "Default": "/color"},
    }
    template = write(
        {"H": HANDLE}, Parameters=parameters,
        Outputs={
            "List": {"Value": {"Fn::Join": ["+", {"Ref": "List"}]}}, "Color": {"Value": {"Ref": "Color"}},
            "Again": {"Value": "{{resolve:ssm:/color}}"},
        },
    )  # fmt: skip
    made = create(local, template, Parameters=given(Hidden="s3cret"))
    assert outputs(made) == {"List": "a+b", "Color": "red", "Again": "red"}
    shown = {one["ParameterKey"]: one for one in made["Parameters"]}
    assert shown["Hidden"]["ParameterValue"] == "****"
    assert shown["Color"]["ResolvedValue"] == "red"


FUNCTIONS: dict[str, tuple[Any, str]] = {
    "Ref": ({"Ref": "AWS::Region"}, REGION),
    "Sub": ({"Fn::Sub": ["${A}-${AWS::AccountId}-${!B}", {"A": "a"}]}, f"a-{ACCOUNT}-${{B}}"),
    "Select": ({"Fn::Select": ["1", {"Fn::Split": ["/", "a/b"]}]}, "b"),
    "Zone": ({"Fn::Select": [0, {"Fn::GetAZs": ""}]}, f"{REGION}a"),
    "Map": ({"Fn::FindInMap": ["Sizes", {"Ref": "AWS::Region"}, "size"]}, "9"),
    "If": ({"Fn::If": ["IsHere", "yes", "no"]}, "yes"),
    "Base64": ({"Fn::Base64": "abc"}, "YWJj"),
    "Cidr": ({"Fn::Select": [1, {"Fn::Cidr": ["10.0.0.0/16", 4, 8]}]}, "10.0.1.0/24"),
    "Json": ({"Fn::ToJsonString": {"a": 1}}, '{"a":1}'),
    "Length": ({"Fn::Length": ["a", "b"]}, "2"),
}


def test_functions_are_resolved(local: Local) -> None:
    sections = {
        "Transform": "AWS::LanguageExtensions",
        "Mappings": {"Sizes": {REGION: {"size": 9}}},
        "Conditions": {"IsHere": {"Fn::Equals": [{"Ref": "AWS::Region"}, REGION]}},
        "Outputs": {name: {"Value": value} for name, (value, _) in FUNCTIONS.items()},
    }
    made = create(local, write({"H": HANDLE}, **sections))
    assert outputs(made) == {name: expected for name, (_, expected) in FUNCTIONS.items()}


def test_loops_make_resources(local: Local) -> None:
    loop = {"Fn::ForEach::Topics": ["Name", ["One", "Two"], {"Topic${Name}": TOPIC}]}
    create(local, write(loop, Transform="AWS::LanguageExtensions"))
    assert len(local.client("sns").list_topics()["Topics"]) == 2


def test_capabilities_are_asked_for(local: Local) -> None:
    trust = {"Version": "2012-10-17", "Statement": []}
    named = {"Type": "AWS::IAM::Role", "Properties": {"RoleName": "r", "AssumeRolePolicyDocument": trust}}
    stacks = local.client("cloudformation")
    with pytest.raises(ClientError, match=r"Requires capabilities : \[CAPABILITY_NAMED_IAM\]") as refused:
        stacks.create_stack(StackName="app", TemplateBody=write({"R": named}), Capabilities=["CAPABILITY_IAM"])
    assert refused.value.response["Error"]["Code"] == "InsufficientCapabilitiesException"
    summary = stacks.get_template_summary(TemplateBody=write({"R": named}, Description="d"))
    assert summary["Capabilities"] == ["CAPABILITY_NAMED_IAM"]
    assert summary["ResourceTypes"] == ["AWS::IAM::Role"]
    assert stacks.validate_template(TemplateBody=write({"R": named}, Description="d"))["Description"] == "d"


def test_rules_hold_or_nothing_begins(local: Local) -> None:
    allowed = {"Fn::Contains": [["a", "b"], {"Ref": "P"}]}
    rules = {"Known": {"Assertions": [{"Assert": allowed, "AssertDescription": "a or b"}]}}
    template = write({"H": HANDLE}, Parameters={"P": {"Type": "String"}}, Rules=rules)
    assert create(local, template, Parameters=given(P="a"))["StackStatus"] == "CREATE_COMPLETE"
    with pytest.raises(ClientError, match="a or b"):
        create(local, template, name="other", Parameters=given(P="c"))


def test_a_template_in_a_bucket_is_read_as_the_caller(local: Local) -> None:
    s3 = local.client("s3")
    s3.create_bucket(Bucket="code")
    s3.put_object(Bucket="code", Key="t.json", Body=write({"H": HANDLE}))
    url = f"{local.address}/code/t.json"
    local.client("cloudformation").create_stack(StackName="app", TemplateURL=url)
    assert show(local, "app")["StackStatus"] == "CREATE_COMPLETE"
    keys = local.user("builder", allow("cloudformation:*"))
    with pytest.raises(ClientError, match="S3 error: Access Denied"):
        local.client("cloudformation", keys).create_stack(StackName="other", TemplateURL=url)


def test_nested_stacks_hand_outputs_up(local: Local) -> None:
    s3 = local.client("s3")
    s3.create_bucket(Bucket="code")
    inner = write({"T": TOPIC}, Parameters={"P": {"Type": "String"}}, Outputs={"Said": {"Value": {"Ref": "P"}}})
    s3.put_object(Bucket="code", Key="inner.json", Body=inner)
    nested = {
        "Type": "AWS::CloudFormation::Stack",
        "Properties": {"TemplateURL": "https://code.s3.us-east-1.amazonaws.com/inner.json", "Parameters": {"P": "hi"}},
    }
    made = create(local, write({"Inner": nested}, Outputs={"Said": {"Value": {"Fn::GetAtt": "Inner.Outputs.Said"}}}))
    assert outputs(made) == {"Said": "hi"}
    stacks = local.client("cloudformation")
    child = next(one for one in stacks.describe_stacks()["Stacks"] if one.get("ParentId"))
    assert (child["ParentId"], child["RootId"]) == (made["StackId"], made["StackId"])
    stacks.delete_stack(StackName="app")
    assert stacks.describe_stacks()["Stacks"] == []
