"""No page of a web site speaks to the endpoint."""

import pytest

from keypost.endpoint.wire.message import HttpRequest
from tests.endpoint.local import Local, ask, sign

ELSEWHERE = [
    {"host": "evil.example:4566"},
    {"host": "127.0.0.1.evil.example"},
    {"host": "127.0.0.1:4566", "origin": "https://evil.example"},
    {"host": "127.0.0.1:4566", "origin": "null"},
    {"host": "127.0.0.1:4566", "origin": "http://[x"},
    {"host": ""},
]
HERE = [
    {"host": "127.0.0.1:4566"},
    {"host": "LOCALHOST:4566"},
    {"host": "[::1]:4566"},
    {"host": "localhost:4566", "origin": "http://localhost:3000"},
]


@pytest.mark.parametrize("headers", ELSEWHERE)
def test_pages_of_other_sites_are_refused(endpoint: Local, headers: dict[str, str]) -> None:
    for page in ("health", "decisions", "mailbox"):
        assert ask(endpoint, HttpRequest("GET", f"/_keypost/{page}", "", headers, b"")).status == 403
    body = b'{"actual": 5}'
    assert ask(endpoint, HttpRequest("POST", "/_keypost/spend", "", headers, body)).status == 403


@pytest.mark.parametrize("headers", [one for one in ELSEWHERE if one["host"]])
def test_no_call_is_made_for_pages_of_other_sites(endpoint: Local, headers: dict[str, str]) -> None:
    request = HttpRequest("GET", "/", "Action=ListTopics&Version=2010-03-31", headers, b"")
    assert ask(endpoint, sign(request, ("test", "test", None), "sns")).status == 403


@pytest.mark.parametrize("headers", HERE)
def test_this_machine_is_answered(endpoint: Local, headers: dict[str, str]) -> None:
    assert ask(endpoint, HttpRequest("GET", "/_keypost/health", "", headers, b"")).status == 200
    request = HttpRequest("GET", "/", "Action=ListTopics&Version=2010-03-31", headers, b"")
    assert ask(endpoint, sign(request, ("test", "test", None), "sns")).status == 200
