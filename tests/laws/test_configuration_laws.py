"""What a folder of Terraform configuration leaves open never contradicts what it says once that is settled."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keypost.checker.check import decide_reading
from keypost.checker.verdict import Verdict
from keypost.readers.options import ReadOptions
from keypost.readers.read import read_paths

_TEXT = """
variable "key" { type = string }
variable "own_key" { type = bool }
variable "services" { type = list(string) }
variable "account" { type = string }
variable "actions" { type = map(string) }
variable "deny" { type = bool }

locals {
  services = distinct(concat(["events.amazonaws.com"], var.services))
}
resource "aws_kms_key" "k" {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [for service in local.services : {
        Effect    = "Allow"
        Principal = { Service = service }
        Action    = [lookup(var.actions, "decrypt", "kms:Decrypt"), "kms:GenerateDataKey*"]
        Resource  = "*"
        Condition = { StringEquals = { "aws:SourceAccount" = var.account } }
      }],
      var.deny ? [{ Effect = "Deny", Principal = "*", Action = "kms:*", Resource = "*" }] : [],
    )
  })
}
resource "aws_sns_topic" "t" {
  name              = "t"
  kms_master_key_id = var.own_key ? aws_kms_key.k.arn : var.key
}
resource "aws_sns_topic_policy" "t" {
  count  = length(var.services) > 0 ? 1 : 0
  arn    = aws_sns_topic.t.arn
  policy = data.aws_iam_policy_document.t.json
}
data "aws_iam_policy_document" "t" {
  statement {
    actions   = ["sns:Publish"]
    resources = [aws_sns_topic.t.arn]
    dynamic "principals" {
      for_each = length(var.services) > 1 ? ["x"] : []
      content {
        type        = "Service"
        identifiers = var.services
      }
    }
  }
}
resource "aws_cloudwatch_metric_alarm" "a" {
  alarm_name    = "a"
  alarm_actions = [aws_sns_topic.t.arn]
}
"""
_VALUES = {
    "key": ["alias/aws/sns", ""],
    "own_key": ["true", "false"],
    "services": ["[]", '["cloudwatch.amazonaws.com"]', '["cloudwatch.amazonaws.com", "sns.amazonaws.com"]'],
    "account": ["111122223333", "444455556666"],
    "actions": ["{}", '{ decrypt = "kms:Encrypt" }'],
    "deny": ["true", "false"],
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("configuration")
    (path / "main.tf").write_text(_TEXT, encoding="utf-8")
    return path


def _verdicts(folder: Path, parameters: Mapping[str, str]) -> dict[tuple[str, str, str], Verdict]:
    options = ReadOptions(account="111122223333", region="eu-west-1", parameters=parameters)
    decided = decide_reading(read_paths([str(folder)], options))
    return {(one.path.id, one.source.id, one.target.id): one.verdict for one in decided}


@given(
    st.fixed_dictionaries({name: st.sampled_from(values) for name, values in _VALUES.items()}),
    st.sets(st.sampled_from(sorted(_VALUES))),
)
def test_settling_a_variable_never_contradicts(folder: Path, settled: dict[str, str], left_open: set[str]) -> None:
    known = _verdicts(folder, settled)
    for delivery, verdict in _verdicts(
        folder, {name: value for name, value in settled.items() if name not in left_open}
    ).items():
        if verdict is not Verdict.DEPENDS and delivery in known:
            assert known[delivery] is verdict
