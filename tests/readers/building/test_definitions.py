"""Definitions of state machines: placeholders, texts and objects."""

import json

import pytest

from keypost.readers.building.definitions import fill_definition
from keypost.unknown import Unread, Why, build_unknown

TASK = {"Resource": "${Partition}:send", "Parameters": {"QueueUrl": "${Queue}"}}
OPEN = build_unknown("Url")


@pytest.mark.parametrize("definition", [TASK, json.dumps(TASK)], ids=["object", "text"])
@pytest.mark.parametrize("name", ["Definition", "DefinitionString"])
def test_placeholders_are_filled_in(name: str, definition: object) -> None:
    given = {name: definition, "DefinitionSubstitutions": {"Partition": "aws", "Queue": OPEN}, "RoleArn": "r"}
    assert fill_definition(given) == {**given, name: {"Resource": "aws:send", "Parameters": {"QueueUrl": OPEN}}}


def test_placeholders_outside_of_texts_are_filled_in() -> None:
    given = {"DefinitionString": '{"TimeoutSeconds": ${Seconds}}', "DefinitionSubstitutions": {"Seconds": 60}}
    assert fill_definition(given)["DefinitionString"] == {"TimeoutSeconds": 60}


def test_a_placeholder_that_nothing_fills_is_unread() -> None:
    given = {"Definition": {"QueueUrl": "${Queue}", "Comment": "to ${Queue}"}, "DefinitionSubstitutions": {"Queue": {}}}
    assert fill_definition(given)["Definition"] == {
        "QueueUrl": Unread(Why.UNKNOWN_VALUE, "Queue"),
        "Comment": "to ${Queue}",
    }


def test_expressions_are_left_out() -> None:
    given = {"Definition": {"QueueUrl": "{% $states.input.queue %}", "List": [1, "{% $x %}"]}}
    assert fill_definition(given)["Definition"] == {"QueueUrl": None, "List": [1, None]}


@pytest.mark.parametrize("definition", ["{oops", "", OPEN, Unread(Why.UNKNOWN_VALUE, "Definition")])
def test_what_is_no_document_stays(definition: object) -> None:
    assert fill_definition({"DefinitionString": definition})["DefinitionString"] == definition
