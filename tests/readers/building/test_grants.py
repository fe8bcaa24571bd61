"""Grants and states of keys, as an account tells them."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from keypost.checker.check import check
from keypost.policy.request import Grant, KeyManager, KeyState
from keypost.readers.options import ReadOptions
from keypost.readers.read import read_paths
from keypost.readers.snapshot.manifest import Manifest, Scope
from keypost.readers.snapshot.record import Record
from keypost.readers.snapshot.store import Store
from keypost.unknown import Unread, Why, render_unknown
from tests.readers.reading import ACCOUNT, REGION, one

HERE = f"{REGION}:{ACCOUNT}"
KEY, TOPIC = f"arn:aws:kms:{HERE}:key/1234abcd-12ab-34cd-56ef-1234567890ab", f"arn:aws:sns:{HERE}:alerts"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/app"
LETS_IN = {"Effect": "Allow", "Principal": {"Service": "cloudwatch.amazonaws.com"}, "Action": "*", "Resource": "*"}


def write(folder: Path, records: list[Record]) -> str:
    store = Store(str(folder / "s"))
    store.begin(Manifest({ACCOUNT: (REGION,)}, {"global": (), "*": ("all",)}))
    store.write(Scope(ACCOUNT, REGION, "all"), records)
    return str(folder / "s")


def build_key(properties: Mapping[str, object]) -> Record:
    return Record("AWS::KMS::Key", KEY, KEY, KEY.rsplit("/", 1)[-1], properties, "kms:DescribeKey")


def read_grants(folder: Path, grants: object) -> tuple[Grant, ...] | Unread:
    (case,) = read_paths([write(folder, [build_key({"Grants": grants})])], ReadOptions()).cases
    return one(case.estate, KEY).grants


def decide(folder: Path, key: Mapping[str, object], *, names: str = KEY) -> str:
    """Return the verdict of an alarm to a topic under the key."""
    alarm = f"arn:aws:cloudwatch:{HERE}:alarm:cpu"
    policy = {"Topics": [TOPIC], "PolicyDocument": {"Version": "2012-10-17", "Statement": [LETS_IN]}}
    records = [
        build_key(key),
        Record(
            "AWS::KMS::Key", "alias/aws/sns", f"arn:aws:kms:{HERE}:key/a", "alias/aws/sns", {"KeyManager": "AWS"}, ""
        ),
        Record("AWS::SNS::Topic", TOPIC, TOPIC, "alerts", {"KmsMasterKeyId": names}, "sns:GetTopicAttributes"),
        Record("AWS::SNS::TopicPolicy", "p", "", "", policy, "sns:GetTopicAttributes"),
        Record("AWS::CloudWatch::Alarm", alarm, alarm, "cpu", {"AlarmActions": [TOPIC]}, "cloudwatch:DescribeAlarms"),
    ]
    result = check(read_paths([write(folder, records)], ReadOptions()), suppressions=(), today="2026-01-01")
    (delivery,) = result.deliveries
    return delivery.verdict.value


def test_a_grant_with_its_constraints(tmp_path: Path) -> None:
    constraints = {"EncryptionContextSubset": {"a": "1"}, "SourceArn": "arn:aws:sns:::x"}
    given = {"GranteePrincipal": ROLE, "RetiringPrincipal": ROLE, "Operations": ["Decrypt"], "Constraints": constraints}
    read = read_grants(tmp_path, [given])
    assert not isinstance(read, Unread)
    (grant,) = read
    assert (grant.grantee_principal, grant.grantee_service, grant.retiring_principal) == (ROLE, None, ROLE)
    assert (grant.operations, grant.context_subset, grant.source_arn) == (("Decrypt",), {"a": "1"}, "arn:aws:sns:::x")


def test_a_service_that_is_named_as_one_is_meant(tmp_path: Path) -> None:
    given = {"GranteePrincipal": "x.amazonaws.com", "GranteeServicePrincipal": "x.amazonaws.com", "Operations": []}
    read = read_grants(tmp_path, [given])
    assert not isinstance(read, Unread)
    assert (read[0].grantee_principal, read[0].grantee_service) == (None, "x.amazonaws.com")


def test_a_service_in_the_place_of_a_principal_may_stand_for_others(tmp_path: Path) -> None:
    read = read_grants(tmp_path, [{"GranteePrincipal": "rds.amazonaws.com", "Operations": ["Decrypt"]}])
    assert not isinstance(read, Unread)
    assert read[0].source_arn is not None
    assert render_unknown(read[0].source_arn) == f"${{{KEY} Grants.0}}"


@pytest.mark.parametrize("grant", [{}, {"Operations": ["Decrypt"]}, {"GranteePrincipal": ROLE}, "text"])
def test_a_grant_that_is_not_understood_leaves_all_unread(tmp_path: Path, grant: object) -> None:
    good = {"GranteePrincipal": ROLE, "Operations": ["Decrypt"]}
    assert isinstance(read_grants(tmp_path, [good, grant]), Unread)


SHUT = {"KeyPolicy": {"Version": "2012-10-17", "Statement": []}}
OPEN = {"KeyPolicy": {"Version": "2012-10-17", "Statement": [LETS_IN]}}
USES_KEY = {"Operations": ["Decrypt", "GenerateDataKey"]}


@pytest.mark.parametrize(
    ("key", "verdict"),
    [
        (SHUT, "FAILS"),
        (OPEN, "WORKS"),
        (SHUT | {"Grants": [USES_KEY | {"GranteeServicePrincipal": "cloudwatch.amazonaws.com"}]}, "WORKS"),
        (SHUT | {"Grants": [USES_KEY | {"GranteePrincipal": "cloudwatch.amazonaws.com"}]}, "DEPENDS"),
        (SHUT | {"Grants": [USES_KEY | {"GranteePrincipal": "rds.amazonaws.com"}]}, "FAILS"),
        (SHUT | {"Grants": Unread(Why.ACCESS_DENIED, KEY)}, "DEPENDS"),
        (OPEN | {"Grants": Unread(Why.ACCESS_DENIED, KEY)}, "WORKS"),
        (OPEN | {"KeyState": "Disabled"}, "FAILS"),
        (OPEN | {"KeyState": "PendingDeletion"}, "FAILS"),
        (OPEN | {"KeyState": "SomethingNew"}, "DEPENDS"),
        (OPEN | {"KeyState": Unread(Why.CALL_FAILED, KEY), "KeySpec": Unread(Why.CALL_FAILED, KEY)}, "DEPENDS"),
        (OPEN | {"KeySpec": "RSA_2048", "KeyUsage": "ENCRYPT_DECRYPT"}, "FAILS"),
    ],
)
def test_what_an_account_tells_of_a_key_decides(tmp_path: Path, key: Mapping[str, object], verdict: str) -> None:
    assert decide(tmp_path, key) == verdict


@pytest.mark.parametrize("name", ["alias/aws/sns", f"arn:aws:kms:{HERE}:alias/aws/sns", f"arn:aws:kms:{HERE}:key/a"])
def test_an_aws_managed_key_is_known_by_whatever_names_it(tmp_path: Path, name: str) -> None:
    assert decide(tmp_path, OPEN, names=name) == "FAILS"
    (case,) = read_paths([str(tmp_path / "s")], ReadOptions()).cases
    assert one(case.estate, "alias/aws/sns").facts.manager is KeyManager.AWS


def test_a_state_is_as_aws_says_it(tmp_path: Path) -> None:
    (case,) = read_paths([write(tmp_path, [build_key({"KeyState": "PendingImport"})])], ReadOptions()).cases
    assert one(case.estate, KEY).facts.state is KeyState.PENDING_IMPORT
