"""The same signed requests for any endpoint: what there is beforehand, and a mix over six services, ready to be sent.

Requests are written and signed before anything is measured, so that a run costs its client next to nothing.
"""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from http.client import HTTPConnection
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from botocore.config import Config
from botocore.session import Session

ACCOUNT, REGION, BUCKET = "123456789012", "us-east-1", "amzn-s3-demo-bucket"
TOPIC, WIRED = (f"arn:aws:sns:{REGION}:{ACCOUNT}:{name}" for name in ("alerts", "wired"))
FANNED = f"arn:aws:sqs:{REGION}:{ACCOUNT}:fanned"
ROOT = (ACCOUNT, "test")
Keys = tuple[str, str]


class Ready(NamedTuple):
    """A request that is signed: what goes over the wire."""

    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes


class Client:
    """Clients of one endpoint as one caller; `prepare` signs instead of sending."""

    def __init__(self, address: str, keys: Keys = ROOT) -> None:
        """Take where it is, and whose keys sign."""
        self.address, self._keys, self._clients = address, keys, dict[str, Any]()
        self._session = _open_session()

    def do(self, service: str, operation: str, **parameters: Any) -> Any:
        """Carry out one operation."""
        return getattr(self._client(service), operation)(**parameters)

    def prepare(self, service: str, operation: str, **parameters: Any) -> Ready:
        """Return the signed request of one operation."""
        client = self._client(service)

        def keep(request: Any, **_told: Any) -> None:
            raise _SignedError(request)

        client.meta.events.register_first("before-send", keep)
        try:
            getattr(client, operation)(**parameters)
        except _SignedError as signed:
            return _write(signed.request)
        finally:
            client.meta.events.unregister("before-send", keep)
        raise RuntimeError(f"{service} {operation} isn't sent")

    def _client(self, service: str) -> Any:
        if service not in self._clients:
            self._clients[service] = self._session.create_client(
                service, endpoint_url=self.address, region_name=REGION, aws_access_key_id=self._keys[0],
                aws_secret_access_key=self._keys[1], config=Config(retries={"total_max_attempts": 1}),
            )  # fmt: skip
        return self._clients[service]


@cache
def _open_session() -> Session:
    """Return the one session, which reads the models of services once."""
    return Session()


def connect(address: str) -> HTTPConnection:
    """Return a connection to the endpoint, to be kept open."""
    return HTTPConnection(urlsplit(address).netloc, timeout=60)


def send(connection: HTTPConnection, request: Ready) -> tuple[int, bytes]:
    """Send a request; return status and body of the answer."""
    connection.request(request.method, request.target, request.body, dict(request.headers))
    answer = connection.getresponse()
    return answer.status, answer.read()


def furnish(client: Client) -> Keys:
    """Make keys, topics, queues, a bucket, alarms and roles; return the keys of a user whom a policy lets use them."""
    key = client.do("kms", "create_key", Policy=_document(*_KEY))["KeyMetadata"]["Arn"]
    client.do("kms", "create_alias", AliasName="alias/own", TargetKeyId=key)
    client.do("sns", "create_topic", Name="alerts", Attributes={"KmsMasterKeyId": key})
    client.do("sns", "create_topic", Name="wired")
    make_queues(client)
    client.do("sns", "subscribe", TopicArn=WIRED, Protocol="sqs", Endpoint=FANNED)
    client.do("s3", "create_bucket", Bucket=BUCKET)
    client.do("s3", "put_object", Bucket=BUCKET, Key="there", Body=b"x" * 1000)
    client.do("cloudwatch", "put_metric_alarm", **_ALARM)
    client.do("iam", "create_role", RoleName="worker", AssumeRolePolicyDocument=_document(*_TRUST))
    client.do("iam", "create_user", UserName="ann")
    client.do("iam", "put_user_policy", UserName="ann", PolicyName="own", PolicyDocument=_document(*_OWN))
    made = client.do("iam", "create_access_key", UserName="ann")["AccessKey"]
    return made["AccessKeyId"], made["SecretAccessKey"]


def list_mix(client: Client) -> Iterator[Ready]:
    """Yield one of each request of the mix."""
    address = client.address
    inbox, fanned = (f"{address}/{ACCOUNT}/{name}" for name in ("inbox", "fanned"))
    text = json.dumps({"order": 1, "lines": ["a", "b"] * 20})
    ciphertext = client.do("kms", "encrypt", KeyId="alias/own", Plaintext=b"secret")["CiphertextBlob"]
    for _ in range(2):
        yield client.prepare("sns", "publish", TopicArn=TOPIC, Message=text)
        yield client.prepare("sns", "publish", TopicArn=WIRED, Message=text)
        yield client.prepare("sqs", "send_message", QueueUrl=inbox, MessageBody=text)
        yield client.prepare("sqs", "receive_message", QueueUrl=inbox, WaitTimeSeconds=0)
        yield client.prepare("s3", "put_object", Bucket=BUCKET, Key="new", Body=text.encode())
        yield client.prepare("s3", "get_object", Bucket=BUCKET, Key="there")
        yield client.prepare("kms", "generate_data_key", KeyId="alias/own", KeySpec="AES_256")
        yield client.prepare("kms", "decrypt", CiphertextBlob=ciphertext)
    yield client.prepare("sqs", "get_queue_attributes", QueueUrl=fanned, AttributeNames=["QueueArn"])
    yield client.prepare("s3", "head_object", Bucket=BUCKET, Key="there")
    yield client.prepare("s3", "list_objects_v2", Bucket=BUCKET)
    yield client.prepare("cloudwatch", "put_metric_data", Namespace="app", MetricData=[{"MetricName": "n", "Value": 1}])
    yield client.prepare("cloudwatch", "describe_alarms", AlarmNames=["cpu"])
    yield client.prepare("iam", "get_user", UserName="ann")
    yield client.prepare("iam", "get_role", RoleName="worker")
    yield client.prepare("sns", "get_topic_attributes", TopicArn=TOPIC)


def make_queues(client: Client) -> None:
    """Make the two queues that the mix fills, empty."""
    policy = _document(_let({"Service": "sns.amazonaws.com"}, "sqs:SendMessage"))
    client.do("sqs", "create_queue", QueueName="inbox", Attributes={"KmsMasterKeyId": "alias/own"})
    client.do("sqs", "create_queue", QueueName="fanned", Attributes={"Policy": policy})


def empty_queues(client: Client) -> None:
    """Begin anew with the queues that the mix fills: one may be purged once a minute only."""
    for name in ("inbox", "fanned"):
        client.do("sqs", "delete_queue", QueueUrl=f"{client.address}/{ACCOUNT}/{name}")
    make_queues(client)


class _SignedError(Exception):
    """Ends a call when its request is ready to be sent."""

    def __init__(self, request: Any) -> None:
        super().__init__("signed")
        self.request = request


def _write(signed: Any) -> Ready:
    parts = urlsplit(signed.url)
    headers = {
        str(name): value.decode() if isinstance(value, bytes) else str(value) for name, value in signed.headers.items()
    }
    body = signed.body or b""
    content = body if isinstance(body, (bytes, bytearray)) else body.encode() if isinstance(body, str) else body.read()
    target = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
    headers = {name: value for name, value in headers.items() if name.lower() not in {"expect", "content-length"}}
    return Ready(signed.method, target, headers, bytes(content))


def _let(principal: Any, *actions: str, **parts: Any) -> dict[str, Any]:
    return {"Effect": "Allow", "Principal": principal, "Action": list(actions), "Resource": "*", **parts}


def _document(*statements: Mapping[str, Any]) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


_KEY = (
    _let({"AWS": f"arn:aws:iam::{ACCOUNT}:root"}, "kms:*"),
    _let(
        {"Service": "cloudwatch.amazonaws.com"},
        *("kms:GenerateDataKey*", "kms:Decrypt"),
        Condition={"StringEquals": {"aws:SourceAccount": ACCOUNT}},
    ),
)
_TRUST = ({"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"},)
_OWN = (
    {"Effect": "Allow", "Action": ["sns:Publish", "sns:Get*"], "Resource": [TOPIC, WIRED]},
    {"Effect": "Allow", "Action": "sqs:*", "Resource": f"arn:aws:sqs:{REGION}:{ACCOUNT}:*"},
    {"Effect": "Allow", "Action": "s3:*", "Resource": [f"arn:aws:s3:::{BUCKET}", f"arn:aws:s3:::{BUCKET}/*"]},
    {"Effect": "Allow", "Action": ["cloudwatch:*"], "Resource": "*"},
    {"Effect": "Allow", "Action": ["iam:Get*", "iam:List*"], "Resource": "*"},
    {
        "Effect": "Allow",
        "Action": ["kms:GenerateDataKey*", "kms:Decrypt", "kms:Encrypt", "kms:DescribeKey"],
        "Resource": f"arn:aws:kms:{REGION}:{ACCOUNT}:key/*",
        "Condition": {"StringEquals": {"aws:RequestedRegion": [REGION, "eu-west-1"]}},
    },
    {
        "Effect": "Deny",
        "Action": ["sqs:DeleteQueue", "s3:DeleteBucket", "kms:ScheduleKeyDeletion"],
        "Resource": "*",
        "Condition": {"StringNotLike": {"aws:PrincipalArn": f"arn:aws:iam::{ACCOUNT}:role/admin-*"}},
    },
)
_ALARM: dict[str, Any] = {
    "AlarmName": "cpu", "Namespace": "n", "MetricName": "m", "Statistic": "Average", "Period": 60,
    "EvaluationPeriods": 1, "Threshold": 1.0, "ComparisonOperator": "GreaterThanThreshold", "AlarmActions": [TOPIC],
}  # fmt: skip
