"""Trino's client against a small server that speaks its protocol (Trino, client REST API)."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from keypost.errors import KeypostError, UnreadableInputError, UsageError
from keypost.readers.trail.engines.trino import Server, Trino
from keypost.readers.trail.requests import Asked, History, Selection
from tests.readers.trail.engines.trails import KEY

ROW = [
    "1",
    "1",
    "kms.amazonaws.com",
    "Decrypt",
    *[None] * 11,
    KEY,
    None,
    None,
    None,
    5,
    5,
    "2026-11-01T09:00:00Z",
    None,
]
KINDS = ["varchar"] * 19 + ["bigint", "bigint", "varchar", "varchar"]
FAILED = {
    "message": "line 3:1: Column 'useridentity' cannot be resolved",
    "errorCode": 47,
    "errorName": "COLUMN_NOT_FOUND",
    "errorType": "USER_ERROR",
    "failureInfo": {"type": "x", "message": "x"},
}


class Handler(BaseHTTPRequestHandler):
    """Answers a statement in two pages of rows."""

    server: "FakeTrino"

    def do_POST(self) -> None:
        self.server.sql = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.server.headers = dict(self.headers)
        self._answer(self._page(1))

    def do_GET(self) -> None:
        number = int(self.path.rpartition("/")[2])
        if self.server.fails:
            self._answer({"id": "q", "error": FAILED, "stats": {"state": "FAILED"}})
            return
        columns = [
            {"name": f"c{at}", "type": kind, "typeSignature": {"rawType": kind, "arguments": []}}
            for at, kind in enumerate(KINDS)
        ]
        page = self._page(number + 1) if number < 2 else {"id": "q", "infoUri": "x", "stats": {"state": "FINISHED"}}
        self._answer(page | {"columns": columns, "data": [ROW]})

    def _page(self, number: int) -> dict[str, Any]:
        return {
            "id": "q",
            "infoUri": "x",
            "nextUri": f"{self.server.address}/v1/statement/q/{number}",
            "stats": {"state": "RUNNING"},
        }

    def _answer(self, data: object) -> None:
        content = json.dumps(data).encode()
        self.send_response(self.server.status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class FakeTrino(ThreadingHTTPServer):
    """The server, and what it was asked."""

    sql = ""
    headers: dict[str, str]
    fails = False
    status = 200

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


@pytest.fixture
def server() -> Iterator[FakeTrino]:
    with FakeTrino(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def fetch(address: str, *, table: str = "hive.logs.cloudtrail", **given: str) -> History:
    engine = Trino(table=table, server=Server(address, "alice", **given))
    return engine.fetch_history((), Selection(key=KEY), asked=Asked())


def refuse(address: str) -> KeypostError:
    with pytest.raises(KeypostError) as refused:
        fetch(address)
    return refused.value


def test_all_pages_are_the_history(server: FakeTrino) -> None:
    history = fetch(server.address)
    assert (history.records, [seen.times for seen in history.seen]) == (10, [10])
    assert 'FROM "hive"."logs"."cloudtrail"' in server.sql
    assert server.headers["X-Trino-User"] == "alice"
    assert server.headers["X-Trino-Source"] == "keypost"


def test_a_password_isn_t_sent_in_the_clear(server: FakeTrino) -> None:
    with pytest.raises(UnreadableInputError, match="TLS/SSL is required"):
        fetch(server.address, password="secret")  # noqa: S106
    assert not server.sql


def test_a_failed_query_is_told_in_trino_s_words(server: FakeTrino) -> None:
    server.fails = True
    error = refuse(server.address)
    assert isinstance(error, UnreadableInputError)
    assert error.message.en == "the query failed in Trino: line 3:1: Column 'useridentity' cannot be resolved"


def test_a_server_that_refuses_or_isn_t_there_is_said(server: FakeTrino) -> None:
    server.status = 401
    assert "can't be reached" in refuse(server.address).message.en
    assert "can't be reached" in refuse("http://127.0.0.1:9").message.en


def test_a_table_s_name_is_a_name_and_nothing_else(server: FakeTrino) -> None:
    with pytest.raises(UsageError, match="is no table's name"):
        fetch(server.address, table="t; DROP TABLE u")
    fetch(server.address, table='"t"" (SELECT 1); --".u')
    assert 'FROM "t"" (SELECT 1); --"."u"' in server.sql
