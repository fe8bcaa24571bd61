"""`keypost paths`: the catalogue, and one path, for people and for programs."""

import json
import re
from typing import Any

import pytest

from keypost.catalogue.all import list_ids
from keypost.cli import paths
from keypost.cli.parser import Parser
from keypost.errors import UsageError


def run(*arguments: str, language: str = "en") -> int:
    parser = Parser("paths", summary=paths.SUMMARY, language=language)
    paths.add_arguments(parser)
    return paths.run(parser.read(arguments))


def run_json(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    assert run(*arguments, "--format", "json") == 0
    report: dict[str, Any] = json.loads(capsys.readouterr().out)
    return report


def test_the_list_names_every_path_below_what_it_leads_into(capsys: pytest.CaptureFixture[str]) -> None:
    assert run() == 0
    report = capsys.readouterr().out
    assert report.startswith(f"{len(list_ids())} delivery paths\n")
    assert all(f"  {path_id} " in report for path_id in list_ids())
    topics, queues = report.index("Into AWS::SNS::Topic"), report.index("Into AWS::SQS::Queue")
    assert topics < report.index("  budgets-to-sns ") < queues < report.index("  lambda-esm-sqs ")


def test_the_list_speaks_japanese(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(language="ja") == 0
    report = capsys.readouterr().out
    assert "CloudWatch アラームから SNS トピックへ" in report
    assert "delivery paths" not in report


def test_one_path_shows_which_condition_keys_a_call_carries(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("eventbridge-rule-to-sns") == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[:2] == ["eventbridge-rule-to-sns", "EventBridge rule to SNS topic"]
    table = lines[lines.index("Condition keys: kms:GenerateDataKey, kms:Decrypt") :]
    assert "  aws:SourceAccount                       absent          documented" in table
    assert "  kms:EncryptionContext:aws:sns:topicArn  present         inferred          TOPIC_ARN" in table
    assert "  kms:ViaService                          not documented" in table


def test_one_path_tells_both_attempts_of_config_apart(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("config-to-sns", "--lang", "ja") == 0
    report = capsys.readouterr().out
    assert "ロール。拒否された場合は config.amazonaws.com (サービス自身)" in report
    assert "条件キー: sns:Publish (先にロールとして)" in report
    assert "補足" in report


def test_one_path_shows_the_statements_that_let_it_through(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("sns-to-sqs") == 0
    report = capsys.readouterr().out
    minimal, hardened = report[report.index("Minimal statements") :].split("Hardened statements")
    assert "  Queue policy\n    {\n" in minimal
    assert '      "Principal": {"Service": "sns.amazonaws.com"},\n' in minimal
    assert "Condition" not in minimal
    assert '      "Condition": {"ArnEquals": {"aws:SourceArn": "TOPIC_ARN"}}\n' in hardened
    assert re.search(r"\n  QUEUE_ARN +the ARN of the `AWS::SQS::Queue`\n", hardened)


def test_one_path_shows_the_kinds_of_encryption(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("sns-to-sqs", "--lang", "ja") == 0
    lines = capsys.readouterr().out.splitlines()
    table = lines[lines.index("暗号化の種類ごとの結果") :]
    assert next(line.split()[-1] for line in table if line.startswith("  SSE-SQS")) == "WORKS"
    assert next(line.split()[-1] for line in table if line.startswith("  AWS マネージドキー")) == "FAILS"


def test_one_path_names_the_attributes_of_terraform(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("sns-to-sqs") == 0
    assert "Terraform        aws_sns_topic_subscription.endpoint\n" in capsys.readouterr().out


def test_a_service_linked_role_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("autoscaling-notification-to-sns") == 0
    assert "the service-linked role AWSServiceRoleForAutoScaling of autoscaling" in capsys.readouterr().out
    (path,) = run_json(capsys, "autoscaling-notification-to-sns")["paths"]
    role = "AWSServiceRoleForAutoScaling"
    assert path["caller"] == {"kind": "linked-role", "service": "autoscaling.amazonaws.com", "role": role}


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("path_id", list_ids())
def test_every_path_can_be_shown(path_id: str, language: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(path_id, language=language) == 0
    report = capsys.readouterr().out
    assert report.startswith(f"{path_id}\n")
    assert "None" not in report


def test_json_holds_the_whole_catalogue(capsys: pytest.CaptureFixture[str]) -> None:
    report = run_json(capsys)
    assert report["schema"] == "keypost.paths.v1"
    assert [path["id"] for path in report["paths"]] == list(list_ids())


def test_json_of_one_path(capsys: pytest.CaptureFixture[str]) -> None:
    (path,) = run_json(capsys, "cloudwatch-alarm-to-sns")["paths"]
    assert path["title"]["ja"] == "CloudWatch アラームから SNS トピックへ"
    assert path["caller"] == {"kind": "service", "service": "cloudwatch.amazonaws.com"}
    assert path["source"] == ["AWS::CloudWatch::Alarm", "AWS::CloudWatch::CompositeAlarm"]
    assert path["target"] == "AWS::SNS::Topic"
    generate = path["calls"][1]
    assert (generate["action"], generate["advised"]) == ("kms:GenerateDataKey", "kms:GenerateDataKey*")
    assert generate["context"]["aws:SourceArn"] == {
        "presence": "present",
        "value": "{source.arn}",
        "evidence": "inferred",
    }
    assert generate["context"]["aws:PrincipalOrgID"] == {"presence": "absent", "value": None, "evidence": "documented"}
    assert generate["context"]["kms:ViaService"] == {"presence": "undocumented", "value": None, "evidence": None}


def test_json_of_a_path_without_settings(capsys: pytest.CaptureFixture[str]) -> None:
    (path,) = run_json(capsys, "backup-vault-create")["paths"]
    assert path["settings"] == []
    assert path["caller"] == {"kind": "principal", "service": None}


def test_an_unknown_id_is_answered_with_what_was_probably_meant() -> None:
    with pytest.raises(UsageError) as refused:
        run("clodwatch-alarm-to-sns")
    assert refused.value.message.en == "there is no path `clodwatch-alarm-to-sns`"
    assert "`cloudwatch-alarm-to-sns`" in refused.value.hint.ja


def test_an_id_that_is_like_none_is_answered_with_the_way_to_the_list() -> None:
    with pytest.raises(UsageError) as refused:
        run("zzz")
    assert refused.value.hint.en == "`keypost paths` lists them"
