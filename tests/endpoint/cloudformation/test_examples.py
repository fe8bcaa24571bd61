"""The templates of examples/ deploy, or fail for the reason that `keypost check` gives, or that is AWS's."""

import json
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.endpoint.cloudformation.deploying import create, failures, show
from tests.endpoint.local import ACCOUNT, Local, allow

EXAMPLES = Path(__file__).parents[3] / "examples"
KEY = f"arn:aws:kms:us-east-1:{ACCOUNT}:key/0"
PARAMETERS = {
    "5-control-tower-landing-zone/member-account.yaml": {"OrganizationId": "o-1", "KeyArn": KEY},
    "8-nested-stack/sources.yaml": {"TopicArn": f"arn:aws:sns:us-east-1:{ACCOUNT}:t"},
    "8-nested-stack/topics.yaml": {"KeyArn": KEY},
    "9-open-questions/condition.yaml": {"Stage": "production"},
    "9-open-questions/parameter.yaml": {"TopicKeyArn": KEY},
}
# What stops a stack, by template: the resource, and what its event tells.
STOPPED = {
    # Configured with an encrypted topic, Budgets refuses it: the same finding as `keypost check`'s.
    "2-budgets-encrypted-topic/broken.yaml": ("MonthlyCost", "The SNS topic is encrypted"),
    # The accounts that these name are no members of an organization here.
    "5-control-tower-landing-zone/broken.yaml": ("LandingZone", "organization"),
    "5-control-tower-landing-zone/repaired.yaml": ("LandingZone", "organization"),
    "5-control-tower-landing-zone/member-account.yaml": ("ConfigDeliveryChannel", "Cannot find a S3 bucket"),
    # The stack that exports it isn't among the examples: `keypost check` says so too.
    "7-shared-key/reports.yaml": ("", "No export named reporting-topic-key found."),
    # `aws cloudformation package` puts the nested templates into a bucket first.
    "8-nested-stack/root.yaml": ("Topics", "TemplateURL must be a supported URL."),
}
TEMPLATES = sorted(str(one.relative_to(EXAMPLES)) for one in EXAMPLES.glob("[0-9]*/*.yaml"))


@pytest.mark.parametrize("name", TEMPLATES)
def test_an_example_deploys_or_fails_for_its_reason(local: Local, name: str) -> None:
    keys = local.user("backup-admin", allow("*"))  # whom the vault's key of the third situation lets in
    trust = {"Effect": "Allow", "Principal": {"Service": "backup.amazonaws.com"}, "Action": "sts:AssumeRole"}
    local.client("iam").create_role(
        RoleName="AWSBackupDefaultServiceRole", Path="/service-role/",
        AssumeRolePolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [trust]}),
    )  # fmt: skip
    if name.startswith("7-shared-key") and not name.endswith("/key.yaml"):
        create(local, (EXAMPLES / "7-shared-key/key.yaml").read_text(encoding="utf-8"), name="key")
    given = [{"ParameterKey": key, "ParameterValue": value} for key, value in PARAMETERS.get(name, {}).items()]
    template = (EXAMPLES / name).read_text(encoding="utf-8")
    made = create(local, template, keys=keys, Parameters=given)
    resource, why = STOPPED.get(name, ("", ""))
    assert made["StackStatus"] == ("ROLLBACK_COMPLETE" if why else "CREATE_COMPLETE"), failures(local)
    told = failures(local)
    assert set(told) == ({resource} if resource else set())
    assert why in (told[resource] if resource else reasons(local))
    if not why:
        local.client("cloudformation", keys).delete_stack(StackName="app")
        assert show(local, made["StackId"])["StackStatus"] == "DELETE_COMPLETE"


def reasons(local: Local) -> str:
    found = local.client("cloudformation").describe_stack_events(StackName="app")["StackEvents"]
    return " ".join(one.get("ResourceStatusReason", "") for one in found)


LINKED = f"arn:aws:iam::{ACCOUNT}:role/aws-service-role/config.amazonaws.com"
CHANNEL: dict[str, Any] = {
    "Recorder": {
        "Type": "AWS::Config::ConfigurationRecorder",
        "Properties": {"RoleARN": f"{LINKED}/AWSServiceRoleForConfig"},
    },
    "ConfigDeliveryChannel": {
        "Type": "AWS::Config::DeliveryChannel",
        "Properties": {"S3BucketName": "logs", "S3KeyPrefix": "o-1", "S3KmsKeyArn": "{key}"},
    },
}  # fmt: skip


def test_a_delivery_channel_that_can_not_write_is_refused_in_awss_words(local: Local) -> None:
    """The fifth situation's stack in an enrolled account: the key's default policy stops it, two statements mend it."""
    config = {"Effect": "Allow", "Principal": {"Service": "config.amazonaws.com"}, "Resource": "*"}
    local.client("s3").create_bucket(Bucket="logs")
    on = ["arn:aws:s3:::logs", "arn:aws:s3:::logs/*"]
    statement = {**config, "Action": ["s3:GetBucketAcl", "s3:PutObject"], "Resource": on}
    bucket = {"Version": "2012-10-17", "Statement": [statement]}
    local.client("s3").put_bucket_policy(Bucket="logs", Policy=json.dumps(bucket))
    key = local.key()
    template = json.dumps({"Resources": CHANNEL}).replace("{key}", key)
    assert create(local, template)["StackStatus"] == "ROLLBACK_COMPLETE"
    told = failures(local)["ConfigDeliveryChannel"]
    start, _, rest = told.partition(" (Service: AmazonConfig; Status Code: 400; Error Code: ")
    assert start == (
        "Insufficient delivery policy to s3 bucket: logs, unable to write to bucket, provided s3 key prefix is 'o-1', "
        f"provided kms key is '{key}'."
    )
    assert rest.startswith("InsufficientDeliveryPolicyException; Request ID: ")
    assert rest.endswith("; Proxy: null)")
    repaired = local.key({**config, "Action": ["kms:Decrypt", "kms:GenerateDataKey*"]})
    made = create(local, template.replace(key, repaired), name="repaired")
    assert made["StackStatus"] == "CREATE_COMPLETE"
    status = local.client("config").describe_configuration_recorder_status()["ConfigurationRecordersStatus"]
    assert [one["recording"] for one in status] == [True]


def test_events_end_where_the_stack_is_gone(local: Local) -> None:
    with pytest.raises(ClientError, match=r"Stack \[app\] does not exist"):
        failures(local)
