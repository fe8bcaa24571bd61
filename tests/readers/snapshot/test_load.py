"""Snapshots that are damaged, cut off, incomplete or newer stop the run with one message, or leave a gap."""

import json
from pathlib import Path

import pytest

from keypost.errors import UnreadableInputError
from keypost.readers.options import ReadOptions
from keypost.readers.read import read_paths
from keypost.readers.snapshot.manifest import Manifest, Scope
from keypost.readers.snapshot.record import Record
from keypost.readers.snapshot.store import Store

ACCOUNT, REGION = "111122223333", "eu-west-1"
TOPIC = f"arn:aws:sns:{REGION}:{ACCOUNT}:alerts"
RECORD = Record("AWS::SNS::Topic", TOPIC, TOPIC, "alerts", {"TopicName": "alerts"}, "sns:GetTopicAttributes")
SCOPE = Scope(ACCOUNT, REGION, "sns")


def write(folder: Path) -> Path:
    """Write a snapshot of one topic; return the file of its part."""
    store = Store(str(folder))
    store.begin(Manifest({ACCOUNT: (REGION,)}, {"global": (), "*": ("sns",)}))
    store.write(SCOPE, [RECORD])
    return folder / SCOPE.path


def fail(folder: Path) -> UnreadableInputError:
    """Return what reading the snapshot is stopped by."""
    with pytest.raises(UnreadableInputError) as caught:
        read_paths([str(folder)], ReadOptions())
    return caught.value


def test_a_whole_snapshot_is_read_by_its_folder_and_by_its_manifest(tmp_path: Path) -> None:
    write(tmp_path)
    for name in (tmp_path, tmp_path / "snapshot.json"):
        (case,) = read_paths([str(name)], ReadOptions()).cases
        assert [resource.id for resource in case.estate.resources] == [TOPIC]


@pytest.mark.parametrize(
    "line", ["{", "[]", "{}", '{"type": 1}', '{"end": {"records": "1"}}', '{"missed": {"why": "x"}}']
)
def test_a_damaged_line_is_named(tmp_path: Path, line: str) -> None:
    part = write(tmp_path)
    first, end = part.read_text(encoding="utf-8").splitlines()
    part.write_text(f"{first}\n{line}\n{end}\n", encoding="utf-8")
    assert str(fail(tmp_path).origin) == f"{part}:2"


def test_a_part_that_is_cut_off_is_named(tmp_path: Path) -> None:
    part = write(tmp_path)
    text = part.read_text(encoding="utf-8")
    for length in range(len(text) - 1):
        part.write_text(text[:length], encoding="utf-8")
        assert fail(tmp_path).origin.file == str(part)


def test_a_part_that_lost_a_line_is_named(tmp_path: Path) -> None:
    part = write(tmp_path)
    part.write_text(part.read_text(encoding="utf-8").splitlines()[1] + "\n", encoding="utf-8")
    assert "1" in fail(tmp_path).message.en


def test_lines_behind_the_end_are_no_part_of_a_snapshot(tmp_path: Path) -> None:
    part = write(tmp_path)
    part.write_text(part.read_text(encoding="utf-8") * 2, encoding="utf-8")
    assert str(fail(tmp_path).origin) == f"{part}:3"


def test_a_part_that_is_missing_leaves_a_gap(tmp_path: Path) -> None:
    write(tmp_path).unlink()
    (gap,) = read_paths([str(tmp_path)], ReadOptions()).gaps
    assert gap.what == f"{ACCOUNT} {REGION} sns"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"schema": "keypost.snapshot.v2"}, "newer"),
        ({"schema": "keypost.snapshot.vx"}, "schema"),
        ({"accounts": []}, "accounts"),
        ({"accounts": {"../1": []}}, "../1"),
        ({"parts": {"*": ["../../etc"]}}, "../../etc"),
    ],
)
def test_a_manifest_that_is_newer_or_damaged_stops_the_run(
    tmp_path: Path, change: dict[str, object], told: str
) -> None:
    write(tmp_path)
    manifest = tmp_path / "snapshot.json"
    manifest.write_text(json.dumps(json.loads(manifest.read_text(encoding="utf-8")) | change), encoding="utf-8")
    assert told in fail(tmp_path).message.en
