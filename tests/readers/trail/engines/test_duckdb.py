"""DuckDB reads what the embedded engine reads, and tables; everywhere the rows are those of single records."""

import gzip
import json
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from keypost.errors import UnreadableInputError, UsageError
from keypost.readers.trail.embedded import Embedded
from keypost.readers.trail.engines.duckdb import DuckDb
from keypost.readers.trail.requests import Asked, History, Selection
from tests.readers.trail.engines.trails import (
    EVERYTHING,
    KEY,
    RECORDS,
    SELECTIONS,
    fill_as_athena,
    read_one_by_one,
)

DECRYPT: dict[str, Any] = {
    "eventTime": "2026-11-01T09:00:00Z",
    "eventSource": "kms.amazonaws.com",
    "eventName": "Decrypt",
    "userIdentity": {"type": "AWSService", "invokedBy": "backup-storage.amazonaws.com"},
    "requestParameters": {"encryptionContext": {"a": 'it\'s "odd"; DROP TABLE x; --'}},
    "resources": [{"ARN": KEY, "type": "AWS::KMS::Key", "accountId": "111122223333"}],
}
ANY, NOTHING = Selection(), Asked()
LAW = settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])


def fetch(*trails: Path, table: str = "", selection: Selection = ANY, asked: Asked = NOTHING) -> History:
    return DuckDb(table=table).fetch_history([str(trail) for trail in trails], selection, asked=asked)


def write(file: Path, content: object) -> Path:
    file.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return file


# What once told engines apart: records without a caller or a time, a role without a name, a pair that is named twice.
_NOBODY = [
    {"eventName": "Decrypt"},
    {"eventName": "Decrypt", "eventType": "AwsServiceEvent", "eventTime": "2026-11-01"},
]
_NO_ROLE = [
    {"eventName": "Decrypt", "userIdentity": {"type": kind, "arn": arn, "sessionContext": {"sessionIssuer": issuer}}}
    for kind, issuer in (("AssumedRole", {"arn": ""}), ("IAMUser", {"arn": "arn:aws:iam::1:role/r"}))
    for arn in ("arn:aws:iam::1:user/a", "arn:aws:iam::1:user/b")
]
_OBJECT = {"aws:s3:arn": "arn:aws:s3:::logs/a"}
_TWICE = [
    {
        "eventName": "ReEncrypt",
        "requestParameters": {"sourceEncryptionContext": _OBJECT, "constraints": {"x": {"aws:s3:arn": "*"}}},
    },
    {"eventName": "ReEncrypt", "requestParameters": {"sourceEncryptionContext": _OBJECT}},
    {"eventName": "Decrypt", "requestParameters": {"constraints": _OBJECT, "encryptionContext": {"aws:s3:arn": "*"}}},
]


@LAW
@example(records=[*_NOBODY, *_NO_ROLE, *_TWICE], selection=Selection(sources=frozenset()), asked=NOTHING)
@given(records=st.lists(RECORDS, max_size=12), selection=SELECTIONS, asked=st.sampled_from([Asked(), EVERYTHING]))
def test_files_give_what_the_embedded_engine_and_single_records_give(
    tmp_path: Path, records: list[Any], selection: Selection, asked: Asked
) -> None:
    file = write(tmp_path / "trail.json", {"Records": records})
    history = fetch(file, selection=selection, asked=asked)
    embedded = Embedded(processes=1).fetch_history([str(file)], selection, asked=asked)
    assert history == embedded
    assert history.seen == read_one_by_one(records, selection, asked=asked)


@LAW
@given(records=st.lists(RECORDS, min_size=1, max_size=8), selection=SELECTIONS)
def test_a_table_as_athena_has_it_gives_the_same(tmp_path: Path, records: list[Any], selection: Selection) -> None:
    database = tmp_path / "history.duckdb"
    database.unlink(missing_ok=True)
    with duckdb.connect(str(database)) as connection:
        fill_as_athena(connection, records, folder=tmp_path)
        connection.execute(f"COPY cloudtrail TO '{tmp_path}/trail.parquet'")
    expected = read_one_by_one(records, selection, asked=Asked())
    assert fetch(database, table="cloudtrail", selection=selection).seen == expected
    assert fetch(tmp_path / "trail.parquet", selection=selection).seen == expected


def test_files_of_all_kinds_are_one_history(tmp_path: Path) -> None:
    folder = tmp_path / "AWSLogs" / "it's [1]*"
    folder.mkdir(parents=True)
    (folder / "a.json.gz").write_bytes(gzip.compress(json.dumps({"Records": [DECRYPT] * 2}).encode()))
    write(folder / "b.json", json.dumps([DECRYPT], indent=1))
    write(folder / "c.ndjson", "\n".join([json.dumps(DECRYPT)] * 3))
    write(folder / "d.jsonl", json.dumps({"Records": [DECRYPT]}))
    write(folder / "notes.txt", "no trail")
    history = fetch(tmp_path)
    assert (history.records, history.files, history.skipped) == (7, 4, ())
    assert [seen.times for seen in history.seen] == [7]
    assert history.seen[0].request.encryption_context == (("a", 'it\'s "odd"; DROP TABLE x; --'),)


def test_a_broken_file_is_skipped_and_named(tmp_path: Path) -> None:
    write(tmp_path / "good.json", {"Records": [DECRYPT]})
    write(tmp_path / "half.json", json.dumps({"Records": [DECRYPT]})[:-20])
    (tmp_path / "torn.json.gz").write_bytes(gzip.compress(json.dumps({"Records": [DECRYPT]}).encode())[:-30])
    write(tmp_path / "no.parquet", "not Parquet")
    history = fetch(tmp_path)
    assert (history.records, history.files) == (1, 1)
    assert sorted(Path(one.file).name for one in history.skipped) == ["half.json", "no.parquet", "torn.json.gz"]
    assert all(one.why for one in history.skipped)


def test_lines_that_are_no_records_are_counted_apart(tmp_path: Path) -> None:
    history = fetch(write(tmp_path / "lines.ndjson", f'{json.dumps(DECRYPT)}\n{{"level": "info"}}\n17\n'))
    assert history.records == 1
    assert [one.why.partition(" ")[0] for one in history.skipped] == ["2"]


_AS_TEXTS = """
CAST(record ->> 'eventTime' AS TIMESTAMP) AS eventTime, record ->> 'userIdentity' AS userIdentity,
record ->> 'requestParameters' AS requestParameters, record ->> 'resources' AS resources
"""
_AS_JSON = """
CAST(record ->> 'eventTime' AS TIMESTAMPTZ) AS eventTime, record -> 'userIdentity' AS userIdentity,
record -> 'requestParameters' AS requestParameters, record -> 'resources' AS resources
"""
_AS_OBJECTS = """
record ->> 'eventTime' AS eventTime,
{'invokedby': record ->> '$.userIdentity.invokedBy', 'TYPE': 'AWSService'} AS userIdentity,
{'keyId': NULL, 'encryptionContext': {'a': record ->> '$.requestParameters.encryptionContext.a', 'b': NULL}}
  AS requestParameters,
[{'type': NULL, 'arn': record ->> '$.resources[0].ARN'}] AS resources
"""


@pytest.mark.parametrize("columns", [_AS_TEXTS, _AS_JSON, _AS_OBJECTS], ids=["texts", "json", "objects"])
def test_columns_may_have_other_types(tmp_path: Path, columns: str) -> None:
    """Objects may have a member for everything that a record ever had."""
    record = json.dumps(DECRYPT).replace("'", "''")
    rest = "record ->> 'eventName' AS eventName, record ->> 'eventSource' AS eventSource"
    with duckdb.connect(str(tmp_path / "h.duckdb")) as connection:
        connection.execute(f"CREATE TABLE t AS SELECT {rest}, {columns} FROM (SELECT '{record}'::JSON AS record)")  # noqa: S608
    history = fetch(tmp_path / "h.duckdb", table="t")
    assert history.seen == read_one_by_one([DECRYPT], Selection(), asked=Asked())


def test_a_table_s_name_is_a_name_and_nothing_else(tmp_path: Path) -> None:
    name = 'x"; DROP TABLE t; --'
    with duckdb.connect(str(tmp_path / "h.duckdb")) as connection:
        connection.execute('CREATE TABLE "x""; DROP TABLE t; --" AS SELECT \'Decrypt\' AS eventName')
        connection.execute("CREATE TABLE t AS SELECT 1 AS one")
    assert fetch(tmp_path / "h.duckdb", table='"x""; DROP TABLE t; --"').records == 1
    with pytest.raises(UsageError, match="is no table's name"):
        fetch(tmp_path / "h.duckdb", table=name)


def test_what_is_missing_is_said(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInputError, match="no such file or folder"):
        fetch(tmp_path / "nowhere")
    with pytest.raises(UnreadableInputError, match="no file that DuckDB reads"):
        fetch(tmp_path)
    with pytest.raises(UsageError, match="without its database"):
        fetch(table="t")
    with pytest.raises(UnreadableInputError, match="can't read it"):
        fetch(tmp_path / "nowhere.duckdb", table="t")
    make = duckdb.connect(str(tmp_path / "h.duckdb"))
    make.close()
    with pytest.raises(UnreadableInputError, match="Table with name t does not exist"):
        fetch(tmp_path / "h.duckdb", table="t")


def test_an_interrupt_leaves_what_was_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("keypost.readers.trail.engines.duckdb._BYTES_OF_BATCH", 1)
    for name in ("a.json", "b.json"):
        write(tmp_path / name, {"Records": [DECRYPT]})

    def tell(_done: int, _total: int, _records: int) -> None:
        raise KeyboardInterrupt

    history = DuckDb().fetch_history([str(tmp_path)], Selection(), asked=Asked(), tell=tell)
    assert (history.records, history.complete) == (1, False)
