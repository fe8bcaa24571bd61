"""Conditions in words, with what stands in the policy behind them."""

import pytest

from keypost.policy.conditions.operators import OPERATORS
from keypost.policy.parse import parse_policy
from keypost.reports.conditions import describe_condition, say_condition
from tests.architecture.source import is_japanese

PAIR = "with `T` = `a` in the encryption context (`StringEquals` `kms:EncryptionContext:T`)"


def say(operator: str, key: str, value: object) -> str:
    return describe_condition(condition(operator, key, value)).en


def condition(operator: str, key: str, value: object):  # type: ignore[no-untyped-def]
    statement = {"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {operator: {key: value}}}
    return parse_policy({"Version": "2012-10-17", "Statement": statement}).statements[0].conditions[0]


@pytest.mark.parametrize(
    ("operator", "key", "value", "said"),
    [
        ("StringEquals", "kms:ViaService", "s3.x", "only through `s3.x` (`StringEquals` `kms:ViaService`)"),
        ("StringEquals", "aws:SourceIp", ["1", "2"], "from the addresses `1` or `2` (`StringEquals` `aws:SourceIp`)"),
        ("StringNotEquals", "aws:SourceAccount", "1", "`aws:SourceAccount` is not `1` (`StringNotEquals`)"),
        ("BoolIfExists", "a:b", "x", "`a:b` is `x`, or the request doesn't carry it (`BoolIfExists`)"),
        ("ForAllValues:StringLike", "a:b", "x*", "`a:b` matches `x*`, every value of it (`ForAllValues:StringLike`)"),
        ("ForAnyValue:ArnLike", "a:b", "x", "`a:b` matches `x`, at least one value of it (`ForAnyValue:ArnLike`)"),
        ("Null", "a:b", "true", "the request doesn't carry `a:b` (`Null`)"),
        ("Null", "a:b", "false", "the request carries `a:b` (`Null`)"),
        ("NumericLessThanEquals", "a:b", "5", "`a:b` is at most `5` (`NumericLessThanEquals`)"),
        ("DateGreaterThan", "aws:CurrentTime", "2026", "`aws:CurrentTime` is after `2026` (`DateGreaterThan`)"),
        ("NotIpAddress", "aws:SourceIp", "10.0.0.0/8", "`aws:SourceIp` lies outside of `10.0.0.0/8` (`NotIpAddress`)"),
        ("StringEquals", "kms:EncryptionContext:T", "a", PAIR),
        ("BinaryEquals", "a:b", "eA==", "`a:b` is `eA==` (`BinaryEquals`)"),
        ("StringLyke", "a:b", "x", "`a:b` against `x` (`StringLyke`)"),
        ("StringEquals", "a:b", list("uvwxyz"), "`a:b` is `u` or `v` or `w` or `x` or 2 more (`StringEquals`)"),
    ],
)  # fmt: skip
def test_a_condition_in_words(operator: str, key: str, value: object, said: str) -> None:
    assert say(operator, key, value) == said


@pytest.mark.parametrize("operator", [*OPERATORS, "Null"])
def test_every_operator_has_words_in_both_languages(operator: str) -> None:
    said = say_condition(condition(operator, "a:b", "true"))
    assert "against" not in said.en
    assert is_japanese(said.ja)
