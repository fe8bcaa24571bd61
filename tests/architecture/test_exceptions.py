"""An exception is caught by its name: what nobody thought of has to show."""

import ast
from collections.abc import Iterator

import pytest

from tests.architecture.source import ROOT, list_modules, parse, place

BLANKET = {"BaseException", "Exception"}
FOLDERS = ("src", "support", "benchmarks", "tests")


def find_blanket_handlers(tree: ast.Module) -> Iterator[ast.ExceptHandler]:
    """Yield handlers that catch everything."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ExceptHandler):
            caught = {name.id for name in ast.walk(node.type) if isinstance(name, ast.Name)} if node.type else BLANKET
            if caught & BLANKET:
                yield node


def test_no_handler_catches_everything() -> None:
    modules = [module for folder in FOLDERS for module in list_modules(ROOT / folder)]
    assert [place(module, node) for module in modules for node in find_blanket_handlers(parse(module))] == []


@pytest.mark.parametrize("caught", ["", " Exception", " (OSError, Exception)", " BaseException as error"])
def test_catching_everything_is_noticed(caught: str) -> None:
    assert list(find_blanket_handlers(ast.parse(f"try:\n    pass\nexcept{caught}:\n    pass")))
