"""Whatever is public says in a sentence what it is."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.source import Definition, list_modules, parse, place


def walk_public(module: Path) -> Iterator[ast.Module | Definition]:
    """Yield the module, and its public functions, classes and methods."""
    yield (tree := parse(module))
    holders: list[ast.Module | ast.ClassDef] = [tree]
    while holders:
        for node in holders.pop().body:
            if isinstance(node, Definition) and not node.name.startswith("_"):
                yield node
                holders += [node] if isinstance(node, ast.ClassDef) else []


def test_everything_public_has_a_docstring() -> None:
    public = [(module, node) for module in list_modules() for node in walk_public(module)]
    assert [place(module, node) for module, node in public if not ast.get_docstring(node)] == []
