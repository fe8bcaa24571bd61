"""Files and functions stay small enough to be read in one go."""

import pytest

from tests.architecture.source import FUNCTION_LENGTHS, Function, list_modules, measure, place, walk_definitions

LINES_OF_A_FILE = 400
LINES_OF_A_FUNCTION = 60


def test_no_file_has_more_than_400_lines() -> None:
    lengths = {place(module): len(module.read_text(encoding="utf-8").splitlines()) for module in list_modules()}
    assert {name: length for name, length in lengths.items() if length > LINES_OF_A_FILE} == {}


def test_no_function_has_more_than_60_lines(pytestconfig: pytest.Config) -> None:
    lengths = {
        place(module, definition): measure(definition)
        for module in list_modules()
        for definition in walk_definitions(module)
        if isinstance(definition, Function)
    }
    assert lengths
    pytestconfig.stash[FUNCTION_LENGTHS] = list(lengths.values())
    assert {name: length for name, length in lengths.items() if length > LINES_OF_A_FUNCTION} == {}
