"""JUnit's XML, against what Jenkins takes: jenkinsci/xunit-plugin, junit-10.xsd, stated here in our own words."""

from xml.etree import ElementTree as Xml

import pytest
from syrupy.assertion import SnapshotAssertion

from keypost.checker.verdict import CheckResult
from keypost.reports.formats.junit import render
from keypost.reports.outline import build_outline
from tests.reports import hostile, samples

# For each element: the attributes that it must have, those that it may have, and the elements that may stand in it.
GRAMMAR = {
    "testsuites": ("", "name time tests failures errors", "testsuite"),
    "testsuite": (
        "name tests failures errors",
        "group time skipped timestamp hostname id package file log url",
        "testsuite properties testcase system-out system-err",
    ),
    "testcase": ("name", "time classname group", "skipped error failure system-out system-err"),
    "failure": ("", "type message", ""),
    "error": ("", "type message", ""),
    "skipped": ("", "type message", ""),
    "system-out": ("", "", ""),
}
RESULTS = {
    "everything": samples.everything(),
    "suppressed": samples.suppressed(),
    "nothing": samples.nothing(),
    "unread": samples.unread(),
}


def read(result: CheckResult, *, language: str = "en") -> Xml.Element:
    return Xml.fromstring(render(build_outline(result, language=language, exit_code=1)))  # noqa: S314  our own


@pytest.mark.parametrize("result", [*RESULTS.values(), hostile.poison("<&>")], ids=[*RESULTS, "hostile"])
def test_a_report_is_one_that_jenkins_takes(result: CheckResult) -> None:
    for element in read(result).iter():
        required, optional, inside = (set(words.split()) for words in GRAMMAR[element.tag])
        assert required <= set(element.keys()) <= required | optional
        assert {child.tag for child in element} <= inside


def test_each_delivery_is_a_case() -> None:
    root = read(samples.everything())
    assert [root.get(name) for name in ("tests", "failures", "errors")] == ["4", "2", "0"]
    cases = root.findall("testsuite/testcase")
    assert [(case.get("name"), case.get("classname"), [one.tag for one in case]) for case in cases] == [
        ("HighCpu -> Alerts", "cloudwatch-alarm-to-sns", ["failure"]),
        ("Tables -> Vault", "backup-to-vault-fully-managed", ["failure"]),
        ("Unsure -> Plain", "cloudwatch-alarm-to-sns", ["skipped"]),
        ("Fine -> Plain", "cloudwatch-alarm-to-sns", []),
    ]
    assert [one.get("type") for one in root.iter("failure")] == ["aws-managed-key-for-service", "deny-hits-service"]


def test_an_accepted_failure_is_skipped_with_its_reason() -> None:
    (skipped,) = read(samples.suppressed()).iter("skipped")
    assert skipped.get("message") == (
        "accepted: restored by hand until the new vault (until 2099-01-31, monitoring/template.yaml:4)"
    )


def test_an_input_that_is_not_read_is_an_error() -> None:
    root = read(samples.unread())
    (error,) = root.iter("error")
    assert error.get("message") == "broken.yaml:5: it isn't valid YAML"
    assert root.get("errors") == "1"


def test_a_run_that_found_nothing_says_so() -> None:
    (out,) = read(samples.nothing()).iter("system-out")
    assert out.text == "No delivery was found, so nothing was decided."


def test_whole_report(snapshot: SnapshotAssertion) -> None:
    assert render(build_outline(samples.everything(), language="ja", exit_code=1)) == snapshot
