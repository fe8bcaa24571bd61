"""Every intrinsic function, in YAML's short form and in JSON's long form, with the same outcome."""

import textwrap

import pytest

from tests.readers.cloudformation.resolving import build_stack, show

PARAMETERS = {
    "Env": {"Type": "String"},
    "Stage": {"Type": "String", "Default": "dev"},
    "Count": {"Type": "Number", "Default": 3},
    "Zones": {"Type": "CommaDelimitedList", "Default": "a, b,c"},
    "Subnets": {"Type": "List<AWS::EC2::Subnet::Id>"},
    "KeyArn": {"Type": "AWS::SSM::Parameter::Value<String>", "Default": "/keys/topic"},
}
MAPPINGS = {"Keys": {"dev": {"Alias": "alias/dev", "Same": "x"}, "prod": {"Alias": "alias/prod", "Same": "x"}}}
CONDITIONS = {
    "Holds": {"Fn::Equals": ["a", "a"]},
    "Fails": {"Fn::Equals": ["a", "b"]},
    "Open": {"Fn::Equals": [{"Ref": "Env"}, "p"]},
}
HEAD = """
Transform: AWS::LanguageExtensions
Parameters:
  Env: {Type: String}
  Stage: {Type: String, Default: dev}
  Count: {Type: Number, Default: 3}
  Zones: {Type: CommaDelimitedList, Default: "a, b,c"}
  Subnets: {Type: "List<AWS::EC2::Subnet::Id>"}
  KeyArn: {Type: "AWS::SSM::Parameter::Value<String>", Default: /keys/topic}
Mappings:
  Keys: {dev: {Alias: alias/dev, Same: x}, prod: {Alias: alias/prod, Same: x}}
Conditions:
  Holds: !Equals [a, a]
  Fails: !Equals [a, b]
  Open: !Equals [!Ref Env, p]
Resources:
  Topic: {Type: AWS::SNS::Topic, Properties: {TopicName: alerts}}
  Queue: {Type: AWS::SQS::Queue}
  Nested: {Type: AWS::CloudFormation::Stack}
  Probe:
    Type: Test::Probe::Probe
    Properties:
      Value: """
RESOURCES = {
    "Topic": {"Type": "AWS::SNS::Topic", "Properties": {"TopicName": "alerts"}},
    "Queue": {"Type": "AWS::SQS::Queue"},
    "Nested": {"Type": "AWS::CloudFormation::Stack"},
}
HERE = "${AWS::Region}:${AWS::AccountId}"
TOPIC = f"arn:${{AWS::Partition}}:sns:{HERE}:alerts"
QUEUE = f"arn:${{AWS::Partition}}:sqs:{HERE}:${{t#Queue}}"

CASES = [
    ("!Ref Stage", {"Ref": "Stage"}, "dev"),
    ("!Ref Env", {"Ref": "Env"}, "${Env}"),
    ("!Ref Count", {"Ref": "Count"}, 3),
    ("!Ref Zones", {"Ref": "Zones"}, ["a", "b", "c"]),
    ("!Ref Subnets", {"Ref": "Subnets"}, "?Subnets"),
    ("!Ref KeyArn", {"Ref": "KeyArn"}, "${KeyArn}"),
    ("!Ref Topic", {"Ref": "Topic"}, TOPIC),
    ("!Ref AWS::Region", {"Ref": "AWS::Region"}, "${AWS::Region}"),
    ("!Ref AWS::StackName", {"Ref": "AWS::StackName"}, "${t#AWS::StackName}"),
    ("!Ref AWS::NotificationARNs", {"Ref": "AWS::NotificationARNs"}, "?AWS::NotificationARNs"),
    ("[a, !Ref AWS::NoValue, b]", ["a", {"Ref": "AWS::NoValue"}, "b"], ["a", "b"]),
    ("{a: 1, b: !Ref AWS::NoValue}", {"a": 1, "b": {"Ref": "AWS::NoValue"}}, {"a": 1}),
    ("!GetAtt Queue.Arn", {"Fn::GetAtt": ["Queue", "Arn"]}, QUEUE),
    ("!GetAtt [Topic, TopicName]", {"Fn::GetAtt": "Topic.TopicName"}, "alerts"),
    ("!GetAtt Nested.Outputs.Key", {"Fn::GetAtt": ["Nested", "Outputs.Key"]}, "t/Nested.Key"),
    ("!GetAtt Probe.Some.Thing", {"Fn::GetAtt": ["Probe", "Some.Thing"]}, "${t#Probe.Some.Thing}"),
    ("!Sub '${Stage}-${Topic.TopicName}-${!x}'", {"Fn::Sub": "${Stage}-${Topic.TopicName}-${!x}"}, "dev-alerts-${x}"),
    ("!Sub ['${A}${B}', {A: !Ref Stage, B: 1}]", {"Fn::Sub": ["${A}${B}", {"A": {"Ref": "Stage"}, "B": 1}]}, "dev1"),
    ("!Sub 'arn:${AWS::Partition}:x'", {"Fn::Sub": "arn:${AWS::Partition}:x"}, "arn:${AWS::Partition}:x"),
    ("!Join [':', [a, !Ref Env, 1, true]]", {"Fn::Join": [":", ["a", {"Ref": "Env"}, 1, True]]}, "a:${Env}:1:true"),
    ("!Join ['-', !Ref Zones]", {"Fn::Join": ["-", {"Ref": "Zones"}]}, "a-b-c"),
    ("!Join [',', !Ref Subnets]", {"Fn::Join": [",", {"Ref": "Subnets"}]}, "${Subnets}"),
    ("!Join ['-', !Ref Subnets]", {"Fn::Join": ["-", {"Ref": "Subnets"}]}, "${Fn::Join(-,Subnets)}"),
    ("!Split [':', 'a:b']", {"Fn::Split": [":", "a:b"]}, ["a", "b"]),
    (
        "!Select [4, !Split ['-', !Select [2, !Split ['/', !Ref AWS::StackId]]]]",
        {"Fn::Select": [4, {"Fn::Split": ["-", {"Fn::Select": [2, {"Fn::Split": ["/", {"Ref": "AWS::StackId"}]}]}]}]},
        "${Fn::Split(${t#AWS::StackId})[4]}",
    ),
    ("!Split [':', !Ref Env]", {"Fn::Split": [":", {"Ref": "Env"}]}, "?Fn::Split(${Env})"),
    ("!Select [1, [a, b]]", {"Fn::Select": [1, ["a", "b"]]}, "b"),
    (
        "!Select ['4', !Split [':', !Ref Topic]]",
        {"Fn::Select": ["4", {"Fn::Split": [":", {"Ref": "Topic"}]}]},
        "${AWS::AccountId}",
    ),
    ("!Select [0, !Ref Subnets]", {"Fn::Select": [0, {"Ref": "Subnets"}]}, "${Subnets[0]}"),
    ("!Select [0, !GetAtt Probe.List]", {"Fn::Select": [0, {"Fn::GetAtt": ["Probe", "List"]}]}, "${t#Probe.List[0]}"),
    ("!If [Holds, a, b]", {"Fn::If": ["Holds", "a", "b"]}, "a"),
    ("!If [Fails, a, b]", {"Fn::If": ["Fails", "a", "b"]}, "b"),
    ("!If [Open, a, b]", {"Fn::If": ["Open", "a", "b"]}, "?Fn::If(Open)"),
    ("!If [Open, a, a]", {"Fn::If": ["Open", "a", "a"]}, "a"),
    ("!FindInMap [Keys, !Ref Stage, Alias]", {"Fn::FindInMap": ["Keys", {"Ref": "Stage"}, "Alias"]}, "alias/dev"),
    ("!FindInMap [Keys, !Ref Env, Same]", {"Fn::FindInMap": ["Keys", {"Ref": "Env"}, "Same"]}, "x"),
    (
        "!FindInMap [Keys, !Ref Env, Alias]",
        {"Fn::FindInMap": ["Keys", {"Ref": "Env"}, "Alias"]},
        "?Fn::FindInMap(Keys/${Env}/Alias)",
    ),
    (
        "!FindInMap [Keys, x, y, {DefaultValue: !Ref Stage}]",
        {"Fn::FindInMap": ["Keys", "x", "y", {"DefaultValue": {"Ref": "Stage"}}]},
        "dev",
    ),
    ("!ImportValue shared-key", {"Fn::ImportValue": "shared-key"}, "arn:aws:kms:eu-west-1:111122223333:key/1"),
    ("!ImportValue {'Fn::Sub': '${Env}-key'}", {"Fn::ImportValue": {"Fn::Sub": "${Env}-key"}}, "${${Env}-key}"),
    (
        "!GetStackOutput {StackName: net, OutputName: Vpc}",
        {"Fn::GetStackOutput": {"StackName": "net", "OutputName": "Vpc"}},
        "net.Vpc",
    ),
    ("!Base64 abc", {"Fn::Base64": "abc"}, "YWJj"),
    ("!Base64 {Ref: Env}", {"Fn::Base64": {"Ref": "Env"}}, "${Fn::Base64(${Env})}"),
    ("!Cidr [10.0.0.0/16, 2, 8]", {"Fn::Cidr": ["10.0.0.0/16", 2, 8]}, ["10.0.0.0/24", "10.0.1.0/24"]),
    ("!GetAZs eu-west-1", {"Fn::GetAZs": "eu-west-1"}, "?Fn::GetAZs(eu-west-1)"),
    ("!Length [a, b]", {"Fn::Length": ["a", "b"]}, 2),
    ("!Length {Ref: Subnets}", {"Fn::Length": {"Ref": "Subnets"}}, "?Fn::Length(Subnets)"),
    ("!ToJsonString {a: [1, !Ref Env]}", {"Fn::ToJsonString": {"a": [1, {"Ref": "Env"}]}}, '{"a":[1,"${Env}"]}'),
    ("'x{{resolve:ssm:/a/b:1}}'", "x{{resolve:ssm:/a/b:1}}", "x${resolve:ssm:/a/b:1}"),
    (
        "!Sub '{{resolve:secretsmanager:${Stage}:SecretString:k}}'",
        {"Fn::Sub": "{{resolve:secretsmanager:${Stage}:SecretString:k}}"},
        "${resolve:secretsmanager:dev:SecretString:k}",
    ),
    (
        "{Condition: {Bool: {a: !If [Holds, true, false]}}}",
        {"Condition": {"Bool": {"a": {"Fn::If": ["Holds", True, False]}}}},
        {"Condition": {"Bool": {"a": True}}},
    ),
]

MALFORMED = [
    ("!Join a", {"Fn::Join": "a"}, "Fn::Join"),
    ("!Join [a, b, c]", {"Fn::Join": ["a", "b", "c"]}, "Fn::Join"),
    ("!Join ['', [[a]]]", {"Fn::Join": ["", [["a"]]]}, "Fn::Join"),
    ("!Split ['', abc]", {"Fn::Split": ["", "abc"]}, "Fn::Split"),
    ("!Select [7, [a]]", {"Fn::Select": [7, ["a"]]}, "Fn::Select"),
    ("!Select [0, a]", {"Fn::Select": [0, "a"]}, "Fn::Select"),
    ("!Ref Nobody", {"Ref": "Nobody"}, "Ref"),
    ("!Ref [a]", {"Ref": ["a"]}, "Ref"),
    ("!GetAtt Topic", {"Fn::GetAtt": "Topic"}, "Fn::GetAtt"),
    ("!GetAtt Nobody.Arn", {"Fn::GetAtt": ["Nobody", "Arn"]}, "Fn::GetAtt"),
    ("!Sub {a: b}", {"Fn::Sub": {"a": "b"}}, "Fn::Sub"),
    ("!Sub '${Nobody}'", {"Fn::Sub": "${Nobody}"}, "Fn::Sub"),
    ("!If [Holds, a]", {"Fn::If": ["Holds", "a"]}, "Fn::If"),
    ("!FindInMap [Keys, dev]", {"Fn::FindInMap": ["Keys", "dev"]}, "Fn::FindInMap"),
    ("!FindInMap [Keys, x, y]", {"Fn::FindInMap": ["Keys", "x", "y"]}, "Fn::FindInMap"),
    ("!FindInMap [Nobody, x, y]", {"Fn::FindInMap": ["Nobody", "x", "y"]}, "Fn::FindInMap"),
    ("!Cidr [x, 2, 8]", {"Fn::Cidr": ["x", 2, 8]}, "Fn::Cidr"),
    ("!GetStackOutput {a: b}", {"Fn::GetStackOutput": {"a": "b"}}, "Fn::GetStackOutput"),
    ("!ToJsonString a", {"Fn::ToJsonString": "a"}, "Fn::ToJsonString"),
    ("!Transform {Name: AWS::Include}", {"Fn::Transform": {"Name": "AWS::Include"}}, "Fn::Transform"),
    ("!NoSuch a", {"Fn::NoSuch": "a"}, "Fn::NoSuch"),
]


@pytest.mark.parametrize(("short", "long", "expected"), CASES, ids=[case[0] for case in CASES])
def test_intrinsic_gives_the_same_in_yaml_and_json(short: str, long: object, expected: object) -> None:
    from_yaml = build_stack(HEAD + short)
    from_json = build_stack(_build_json(long))
    assert show(from_yaml.resources()["Probe"].properties) == {"Value": expected}
    assert from_json.resources()["Probe"].properties == from_yaml.resources()["Probe"].properties
    assert not from_yaml.gaps
    assert not from_json.gaps


@pytest.mark.parametrize(("short", "long", "function"), MALFORMED, ids=[case[0] for case in MALFORMED])
def test_malformed_intrinsic_is_a_gap_with_its_line_and_an_unread_value(
    short: str, long: object, function: str
) -> None:
    for stack in (build_stack(HEAD + short), build_stack(_build_json(long))):
        value = stack.resources()["Probe"].properties["Value"]
        assert str(show(value)).startswith(f"?{function}")
        assert [gap.what for gap in stack.gaps] == [function]
        assert stack.gaps[0].origin.line is not None
        assert stack.gaps[0].why.ja


def test_equal_unknowns_are_equal_and_two_generated_names_are_not() -> None:
    stack = build_stack(HEAD + "[!Ref Queue, !GetAtt Queue.QueueUrl, !Sub '${Env}', !Ref Env]")
    values = stack.resources()["Probe"].properties["Value"]
    assert isinstance(values, list)
    assert values[0] == values[1]
    assert values[2] == values[3]
    assert values[0] != values[2]


def test_what_fails_in_two_places_gives_two_different_unknowns() -> None:
    stack = build_stack(HEAD + "\n        - !Sub '${A.B}'\n        - !Sub '${A.B}'\n")
    values = stack.resources()["Probe"].properties["Value"]
    assert isinstance(values, list)
    assert values[0] != values[1]


def test_included_properties_are_unread_beside_those_that_are_known() -> None:
    stack = build_stack(HEAD + "1\n      Fn::Transform: {Name: AWS::Include, Parameters: {Location: s3://x}}\n")
    assert show(stack.resources()["Probe"].properties) == {"Value": 1, "Fn::Transform": "?Fn::Transform:22"}


def test_policy_as_a_json_text_stays_text() -> None:
    text = '{"Version": "2012-10-17", "Statement": []}'
    assert build_stack(_build_json(text)).resources()["Probe"].properties["Value"] == text


def _build_json(value: object) -> dict[str, object]:
    probe = {"Type": "Test::Probe::Probe", "Properties": {"Value": value}}
    return {
        "Parameters": PARAMETERS,
        "Mappings": MAPPINGS,
        "Conditions": CONDITIONS,
        "Resources": {**RESOURCES, "Probe": probe},
    }


def test_the_two_ways_of_writing_declare_the_same() -> None:
    from_yaml, from_json = build_stack(textwrap.dedent(HEAD) + "1"), build_stack(_build_json(1))
    assert from_yaml.template.parameters == from_json.template.parameters
    assert from_yaml.template.mappings == from_json.template.mappings
    assert from_yaml.template.conditions == from_json.template.conditions
