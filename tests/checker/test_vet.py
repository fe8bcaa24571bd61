"""What following findings would break: how they find their resources, and the remedy for both sides."""

from pathlib import Path

import pytest

from keypost.catalogue.encryptable import ENCRYPTABLE
from keypost.catalogue.scanner_rules import find_asked
from keypost.checker.vet import Left, VetResult, Way, split, vet
from keypost.estate.scanned import Scanned
from keypost.readers.options import ReadOptions
from keypost.readers.read import read_paths

TEMPLATE = """
Resources:
  Alerts:
    Type: AWS::SNS::Topic
    Properties: {TopicName: alerts}
  Cpu:
    Type: AWS::CloudWatch::Alarm
    Properties: {AlarmActions: [!Ref Alerts], ComparisonOperator: GreaterThanThreshold, EvaluationPeriods: 1}
  Quiet:
    Type: AWS::SNS::Topic
  Bare:
    Type: AWS::SQS::Queue
    Properties: {SqsManagedSseEnabled: false}
  Kept:
    Type: AWS::SQS::Queue
  Managed:
    Type: AWS::SNS::Topic
    Properties: {KmsMasterKeyId: alias/aws/sns}
  Open:
    Type: AWS::SNS::Topic
    Properties: {KmsMasterKeyId: !ImportValue SomeKey}
"""


def follow(folder: Path, *found: Scanned) -> VetResult:
    file = folder / "t.yaml"
    file.write_text(TEMPLATE, encoding="utf-8")
    asking, others = split(found)
    return vet(read_paths([str(file)], ReadOptions()), asking, others=others)


def ask(rule: str, resource: str) -> Scanned:
    return Scanned("some", rule, resource, "t.yaml")


def test_a_topic_that_an_alarm_uses(tmp_path: Path) -> None:
    result = follow(tmp_path, ask("CKV_AWS_26", "AWS::SNS::Topic.Alerts"), ask("W47", "Alerts"), ask("CKV_AWS_18", "X"))
    (vetted,) = result.vetted
    assert [(one.way, len(one.worse)) for one in vetted.trials] == [(Way.AWS_MANAGED, 1), (Way.CUSTOMER, 1)]
    assert vetted.remedy is Way.CUSTOMER_ADMITTING
    assert [one["Principal"] for one in vetted.statements] == [{"Service": "cloudwatch.amazonaws.com"}]
    assert [one.scanned.rule for one in vetted.requests] == ["CKV_AWS_26", "W47"]
    assert result.others == 1


def test_only_keys_that_the_rule_is_content_with_are_tried(tmp_path: Path) -> None:
    (vetted,) = follow(tmp_path, ask("AWS-0136", "Alerts")).vetted
    assert [one.way for one in vetted.trials] == [Way.CUSTOMER]


def test_a_topic_that_nobody_uses(tmp_path: Path) -> None:
    (vetted,) = follow(tmp_path, ask("CKV_AWS_26", "Quiet")).vetted
    assert vetted.remedy is Way.AWS_MANAGED
    assert not list(vetted.statements)


def test_a_queue_may_do_without_a_key(tmp_path: Path) -> None:
    (vetted,) = follow(tmp_path, ask("AVD-AWS-0096", "Bare")).vetted
    assert vetted.trials[0].way is Way.WITHOUT_KEY
    assert vetted.remedy is Way.WITHOUT_KEY
    (stricter,) = follow(tmp_path, ask("AVD-AWS-0096", "Bare"), ask("AVD-AWS-0135", "Bare")).vetted
    assert stricter.remedy is Way.CUSTOMER


@pytest.mark.parametrize(
    ("rule", "resource", "why"),
    [
        ("CKV_AWS_26", "Nobody", Left.NOT_FOUND),
        ("CKV_AWS_26", "Bare", Left.NOT_FOUND),
        ("AVD-AWS-0096", "Kept", Left.SATISFIED),
        ("CKV_AWS_26", "Managed", Left.SATISFIED),
        ("CKV_AWS_26", "Open", Left.SATISFIED),
        ("AVD-AWS-0136", "Open", Left.UNREAD),
    ],
)
def test_what_nothing_is_tried_for(rule: str, resource: str, why: Left, tmp_path: Path) -> None:
    result = follow(tmp_path, ask(rule, resource))
    assert [one for _, one in result.left] == [why]
    assert not result.vetted


def test_from_an_aws_managed_key_to_ones_own(tmp_path: Path) -> None:
    (vetted,) = follow(tmp_path, ask("AVD-AWS-0136", "Managed")).vetted
    assert [one.way for one in vetted.trials] == [Way.CUSTOMER]


def test_lines_find_what_stands_there(tmp_path: Path) -> None:
    inside = Scanned("some", "CKV_AWS_26", file="/somewhere/t.yaml", first=5, last=5)
    around = Scanned("some", "CKV_AWS_26", file="t.yaml", first=3, last=5)
    result = follow(tmp_path, inside, around)
    assert [one.resource.id for one in result.vetted] == ["Alerts"]
    assert [why for _, why in result.left] == [Left.NOT_FOUND]
    elsewhere = Scanned("some", "CKV_AWS_26", file="other.yaml", first=5, last=5)
    assert [why for _, why in follow(tmp_path, elsewhere).left] == [Left.NOT_FOUND]
    an_alarm = Scanned("some", "CKV_AWS_26", file="t.yaml", first=8, last=8)
    assert [why for _, why in follow(tmp_path, an_alarm).left] == [Left.NOT_FOUND]


def test_an_arn_finds_what_has_its_name(tmp_path: Path) -> None:
    arn = "arn:aws:sns:us-east-1:111122223333:alerts"
    (vetted,) = follow(tmp_path, Scanned("Prowler", "sns_topics_kms_encryption_at_rest_enabled", arn=arn)).vetted
    assert vetted.resource.id == "Alerts"


def test_names_in_two_files_are_no_guess(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "t.yaml").write_text(TEMPLATE, encoding="utf-8")
    asking, _ = split([ask("CKV_AWS_26", "Alerts")])
    result = vet(read_paths([str(tmp_path)], ReadOptions()), asking)
    assert [why for _, why in result.left] == [Left.SEVERAL]


INSTANCES = """
resource "aws_sns_topic" "each" {
  for_each          = { plain = null, own = "arn:aws:kms:us-east-1:111122223333:key/1234abcd" }
  kms_master_key_id = each.value
}
"""


@pytest.mark.parametrize("resource", ["", "aws_sns_topic.each"])
def test_of_instances_those_that_want_it_are_followed(resource: str, tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text(INSTANCES, encoding="utf-8")
    asking, _ = split([Scanned("some", "CKV_AWS_26", resource, "main.tf", 2, 5)])
    result = vet(read_paths([str(tmp_path)], ReadOptions()), asking)
    assert [one.resource.id for one in result.vetted] == ['aws_sns_topic.each["plain"]']
    assert not result.left


def test_every_rule_of_the_table_is_known_by_its_id() -> None:
    for kind, takes in ENCRYPTABLE.items():
        for rule in takes.scanners:
            asked = find_asked(rule.id)
            assert asked is not None
            assert (asked.kind, asked.rule) == (kind, rule)
    assert find_asked("aws-0095") == find_asked("AVD-AWS-0095")
    assert find_asked("CKV_AWS_18") is None
    assert find_asked("") is None
