"""What stands over an account, read from AWS Organizations."""

import json
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from botocore.client import BaseClient

from keypost.estate.organization import Account
from keypost.policy.document import Policy
from keypost.readers.live.api import Api
from keypost.readers.live.parts import organizations
from keypost.readers.snapshot.manifest import GLOBAL, Scope
from keypost.readers.snapshot.record import Fault, Record
from keypost.unknown import Unread, Why
from tests.readers.live.account import ACCOUNT, read_account, read_snapshot
from tests.readers.live.stubbed import Stubbed

Aws = Callable[[str], BaseClient]
MANAGEMENT, ROOT, UNIT = "999999999999", "r-ab12", "ou-ab12-11111111"
ORGANIZATION = {"Id": "o-exampleorg", "FeatureSet": "ALL", "MasterAccountId": MANAGEMENT}
DENY = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Deny", "Principal": "*", "Action": "kms:*", "Resource": "*"}],
}


@pytest.fixture
def member() -> Stubbed:
    return Stubbed(organizations.PART).answers("describe_organization", {"Organization": ORGANIZATION})


def by_id(records: list[Record]) -> dict[str, Mapping[str, object]]:
    return {record.id: record.properties for record in records}


def over_account(folder: Path, account: str = ACCOUNT) -> Account:
    (case,) = read_account(folder, parts=[organizations.PART]).cases
    return case.estate.accounts[account]


@pytest.mark.usefixtures("aws")
def test_an_account_without_an_organization_has_nothing_over_it(tmp_path: Path) -> None:
    reading = read_account(tmp_path / "s", parts=[organizations.PART])
    assert (reading.cases[0].estate.accounts, reading.gaps) == ({}, ())


def test_the_management_account_is_known_by_one_call(aws: Aws, tmp_path: Path) -> None:
    organization = aws("organizations").create_organization(FeatureSet="ALL")["Organization"]
    found = over_account(tmp_path / "s")
    assert (found.organization, found.service_control, found.resource_control) == (organization["Id"], (), ())


def test_a_member_that_may_not_ask_says_nothing_of_what_is_attached(member: Stubbed) -> None:
    records, faults = member.fails("list_parents").read()
    assert faults == [Fault.DENIED]
    assert [record.type for record in records] == ["AWS::Organizations::Organization"]
    assert "ListedPolicyTypes" not in records[0].properties


def test_whoever_may_not_even_ask_for_the_organization_says_nothing_of_it() -> None:
    records, faults = Stubbed(organizations.PART).fails("describe_organization").read()
    assert faults == [Fault.DENIED]
    assert records == []


def test_an_organization_that_could_not_be_told_for_now_is_unread(aws: Aws, tmp_path: Path) -> None:
    denied = organizations.PART._replace(fetch=lambda api: _miss(api, aws))
    estate = read_account(tmp_path / "s", parts=[denied]).cases[0].estate
    assert [one.policy for level in estate.accounts[ACCOUNT].service_control for one in level] == [
        Unread(Why.ACCESS_DENIED)
    ]


def _miss(api: Api, aws: Aws) -> Iterator[Record]:
    """Leave a call that told nothing: there is no such policy."""
    aws("organizations").create_organization(FeatureSet="ALL")
    api.call("DescribePolicy", PolicyId="p-12345678")
    yield from ()


def attach(member: Stubbed, kinds: list[str]) -> Stubbed:
    member.answers("list_parents", {"Parents": [{"Id": UNIT, "Type": "ORGANIZATIONAL_UNIT"}]})
    member.answers("list_parents", {"Parents": [{"Id": ROOT, "Type": "ROOT"}]})
    enabled = [{"Type": kind, "Status": "ENABLED"} for kind in [*kinds, "TAG_POLICY"]]
    return member.answers("list_roots", {"Roots": [{"Id": ROOT, "PolicyTypes": enabled}]})


def test_a_delegated_administrator_reads_what_is_attached_at_each_level(member: Stubbed) -> None:
    attach(member, ["RESOURCE_CONTROL_POLICY"])
    for policies in (["p-full"], ["p-full", "p-deny"], ["p-full"]):
        member.answers("list_policies_for_target", {"Policies": [{"Id": one} for one in policies]})
    for name in ("full", "deny"):
        summary = {"Id": f"p-{name}", "Name": name, "AwsManaged": False}
        member.answers("describe_policy", {"Policy": {"PolicySummary": summary, "Content": json.dumps(DENY)}})
    records, faults = member.read()
    found = by_id(records)
    assert faults == []
    assert found[ACCOUNT] == {"AccountId": ACCOUNT, "ParentIds": [UNIT], "OrganizationId": "o-exampleorg"}
    assert found[UNIT]["ParentId"] == ROOT
    assert found["p-deny"]["TargetIds"] == [UNIT]
    assert found["p-full"]["TargetIds"] == [ROOT, UNIT, ACCOUNT]
    assert found["p-deny"]["Content"] == DENY
    assert found["o-exampleorg"]["EnabledPolicyTypes"] == ["RESOURCE_CONTROL_POLICY"]
    assert found["o-exampleorg"]["ListedPolicyTypes"] == ["RESOURCE_CONTROL_POLICY"]


def test_a_type_that_could_not_be_listed_at_every_level_is_not_listed(member: Stubbed) -> None:
    attach(member, ["SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY"])
    member.answers("list_policies_for_target", {"Policies": [{"Id": "p-full"}]}).fails(
        "list_policies_for_target", "TooManyRequestsException"
    )
    for _ in range(3):
        member.answers("list_policies_for_target", {"Policies": []})
    records, faults = member.read()
    assert faults == [Fault.THROTTLED]
    assert by_id(records)["o-exampleorg"]["ListedPolicyTypes"] == ["RESOURCE_CONTROL_POLICY"]


def test_a_policy_that_may_not_be_looked_at_is_unread(member: Stubbed) -> None:
    attach(member, ["RESOURCE_CONTROL_POLICY"])
    for _ in range(3):
        member.answers("list_policies_for_target", {"Policies": [{"Id": "p-deny"}]})
    records, faults = member.fails("describe_policy").read()
    assert faults == [Fault.DENIED]
    assert isinstance(by_id(records)["p-deny"]["Content"], Unread)


def test_a_unit_that_is_removed_meanwhile_is_a_level_that_is_not_known(member: Stubbed) -> None:
    attach(member, ["RESOURCE_CONTROL_POLICY"])
    member.answers("list_policies_for_target", {"Policies": []}).fails(
        "list_policies_for_target", "TargetNotFoundException"
    )
    records, faults = member.read()
    assert faults == [Fault.GONE]
    assert by_id(records)["o-exampleorg"]["ListedPolicyTypes"] == []


def test_the_whole_organization_in_one_walk(aws: Aws) -> None:
    client = aws("organizations")
    client.create_organization(FeatureSet="ALL")
    (root,) = client.list_roots()["Roots"]
    client.enable_policy_type(RootId=root["Id"], PolicyType="SERVICE_CONTROL_POLICY")
    unit = client.create_organizational_unit(ParentId=root["Id"], Name="Workloads")["OrganizationalUnit"]["Id"]
    account = client.create_account(Email="one@example.com", AccountName="one")["CreateAccountStatus"]["AccountId"]
    client.move_account(AccountId=account, SourceParentId=root["Id"], DestinationParentId=unit)
    content = {"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Action": "kms:*", "Resource": "*"}]}
    policy = client.create_policy(
        Content=json.dumps(content), Description="", Name="no-kms", Type="SERVICE_CONTROL_POLICY"
    )["Policy"]["PolicySummary"]["Id"]
    client.attach_policy(PolicyId=policy, TargetId=unit)
    part = organizations.WHOLE
    with ThreadPoolExecutor(2) as pool:
        api = Api(client, part.calls, scope=Scope(ACCOUNT, GLOBAL, part.name), partition="aws", pool=pool)
        found = by_id(list(part.fetch(api)))
    assert api.missed == []
    assert found[account]["ParentIds"] == [unit]
    assert found[unit] == {"Id": unit, "ParentId": root["Id"], "Name": "Workloads"}
    assert (found[policy]["TargetIds"], found[policy]["Content"]) == ([unit], content)


def test_a_snapshot_of_a_member_account_reads_to_its_levels(
    aws: Aws, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = aws("organizations")
    client.create_organization(FeatureSet="ALL")
    (root,) = client.list_roots()["Roots"]
    client.enable_policy_type(RootId=root["Id"], PolicyType="SERVICE_CONTROL_POLICY")
    account = client.create_account(Email="one@example.com", AccountName="one")["CreateAccountStatus"]["AccountId"]
    monkeypatch.setattr("keypost.readers.live.session._fetch_account", lambda *_: account)
    found = over_account(tmp_path / "s", account)
    assert [[one.name for one in level] for level in found.service_control] == [["FullAWSAccess"]] * 2
    assert all(isinstance(one.policy, Policy) for level in found.service_control for one in level)
    assert found.service_control[0][0].origin.call == "organizations:DescribePolicy p-FullAWSAccess"


@pytest.mark.usefixtures("aws")
def test_a_part_that_was_never_read_leaves_what_stands_over_the_account_unread(tmp_path: Path) -> None:
    reading = read_account(tmp_path / "s", parts=[organizations.PART])
    assert reading.cases[0].estate.accounts == {}
    (tmp_path / "s" / ACCOUNT / GLOBAL / "organizations.jsonl").unlink()
    estate = read_snapshot(tmp_path / "s").cases[0].estate
    assert [one.policy for level in estate.accounts[ACCOUNT].resource_control for one in level] == [
        Unread(Why.ACCESS_DENIED)
    ]
