import gzip
import io
import json
import random
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from benchmarks.trail_data import KEY, build_records, write_trail
from keypost.errors import UnreadableInputError, UsageError
from keypost.readers.trail import pieces
from keypost.readers.trail.embedded import Embedded
from keypost.readers.trail.record import read_record
from keypost.readers.trail.requests import Asked, History, Seen, Selection, merge, reduce_record, selects

KMS, PLAIN = Selection(), Asked()
EVERYTHING = Asked(sessions=True, addresses=True, mfa=True, aliases=True, pairs=frozenset({"aws:s3:arn"}))
RECORDS = [json.loads(record) for record in build_records(600, random_numbers=random.Random(7))]  # noqa: S311


def reduce(records: list[dict[str, Any]], asked: Asked, selection: Selection) -> tuple[Seen, ...]:
    """Every record by itself: what the engine must come to."""
    read = [read_record(record) for record in records]
    return merge(
        Seen(request, 1, record.time, record.time)
        for record in read
        if selects(selection, record)
        for request in reduce_record(record, asked=asked)
        if selection.key in {"", request.key}
    )


def fetch(trail: Path, selection: Selection = KMS, asked: Asked = PLAIN, *, processes: int = 1) -> History:
    return Embedded(processes).fetch_history([str(trail)], selection, asked=asked)


def write(folder: Path, content: bytes, name: str = "trail.json") -> Path:
    file = folder / name
    file.write_bytes(content)
    return file


def as_cloudtrail(records: list[dict[str, Any]]) -> bytes:
    return json.dumps({"Records": records}, separators=(",", ":")).encode()


def as_lines(records: list[dict[str, Any]]) -> bytes:
    return b"".join(json.dumps(record).encode() + b"\n" for record in records)


def as_lookup(records: list[dict[str, Any]]) -> bytes:
    events = [{"EventId": record["eventID"], "CloudTrailEvent": json.dumps(record)} for record in records]
    return json.dumps({"Events": events}, indent=4).encode()


FORMS = {
    "cloudtrail": as_cloudtrail(RECORDS),
    "packed": gzip.compress(as_cloudtrail(RECORDS)),
    "packed in parts": gzip.compress(as_cloudtrail(RECORDS)[:5000]) + gzip.compress(as_cloudtrail(RECORDS)[5000:]),
    "console": json.dumps({"Records": RECORDS}, indent=2).encode(),
    "array": json.dumps(RECORDS).encode(),
    "lines": as_lines(RECORDS),
    "lines without an end": as_lines(RECORDS).rstrip(),
    "files in a row": as_cloudtrail(RECORDS[:250]) + as_cloudtrail(RECORDS[250:]),
    "files a line": as_cloudtrail(RECORDS[:250]) + b"\n" + as_cloudtrail(RECORDS[250:]),
    "looked up": as_lookup(RECORDS),
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("piece", [4096, 1 << 18])
def test_every_form_of_a_trail_is_read_the_same(
    tmp_path: Path, form: str, piece: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pieces, "_PIECE", piece)
    history = fetch(write(tmp_path, FORMS[form]))
    assert (history.records, history.files, history.skipped) == (600, 1, ())
    assert history.seen == reduce(RECORDS, Asked(), Selection())


@pytest.mark.parametrize("asked", [Asked(), EVERYTHING, Asked(sessions=True), Asked(mfa=True)])
def test_the_quick_way_agrees_with_reading_each_record_by_itself(tmp_path: Path, asked: Asked) -> None:
    selection = Selection(key=KEY, since="2026-09-01T06:00:00Z", until="2026-09-01T18:00:00Z")
    history = fetch(write(tmp_path, as_cloudtrail(RECORDS)), selection, asked)
    assert history.seen == reduce(RECORDS, asked, selection)
    assert 0 < sum(seen.times for seen in history.seen) < 600


def test_a_single_record_over_many_lines(tmp_path: Path) -> None:
    assert fetch(write(tmp_path, json.dumps(RECORDS[0], indent=2).encode())).records == 1


def odd(**changed: Any) -> dict[str, Any]:
    record: dict[str, Any] = RECORDS[0] | changed
    return record


# S3 User Guide, Permission requirements for S3 Tables SSE-KMS encryption.
TABLES = "arn:aws:s3tables:us-east-1:111122223333:bucket"
ODD = [
    odd(requestParameters={"keyId": 7}),
    odd(requestParameters="none", resources=None),
    odd(userIdentity=None),
    odd(errorCode=None, vpcEndpointId=None),
    odd(requestParameters={"encryptionContext": {"aws:s3:arn": 'arn:aws:s3:::b/"\\x/y'}}),
    odd(
        requestParameters={
            "encryptionContext": {"aws:s3:arn": "arn:aws:s3:::b/a", "x": '{"aws:s3:arn":"arn:aws:s3:::c/d"}'}
        }
    ),
    *(odd(requestParameters={"encryptionContext": {"aws:s3:arn": f"{TABLES}/{name}/table/1"}}) for name in ("a", "b")),
    odd(eventName="ReEncrypt", requestParameters={"sourceEncryptionContext": {"a": "1"}}, resources=[{"ARN": KEY}] * 2),
    odd(resources=None, requestParameters=None, errorCode="AccessDenied", errorMessage=f"on resource: {KEY} because"),
    odd(eventType="AwsServiceEvent", eventName="RotateKey"),
    odd(requestParameters={"batch": [{"a": 1}, {"eventVersion": 1}]}),
]


@pytest.mark.parametrize("write_as", [as_cloudtrail, as_lines])
def test_odd_records_are_read_as_well(tmp_path: Path, write_as: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces, "_PIECE", 4096)
    records = [*ODD, *RECORDS[:20], *ODD]
    history = fetch(write(tmp_path, write_as(records)))
    assert (history.records, history.skipped) == (len(records), ())
    assert history.seen == reduce(records, Asked(), Selection())


def test_a_folder_is_read_as_cloudtrail_lays_it_out_by_several_processes(tmp_path: Path) -> None:
    write_trail(tmp_path, records=45_000)
    digest = tmp_path / "AWSLogs" / "111122223333" / "CloudTrail-Digest" / "us-east-1"
    digest.mkdir(parents=True)
    write(digest, b"not read", "111122223333_CloudTrail-Digest_us-east-1_trail.json.gz")
    told: list[tuple[int, int, int]] = []
    alone = Embedded(1).fetch_history(
        [str(tmp_path)], Selection(key=KEY), asked=Asked(), tell=lambda *numbers: told.append(numbers)
    )
    assert fetch(tmp_path, Selection(key=KEY), processes=2) == alone
    assert (alone.records, alone.files, alone.skipped) == (45_000, 3, ())
    assert told == sorted(told)
    assert told[-1][0] == told[-1][1]
    assert told[-1][2] == 45_000


def test_a_file_that_is_given_twice_is_read_once(tmp_path: Path) -> None:
    file = write(tmp_path, as_lines(RECORDS))
    assert Embedded(1).fetch_history([str(file), str(tmp_path)], Selection(), asked=Asked()).records == 600


def test_the_keys_of_the_trail_are_told_whatever_key_is_wanted(tmp_path: Path) -> None:
    history = fetch(write(tmp_path, as_lines(RECORDS)), Selection(key="arn:aws:kms:us-east-1:1:key/other"))
    assert history.seen == ()
    assert history.keys == ((KEY, 600),)


DAMAGED = {
    "breaks off": as_cloudtrail(RECORDS)[:-3000],
    "packed breaks off": gzip.compress(as_cloudtrail(RECORDS))[:-2000],
    "a broken line": as_lines(RECORDS[:300]) + b'{"eventName": \n' + as_lines(RECORDS[300:]),
    "no JSON in the middle": as_cloudtrail(RECORDS).replace(b'"eventID":', b'"eventID":?', 1),
    "not packed at all": b"\x1f\x8b" + as_cloudtrail(RECORDS),
    "packed otherwise": b"\x28\xb5\x2f\xfd" + as_cloudtrail(RECORDS),
    "nested too deeply": b'{"Records":[{"eventVersion":"1","x":' + b"[" * 100_000 + b"]" * 100_000 + b"}]}",
    "a record a line nested too deeply": b'{"x":' * 100_000 + b"1" + b"}" * 100_000,
    "something else": b'{"AWSTemplateFormatVersion": "2010-09-09"}',
    "empty": b"",
}


@pytest.mark.parametrize("form", DAMAGED)
def test_a_damaged_file_is_told_with_what_was_read_of_it(tmp_path: Path, form: str) -> None:
    write(tmp_path, as_lines(RECORDS), "whole.json")
    damaged = write(tmp_path, DAMAGED[form], "damaged.json")
    history = fetch(tmp_path)
    if form == "empty":
        assert (history.records, history.skipped) == (600, ())
        return
    (skipped,) = history.skipped
    assert skipped.file == str(damaged)
    assert skipped.why
    assert history.records == 600 + skipped.records
    assert (skipped.records > 0) is (form in {"breaks off", "packed breaks off", "a broken line"})


def test_standard_input_is_a_trail(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(FORMS["packed"])))
    assert Embedded(2).fetch_history(["-"], Selection(), asked=Asked()).records == 600


def test_what_is_no_trail_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInputError, match="doesn't exist"):
        fetch(tmp_path / "gone")
    with pytest.raises(UnreadableInputError, match="no CloudTrail files"):
        fetch(tmp_path)
    with pytest.raises(UsageError, match="is a table"):
        fetch(write(tmp_path, b"PAR1", "trail.parquet"))


def test_a_link_to_nothing_is_told(tmp_path: Path) -> None:
    write(tmp_path, as_lines(RECORDS))
    (tmp_path / "gone.json").symlink_to(tmp_path / "nowhere.json")
    history = fetch(tmp_path)
    assert history.records == 600
    assert [(Path(one.file).name, one.why) for one in history.skipped] == [("gone.json", "No such file or directory")]


def test_a_folder_that_cannot_be_listed_stops_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def scan(path: str) -> None:
        raise PermissionError(13, "Permission denied", path)

    monkeypatch.setattr("os.scandir", scan)
    with pytest.raises(UnreadableInputError, match="can't be listed: Permission denied"):
        fetch(tmp_path)


def test_an_empty_path_is_no_folder() -> None:
    with pytest.raises(UnreadableInputError, match="is empty"):
        Embedded(1).fetch_history([""], Selection(), asked=Asked())


INTERRUPTED = """
import os, signal, sys
from keypost.readers.trail.embedded import Embedded
from keypost.readers.trail.requests import Asked, Selection

def tell(done, total, records):
    if records and not told:
        told.append(records)
        os.kill(os.getpid(), signal.SIGINT)

told = []
history = Embedded(int(sys.argv[2])).fetch_history([sys.argv[1]], Selection(), asked=Asked(), tell=tell)
counted = sum(seen.times for seen in history.seen)
print(history.complete, told[0] <= history.records < 60_000, counted == history.records)
"""


@pytest.mark.parametrize("processes", ["1", "2"])
def test_interrupted_it_returns_what_was_read_so_far(tmp_path: Path, processes: str) -> None:
    write_trail(tmp_path, records=60_000)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    command = [sys.executable, "-c", INTERRUPTED, str(tmp_path), processes]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "True", "True"]
