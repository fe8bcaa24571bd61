"""`keypost replay`: history against another key policy, and what it says of bad input."""

import json
import os
import pty
import signal
import subprocess
import sys
import time
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest
from syrupy.assertion import SnapshotAssertion

from benchmarks.trail_data import KEY as LARGE_KEY
from benchmarks.trail_data import write_trail
from keypost.cli import history, replay
from keypost.cli.parser import Parser
from keypost.errors import KeypostError, UnreadableInputError, UsageError

KEYPOST = str(Path(sys.executable).with_name("keypost"))
# Whoever interrupts a program comes first on a busy machine: the program would be over before.
LAZY = ("nice", "-n", "19")
EXAMPLE = Path(__file__).parents[2] / "examples" / "replay"
KEY = "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
TRAIL, NOW, NEW, REPAIRED = ("trail.json", "now.json", "new.json", "repaired.json")
SCHEMA = json.loads((files("keypost.reports") / "schemas" / "replay.v1.schema.json").read_text(encoding="utf-8"))


@pytest.fixture(autouse=True)
def _in_the_example(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(EXAMPLE)


def run(*arguments: str, language: str = "en") -> int:
    parser = Parser("replay", summary=replay.SUMMARY, language=language)
    replay.add_arguments(parser)
    return replay.run(parser.read(arguments))


def run_json(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, dict[str, Any]]:
    code = run(*arguments, "--format", "json")
    report: dict[str, Any] = json.loads(capsys.readouterr().out)
    jsonschema.validate(report, SCHEMA)
    return code, report


def refuse(*arguments: str) -> KeypostError:
    with pytest.raises(KeypostError) as refused:
        run(*arguments)
    return refused.value


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_whole_report(capsys: pytest.CaptureFixture[str], snapshot: SnapshotAssertion, language: str) -> None:
    assert run(TRAIL, "--key", KEY, "--policy", NEW, "--current", NOW, language=language) == 1
    assert capsys.readouterr().out == snapshot


def test_the_new_deny_would_have_stopped_the_service(capsys: pytest.CaptureFixture[str]) -> None:
    code, report = run_json(capsys, TRAIL, "--key", KEY, "--policy", NEW)
    assert code == 1
    assert (report["events"], report["requests"]) == (24, 5)
    denied = {(one["principal"], one["invokedBy"], one["action"]): one for one in report["denied"]}
    service = "backup-storage.amazonaws.com"
    assert set(denied) == {(service, service, "kms:Decrypt"), (service, service, "kms:GenerateDataKey")}
    decrypt = denied[service, service, "kms:Decrypt"]
    assert (decrypt["count"], decrypt["first"], decrypt["last"]) == (14, "2026-11-01T03:10:07Z", "2026-11-07T03:10:09Z")
    assert (decrypt["reason"], decrypt["sid"], decrypt["location"]) == (
        "statement-denies",
        "NobodyElse",
        {"file": NEW, "line": 13},
    )


def test_with_its_carve_out_nothing_breaks(capsys: pytest.CaptureFixture[str]) -> None:
    code, report = run_json(capsys, TRAIL, "--key", KEY, "--policy", REPAIRED, "--current", NOW)
    assert (code, report["denied"], report["undecided"]) == (0, [], [])
    code, report = run_json(capsys, TRAIL, "--key", KEY, "--policy", REPAIRED)
    assert (code, len(report["undecided"])) == (0, 2)
    assert {need["fact"] for one in report["undecided"] for need in one["needs"]} == {"grants"}
    assert run(TRAIL, "--key", KEY, "--policy", REPAIRED, "--fail-on", "depends") == 1


def test_grants_settle_what_is_open(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    grant = {"GranteePrincipal": "backup-storage.amazonaws.com", "Operations": ["Decrypt"], "GrantId": "1"}
    listed = tmp_path / "grants.json"
    listed.write_text(json.dumps({"Grants": [grant]}))
    code, report = run_json(capsys, TRAIL, "--key", KEY, "--policy", REPAIRED, "--grants", str(listed))
    assert code == 1
    assert [one["action"] for one in report["denied"]] == ["kms:GenerateDataKey"]
    assert ("kms:Decrypt", "grant") in {(one["action"], one["basis"]) for one in report["stays"]}
    assert "grants" not in {one["id"] for one in report["cannotShow"]}


def test_the_window_limits_what_counts(capsys: pytest.CaptureFixture[str]) -> None:
    limits = ("--since", "2026-11-03", "--until", "2026-11-05T03:10:09Z")
    _, report = run_json(capsys, TRAIL, "--key", KEY, "--policy", NEW, *limits)
    assert [one["count"] for one in report["denied"]] == [5, 3]


def test_a_damaged_file_is_told_in_both_forms(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "whole.json").write_text((EXAMPLE / TRAIL).read_text())
    (tmp_path / "half.json").write_text((EXAMPLE / TRAIL).read_text()[:10_000])
    _, report = run_json(capsys, str(tmp_path), "--key", KEY, "--policy", NEW)
    (skipped,) = report["skipped"]
    assert skipped["file"].endswith("half.json")
    assert report["events"] == 24 + skipped["records"] > 24
    run(str(tmp_path), "--key", KEY, "--policy", NEW)
    assert "Not read to the end" in capsys.readouterr().out


def test_the_engines_agree(capsys: pytest.CaptureFixture[str]) -> None:
    embedded = run_json(capsys, TRAIL, "--key", KEY, "--policy", NEW, "--current", NOW)
    assert run_json(capsys, TRAIL, "--key", KEY, "--policy", NEW, "--current", NOW, "--engine", "duckdb") == embedded
    assert run(TRAIL, "--key", KEY, "--policy", NEW, "--engine", "duckdb", "--print-sql") == 0
    assert "GROUP BY" in capsys.readouterr().out


@pytest.mark.parametrize("missing", [(), ("--key", KEY), ("--policy", NEW)])
def test_trail_key_and_policy_are_needed(missing: tuple[str, ...]) -> None:
    assert "is missing" in refuse(TRAIL, *missing).message.en


def test_a_key_that_the_trail_does_not_name_is_told_with_those_it_does() -> None:
    error = refuse(TRAIL, "--key", KEY.replace("1234abcd", "99999999"), "--policy", NEW)
    assert isinstance(error, UsageError)
    assert "none of the 24 records" in error.message.en
    assert f"{KEY} (24)" in error.hint.en


@pytest.mark.parametrize("given", ["alias/orders", KEY.replace(":key/", ":alias/"), "1234abcd"])
def test_a_key_is_given_by_its_arn(given: str) -> None:
    assert "is not the ARN of a KMS key" in refuse(TRAIL, "--key", given, "--policy", NEW).message.en


def test_a_policy_must_be_one(tmp_path: Path) -> None:
    no_policy = tmp_path / "list.json"
    no_policy.write_text("[1, 2]")
    assert "is no key policy" in refuse(TRAIL, "--key", KEY, "--policy", str(no_policy)).message.en
    assert "doesn't exist" in refuse(TRAIL, "--key", KEY, "--policy", "gone.json").message.en
    assert "is no list of grants" in refuse(TRAIL, "--key", KEY, "--policy", NEW, "--grants", NEW).message.en


def test_a_trail_must_hold_records(tmp_path: Path) -> None:
    rest = ("--key", KEY, "--policy", NEW)
    assert isinstance(refuse(str(tmp_path), *rest), UnreadableInputError)
    assert "doesn't exist" in refuse("gone.json", *rest).message.en
    error = refuse(NEW, *rest)
    assert "no record of CloudTrail" in error.message.en
    assert NEW in error.hint.en


@pytest.mark.parametrize("given", ["yesterday", "2026-13-01", "2026-11-01 09:00"])
def test_a_time_is_a_day_or_a_time_in_utc_or_a_span(given: str) -> None:
    assert "is no time" in refuse(TRAIL, "--since", given).message.en
    assert history.parse_time("2026-11-01") == "2026-11-01T00:00:00Z"
    assert history.parse_time("2026-11-01T09:30:00Z") == "2026-11-01T09:30:00Z"
    assert history.parse_time("30d") < history.parse_time("12h")


def test_an_interrupted_run_prints_what_was_read_so_far(tmp_path: Path) -> None:
    write_trail(tmp_path, records=200_000)
    command = [*LAZY, KEYPOST, "replay", str(tmp_path), "--key", LARGE_KEY, "--policy", NEW, "--format", "json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True) as process:
        wait_until_reading(process.pid)
        os.killpg(process.pid, signal.SIGINT)
        out, _ = process.communicate(timeout=60)
    report = json.loads(out)
    jsonschema.validate(report, SCHEMA)
    assert (process.returncode, report["complete"]) == (130, False)
    assert report["events"] < 200_000


def wait_until_reading(pid: int) -> None:
    """Wait until the process has started others, which read for it."""
    children = Path(f"/proc/{pid}/task/{pid}/children")
    ends = time.monotonic() + 60
    while not children.read_text().split():
        assert time.monotonic() < ends, "nothing was started in a minute"
        signal.sigtimedwait([], 0.01)


def test_a_terminal_sees_the_rate_and_the_time_left(tmp_path: Path) -> None:
    write_trail(tmp_path, records=200_000)
    command = [KEYPOST, "replay", str(tmp_path), "--key", LARGE_KEY, "--policy", NEW, "--output", os.devnull]
    leader, follower = pty.openpty()
    with subprocess.Popen(command, stderr=follower, env=os.environ | {"TERM": "xterm", "COLUMNS": "120"}) as process:
        os.close(follower)
        shown = b"".join(iter(lambda: read_terminal(leader), b""))
    os.close(leader)
    assert process.returncode == 1
    assert "records," in shown.decode()
    assert "a second" in shown.decode()


def read_terminal(handle: int) -> bytes:
    """Return what is shown next; nothing once the other end is closed."""
    try:
        return os.read(handle, 65_536)
    except OSError:
        return b""


TOPIC = {"Effect": "Allow", "Principal": "*", "Action": "sns:Publish", "Resource": "*"}
IDENTITY = {"Effect": "Allow", "Action": "kms:*", "Resource": "*"}


@pytest.mark.parametrize(("statement", "why"), [(TOPIC, "an action of KMS"), (IDENTITY, "has a principal")])
@pytest.mark.parametrize("option", ["--policy", "--current"])
def test_a_policy_of_something_else_is_refused(
    statement: dict[str, str], why: str, option: str, tmp_path: Path
) -> None:
    other = tmp_path / "other.json"
    other.write_text(json.dumps({"Version": "2012-10-17", "Statement": [statement]}))
    rest = () if option == "--policy" else ("--policy", NEW)
    assert why in refuse(TRAIL, "--key", KEY, *rest, option, str(other)).message.en


@pytest.mark.parametrize("action", ["kms:*", "*", "KMS:Decrypt"])
def test_a_policy_for_keys_is_taken(action: str, tmp_path: Path) -> None:
    policy = tmp_path / "policy.json"
    statement = {"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": action, "Resource": "*"}
    policy.write_text(json.dumps({"Version": "2012-10-17", "Statement": [statement, TOPIC]}))
    assert history.read_key_policy(str(policy)).statements


def test_a_file_that_holds_nothing_is_no_history(tmp_path: Path) -> None:
    (tmp_path / "empty.json").write_text("")
    assert "no record" in refuse(str(tmp_path / "empty.json"), "--key", KEY, "--policy", NEW).message.en


def write_events_to_a_topic(folder: Path) -> list[str]:
    """Write a call of EventBridge, and a key policy that newly limits it to an account."""
    record = {
        "eventTime": "2026-11-01T03:10:04Z",
        "eventSource": "kms.amazonaws.com",
        "eventName": "Decrypt",
        "awsRegion": "us-east-1",
        "userIdentity": {"type": "AWSService", "invokedBy": "events.amazonaws.com"},
        "requestParameters": {"encryptionContext": {"aws:sns:topicArn": "arn:aws:sns:us-east-1:111122223333:orders"}},
        "resources": [{"ARN": KEY, "type": "AWS::KMS::Key"}],
    }
    allow = {"Effect": "Allow", "Principal": {"Service": "events.amazonaws.com"}, "Action": "kms:*", "Resource": "*"}
    limited = allow | {"Condition": {"StringEquals": {"aws:SourceAccount": "111122223333"}}}
    (folder / "trail.json").write_text(json.dumps({"Records": [record]}))
    for name, statement in (("now.json", allow), ("new.json", limited)):
        (folder / name).write_text(json.dumps({"Version": "2012-10-17", "Statement": [statement]}))
    policies = [f"--policy={folder / 'new.json'}", f"--current={folder / 'now.json'}"]
    return [str(folder / "trail.json"), "--key", KEY, *policies]


def test_a_condition_on_what_a_service_never_sends_cites_path_and_page(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = write_events_to_a_topic(tmp_path)
    code, report = run_json(capsys, *arguments)
    (denied,) = report["denied"]
    assert code == 1
    assert "eventbridge-rule-to-sns" in denied["paths"]
    assert denied["docs"] == ["https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html"]
    for language, label in (("en", "source "), ("ja", "出典 ")):
        run(*arguments, language=language)
        assert label in capsys.readouterr().out
