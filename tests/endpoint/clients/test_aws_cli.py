"""The AWS CLI, version 2, in all protocols; older releases of it speak the query protocol with Amazon SQS."""

import json
import os
import shutil
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from keypost.endpoint.client import build_command, build_environment
from tests.endpoint.local import Local

BUCKET = "amzn-s3-demo-bucket"


@cache
def find_cli() -> str:
    """Return where version 2 is, an empty text where it isn't."""
    for folder in os.environ.get("PATH", "").split(os.pathsep):
        command = shutil.which("aws", path=folder)
        told = subprocess.run([command, "--version"], capture_output=True, text=True, check=False) if command else None
        if command and told is not None and told.stdout.startswith("aws-cli/2."):
            return command
    return ""


@pytest.fixture
def cli(local: Local) -> Any:
    """What runs the CLI and returns what it prints, read as JSON where it is some."""
    command = find_cli()
    if not command:
        pytest.skip("needs the AWS CLI, version 2")
    environment = build_environment(os.environ, address=local.address, region="us-east-1")

    def run(*words: str) -> Any:
        told = build_command([command, *words], address=local.address)
        done = subprocess.run(told, env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            return done.stderr.strip()
        return json.loads(done.stdout) if done.stdout.startswith(("{", "[", '"')) else done.stdout

    return run


def test_messages_keep_their_attributes(local: Local, cli: Any) -> None:
    queue = local.queue("orders")
    attribute = '{"kind":{"DataType":"String","StringValue":"new"}}'
    cli("sqs", "send-message", "--queue-url", queue, "--message-body", "m", "--message-attributes", attribute)
    told = cli("sqs", "receive-message", "--queue-url", queue, "--message-attribute-names", "All")
    assert told["Messages"][0]["Body"] == "m"
    assert told["Messages"][0]["MessageAttributes"]["kind"]["StringValue"] == "new"


def test_a_file_of_several_parts_goes_up_whole(local: Local, cli: Any, tmp_path: Path) -> None:
    local.client("s3").create_bucket(Bucket=BUCKET)
    (tmp_path / "file").write_bytes(bytes(range(256)) * 36_000)  # more than 8 MB
    cli("s3", "cp", str(tmp_path / "file"), f"s3://{BUCKET}/a b/file", "--no-progress")
    found = local.client("s3").get_object(Bucket=BUCKET, Key="a b/file")["Body"].read()
    assert found == (tmp_path / "file").read_bytes()


def test_a_refusal_is_told_in_aws_s_words(local: Local, cli: Any) -> None:
    local.key()
    key = local.client("kms").create_key()["KeyMetadata"]["KeyId"]
    local.client("kms").disable_key(KeyId=key)
    told = cli("kms", "generate-data-key", "--key-id", key, "--key-spec", "AES_256")
    assert "(DisabledException) when calling the GenerateDataKey operation" in told
