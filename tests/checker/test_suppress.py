"""Suppressions: what they cover, and that they end."""

import pytest

from keypost.checker.suppress import suppress
from keypost.checker.verdict import CheckResult, Finding, Severity, Verdict
from keypost.estate.estate import Suppression
from keypost.estate.kind import Kind
from keypost.estate.resource import Resource
from keypost.origin import Origin
from keypost.text import Text
from tests.checker.test_merge import delivery

TODAY = "2026-11-22"
FINDING = Finding(
    rule="key-policy-omits-service",
    severity=Severity.ERROR,
    message=Text(en="", ja=""),
    origin=Origin("templates/alerts.yaml", 7),
    deliveries=(0,),
)


def result() -> CheckResult:
    return CheckResult((delivery(Verdict.FAILS)._replace(findings=(0,)),), (FINDING,))


def suppression(
    rule: str = "key-policy-omits-service",
    *,
    until: str | None = None,
    stack: str | None = None,
    resource: str | None = None,
    file: str | None = None,
    path: str | None = None,
) -> Suppression:
    return Suppression((rule,), "until the move", until=until, stack=stack, resource=resource, file=file, path=path)


@pytest.mark.parametrize(
    ("given", "covered"),
    [
        (suppression(), True),
        (suppression("*"), True),
        (suppression("deny-hits-service"), False),
        (suppression(file="templates/*.yaml"), True),
        (suppression(file="other/*.yaml"), False),
        (suppression(path="cloudwatch-alarm-to-sns"), True),
        (suppression(path="budgets-to-sns"), False),
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
    other = FINDING._replace(rule="topic-policy-omits-caller")
    given = CheckResult((delivery(Verdict.FAILS)._replace(findings=(0, 1)),), (FINDING, other))
    (marked,) = suppress(given, [suppression()], today=TODAY).deliveries
    assert marked.suppressed is None


def test_an_expired_suppression_is_told() -> None:
    gaps = suppress(result(), [suppression(until="2026-01-01")], today=TODAY).gaps
    assert ["2026-01-01" in gap.why.en and "2026-01-01" in gap.why.ja for gap in gaps] == [True]


@pytest.mark.parametrize(("resource", "covered"), [("TopicKey", True), ("HighCpu", False)])
def test_a_finding_that_stops_nothing_is_suppressed_at_its_resource(resource: str, *, covered: bool) -> None:
    about = Resource(Kind.KEY, "TopicKey", "arn:aws:kms:us-east-1:111122223333:key/1", stack="templates/alerts.yaml")
    given = CheckResult((), (FINDING._replace(deliveries=(), resource=about),))
    (finding,) = suppress(given, [suppression(resource=resource)], today=TODAY).findings
    assert (finding.suppressed is not None) is covered
