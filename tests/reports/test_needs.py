import pytest

from keypost.checker.verdict import Need, NeedKind
from keypost.policy.reasons import OpenPoint
from keypost.reports.needs import answer_need, explain_need


@pytest.mark.parametrize("point", OpenPoint)
def test_an_open_point_is_told_in_words(point: OpenPoint) -> None:
    assert point.value not in explain_need(Need(NeedKind.OPEN_POINT, point.value)).en


def test_too_many_cases_have_their_own_sentence() -> None:
    assert "`*`" not in explain_need(Need(NeedKind.CONDITION, "*")).en
    assert explain_need(Need(NeedKind.OPEN_POINT, "new-point")).en.endswith("new-point")


@pytest.mark.parametrize(
    ("need", "answer"),
    [
        (Need(NeedKind.INPUT_VALUE, "AWS::AccountId"), "--account 111122223333"),
        (Need(NeedKind.INPUT_VALUE, "AWS::Region"), "--region "),
        (Need(NeedKind.CONDITION, "AWS::Region"), "--region "),
        (Need(NeedKind.INPUT_VALUE, "Env"), "--parameter Env=VALUE"),
        (Need(NeedKind.INPUT_VALUE, "Other.Arn"), "add the input"),
        (Need(NeedKind.CONDITION, "Env"), "--parameter Env=VALUE"),
        (Need(NeedKind.CONDITION, "*"), "--parameter NAME=VALUE"),
        (Need(NeedKind.KEY, "alias/x"), "the template that creates this key"),
        (Need(NeedKind.CONTEXT_KEY, "aws:SourceArn"), "see whether the delivery arrives"),
        (Need(NeedKind.ENCRYPTION, "TopicArn"), "the template that creates it and its key"),
    ],
)
def test_a_need_says_how_to_settle_it(need: Need, answer: str) -> None:
    assert answer in answer_need(need).en
