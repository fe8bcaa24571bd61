"""The report of many accounts: a line each, then what is found, by kind, and what could not be read."""

from collections.abc import Sequence

from keypost.checker.verdict import Verdict
from keypost.organization.summary import AccountSummary, Kind, Missing, Summary
from keypost.reports.page import DEFAULT_WIDTH, Line, Page, Style
from keypost.reports.wording import organization as words
from keypost.reports.wording.names import SEVERITIES, VERDICTS
from keypost.reports.wording.report import (
    ACCEPTED,
    AND_MORE,
    DELIVERIES,
    GAPS,
    NOTHING_FOUND,
    RULES_HINT,
    SUPPRESSED,
    count,
)
from keypost.reports.wording.sentences import concatenate, enumerate_texts, fill
from keypost.text import Text

_MOST_OF_RULE = 3
_MOST_MISSING = 8


def render_accounts(summary: Summary, *, folder: str, language: str, width: int = DEFAULT_WIDTH) -> list[Line]:
    """Return the lines of the report; the last one is the summary."""
    page = Page(language=language, width=width)
    _add_accounts(page, summary.accounts)
    _add_kinds(page, summary.kinds)
    _add_missing(page, summary.missing)
    page.blank()
    if summary.kinds:
        page.paragraph(RULES_HINT)
    page.paragraph(words.SEE_ONE.fill(folder=folder))
    page.paragraph(_sum_up(summary))
    return page.lines


def _add_accounts(page: Page, accounts: Sequence[AccountSummary]) -> None:
    page.line((page.say(words.ACCOUNTS), Style.NAME))
    clean = 0
    for account in accounts:
        if account.count(Verdict.FAILS) or account.count(Verdict.DEPENDS) or account.gaps:
            page.paragraph(_describe(account), indent=2)
        else:
            clean += 1
    if clean:
        page.paragraph(words.CLEAN.fill(count=clean), indent=2)


def _describe(account: AccountSummary) -> Text:
    numbers = {verdict.value.lower(): account.count(verdict) for verdict in Verdict}
    deliveries = count(DELIVERIES, sum(numbers.values()))
    said = fill(words.ACCOUNT, account=account.account, deliveries=deliveries, **numbers)
    return concatenate(said, words.ACCOUNT_GAPS.fill(count=account.gaps)) if account.gaps else said


def _add_kinds(page: Page, kinds: Sequence[Kind]) -> None:
    """Add what is found, rule by rule: the rule that stops the most comes first."""
    by_rule: dict[str, list[Kind]] = {}
    for kind in kinds:
        by_rule.setdefault(kind.rule, []).append(kind)
    if kinds:
        page.blank()
        page.line((page.say(words.KINDS), Style.NAME))
    for rule, listed in by_rule.items():
        for kind in listed[:_MOST_OF_RULE]:
            _add_kind(page, kind)
        if len(listed) > _MOST_OF_RULE:
            page.paragraph(words.MORE_KINDS.fill(rule=rule, count=len(listed) - _MOST_OF_RULE), indent=4)


def _add_kind(page: Page, kind: Kind) -> None:
    accounts = count(words.NUMBER_OF_ACCOUNTS, kind.accounts)
    if kind.deliveries:
        said = fill(words.KIND, deliveries=count(DELIVERIES, kind.deliveries), accounts=accounts)
    else:
        said = fill(words.KIND_OF_NONE, findings=count(words.NUMBER_OF_FINDINGS, kind.findings), accounts=accounts)
    accepted = concatenate(" (", ACCEPTED, ")") if kind.is_suppressed else ""
    page.blank()
    page.paragraph(concatenate(SEVERITIES[kind.severity], f" `{kind.rule}` ", said, accepted), indent=2)
    page.paragraph(concatenate(words.EXAMPLE, " ", kind.message), indent=4)
    place = words.PLACES if kind.findings > 1 else words.PLACE
    page.paragraph(place.fill(place=kind.place, count=kind.findings - 1), indent=4)


def _add_missing(page: Page, missing: Sequence[Missing]) -> None:
    if missing:
        page.blank()
        page.line((page.say(words.MISSING), Style.NAME))
    for one in missing[:_MOST_MISSING]:
        page.paragraph(fill(words.MISSED, count=one.gaps, what=one.what, why=one.why), indent=2)
    if len(missing) > _MOST_MISSING:
        page.paragraph(AND_MORE.fill(count=len(missing) - _MOST_MISSING), indent=2)


def _sum_up(summary: Summary) -> Text:
    order = (Verdict.FAILS, Verdict.DEPENDS, Verdict.WORKS)
    counts = [VERDICTS[one].fill(count=number) for one in order if (number := summary.count(one))]
    accounts = count(words.NUMBER_OF_ACCOUNTS, len(summary.accounts))
    said = fill(words.SUMMARY, verdicts=enumerate_texts(counts) if counts else NOTHING_FOUND, accounts=accounts)
    accepted = sum(account.count_suppressed() for account in summary.accounts)
    gaps = sum(account.gaps for account in summary.accounts)
    asides = (SUPPRESSED.fill(count=accepted) if accepted else "", GAPS.fill(count=gaps) if gaps else "")
    return concatenate(said, *asides)
