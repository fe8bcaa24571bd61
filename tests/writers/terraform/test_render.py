"""Terraform's language: what is rendered says what was meant, in either style."""

import json

import pytest

from keypost.readers.terraform.hcl.native import read_native
from keypost.readers.terraform.hcl.syntax import Literal
from keypost.writers.terraform.render import Raw, quote, render_block, render_value
from keypost.writers.terraform.statements import render_json, render_statement_block

STATEMENT = {
    "Sid": "Let",
    "Effect": "Deny",
    "Principal": {"Service": ["a.amazonaws.com", "b.amazonaws.com"]},
    "Action": "kms:Decrypt",
    "Resource": Raw("aws_sqs_queue.jobs.arn"),
    "Condition": {"StringEquals": {"aws:SourceAccount": "111122223333", "aws:SourceArn": ["x", "y"]}},
}


@pytest.mark.parametrize("text", ["", 'a"b', "back\\slash", "${aws:username}", "%{if}", "two\nlines", "鍵"])
def test_a_text_is_no_template(text: str) -> None:
    body = read_native(f"a = {quote(text)}\n".encode(), file="main.tf")
    expression = body.arguments["a"].expression
    assert isinstance(expression, Literal)
    assert expression.value == text


def test_values_are_laid_out_as_fmt_does() -> None:
    assert render_value({"Service": "x"}) == '{ Service = "x" }'
    assert render_value(["a", True, 1, Raw("b.c")]) == '["a", true, 1, b.c]'
    assert (
        render_value({"a": {"b": "c"}, "longer": []}, indent=2) == '{\n    a      = { b = "c" }\n    longer = []\n  }'
    )
    assert render_block('data "x" "y"', {}) == 'data "x" "y" {\n}'


def test_a_statement_is_a_block_of_the_policy_document() -> None:
    assert render_statement_block(STATEMENT) == (
        "statement {\n"
        '  sid       = "Let"\n'
        '  effect    = "Deny"\n'
        '  actions   = ["kms:Decrypt"]\n'
        "  resources = [aws_sqs_queue.jobs.arn]\n\n"
        "  principals {\n"
        '    type        = "Service"\n'
        '    identifiers = ["a.amazonaws.com", "b.amazonaws.com"]\n'
        "  }\n\n"
        "  condition {\n"
        '    test     = "StringEquals"\n'
        '    variable = "aws:SourceAccount"\n'
        '    values   = ["111122223333"]\n'
        "  }\n\n"
        "  condition {\n"
        '    test     = "StringEquals"\n'
        '    variable = "aws:SourceArn"\n'
        '    values   = ["x", "y"]\n'
        "  }\n"
        "}"
    )


def test_in_a_text_of_json_references_are_templates() -> None:
    assert json.loads(render_json(STATEMENT))["Resource"] == "${aws_sqs_queue.jobs.arn}"
