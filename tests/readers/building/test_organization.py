"""From records and templates of AWS Organizations to what stands over each account."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from keypost.estate.organization import Account, Control, Levels
from keypost.unknown import Unread, Why
from tests.readers.reading import read, read_resources

ME, MANAGEMENT = "111122223333", "999999999999"
ROOT, UNIT = "r-ab12", "ou-ab12-11111111"
BOTH = ["SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY"]


def part(type_name: str, **properties: object) -> dict[str, object]:
    return {"Type": f"AWS::Organizations::{type_name}", "Properties": properties}


def control(name: str, kind: str, *targets: str, **more: object) -> dict[str, object]:
    content = {"Version": "2012-10-17", "Statement": [{"Sid": name, "Effect": "Deny", "Action": "*", "Resource": "*"}]}
    return part("Policy", Name=name, Type=f"{kind}_CONTROL_POLICY", TargetIds=list(targets), Content=content, **more)


def organization(**properties: object) -> dict[str, object]:
    return part("Organization", Id="o-exampleorg", ManagementAccountId=MANAGEMENT, FeatureSet="ALL", **properties)


STRUCTURE = {
    "Root": part("Root", Id=ROOT),
    "Unit": part("OrganizationalUnit", Id=UNIT, ParentId=ROOT),
    "Me": part("Account", AccountId=ME, ParentIds=[UNIT]),
}


def account(folder: Path, resources: Mapping[str, object], which: str = ME) -> Account:
    return read_resources(folder, resources).accounts[which]


def names(levels: Levels) -> list[list[str]]:
    """The policies of each level; what couldn't be read as `?`, the full access that is taken for granted as `*`."""
    return [[_name(one) for one in level] for level in levels]


def _name(one: Control) -> str:
    return "?" if isinstance(one.policy, Unread) else one.name or "*"


def test_an_input_without_an_organization_says_nothing_of_accounts(tmp_path: Path) -> None:
    assert read_resources(tmp_path, {"Jobs": {"Type": "AWS::SQS::Queue"}}).accounts == {}


def test_what_was_listed_stands_at_its_level(tmp_path: Path) -> None:
    resources = {
        **STRUCTURE,
        "Org": organization(EnabledPolicyTypes=BOTH, ListedPolicyTypes=BOTH),
        "A": control("a", "SERVICE", ROOT, ME),
        "B": control("b", "SERVICE", UNIT, "ou-ab12-99999999"),
        "C": control("c", "RESOURCE", ROOT, UNIT, ME),
    }
    found = account(tmp_path, resources)
    assert names(found.service_control) == [["a"], ["b"], ["a"]]
    assert names(found.resource_control) == [["c"], ["c"], ["c"]]
    assert [level[0].target for level in found.service_control] == [ROOT, UNIT, ME]
    assert (found.organization, found.path) == ("o-exampleorg", f"o-exampleorg/{ROOT}/{UNIT}/")


def test_nothing_applies_to_the_management_account(tmp_path: Path) -> None:
    resources = {"Org": organization(ListedPolicyTypes=[]), "A": control("a", "SERVICE", MANAGEMENT)}
    assert account(tmp_path, resources, MANAGEMENT) == Account(MANAGEMENT, "o-exampleorg")


@pytest.mark.parametrize("settings", [{"EnabledPolicyTypes": []}, {"FeatureSet": "CONSOLIDATED_BILLING"}])
def test_a_type_that_is_not_enabled_applies_nowhere(tmp_path: Path, settings: dict[str, object]) -> None:
    org = part("Organization", Id="o-exampleorg", ManagementAccountId=MANAGEMENT, ListedPolicyTypes=[], **settings)
    found = account(tmp_path, {**STRUCTURE, "Org": org})
    assert (found.service_control, found.resource_control) == ((), ())


@pytest.mark.parametrize(
    ("listed", "service", "resource"),
    [
        ([], [["a"], ["?"]], [["?"]]),
        (["SERVICE_CONTROL_POLICY"], [["a"], ["?"], ["?"]], [["?"]]),
        (BOTH, [["a"], ["?"], ["?"]], []),
    ],
)
def test_what_could_not_be_listed_is_unread_and_what_is_known_of_it_stays(
    tmp_path: Path, listed: list[str], service: list[list[str]], resource: list[list[str]]
) -> None:
    found = account(
        tmp_path, {**STRUCTURE, "Org": organization(ListedPolicyTypes=listed), "A": control("a", "SERVICE", ROOT)}
    )
    assert (names(found.service_control), names(found.resource_control)) == (service, resource)


def test_an_account_whose_parents_are_not_known_has_levels_that_are_unread(tmp_path: Path) -> None:
    found = account(tmp_path, {"Org": organization(ListedPolicyTypes=BOTH), "Me": part("Account", AccountId=ME)})
    assert (names(found.service_control), found.path) == ([["?"]], "")


def test_units_that_name_each_other_end(tmp_path: Path) -> None:
    circle = {
        "Org": organization(ListedPolicyTypes=BOTH),
        "A": part("OrganizationalUnit", Id="ou-ab12-aaaaaaaa", ParentId="ou-ab12-bbbbbbbb"),
        "B": part("OrganizationalUnit", Id="ou-ab12-bbbbbbbb", ParentId="ou-ab12-aaaaaaaa"),
        "Me": part("Account", AccountId=ME, ParentIds=["ou-ab12-aaaaaaaa"]),
    }
    assert names(account(tmp_path, circle).service_control)[-1] == ["?"]


def test_a_policy_whose_content_is_missing_is_unread(tmp_path: Path) -> None:
    policy = part("Policy", Name="a", Type="SERVICE_CONTROL_POLICY", TargetIds=[ME])
    resources = {**STRUCTURE, "Org": organization(EnabledPolicyTypes=BOTH, ListedPolicyTypes=BOTH), "A": policy}
    (one,) = account(tmp_path, resources).service_control[-1]
    assert one.policy == Unread(Why.ACCESS_DENIED)


def test_a_template_shows_some_policies_and_full_access_is_taken_for_granted(tmp_path: Path) -> None:
    found = account(tmp_path, {"A": control("a", "SERVICE", ME), "B": control("b", "SERVICE", ME)})
    assert names(found.service_control) == [["a", "b", "*"]]
    assert found.resource_control == ()


def test_a_template_that_attaches_to_a_unit_leaves_a_gap(tmp_path: Path) -> None:
    reading = read(tmp_path, {"t.yaml": {"A": control("a", "SERVICE", ROOT, UNIT), "U": STRUCTURE["Unit"]}})
    (gap,) = reading.gaps
    assert gap.what == "A"
    assert f"{ROOT}, {UNIT}" in gap.why.en
    assert reading.cases[0].estate.accounts == {}


def test_targets_that_stay_open_leave_a_gap(tmp_path: Path) -> None:
    policy = part("Policy", Type="SERVICE_CONTROL_POLICY", TargetIds={"Ref": "Targets"}, Content={})
    template = {"Parameters": {"Targets": {"Type": "CommaDelimitedList"}}, "Resources": {"A": policy}}
    assert {gap.what for gap in read(tmp_path, {"t.yaml": template}).gaps} == {"A"}


def test_a_type_of_policy_that_grants_and_denies_nothing_is_no_control(tmp_path: Path) -> None:
    tags = part("Policy", Name="tags", Type="TAG_POLICY", TargetIds=[ME, ROOT], Content={})
    reading = read(tmp_path, {"t.yaml": {"A": tags}})
    assert (reading.cases[0].estate.accounts, reading.gaps) == ({}, ())


def test_of_two_organizations_each_account_has_its_own(tmp_path: Path) -> None:
    resources = {
        "One": organization(ListedPolicyTypes=BOTH, EnabledPolicyTypes=[]),
        "Two": part("Organization", Id="o-other", ManagementAccountId="444455556666", ListedPolicyTypes=[]),
        "Me": part("Account", AccountId=ME, OrganizationId="o-other"),
    }
    found = account(tmp_path, resources)
    assert (found.organization, names(found.service_control)) == ("o-other", [["?"]])


def test_what_the_management_account_reads_covers_its_members(tmp_path: Path) -> None:
    """The member account itself may not ask; of what both were told, each policy stands once."""
    resources = {
        **STRUCTURE,
        "Own": organization(ListedPolicyTypes=[], Covers="ACCOUNT"),
        "All": organization(ListedPolicyTypes=BOTH, EnabledPolicyTypes=BOTH, Covers="ORGANIZATION"),
        "A": control("a", "SERVICE", ROOT, UNIT, ME, Id="p-1"),
        "B": control("a", "SERVICE", ROOT, Id="p-1"),
    }
    assert names(account(tmp_path, resources).service_control) == [["a"], ["a"], ["a"]]


def test_what_one_member_was_told_says_nothing_of_another(tmp_path: Path) -> None:
    other = "444455556666"
    resources = {
        **STRUCTURE,
        "Org": organization(ListedPolicyTypes=BOTH, EnabledPolicyTypes=BOTH, Covers="ACCOUNT"),
        "Other": part("Account", AccountId=other, ParentIds=[UNIT]),
        "A": control("a", "SERVICE", ROOT, UNIT, ME),
    }
    accounts = read_resources(tmp_path, resources).accounts
    assert names(accounts[ME].service_control) == [["a"], ["a"], ["a"]]
    assert names(accounts[other].service_control) == [["a"], ["a"], ["?"]]
