"""Keypost's modules, found without Python's finders: the same modules, from the same files."""

import py_compile
import subprocess
import sys
from importlib.machinery import ModuleSpec, PathFinder
from pathlib import Path

import pytest

import keypost
from keypost.cli.own_modules import OwnModules


def find(name: str, folder: Path) -> ModuleSpec:
    spec = OwnModules.find_spec(name, [str(folder)])
    assert spec is not None
    return spec


def value_of(spec: ModuleSpec) -> object:
    """Return what the module `sample` says."""
    names: dict[str, object] = {}
    loader = spec.loader
    assert loader is not None
    code = loader.get_code(spec.name)  # type: ignore[attr-defined]
    exec(code, names)  # noqa: S102 - what an import does
    return names["VALUE"]


@pytest.fixture
def sample(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    source = tmp_path / "sample.py"
    source.write_text("VALUE = 1\n")
    py_compile.compile(str(source))
    return source


@pytest.mark.parametrize("name", ["keypost.text", "keypost.policy"])
def test_a_module_is_what_python_finds(name: str) -> None:
    wanted = PathFinder.find_spec(name, keypost.__path__)
    spec = find(name, Path(keypost.__path__[0]))
    assert wanted is not None
    assert (spec.origin, spec.cached, spec.has_location) == (wanted.origin, wanted.cached, True)
    assert spec.submodule_search_locations == wanted.submodule_search_locations


@pytest.mark.parametrize("name", ["keypost.nothing", "other.text", "keypost"])
def test_what_is_not_its_own_is_left_to_python(name: str) -> None:
    assert OwnModules.find_spec(name, None if name == "keypost" else keypost.__path__) is None


def test_bytecode_of_the_source_is_used(sample: Path) -> None:
    spec = find("keypost.sample", sample.parent)
    assert spec.cached is not None
    bytecode = Path(spec.cached)
    bytecode.write_bytes(bytecode.read_bytes()[:16] + compiled("VALUE = 2\n", sample.parent))
    assert value_of(spec) == 2


def test_bytecode_of_another_source_is_not(sample: Path) -> None:
    sample.write_text("VALUE = 33\n")
    assert value_of(find("keypost.sample", sample.parent)) == 33


def test_bytecode_is_not_needed(sample: Path) -> None:
    spec = find("keypost.sample", sample.parent)
    assert spec.cached is not None
    Path(spec.cached).unlink()
    assert value_of(spec) == 1


def test_bytecode_with_flags_is_left_to_python(sample: Path) -> None:
    py_compile.compile(str(sample), invalidation_mode=py_compile.PycInvalidationMode.CHECKED_HASH)
    assert value_of(find("keypost.sample", sample.parent)) == 1


@pytest.mark.parametrize(("flags", "is_first"), [([], True), (["-O"], False), (["-X", "pycache_prefix=x"], False)])
def test_it_is_asked_first_where_bytecode_lies_as_usual(flags: list[str], is_first: bool) -> None:  # noqa: FBT001
    script = (
        "import sys; from keypost.cli.own_modules import OwnModules, find_straight_away; find_straight_away(); "
        "print(sys.meta_path[0] is OwnModules)"
    )
    command = [sys.executable, *flags, "-B", "-c", script]
    assert subprocess.run(command, check=True, capture_output=True, text=True).stdout.split() == [str(is_first)]


def compiled(text: str, folder: Path) -> bytes:
    """Return the bytecode of a text, without its head."""
    other = folder / "other.py"
    other.write_text(text)
    return Path(py_compile.compile(str(other))).read_bytes()[16:]  # type: ignore[arg-type]
