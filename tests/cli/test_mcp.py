"""`keypost mcp`: what it refuses before it serves."""

import sys
from pathlib import Path

import pytest

from keypost.cli import mcp
from keypost.cli.parser import Parser
from keypost.errors import UsageError


def run(*arguments: str) -> int:
    parser = Parser("mcp", summary=mcp.SUMMARY, language="en")
    mcp.add_arguments(parser)
    return mcp.run(parser.read(arguments))


@pytest.mark.parametrize("arguments", [("a", "b"), (".", "--account", "1"), (".", "--format", "json")])
def test_wrong_usage_is_refused(arguments: tuple[str, ...]) -> None:
    with pytest.raises(UsageError):
        run(*arguments)


def test_a_folder_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="can't be served: No such file or directory"):
        run(str(tmp_path / "none"))


def test_without_its_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "keypost.serve.mcp.server", raising=False)
    monkeypatch.setitem(sys.modules, "mcp", None)
    monkeypatch.setitem(sys.modules, "mcp.server", None)
    with pytest.raises(UsageError, match="needs the extra `mcp`: mcp") as refused:
        run(".")
    assert "keypost[mcp]" in refused.value.hint.en
