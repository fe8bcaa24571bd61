"""Workflow commands for GitHub Actions."""

from syrupy.assertion import SnapshotAssertion

from keypost.checker.verdict import CheckResult
from keypost.origin import Origin
from keypost.reports.formats.github import render
from keypost.reports.outline import build_outline
from keypost.text import Text
from tests.reports import samples


def lines_of(result: CheckResult) -> list[str]:
    return render(build_outline(result, language="en", exit_code=1)).splitlines()


def test_whole_report(snapshot: SnapshotAssertion) -> None:
    assert lines_of(samples.everything()) == snapshot


def test_the_worst_come_first() -> None:
    commands = [line.split()[0] for line in lines_of(samples.everything())]
    assert commands[:4] == ["::error", "::error", "::notice", "::notice"]


def test_what_separates_is_escaped_as_the_runner_reads_it() -> None:
    origin = Origin("a,b:c%.yaml", 3)
    message = Text(en="100%: a, b::c", ja="100%: a, b::c")
    finding = samples.DENY_FINDING._replace(origin=origin, message=message, deliveries=())
    line = lines_of(CheckResult((), (finding,)))[0]
    assert line.startswith("::error file=a%2Cb%3Ac%25.yaml,line=3,title=")
    assert line.endswith("::100%25: a, b::c")


def test_a_place_that_is_no_file_is_left_out() -> None:
    finding = samples.DENY_FINDING._replace(origin=Origin(call="kms:GetKeyPolicy"), deliveries=())
    assert lines_of(CheckResult((), (finding,)))[0].startswith("::error title=")


def test_a_fault_of_some_cases_only_is_no_error() -> None:
    depends = samples.alarm_depends()._replace(findings=(0,))
    finding = samples.DENY_FINDING._replace(deliveries=(0,))
    assert [line.split()[0] for line in lines_of(CheckResult((depends,), (finding,)))] == ["::notice", "::notice", "1"]


def test_an_input_that_is_not_read_is_an_error_at_its_line() -> None:
    assert lines_of(samples.unread())[0].startswith("::error file=broken.yaml,line=5,title=")


def test_what_is_accepted_isnt_shown() -> None:
    assert lines_of(samples.suppressed()) == ["1 FAILS; 1 accepted"]
