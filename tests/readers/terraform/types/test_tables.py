"""The tables name what the provider has, and everything that the catalogue says of Terraform is in them."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from keypost.catalogue.all import all_paths
from keypost.estate.kind import kind_of
from keypost.readers.terraform.naming import entry_of
from keypost.readers.terraform.properties import Place
from keypost.readers.terraform.types.all import TYPES

SCHEMA = json.loads((Path(__file__).parents[1] / "schema.json").read_text(encoding="utf-8"))
# Of version 6 of the provider, newer than the schema.
LATER = {"aws_cloudwatch_event_archive": {"kms_key_identifier"}, "data.aws_region": {"region"}}
MISSING = frozenset({"aws_s3_bucket_metadata_configuration.metadata_configuration"})


def _find(type_name: str, way: str) -> Mapping[str, object] | None:
    inside: object = SCHEMA[type_name]
    found: Mapping[str, object] | None = None
    for name in way.split("."):
        if not isinstance(inside, dict) or name not in inside:
            return {} if found is not None and found.get("inside") == {} else None  # a map has any names
        found = inside[name]
        inside = found.get("inside") if found else None
    return found


@pytest.mark.parametrize("type_name", sorted(TYPES))
def test_a_table_names_what_the_provider_has(type_name: str) -> None:
    assert type_name in SCHEMA, "./x python -m support.terraform_schema"
    later = LATER.get(type_name, set())
    wrong = {way for way, place in entry_of(type_name).places.items() if not _agrees(_find(type_name, way), place)}
    assert wrong <= later
    assert TYPES[type_name].gives.keys() - later <= SCHEMA[type_name].keys()


def _agrees(found: Mapping[str, object] | None, place: Place) -> bool:
    if found is None:
        return False
    if place.block:
        return "inside" in found and (place.computed or not found.get("computed"))  # of blocks no schema says it
    return place.listed is bool(found.get("listed")) or place.form.value in {"text", "policy"}


@pytest.mark.parametrize("type_name", sorted(TYPES))
def test_a_table_speaks_of_types_that_cloudformation_has(type_name: str) -> None:
    translated = TYPES[type_name]
    assert all(one.of.startswith("AWS::") for one in translated.parts)
    if translated.cloudformation:
        assert kind_of(translated.cloudformation).value in {translated.cloudformation, "?"}
        assert translated.cloudformation.startswith("AWS::")


def _is_translated(name: str) -> bool:
    type_name, _, way = name.partition(".")
    ways = entry_of(type_name).places if type_name in TYPES else {}
    return any(one == way or one.startswith(f"{way}.") for one in ways)


def test_what_paths_say_of_terraform_is_in_the_tables() -> None:
    named = {name for path in all_paths() for wiring in path.wirings for name in wiring.terraform}
    assert {name for name in named if not _is_translated(name)} == MISSING
