"""Fn::ForEach in every section where it may stand."""

import pytest

from tests.readers.cloudformation.resolving import build_stack, show

TEMPLATE = """
Transform: AWS::LanguageExtensions
Parameters:
  Names: {Type: CommaDelimitedList, Default: "Web,Api"}
Conditions:
  Fn::ForEach::Switches:
    - Tier
    - [Web, Api]
    - Has${Tier}: !Equals [!Ref Tier, Web]
Resources:
  Fn::ForEach::Topics:
    - Tier
    - !Ref Names
    - Topic${Tier}:
        Type: AWS::SNS::Topic
        Properties:
          TopicName: !Sub '${Tier}-alerts'
          DisplayName: for ${Tier}
  Fn::ForEach::Outer:
    - A
    - [x, z]
    - Fn::ForEach::Inner:
        - B
        - ['1.0', '2.0']
        - Queue${A}&{B}:
            Type: AWS::SQS::Queue
            Condition: HasWeb
            Properties:
              Fn::ForEach::Sides:
                - Side
                - [Left, Right]
                - ${Side}Name: !Join ['-', [!Ref A, !Ref B, !Ref Side]]
              Tags: [{Key: '${A}', Value: !GetAtt ['Topic${Missing}', Arn]}]
Outputs:
  Fn::ForEach::Out:
    - Tier
    - !Ref Names
    - Arn${Tier}:
        Condition: Has${Tier}
        Value: !GetAtt ['Topic${Tier}', TopicName]
        Export: {Name: !Sub 'export-${Tier}'}
"""


def test_loops_in_every_section() -> None:
    stack = build_stack(TEMPLATE.replace("!GetAtt ['Topic${Missing}', Arn]", "!Ref TopicWeb"))
    resources = stack.resources()
    assert sorted(resources) == ["Queuex10", "Queuex20", "Queuez10", "Queuez20", "TopicApi", "TopicWeb"]
    assert resources["TopicApi"].properties == {"TopicName": "Api-alerts", "DisplayName": "for Api"}
    assert show(resources["Queuez20"].properties) == {
        "LeftName": "z-2.0-Left",
        "RightName": "z-2.0-Right",
        "Tags": [{"Key": "z", "Value": "arn:${AWS::Partition}:sns:${AWS::Region}:${AWS::AccountId}:Web-alerts"}],
    }
    assert stack.exports() == {"export-Web": "Web-alerts"}
    assert show(stack.output("ArnApi")) == "?ArnApi"
    assert not stack.gaps
    assert not stack.choices()


def test_what_loops_make_stands_at_the_body_of_the_loop() -> None:
    stack = build_stack(TEMPLATE)
    queue = stack.resources()["Queuex10"]
    assert queue.origin.line == 25
    assert queue.locate(("RightName",)).line == 32
    assert queue.locate(("Tags", 0, "Value")).line == 33
    assert stack.resources()["TopicWeb"].locate(("TopicName",)).line == 17


@pytest.mark.parametrize(
    ("loop", "what"),
    [
        ("text", "Fn::ForEach::L"),
        ("[X, [a]]", "Fn::ForEach::L"),
        ("[X, a, {}]", "Fn::ForEach::L"),
        ("[X, [[a]], {'R${X}': {Type: T::T::T}}]", "Fn::ForEach::L"),
        ("[X, !Ref Open, {'R${X}': {Type: T::T::T}}]", "Fn::ForEach::L"),
        ("[X, !Ref Other, {'R${X}': {Type: T::T::T}}]", "Fn::ForEach::L"),
        ("[X, !Ref Nobody, {'R${X}': {Type: T::T::T}}]", "Ref"),
        ("[X, [a, b], 1]", "Fn::ForEach::L"),
    ],
)
def test_a_loop_that_cannot_be_followed_is_a_gap(loop: str, what: str) -> None:
    stack = build_stack(
        "Parameters: {Open: {Type: CommaDelimitedList}}\n"
        f"Resources:\n  Other: {{Type: AWS::SNS::Topic}}\n  Fn::ForEach::L: {loop}\n"
    )
    assert "Other" in stack.resources()
    assert what in {gap.what for gap in stack.gaps}
    assert all(gap.origin.line in {2, 4} for gap in stack.gaps)


def test_loops_that_make_too_much_stop() -> None:
    body = "{'R${A}${B}${C}${D}': {Type: T::T::T}}"
    for name in "DCBA":
        body = f"{{'Fn::ForEach::{name}': [{name}, [{', '.join(map(str, range(100)))}], {body}]}}"
    stack = build_stack(f"Resources: {body}\n")
    assert len(stack.resources()) <= 20_000
    assert stack.gaps
