"""The registry is complete and right, and loads no more than an input needs."""

import subprocess
import sys

import pytest

from keypost.catalogue.all import all_paths, list_ids, load_path, paths_for, paths_from, wirings_by_holder
from keypost.catalogue.declare import Reach, Wiring
from keypost.estate.kind import Kind


@pytest.mark.parametrize("path_id", list_ids())
def test_the_registry_names_the_holders_of_a_path(path_id: str) -> None:
    holders = {wiring.holder for wiring in load_path(path_id).wirings}
    assert {kind for kind in Kind if load_path(path_id) in paths_from(kind)} == holders


def test_the_registry_is_in_alphabetical_order() -> None:
    assert list(list_ids()) == sorted(list_ids()) == [path.id for path in all_paths()]


def test_an_unknown_id_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        load_path("carrier-pigeon-to-sns")


def test_a_setting_leads_to_its_paths() -> None:
    assert [path.id for path in paths_for(Kind.RULE, "Targets[!RoleArn].Arn")] == [
        "eventbridge-rule-to-sns",
        "eventbridge-rule-to-sqs",
    ]
    assert [path.id for path in paths_for(Kind.SLACK_CHANNEL, "SnsTopicArns[]")] == ["sns-to-chatbot-slack"]
    assert paths_for(Kind.RULE, "ScheduleExpression") == ()
    assert paths_for(Kind.VOLUME, "KmsKeyId") == ()


def test_a_setting_that_paths_share_is_looked_up_once() -> None:
    wirings = wirings_by_holder([Kind.ALARM, Kind.VOLUME, Kind.ALARM])
    assert list(wirings) == [Kind.ALARM]
    assert [wiring.setting for wiring in wirings[Kind.ALARM]] == [
        "AlarmActions[]",
        "OKActions[]",
        "InsufficientDataActions[]",
    ]


def test_every_setting_is_looked_up() -> None:
    wirings = wirings_by_holder(Kind)
    for path in all_paths():
        for wiring in path.wirings:
            assert any(one.target == wiring.target and one.source == wiring.source for one in wirings[wiring.holder])


def test_only_the_paths_that_are_needed_are_loaded() -> None:
    code = (
        "import sys; from keypost.catalogue.all import wirings_by_holder; from keypost.estate.kind import Kind; "
        "wirings_by_holder([Kind.ALARM, Kind.TOPIC_POLICY]); "
        "print(sorted(m.rpartition('.')[2] for m in sys.modules if m.startswith('keypost.catalogue.paths.')))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert (
        done.stdout.strip()
        == "['cloudwatch_alarm_to_sns', 'cloudwatch_alarm_to_sns_cross_account', 'investigations_alarm_to_group']"
    )


@pytest.mark.parametrize(
    ("reach", "crosses", "fits"),
    [
        (Reach.ANY, True, True),
        (Reach.ANY, False, True),
        (Reach.ONE_ACCOUNT, True, False),
        (Reach.ONE_ACCOUNT, False, True),
        (Reach.ACROSS_ACCOUNTS, True, True),
        (Reach.ACROSS_ACCOUNTS, False, False),
    ],
)
def test_a_path_reaches_within_or_across_accounts(reach: Reach, *, crosses: bool, fits: bool) -> None:
    assert reach.fits(crosses=crosses) is fits


def test_a_setting_is_named_by_all_its_steps() -> None:
    assert Wiring(Kind.BACKUP_SELECTION, target=("BackupPlanId", "BackupPlan")).setting == "BackupPlanId -> BackupPlan"
    assert Wiring(Kind.BACKUP_SELECTION, target=("Plan",), source=("Resources[]",)).setting == "Plan -> Resources[]"
    assert Wiring(Kind.SLACK_CHANNEL, target=(), source=("SnsTopicArns[]",)).setting == "SnsTopicArns[]"


def test_parts_of_one_path_are_reported_by_its_id() -> None:
    parts: dict[str, list[str]] = {}
    for path in all_paths():
        if path.part_of is not None:
            parts.setdefault(path.part_of, []).append(path.id)
            assert path.reported_id == path.part_of
        else:
            assert path.reported_id == path.id
    assert all(len(of_one) > 1 for of_one in parts.values())
    assert parts.keys().isdisjoint(path.id for path in all_paths())
