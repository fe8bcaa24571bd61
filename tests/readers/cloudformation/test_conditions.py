"""Conditions: true, false or open, and the choices that settle them."""

import itertools

import pytest

from keypost.readers.cloudformation.settings import Choice
from keypost.unknown import Tri
from tests.readers.cloudformation.resolving import build_stack, show

HEAD = """
Parameters:
  Env: {Type: String}
  Tier: {Type: String, AllowedValues: [dev, stage, prod]}
  Two: {Type: String, AllowedValues: [on1, off1]}
  One: {Type: String, AllowedValues: [only]}
  Flag: {Type: String, Default: 'true'}
  KeyArn: {Type: String, Default: ''}
  List: {Type: CommaDelimitedList}
Mappings:
  M: {dev: {Big: 'false'}, prod: {Big: 'true'}}
Conditions:
  IsProd: !Equals [!Ref Env, prod]
  HasKey: !Not [!Equals [!Ref KeyArn, '']]
  C: %s
Resources:
  Topic: {Type: AWS::SNS::Topic}
  A: {Type: T::T::T, Condition: C}
"""
OPEN = "!Equals [!Ref Env, prod]"

TRUTH: list[tuple[str, Tri]] = [
    ("!Equals [a, a]", True),
    ("!Equals [a, b]", False),
    ("!Equals [!Ref Flag, true]", True),
    ("!Equals [1, '1']", True),
    (OPEN, None),
    ("!Equals [!Ref Env, !Ref Env]", True),
    ("!Equals [!Ref Env, !Ref Tier]", None),
    ("!Equals [!Ref Tier, test]", False),
    ("!Equals [!Ref One, only]", True),
    ("!Equals [!Ref Topic, '']", False),
    ("!Equals [!Ref AWS::Region, cn-north-1]", None),
    ("!Equals [!Ref AWS::AccountId, abc]", False),
    ("!Condition HasKey", False),
    ("{Condition: IsProd}", None),
    ("{Condition: {Condition: HasKey}}", False),
    (f"!Not [{OPEN}]", None),
    ("!Not [!Equals [a, b]]", True),
    (f"!And [!Equals [a, b], {OPEN}]", False),
    (f"!And [!Equals [a, a], {OPEN}]", None),
    ("!And [!Equals [a, a], !Condition HasKey]", False),
    (f"!Or [!Equals [a, a], {OPEN}]", True),
    (f"!Or [!Equals [a, b], {OPEN}]", None),
    ("!Or [!Equals [a, b], !Equals [a, c]]", False),
    ("!Equals [!FindInMap [M, prod, Big], 'true']", True),
    ("!Equals [!Join ['', !Ref List], '']", None),
]


@pytest.mark.parametrize(("condition", "expected"), TRUTH, ids=[case[0] for case in TRUTH])
def test_condition(condition: str, expected: Tri) -> None:
    stack = build_stack(HEAD % condition)
    assert stack.holds("C") is expected
    assert ("A" in stack.resources()) is (expected is True)
    assert not stack.gaps


CHOICES: list[tuple[str, dict[str, tuple[str | None, ...]]]] = [
    ("!Equals [a, a]", {}),
    (OPEN, {"Env": ("prod", None)}),
    (f"!Or [{OPEN}, !Equals [test, !Ref Env]]", {"Env": ("prod", "test", None)}),
    (f"!And [!Equals [a, b], {OPEN}]", {}),
    (f"!And [!Not [!Condition IsProd], {OPEN}]", {"Env": ("prod", None)}),
    ("!Equals [!Ref Tier, prod]", {"Tier": ("prod", None)}),
    (
        "!Or [!Equals [!Ref Tier, prod], !Equals [!Ref Tier, test], !Equals [!Ref Tier, dev]]",
        {"Tier": ("prod", "dev", "stage")},
    ),
    ("!Equals [!Ref Two, on1]", {"Two": ("on1", "off1")}),
    ("!Equals [!Ref AWS::Region, us-east-1]", {"AWS::Region": ("us-east-1", None)}),
    ("!Equals [!Ref AWS::AccountId, '999988887777']", {"AWS::AccountId": ("999988887777", None)}),
    ("!Equals [!Ref AWS::Partition, aws-cn]", {"AWS::Partition": ("aws-cn", None)}),
    ("!Equals [!Ref Env, !Ref Tier]", {"C": ("true", "false")}),
    ("!Equals [!Sub '${Env}-x', prod-x]", {"C": ("true", "false")}),
    ("!Equals [!Join ['', !Ref List], '']", {"List": ("", None)}),
    ("!Equals [!Select [0, !Ref List], a]", {"List[0]": ("a", None)}),
    ("!Equals [!FindInMap [M, !Ref Env, Big], 'true']", {"Fn::FindInMap(M/${Env}/Big)": ("true", None)}),
    ("!Equals [!ImportValue x, a]", {"x": ("a", None)}),
]


@pytest.mark.parametrize(("condition", "expected"), CHOICES, ids=[case[0] for case in CHOICES])
def test_choices_are_what_makes_a_difference(condition: str, expected: dict[str, tuple[str | None, ...]]) -> None:
    choices = build_stack(HEAD % condition).choices()
    assert {choice.name: choice.values for choice in choices} == expected
    assert all(choice.origin.line in {13, 15} for choice in choices)


@pytest.mark.parametrize("condition", [case[0] for case in TRUTH + CHOICES])
def test_once_choices_are_settled_every_condition_is_true_or_false(condition: str) -> None:
    for settings in settle(build_stack(HEAD % condition).choices()):
        stack = build_stack(HEAD % condition, **settings)
        assert stack.holds("C") is not None
        assert stack.choices() == ()


def settle(choices: tuple[Choice, ...]) -> list[dict[str, object]]:
    """Return the settings for every way to settle the choices."""
    return [
        {
            "choices": {choice.name: value for choice, value in zip(choices, values, strict=True)},
            "excluded": {
                choice.name: frozenset(text for text in choice.values if text is not None)
                for choice, value in zip(choices, values, strict=True)
                if value is None
            },
        }
        for values in itertools.product(*(choice.values for choice in choices))
    ]


@pytest.mark.parametrize(
    ("choices", "excluded", "expected"),
    [
        ({"Tier": "prod"}, {}, ["prod", True]),
        ({"Tier": None}, {"Tier": frozenset({"prod"})}, ["${Tier}", False]),
        ({"Tier": None}, {"Tier": frozenset({"prod", "stage"})}, ["dev", False]),
    ],
)
def test_a_choice_settles_the_parameter_wherever_it_is_used(
    choices: dict[str, str], excluded: dict[str, frozenset[str]], expected: object
) -> None:
    template = (
        HEAD % "!Equals [!Ref Tier, prod]"
        + "  B: {Type: T::T::T, Properties: {X: !Ref Tier, Y: !If [C, true, false]}}\n"
    )
    stack = build_stack(template, choices=choices, excluded=excluded)
    assert show(list(stack.resources()["B"].properties.values())) == expected


def test_a_choice_of_region_settles_the_partition() -> None:
    template = (
        HEAD % "!Equals [!Ref AWS::Region, cn-north-1]"
        + "  B: {Type: T::T::T, Properties: {X: !Sub 'arn:${AWS::Partition}:sns:${AWS::Region}'}}\n"
    )
    stack = build_stack(template, choices={"AWS::Region": "cn-north-1"})
    assert stack.resources()["B"].properties == {"X": "arn:aws-cn:sns:cn-north-1"}


def test_only_conditions_in_use_give_choices() -> None:
    template = HEAD % "!Equals [a, b]"
    assert build_stack(template).choices() == ()
    inside = "  B: {Type: T::T::T, %sProperties: {X: [{Y: !If [IsProd, 1, 2]}]}}\n"
    assert [choice.name for choice in build_stack(template + inside % "").choices()] == ["Env"]
    assert build_stack(template + inside % "Condition: HasKey, ").choices() == ()
    output = "Outputs:\n  O: {Condition: IsProd, Value: x}\n"
    assert [choice.name for choice in build_stack(template + output).choices()] == ["Env"]


@pytest.mark.parametrize(
    ("condition", "what"),
    [
        ("!Condition Nobody", "Nobody"),
        ("!Condition C", "C"),
        ("!Not [!Condition C]", "C"),
        ("!Equals [a]", "Fn::Equals"),
        ("!And []", "Fn::And"),
        ("!Not [!Equals [a, b], !Equals [a, b]]", "Fn::Not"),
        ("!NoSuch [a]", "Fn::NoSuch"),
        ("text", "Conditions"),
        ("[]", "Conditions"),
        ("!Equals [!If [C, a, b], a]", "C"),
    ],
)
def test_what_is_no_condition_is_a_gap_and_a_choice_of_its_own(condition: str, what: str) -> None:
    stack = build_stack(HEAD % condition)
    names = [choice.name for choice in stack.choices()]
    assert what in {gap.what for gap in stack.gaps}
    assert all(gap.origin.line is not None for gap in stack.gaps)
    assert "A" not in stack.resources()
    settled = build_stack(HEAD % condition, choices=dict.fromkeys(names, "true"))
    assert settled.holds("C") is not None
    assert not settled.choices()


def test_a_condition_that_no_resource_has_is_a_choice() -> None:
    template = "Resources:\n  A: {Type: T::T::T, Condition: Nobody}\n"
    assert [choice.name for choice in build_stack(template).choices()] == ["Nobody"]
    assert "A" in build_stack(template, choices={"Nobody": "true"}).resources()
    assert build_stack(template, choices={"Nobody": "false"}).resources() == {}


def test_unread_texts_differ_from_the_parameter_that_they_come_from() -> None:
    choices = build_stack(HEAD % "!Equals [!Join ['|', !Split [',', !Ref Env]], prod]").choices()
    assert [choice.name for choice in choices] == ["Fn::Join(|,Fn::Split(${Env}))"]
