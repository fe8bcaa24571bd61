"""Every record of a trail, in whatever form it lies."""

import gzip
import json
from pathlib import Path

import pytest

from keypost.errors import UnreadableInputError
from keypost.readers.trail.each import fetch_records

EARLY = {"eventTime": "2026-11-01T09:00:00Z", "eventName": "Encrypt", "requestParameters": {"keyId": "alias/日本"}}
LATE = {"eventTime": "2026-11-02T09:00:00Z", "eventName": "Decrypt"}


@pytest.mark.parametrize(
    "content",
    [
        {"Records": [LATE, EARLY]},
        [LATE, EARLY],
        {"Events": [{"CloudTrailEvent": json.dumps(LATE)}, {"CloudTrailEvent": json.dumps(EARLY)}]},
        f"{json.dumps(LATE)}\n{json.dumps(EARLY)}\n",
        f"{json.dumps({'Records': [LATE]})}\r\n{json.dumps([EARLY])}",
    ],
)
def test_every_form_gives_the_records_in_the_order_of_time(tmp_path: Path, content: object) -> None:
    text = content if isinstance(content, str) else json.dumps(content, indent=1)
    (tmp_path / "trail.json.gz").write_bytes(gzip.compress(text.encode()))
    telling = fetch_records([str(tmp_path)])
    assert [one.record.name for one in telling.told] == ["Encrypt", "Decrypt"]
    assert "alias/日本" in telling.told[0].text
    assert telling.skipped == ()


def test_one_record_is_a_trail_too(tmp_path: Path) -> None:
    (tmp_path / "one.json").write_text(json.dumps(EARLY), encoding="utf-8")
    assert len(fetch_records([str(tmp_path / "one.json")]).told) == 1


def test_a_broken_file_is_told_with_what_was_read(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("no JSON", encoding="utf-8")
    (tmp_path / "b.ndjson").write_text(f"{json.dumps(EARLY)}\n{{", encoding="utf-8")
    (tmp_path / "c.json").write_text("17", encoding="utf-8")
    (tmp_path / "d.json.gz").write_bytes(gzip.compress(json.dumps([EARLY]).encode())[:-12])
    (tmp_path / "e.json").write_text("[" * 100_000, encoding="utf-8")
    telling = fetch_records([str(tmp_path)])
    assert [(Path(one.file).name, one.records) for one in telling.skipped] == [
        ("a.json", 0), ("b.ndjson", 1), ("c.json", 0), ("d.json.gz", 0), ("e.json", 0),
    ]  # fmt: skip
    assert len(telling.told) == 1


def test_a_path_that_isn_t_there_stops_the_run() -> None:
    with pytest.raises(UnreadableInputError, match="nowhere doesn't exist"):
        fetch_records(["nowhere"])
