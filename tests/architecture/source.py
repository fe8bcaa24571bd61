"""The source that the house rules speak of: which files there are, and what stands in them."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "keypost"
DECIDING_ROOMS = ("policy", "estate", "catalogue", "checker", "fixer")

# Where a run keeps the length of every function, for its summary.
FUNCTION_LENGTHS = pytest.StashKey[list[int]]()

Function = ast.FunctionDef | ast.AsyncFunctionDef
Definition = Function | ast.ClassDef

_JAPANESE = re.compile("[\u3040-\u30ff\u4e00-\u9fff]")


def list_modules(folder: Path = PACKAGE) -> list[Path]:
    """Return every Python file below `folder`; a folder without any is a rule that looked at nothing."""
    modules = sorted(folder.rglob("*.py"))
    assert modules, f"no Python file below {folder}"
    return modules


def list_members(folder: Path) -> list[Path]:
    """Return the modules of a package that holds one thing a file (paths, rules)."""
    members = [module for module in list_modules(folder) if module.name != "__init__.py"]
    assert members, f"nothing in {folder}"
    return members


def list_deciding_modules() -> list[Path]:
    """Return every module of the rooms that decide, as far as these are built."""
    rooms = [PACKAGE / room for room in DECIDING_ROOMS if (PACKAGE / room).exists()]
    return [module for room in rooms for module in list_modules(room)]


@cache
def parse(module: Path) -> ast.Module:
    """Return the syntax tree of a module."""
    return ast.parse(module.read_text(encoding="utf-8"), filename=str(module))


def walk_definitions(module: Path) -> Iterator[Definition]:
    """Yield every function and class of a module, nested ones too."""
    return (node for node in ast.walk(parse(module)) if isinstance(node, Definition))


def measure(function: Function) -> int:
    """Return the lines of a function from `def` to its end."""
    return (function.end_lineno or function.lineno) - function.lineno + 1


def place(module: Path, node: ast.AST | None = None) -> str:
    """Return `file:line` as an editor opens it."""
    line = getattr(node, "lineno", None)
    name = module.relative_to(ROOT).as_posix() if module.is_relative_to(ROOT) else module.name
    return f"{name}:{line}" if line else name


def is_japanese(text: str) -> bool:
    """Tell whether `text` has kana or kanji."""
    return _JAPANESE.search(text) is not None
