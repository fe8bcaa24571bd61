"""Whatever bytes come over the wire: the server goes on, nobody gets past authorization, nothing changes.

`KEYPOST_FUZZ` is how many requests each law sends; by default a few.
"""

import gzip
import json
import logging
import os
import re
import resource
import socket
from collections.abc import Iterator
from http.client import HTTPConnection
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.endpoint_requests import ACCOUNT, REGION, Client, Ready, furnish, list_mix
from keypost.endpoint.server import Server
from keypost.endpoint.settings import Settings
from keypost.endpoint.store.resources import find_bucket, find_queue, find_topic
from keypost.endpoint.wire.message import HttpRequest
from tests.endpoint.local import sign

FUZZ = settings(
    max_examples=int(os.environ.get("KEYPOST_FUZZ", "40")), deadline=None, suppress_health_check=list(HealthCheck)
)
_STATUS = re.compile(rb"^HTTP/1\.[01] (\d{3})", re.MULTILINE)
_OK = range(200, 300)
_SECONDS = 60
_MEGABYTES = 1024
# How much more the process may hold after thousands of requests than before.
_MOST_GROWTH_MB = 400


class Complaints(logging.Handler):
    """What the server says of exceptions that nobody thought of."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.told: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.told.append(self.format(record))


class Target:
    """A server with something in it, and requests to it that are all in order."""

    def __init__(self) -> None:
        self.server = Server(Settings(account=ACCOUNT, region=REGION))
        self.server.start()
        self.server.front.reset()
        self.client = Client(self.server.address)
        furnish(self.client)
        self.mix = list(list_mix(self.client))
        self.complaints = Complaints()
        logging.getLogger("waitress").addHandler(self.complaints)

    def send(self, raw: bytes) -> bytes:
        """Return all that comes back for bytes that nothing follows."""
        host, _, port = self.server.address.removeprefix("http://").partition(":")
        answer = b""
        with socket.create_connection((host, int(port)), timeout=_SECONDS) as connection:
            try:
                connection.sendall(raw)
                connection.shutdown(socket.SHUT_WR)
                while part := connection.recv(65536):
                    answer += part
            except TimeoutError:
                raise
            except OSError:
                return answer  # it had enough
        return answer

    def check(self) -> None:
        """The server answers, and complains of nothing."""
        connection = HTTPConnection(self.server.address.removeprefix("http://"), timeout=_SECONDS)
        connection.request("GET", "/_keypost/health")
        assert connection.getresponse().status == 200
        connection.close()
        assert self.complaints.told == []

    def describe(self) -> tuple[object, ...]:
        """Return what is in store, as far as the requests could change it."""
        names = ("alerts", "wired", "inbox", "fanned", "amzn-s3-demo-bucket")
        topics = [find_topic(f"arn:aws:sns:{REGION}:{ACCOUNT}:{name}") for name in names]
        queues = [find_queue(f"arn:aws:sqs:{REGION}:{ACCOUNT}:{name}") for name in names]
        return (
            self.server.front.changes, [len(one.sent_notifications) for one in topics if one],
            [len(one._messages) for one in queues if one], sorted(find_bucket(names[-1]).keys),  # noqa: SLF001
        )  # fmt: skip


@pytest.fixture(scope="module")
def target() -> Iterator[Target]:
    made = Target()
    yield made
    logging.getLogger("waitress").removeHandler(made.complaints)
    made.server.stop()


HEADERS = st.sampled_from(
    [
        *(b"Transfer-Encoding: chunked", b"Transfer-Encoding: gzip, chunked", b"Transfer-Encoding: \x0bchunked"),
        *(b"Content-Length: 0", b"Content-Length: 999999999999", b"Content-Length: -1", b"Content-Length: +5"),
        *(b"Content-Length: \xb2", b"Host: example.com", b"Host: 127.0.0.1\x00", b"Origin: https://example.com"),
        *(
            b"X-Odd: \x00\xff\xfe",
            b": nothing",
            b"no colon",
            b" folded",
            b"X" * 70_000 + b": x",
            b"X: " + b"y" * 300_000,
        ),
        *(
            b"Authorization: AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/sqs/aws4_request",
            b"Expect: 100-continue",
        ),
        *(b"Content-Encoding: gzip", b"X-Amz-Target: AmazonSQS.\xe9", b"Content-Type: multipart/form-data; boundary="),
        *(b"X-Amz-Content-Sha256: STREAMING-AWS4-HMAC-SHA256-PAYLOAD", b"X-Amz-Decoded-Content-Length: 99999999999999"),
        *(b"Connection: close", b"Connection: upgrade\r\nUpgrade: h2c", b"Smithy-Protocol: rpc-v2-cbor"),
    ]
)
DEEP = 30_000
BODIES = st.sampled_from(
    [
        *(
            b"",
            b"\x00" * 64,
            b"\xff\xfe\xfd",
            b"{" * DEEP,
            b'{"a":' * DEEP,
            b"[" * DEEP + b"]" * DEEP,
            b'{"QueueUrl": 1e999}',
        ),
        *(b'{"QueueUrl": {"a": [null]}, "Entries": "x"}', b'{"MessageBody": "\\ud800"}', b'{"a":NaN}', b'"\\u0000"'),
        *(
            b"\x9b\xff\xff\xff\xff\xff\xff\xff\xff",
            b"\xbb" + b"\xff" * 8,
            b"\x9f" * DEEP,
            b"\xa1\x61a" * DEEP,
            b"\xd8" * 99,
        ),
        *(
            b"<a>" * DEEP,
            b"<!DOCTYPE x [<!ENTITY a 'b'><!ENTITY c '&a;&a;'>]><x>&c;</x>",
            b"<?xml version='1.0' encoding='x'?><a/>",
        ),
        *(b"Action=Publish&" + b"a.b." * DEEP + b"=1", b"&".join(b"Tags.member.%d.Key=a" % at for at in range(5_000))),
        *(b"Action=CreateUser&UserName=%00%ff", b"Action=Publish&Action=CreateUser", b"%", b"A" * 2_000_000),
        *(
            gzip.compress(bytes(10_000_000)),
            b"5\r\nabcde\r\n",
            b"5\r\nab",
            b"ffffffffffffffff\r\n",
            b"5;x\r\nabcde\r\n0\r\n\r\n",
        ),
        *(b"5;chunk-signature=0\r\nabcde\r\n0;chunk-signature=0\r\n\r\n", b"-1\r\n\r\n", b"0\r\nX: \x00\r\n\r\n"),
    ]
)
LINES = st.sampled_from(
    [
        *(
            b"POST / HTTP/1.1",
            b"GET / HTTP/0.9",
            b"GET",
            b"",
            b"\x00",
            b"POST http://127.0.0.1/ HTTP/1.1",
            b"GET // HTTP/1.1",
        ),
        *(b"post / HTTP/1.1", b"PUT /amzn-s3-demo-bucket/new HTTP/1.1", b"DELETE /amzn-s3-demo-bucket/there HTTP/1.1"),
        *(
            b"GET /amzn-s3-demo-bucket/../..//%2e%2e/%00 HTTP/1.1",
            b"GET /%ff%fe\xff HTTP/1.1",
            b"GET /?%=%&&= HTTP/1.1",
        ),
        *(b"POST /?Action=Publish HTTP/9.9", b"PUT /amzn-s3-demo-bucket?acl&policy HTTP/1.1", b"CONNECT a:1 HTTP/1.1"),
        *(
            b"GET /" + b"a" * 70_000 + b" HTTP/1.1",
            b"POST /service/x/operation/PutMetricData HTTP/1.1",
            b"OPTIONS * HTTP/1.1",
        ),
    ]
)


def write(request: Ready, *, host: str, line: bytes | None, further: list[bytes], body: bytes | None) -> bytes:
    """Return the bytes of a request, with another first line or body, and more headers."""
    content = request.body if body is None else body
    told = {"Host": host, "Content-Length": str(len(content))} | dict(request.headers)
    is_told_otherwise = any(one.lower().startswith((b"content-length", b"transfer-encoding")) for one in further)
    kept = {name: value for name, value in told.items() if not (is_told_otherwise and name == "Content-Length")}
    lines = [line if line is not None else f"{request.method} {request.target} HTTP/1.1".encode()]
    lines += [f"{name}: {value}".encode() for name, value in kept.items()]
    return b"\r\n".join([*lines, *further, b"", b""]) + content


def spoil(request: Ready, how: str) -> Ready:
    """Return the request without a signature that holds."""
    header = next((name for name in request.headers if name.lower() == "authorization"), "")
    signature = request.headers[header]
    others = {name: value for name, value in request.headers.items() if name != header}
    if how == "none":
        return request._replace(headers=others)
    if how == "letter":
        last = "0" if signature[-1] != "0" else "1"
        return request._replace(headers={**others, header: signature[:-1] + last})
    if how == "key":
        return request._replace(headers={**others, header: signature.replace(ACCOUNT, "AKIAIOSFODNN7EXAMPLE", 1)})
    if how == "region":
        return request._replace(headers={**others, header: signature.replace(f"/{REGION}/", "/eu-west-1/", 1)})
    return request._replace(headers={**others, header: signature.replace("Signature=", "signature=")})


@FUZZ
@given(data=st.data())
def test_nothing_passes_without_a_signature(target: Target, data: Any) -> None:
    before = target.describe()
    how = data.draw(st.sampled_from(["none", "letter", "key", "region", "name"]))
    request = spoil(data.draw(st.sampled_from(target.mix)), how)
    raw = write(
        request, host=target.server.address.removeprefix("http://"), line=data.draw(st.none() | LINES),
        further=data.draw(st.lists(HEADERS, max_size=3)), body=data.draw(st.none() | BODIES | st.binary(max_size=50)),
    )  # fmt: skip
    cut = data.draw(st.sampled_from([0, 0, 0, 1, 7, len(raw) // 2]))
    answers = [int(one) for one in _STATUS.findall(target.send(raw[: len(raw) - cut]))]
    assert not [one for one in answers if one in _OK], answers
    target.check()
    assert target.describe() == before


@FUZZ
@given(raw=st.binary(max_size=200) | st.builds(lambda *parts: b"\r\n".join(parts), LINES, HEADERS, HEADERS, BODIES))
def test_what_is_no_request_is_none(target: Target, raw: bytes) -> None:
    before = target.describe()
    assert not [one for one in _STATUS.findall(target.send(raw)) if int(one) in _OK]
    target.check()
    assert target.describe() == before


@FUZZ
@given(
    request=st.integers(0, 23),
    body=BODIES | st.binary(max_size=50),
    further=st.sampled_from([{}, {"content-encoding": "gzip"}]),
)
def test_who_may_everything_gets_an_answer_to_anything(
    target: Target, request: int, body: bytes, further: dict[str, str]
) -> None:
    ready = target.mix[request]
    path, _, query = ready.target.partition("?")
    kept = ("x-amz-target", "content-type", "smithy-protocol")
    headers = {name.lower(): value for name, value in ready.headers.items() if name.lower() in kept}
    host = target.server.address.removeprefix("http://")
    asked = HttpRequest(ready.method, path, query, {**headers, **further, "host": host}, body)
    service = re.findall(r"/([a-z0-9]+)/aws4_request", json.dumps(dict(ready.headers)))[0]
    signed = sign(asked, (ACCOUNT, "test", None), service)
    raw = write(
        Ready(ready.method, ready.target, {**signed.headers, "connection": "close"}, body), host=host, line=None,
        further=[], body=None,
    )  # fmt: skip
    answer = target.send(raw)
    assert [one for one in _STATUS.findall(answer) if one != b"500"], answer[:500]
    target.check()


def test_all_that_takes_no_room(target: Target) -> None:
    """The most memory the process ever held, after a body of 300 MB that isn't one and many that are."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // _MEGABYTES
    host = target.server.address.removeprefix("http://")
    for further in (b"Content-Length: 314572800", b"Transfer-Encoding: chunked"):
        for _ in range(5):
            body = b"A" * 1_000_000 if b"Length" in further else b"fffff\r\n" + b"A" * 1_000_000
            raw = write(target.mix[0], host=host, line=None, further=[further], body=body)
            assert not [one for one in _STATUS.findall(target.send(raw)) if int(one) in _OK]
    target.check()
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // _MEGABYTES < before + _MOST_GROWTH_MB
