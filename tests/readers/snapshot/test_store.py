"""A snapshot is written whole, part by part, and never over something else."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from keypost.errors import UsageError
from keypost.readers.snapshot.manifest import Manifest, Scope
from keypost.readers.snapshot.record import Record
from keypost.readers.snapshot.store import Store

PLAN = Manifest({"111122223333": ("eu-west-1",)}, {"global": (), "*": ("sns",)})
SCOPE = Scope("111122223333", "eu-west-1", "sns")
RECORD = Record("AWS::SNS::Topic", "arn:aws:sns:::a", "", "a", {}, "sns:ListTopics")


def test_a_part_whose_reading_stops_is_not_there(tmp_path: Path) -> None:
    def stop() -> Iterator[Record]:
        yield RECORD
        raise KeyboardInterrupt

    store = Store(str(tmp_path))
    store.begin(PLAN)
    with pytest.raises(KeyboardInterrupt):
        store.write(SCOPE, stop())
    assert store.find_end(SCOPE) is None
    assert [file.name for file in tmp_path.rglob("*") if file.is_file()] == ["snapshot.json"]


def test_the_end_tells_what_is_there_and_when_it_was_read(tmp_path: Path) -> None:
    store = Store(str(tmp_path / "new" / "folder"))
    store.begin(PLAN)
    end = store.write(SCOPE, [RECORD])
    assert (end.records, end.misses, end.read[:4]) == (1, 0, time.strftime("%Y", time.gmtime()))
    assert store.find_end(SCOPE) == end


def test_a_folder_of_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match="isn't empty"):
        Store(str(tmp_path)).begin(PLAN)
    assert os.listdir(tmp_path) == ["thesis.txt"]  # noqa: PTH208


def test_a_snapshot_of_other_regions_is_left_alone(tmp_path: Path) -> None:
    Store(str(tmp_path)).begin(PLAN)
    with pytest.raises(UsageError, match="eu-west-1"):
        Store(str(tmp_path)).begin(PLAN._replace(accounts={"111122223333": ("us-east-1",)}))


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(UsageError, match="can't be written"):
        Store(str(tmp_path / "file" / "folder")).begin(PLAN)
