"""`keypost simulate` as a program: answers, errors in place, hostile input."""

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from keypost.cli import simulate as command
from keypost.cli.parser import Parser

KEY = "arn:aws:kms:us-east-1:111122223333:key/1"
CASE = {
    "name": "one",
    "request": {"principal": "cloudwatch.amazonaws.com", "action": "kms:Decrypt", "resource": KEY},
    "policies": {
        "resource": {
            "Version": "2012-10-17",
            "Statement": [{"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "*", "Resource": "*"}],
        }
    },
}


def simulate(*arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    program = [sys.executable, "-m", "keypost.cli.main", "simulate", *arguments]
    return subprocess.run(program, input=given, capture_output=True, check=False, timeout=60)


def build(**changes: object) -> bytes:
    return json.dumps(CASE | changes).encode()


def batch(*lines: bytes) -> tuple[int, list[Any]]:
    done = simulate("--batch", given=b"\n".join(lines))
    assert b"Traceback" not in done.stderr
    return done.returncode, [json.loads(line) for line in done.stdout.splitlines()]


def test_one_case_is_answered_with_its_trace() -> None:
    done = simulate(given=build())
    answer = json.loads(done.stdout)
    assert done.returncode == 0
    assert (answer["name"], answer["decision"], answer["decidedBy"]) == ("one", "implicit_deny", "resource")
    assert answer["trace"][0]["reason"] == "account-principal-excludes-services"


def test_the_trace_can_be_left_out(tmp_path: Path) -> None:
    file = tmp_path / "case.json"
    file.write_bytes(build())
    assert "trace" not in json.loads(simulate(str(file), "--no-trace").stdout)


def test_answers_come_in_the_order_of_the_lines() -> None:
    code, answers = batch(build(name="a"), b"{", build(name="b"))
    assert code == 2
    assert [answer.get("name") for answer in answers] == ["a", None, "b"]
    assert "error" in answers[1]


def test_an_empty_line_between_cases_has_its_answer() -> None:
    code, answers = batch(build(), b"", build(), b"", b"")
    assert (code, len(answers), list(answers[1])) == (2, 3, ["error"])


@pytest.mark.parametrize(
    "line",
    [
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b"\xff\xfe",
        b"null",
        b"[]",
        b'{"request": NaN}',
        b'{"request": {}, "request": {}}',
        b'{"request": 1}',
        b"{}",
        build(request={"principal": "nobody", "action": "a:b", "resource": "*"}),
        build(request={**CASE["request"], "context": {"a": None}}),  # type: ignore[dict-item]
        build(request={**CASE["request"], "context": {"a": {}}}),  # type: ignore[dict-item]
        build(request={**CASE["request"], "action": 1}),  # type: ignore[dict-item]
        build(request={**CASE["request"], "unknown": "a"}),  # type: ignore[dict-item]
        build(request={**CASE["request"], "prinzipal": "a"}),  # type: ignore[dict-item]
        build(policies={"resource": "no policy"}),
        build(policies={"resource": []}),
        build(policies={"resource": {"Version": "2012-10-17"}}),
        build(policies={"resource": {"Statement": [1]}}),
        build(policies={"serviceControl": [{}]}),
        build(policies={"grants": {}}),
        build(policies={"grants": [{"Operations": ["Decrypt"]}]}),
        build(policies={"grants": [{"GranteePrincipal": "a", "Operations": 1}]}),
        build(policies={"grants": [{"GranteePrincipal": "a", "Constraints": {"Other": {}}}]}),
        build(policies={"identities": []}),
        build(key={"state": "Broken"}),
        build(key={"manager": 1}),
        build(name=1),
        build(other=1),
        b'{"request": ' + b"9" * 10_000 + b"}",
    ],
)
def test_what_cannot_be_read_is_answered_with_an_error(line: bytes) -> None:
    code, answers = batch(line, build())
    assert code == 2
    assert list(answers[0]) == ["error"]
    assert answers[1]["decision"] == "implicit_deny"


def test_a_single_case_that_cannot_be_read_stops_the_run() -> None:
    done = simulate(given=b"{")
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"JSON" in done.stderr


def test_a_file_that_is_missing() -> None:
    assert simulate("/does/not/exist.json").returncode == 2


def test_input_cannot_forge_an_unknown_part() -> None:
    forged = {**CASE["request"], "context": {"aws:SourceAccount": "\ue200\ue210\ue041\ue201"}}  # type: ignore[dict-item]
    _, answers = batch(build(request=forged, name="日本"))
    assert (answers[0]["decision"], answers[0]["name"]) == ("implicit_deny", "日本")


def test_undecided_names_what_would_settle_it() -> None:
    _, answers = batch(build(policies={}))
    assert answers[0]["decision"] == "undecided"
    assert answers[0]["needs"] == [{"kind": "policy", "fact": "key policy"}]


def test_scalars_of_the_context_are_texts() -> None:
    condition = {"Bool": {"a:b": "true"}, "NumericEquals": {"a:c": "1.5"}, "StringEquals": {"a:d": "x"}}
    statement = {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*", "Condition": condition}
    request = {**CASE["request"], "context": {"a:b": True, "a:c": 1.5, "a:d": ["x"]}}  # type: ignore[dict-item]
    _, answers = batch(build(request=request, policies={"resource": {"Version": "2012-10-17", "Statement": statement}}))
    assert answers[0]["decision"] == "allow"
    assert answers[0]["openPoints"] == ["star-admits-a-service-to-a-key"]


def test_repeated_policies_are_decided_alike() -> None:
    other = build(key={"manager": "AWS_OWNED"})
    _, answers = batch(build(), build(), other, build())
    assert [answer["decision"] for answer in answers] == ["implicit_deny", "implicit_deny", "allow", "implicit_deny"]


def test_what_is_wrong_with_a_case_is_said_in_japanese_too() -> None:
    program = [sys.executable, "-m", "keypost.cli.main", "simulate", "--lang", "ja"]
    done = subprocess.run(program, check=False, capture_output=True, input=b'{"request": 5}')
    assert done.returncode == 2
    assert "`request` がオブジェクトではありません" in done.stderr.decode("utf-8")


def test_a_pipe_gets_json_unless_it_asks_for_text() -> None:
    assert json.loads(simulate(given=build()).stdout) == json.loads(simulate("--format", "json", given=build()).stdout)
    text = simulate("--format", "text", "--lang", "en", given=build()).stdout.decode()
    assert text.splitlines()[0] == "DENIED  one"
    assert "\x1b" not in text
    assert simulate("--format", "text", "--lang", "ja", given=build()).stdout.decode().startswith("拒否")


def test_text_without_a_trace_is_the_answer_alone() -> None:
    text = simulate("--format", "text", "--lang", "en", "--no-trace", given=build()).stdout.decode()
    assert [line.split()[0] for line in text.splitlines()[:5]] == ["DENIED", "caller", "action", "resource", "why"]
    assert "It would be allowed" not in text


def test_a_batch_is_never_text() -> None:
    done = simulate("--batch", "--format", "text", given=build())
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"JSON Lines" in done.stderr


def test_one_case_with_a_trace_says_what_lies_near() -> None:
    answer = json.loads(simulate(given=build()).stdout)
    (way,) = answer["nearest"]["ways"]
    assert (way["changes"][0]["change"], way["decision"]) == ("add-statement", "allow")
    assert way["changes"][0]["added"]["Principal"] == {"Service": "cloudwatch.amazonaws.com"}
    assert "nearest" not in json.loads(simulate("--no-trace", given=build()).stdout)


def test_a_batch_leaves_out_what_lies_near() -> None:
    _, (answer,) = batch(build())
    assert "nearest" not in answer
    assert "trace" in answer


@pytest.mark.parametrize("options", [(), ("--format", "text")])
def test_a_case_that_is_nested_too_deeply_stops_the_run(options: tuple[str, ...]) -> None:
    done = simulate(*options, given=b"[" * 100_000)
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"Traceback" not in done.stderr


def test_a_terminal_gets_text(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "case.json"
    file.write_bytes(build())
    screen = Screen()
    monkeypatch.setattr(sys, "stdout", screen)
    monkeypatch.setenv("NO_COLOR", "1")
    parser = Parser("simulate", summary=command.SUMMARY, language="en")
    command.add_arguments(parser)
    assert command.run(parser.read([str(file)])) == 0
    assert screen.getvalue().startswith("DENIED  one\n")


class Screen(io.StringIO):
    """A terminal that can be read."""

    def isatty(self) -> bool:
        return True


def refuse(content: bytes, tmp_path: Path, *options: str) -> str:
    """Return what is said of a file that can't be read, with `FILE` for its name."""
    file = tmp_path / "case.json"
    file.write_bytes(content)
    done = simulate(str(file), *options)
    assert (done.returncode, done.stdout) == (2, b"")
    return done.stderr.decode("utf-8").replace(str(file), "FILE")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'{"request": {\n "principal": 5}}', "keypost: FILE:2: `request.principal` is not a text"),
        (b'{\n\n"request": {}}', "keypost: FILE:3: `request.principal` is missing"),
        (b'{"name": "x",\n', "keypost: FILE:2 can't be read: it isn't valid JSON"),
        (b"\xff", "keypost: FILE: this is not UTF-8"),
        (b'{"a":1}\n{"a":2}\n', "keypost: FILE:2 can't be read: it holds several cases, one a line"),
    ],
)
def test_what_cannot_be_read_is_named_with_its_file_and_line(content: bytes, said: str, tmp_path: Path) -> None:
    assert refuse(content, tmp_path).startswith(said)


def test_a_place_inside_a_list_has_its_line(tmp_path: Path) -> None:
    request = b'{"request": {"principal": "anonymous", "action": "kms:Decrypt", "resource": "a"},'
    case = request + b'\n"policies": {"identity": [\n{"Statement": []},\n5]}}'
    assert refuse(case, tmp_path).startswith("keypost: FILE:4: `policies.identity.1` is not a policy")


def test_standard_input_has_a_name_too() -> None:
    assert simulate(given=b'{"request": {}}').stderr.startswith(b"keypost: stdin:1: `request.principal` is missing")


def test_syntax_errors_are_said_in_japanese_alone(tmp_path: Path) -> None:
    said = refuse(b'{"request": {,}}', tmp_path, "--lang", "ja")
    assert said.startswith("keypost: FILE:1 を読み込めません: JSON として正しくありません (二重引用符で囲んだ名前が")
    assert "line 1" not in said


def test_a_file_of_several_lines_is_pointed_to_batch(tmp_path: Path) -> None:
    lines = build() + b"\n" + build() + b"\n"
    assert "--batch" in refuse(lines, tmp_path)
    assert "`--batch` を付けると" in refuse(lines, tmp_path, "--lang", "ja")


@pytest.mark.parametrize(
    ("action", "en", "ja"),
    [
        ("Decrypt", "names no service in front of its action", "サービスの接頭辞がありません"),
        ("kms:*", "is a pattern, and a request has one action", "がパターンです"),
        ("kms:De?rypt", "is a pattern, and a request has one action", "がパターンです"),
    ],
)
def test_a_request_has_one_action_with_its_service(action: str, en: str, ja: str, tmp_path: Path) -> None:
    case = build(request={**CASE["request"], "action": action})  # type: ignore[dict-item]
    assert en in refuse(case, tmp_path)
    assert ja in refuse(case, tmp_path, "--lang", "ja")
    assert list(batch(case)[1][0]) == ["error"]
