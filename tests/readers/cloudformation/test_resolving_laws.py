"""What holds for any template: resolving never crashes, and YAML and JSON of one template resolve equally."""

import itertools
import json
import re

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from keypost.errors import UnreadableInputError
from keypost.readers.cloudformation.load import load_template
from keypost.readers.cloudformation.settings import Settings
from keypost.readers.cloudformation.stack import Stack
from tests.readers.cloudformation.resolving import Outside, show

NAMES = [
    "P",
    "Q",
    "L",
    "R",
    "S",
    "T",
    "C",
    "D",
    "M",
    "a",
    "b",
    "AWS::Region",
    "AWS::NoValue",
    "AWS::AccountId",
    "${P}",
    "",
]
FUNCTIONS = [
    *("Ref", "Condition", "Fn::GetAtt", "Fn::Sub", "Fn::Join", "Fn::Split", "Fn::Select", "Fn::If", "Fn::Equals"),
    *("Fn::And", "Fn::Or", "Fn::Not", "Fn::FindInMap", "Fn::ImportValue", "Fn::GetStackOutput", "Fn::Base64"),
    *("Fn::Cidr", "Fn::ToJsonString", "Fn::Length", "Fn::GetAZs", "Fn::Transform", "Fn::NoSuch", "Fn::ForEach::X"),
]
TEXTS = st.sampled_from(
    [*NAMES, "${R.Arn}-${S}", "${!x}", "arn:aws:sns:${AWS::Region}:1:t", "{{resolve:ssm:/a}}", "R.Arn", "0", ":"]
)
LEAVES = TEXTS | st.integers(-2, 3) | st.booleans() | st.none() | st.text(max_size=5) | st.just(1.5)


def build_branches(children: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    function = st.builds(
        lambda name, argument: {name: argument}, st.sampled_from(FUNCTIONS), children | st.lists(children, max_size=4)
    )
    return st.lists(children, max_size=4) | st.dictionaries(TEXTS, children, max_size=3) | function


VALUES = st.recursive(LEAVES, build_branches, max_leaves=20)
TYPES = st.sampled_from(
    ["AWS::SNS::Topic", "AWS::SQS::Queue", "AWS::KMS::Key", "AWS::CloudFormation::Stack", "Custom::Thing"]
)
RESOURCE = st.fixed_dictionaries(
    {"Type": TYPES},
    optional={
        "Condition": st.sampled_from(["C", "D", "E"]),
        "Properties": st.dictionaries(st.sampled_from(["TopicName", "QueueName", "X"]), VALUES, max_size=3) | VALUES,
    },
)
KINDS = st.sampled_from(["String", "Number", "CommaDelimitedList", "AWS::SSM::Parameter::Value<String>"])
PARAMETER = st.fixed_dictionaries(
    {"Type": KINDS}, optional={"Default": LEAVES, "AllowedValues": st.lists(TEXTS, max_size=3)}
)
TEMPLATES = st.fixed_dictionaries(
    {"Resources": st.dictionaries(st.sampled_from(["R", "S", "T", "Fn::ForEach::L"]), RESOURCE | VALUES, max_size=3)},
    optional={
        "Parameters": st.dictionaries(st.sampled_from(["P", "Q", "L"]), PARAMETER | VALUES, max_size=3),
        "Conditions": st.dictionaries(st.sampled_from(["C", "D", "Fn::ForEach::K"]), VALUES, max_size=3),
        "Mappings": st.dictionaries(
            st.just("M"), st.dictionaries(TEXTS, st.dictionaries(TEXTS, LEAVES, max_size=2), max_size=2)
        ),
        "Outputs": st.dictionaries(
            st.sampled_from(["O", "N"]),
            st.fixed_dictionaries({"Value": VALUES}, optional={"Export": VALUES}) | VALUES,
            max_size=2,
        ),
    },
)


def build(text: str, chosen: Settings) -> Stack:
    return Stack(load_template(text, file="t"), chosen, Outside(), name="t")


def read_all(stack: Stack) -> dict[str, object]:
    """Ask a stack for all that it has, as people see it."""
    return {
        "resources": {
            name: [resource.type, dict(resource.properties), *stack.identity(name)]
            for name, resource in stack.resources().items()
        },
        "exports": stack.exports(),
        "outputs": [stack.output(name) for name in ("O", "N")],
        "choices": [[choice.name, list(choice.values)] for choice in stack.choices()],
    }


def forget_lines(value: object) -> str:
    """Return the value as text, without the lines in the names of what couldn't be resolved."""
    return re.sub(r":[0-9]+", ":", json.dumps(show(value), default=repr))


@settings(max_examples=300, deadline=None)
@given(TEMPLATES)
def test_resolving_never_crashes_and_settles(template: dict[str, object]) -> None:
    text = json.dumps(template)
    stack = build(text, Settings())
    read_all(stack)
    for resource in stack.resources().values():
        for key in resource.properties:
            assert resource.locate((key, 0)).line is not None
    choices = stack.choices()
    for values in itertools.islice(itertools.product(*(choice.values for choice in choices)), 8):
        settled = Settings(
            choices=dict(zip((choice.name for choice in choices), values, strict=True)),
            excluded={
                choice.name: frozenset(value for value in choice.values if value is not None)
                for choice, value in zip(choices, values, strict=True)
                if value is None
            },
        )
        read_all(build(text, settled))


@settings(max_examples=150, deadline=None)
@given(TEMPLATES)
def test_yaml_and_json_of_one_template_resolve_equally(template: dict[str, object]) -> None:
    from_json = build(json.dumps(template, indent=0), Settings())
    from_yaml = build(yaml.safe_dump(template, default_style='"', sort_keys=False), Settings())
    assert from_json.template.data == from_yaml.template.data
    assert forget_lines(read_all(from_json)) == forget_lines(read_all(from_yaml))


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=200) | st.binary(max_size=200) | st.builds(json.dumps, VALUES))
def test_any_text_is_a_template_or_is_refused(text: str | bytes) -> None:
    try:
        template = load_template(text, file="t")
    except UnreadableInputError as error:
        refusal = error
    else:
        assert isinstance(template.resources, dict)
        return
    assert refusal.message.en.startswith("t can't be read: ")
    assert refusal.hint.ja
