"""Commands that use the endpoint, and can't reach AWS."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from keypost.endpoint.client import build_command, build_environment, fetch_health
from tests.endpoint.local import Local

ADDRESS = "http://127.0.0.1:4566"
COMMAND = Path(sys.executable).with_name("keypost")


def test_credentials_and_profiles_are_out_of_sight() -> None:
    mine = {"AWS_PROFILE": "production", "AWS_SESSION_TOKEN": "t", "AWS_ENDPOINT_URL_SQS": "https://sqs", "HOME": "/h"}
    told = build_environment(mine, address=ADDRESS, region="eu-west-1")
    assert "AWS_PROFILE" not in told
    assert "AWS_SESSION_TOKEN" not in told
    assert "AWS_ENDPOINT_URL_SQS" not in told
    assert told["HOME"] == "/h"
    assert (told["AWS_CONFIG_FILE"], told["AWS_SHARED_CREDENTIALS_FILE"]) == (os.devnull, os.devnull)
    assert (told["AWS_ENDPOINT_URL"], told["AWS_ACCESS_KEY_ID"], told["AWS_REGION"]) == (ADDRESS, "test", "eu-west-1")


def test_the_aws_cli_is_told_the_endpoint_once() -> None:
    assert build_command(["aws", "sqs", "list-queues"], address=ADDRESS)[1:3] == ["--endpoint-url", ADDRESS]
    told = ["aws", "sqs", "list-queues", "--endpoint-url=http://there"]
    assert build_command(told, address=ADDRESS) == told
    assert build_command(["pytest", "-q"], address=ADDRESS) == ["pytest", "-q"]


def test_a_running_endpoint_is_found(local: Local) -> None:
    found = fetch_health(local.front.settings.port)
    assert found is not None
    assert (found.account, found.region) == ("000000000000", "us-east-1")
    assert fetch_health(9) is None


PROGRAM = """
import boto3
print(boto3.client("sts").get_caller_identity()["Arn"])
print(boto3.client("sqs").create_queue(QueueName="q")["QueueUrl"].startswith("http://127.0.0.1:"))
"""


def test_a_command_runs_in_an_endpoint_of_its_own() -> None:
    done = subprocess.run(
        [COMMAND, "local", "exec", "--port", "0", "--account", "111122223333", "--", sys.executable, "-c", PROGRAM],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.stdout.splitlines() == ["arn:aws:iam::111122223333:root", "True"], done.stderr


def test_its_exit_code_is_the_command_s() -> None:
    words = [sys.executable, "-c", "raise SystemExit(7)"]
    done = subprocess.run([COMMAND, "local", "exec", "--port", "0", "--", *words], check=False)
    assert done.returncode == 7


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["exec"], "no command is given to run"),
        (["exec", "--port", "0", "--", "/no/such/command"], "can't be run"),
        (["tea"], "`keypost local tea` means nothing"),
        (["--port", "70000"], "`70000` is no port"),
        (["--account", "12"], "`12` is no account id"),
    ],
)
def test_wrong_usage_is_told(arguments: list[str], said: str) -> None:
    done = subprocess.run([COMMAND, "local", "--lang", "en", *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
