"""The comment on a pull request."""

import pytest
from syrupy.assertion import SnapshotAssertion

from keypost.checker.check import check
from keypost.checker.verdict import CheckResult
from keypost.readers.options import ReadOptions
from keypost.readers.read import read_paths
from keypost.reports.formats.markdown import render
from keypost.reports.outline import build_outline
from keypost.writers.proposals import build_proposals
from tests.reports import samples


@pytest.mark.parametrize("language", ["en", "ja"])
def test_whole_report(language: str, snapshot: SnapshotAssertion) -> None:
    assert render(build_outline(samples.everything(), language=language, exit_code=1)) == snapshot


def test_the_fix_is_a_diff_that_is_folded() -> None:
    reading = read_paths(["examples/3-backup-vault-deny/broken.yaml"], ReadOptions(), progress=lambda *_: None)
    result = check(reading, today="2026-11-22")
    outline = build_outline(result, language="en", exit_code=1, proposals=build_proposals(reading, result))
    report = render(outline)
    assert "<details><summary>Fix (SAFE): leave AWS services out of a Deny</summary>\n\n```diff\n--- a/" in report
    assert "+              BoolIfExists:" in report or "BoolIfExists" in report


def test_a_run_that_found_nothing_says_so() -> None:
    assert render(build_outline(samples.nothing(), language="en", exit_code=0)).strip() == (
        "### Keypost: No delivery was found, so nothing was decided."
    )


def test_a_diff_that_is_too_long_gives_way_to_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("keypost.reports.formats.markdown.LIMIT", 1400)
    report = render(build_outline(samples.everything(), language="en", exit_code=1))
    assert len(report) <= 1400
    assert report.endswith("don't fit in a comment; the report in text has them all._\n")


def test_many_rows_are_counted() -> None:
    many = CheckResult((samples.alarm_depends(),) * 120, ())
    report = render(build_outline(many, language="en", exit_code=0))
    assert report.count("| **DEPENDS** |") == 100
    assert "_20 more lines don't fit in a comment" in report


def test_a_change_that_mends_two_faults_is_shown_once() -> None:
    reading = read_paths(["examples/4-queue-fan-out/broken.yaml"], ReadOptions(), progress=lambda *_: None)
    result = check(reading, today="2026-11-22")
    report = render(build_outline(result, language="en", exit_code=1, proposals=build_proposals(reading, result)))
    diffs = [part.partition("</details>")[0] for part in report.split("<details>")[1:]]
    assert len(diffs) == len(set(diffs)) > 0
    assert "_The same change as above mends this too._" in report
