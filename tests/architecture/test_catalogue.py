"""A path is one typed literal in a file of its own, listed, and documented in both languages."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.registry import find_unlisted, identify, read_pages
from tests.architecture.source import PACKAGE, ROOT, is_japanese, list_members, parse, place

PATHS = PACKAGE / "catalogue" / "paths"
REGISTRY = PACKAGE / "catalogue" / "all.py"
PAGES = ROOT / "docs" / "paths"

# What a literal is made of: constructors with keywords, names of the catalogue's words, texts, tuples and mappings.
LITERAL = (ast.Attribute, ast.Call, ast.Constant, ast.Dict, ast.Load, ast.Name, ast.Tuple, ast.keyword)


def find_logic(tree: ast.Module) -> Iterator[ast.AST]:
    """Yield whatever is neither the docstring, an import, nor part of the one literal called PATH."""
    docstring, *statements = tree.body
    if not (isinstance(docstring, ast.Expr) and isinstance(docstring.value, ast.Constant)):
        yield docstring
    literals = [statement for statement in statements if not isinstance(statement, ast.ImportFrom)]
    if len(literals) != 1:
        yield tree
    for statement in literals:
        match statement:
            case ast.Assign(targets=[ast.Name(id="PATH")], value=literal):
                yield from (node for node in ast.walk(literal) if not is_data(node))
            case _:
                yield statement


def is_data(node: ast.AST) -> bool:
    """Tell whether a node belongs in a literal: of calls, only those of a class."""
    if isinstance(node, ast.Call):
        return isinstance(node.func, ast.Name) and node.func.id[:1].isupper()
    return isinstance(node, LITERAL)


def read_id(module: Path) -> str | None:
    """Return the id that a path gives itself."""
    ids = [
        keyword.value.value
        for statement in parse(module).body
        if isinstance(statement, ast.Assign) and isinstance(statement.value, ast.Call)
        for keyword in statement.value.keywords
        if keyword.arg == "id" and isinstance(keyword.value, ast.Constant)
    ]
    return str(ids[0]) if ids else None


def test_a_path_is_data_only() -> None:
    assert [place(module, node) for module in list_members(PATHS) for node in find_logic(parse(module))] == []


@pytest.mark.parametrize(
    "code",
    [
        "PATH = Path(id='no-docstring')",
        "'''Doc.'''\nimport os\nPATH = Path()",
        "'''Doc.'''\nPATH = Path()\nif PATH:\n    pass",
        "'''Doc.'''\nPATH = Path(calls=tuple(call for call in CALLS))",
        "'''Doc.'''\nPATH = build_path()",
        "'''Doc.'''\nACTIONS = ()\nPATH = Path()",
        "'''Doc.'''\nPATH = Path(title=TITLE if TITLE else None)",
    ],
)
def test_logic_in_a_path_is_noticed(code: str) -> None:
    assert list(find_logic(ast.parse(code)))


def test_a_path_is_named_after_its_file() -> None:
    assert {
        identify(module): read_id(module) for module in list_members(PATHS) if read_id(module) != identify(module)
    } == {}


def test_the_registry_lists_every_path() -> None:
    assert find_unlisted(list_members(PATHS), registry=REGISTRY) == []


def test_every_path_has_a_page_in_both_languages() -> None:
    pages = read_pages(PAGES)
    paths = {identify(module) for module in list_members(PATHS)}
    assert sorted((paths | {f"{name}.ja" for name in paths}) ^ set(pages)) == []
    assert [name for name in sorted(paths) if name not in pages[name] or name not in pages[f"{name}.ja"]] == []
    headings = {name: re.findall("^#+ .*", page, re.MULTILINE) for name, page in pages.items()}
    assert [name for name in sorted(paths) if any(map(is_japanese, headings[name]))] == []
    assert [name for name in sorted(paths) if not is_japanese(headings[f"{name}.ja"][0])] == []
