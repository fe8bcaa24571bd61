"""Whole reports, as people and programs see them."""

import pytest
from syrupy.assertion import SnapshotAssertion

from keypost.checker.verdict import CheckResult
from keypost.reports.json import render_json
from keypost.reports.page import render_plain
from keypost.reports.text import render_text
from tests.reports import samples

RESULTS = {"everything": samples.everything(), "suppressed": samples.suppressed()}


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("result", RESULTS.values(), ids=RESULTS)
def test_text(result: CheckResult, language: str, snapshot: SnapshotAssertion) -> None:
    assert render_plain(render_text(result, scope=samples.SCOPE, language=language)) == snapshot


def test_json(snapshot: SnapshotAssertion) -> None:
    assert render_json(samples.everything(), language="en") == snapshot
