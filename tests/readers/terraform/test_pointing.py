"""Where parts of attributes are written, behind whatever references lead there."""

from pathlib import Path

import pytest

from keypost.origin import Pointer
from tests.readers.terraform.modules.folders import read, write

_MAIN = """
locals {
  statements = [
    { Sid = "a" },
    { Sid = "b" },
  ]
  policy = {
    Statement = concat(
      local.statements,
      [{ Sid = "c" }],
    )
  }
}
resource "aws_sns_topic" "local" {
  policy = jsonencode(local.policy)
}
resource "aws_sns_topic" "inline" {
  policy = jsonencode({
    Statement = concat([
      { Sid = "x" },
    ], [
      { Sid = "y" },
    ])
  })
}
resource "aws_sns_topic" "document" {
  policy = data.aws_iam_policy_document.d.json
}
resource "aws_sns_topic" "merged" {
  policy = data.aws_iam_policy_document.merged.json
}
resource "aws_sns_topic" "many" {
  count  = 1
  policy = jsonencode({
    Statement = [for name in ["a"] : {
      Sid = name
    }]
  })
}
module "m" {
  source = "./m"
  policy = data.aws_iam_policy_document.d.json
  list   = [
    "one",
  ]
}
"""
_DOCUMENTS = """
data "aws_iam_policy_document" "d" {
  statement {
    sid = "first"
  }
  statement {
    sid     = "second"
    actions = [
      "sns:Publish",
      "sns:Subscribe",
    ]
    principals {
      type        = "AWS"
      identifiers = ["*"]
    }
  }
}
data "aws_iam_policy_document" "merged" {
  source_policy_documents = []
  statement {}
}
"""
_MODULE = """
variable "policy" {}
variable "list" {}
resource "aws_sns_topic" "t" {
  policy = var.policy
  name   = var.list[0]
}
"""


@pytest.mark.parametrize(
    ("address", "pointer", "place"),
    [
        ("aws_sns_topic.local", ("policy",), "main.tf:15"),
        ("aws_sns_topic.local", ("policy", "Statement"), "main.tf:8"),
        ("aws_sns_topic.local", ("policy", "Statement", 1), "main.tf:5"),
        ("aws_sns_topic.local", ("policy", "Statement", 2, "Sid"), "main.tf:10"),
        ("aws_sns_topic.inline", ("policy", "Statement", 1, "Sid"), "main.tf:22"),
        ("aws_sns_topic.document", ("policy",), "main.tf:27"),
        ("aws_sns_topic.document", ("policy", "Statement", 0, "Sid"), "documents.tf:4"),
        ("aws_sns_topic.document", ("policy", "Statement", 1, "Action", 1), "documents.tf:10"),
        ("aws_sns_topic.document", ("policy", "Statement", 1, "Principal", "AWS"), "documents.tf:12"),
        ("aws_sns_topic.merged", ("policy", "Statement", 0), "documents.tf:18"),
        ("aws_sns_topic.many[0]", ("policy", "Statement", 5, "Sid"), "main.tf:36"),
        ("module.m.aws_sns_topic.t", ("policy", "Statement", 0), "documents.tf:3"),
        ("module.m.aws_sns_topic.t", ("name",), "m/main.tf:6"),
        ("module.m.aws_sns_topic.t", ("name", 0), "main.tf:44"),
    ],
)
def test_parts_are_found_behind_references(tmp_path: Path, address: str, pointer: Pointer, place: str) -> None:
    write(tmp_path, {"documents.tf": _DOCUMENTS, "m/main.tf": _MODULE})
    assert str(read(tmp_path, _MAIN).instances[address].locate(pointer)) == f"{tmp_path}/{place}"


def test_references_that_lead_round_end(tmp_path: Path) -> None:
    text = 'locals {\n  a = local.b\n  b = local.a\n}\nresource "aws_sns_topic" "t" {\n  policy = local.a\n}\n'
    place = read(tmp_path, text).instances["aws_sns_topic.t"].locate(("policy", "Statement"))
    assert place.file == f"{tmp_path}/main.tf"
