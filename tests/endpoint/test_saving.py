"""What was made is there again; the last good file is never lost."""

import os
import pickle
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import boto3
import pytest

from keypost.endpoint.saving import restore, save
from keypost.endpoint.store import snapshot
from keypost.errors import UnreadableInputError
from tests.endpoint.local import Local, allow, pack

COMMAND = Path(sys.executable).with_name("keypost")


def fill(local: Local) -> Any:
    """Make one of most things; return a client of the user among them."""
    keys = local.user("ann", allow("*"))
    queue = local.queue("orders", KmsMasterKeyId=local.key())
    local.client("sqs", keys).send_message(QueueUrl=queue, MessageBody="kept")
    s3 = local.client("s3")
    s3.create_bucket(Bucket="amzn-s3-demo-bucket")
    s3.put_object(Bucket="amzn-s3-demo-bucket", Key="k", Body=b"kept")
    local.client("sns").create_topic(Name="alerts")
    local.client("kms").create_key(KeyUsage="SIGN_VERIFY", KeySpec="ECC_NIST_P256")
    local.client("organizations").create_organization(FeatureSet="ALL")
    local.client("dynamodb").create_table(
        TableName="t", BillingMode="PAY_PER_REQUEST", KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
    )  # fmt: skip
    template = '{"Resources": {"Topic": {"Type": "AWS::SNS::Topic"}}}'
    cloudformation = local.client("cloudformation")
    cloudformation.create_stack(StackName="topics", TemplateBody=template)
    cloudformation.create_stack_set(StackSetName="topics", TemplateBody=template)
    local.role("worker", trusted={"Service": "lambda.amazonaws.com"})
    local.client("lambda").create_function(
        FunctionName="worker", Runtime="python3.12", Handler="index.handler", Code={"ZipFile": pack()},
        Role="arn:aws:iam::000000000000:role/worker",
    )  # fmt: skip
    return keys


def test_everything_is_there_again(local: Local, tmp_path: Path) -> None:
    keys = fill(local)
    session = local.assume(local.role("app", allow("sqs:*"), trusted={"AWS": "000000000000"}))
    save(local.front, tmp_path / "state")
    local.front.reset()
    assert "QueueUrls" not in local.client("sqs").list_queues()
    restore(local.front, tmp_path / "state")
    queue = local.client("sqs", keys).list_queues()["QueueUrls"][0]
    assert local.receive(queue) == ["kept"]
    assert local.client("s3").get_object(Bucket="amzn-s3-demo-bucket", Key="k")["Body"].read() == b"kept"
    assert local.client("sqs", session).list_queues()["QueueUrls"]
    assert local.client("dynamodb").list_tables()["TableNames"] == ["t"]
    cloudformation = local.client("cloudformation")
    assert cloudformation.describe_stacks(StackName="topics")["Stacks"][0]["StackStatus"] == "CREATE_COMPLETE"
    assert cloudformation.describe_stack_set(StackSetName="topics")["StackSet"]["Status"] == "ACTIVE"
    assert local.client("lambda").get_function(FunctionName="worker")["Configuration"]["Runtime"] == "python3.12"
    assert local.client("organizations").describe_organization()["Organization"]["Id"]
    names = [one["EventName"] for one in local.client("cloudtrail").lookup_events()["Events"]]
    assert "CreateUser" in names


@pytest.mark.parametrize("damage", [b"", b"keypost local state 1\n", b"GIF89a\n\n\n\n"])
def test_a_damaged_file_is_refused(local: Local, tmp_path: Path, damage: bytes) -> None:
    (tmp_path / "state").write_bytes(damage)
    with pytest.raises(UnreadableInputError, match="damaged"):
        restore(local.front, tmp_path / "state")


def test_half_a_file_is_refused(local: Local, tmp_path: Path) -> None:
    save(local.front, tmp_path / "state")
    content = (tmp_path / "state").read_bytes()
    (tmp_path / "state").write_bytes(content[:-3])
    with pytest.raises(UnreadableInputError, match="damaged"):
        restore(local.front, tmp_path / "state")


def test_a_file_of_another_release_is_refused(local: Local, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save(local.front, tmp_path / "state")
    monkeypatch.setattr("keypost.endpoint.saving.name_release", lambda: "9.9.9")
    with pytest.raises(UnreadableInputError, match=r"moto 9\.9\.9"):
        restore(local.front, tmp_path / "state")


class Hostile:
    def __reduce__(self) -> Any:
        return os.system, ("true",)


def test_nothing_runs_that_a_file_brings_along() -> None:
    with pytest.raises(pickle.UnpicklingError, match="system"):
        snapshot.load(pickle.dumps(({}, {}, Hostile())))


def start(file: Path) -> tuple[subprocess.Popen[str], Any]:
    words = [str(COMMAND), "local", "--port", "0", "--state", str(file)]
    process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert process.stdout is not None
    address = process.stdout.readline().split()[2]
    client = boto3.client(
        "sqs", endpoint_url=address, region_name="us-east-1", aws_access_key_id="test",
        aws_secret_access_key="test",  # noqa: S106
    )  # fmt: skip
    return process, client


def test_a_kill_in_the_middle_loses_nothing_that_was_saved(tmp_path: Path) -> None:
    file = tmp_path / "state"
    process, sqs = start(file)
    sqs.create_queue(QueueName="first")
    deadline = time.monotonic() + 20
    while not file.exists() and time.monotonic() < deadline:
        time.sleep(0.1)
    for number in range(30):
        sqs.create_queue(QueueName=f"more-{number}")
    process.send_signal(signal.SIGKILL)
    process.communicate()
    process, sqs = start(file)
    assert any(url.endswith("/first") for url in sqs.list_queues()["QueueUrls"])
    sqs.create_queue(QueueName="last")
    process.send_signal(signal.SIGINT)
    process.communicate()
    process, sqs = start(file)
    assert any(url.endswith("/last") for url in sqs.list_queues()["QueueUrls"])
    process.kill()
    process.communicate()
