"""What the config file says counts for the commands, and the command line beats it."""

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from keypost.cli.commands import COMMANDS
from keypost.cli.main import main
from keypost.cli.parser import Parser

EXAMPLES = Path(__file__).parents[2] / "examples"
Run = Callable[..., int]


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a folder with two templates below it, and go there."""
    (tmp_path / "infra").mkdir()
    (tmp_path / "fixtures").mkdir()
    shutil.copy(EXAMPLES / "3-backup-vault-deny" / "broken.yaml", tmp_path / "infra" / "vault.yaml")
    shutil.copy(EXAMPLES / "9-open-questions" / "parameter.yaml", tmp_path / "fixtures" / "topic.yaml")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    return tmp_path


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    def run(*arguments: str) -> int:
        monkeypatch.setattr("sys.argv", ["keypost", *arguments])
        return main()

    return run


def configure(folder: Path, text: str) -> None:
    (folder / "keypost.toml").write_text(text, encoding="utf-8")


def read_json(capsys: pytest.CaptureFixture[str]) -> Any:
    return json.loads(capsys.readouterr().out)


def test_paths_are_read_where_none_is_named(work: Path, run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    configure(work, 'paths = ["."]\nexclude = ["fixtures"]\naccount = "111122223333"\nlang = "ja"\n')
    for folder in (work, work / "infra"):
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(folder)
            assert run("check", "--format", "json") == 1
        report = read_json(capsys)
        assert report["summary"]["deliveries"] == 1
        assert ":111122223333:" in report["deliveries"][0]["target"]["arn"]
    assert run("fix", "--format", "diff") == 1
    assert "+++" in capsys.readouterr().out
    assert run("who-can", "VaultKey", "kms:Decrypt", "--format", "json") == 0
    capsys.readouterr()
    assert run("check", "fixtures/topic.yaml") == 0
    assert "DEPENDS" in capsys.readouterr().out


def test_the_command_line_beats_the_file(work: Path, run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    configure(work, 'lang = "ja"\naccount = "111122223333"\nfail-on = "never"\npaths = ["fixtures"]\n')
    assert run("check", "infra") == 0
    assert "カスタマーマネージドキー" in capsys.readouterr().out
    assert run("--lang", "en", "check", "infra", "--fail-on", "fails", "--account", "444455556666") == 1
    out = capsys.readouterr().out
    assert "denied" in out
    assert run("check", "infra", "--format", "json", "--account", "444455556666") == 0
    assert ":444455556666:" in capsys.readouterr().out


def test_parameters_settle_what_is_open(work: Path, run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    name = "TopicKeyArn"
    configure(work, f'[parameters]\n{name} = "alias/aws/sns"\nOther = "x"\n')
    assert run("check", "fixtures", "--format", "json") == 1
    report = read_json(capsys)
    assert (report["summary"]["fails"], report["gaps"]) == (1, [])
    given = f"{name}=arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
    assert run("check", "fixtures", "--parameter", given) == 0
    capsys.readouterr()
    configure(work, 'paths = ["infra"]\n[parameters]\nOther = "x"\n')
    run("check", "--format", "json")
    assert [gap["what"] for gap in read_json(capsys)["gaps"]] == ["--parameter Other"]


def test_the_baseline_of_the_file_counts(work: Path, run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    configure(work, 'paths = ["infra"]\nbaseline = "known.json"\n')
    assert run("check") == 2
    assert "known.json" in capsys.readouterr().err
    assert run("check", "--write-baseline") == 0
    assert run("check") == 0
    assert (work / "known.json").is_file()


def test_suppressions_say_why_and_those_that_cover_nothing_are_told(
    work: Path, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    entry = '[[ignore]]\nrule = "{rule}"\nreason = "{reason}"\n'
    known = entry.format(rule="deny-hits-service", reason="known <b>") + 'file = "infra/*"\nuntil = 2099-12-31\n'
    configure(work, 'paths = ["infra"]\n' + known + entry.format(rule="key-disabled", reason="old"))
    assert run("check", "--format", "json") == 0
    told = capsys.readouterr()
    assert told.err.startswith("keypost: keypost.toml:7: this suppression of key-disabled covers nothing; drop it")
    assert told.err.count("\n") == 1
    finding = json.loads(told.out)["findings"][0]
    assert finding["suppression"] == {
        "reason": "known <b>",
        "until": "2099-12-31",
        "location": {"file": "keypost.toml", "line": 2},
    }
    assert run("check", "infra") == 0
    assert capsys.readouterr().err == ""


def test_a_suppression_names_files_from_the_folder_of_the_file(
    work: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    configure(work, '[[ignore]]\nrule = "*"\nreason = "x"\nfile = "infra/vault.yaml"\n')
    monkeypatch.chdir(work / "infra")
    assert run("check", "vault.yaml") == 0
    assert run("check", str(work / "infra" / "vault.yaml")) == 0
    assert run("check", "--config", "/dev/null", "vault.yaml") == 1


def test_a_slip_stops_every_command_that_reads_it(work: Path, run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    configure(work, 'lang = "ja"\nacount = "x"\n')
    readers = [name for name, command in COMMANDS.items() if _takes_settings(name, command.module)]
    assert {"check", "fix", "diff", "vet", "explain", "who-can", "serve", "rules", "paths", "lint"} <= set(readers)
    for name in readers:
        assert run(name) == 2
        said = capsys.readouterr()
        assert said.err.startswith("keypost: keypost.toml:2: there is no setting `acount`\n  did you mean"), name
        assert said.out == ""


def _takes_settings(name: str, module: str) -> bool:
    from importlib import import_module

    command = import_module(module)
    parser = Parser(name, summary=command.SUMMARY, language="en")
    command.add_arguments(parser)
    return parser.takes_settings


def test_messages_speak_the_language_of_the_file(work: Path, run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    configure(work, 'lang = "ja"\n')
    assert run("rules", "no-such-rule") == 2
    assert "ルールはありません" in capsys.readouterr().err
    assert run("rules", "key-disabled") == 0
    assert "キー" in capsys.readouterr().out


def test_names_in_the_file_do_nothing_to_a_terminal(work: Path, run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    configure(work, '"\u202e\\u001b[31m::error" = 1\n')
    assert run("check", "infra") == 2
    said = capsys.readouterr().err
    assert "\u202e" not in said
    assert "\x1b" not in said


def test_a_revision_is_read_as_the_folder_is(work: Path, run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    configure(work, 'exclude = ["fixtures"]\n[[ignore]]\nrule = "*"\nreason = "x"\nfile = "infra/*"\n')
    author = ("-c", "user.name=a", "-c", "user.email=a@example.com")
    for command in (("init", "-q"), ("add", "."), (*author, "commit", "-q", "-m", "a")):
        subprocess.run(["git", *command], check=True, cwd=work, capture_output=True)  # noqa: S607
    assert run("diff", "git:HEAD:.", ".", "--format", "json") == 0
    told = read_json(capsys)
    assert told["turned"] == []
    assert "fixtures" not in json.dumps(told)
