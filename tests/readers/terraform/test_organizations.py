"""Policies of an organization in a plan, joined with what attaches them."""

import json
from pathlib import Path

from keypost.estate.estate import Reading
from keypost.readers.read import read_paths
from tests.readers.reading import ACCOUNT, HERE
from tests.readers.terraform.plans import change, refers_to, write_plan

DENY = {"Version": "2012-10-17", "Statement": [{"Sid": "NoKms", "Effect": "Deny", "Action": "kms:*", "Resource": "*"}]}
POLICY = change(
    "aws_organizations_policy",
    "guard",
    after={"name": "no-kms", "type": "SERVICE_CONTROL_POLICY", "content": json.dumps(DENY)},
    unknown=["id"],
)


def attach(name: str, target: str) -> dict[str, object]:
    written = {"policy_id": refers_to("aws_organizations_policy.guard.id")}
    kind = "aws_organizations_policy_attachment"
    return change(kind, name, after={"target_id": target}, unknown=["policy_id"], written=written)


def read(folder: Path, *changes: dict[str, object]) -> Reading:
    (folder / "plan.json").write_bytes(write_plan(*changes))
    return read_paths([str(folder / "plan.json")], HERE)


def test_a_policy_stands_over_the_accounts_that_attachments_name(tmp_path: Path) -> None:
    reading = read(tmp_path, POLICY, attach("one", ACCOUNT), attach("other", "444455556666"))
    accounts = reading.cases[0].estate.accounts
    assert sorted(accounts) == [ACCOUNT, "444455556666"]
    ((control, _),) = accounts[ACCOUNT].service_control
    assert (control.name, control.target) == ("no-kms", ACCOUNT)
    assert reading.gaps == ()


def test_a_policy_at_the_root_stands_over_the_accounts_that_are_known_below(tmp_path: Path) -> None:
    account = change("aws_organizations_account", "app", after={"id": ACCOUNT, "name": "app", "parent_id": "r-ab12"})
    reading = read(tmp_path, POLICY, attach("root", "r-ab12"), account)
    ((control, _),) = reading.cases[0].estate.accounts[ACCOUNT].service_control
    assert (control.name, control.target) == ("no-kms", "r-ab12")
    assert reading.gaps == ()


def test_a_policy_at_a_root_of_which_nothing_is_known_leaves_a_gap(tmp_path: Path) -> None:
    reading = read(tmp_path, POLICY, attach("root", "r-ab12"))
    assert reading.cases[0].estate.accounts == {}
    assert [gap.what for gap in reading.gaps] == ["aws_organizations_policy.guard"]
