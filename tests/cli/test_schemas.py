"""`keypost schemas`, and that whatever Keypost writes as JSON has one."""

import json
from collections.abc import Callable
from importlib import import_module
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest

from keypost.cli.commands import COMMANDS
from keypost.cli.main import main
from keypost.cli.parser import Parser
from keypost.reports.published import list_schemas, read_schema

Run = Callable[..., int]
# What has a schema, but no command with `--format json` of its own.
OTHERS = {"baseline.v1", "config.v1", "local.v1", "snapshot.v1", "snapshot-line.v1"}


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    def run(*arguments: str) -> int:
        monkeypatch.setattr("sys.argv", ["keypost", *arguments, "--lang", "en"])
        return main()

    return run


def list_json_commands() -> list[str]:
    names = []
    for name, command in COMMANDS.items():
        module, parser = import_module(command.module), Parser(name, summary=command.summary, language="en")
        module.add_arguments(parser)
        form = parser.options.get("--format")
        if form is not None and "json" in form.choices:
            names.append(name)
    return names


def test_every_command_that_writes_json_has_a_schema() -> None:
    assert {f"{name}.v1" for name in list_json_commands()} | OTHERS == set(list_schemas())


@pytest.mark.parametrize("name", list_schemas())
def test_a_schema_is_one_and_says_its_name(name: str) -> None:
    schema = json.loads(read_schema(name))
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["title"] == f"keypost.{name}"
    assert schema["$id"] == f"urn:keypost:{name}"


def test_one_is_printed_as_it_is_published(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("schemas") == 0
    assert capsys.readouterr().out.split() == list(list_schemas())
    for name in ("check.v1", "keypost.check.v1"):
        assert run("schemas", name) == 0
        assert capsys.readouterr().out == read_schema("check.v1")


def test_one_that_isnt_there(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("schemas", "chekc.v1") == 2
    said = capsys.readouterr().err
    assert "there is no schema `chekc.v1`" in said
    assert "check.v1, compare.v1" in said


CALLS = {
    "rules.v1": [["rules"], ["rules", "deny-hits-service"], ["rules", "not-a-key-problem"]],
    "paths.v1": [["paths", "sns-to-sqs"]],
    "simulate.v1": [["simulate", "docs/simulate.json"], ["simulate", "docs/simulate.json", "--no-trace"]],
    "check.v1": [
        ["check", "examples/9-open-questions"],
        ["check", "examples/6-encrypt-all-topics", "--if-encrypted", "customer"],
    ],
    "fix.v1": [["fix", "examples/3-backup-vault-deny/broken.yaml"]],
    "lint.v1": [["lint", "docs/policies/key-policy.json", "--kind", "key"]],
    "diff.v1": [["diff", "examples/4-queue-fan-out/broken.yaml", "examples/4-queue-fan-out/repaired.yaml"]],
    "who-can.v1": [["who-can", "VaultKey", "kms:Decrypt", "--in", "examples/3-backup-vault-deny/broken.yaml"]],
    "explain.v1": [["explain", "alarm does not have authorization to access the SNS topic encryption key"]],
}


@pytest.mark.parametrize(("name", "call"), [(name, call) for name, calls in CALLS.items() for call in calls])
def test_what_is_written_fits_its_schema(
    name: str, call: list[str], run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    run(*call, "--format", "json")
    answer: Any = json.loads(capsys.readouterr().out)
    assert answer.get("schema", "keypost.simulate.v1") == f"keypost.{name}"
    jsonschema.validate(answer, json.loads(read_schema(name)), cls=jsonschema.Draft202012Validator)


LINES = (
    '{"x": 1}',
    '{"name": "\u202e##[error]", "request": {"principal": "anonymous", "action": "kms:Decrypt", "resource": "*"}, '
    '"policies": {"resource": null}}',
)


def test_a_batch_answers_a_schema_a_line(
    run: Run, capfd: pytest.CaptureFixture[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    file = tmp_path_factory.mktemp("batch") / "cases.jsonl"
    file.write_text("\n".join(LINES) + "\n", encoding="utf-8")
    assert run("simulate", "--batch", str(file)) == 2
    told = capfd.readouterr().out
    assert "\u202e" not in told
    assert "##[" not in told
    schema = json.loads(read_schema("simulate.v1"))
    answers = [json.loads(line) for line in told.splitlines()]
    assert [next(iter(one)) for one in answers] == ["error", "name"]
    assert answers[1]["name"] == "\u202e##[error]"
    for answer in answers:
        jsonschema.validate(answer, schema, cls=jsonschema.Draft202012Validator)
