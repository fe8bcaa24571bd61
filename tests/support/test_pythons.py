"""The tests under other Pythons: which are tried, and that one which isn't here is said to be missing."""

import sys

import pytest

from support import pythons
from support.pythons import find_python, list_supported

RUNNING = f"{sys.version_info.major}.{sys.version_info.minor}"


def test_every_supported_version_is_tried_once() -> None:
    versions = list(list_supported())
    assert versions == sorted(set(versions), key=lambda version: int(version.partition(".")[2]))
    assert versions[0] == "3.11"
    assert versions[-1] == pythons.NEXT


def test_a_python_that_is_here_is_found() -> None:
    assert find_python(RUNNING)
    assert find_python("3.99") is None


def test_each_python_runs_the_tests(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    here = {"3.11": "/a/python", "3.12": "/b/python", "3.13": "/c/python"}
    ran: list[tuple[str, list[str]]] = []

    def run_tests(version: str, program: str, tests: list[str]) -> bool:
        assert program == here[version]
        ran.append((version, tests))
        return version != "3.13"

    monkeypatch.setattr(pythons, "find_python", here.get)
    monkeypatch.setattr(pythons, "run_tests", run_tests)
    assert pythons.main(["tests/library"]) == 1
    assert ran == [(version, ["tests/library"]) for version in here if version != RUNNING]
    printed = capsys.readouterr().out
    assert "== Python 3.14: not found\n" in printed or RUNNING == "3.14"
    assert printed.endswith("failed: 3.13\n") or RUNNING == "3.13"
