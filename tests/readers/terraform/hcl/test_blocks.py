"""Where parts of a block stand."""

import pytest

from keypost.origin import Pointer
from keypost.readers.terraform.hcl.bodies import evaluate_body
from keypost.readers.terraform.hcl.native import read_native
from keypost.readers.terraform.hcl.values import build_open
from keypost.unknown import Unread
from tests.readers.terraform.hcl.scopes import Names

_TEXT = """resource "aws_kms_key" "k" {
  policy = jsonencode({
    Statement = [
      {
        Sid = "a"
        Action = [
          "kms:Decrypt",
          "kms:Encrypt",
        ]
      },
      { Sid = "b" },
    ]
  })
  rule {
    name = "r0"
  }
  rule {
    name = "r1"
  }
  dynamic "rule" {
    for_each = local.names
    content {
      name = rule.value
    }
  }
  tags = merge(
    local.tags,
    { Name = "x" },
  )
}
"""


@pytest.mark.parametrize(
    ("pointer", "line"),
    [
        ((), 1),
        (("nope",), 1),
        (("policy",), 2),
        (("policy", "Statement"), 3),
        (("policy", "Statement", 0), 4),
        (("policy", "Statement", 0, "Action", 1), 8),
        (("policy", "Statement", 1, "Sid"), 11),
        (("policy", "Statement", 7), 3),
        (("rule",), 14),
        (("rule", 1), 17),
        (("rule", 1, "name"), 18),
        (("rule", 2, "name"), 23),
        (("rule", 5), 20),
        (("tags", "Name"), 28),
        (("tags", "Other"), 26),
    ],
)
def test_a_part_stands_where_it_is_written(pointer: Pointer, line: int) -> None:
    block = read_native(_TEXT.encode(), file="main.tf").blocks[0]
    assert str(block.locate(pointer)) == f"main.tf:{line}"


def test_dynamic_blocks_are_expanded_with_their_iterator() -> None:
    text = """
      rule { name = "r0" }
      dynamic "rule" {
        for_each = { b = 2, a = 1 }
        iterator = it
        content {
          name = "${it.key}${it.value}"
          dynamic "inner" {
            for_each = toset(["x"])
            content { v = "${it.key}${inner.value}" }
          }
        }
      }
      lifecycle { ignore_changes = [policy] }
      count = 2
    """
    values = evaluate_body(read_native(text.encode(), file="x"), Names())
    assert values == {
        "rule": [{"name": "r0"}, {"name": "a1", "inner": [{"v": "ax"}]}, {"name": "b2", "inner": [{"v": "bx"}]}]
    }


def test_dynamic_blocks_over_something_unknown_are_a_gap() -> None:
    scope = Names({"var": {"rules": build_open("var.rules")}})
    text = 'name = "x"\ndynamic "rule" {\n  for_each = var.rules\n  content {}\n}\n'
    values = evaluate_body(read_native(text.encode(), file="x"), scope)
    assert values["name"] == "x"
    assert isinstance(values["rule"], Unread)
    assert [(what, line) for what, _, line in scope.gaps] == [("rule", 2)]
