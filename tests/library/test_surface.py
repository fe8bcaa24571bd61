"""The public surface: a change of it shows here, and belongs in the changelog."""

import ast
import inspect
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion

import keypost
from tests.architecture.source import PACKAGE, list_modules, parse, place


def describe(name: str) -> Iterator[str]:
    """Yield the lines that say how a public name may be used."""
    value = getattr(keypost, name)
    if not isinstance(value, type):
        yield f"def {name}{inspect.signature(value)}" if inspect.isfunction(value) else f"{name} = {value}"
        return
    bases = ", ".join(base.__name__ for base in value.__bases__ if base is not object)
    yield f"class {name}({bases})" if bases else f"class {name}"
    if issubclass(value, Enum):
        yield from (f"    {member.name} = {member.value!r}" for member in value)
    if is_dataclass(value):
        yield from (f"    {line}" for line in describe_fields(value))
    yield from (f"    {line}" for line in describe_methods(value))


def describe_fields(kind: Any) -> Iterator[str]:
    for field in fields(kind):
        if not field.name.startswith("_"):
            has_default = field.default is not MISSING or field.default_factory is not MISSING
            yield f"{field.name}: {inspect.formatannotation(field.type)}{' = ...' if has_default else ''}"


def describe_methods(kind: type) -> Iterator[str]:
    for name, method in vars(kind).items():
        if not name.startswith("_") and inspect.isfunction(method):
            yield f"def {name}{inspect.signature(method)}"
        elif isinstance(method, property):
            yield f"{name}: {inspect.formatannotation(inspect.signature(method.fget).return_annotation)}"  # type: ignore[arg-type]


def test_the_surface_is_what_it_was(snapshot: SnapshotAssertion) -> None:
    assert "\n".join(line for name in keypost.__all__ if name != "__version__" for line in describe(name)) == snapshot


def test_type_checkers_see_what_is_there() -> None:
    (block,) = (node for node in parse(PACKAGE / "__init__.py").body if isinstance(node, ast.If))
    seen = {name.name: node.module for node in block.body if isinstance(node, ast.ImportFrom) for name in node.names}
    assert sorted({*seen, "__version__"}) == sorted(keypost.__all__)
    for name, module in seen.items():
        assert getattr(keypost, name) is getattr(sys.modules[str(module)], name)


def test_everything_public_of_the_library_is_offered() -> None:
    """What an answer is made of can be named by whoever takes it apart."""
    classes = {
        node.name
        for module in list_modules(PACKAGE / "library")
        for node in parse(module).body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    }
    assert classes - set(keypost.__all__) == {"Checked"}


def test_a_name_that_is_not_there_is_refused() -> None:
    with pytest.raises(AttributeError, match="no attribute 'chekc'"):
        keypost.chekc  # noqa: B018 - that it raises is the point
    assert set(keypost.__all__) <= set(dir(keypost))


def test_importing_it_imports_nothing_else() -> None:
    code = "import sys; before = set(sys.modules); import keypost; print(*sorted(set(sys.modules) - before))"
    run = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert run.stdout.split() == ["keypost", "keypost.version"]


def test_no_room_imports_the_public_face() -> None:
    """It imports the library, the library the rooms: whoever imported it back would have them all."""
    importers = [
        place(module)
        for module in list_modules()
        if re.search(r"^ *(import keypost$|from keypost import )", module.read_text(encoding="utf-8"), re.MULTILINE)
    ]
    assert importers == []


def test_whoever_raises_says_so() -> None:
    functions = {name: getattr(keypost, name) for name in keypost.__all__ if inspect.isfunction(getattr(keypost, name))}
    assert len(functions) > 5
    assert [
        name for name, one in functions.items() if "Raises:\n    InputError: " not in (inspect.getdoc(one) or "")
    ] == []
