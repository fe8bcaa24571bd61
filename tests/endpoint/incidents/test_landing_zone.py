"""The fifth situation: a landing zone whose logs have a key of their own."""

from collections.abc import Iterator
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.endpoint.controltower_site import FOR_CLOUDTRAIL, FOR_CONFIG, REGION, Site
from tests.endpoint.local import ACCOUNT, Local, document, refusal

CONFIG = "AWSControlTowerBP-BASELINE-CONFIG"
TRAIL = "AWSControlTowerBP-BASELINE-CLOUDTRAIL-MASTER"


@pytest.fixture
def site(local: Local) -> Site:
    return Site(local)


def read_instance(site: Site, account: str) -> dict[str, Any]:
    told = site.cloudformation.describe_stack_instance(
        StackSetName=CONFIG, StackInstanceAccount=account, StackInstanceRegion=REGION
    )
    found: dict[str, Any] = told["StackInstance"]
    return found


def test_under_the_default_key_policy_the_set_up_fails_deep_in_a_stack_set(site: Site) -> None:
    zone, operation = site.create()
    status, message = site.tell(operation)
    instance = read_instance(site, site.audit)
    says = (
        f"Insufficient delivery policy to s3 bucket: {site.bucket}, unable to write to bucket, provided s3 key prefix "
        f"is '{site.organization}', provided kms key is '{site.key}'. (Service: AmazonConfig; Status Code: 400; Error "
        "Code: InsufficientDeliveryPolicyException; Request ID: "
    )
    begins = f"AWS Control Tower failed to deploy one or more stack set instances. StackSet Id: {CONFIG}:"
    assert status == "FAILED"
    assert message.startswith(begins)
    assert (
        f"Stack instance id: {instance['StackId']}, Status: OUTDATED, Status Reason: "
        "ResourceLogicalId:ConfigDeliveryChannel, ResourceType:AWS::Config::DeliveryChannel, "
        f"ResourceStatusReason:{says}"
    ) in message
    assert message.endswith("; Proxy: null).")
    assert instance["Status"] == "OUTDATED"
    assert instance["StatusReason"] in message
    assert f":{site.audit}:stack/StackSet-{CONFIG}-" in instance["StackId"]
    assert site.controltower.get_landing_zone(landingZoneIdentifier=zone)["landingZone"]["status"] == "FAILED"
    assert site.cloudformation.describe_stacks(StackName=TRAIL)["Stacks"][0]["StackStatus"] == "ROLLBACK_FAILED"


def test_what_mends_it_and_what_doesn_t(site: Site) -> None:
    zone, _ = site.create()
    stack = site.cloudformation.describe_stacks(StackName=TRAIL)["Stacks"][0]["StackId"]
    site.put(FOR_CONFIG)
    leaves = (
        f"AWS Control Tower failed to deploy stack(s): {stack}.To continue, review the failed stack(s) and try again."
    )
    assert site.reset(zone) == ("FAILED", leaves)
    assert read_instance(site, site.audit)["Status"] == "CURRENT"
    site.put(FOR_CONFIG, FOR_CLOUDTRAIL)
    assert site.reset(zone) == ("FAILED", leaves)
    site.cloudformation.delete_stack(StackName=TRAIL)
    assert site.reset(zone) == ("SUCCEEDED", "")
    assert site.controltower.get_landing_zone(landingZoneIdentifier=zone)["landingZone"]["status"] == "ACTIVE"


def test_logs_arrive_under_the_key(site: Site) -> None:
    site.put(FOR_CONFIG, FOR_CLOUDTRAIL)
    assert site.tell(site.create()[1]) == ("SUCCEEDED", "")
    cloudtrail = site.local.client("cloudtrail")
    told = cloudtrail.get_trail(Name="aws-controltower-BaselineCloudTrail")["Trail"]
    assert (told["IsOrganizationTrail"], told["KmsKeyId"]) == (True, site.key)
    assert "LatestDeliveryError" not in cloudtrail.get_trail_status(Name="aws-controltower-BaselineCloudTrail")
    found = site.list_objects()
    assert set(found.values()) == {site.key}
    folder = f"{site.organization}/AWSLogs"
    assert f"{folder}/{site.audit}/Config/ConfigWritabilityCheckFile" in found
    for account in (ACCOUNT, site.log, site.audit):
        assert any(name.startswith(f"{folder}/{site.organization}/{account}/CloudTrail/") for name in found)
    config = site.in_account("config", site.audit)
    assert config.describe_configuration_recorder_status()["ConfigurationRecordersStatus"][0]["recording"]


def test_without_a_key_there_is_nothing_to_repair(site: Site) -> None:
    zone, operation = site.create(manifest=site.manifest(None))
    assert site.tell(operation) == ("SUCCEEDED", "")
    site.controltower.update_landing_zone(version="3.3", manifest=site.manifest(), landingZoneIdentifier=zone)
    status, operations = refuse(site)
    assert (status, operations) == ("FAILED", ["UPDATE", "CREATE"])


def refuse(site: Site) -> tuple[str, list[str]]:
    listed = site.controltower.list_landing_zone_operations()["landingZoneOperations"]
    return listed[0]["status"], [one["operationType"] for one in listed]


def test_governed_regions_come_and_go(site: Site) -> None:
    site.put(FOR_CONFIG, FOR_CLOUDTRAIL)
    zone, operation = site.create(manifest={**site.manifest(), "governedRegions": [REGION, "eu-west-1"]})
    assert site.tell(operation) == ("SUCCEEDED", "")
    assert list_regions(site) == {REGION, "eu-west-1"}
    site.controltower.update_landing_zone(version="3.3", manifest=site.manifest(), landingZoneIdentifier=zone)
    assert list_regions(site) == {REGION}


def list_regions(site: Site) -> set[str]:
    found = site.cloudformation.list_stack_instances(StackSetName=CONFIG)["Summaries"]
    return {one["Region"] for one in found if one["Status"] == "CURRENT"}


def test_a_wider_bucket_policy_doesn_t_help(site: Site) -> None:
    zone, _ = site.create()
    s3 = site.in_account("s3", site.log)
    anybody = {"Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": f"arn:aws:s3:::{site.bucket}/*"}
    s3.put_bucket_policy(Bucket=site.bucket, Policy=document(anybody))
    site.cloudformation.delete_stack(StackName=TRAIL)
    assert "InsufficientDeliveryPolicyException" in site.reset(zone)[1]


def test_a_role_that_is_missing_is_told(site: Site) -> None:
    iam = site.local.client("iam")
    name = "AWSControlTowerStackSetRole"
    iam.delete_role_policy(RoleName=name, PolicyName="own")
    iam.delete_role(RoleName=name)
    zone, operation = site.create(manifest=site.manifest(None))
    status, message = site.tell(operation)
    assert (status, message.startswith(f"AWS Control Tower is unable to assume the {name} role")) == ("FAILED", True)
    site.provide_role(name)
    assert site.reset(zone) == ("SUCCEEDED", "")


def test_a_service_role_without_its_policy_is_told_in_iam_s_words(site: Site) -> None:
    policy = "arn:aws:iam::aws:policy/service-role/AWSControlTowerServiceRolePolicy"
    site.local.client("iam").detach_role_policy(RoleName="AWSControlTowerAdmin", PolicyArn=policy)
    status, message = site.tell(site.create()[1])
    who = (
        f"User: arn:aws:sts::{ACCOUNT}:assumed-role/AWSControlTowerAdmin/AssumeAdminRole is not authorized to perform: "
    )
    assert (status, message.startswith(who)) == ("FAILED", True)


def test_an_account_that_doesn_t_trust_the_management_account_is_told(site: Site) -> None:
    trust = document({"Effect": "Allow", "Principal": {"AWS": site.audit}, "Action": "sts:AssumeRole"})
    iam = site.in_account("iam", site.audit)
    iam.create_role(RoleName="AWSControlTowerExecution", AssumeRolePolicyDocument=trust)
    status, message = site.tell(site.create(manifest=site.manifest(None))[1])
    says = "The AWSControlTowerStackSetRole is unable to assume the AWSControlTowerExecution role.To continue, add the"
    assert (status, says in message) == ("FAILED", True)


def faults(site: Site) -> Iterator[tuple[str, dict[str, Any]]]:
    yield "contains fields that are not recognized", {"manifest": {**site.manifest(), "config": {"enabled": True}}}
    yield "is missing some required manifest fields", {"manifest": {"securityRoles": {"accountId": site.audit}}}
    yield "not valid: retentionDays", {"manifest": with_days(site.manifest(), 0)}
    yield "versions 3.1, 3.2, 3.3", {"version": "9.9"}
    yield "is no member account", {"manifest": {**site.manifest(), "securityRoles": {"accountId": ACCOUNT}}}
    yield "have to be two accounts", {"manifest": {**site.manifest(), "securityRoles": {"accountId": site.log}}}
    other = site.in_account("kms", site.log).create_key()["KeyMetadata"]["Arn"]
    yield "is not a key of the management account", {"manifest": site.manifest(other)}
    multi = site.kms.create_key(MultiRegion=True)["KeyMetadata"]["Arn"]
    yield "is a multi-Region key", {"manifest": site.manifest(multi)}
    site.kms.disable_key(KeyId=site.key)
    yield "is not enabled", {"manifest": site.manifest()}


def with_days(manifest: dict[str, Any], days: int) -> dict[str, Any]:
    logging = {**manifest["centralizedLogging"], "configurations": {"loggingBucket": {"retentionDays": days}}}
    return {**manifest, "centralizedLogging": logging}


def test_what_can_t_be_set_up_is_refused_at_once(site: Site) -> None:
    for says, settings in faults(site):
        with pytest.raises(ClientError) as raised:
            site.create(**settings)
        code, status, message = refusal(raised.value)
        assert (code, status) == ("ValidationException", 400)
        assert says in message
    assert site.controltower.list_landing_zones()["landingZones"] == []


def test_there_is_one_landing_zone_and_it_goes_as_a_whole(site: Site) -> None:
    zone, _ = site.create(manifest=site.manifest(None), tags={"team": "cloud"})
    with pytest.raises(ClientError) as raised:
        site.create()
    assert refusal(raised.value)[:2] == ("ConflictException", 409)
    site.controltower.tag_resource(resourceArn=zone, tags={"stage": "prod"})
    site.controltower.untag_resource(resourceArn=zone, tagKeys=["team"])
    assert site.controltower.list_tags_for_resource(resourceArn=zone)["tags"] == {"stage": "prod"}
    gone = site.controltower.delete_landing_zone(landingZoneIdentifier=zone)["operationIdentifier"]
    assert site.tell(gone) == ("SUCCEEDED", "")
    assert site.cloudformation.list_stack_sets(Status="ACTIVE")["Summaries"] == []
    with pytest.raises(ClientError) as raised:
        site.controltower.get_landing_zone(landingZoneIdentifier=zone)
    assert refusal(raised.value)[:2] == ("ResourceNotFoundException", 404)
    assert site.in_account("s3", site.log).list_buckets()["Buckets"]


def test_outside_the_management_account_of_an_organization_there_is_none(local: Local) -> None:
    with pytest.raises(ClientError, match="management account of an organization only"):
        local.client("controltower").create_landing_zone(version="3.3", manifest={})
