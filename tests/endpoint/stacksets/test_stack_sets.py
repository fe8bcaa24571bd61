"""Stack sets: real stacks in other accounts, by two roles or as the organization's; what fails is told as AWS does."""

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.endpoint.local import ACCOUNT, Keys, Local, allow, document, refusal

ALPHA, BETA = "111111111111", "222222222222"
REGION, OTHER = "us-east-1", "eu-west-1"
ADMINISTRATION = f"arn:aws:iam::{ACCOUNT}:role/administration"
TEMPLATE = json.dumps(
    {
        "Parameters": {"Name": {"Type": "String", "Default": "orders"}},
        "Resources": {"Queue": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": {"Ref": "Name"}}}},
    }
)
ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess"


def keys(account: str) -> Keys:
    return account, "test", None


def provide_execution(local: Local, account: str, *, trusted: str = ADMINISTRATION) -> None:
    iam = local.client("iam", keys(account))
    trust = {"Effect": "Allow", "Principal": {"AWS": trusted}, "Action": "sts:AssumeRole"}
    iam.create_role(RoleName="execution", AssumeRolePolicyDocument=document(trust))
    iam.attach_role_policy(RoleName="execution", PolicyArn=ADMINISTRATOR)


@pytest.fixture
def cloudformation(local: Local) -> Any:
    local.role(
        "administration",
        allow("sts:AssumeRole", on="arn:aws:iam::*:role/execution"),
        trusted={"Service": "cloudformation.amazonaws.com"},
    )
    client = local.client("cloudformation")
    client.create_stack_set(
        StackSetName="queues",
        TemplateBody=TEMPLATE,
        AdministrationRoleARN=ADMINISTRATION,
        ExecutionRoleName="execution",
    )
    return client


def create(client: Any, *accounts: str, regions: tuple[str, ...] = (REGION,), **more: Any) -> str:
    made = client.create_stack_instances(StackSetName="queues", Accounts=list(accounts), Regions=list(regions), **more)
    return str(made["OperationId"])


def statuses(client: Any) -> dict[tuple[str, str], tuple[str, str, str]]:
    found = client.list_stack_instances(StackSetName="queues")["Summaries"]
    return {
        (one["Account"], one["Region"]): (
            one["Status"], one["StackInstanceStatus"]["DetailedStatus"], one.get("StatusReason", ""),
        )
        for one in found
    }  # fmt: skip


def list_queues(local: Local, account: str, region: str = REGION) -> list[str]:
    found = local.client("sqs", keys(account), region=region).list_queues().get("QueueUrls", [])
    return [one.rpartition("/")[2] for one in found]


def status_of(client: Any, operation: str) -> str:
    told = client.describe_stack_set_operation(StackSetName="queues", OperationId=operation)
    return str(told["StackSetOperation"]["Status"])


def test_stacks_come_into_being_in_the_accounts(local: Local, cloudformation: Any) -> None:
    for account in (ALPHA, BETA):
        provide_execution(local, account)
    operation = create(cloudformation, ALPHA, BETA, regions=(REGION, OTHER))
    assert status_of(cloudformation, operation) == "SUCCEEDED"
    assert set(statuses(cloudformation).values()) == {("CURRENT", "SUCCEEDED", "")}
    assert list_queues(local, ALPHA) == list_queues(local, BETA, OTHER) == ["orders"]
    assert list_queues(local, ACCOUNT) == []
    stacks = local.client("cloudformation", keys(BETA)).describe_stacks()["Stacks"]
    assert [one["StackName"].startswith("StackSet-queues-") for one in stacks] == [True]
    events = local.client("cloudtrail", keys(BETA)).lookup_events(
        LookupAttributes=[{"AttributeKey": "EventName", "AttributeValue": "CreateStack"}]
    )["Events"]
    identity = json.loads(events[0]["CloudTrailEvent"])["userIdentity"]
    assert identity["sessionContext"]["sessionIssuer"]["arn"] == f"arn:aws:iam::{BETA}:role/execution"


def test_an_account_that_trusts_nobody_is_told_in_aws_s_words(local: Local, cloudformation: Any) -> None:
    provide_execution(local, ALPHA)
    provide_execution(local, BETA, trusted=BETA)
    says = f"Account {BETA} should have 'execution' role with trust relationship to Role 'administration'."
    operation = create(cloudformation, ALPHA, BETA)
    assert status_of(cloudformation, operation) == "FAILED"
    assert statuses(cloudformation) == {
        (ALPHA, REGION): ("CURRENT", "SUCCEEDED", ""),
        (BETA, REGION): ("OUTDATED", "FAILED", says),
    }
    results = cloudformation.list_stack_set_operation_results(StackSetName="queues", OperationId=operation)["Summaries"]
    assert [(one["Account"], one["Status"]) for one in results] == [(ALPHA, "SUCCEEDED"), (BETA, "FAILED")]


def test_an_administration_role_that_cloudformation_may_not_assume_stops_all(local: Local, cloudformation: Any) -> None:
    local.client("iam").update_assume_role_policy(
        RoleName="administration",
        PolicyDocument=document({"Effect": "Allow", "Principal": {"AWS": ACCOUNT}, "Action": "sts:AssumeRole"}),
    )
    create(cloudformation, ALPHA)
    says = f"Account {ACCOUNT} should have 'administration' role with trust relationship to CloudFormation service."
    assert statuses(cloudformation) == {(ALPHA, REGION): ("OUTDATED", "FAILED", says)}


def test_what_exceeds_the_tolerance_cancels_the_rest_in_the_order_of_regions(local: Local, cloudformation: Any) -> None:
    provide_execution(local, BETA)
    operation = create(
        cloudformation, ALPHA, BETA, regions=(REGION, OTHER), OperationPreferences={"RegionOrder": [OTHER, REGION]}
    )
    found = statuses(cloudformation)
    assert found[ALPHA, OTHER][1] == "FAILED"
    left = ("OUTDATED", "CANCELLED", "Cancelled since failure tolerance has exceeded")
    assert [found[BETA, OTHER], found[ALPHA, REGION], found[BETA, REGION]] == [left] * 3
    tolerant = create(cloudformation, ALPHA, BETA, OperationPreferences={"FailureTolerancePercentage": 50})
    assert (status_of(cloudformation, operation), status_of(cloudformation, tolerant)) == ("FAILED", "SUCCEEDED")
    assert statuses(cloudformation)[BETA, REGION][0] == "CURRENT"


def test_an_update_reaches_its_instances_and_leaves_others_outdated(local: Local, cloudformation: Any) -> None:
    for account in (ALPHA, BETA):
        provide_execution(local, account)
    create(cloudformation, ALPHA, BETA)
    named = [{"ParameterKey": "Name", "ParameterValue": "returns"}]
    cloudformation.update_stack_set(
        StackSetName="queues", UsePreviousTemplate=True, Parameters=named, Accounts=[ALPHA], Regions=[REGION]
    )
    assert (list_queues(local, ALPHA), list_queues(local, BETA)) == (["returns"], ["orders"])
    assert {place[0]: told[0] for place, told in statuses(cloudformation).items()} == {
        ALPHA: "CURRENT", BETA: "OUTDATED",
    }  # fmt: skip
    own = [{"ParameterKey": "Name", "ParameterValue": "own"}]
    cloudformation.update_stack_instances(
        StackSetName="queues", Accounts=[BETA], Regions=[REGION], ParameterOverrides=own
    )
    told = cloudformation.describe_stack_instance(
        StackSetName="queues", StackInstanceAccount=BETA, StackInstanceRegion=REGION
    )["StackInstance"]
    assert (list_queues(local, BETA), told["ParameterOverrides"]) == (["own"], own)
    cloudformation.update_stack_set(StackSetName="queues", UsePreviousTemplate=True)
    assert list_queues(local, BETA) == ["own"]


def test_instances_go_with_their_stacks_or_without(local: Local, cloudformation: Any) -> None:
    for account in (ALPHA, BETA):
        provide_execution(local, account)
    create(cloudformation, ALPHA, BETA)
    with pytest.raises(ClientError) as raised:
        cloudformation.delete_stack_set(StackSetName="queues")
    assert refusal(raised.value)[:2] == ("StackSetNotEmptyException", 409)
    gone = {"StackSetName": "queues", "Regions": [REGION]}
    cloudformation.delete_stack_instances(Accounts=[ALPHA], RetainStacks=True, **gone)
    cloudformation.delete_stack_instances(Accounts=[BETA], RetainStacks=False, **gone)
    assert (list_queues(local, ALPHA), list_queues(local, BETA)) == (["orders"], [])
    cloudformation.delete_stack_set(StackSetName="queues")
    with pytest.raises(ClientError) as raised:
        cloudformation.describe_stack_set(StackSetName="queues")
    assert refusal(raised.value) == ("StackSetNotFoundException", 404, "StackSet queues not found")


def test_a_stack_that_can_t_be_reached_any_more_leaves_its_instance_inoperable(
    local: Local, cloudformation: Any
) -> None:
    provide_execution(local, ALPHA)
    create(cloudformation, ALPHA)
    iam = local.client("iam", keys(ALPHA))
    iam.detach_role_policy(RoleName="execution", PolicyArn=ADMINISTRATOR)
    iam.delete_role(RoleName="execution")
    cloudformation.delete_stack_instances(StackSetName="queues", Accounts=[ALPHA], Regions=[REGION], RetainStacks=False)
    assert statuses(cloudformation)[ALPHA, REGION][:2] == ("INOPERABLE", "INOPERABLE")


def test_what_isn_t_there_is_told(cloudformation: Any) -> None:
    with pytest.raises(ClientError) as raised:
        cloudformation.update_stack_instances(StackSetName="queues", Accounts=[ALPHA], Regions=[REGION])
    assert refusal(raised.value)[:2] == ("StackInstanceNotFoundException", 404)
    with pytest.raises(ClientError, match="StackSet queues already exists"):
        cloudformation.create_stack_set(StackSetName="queues", TemplateBody=TEMPLATE)
    with pytest.raises(ClientError, match="Value '1' at 'stackSetName' failed to satisfy constraint"):
        cloudformation.create_stack_set(StackSetName="1", TemplateBody=TEMPLATE)
    with pytest.raises(ClientError, match="Template format error"):
        cloudformation.create_stack_set(StackSetName="none", TemplateBody="[]")
    with pytest.raises(ClientError) as raised:
        cloudformation.stop_stack_set_operation(StackSetName="queues", OperationId="none")
    assert refusal(raised.value)[:2] == ("OperationNotFoundException", 404)
    with pytest.raises(ClientError, match="can only have accounts as target"):
        cloudformation.create_stack_instances(
            StackSetName="queues", DeploymentTargets={"OrganizationalUnitIds": ["ou-1"]}, Regions=[REGION]
        )


def test_an_organization_s_stack_set_reaches_the_accounts_of_its_units(local: Local) -> None:
    organizations, cloudformation = local.client("organizations"), local.client("cloudformation")
    settings = {"StackSetName": "queues", "TemplateBody": TEMPLATE, "PermissionModel": "SERVICE_MANAGED"}
    with pytest.raises(ClientError, match="You must enable organizations access"):
        cloudformation.create_stack_set(**settings)
    organizations.create_organization(FeatureSet="ALL")
    cloudformation.activate_organizations_access()
    root = organizations.list_roots()["Roots"][0]["Id"]
    unit = organizations.create_organizational_unit(ParentId=root, Name="Workloads")["OrganizationalUnit"]["Id"]
    below = organizations.create_organizational_unit(ParentId=unit, Name="Prod")["OrganizationalUnit"]["Id"]
    made = [make_account(organizations, name) for name in ("one", "two", "three")]
    for account, place in zip(made, (unit, below, root), strict=True):
        organizations.move_account(AccountId=account, SourceParentId=root, DestinationParentId=place)
    cloudformation.create_stack_set(**settings, AutoDeployment={"Enabled": False})
    with pytest.raises(ClientError, match="can only have OrganizationalUnit as target"):
        cloudformation.create_stack_instances(StackSetName="queues", Accounts=made, Regions=[REGION])
    cloudformation.create_stack_instances(
        StackSetName="queues", DeploymentTargets={"OrganizationalUnitIds": [unit]}, Regions=[REGION]
    )
    assert [list_queues(local, account) for account in made] == [["orders"], ["orders"], []]
    assert cloudformation.describe_stack_set(StackSetName="queues")["StackSet"]["OrganizationalUnitIds"] == [unit]
    cloudformation.delete_stack_instances(
        StackSetName="queues", Regions=[REGION], RetainStacks=False,
        DeploymentTargets={"OrganizationalUnitIds": [unit], "Accounts": made[:1], "AccountFilterType": "INTERSECTION"},
    )  # fmt: skip
    assert [place[0] for place in statuses(cloudformation)] == made[1:2]


def test_a_stack_set_follows_the_accounts_of_its_units(local: Local) -> None:
    organizations, cloudformation = local.client("organizations"), local.client("cloudformation")
    organizations.create_organization(FeatureSet="ALL")
    cloudformation.activate_organizations_access()
    root = organizations.list_roots()["Roots"][0]["Id"]
    unit = organizations.create_organizational_unit(ParentId=root, Name="Workloads")["OrganizationalUnit"]["Id"]
    cloudformation.create_stack_set(
        StackSetName="queues", TemplateBody=TEMPLATE, PermissionModel="SERVICE_MANAGED",
        AutoDeployment={"Enabled": True, "RetainStacksOnAccountRemoval": False},
    )  # fmt: skip
    cloudformation.create_stack_instances(
        StackSetName="queues", DeploymentTargets={"OrganizationalUnitIds": [unit]}, Regions=[REGION]
    )
    account = make_account(organizations, "late")
    organizations.move_account(AccountId=account, SourceParentId=root, DestinationParentId=unit)
    assert list_queues(local, account) == ["orders"]
    organizations.move_account(AccountId=account, SourceParentId=unit, DestinationParentId=root)
    assert (list_queues(local, account), statuses(cloudformation)) == ([], {})


def make_account(organizations: Any, name: str) -> str:
    made = organizations.create_account(Email=f"{name}@example.com", AccountName=name)
    return str(made["CreateAccountStatus"]["AccountId"])
