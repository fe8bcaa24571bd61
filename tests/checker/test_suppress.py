"""Suppressions: what they cover, and that they end."""

from dataclasses import replace
from datetime import date

import pytest

from keypost.checker.suppress import suppress
from keypost.checker.verdict import CheckResult, Finding, Severity, Verdict
from keypost.estate.estate import Suppression
from keypost.origin import Origin
from keypost.text import Text
from tests.checker.test_merge import delivery

TODAY = date(2026, 11, 22)
FINDING = Finding(
    rule="key-policy-omits-service",
    severity=Severity.ERROR,
    message=Text(en="", ja=""),
    origin=Origin("templates/alerts.yaml", 7),
    deliveries=(0,),
)


def result() -> CheckResult:
    return CheckResult((replace(delivery(Verdict.FAILS), findings=(0,)),), (FINDING,))


def suppression(**fields: str) -> Suppression:
    rule = fields.pop("rule", "key-policy-omits-service")
    return Suppression(rules=(rule,), reason="accepted until the move", **fields)


@pytest.mark.parametrize(
    ("given", "covered"),
    [
        (suppression(), True),
        (suppression(rule="*"), True),
        (suppression(rule="deny-hits-service"), False),
        (suppression(path="templates/*.yaml"), True),
        (suppression(path="other/*.yaml"), False),
        (suppression(resource="HighCpu"), True),
        (suppression(resource="Alerts"), True),
        (suppression(resource="Other"), False),
        (suppression(stack="templates/alerts.yaml"), True),
        (suppression(stack="templates/other.yaml"), False),
        (suppression(until="2026-11-22"), True),
        (suppression(until="2026-11-21"), False),
    ],
)
def test_what_a_suppression_covers(given: Suppression, *, covered: bool) -> None:
    (finding,) = suppress(result(), [given], today=TODAY).findings
    assert (finding.suppressed is given) is covered


def test_a_delivery_is_suppressed_with_all_findings_behind_it_and_keeps_its_verdict() -> None:
    (marked,) = suppress(result(), [suppression()], today=TODAY).deliveries
    assert marked.suppressed is not None
    assert marked.verdict is Verdict.FAILS


def test_a_delivery_with_a_finding_left_is_not_suppressed() -> None:
    other = replace(FINDING, rule="topic-policy-omits-caller")
    given = CheckResult((replace(delivery(Verdict.FAILS), findings=(0, 1)),), (FINDING, other))
    (marked,) = suppress(given, [suppression()], today=TODAY).deliveries
    assert marked.suppressed is None


def test_an_expired_suppression_is_told() -> None:
    gaps = suppress(result(), [suppression(until="2026-01-01")], today=TODAY).gaps
    assert ["2026-01-01" in gap.why.en and "2026-01-01" in gap.why.ja for gap in gaps] == [True]
