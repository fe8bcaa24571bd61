"""Compressed bodies, and such that aren't what they say."""

import gzip

import pytest

from keypost.endpoint.refusal import RefusalError
from keypost.endpoint.wire.message import HttpRequest
from keypost.endpoint.wire.unpacking import unpack
from tests.endpoint.local import Local

MEBIBYTE = 1024 * 1024


def test_what_a_client_compresses_arrives(local: Local) -> None:
    cloudwatch = local.client("cloudwatch")
    values = [{"MetricName": f"m{number}", "Value": 1.0, "Unit": "Count"} for number in range(400)]
    cloudwatch.put_metric_data(Namespace="n", MetricData=values)
    assert cloudwatch.list_metrics(Namespace="n", MetricName="m399")["Metrics"]


def test_an_object_stays_compressed(local: Local) -> None:
    s3, content = local.client("s3"), gzip.compress(b"m")
    s3.create_bucket(Bucket="amzn-s3-demo-bucket")
    s3.put_object(Bucket="amzn-s3-demo-bucket", Key="k", Body=content, ContentEncoding="gzip")
    got = s3.get_object(Bucket="amzn-s3-demo-bucket", Key="k")
    assert (got["Body"].read(), got["ContentEncoding"]) == (content, "gzip")


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (gzip.compress(bytes(33 * MEBIBYTE), mtime=0), "RequestEntityTooLarge"),
        (gzip.compress(b"m", mtime=0)[:-1], "SerializationException"),
        (gzip.compress(b"m", mtime=0) + b"x", "SerializationException"),
        (b"m", "SerializationException"),
        (b"", "SerializationException"),
    ],
)
def test_what_is_no_compressed_body_is_refused(body: bytes, code: str) -> None:
    with pytest.raises(RefusalError, match=code):
        unpack(HttpRequest("POST", "/", "", {"content-encoding": "gzip"}, body))
