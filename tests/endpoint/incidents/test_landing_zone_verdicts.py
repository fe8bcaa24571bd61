"""What `keypost check` says of a landing zone's key is how its set-up ends here."""

from typing import Any

import pytest

from keypost.checker.verdict import Verdict
from keypost.readers.options import ReadOptions
from tests.endpoint.controltower_site import FOR_CLOUDTRAIL, FOR_CONFIG, REGION, Site
from tests.endpoint.local import ACCOUNT, DELEGATION, Local
from tests.laws.test_checker_laws import check_templates

PATH = "control-tower-landing-zone-kms"
OPTIONS = ReadOptions(account=ACCOUNT, region=REGION)
Statement = dict[str, Any]


def limit(statement: Statement, **condition: dict[str, str]) -> Statement:
    return {**statement, "Condition": {**statement.get("Condition", {}), **condition}}


def deny(**condition: dict[str, str]) -> Statement:
    return {"Effect": "Deny", "Principal": "*", "Action": "kms:*", "Resource": "*", "Condition": condition}


BUT_ONE = {"aws:PrincipalArn": f"arn:aws:iam::{ACCOUNT}:root"}
OTHER_TRAIL = {"aws:SourceArn": f"arn:aws:cloudtrail:{REGION}:{ACCOUNT}:trail/other"}
POLICIES: dict[str, tuple[Statement, ...]] = {
    "both statements": (FOR_CONFIG, FOR_CLOUDTRAIL),
    "the default policy": (),
    "AWS Config alone": (FOR_CONFIG,),
    "CloudTrail alone": (FOR_CLOUDTRAIL,),
    "AWS Config without kms:Decrypt": ({**FOR_CONFIG, "Action": "kms:GenerateDataKey"}, FOR_CLOUDTRAIL),
    "another trail": (FOR_CONFIG, limit(FOR_CLOUDTRAIL, StringEquals=OTHER_TRAIL)),
    "a deny that meets services": (FOR_CONFIG, FOR_CLOUDTRAIL, deny(StringNotEquals=BUT_ONE)),
    "a deny that spares services": (
        FOR_CONFIG, FOR_CLOUDTRAIL,
        deny(StringNotEquals=BUT_ONE, BoolIfExists={"aws:PrincipalIsAWSService": "false"}),
    ),
}  # fmt: skip


def decide(site: Site, statements: tuple[Statement, ...]) -> Verdict:
    """Return what the checker says of a template with this key and a landing zone."""
    manifest = site.manifest()
    manifest["centralizedLogging"]["configurations"]["kmsKeyArn"] = {"Fn::GetAtt": ["Key", "Arn"]}
    policy = {"Version": "2012-10-17", "Statement": [DELEGATION, *statements]}
    zone = {"Version": "3.3", "Manifest": manifest}
    resources = {
        "Key": {"Type": "AWS::KMS::Key", "Properties": {"KeyPolicy": policy}},
        "Zone": {"Type": "AWS::ControlTower::LandingZone", "Properties": zone},
    }
    result = check_templates({"Resources": resources}, options=OPTIONS)
    (verdict,) = {one.verdict for one in result.deliveries if one.path.reported_id == PATH}
    return verdict


@pytest.mark.parametrize("statements", POLICIES.values(), ids=POLICIES.keys())
def test_the_verdict_is_what_happens(local: Local, statements: tuple[Statement, ...]) -> None:
    site = Site(local)
    site.put(*statements)
    verdict = decide(site, statements)
    status, _ = site.tell(site.create()[1])
    assert verdict in {Verdict.WORKS, Verdict.FAILS}
    assert (verdict is Verdict.WORKS) is (status == "SUCCEEDED")


def test_a_statement_for_one_account_depends_on_which_and_fails_for_the_management_account(local: Local) -> None:
    site = Site(local)
    statements = (limit(FOR_CONFIG, StringEquals={"aws:SourceAccount": ACCOUNT}), FOR_CLOUDTRAIL)
    site.put(*statements)
    assert decide(site, statements) is Verdict.DEPENDS
    assert site.tell(site.create()[1])[0] == "FAILED"
