"""Facts that would settle a delivery: why each matters, and how to give it."""

from keypost.checker.verdict import Need, NeedKind
from keypost.policy.reasons import OpenPoint
from keypost.reports.wording.needs import (
    ANSWERS,
    GIVE_ACCOUNT,
    GIVE_MORE,
    GIVE_PARAMETER,
    GIVE_REGION,
    NEEDS,
    OPEN_POINTS,
    TOO_MANY_CASES,
)
from keypost.reports.wording.sentences import fill
from keypost.text import Text
from keypost.unknown import render_unknown

_PSEUDO_PARAMETERS = {
    "AWS::AccountId": GIVE_ACCOUNT,
    "AWS::Region": GIVE_REGION,
    "AWS::Partition": GIVE_REGION,
    "AWS::URLSuffix": GIVE_REGION,
}


def explain_need(need: Need) -> Text:
    """Return why the fact matters."""
    if need.kind is NeedKind.CONDITION and need.fact == "*":
        return TOO_MANY_CASES
    if need.kind is NeedKind.OPEN_POINT:
        return fill(NEEDS[need.kind], fact=_name_open_point(need.fact))
    return fill(NEEDS[need.kind], fact=need.fact)


def _name_open_point(key: str) -> Text | str:
    known = {point.value: point for point in OpenPoint}
    return OPEN_POINTS[known[key]] if key in known else key


def answer_need(need: Need) -> Text:
    """Return how to give the fact to the program."""
    fact = render_unknown(need.fact)
    if need.kind is NeedKind.CONDITION and fact == "*":
        return GIVE_MORE
    if need.kind in {NeedKind.INPUT_VALUE, NeedKind.CONDITION} and fact in _PSEUDO_PARAMETERS:
        return _PSEUDO_PARAMETERS[fact]
    if need.kind is NeedKind.INPUT_VALUE and fact.isalnum() and fact.isascii():
        return GIVE_PARAMETER.fill(fact=fact)
    return ANSWERS[need.kind].fill(fact=fact)
