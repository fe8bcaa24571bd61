"""`keypost completion`: the scripts in the shells that they are for, where these are installed."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from keypost.cli import completion
from keypost.cli.commands import COMMANDS
from keypost.cli.parser import Parser
from keypost.errors import UsageError

ASKS = {
    "bash": """source {script}; COMP_WORDS=({words}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1))
_keypost; printf '%s\\n' "${{COMPREPLY[@]}}" """,
    "zsh": """compdef() {{ :; }}; _files() {{ :; }}; compadd() {{ print -l -- ${{(M)known:#${{word}}*}}; }}
source {script}; ask() {{ local -a words=({words}); local CURRENT=$#words; _keypost }}; ask""",
    "fish": "source {script}; complete -C '{line}'",
}
FLAGS = {"bash": ["--norc"], "zsh": ["-f"], "fish": ["--no-config"]}


def render(shell: str, capsys: pytest.CaptureFixture[str]) -> str:
    parser = Parser("completion", summary=completion.SUMMARY, language="en")
    completion.add_arguments(parser)
    assert completion.run(parser.read([shell])) == 0
    return capsys.readouterr().out


@pytest.fixture(params=sorted(ASKS))
def shell(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    if shutil.which(name) is None:
        pytest.skip(f"{name} isn't installed")
    return name


def test_commands_options_and_values_are_completed(
    shell: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    script = tmp_path / "script"
    script.write_text(render(shell, capsys), encoding="utf-8")

    def ask(*words: str) -> set[str]:
        given = " ".join(f'"{word}"' for word in ("keypost", *words))
        asked = ASKS[shell].format(script=script, words=given, line=" ".join(("keypost", *words)))
        command = [shutil.which(shell) or shell, *FLAGS[shell], "-c", asked]
        done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=60, cwd=tmp_path)
        assert done.stderr == ""
        return {line.split("\t")[0] for line in done.stdout.splitlines() if line}

    assert set(COMMANDS) <= ask("")
    assert ask("ch") == {"check"}
    assert ask("check", "--fa") == {"--fail-on"}
    assert ask("check", "--fail-on", "") == {"fails", "depends", "never"}
    assert ask("fix", "--fail-o") == set()
    assert "--region" not in ask("check", "")
    assert ask("paths", "cloudwatch-alarm-to-sns") >= {"cloudwatch-alarm-to-sns"}


@pytest.mark.parametrize("arguments", [[], ["tcsh"]])
def test_other_shells_are_refused(arguments: list[str]) -> None:
    parser = Parser("completion", summary=completion.SUMMARY, language="en")
    completion.add_arguments(parser)
    with pytest.raises(UsageError):
        completion.run(parser.read(arguments))


def test_the_program_prints_it() -> None:
    program = str(Path(sys.executable).with_name("keypost"))
    done = subprocess.run([program, "completion", "bash"], check=True, capture_output=True, text=True, timeout=60)
    assert done.stdout.endswith("complete -o default -F _keypost keypost\n")
