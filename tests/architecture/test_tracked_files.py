"""What is committed is finished, and knows nothing of the machine that it was written on."""

import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.architecture.source import ROOT

GENERATED = {"uv.lock"}
THIS_FILE = Path(__file__).resolve().relative_to(ROOT).as_posix()

MACHINE_PATH = re.compile(r"(?<![\w.*-])/(work|root)/")
REGISTRY_HOST = re.compile(r"\b(pypi\.org|pythonhosted\.org|npmjs\.(org|com)|deb\.debian\.org)\b")
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b|\bNotImplementedError\b|pragma: no (cover|branch)")


@cache
def read_tracked_files() -> dict[str, str]:
    """Return every text file that git tracks, by name."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True)  # noqa: S607
    files = {}
    for name in filter(None, listed.stdout.split("\0")):
        content = (ROOT / name).read_bytes() if (ROOT / name).is_file() else b""
        if b"\0" not in content and name not in GENERATED | {THIS_FILE}:
            files[name] = content.decode("utf-8")
    assert files, "git tracks nothing"
    return files


def find(pattern: re.Pattern[str], *, suffixes: tuple[str, ...] = ("",)) -> Iterator[str]:
    """Yield `file:line` for every line of a tracked file with such a suffix that the pattern fits."""
    for name, text in read_tracked_files().items():
        if name.endswith(suffixes):
            yield from (f"{name}:{number}" for number, line in enumerate(text.splitlines(), 1) if pattern.search(line))


def test_no_path_of_a_machine_stands_in_the_repository() -> None:
    assert list(find(MACHINE_PATH)) == []


def test_no_host_of_a_package_registry_stands_in_the_repository() -> None:
    assert list(find(REGISTRY_HOST)) == []


def test_no_code_is_unfinished_or_kept_from_being_measured() -> None:
    assert list(find(UNFINISHED, suffixes=(".py", ".sh", ".ts", ".toml", ".yaml", ".yml"))) == []


@pytest.mark.parametrize(
    ("pattern", "line"),
    [
        (MACHINE_PATH, "cd /work/main"),
        (MACHINE_PATH, 'HOME = "/root/keypost"'),
        (REGISTRY_HOST, "https://files.pythonhosted.org/packages/"),
        (UNFINISHED, "# TODO: the rest"),
        (UNFINISHED, "raise NotImplementedError"),
    ],
)
def test_such_lines_are_noticed(pattern: re.Pattern[str], line: str) -> None:
    assert pattern.search(line)
