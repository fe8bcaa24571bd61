"""Athena: the calls against moto, the SQL on DuckDB."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest
import sqlglot
from botocore.exceptions import ClientError
from moto.athena.models import QueryResults, athena_backends

from keypost.errors import KeypostError, UnreadableInputError, UsageError
from keypost.readers.trail.engines import athena
from keypost.readers.trail.engines.athena import Athena, Place
from keypost.readers.trail.engines.reduction import Dialect, Query, build_sql
from keypost.readers.trail.requests import Asked, History, Selection
from tests.readers.live.account import ACCOUNT, local_aws
from tests.readers.trail.engines.trails import KEY, OTHER, fill_as_athena, read_one_by_one

REGION = "eu-west-1"
PLACE = Place(region=REGION, database="logs", workgroup="primary", output="s3://results/keypost/")
RECORDS: list[dict[str, Any]] = [
    {
        "eventTime": f"2026-11-0{day}T09:00:00Z",
        "eventSource": "kms.amazonaws.com",
        "eventName": name,
        "userIdentity": {"type": "AWSService", "invokedBy": "backup-storage.amazonaws.com"},
        "requestParameters": {"encryptionContext": {"aws:s3:arn": f"arn:aws:s3:::logs/{day}"}},
        "resources": [{"ARN": key}],
    }
    for day in range(1, 10)
    for name in ("Decrypt", "GenerateDataKey")
    for key in (KEY, OTHER)
]
SELECTION = Selection(key=KEY, since="2026-11-02T00:00:00Z")


@pytest.fixture
def aws(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], Any]]:
    with local_aws(monkeypatch) as client:
        yield client


def fetch(*, table: str = "cloudtrail_logs", trails: tuple[str, ...] = (), place: Place = PLACE) -> History:
    return Athena(table=table, place=place).fetch_history(trails, SELECTION, asked=Asked())


def refuse(**given: Any) -> KeypostError:
    with pytest.raises(KeypostError) as refused:
        fetch(**given)
    return refused.value


def run_on_duckdb(folder: Path) -> list[list[Any]]:
    """Return the answer to Athena's query, in the way in which Athena gives it: the names of the columns first."""
    sql = build_sql(Query(SELECTION, Asked(), "cloudtrail"), dialect=Dialect.ATHENA)
    (in_duckdb,) = sqlglot.transpile(sql, read="athena", write="duckdb")
    with duckdb.connect() as connection:
        fill_as_athena(connection, RECORDS, folder=folder)
        found = connection.execute(in_duckdb)
        return [[name for name, *_ in found.description], *map(list, found.fetchall())]


def queue_results(rows: list[list[Any]]) -> None:
    cells = [{"Data": [{} if one is None else {"VarCharValue": str(one)} for one in row]} for row in rows]
    columns = [{"Name": name, "Type": "varchar"} for name in rows[0]]
    backend = athena_backends[ACCOUNT][REGION]
    backend.query_results_queue.append(QueryResults(rows=cells, column_info=columns))


def test_the_rows_that_athena_returns_are_the_history(aws: Callable[[str], Any], tmp_path: Path) -> None:
    aws("s3").create_bucket(Bucket="results", CreateBucketConfiguration={"LocationConstraint": REGION})
    queue_results(run_on_duckdb(tmp_path))
    history = fetch()
    assert history.seen == read_one_by_one(RECORDS, SELECTION, asked=Asked())
    assert history.records == 36
    assert dict(history.keys) == {KEY: 16, OTHER: 16}
    (query,) = aws("athena").list_query_executions()["QueryExecutionIds"]
    execution = aws("athena").get_query_execution(QueryExecutionId=query)["QueryExecution"]
    assert execution["QueryExecutionContext"] == {"Database": "logs"}
    assert execution["WorkGroup"] == "primary"
    assert execution["ResultConfiguration"]["OutputLocation"].startswith("s3://results/keypost/")
    assert 'FROM "cloudtrail_logs"' in execution["Query"]


class Client:
    """Answers as Athena does, or doesn't."""

    def __init__(self, *states: str, reason: str | None = None, error: str = "") -> None:
        self.states, self.reason, self.error = list(states), reason, error
        self.stopped: list[str] = []

    def start_query_execution(self, **_given: object) -> dict[str, str]:
        if self.error:
            told = {"Error": {"Code": self.error, "Message": "as it is"}, "ResponseMetadata": {"HTTPStatusCode": 400}}
            raise ClientError(told, "StartQueryExecution")
        return {"QueryExecutionId": "q-1"}

    def get_query_execution(self, **_given: object) -> dict[str, Any]:
        state = self.states.pop(0)
        if state == "INTERRUPT":
            raise KeyboardInterrupt
        status = {"State": state} | ({"StateChangeReason": self.reason} if self.reason else {})
        return {"QueryExecution": {"Status": status, "Statistics": {"DataScannedInBytes": 10}}}

    def get_paginator(self, _name: str) -> "Client":
        return self

    def paginate(self, **_given: object) -> list[dict[str, Any]]:
        row: list[str | None] = [
            "1",
            "1",
            "kms.amazonaws.com",
            "Decrypt",
            *[None] * 11,
            KEY,
            None,
            None,
            None,
            "5",
            "5",
            None,
            None,
        ]
        pages: list[list[list[str | None]]] = [[["counts"], row], [row]]
        data = [
            [{"Data": [{"VarCharValue": one} if one else {} for one in values]} for values in page] for page in pages
        ]
        return [{"ResultSet": {"Rows": rows}} for rows in data]

    def stop_query_execution(self, **given: str) -> None:
        self.stopped.append(given["QueryExecutionId"])


@pytest.fixture
def answer(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Client]:
    def answer(*states: str, **said: Any) -> Client:
        client = Client(*states, **said)
        monkeypatch.setattr(athena, "_open_client", lambda _place: client)
        monkeypatch.setattr(athena, "_FIRST_WAIT", 0)
        return client

    return answer


def test_it_waits_and_turns_pages(answer: Callable[..., Client]) -> None:
    answer("QUEUED", "RUNNING", "SUCCEEDED")
    history = fetch()
    assert (history.records, [seen.times for seen in history.seen]) == (10, [10])


def test_an_interrupt_stops_the_query(answer: Callable[..., Client]) -> None:
    client = answer("RUNNING", "INTERRUPT")
    assert not fetch().complete
    assert client.stopped == ["q-1"]


def test_a_failed_query_is_told_in_athena_s_words(answer: Callable[..., Client]) -> None:
    answer("RUNNING", "FAILED", reason="line 3:1: Column 'useridentity' cannot be resolved")
    error = refuse()
    assert isinstance(error, UnreadableInputError)
    assert error.message.en == "the query failed (FAILED): line 3:1: Column 'useridentity' cannot be resolved"


@pytest.mark.parametrize(
    ("code", "kind", "words"),
    [
        ("AccessDeniedException", UnreadableInputError, "AWS denies `athena:StartQueryExecution`: as it is"),
        ("InvalidRequestException", UsageError, "Athena refuses the query: as it is"),
    ],
)
def test_what_aws_refuses_is_said(
    answer: Callable[..., Client], code: str, kind: type[KeypostError], words: str
) -> None:
    answer(error=code)
    error = refuse()
    assert isinstance(error, kind)
    assert error.message.en == words


def test_files_are_none_of_athena_s() -> None:
    error = refuse(trails=("trail.json",))
    assert isinstance(error, UsageError)
    assert error.message.en == "Amazon Athena reads tables, not files: `trail.json`"
