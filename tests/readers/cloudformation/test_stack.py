"""A stack as a whole: places, outputs, exports, and templates built to do harm."""

import json
import time

import pytest

from keypost.readers.building.resolved import ResolvedResource
from keypost.readers.cloudformation.load import load_template
from keypost.readers.cloudformation.settings import Settings
from keypost.readers.cloudformation.stack import Stack
from keypost.unknown import Unread
from tests.readers.cloudformation.resolving import Outside, build_stack, show

PLACES = """Parameters:
  Env: {Type: String, Default: prod}
  KeyArn: {Type: String}
Conditions:
  IsProd: !Equals [!Ref Env, prod]
Resources:
  Key:
    Type: AWS::KMS::Key
    Metadata: {Note: here}
    Properties:
      KeyPolicy:
        Fn::If:
          - IsProd
          - Version: 2012-10-17
            Statement:
              - Sid: One
              - !If [IsProd, !Ref AWS::NoValue, {Sid: Gone}]
              - !If
                - IsProd
                - Sid: Two
                  Principal:
                    AWS: !Sub arn:aws:iam::${AWS::AccountId}:root
                - Sid: Other
          - {}
  Topic:
    Type: AWS::SNS::Topic
    Properties:
      KmsMasterKeyId:
        Ref: KeyArn
"""


@pytest.mark.parametrize(
    ("path", "line", "pointer"),
    [
        ((), 10, ""),
        (("KeyPolicy",), 11, "/KeyPolicy/Fn::If/1"),
        (("KeyPolicy", "Version"), 14, "/KeyPolicy/Fn::If/1/Version"),
        (("KeyPolicy", "Statement", 0, "Sid"), 16, "/KeyPolicy/Fn::If/1/Statement/0/Sid"),
        (("KeyPolicy", "Statement", 1, "Sid"), 20, "/KeyPolicy/Fn::If/1/Statement/2/Fn::If/1/Sid"),
        (
            ("KeyPolicy", "Statement", 1, "Principal", "AWS"),
            22,
            "/KeyPolicy/Fn::If/1/Statement/2/Fn::If/1/Principal/AWS",
        ),
        (("KeyPolicy", "Statement", 9), 15, "/KeyPolicy/Fn::If/1/Statement"),
        (("Nothing", "here"), 10, ""),
    ],
)
def test_resolved_parts_are_found_where_they_are_written(path: tuple[str | int, ...], line: int, pointer: str) -> None:
    key = build_stack(PLACES).resources()["Key"]
    origin = key.locate(path)
    if len(path) != 1 or path[0] != "KeyPolicy":
        assert origin.line == line
    assert origin.pointer == "/Resources/Key/Properties" + pointer
    assert key.origin.line == 7
    assert key.metadata == {"Note": "here"}


def test_what_comes_from_a_parameter_is_found_at_its_use() -> None:
    topic = build_stack(PLACES).resources()["Topic"]
    assert topic.locate(("KmsMasterKeyId",)).line == 28
    assert topic.locate(("KmsMasterKeyId", "deeper")).line == 28


def every_path(value: object, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(found for step, child in steps for found in every_path(child, (*path, step)))]


def test_every_part_has_a_line_in_yaml_and_json() -> None:
    from_yaml = build_stack(PLACES)
    data = from_yaml.template.data
    from_json = Stack(load_template(json.dumps(data, indent=1), file="t.json"), Settings(), Outside(), name="t")
    for stack in (from_yaml, from_json):
        for resource in stack.resources().values():
            lines = [resource.locate(path).line for path in every_path(resource.properties)]
            assert all(line is not None and line > (resource.origin.line or 0) for line in lines)


OUTPUTS = """
Parameters: {Env: {Type: String}}
Conditions: {Fails: !Equals [a, b]}
Resources: {Key: {Type: AWS::KMS::Key}}
Outputs:
  Plain: {Value: !GetAtt Key.Arn}
  Exported: {Value: !Ref Key, Export: {Name: !Sub '${AWS::StackName}-key'}}
  Gone: {Condition: Fails, Value: x, Export: {Name: gone}}
  Odd: {Value: x, Export: {Name: [a]}}
  Text: just text
  Circle: {Value: !ImportValue Circle}
"""


def test_outputs_and_exports() -> None:
    stack = build_stack(OUTPUTS)
    assert show(stack.output("Plain")) == "arn:${AWS::Partition}:kms:${AWS::Region}:${AWS::AccountId}:key/${t#Key}"
    assert show(stack.output("Gone")) == "?Gone"
    assert show(stack.output("Nobody")) == "?Nobody"
    assert show(stack.output("Text")) == "?Text"
    assert {show(name): show(value) for name, value in stack.exports().items()} == {
        "${t#AWS::StackName}-key": "${t#Key}"
    }
    assert list(stack.export_outputs().values()) == ["Exported"]
    assert [origin.line for origin in stack.export_origins().values()] == [7]
    assert [(gap.what, gap.origin.line) for gap in stack.gaps] == [("Odd", 9)]


def test_an_output_that_depends_on_itself_is_unread() -> None:
    class Mirror(Outside):
        stack: Stack

        def imported(self, name: str) -> object:
            return self.stack.output(name)

    linker = Mirror()
    linker.stack = Stack(load_template(OUTPUTS, file="t.yaml"), Settings(), linker, name="t")
    assert isinstance(linker.stack.output("Circle"), Unread)
    assert [gap.what for gap in linker.stack.gaps] == ["Circle"]


def test_a_long_chain_of_stacks_is_a_gap_and_no_crash() -> None:
    class Chain(Outside):
        def imported(self, name: str) -> object:
            return stacks[int(name)].output("O")

    linker = Chain()
    stacks = [
        Stack(
            load_template(
                f"Resources: {{}}\nOutputs: {{O: {{Value: !ImportValue '{number + 1}'}}}}\n", file=f"{number}"
            ),
            Settings(),
            linker,
            name=str(number),
        )
        for number in range(300)
    ]
    assert isinstance(stacks[0].output("O"), Unread)
    assert any(stack.gaps for stack in stacks)


def test_a_reference_to_what_a_condition_removed_is_a_gap() -> None:
    template = """
Conditions: {Fails: !Equals [a, b]}
Resources:
  Gone: {Type: AWS::SNS::Topic, Condition: Fails}
  Stays: {Type: T::T::T, Properties: {X: !Ref Gone, Y: !If [Fails, !Ref Gone, kept]}}
"""
    stack = build_stack(template)
    assert show(stack.resources()["Stays"].properties) == {"X": "?Ref(Gone)", "Y": "kept"}
    assert [gap.what for gap in stack.gaps] == ["Ref"]
    assert stack.resource("Gone") is None
    assert stack.types() == {"Gone": "AWS::SNS::Topic", "Stays": "T::T::T"}


@pytest.mark.parametrize("properties", ["text", "[a]", "1"])
def test_properties_that_are_no_mapping_are_unread(properties: str) -> None:
    resource = build_stack(f"Resources: {{A: {{Type: T::T::T, Properties: {properties}}}}}\n").resources()["A"]
    assert list(resource.properties) == ["Fn::Transform"]


def test_properties_that_are_missing_are_empty() -> None:
    for written in ("", ", Properties: ", ", Properties: !Ref AWS::NoValue"):
        resource = build_stack(f"Resources: {{A: {{Type: T::T::T{written}}}}}\n").resources()["A"]
        assert resource == ResolvedResource("t", "A", "T::T::T", {}, {}, resource.locate, resource.origin)


def doubling() -> dict[str, object]:
    """Forty names, each twice as long as the one before."""
    return {
        f"R{n}": {
            "Type": "AWS::SQS::Queue",
            "Properties": {
                "QueueName": {"Fn::Sub": f"${{R{n + 1}.QueueName}}${{R{n + 1}.QueueName}}"} if n < 40 else "xx"
            },
        }
        for n in range(41)
    }


def chained_conditions() -> dict[str, object]:
    return {f"C{n}": {"Fn::Not": [{"Condition": f"C{n + 1}"}]} for n in range(3000)}


def nested_condition() -> object:
    condition: object = {"Fn::Equals": ["a", "b"]}
    for _ in range(45):
        condition = {"Fn::Not": [condition]}
    return condition


def nested_value(depth: int) -> object:
    value: object = "x"
    for _ in range(depth):
        value = {"Fn::Join": ["", [value]]}
    return value


HOSTILE: dict[str, dict[str, object]] = {
    "doubling names": {"Resources": doubling()},
    "chained conditions": {
        "Conditions": chained_conditions(),
        "Resources": {"A": {"Type": "T::T::T", "Condition": "C0"}},
    },
    "nested condition": {
        "Conditions": {f"C{n}": nested_condition() for n in range(50)},
        "Resources": {"A": {"Type": "T::T::T", "Condition": "C0"}},
    },
    "nested joins": {"Resources": {"A": {"Type": "T::T::T", "Properties": {"X": nested_value(30)}}}},
    "nested data": {"Resources": {"A": {"Type": "T::T::T", "Properties": {"X": json.loads("[" * 90 + "]" * 90)}}}},
    "loop over its own resources": {
        "Resources": {"Fn::ForEach::L": ["X", {"Ref": "RA"}, {"R${X}": {"Type": "T::T::T"}}]},
    },
    "conditions made by a loop over a resource": {
        "Conditions": {
            "Fn::ForEach::L": ["X", {"Fn::If": ["CA", ["A"], ["B"]]}, {"C${X}": {"Fn::Equals": ["a", "a"]}}]
        },
        "Resources": {"A": {"Type": "T::T::T", "Condition": "CA"}},
    },
    "a mapping that asks for itself": {
        "Mappings": {"M": {"a": {"b": {"Fn::FindInMap": ["M", "a", "b"]}}}},
        "Resources": {"A": {"Type": "T::T::T", "Properties": {"X": {"Fn::FindInMap": ["M", "a", "b"]}}}},
    },
    "a default that is odd": {
        "Parameters": {"P": {"Type": "Number", "Default": {"Ref": "P"}}, "Q": {"Type": 1, "Default": None}},
        "Resources": {"A": {"Type": "T::T::T", "Properties": {"X": {"Ref": "P"}, "Y": {"Ref": "Q"}}}},
    },
    "many gaps": {
        "Resources": {"A": {"Type": "T::T::T", "Properties": {"X": [{"Ref": f"N{n}"} for n in range(5000)]}}},
    },
}


@pytest.mark.parametrize("name", HOSTILE)
def test_templates_built_to_do_harm_are_read_in_time_without_a_crash(name: str) -> None:
    start = time.process_time()
    stack = build_stack(HOSTILE[name])
    stack.choices()
    assert stack.resources() is not None
    assert stack.exports() == {}
    assert len(stack.gaps) <= 200
    assert time.process_time() - start < 3
