"""How a run went, in one sentence."""

from keypost.checker.verdict import CheckResult, Verdict
from keypost.reports.wording import pipeline as words
from keypost.reports.wording import report
from keypost.reports.wording.names import VERDICTS
from keypost.reports.wording.sentences import concatenate, enumerate_texts
from keypost.text import Text


def sum_up(result: CheckResult) -> Text:
    """Return how many deliveries have which verdict, what is accepted, and what could not be read."""
    verdicts = [delivery.verdict for delivery in result.deliveries]
    counts = [
        VERDICTS[verdict].fill(count=verdicts.count(verdict))
        for verdict in (Verdict.FAILS, Verdict.DEPENDS, Verdict.WORKS)
        if verdict in verdicts
    ]
    accepted = sum(delivery.suppressed is not None for delivery in result.deliveries)
    return concatenate(
        enumerate_texts(counts) if counts else words.NO_DELIVERY,
        report.SUPPRESSED.fill(count=accepted) if accepted else "",
        report.GAPS.fill(count=len(result.gaps)) if result.gaps else "",
    )
