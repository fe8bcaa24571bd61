"""How large a body may be, and that nothing of a larger one is read."""

import io
from typing import Any

import pytest

from keypost.endpoint.wire.bounds import find_largest_body
from keypost.endpoint.wire.message import LARGEST_BODY, HttpRequest, TooLargeError, read_body, read_head

MEBIBYTE = 1024 * 1024


def sign(service: str) -> str:
    scope = f"AKIA/20261122/us-east-1/{service}/aws4_request"
    return f"AWS4-HMAC-SHA256 Credential={scope}, SignedHeaders=host, Signature=0"


@pytest.mark.parametrize(
    ("authorization", "largest"),
    [
        (sign("s3"), LARGEST_BODY),
        (sign("lambda"), LARGEST_BODY),
        (sign("sqs"), 8 * MEBIBYTE),
        (sign("kms"), MEBIBYTE),
        (sign("ses"), 64 * MEBIBYTE),
        ("Basic AKIA", MEBIBYTE),
        ("", LARGEST_BODY),
    ],
)
def test_the_service_says_how_much_it_takes(authorization: str, largest: int) -> None:
    head = HttpRequest("POST", "/", "", {"authorization": authorization}, b"")
    assert find_largest_body(head) == largest


def test_nothing_is_read_of_a_body_that_is_too_large() -> None:
    body = io.BytesIO(bytes(9))
    environ: dict[str, Any] = {"REQUEST_METHOD": "POST", "PATH_INFO": "/", "CONTENT_LENGTH": "9", "wsgi.input": body}
    head = read_head(environ)
    with pytest.raises(TooLargeError):
        read_body(environ, head, largest=8)
    assert body.tell() == 0
    assert read_body(environ, head, largest=9).body == bytes(9)
