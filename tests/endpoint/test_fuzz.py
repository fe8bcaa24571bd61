"""Whatever comes in, there is an answer, and nobody gets past authorization with it."""

import json
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from keypost.endpoint.wire.message import HttpRequest
from tests.endpoint.local import Keys, Local, ask, sign

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=True) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
NAMES = [
    "KeyId",
    "TopicArn",
    "QueueUrl",
    "EncryptionContext",
    "Message",
    "Entries",
    "Constraints",
    "Attributes",
    "Tags",
]
DOCUMENTS = st.dictionaries(st.sampled_from(NAMES), JSON, max_size=5).map(lambda data: json.dumps(data).encode())
FIELDS = st.dictionaries(
    st.sampled_from(["Action", "TopicArn", "Attributes.entry.1.key", "A.member.x", "Tags.member.1", "", ".", "a..b"]),
    st.sampled_from(["Publish", "Subscribe", "CreateUser", "x", "é", "%zz", ""]),
    max_size=6,
).map(lambda fields: "&".join(f"{name}={value}" for name, value in fields.items()).encode())
BODIES = st.binary(max_size=64) | DOCUMENTS | FIELDS
BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><Delete>&b;</Delete>'
TARGETS = [
    "TrentService.Encrypt",
    "TrentService.Decrypt",
    "AmazonSQS.SendMessage",
    "AmazonSQS.None",
    "x",
    ".",
    "AWSEvents.",
]
SERVICES = ["kms", "sqs", "sns", "iam", "sts", "s3", "lambda", "monitoring", "events", "dynamodb", "ec2", "nowhere"]
PATHS = [
    "/",
    "/bucket",
    "/bucket/key",
    "/2015-03-31/functions/",
    "//",
    "/%00",
    "/..%2f",
    "/service/x/operation/PutMetricData",
]
QUERIES = [
    "",
    "policy",
    "uploads",
    "acl=",
    "X-Amz-Credential=a",
    "Action=Publish",
    "AWSAccessKeyId=test&Signature=x",
    "%=%",
]


@pytest.fixture(scope="module")
def nobody(endpoint: Local) -> Iterator[Keys]:
    """The keys of a user to whom nothing is allowed."""
    endpoint.front.reset()
    yield endpoint.user("nobody")
    endpoint.front.reset()


REQUESTS = st.builds(
    HttpRequest,
    method=st.sampled_from(["GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS"]),
    path=st.sampled_from(PATHS),
    query=st.sampled_from(QUERIES),
    headers=st.fixed_dictionaries(
        {"host": st.just("127.0.0.1")},
        optional={
            "x-amz-target": st.sampled_from(TARGETS),
            "content-type": st.sampled_from(["application/x-amz-json-1.1", "application/x-www-form-urlencoded", "é"]),
            "smithy-protocol": st.just("rpc-v2-cbor"),
            "authorization": st.sampled_from(
                ["", "AWS4-HMAC-SHA256", "Basic x", "AWS4-HMAC-SHA256 Credential=a/b/c/d/e"]
            ),
        },
    ),
    body=BODIES | st.just(BOMB),
)
QUICK = settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@QUICK
@given(request=REQUESTS)
def test_who_is_not_known_gets_nothing(endpoint: Local, request: HttpRequest) -> None:
    answer = ask(endpoint, request)
    assert 300 <= answer.status < 500 or answer.status == 501, answer


@QUICK
@given(request=REQUESTS, service=st.sampled_from(SERVICES))
def test_who_may_nothing_gets_nothing(endpoint: Local, nobody: Keys, request: HttpRequest, service: str) -> None:
    headers = {name: value for name, value in request.headers.items() if name != "authorization" and value.isascii()}
    answer = ask(endpoint, sign(request._replace(headers=headers), nobody, service))
    harmless = b"GetCallerIdentity" in answer.body or b"GetSessionToken" in answer.body
    assert harmless or 300 <= answer.status < 500 or answer.status == 501, answer


@QUICK
@given(request=REQUESTS, service=st.sampled_from(SERVICES), letter=st.integers(0, 63))
def test_a_signature_that_is_one_letter_off_is_no_signature(
    endpoint: Local, request: HttpRequest, service: str, letter: int
) -> None:
    headers = {name: value for name, value in request.headers.items() if name != "authorization" and value.isascii()}
    signed = sign(request._replace(headers=headers), ("test", "test", None), service)
    header = signed.headers["authorization"]
    start, _, signature = header.rpartition("=")
    other = "0" if signature[letter] != "0" else "1"
    changed = f"{start}={signature[:letter]}{other}{signature[letter + 1 :]}"
    answer = ask(endpoint, signed._replace(headers={**signed.headers, "authorization": changed}))
    assert 400 <= answer.status < 500 or answer.status == 501, answer


@pytest.mark.parametrize(
    "body", [BOMB, b"<Delete>" * 2000, b"<Delete><Object><Key>k</Key></Object>", b"\xff\xfe", b"<a/><b/>"]
)
def test_xml_that_is_none_is_refused(endpoint: Local, body: bytes) -> None:
    endpoint.front.reset()
    endpoint.client("s3").create_bucket(Bucket="amzn-s3-demo-bucket")
    request = HttpRequest("POST", "/amzn-s3-demo-bucket", "delete", {"host": "127.0.0.1"}, body)
    answer = ask(endpoint, sign(request, ("test", "test", None), "s3"))
    assert (answer.status, b"MalformedXML" in answer.body) == (400, True)


def test_a_body_that_was_changed_on_the_way_is_refused(endpoint: Local) -> None:
    request = HttpRequest("POST", "/", "", {"host": "127.0.0.1", "x-amz-target": "TrentService.ListKeys"}, b"{}")
    signed = sign(request, ("test", "test", None), "kms")
    assert ask(endpoint, signed).status == 200
    answer = ask(endpoint, signed._replace(body=b'{"Limit": 1}'))
    assert (answer.status, b"InvalidSignatureException" in answer.body) == (400, True)


@pytest.mark.parametrize("depth", [200, 100_000])
def test_deep_json_is_refused_or_passed_over(endpoint: Local, depth: int) -> None:
    body = b'{"EncryptionContext":' + b'{"a":' * depth + b"1" + b"}" * depth + b"}"
    request = HttpRequest("POST", "/", "", {"host": "127.0.0.1", "x-amz-target": "TrentService.Encrypt"}, body)
    assert 400 <= ask(endpoint, sign(request, ("test", "test", None), "kms")).status < 500
