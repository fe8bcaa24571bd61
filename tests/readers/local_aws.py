"""AWS on this machine: a moto server, and accounts in it that a test fills through boto3.

moto stores what it is told and decides nothing: a world is built there to be read back, as from a live account.
"""

import importlib.util
import json
import os
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import boto3
from botocore.config import Config
from moto.iam import models as iam

from tests.readers.local_server import LocalServer
from tests.readers.reading import ACCOUNT, REGION

Statement = Mapping[str, object]

_MANAGED_POLICIES = ("AWSLambdaBasicExecutionRole", "AWSLambdaKinesisExecutionRole", "AWSLambdaSQSQueueExecutionRole")

# Equal runs make equal ids, so that states of Terraform can be committed.
_SEED = 20261122


class LocalAws:
    """A running moto server; `endpoint` is its address."""

    def __init__(self, endpoint: str) -> None:
        """Take the address of a server that answers."""
        self.endpoint = endpoint

    def reset(self) -> None:
        """Forget every resource of every account."""
        self._post("reset")
        self._post(f"seed?a={_SEED}")

    def account(self, account: str = ACCOUNT, *, region: str = REGION) -> "Account":
        """Return an account; whoever has its credentials acts in it."""
        return Account(self.endpoint, account, region)

    def _post(self, action: str) -> None:
        request = urllib.request.Request(f"{self.endpoint}/moto-api/{action}", method="POST")  # noqa: S310 -- http, here
        with urllib.request.urlopen(request):  # noqa: S310
            pass


class Account:
    """One account and Region of the local AWS."""

    def __init__(self, endpoint: str, account: str, region: str) -> None:
        """Take a role of the account: that is how moto tells accounts apart."""
        self.endpoint, self.id, self.region = endpoint, account, region
        gate = boto3.client(
            "sts", endpoint_url=endpoint, region_name=region,
            aws_access_key_id="none", aws_secret_access_key="none",  # noqa: S106 -- moto asks for no secret
        )  # fmt: skip
        role = gate.assume_role(RoleArn=f"arn:aws:iam::{account}:role/deployer", RoleSessionName="worlds")
        self.credentials = role["Credentials"]

    def client(self, service: str, *, region: str | None = None) -> Any:
        """Return a boto3 client."""
        return boto3.client(
            service, endpoint_url=self.endpoint, region_name=region or self.region,
            aws_access_key_id=self.credentials["AccessKeyId"],
            aws_secret_access_key=self.credentials["SecretAccessKey"],
            aws_session_token=self.credentials["SessionToken"],
            config=Config(retries={"total_max_attempts": 1}),  # what moto lacks, it lacks the second time too
        )  # fmt: skip

    def elsewhere(self, account: str) -> "Account":
        """Return another account of the same local AWS."""
        return Account(self.endpoint, account, self.region)

    @property
    def environment(self) -> dict[str, str]:
        """The variables by which AWS's own tools, and Terraform, find this account."""
        return {
            "AWS_ENDPOINT_URL": self.endpoint,
            "AWS_ACCESS_KEY_ID": self.credentials["AccessKeyId"],
            "AWS_SECRET_ACCESS_KEY": self.credentials["SecretAccessKey"],
            "AWS_SESSION_TOKEN": self.credentials["SessionToken"],
        }

    def key(
        self, alias: str, *statements: Statement, region: str | None = None, sid: str = "", **settings: object
    ) -> str:
        """Make a key with an alias whose policy delegates to IAM and has these statements; return its ARN."""
        kms = self.client("kms", region=region)
        root = {"Effect": "Allow", "Principal": {"AWS": f"arn:aws:iam::{self.id}:root"}, "Action": "kms:*"}
        if sid:
            root["Sid"] = sid
        policy = document(root | {"Resource": "*"}, *statements)
        key = kms.create_key(Policy=policy, **settings)["KeyMetadata"]
        kms.create_alias(AliasName=alias, TargetKeyId=key["KeyId"])
        return str(key["Arn"])

    def topic(self, name: str, *statements: Statement, region: str | None = None, **attributes: str) -> str:
        """Make a topic, with a policy where statements are given; return its ARN. `{arn}` in a policy is its own."""
        sns = self.client("sns", region=region)
        arn = str(sns.create_topic(Name=name, Attributes=attributes)["TopicArn"])
        if statements:
            policy = document(*statements).replace("{arn}", arn)
            sns.set_topic_attributes(TopicArn=arn, AttributeName="Policy", AttributeValue=policy)
        return arn

    def queue(self, name: str, *statements: Statement, region: str | None = None, **attributes: str) -> str:
        """Make a queue, with a policy where statements are given; return its ARN. `{arn}` in a policy is its own."""
        sqs = self.client("sqs", region=region)
        url = sqs.create_queue(QueueName=name, Attributes=attributes)["QueueUrl"]
        arn = str(sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"])
        if statements:
            policy = document(*statements).replace("{arn}", arn)
            sqs.set_queue_attributes(QueueUrl=url, Attributes={"Policy": policy})
        return arn

    def bucket(self, name: str, *statements: Statement, key: str | None = None, bucket_key: bool = False) -> str:
        """Make a bucket, under a KMS key where one is given, with a policy where statements are; return its ARN."""
        s3 = self.client("s3")
        s3.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": self.region})
        if key is not None:
            default = {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": key}
            rule = {"ApplyServerSideEncryptionByDefault": default, "BucketKeyEnabled": bucket_key}
            s3.put_bucket_encryption(Bucket=name, ServerSideEncryptionConfiguration={"Rules": [rule]})
        arn = f"arn:aws:s3:::{name}"
        if statements:
            s3.put_bucket_policy(Bucket=name, Policy=document(*statements).replace("{arn}", arn))
        return arn

    def table(self, name: str, **settings: object) -> str:
        """Make a table with `id` as its key; return its ARN."""
        made = self.client("dynamodb").create_table(
            TableName=name, BillingMode="PAY_PER_REQUEST", KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
            AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}], **settings,
        )  # fmt: skip
        return str(made["TableDescription"]["TableArn"])

    def role(
        self,
        name: str,
        service: str,
        *,
        inline: Mapping[str, Sequence[Statement]] | None = None,
        attached: Sequence[str] = (),
        boundary: str | None = None,
    ) -> str:
        """Make a role that a service may assume, with inline policies by name and attached ones; return its ARN."""
        client = self.client("iam")
        trust = document({"Effect": "Allow", "Principal": {"Service": service}, "Action": "sts:AssumeRole"})
        limit = {} if boundary is None else {"PermissionsBoundary": boundary}
        arn = client.create_role(RoleName=name, AssumeRolePolicyDocument=trust, **limit)["Role"]["Arn"]
        for policy, statements in (inline or {}).items():
            client.put_role_policy(RoleName=name, PolicyName=policy, PolicyDocument=document(*statements))
        for policy in attached:
            client.attach_role_policy(RoleName=name, PolicyArn=policy)
        return str(arn)

    def policy(self, name: str, *statements: Statement) -> str:
        """Make a managed policy; return its ARN."""
        made = self.client("iam").create_policy(PolicyName=name, PolicyDocument=document(*statements))
        return str(made["Policy"]["Arn"])

    def function(self, name: str, role: str, **settings: object) -> str:
        """Make a function that does nothing; return its ARN."""
        made = self.client("lambda").create_function(
            FunctionName=name, Role=role, Runtime="python3.13", Handler="index.handler",
            Code={"ZipFile": b"nothing runs here"}, **settings,
        )  # fmt: skip
        return str(made["FunctionArn"])

    def alarm(self, name: str, *actions: str, region: str | None = None, **settings: object) -> None:
        """Make a metric alarm with these alarm actions."""
        self.client("cloudwatch", region=region).put_metric_alarm(
            AlarmName=name, Namespace="AWS/EC2", MetricName="CPUUtilization", Statistic="Average", Period=300,
            EvaluationPeriods=2, Threshold=80, ComparisonOperator="GreaterThanThreshold", AlarmActions=list(actions),
            **settings,
        )  # fmt: skip


def document(*statements: Statement) -> str:
    """Return a policy document."""
    return json.dumps({"Version": "2012-10-17", "Statement": statements})


def allow(service: str, *actions: str, on: str = "{arn}", when: Statement | None = None) -> dict[str, object]:
    """Return a statement that allows a service these actions."""
    statement = {"Effect": "Allow", "Principal": {"Service": service}, "Action": _one_or_all(actions), "Resource": on}
    return statement if when is None else statement | {"Condition": when}


def use_key(service: str, *, when: Statement | None = None) -> dict[str, object]:
    """Return a key policy's statement that lets a service encrypt and decrypt."""
    return allow(service, "kms:Decrypt", "kms:GenerateDataKey*", on="*", when=when)


def permit(*actions: str, on: str | Sequence[str] = "*") -> dict[str, object]:
    """Return an identity policy's statement."""
    return {"Effect": "Allow", "Action": _one_or_all(actions), "Resource": on}


def _one_or_all(actions: Sequence[str]) -> object:
    return actions[0] if len(actions) == 1 else list(actions)


def _load_managed_policies() -> None:
    """Let moto have those of AWS's managed policies that worlds attach: all of them take a second for every account."""
    os.environ["MOTO_IAM_LOAD_MANAGED_POLICIES"] = "true"
    known = json.loads(vars(iam)["aws_managed_policies_data"])
    vars(iam)["aws_managed_policies_data"] = json.dumps(
        {name: known[name] for name in _MANAGED_POLICIES if name in known}
    )


@contextmanager
def run_local_aws() -> Iterator[LocalAws]:
    """Run a moto server on a free port, in a thread."""
    _load_managed_policies()
    os.environ["VALIDATE_LAMBDA_S3"] = "false"  # what functions would run is nowhere
    server = LocalServer()
    try:
        yield LocalAws(server.endpoint)
    finally:
        server.stop()


def load_builder(file: Path) -> Callable[[Account], None]:
    """Return `build` of a world's file, which makes the world in an account."""
    spec = importlib.util.spec_from_file_location(f"{file.parent.name}_{file.stem}", file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    build: Callable[[Account], None] = module.build
    return build
