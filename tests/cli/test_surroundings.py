"""What commands share: language, output, colours, progress."""

import io
import os
import shutil
import stat
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import pytest

from keypost.cli import look
from keypost.cli.language import ask_language, find_language, locale_language
from keypost.cli.output import write_report
from keypost.cli.progress import Progress
from keypost.errors import UsageError


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "ja_JP.UTF-8"}, "ja"),
        ({"LANG": "ja"}, "ja"),
        ({"LANG": "ja.UTF-8"}, "ja"),
        ({"LANG": "jam_JM"}, "en"),
        ({"LC_ALL": "C", "LANG": "ja_JP.UTF-8"}, "en"),
        ({"LC_ALL": "", "LC_MESSAGES": "ja_JP", "LANG": "en_US"}, "ja"),
    ],
)
def test_the_locale_gives_the_language(environment: Mapping[str, str], language: str) -> None:
    assert locale_language(environment) == language


@pytest.mark.parametrize(
    ("arguments", "language"),
    [
        (["check", "--lang", "ja"], "ja"),
        (["--lang=ja", "check"], "ja"),
        (["check", "--lang"], None),
        (["check", "--", "--lang", "ja"], None),
        (["check", "--lang=en", "--lang", "ja"], "ja"),
    ],
)
def test_the_option_is_found_before_parsing(arguments: list[str], language: str | None) -> None:
    assert ask_language(arguments) == language


def test_a_wrong_language_is_left_to_the_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "ja_JP")
    assert find_language(["--lang=fr"]) == "ja"


def test_a_report_replaces_a_file_and_keeps_its_mode(tmp_path: Path) -> None:
    file = tmp_path / "report.json"
    write_report("old", file=str(file))
    file.chmod(0o640)
    write_report("新しい\udc80", file=str(file))
    assert file.read_text(encoding="utf-8") == "新しい\\udc80"
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert [path.name for path in tmp_path.iterdir()] == ["report.json"]


def test_a_new_file_has_the_usual_mode(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_report("x", file=str(tmp_path / "new"))
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o640


def test_a_link_is_written_through(tmp_path: Path) -> None:
    (tmp_path / "real").write_text("old", encoding="utf-8")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    write_report("new", file=str(tmp_path / "link"))
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_text(encoding="utf-8") == "new"


def test_a_device_is_written_to() -> None:
    write_report("x", file=os.devnull)
    assert not Path(os.devnull).is_file()


@pytest.mark.parametrize("name", ["missing/report.txt", "."])
def test_a_place_that_cant_be_written_is_told(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError) as refused:
        write_report("x", file=str(tmp_path / name))
    assert refused.value.origin.file == str(tmp_path / name)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("environment", "is_terminal", "coloured"),
    [
        ({}, False, False),
        ({}, True, True),
        ({"TERM": "dumb"}, True, False),
        ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, True, False),
        ({"FORCE_COLOR": "1"}, False, True),
        ({"FORCE_COLOR": "0"}, False, False),
        ({"CLICOLOR_FORCE": "1"}, False, True),
        ({"CLICOLOR_FORCE": "1", "NO_COLOR": "1"}, True, False),
        ({"CLICOLOR": "0", "TERM": "xterm"}, True, False),
        ({"CLICOLOR": "1", "TERM": "xterm"}, True, True),
        ({"FORCE_COLOR": "", "TERM": "xterm"}, True, True),
    ],
)
def test_colours(environment: Mapping[str, str], *, is_terminal: bool, coloured: bool) -> None:
    assert look.has_colours(environment, is_terminal=is_terminal) is coloured


class Terminal(io.StringIO):
    """A stream that somebody watches."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("columns", "width"), [(80, 80), (300, 120), (20, 36)])
def test_the_width_is_that_of_the_terminal_within_reason(
    monkeypatch: pytest.MonkeyPatch, columns: int, width: int
) -> None:
    monkeypatch.setattr(shutil, "get_terminal_size", lambda _fallback: os.terminal_size((columns, 24)))
    monkeypatch.setattr(sys, "stdout", Terminal())
    assert look.find_width(file=None) == width
    assert look.find_width(file="x") == 100


def run_slowly(monkeypatch: pytest.MonkeyPatch, stream: io.StringIO, *, mode: str, seconds: float) -> str:
    """Report three steps of a run that has lasted so long, and return what was shown."""
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys, "stderr", stream)
    began = time.monotonic()
    with Progress(mode=mode, language="en") as shown:
        monkeypatch.setattr(time, "monotonic", lambda: began + seconds)
        for done in range(3):
            shown(done, 3, f"file{done}\x1b[31m.yaml")
        monkeypatch.undo()
    return stream.getvalue()


def test_a_long_run_on_a_terminal_shows_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    said = run_slowly(monkeypatch, Terminal(), mode="auto", seconds=0.6)
    assert "reading" in said
    assert "\x1b[31m.yaml" not in said


@pytest.mark.parametrize(
    ("stream", "mode", "seconds"),
    [(Terminal(), "never", 9.0), (io.StringIO(), "auto", 9.0), (Terminal(), "auto", 0.1)],
    ids=["never", "pipe", "short"],
)
def test_progress_is_quiet_otherwise(
    monkeypatch: pytest.MonkeyPatch, stream: io.StringIO, mode: str, seconds: float
) -> None:
    assert run_slowly(monkeypatch, stream, mode=mode, seconds=seconds) == ""
