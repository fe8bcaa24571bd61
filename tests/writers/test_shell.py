"""Scripts: a shell reads each word as it was meant, whatever stands in it, and stops where a key has no id."""

import subprocess
from pathlib import Path

import pytest

from keypost.unknown import Shape, build_unknown
from keypost.writers.shell import Command, Document, Script

HOSTILE = "a b'c\"d$(touch x)`touch y`$HOME;&|\\ *\n鍵"
KEY = build_unknown("AlertsKey", shape=Shape.IDENTITY)
ECHO = 'aws() { printf "%s\\0" "$@" > words; }\n'


def run(script: str, folder: Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(["/bin/sh", "-c", script], cwd=folder, check=False, capture_output=True, text=True)


def words(folder: Path) -> list[str]:
    return (folder / "words").read_text(encoding="utf-8").split("\0")[:-1]


def test_a_shell_reads_what_was_meant(tmp_path: Path) -> None:
    asked = ("sns", "--name", HOSTILE, "--empty", "")
    assert run(ECHO + Script((Command(asked),), {}).render(), tmp_path).returncode == 0
    assert words(tmp_path) == list(asked)
    assert [path.name for path in tmp_path.iterdir()] == ["words"]


def test_a_document_is_written_by_the_script_itself_or_stands_in_the_folder(tmp_path: Path) -> None:
    script = Script((Command(("sns", Document("policy.json", HOSTILE + "\n"))),), {})
    assert run(ECHO + script.render(), tmp_path).returncode == 0
    assert words(tmp_path) == ["sns", "file://policy.json"]
    assert (tmp_path / "policy.json").read_text(encoding="utf-8") == HOSTILE + "\n"
    assert run(ECHO + script.render(folder="a folder/it's"), tmp_path).returncode == 0
    assert words(tmp_path) == ["sns", "file://a folder/it's/policy.json"]
    assert script.documents == {"policy.json": HOSTILE + "\n"}


def test_a_new_keys_id_is_remembered_and_filled_in(tmp_path: Path) -> None:
    document = Document("role.json", f'{{"Resource": "{KEY}", "Name": "$KEY_ID"}}\n')
    script = Script((Command(("sqs", f"arn:{KEY}/'x", document)),), {KEY: "KEY_ID"})
    assert run("KEY_ID=12-ab\n" + ECHO + script.render(), tmp_path).returncode == 0
    assert words(tmp_path) == ["sqs", "arn:12-ab/'x", '{"Resource": "12-ab", "Name": "$KEY_ID"}']


@pytest.mark.parametrize("text", [f"x{KEY}", Document("role.json", f"{KEY}\n")])
def test_without_the_id_nothing_is_called(text: str | Document, tmp_path: Path) -> None:
    script = Script((Command(("sqs", text)),), {KEY: "KEY_ID"})
    assert run("KEY_ID=\n" + ECHO + script.render(), tmp_path).returncode != 0
    assert not (tmp_path / "words").exists()


def test_what_a_command_answers_is_remembered(tmp_path: Path) -> None:
    script = Script((Command(("kms", "create-key"), "KEY_ID"), Command(("kms", KEY))), {KEY: "KEY_ID"})
    assert run('aws() { echo "<$2>"; }\n' + script.render(), tmp_path).stdout == "<<create-key>>\n"
