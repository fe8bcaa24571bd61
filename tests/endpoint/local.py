"""The endpoint in this process, and clients of it."""

import io
import json
import uuid
import zipfile
from collections.abc import Mapping
from typing import Any

import boto3
from botocore.auth import S3SigV4Auth, SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.config import Config
from botocore.credentials import Credentials
from botocore.exceptions import ClientError

from keypost.endpoint.door import Door
from keypost.endpoint.server import Server
from keypost.endpoint.settings import Settings
from keypost.endpoint.wire.message import HttpAnswer, HttpRequest

ACCOUNT = "000000000000"
REGION = "us-east-1"
ROOT = ("test", "test", None)
Keys = tuple[str, str, str | None]


class Local:
    """A running endpoint, and how tests talk to it."""

    def __init__(self, settings: Settings) -> None:
        self.server = Server(settings)
        self.server.start()
        self.front = self.server.front
        self.address = self.server.address
        self._clients: dict[tuple[str, str], Any] = {}

    def client(self, service: str, keys: Keys = ROOT, *, region: str = REGION) -> Any:
        """Return a client; the root user's are kept, for making one takes longer than most tests.

        Others' aren't: each keeps its connections open, and the server has a hundred at most.
        """
        if keys != ROOT:
            return self._create_client(service, keys, region)
        if (service, region) not in self._clients:
            self._clients[service, region] = self._create_client(service, keys, region)
        return self._clients[service, region]

    def _create_client(self, service: str, keys: Keys, region: str) -> Any:
        access_key, secret, token = keys
        return boto3.client(
            service, endpoint_url=self.address, region_name=region, aws_access_key_id=access_key,
            aws_secret_access_key=secret, aws_session_token=token, config=Config(retries={"total_max_attempts": 1}),
        )  # fmt: skip

    def user(self, name: str, *statements: Mapping[str, Any]) -> Keys:
        """Make a user with these statements; return its keys."""
        iam = self.client("iam")
        iam.create_user(UserName=name)
        if statements:
            iam.put_user_policy(UserName=name, PolicyName="own", PolicyDocument=document(*statements))
        key = iam.create_access_key(UserName=name)["AccessKey"]
        return key["AccessKeyId"], key["SecretAccessKey"], None

    def role(self, name: str, *statements: Mapping[str, Any], trusted: Mapping[str, Any]) -> str:
        """Make a role with these statements that `trusted` may assume; return its ARN."""
        iam = self.client("iam")
        trust = document({"Effect": "Allow", "Principal": trusted, "Action": "sts:AssumeRole"})
        arn = iam.create_role(RoleName=name, AssumeRolePolicyDocument=trust)["Role"]["Arn"]
        if statements:
            iam.put_role_policy(RoleName=name, PolicyName="own", PolicyDocument=document(*statements))
        return str(arn)

    def assume(self, role: str, keys: Keys = ROOT, **settings: Any) -> Keys:
        """Return the keys of a session of the role."""
        sts = self.client("sts", keys)
        made = sts.assume_role(RoleArn=role, RoleSessionName="session", **settings)["Credentials"]
        return made["AccessKeyId"], made["SecretAccessKey"], made["SessionToken"]

    def key(self, *statements: Mapping[str, Any]) -> str:
        """Make a key whose policy delegates to IAM and has these statements; return its ARN."""
        policy = document(DELEGATION, *statements)
        return str(self.client("kms").create_key(Policy=policy)["KeyMetadata"]["Arn"])

    def queue(self, name: str, *statements: Mapping[str, Any], **attributes: str) -> str:
        """Make a queue, with a policy where statements are given; return its address."""
        if statements:
            attributes["Policy"] = document(*statements)
        return str(self.client("sqs").create_queue(QueueName=name, Attributes=attributes)["QueueUrl"])

    def receive(self, queue: str) -> list[str]:
        """Return the bodies of the messages in the queue, and take them out."""
        sqs = self.client("sqs")
        found = sqs.receive_message(QueueUrl=queue, MaxNumberOfMessages=10).get("Messages", [])
        for one in found:
            sqs.delete_message(QueueUrl=queue, ReceiptHandle=one["ReceiptHandle"])
        return [one["Body"] for one in found]


DELEGATION = {
    "Sid": "Enable IAM User Permissions",
    "Effect": "Allow",
    "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"},
    "Action": "kms:*",
    "Resource": "*",
}


def allow(*actions: str, on: str = "*", **parts: Any) -> dict[str, Any]:
    """Return a statement that allows the actions."""
    return {"Effect": "Allow", "Action": list(actions), "Resource": on, **parts}


def document(*statements: Mapping[str, Any]) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


def pack() -> bytes:
    """Return the code of a function as Lambda takes it."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        file.writestr("index.py", "def handler(event, context): ...")
    return packed.getvalue()


def refusal(error: ClientError) -> tuple[str, int, str]:
    """Return code, HTTP status and message."""
    told = error.response
    return told["Error"]["Code"], told["ResponseMetadata"]["HTTPStatusCode"], told["Error"].get("Message", "")


def sign(request: HttpRequest, keys: Keys, service: str) -> HttpRequest:
    """Return the request as its client sends it, signed."""
    address = f"http://{request.headers.get('host', '127.0.0.1')}{request.path}" + (
        f"?{request.query}" if request.query else ""
    )
    signed = AWSRequest(request.method, address, headers=dict(request.headers), data=request.body)
    kind = S3SigV4Auth if service == "s3" else SigV4Auth
    kind(Credentials(keys[0], keys[1]), service, "us-east-1").add_auth(signed)
    headers = {name.lower(): str(value) for name, value in signed.headers.items()}
    return request._replace(headers=headers | {"host": request.headers.get("host", "127.0.0.1")})


def ask(local: Local, request: HttpRequest) -> HttpAnswer:
    """Return the endpoint's answer."""
    return Door(local.front).handle(request, request_id=str(uuid.uuid4()))
