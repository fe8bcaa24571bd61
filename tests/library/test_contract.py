"""The value classes are the published JSON: each member of a schema is a field, and each field a member."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from enum import Enum
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

import pytest

import keypost
from keypost.library.decode import decode, spell
from keypost.reports.published import read_schema

Schema = Mapping[str, Any]
RESULTS = {
    "check.v1": keypost.CheckResult,
    "fix.v1": keypost.FixResult,
    "explain.v1": keypost.ExplainResult,
    "simulate.v1": keypost.SimulateResult,
    "paths.v1": keypost.PathsResult,
    "lint.v1": keypost.LintResult,
    "diff.v1": keypost.DiffResult,
}

# Of several reports, of which one needn't know every optional member.
SHARED = {keypost.Location, keypost.Finding}


class Comparison:
    """Walks through a schema and the class that stands for it, side by side."""

    def __init__(self, definitions: Schema) -> None:
        self.definitions = definitions

    def compare(self, schema: Schema, hint: Any, place: str) -> Iterator[str]:
        schema = self.resolve(schema)
        if get_origin(hint) is UnionType:
            (hint,) = (one for one in get_args(hint) if one is not NoneType)
        if get_origin(hint) is tuple:
            yield from self.compare(schema.get("items", {}), get_args(hint)[0], f"{place}[]")
        elif get_origin(hint) is Mapping:
            if isinstance(schema.get("additionalProperties"), dict):
                yield from self.compare(schema["additionalProperties"], get_args(hint)[1], f"{place}{{}}")
        elif is_dataclass(hint):
            yield from self.compare_members(schema, hint, place)
        elif isinstance(hint, type) and issubclass(hint, Enum):
            yield from self.compare_choices(schema, hint, place)

    def compare_members(self, schema: Schema, kind: Any, place: str) -> Iterator[str]:
        hints = get_type_hints(kind)
        own = {spell(field.name): field for field in fields(kind) if not field.name.startswith("_")}
        members = schema.get("properties")
        if members is None:
            return  # the schema says no more than that it is an object: that of another report has it
        yield from (f"{place}.{name} is no field" for name in members if name not in own and name != "schema")
        for name, field in own.items():
            if name not in members:
                if kind not in SHARED or not has_default(field):
                    yield f"{place}.{name} isn't in the schema"
                continue
            if (name not in schema.get("required", ())) != has_default(field):
                yield f"{place}.{name} is required on one side only"
            if self.may_be_null(members[name]) and NoneType not in get_args(hints[field.name]):
                yield f"{place}.{name} may be null"
            yield from self.compare(members[name], hints[field.name], f"{place}.{name}")

    def compare_choices(self, schema: Schema, kind: type[Enum], place: str) -> Iterator[str]:
        choices = {one for one in schema.get("enum", ()) if one is not None}
        if choices != {member.value for member in kind}:
            yield f"{place}: {sorted(choices)} are not the members of {kind.__name__}"

    def resolve(self, schema: Schema) -> Schema:
        if "$ref" in schema:
            return self.resolve(self.definitions[schema["$ref"].rpartition("/")[2]])
        some = [one for one in (*schema.get("oneOf", ()), *schema.get("anyOf", ())) if one.get("type") != "null"]
        return self.resolve(some[0]) if some else schema

    def may_be_null(self, schema: Schema) -> bool:
        if "$ref" in schema:
            return self.may_be_null(self.definitions[schema["$ref"].rpartition("/")[2]])
        options = (*schema.get("oneOf", ()), *schema.get("anyOf", ()))
        return "null" in (schema.get("type"), *schema.get("type", ())) or any(map(self.may_be_null, options))


def has_default(field: Field[Any]) -> bool:
    return field.default is not MISSING or field.default_factory is not MISSING


def compare(schema: Schema, kind: Any, *, within: Schema) -> list[str]:
    return list(Comparison(within.get("$defs", {})).compare(schema, kind, kind.__name__))


def read(name: str) -> Any:
    return json.loads(read_schema(name))


@pytest.mark.parametrize("name", RESULTS)
def test_the_classes_say_what_the_schema_says(name: str) -> None:
    schema = read(name)
    answer = schema["$defs"]["answer"] if name == "simulate.v1" else schema  # the other choice is a line's error
    assert compare(answer, RESULTS[name], within=schema) == []


@pytest.mark.parametrize(
    ("change", "noticed"),
    [
        ({"added": {"type": "string"}}, "Gap.added is no field"),
        ({"why": {"type": ["string", "null"]}}, "Gap.why may be null"),
        ({"location": {"type": "object", "properties": {"x": {}}}}, "Gap.location.x is no field"),
    ],
)
def test_a_difference_is_noticed(change: dict[str, Any], noticed: str) -> None:
    schema = read("check.v1")
    gap = schema["$defs"]["gap"]
    gap["properties"] |= change
    assert noticed in compare(gap, keypost.Gap, within=schema)


def test_a_member_that_goes_away_or_becomes_optional_is_noticed() -> None:
    schema = read("check.v1")
    gap = schema["$defs"]["gap"]
    gap["required"].remove("why")
    assert compare(gap, keypost.Gap, within=schema) == ["Gap.why is required on one side only"]
    del gap["properties"]["why"]
    assert compare(gap, keypost.Gap, within=schema) == ["Gap.why isn't in the schema"]


def test_a_verdict_more_is_noticed() -> None:
    schema = read("check.v1")
    schema["$defs"]["delivery"]["properties"]["verdict"]["enum"].append("PERHAPS")
    (noticed,) = compare(schema, keypost.CheckResult, within=schema)
    assert "PERHAPS" in noticed


def test_what_a_schema_doesnt_name_is_passed_over() -> None:
    data = {"file": "t.yaml", "line": 3, "column": 4}
    assert decode(keypost.Location, data) == keypost.Location(file="t.yaml", line=3)
