"""Keys: policy, state, spec, aliases, replicas."""

import json
from pathlib import Path

import pytest

from keypost.estate.kind import Kind
from keypost.estate.references import Match, References
from keypost.estate.resource import Membership, Resource
from keypost.policy.document import Policy
from keypost.policy.request import KeyManager, KeyState
from keypost.unknown import Unread, Why
from tests.readers.reading import POLICY, one, read, read_resources


def key(folder: Path, properties: dict[str, object]) -> Resource:
    found = one(read_resources(folder, {"It": {"Type": "AWS::KMS::Key", "Properties": properties}}), "It")
    assert found.is_key
    return found


def test_a_key_without_policy_has_the_default_one(tmp_path: Path) -> None:
    found = key(tmp_path, {})
    assert isinstance(found.policy, Policy)
    (statement,) = found.policy.statements
    assert statement.principals is not None
    assert statement.principals.values[0].value == "arn:aws:iam::111122223333:root"
    assert found.policy_origin == found.origin
    assert found.facts.manager is KeyManager.CUSTOMER


def test_a_key_policy_stands_at_its_place(tmp_path: Path) -> None:
    found = key(tmp_path, {"KeyPolicy": POLICY})
    assert isinstance(found.policy, Policy)
    assert found.policy_origin.pointer == "/Resources/It/Properties/KeyPolicy"
    assert found.policy.statements[0].origin.pointer == "/Resources/It/Properties/KeyPolicy/Statement/0"


@pytest.mark.parametrize(
    ("properties", "state", "spec"),
    [
        ({}, KeyState.ENABLED, "SYMMETRIC_DEFAULT"),
        ({"Enabled": True}, KeyState.ENABLED, "SYMMETRIC_DEFAULT"),
        ({"Enabled": False}, KeyState.DISABLED, "SYMMETRIC_DEFAULT"),
        ({"Enabled": "false"}, KeyState.DISABLED, "SYMMETRIC_DEFAULT"),
        ({"KeySpec": "RSA_2048", "KeyUsage": "ENCRYPT_DECRYPT"}, KeyState.ENABLED, "RSA_2048"),
        ({"KeySpec": "HMAC_256"}, KeyState.ENABLED, "HMAC_256"),
        ({"Origin": "EXTERNAL"}, Unread(Why.NOT_IN_INPUT, "It.KeyMaterial"), "SYMMETRIC_DEFAULT"),
    ],
)
def test_state_and_spec(properties: dict[str, object], state: object, spec: str, tmp_path: Path) -> None:
    found = key(tmp_path, properties)
    assert (found.facts.state, found.facts.spec) == (state, spec)


def test_the_usage_is_as_written(tmp_path: Path) -> None:
    assert key(tmp_path, {"KeySpec": "RSA_2048", "KeyUsage": "SIGN_VERIFY"}).facts.usage == "SIGN_VERIFY"
    assert key(tmp_path, {}).facts.usage == ""


def test_an_open_state_is_unread(tmp_path: Path) -> None:
    template = {
        "Parameters": {"On": {"Type": "String"}},
        "Resources": {"It": {"Type": "AWS::KMS::Key", "Properties": {"Enabled": {"Ref": "On"}}}},
    }
    found = one(read_resources(tmp_path, template), "It")
    assert found.is_key
    assert found.facts.state == Unread(Why.UNKNOWN_VALUE, "On")


@pytest.mark.parametrize("policy", ["not a policy", ["list"], {"Version": "2012-10-17"}, {"Statement": ["text"]}])
def test_what_is_no_policy_leaves_a_gap_and_the_rest_is_read(policy: object, tmp_path: Path) -> None:
    resources = {
        "Bad": {"Type": "AWS::KMS::Key", "Properties": {"KeyPolicy": policy}},
        "Good": {"Type": "AWS::KMS::Key"},
    }
    reading = read(tmp_path, {"t.json": resources})
    (gap,) = reading.gaps
    assert gap.what == "Bad"
    assert gap.origin.pointer.startswith("/Resources/Bad/Properties/KeyPolicy")
    estate = reading.cases[0].estate
    assert one(estate, "Bad").policy == Unread(Why.MALFORMED, "Bad")
    assert isinstance(one(estate, "Good").policy, Policy)


def test_a_policy_as_json_text_is_one(tmp_path: Path) -> None:
    assert isinstance(key(tmp_path, {"KeyPolicy": json.dumps(POLICY)}).policy, Policy)


def test_a_policy_that_is_a_parameter_is_unread(tmp_path: Path) -> None:
    template = {
        "Parameters": {"Policy": {"Type": "String"}},
        "Resources": {"It": {"Type": "AWS::KMS::Key", "Properties": {"KeyPolicy": {"Ref": "Policy"}}}},
    }
    assert one(read_resources(tmp_path, template), "It").policy == Unread(Why.UNKNOWN_VALUE, "Policy")


def alias(name: str, target: object) -> dict[str, object]:
    return {"Type": "AWS::KMS::Alias", "Properties": {"AliasName": name, "TargetKeyId": target}}


def test_aliases_are_the_keys(tmp_path: Path) -> None:
    resources = {
        "It": {"Type": "AWS::KMS::Key"},
        "One": alias("alias/one", {"Ref": "It"}),
        "Two": alias("alias/two", {"Fn::GetAtt": ["It", "Arn"]}),
    }
    estate = read_resources(tmp_path, resources)
    found = one(estate, "It")
    assert found.is_key
    assert found.aliases == ("alias/one", "alias/two")


def test_an_alias_of_a_key_outside_tells_which_key(tmp_path: Path) -> None:
    arn = "arn:aws:kms:eu-west-1:111122223333:key/1"
    estate = read_resources(
        tmp_path,
        {"Alias": alias("alias/app", arn), "Again": alias("alias/app2", arn), "T": {"Type": "AWS::SNS::Topic"}},
    )
    found = References(estate.resources).find("alias/app", kinds=(Kind.KEY,), near=one(estate, "T"))
    assert (found.match, found.resource.id, found.resource.membership) == (Match.CERTAIN, arn, Membership.OUTSIDE)
    assert found.resource.is_key
    assert found.resource.aliases == ("alias/app", "alias/app2")


def test_a_replica_has_a_policy_of_its_own(tmp_path: Path) -> None:
    properties = {"PrimaryKeyArn": "arn:aws:kms:us-east-1:111122223333:key/mrk-1", "KeyPolicy": POLICY}
    found = one(read_resources(tmp_path, {"It": {"Type": "AWS::KMS::ReplicaKey", "Properties": properties}}), "It")
    assert found.is_key
    assert found.kind is Kind.REPLICA_KEY
    assert isinstance(found.policy, Policy)
