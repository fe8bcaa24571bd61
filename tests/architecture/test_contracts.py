"""The import contracts have no hole: import-linter checks the imports, this checks the contracts."""

import tomllib
from typing import Any

import pytest

from tests.architecture.source import DECIDING_ROOMS, PACKAGE, ROOT


@pytest.fixture(scope="module")
def contracts() -> list[dict[str, Any]]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = project["tool"]["importlinter"]["contracts"]
    assert found
    return found


def test_no_contract_ignores_an_import(contracts: list[dict[str, Any]]) -> None:
    assert [contract["name"] for contract in contracts if any("ignore" in option for option in contract)] == []


def test_a_layer_is_optional_only_until_its_room_is_built(contracts: list[dict[str, Any]]) -> None:
    (layers,) = (contract["layers"] for contract in contracts if contract["type"] == "layers")
    rooms = [room.strip() for layer in layers for room in layer.split("|")]
    optional = [room.strip("()") for room in rooms if room.startswith("(")]
    assert rooms
    assert [room for room in optional if (PACKAGE / room).exists()] == []


def test_no_room_that_decides_may_import_a_reader(contracts: list[dict[str, Any]]) -> None:
    forbidden = [contract for contract in contracts if contract.get("forbidden_modules") == ["keypost.readers"]]
    built = {f"keypost.{room}" for room in DECIDING_ROOMS if (PACKAGE / room).exists()}
    assert [set(contract["source_modules"]) for contract in forbidden] == [built]
