"""`keypost simulate --batch`: lines that come in pieces, and answers that don't wait for more."""

import io
import json
import subprocess
import sys
from typing import Any

import pytest

from keypost.cli import batch
from keypost.readers import simulation

ROLE = "arn:aws:iam::111122223333:role/app"
ALLOW = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}


def build(name: str | None = None, *, action: str = "s3:GetObject", **parts: Any) -> bytes:
    request = {"principal": ROLE, "action": action, "resource": "arn:aws:s3:::b/k", "resourceAccount": "111122223333"}
    case = {"request": request, "policies": {"identity": [ALLOW]}, **parts}
    return json.dumps(case if name is None else {"name": name, **case}).encode() + b"\n"


class Pieces(io.BytesIO):
    """A stream that gives a few bytes at a time."""

    def read1(self, _size: int | None = -1, /) -> bytes:
        return super().read1(7)


def run(content: bytes, capsys: pytest.CaptureFixture[str], **options: Any) -> tuple[int, list[Any]]:
    code = batch.run_batch(Pieces(content), with_trace=False, **options)  # type: ignore[arg-type]
    return code, [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_lines_that_come_in_pieces(capsys: pytest.CaptureFixture[str]) -> None:
    code, answers = run(build("ä") + build(action="sns:Publish") + build("c").rstrip(b"\n"), capsys)
    assert code == 0
    assert [(one.get("name"), one["decision"]) for one in answers] == [
        ("ä", "allow"),
        (None, "implicit_deny"),
        ("c", "allow"),
    ]


def test_a_line_that_is_too_long_costs_only_itself(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch, "LARGEST_CASE", 1000)
    code, answers = run(build("a") + b"[" * 2000 + b"\n" + build("b") + b"x" * 1001, capsys)
    assert code == 2
    assert [one.get("name") for one in answers] == ["a", None, "b", None]
    assert "larger" in answers[1]["error"]


def test_empty_lines_are_errors_but_not_at_the_end(capsys: pytest.CaptureFixture[str]) -> None:
    code, answers = run(b"\n" + build("a") + b" \n\n" + build("b") + b"\n\r\n", capsys)
    assert code == 2
    assert [one.get("name") for one in answers] == [None, "a", None, None, "b"]


def test_many_policies_are_told_apart(capsys: pytest.CaptureFixture[str]) -> None:
    policies = [{"identity": [{**ALLOW, "Id": str(number)}]} for number in range(40)]
    lines = [build(policies=one) + build(action="sns:X", policies=one) for one in policies] * 2
    _, answers = run(b"".join(lines), capsys)
    assert [one["decision"] for one in answers] == ["allow", "implicit_deny"] * 80


def test_the_same_policies_with_another_key_are_decided_anew(capsys: pytest.CaptureFixture[str]) -> None:
    statement = {"Effect": "Allow", "Principal": {"AWS": ROLE}, "Action": "kms:*", "Resource": "*"}
    request = {"principal": ROLE, "action": "kms:Decrypt", "resource": "arn:aws:kms:us-east-1:111122223333:key/1"}
    given: dict[str, Any] = {
        "request": request,
        "policies": {"resource": {"Version": "2012-10-17", "Statement": [statement]}},
    }
    _, answers = run(build(**given) + build(**given, key={"state": "Disabled"}) + build(**given), capsys)
    assert [one["reason"] for one in answers] == ["statement-allows", "key-disabled", "statement-allows"]


def test_nesting_without_end_is_an_answer(capsys: pytest.CaptureFixture[str]) -> None:
    code, answers = run(b"[" * 100_000 + b"\n" + build("b"), capsys)
    assert (code, answers[1]["name"]) == (2, "b")
    assert answers[0]["error"].strip() == simulation.refuse_deep().message.en


def test_whoever_waits_for_an_answer_gets_it() -> None:
    command = [sys.executable, "-m", "keypost.cli.main", "simulate", "--batch", "--no-trace"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as program:
        assert program.stdin is not None
        assert program.stdout is not None
        for name in ("a", "b"):
            program.stdin.write(build(name))
            program.stdin.flush()
            assert json.loads(program.stdout.readline())["name"] == name
        program.stdin.close()
