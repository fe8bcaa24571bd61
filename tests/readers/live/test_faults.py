"""Whatever goes wrong with a call: never a wrong verdict, never a part that is lost, always a gap that says what."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from botocore.exceptions import UnknownServiceError
from botocore.session import get_session

from keypost.checker.check import check
from keypost.errors import UnreadableInputError
from keypost.estate.estate import Reading
from tests.readers.live import faults
from tests.readers.live.account import local_aws, read_snapshot
from tests.readers.live.faults import Fault, FaultyAccount
from tests.readers.live.world import build_world

Verdicts = dict[tuple[str, str, str], str]
# The role's own use of the queue, which isn't told beside its event source mapping, but is without it.
BESIDE = {"sqs-producer-iam": "WORKS", "sqs-consumer-iam": "WORKS"}


@pytest.fixture(scope="module")
def account() -> Iterator[FaultyAccount]:
    with pytest.MonkeyPatch.context() as monkeypatch, local_aws(monkeypatch) as client:
        build_world(client)
        yield FaultyAccount()


@pytest.fixture(scope="module")
def baseline(account: FaultyAccount, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("faults") / "baseline"
    account.collect(folder)
    return folder


def decide(reading: Reading) -> Verdicts:
    """Return the verdict of every delivery."""
    result = check(reading, suppressions=(), today="2026-01-01")
    return {(one.path.id, one.source.id, one.target.id): one.verdict.value for one in result.deliveries}


def read_lines(folder: Path) -> dict[str, list[str]]:
    """Return what a snapshot says, without when it was read."""
    return {
        file.relative_to(folder).as_posix(): [
            line for line in file.read_text(encoding="utf-8").splitlines() if '{"end"' not in line
        ]
        for file in sorted(folder.glob("*/*/*.jsonl"))
    }


def test_the_world_has_deliveries_that_work_and_such_that_fail(baseline: Path) -> None:
    verdicts = list(decide(read_snapshot(baseline)).values())
    assert (verdicts.count("WORKS"), verdicts.count("FAILS")) == (8, 3)
    assert read_snapshot(baseline).gaps == ()


@pytest.mark.parametrize(
    "kinds",
    [[faults.deny], [faults.remove], [faults.throttle, faults.break_down, faults.disconnect, faults.garble]],
    ids=["deny", "remove", "break"],
)
def test_a_call_that_fails(account: FaultyAccount, baseline: Path, tmp_path: Path, kinds: list[Fault]) -> None:
    truth, whole = decide(read_snapshot(baseline)), read_lines(baseline)
    calls = dict(account.calls)
    assert len(calls) > 35
    for number, (call, operation) in enumerate(calls.items()):
        with account.failing(call, kinds[number % len(kinds)]):
            folder = account.collect_again(baseline, tmp_path / "again", call=call)
        _compare(folder, truth, whole, operation=operation)


def test_a_page_that_is_cut_off(account: FaultyAccount, baseline: Path, tmp_path: Path) -> None:
    truth, whole = decide(read_snapshot(baseline)), read_lines(baseline)
    listings = {call: name for call, name in account.calls.items() if can_paginate(call)}
    assert len(listings) > 20
    for call, operation in listings.items():
        with account.cut(call):
            folder = account.collect_again(baseline, tmp_path / "again", call=call)
        _compare(folder, truth, whole, operation=operation)


@pytest.mark.parametrize("stop", [faults.interrupt, faults.expire], ids=lambda fault: fault.__name__)
def test_a_run_that_is_stopped_goes_on(account: FaultyAccount, baseline: Path, tmp_path: Path, stop: Fault) -> None:
    whole = read_lines(baseline)
    for call in list(account.calls)[::8]:
        folder = tmp_path / "stopped"
        shutil.rmtree(folder, ignore_errors=True)
        with account.failing(call, stop), pytest.raises((KeyboardInterrupt, UnreadableInputError)):
            account.collect(folder)
        parts = {file: file.stat().st_mtime_ns for file in folder.glob("*/*/*.jsonl")}
        account.collect(folder)
        assert read_lines(folder) == whole
        assert {file: file.stat().st_mtime_ns for file in parts} == parts


def test_a_part_with_gaps_is_read_again(account: FaultyAccount, baseline: Path, tmp_path: Path) -> None:
    (call,) = (one for one in account.calls if one.startswith("sns:ListTopics "))
    with account.failing(call, faults.throttle):
        folder = account.collect_again(baseline, tmp_path / "again", call=call)
    assert read_lines(folder) != read_lines(baseline)
    account.collect(folder)
    assert read_lines(folder) == read_lines(baseline)


def can_paginate(call: str) -> bool:
    """Tell whether botocore knows how a listing goes on."""
    service, operation = call.split(maxsplit=1)[0].split(":")
    try:
        return get_session().get_paginator_model(service).get_paginator(operation) is not None
    except (ValueError, UnknownServiceError):
        return False


def _compare(folder: Path, truth: Verdicts, whole: dict[str, list[str]], *, operation: str) -> None:
    reading = read_snapshot(folder)
    assert any(f":{operation}" in str(gap.origin) for gap in reading.gaps), operation
    wrong = {
        delivery: verdict
        for delivery, verdict in decide(reading).items()
        if verdict not in {truth.get(delivery, BESIDE.get(delivery[0])), "DEPENDS"}
    }
    assert wrong == {}, operation
    lines = read_lines(folder)
    assert lines.keys() == whole.keys()
    known = {_identify(line) for part in whole.values() for line in part}
    assert [line for part in lines.values() for line in part if _identify(line) not in known | {None}] == []


def _identify(line: str) -> str | None:
    """Return what a record is about; None for a call that told nothing, and for what stands for what it should tell."""
    found: str | None = json.loads(line).get("id")
    return None if found is None or found.startswith("organization of ") else found
