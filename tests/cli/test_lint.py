"""`keypost lint`: its options, its exit codes, where the report goes."""

import json
from pathlib import Path

import pytest

from keypost.cli import lint
from keypost.cli.parser import Parser
from keypost.errors import UnreadableInputError, UsageError

VALID = {"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "kms:*", "Resource": "*"}
WARNING = {**VALID, "Action": "kms:Decyrpt"}
INVALID = {**VALID, "Effect": "allow"}
TOPIC = "arn:aws:sns:us-east-1:111122223333:alerts"


def run(*arguments: str, language: str = "en") -> int:
    parser = Parser("lint", summary=lint.SUMMARY, language=language)
    lint.add_arguments(parser)
    return lint.run(parser.read(arguments))


def write(folder: Path, *statements: object) -> str:
    file = folder / "policy.json"
    file.write_text(json.dumps({"Version": "2012-10-17", "Statement": statements}, indent=2), encoding="utf-8")
    return str(file)


@pytest.mark.parametrize(
    ("statement", "threshold", "code"),
    [
        (VALID, "invalid", 0),
        (VALID, "warning", 0),
        (WARNING, "invalid", 0),
        (WARNING, "warning", 1),
        (INVALID, "invalid", 1),
        (INVALID, "warning", 1),
        (INVALID, "never", 0),
    ],
)
def test_the_exit_code_says_what_the_threshold_asks(
    tmp_path: Path, statement: object, threshold: str, code: int
) -> None:
    assert run(write(tmp_path, VALID, statement), "--kind", "key", "--fail-on", threshold) == code


@pytest.mark.parametrize(("language", "said"), [("en", "AWS takes this policy"), ("ja", "受け付けます")])
def test_the_text_report_begins_with_the_answer(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], language: str, said: str
) -> None:
    assert run(write(tmp_path, VALID), "--kind", "key", language=language) == 0
    assert said in "".join(capsys.readouterr().out.splitlines()[:5])


def test_json_goes_to_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report = tmp_path / "report.json"
    arguments = (write(tmp_path, VALID, WARNING), "--kind", "key", "--format", "json", "--output", str(report))
    assert run(*arguments) == 0
    assert capsys.readouterr().out == ""
    assert json.loads(report.read_text(encoding="utf-8"))["validity"] == "warning"


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        ((), "--kind key"),
        (("policy.json",), "kinds: key, topic"),
        (("policy.json", "--kind", "key", "--resource", TOPIC), "arn:aws:kms:"),
        (("policy.json", "--kind", "key", "--resource", "arn:aws:kms:us-east-1:111122223333:alias/a"), "arn:aws:kms:"),
        (("policy.json", "--kind", "bucket", "--resource", "reports"), "arn:aws:s3:::"),
    ],
)
def test_wrong_usage_is_refused_with_an_example(arguments: tuple[str, ...], hint: str) -> None:
    with pytest.raises(UsageError) as refused:
        run(*arguments)
    assert hint in refused.value.hint.en


def test_broken_json_is_no_report(tmp_path: Path) -> None:
    file = tmp_path / "policy.json"
    file.write_text('{"Version": "2012-10-17",\n "Statement": [}', encoding="utf-8")
    with pytest.raises(UnreadableInputError) as refused:
        run(str(file), "--kind", "key")
    assert refused.value.origin.line == 2


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ("sarif", '"ruleId": "principal-invalid"'),
        ("github", "::error file=docs/policies/key-policy.json,line=14,title=Invalid principal (principal-invalid)::"),
        ("gitlab", '"check_name": "principal-invalid", "fingerprint": '),
        ("markdown", "### Keypost: AWS refuses this policy.\n\n#### Invalid principal\n"),
    ],
)
def test_a_pipeline_shows_it_at_its_line(form: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("docs/policies/key-policy.json", "--kind", "key", "--format", form) == 1
    told = capsys.readouterr().out
    assert said in told
    assert '"descriptor"' not in told  # no delivery was looked for, so none is missed
