"""Stack sets and landing zones as resources of a stack; the examples do here what Keypost says of them."""

import json
from pathlib import Path
from typing import Any

import pytest

from support.console_blocks import ROOT
from tests.endpoint.controltower_site import REGION, Site
from tests.endpoint.local import ACCOUNT, Keys, Local, allow, document

ALPHA, BETA = "111111111111", "222222222222"
EXAMPLES = ROOT / "examples" / "5-control-tower-landing-zone"
QUEUE = json.dumps({"Resources": {"Queue": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": "orders"}}}})


def keys(account: str) -> Keys:
    return account, "test", None


def build_template(*accounts: str) -> str:
    group = {"DeploymentTargets": {"Accounts": list(accounts)}, "Regions": [REGION]}
    properties = {
        "StackSetName": "queues", "PermissionModel": "SELF_MANAGED", "TemplateBody": QUEUE,
        "AdministrationRoleARN": f"arn:aws:iam::{ACCOUNT}:role/administration", "ExecutionRoleName": "execution",
        "StackInstancesGroup": [group],
    }  # fmt: skip
    return json.dumps({"Resources": {"Set": {"Type": "AWS::CloudFormation::StackSet", "Properties": properties}}})


@pytest.fixture
def cloudformation(local: Local) -> Any:
    assume = allow("sts:AssumeRole", on="arn:aws:iam::*:role/execution")
    local.role("administration", assume, trusted={"Service": "cloudformation.amazonaws.com"})
    iam = local.client("iam", keys(ALPHA))
    trust = {"Effect": "Allow", "Principal": {"AWS": ACCOUNT}, "Action": "sts:AssumeRole"}
    iam.create_role(RoleName="execution", AssumeRolePolicyDocument=document(trust))
    iam.attach_role_policy(RoleName="execution", PolicyArn="arn:aws:iam::aws:policy/AdministratorAccess")
    return local.client("cloudformation")


def test_a_stack_set_comes_and_goes_with_its_stack(local: Local, cloudformation: Any) -> None:
    cloudformation.create_stack(StackName="sets", TemplateBody=build_template(ALPHA))
    assert cloudformation.describe_stacks(StackName="sets")["Stacks"][0]["StackStatus"] == "CREATE_COMPLETE"
    sqs = local.client("sqs", keys(ALPHA))
    assert len(sqs.list_queues()["QueueUrls"]) == 1
    cloudformation.delete_stack(StackName="sets")
    assert "QueueUrls" not in sqs.list_queues()
    assert cloudformation.list_stack_sets()["Summaries"] == []


def test_an_operation_that_fails_is_told_as_people_quote_it(cloudformation: Any) -> None:
    cloudformation.create_stack(StackName="sets", TemplateBody=build_template(ALPHA, BETA))
    events = cloudformation.describe_stack_events(StackName="sets")["StackEvents"]
    told = next(one["ResourceStatusReason"] for one in events if one["ResourceStatus"] == "CREATE_FAILED")
    trust = "should have 'execution' role with trust relationship to Role 'administration'."
    assert "was unexpectedly stopped or failed" in told
    assert f"status reason(s): [Account {BETA} {trust}]" in told
    assert told.endswith("HandlerErrorCode: NotStabilized)")


@pytest.mark.parametrize(
    ("name", "status"), [("broken.yaml", "ROLLBACK_COMPLETE"), ("repaired.yaml", "CREATE_COMPLETE")]
)
def test_the_example_does_what_keypost_says(local: Local, name: str, status: str) -> None:
    site = Site(local)
    site.cloudformation.create_stack(StackName="zone", TemplateBody=place(EXAMPLES / name, site))
    assert site.cloudformation.describe_stacks(StackName="zone")["Stacks"][0]["StackStatus"] == status
    listed = site.controltower.list_landing_zone_operations()["landingZoneOperations"]
    assert listed[-1]["status"] == ("SUCCEEDED" if status == "CREATE_COMPLETE" else "FAILED")
    assert len(site.controltower.list_landing_zones()["landingZones"]) == (status == "CREATE_COMPLETE")


def place(file: Path, site: Site) -> str:
    """Return the example's template with the accounts and the Region of the site."""
    text = file.read_text(encoding="utf-8").replace("ap-northeast-1", REGION)
    return text.replace("210987654321", site.log).replace("333344445555", site.audit)
