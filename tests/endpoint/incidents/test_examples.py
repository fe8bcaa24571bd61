"""The situations as scripts, with boto3 and with the AWS CLI: each prints what the page beside it says."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from support.console_blocks import ROOT
from tests.endpoint.incidents.aws_cli import run_loaded

FOLDER = ROOT / "examples" / "local"
COMMAND = Path(sys.executable).with_name("keypost")
REFUSED = '"CloudWatch Alarms does not have authorization to access the SNS topic encryption key."'
ALARM = f"""\
not encrypted: 1 arrived
Successfully executed action TOPIC
under alias/aws/sns: 0 arrived
Failed to execute action TOPIC. Received error: {REFUSED}
under a key with the default policy: 0 arrived
Failed to execute action TOPIC. Received error: {REFUSED}
under a key that lets CloudWatch in: 1 arrived
Successfully executed action TOPIC
"""
BUDGET = """\
not encrypted: 1 arrived, 1 in Slack
encrypted later: 0 arrived, 1 in Slack, 1 in the mailbox
You requested that we notify you regarding the status of your <not encryp...
under alias/aws/sns: The SNS topic is encrypted
with a wider topic policy: 0 arrived, 1 in Slack, 2 in the mailbox
under a key with the default policy: 0 arrived, 1 in Slack, 3 in the mailbox
under a key that lets Budgets in: 1 arrived, 2 in Slack, 3 in the mailbox
switched off: 1 arrived, 3 in Slack, 3 in the mailbox
*AWS Budgets: not encrypted has exceeded your alert threshold*
"""
BUDGET_CLI = """\
not encrypted: 1 arrived, 1 in the channel
encrypted later: 0 arrived, 1 in the channel
An error occurred (InvalidParameterException) when calling the CreateBudget operation: The SNS topic is encrypted
with a wider topic policy: 0 arrived, 1 in the channel
under a key with the default policy: 0 arrived, 1 in the channel
under a key that lets Budgets in: 1 arrived, 2 in the channel
"""
BACKUP = """\
everybody but one is denied: FAILED KMS key is either disabled or pending deletion or access to KMS key is denied
the role is listed as well: FAILED KMS key is either disabled or pending deletion or access to KMS key is denied
services are spared: COMPLETED
"""
FAN_OUT = """\
under alias/aws/sqs:
billing: 0 arrived, nothing to read
shipping: 0 arrived, nothing to read
under a key with the default policy:
billing: 0 arrived, the consumer gets KMS.AccessDeniedException
shipping: 0 arrived, the consumer gets KMS.AccessDeniedException
under a key that lets Amazon SNS in:
billing: 1 arrived, the consumer gets KMS.AccessDeniedException
shipping: 1 arrived, the consumer gets KMS.AccessDeniedException
under a key that lets the account's consumers in as well:
billing: 2 arrived, the consumer reads it
shipping: 2 arrived, the consumer reads it
"""
FAN_OUT_CLI = """\
under alias/aws/sqs: 0
under a key that lets Amazon SNS in:
An error occurred (KMS.AccessDeniedException) when calling the ReceiveMessage operation: ...
with kms:Decrypt for the consumer: 1
"""


DENIED = (
    "ResourceLogicalId:ConfigDeliveryChannel, ResourceType:AWS::Config::DeliveryChannel, ResourceStatusReason:"
    "Insufficient delivery policy to s3 bucket: aws-controltower-logs-ACCOUNT-us-east-1, unable to write to bucket, "
    "provided s3 key prefix is 'o-1', provided kms key is 'arn:aws:kms:us-east-1:000000000000:key/ID'. (Service: "
    "AmazonConfig; Status Code: 400; Error Code: InsufficientDeliveryPolicyException; Request ID: ID; Proxy: null)."
)
LEFT = (
    "AWS Control Tower failed to deploy stack(s): arn:aws:cloudformation:us-east-1:000000000000:stack/"
    "AWSControlTowerBP-BASELINE-CLOUDTRAIL-MASTER/ID.To continue, review the failed stack(s) and try again."
)
LANDING_ZONE = f"""\
under a key with the default policy: FAILED
{DENIED}
stack instance: OUTDATED
stack instance: OUTDATED
stack: ROLLBACK_FAILED
with a wider bucket policy: FAILED
{DENIED}
under a key that lets AWS Config and CloudTrail in: FAILED
{LEFT}
without the failed stack: SUCCEEDED
Config: in the bucket
CloudTrail: in the bucket
encrypted with the key: True
"""
LANDING_ZONE_CLI = f"""\
under a key with the default policy: FAILED {DENIED}
with a wider bucket policy: FAILED {DENIED}
under a key that lets AWS Config and CloudTrail in: FAILED {LEFT}
without the failed stack: SUCCEEDED
the trail's file: encrypted with the key
"""


def run(*command: str, first: str | None = None) -> str:
    """Return what a command prints; `first` is a folder whose programs it finds before others."""
    words = [str(COMMAND), "local", "exec", "--port", "0", "--", *command]
    path = os.environ["PATH"] if first is None else f"{first}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(words, capture_output=True, text=True, check=True, env=os.environ | {"PATH": path})
    told = re.sub(r"arn:aws:sns:\S+:alerts", "TOPIC", done.stdout)
    told = re.sub(r"(ReceiveMessage operation: ).*", r"\1...", told)
    told = re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "ID", told)
    told = re.sub(r"-logs-\d+-", "-logs-ACCOUNT-", re.sub(r"'o-\w+'", "'o-1'", told))
    told = told.replace("COMPLETED None", "COMPLETED")  # the AWS CLI's word for what isn't there
    return "".join(f"{line.strip()}\n" for line in told.splitlines() if line.strip())


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("1-alarm-encrypted-topic", ALARM),
        ("2-budget-encrypted-topic", BUDGET),
        ("3-backup-vault-deny", BACKUP),
        ("4-queue-fan-out", FAN_OUT),
        ("5-control-tower-landing-zone", LANDING_ZONE),
    ],
)
def test_with_boto3(name: str, expected: str) -> None:
    assert run(sys.executable, str(FOLDER / f"{name}.py")) == expected


@pytest.fixture(scope="module")
def loaded_cli() -> Iterator[str | None]:
    with run_loaded() as folder:
        yield folder


@pytest.mark.skipif(shutil.which("aws") is None, reason="needs the AWS CLI")
@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("1-alarm-encrypted-topic", ALARM),
        ("2-budget-encrypted-topic", BUDGET_CLI),
        ("3-backup-vault-deny", BACKUP),
        ("4-queue-fan-out", FAN_OUT_CLI),
        ("5-control-tower-landing-zone", LANDING_ZONE_CLI),
    ],
)
def test_with_the_aws_cli(name: str, expected: str, loaded_cli: str | None) -> None:
    assert run("sh", str(FOLDER / f"{name}.sh"), first=loaded_cli) == expected
