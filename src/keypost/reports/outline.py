"""What a run has to say to a pipeline, each thing once; the machine formats differ only in how they write it down."""

from keypost.checker.fingerprint import DEPENDS_RULE, FAILS_RULE, fingerprint_findings, fingerprint_verdict
from keypost.checker.rules.registry import load_rule
from keypost.checker.verdict import CheckResult, Delivery, Finding, Related, Severity, Verdict
from keypost.estate.estate import Suppression
from keypost.named import TYPE_CHECKING, Iterable, Iterator, NamedTuple, Sequence
from keypost.origin import NOWHERE, Origin
from keypost.reports.course import trace_delivery
from keypost.reports.naming import name_delivery
from keypost.reports.needs import answer_need, explain_need
from keypost.reports.totals import sum_up
from keypost.reports.wording import pipeline as words
from keypost.reports.wording.sentences import enumerate_texts, fill, quote
from keypost.text import Text

if TYPE_CHECKING:
    from keypost.writers.proposals import Proposal

_RANK = {Severity.ERROR: 0, Severity.WARNING: 1, None: 2, Severity.NOTE: 3}


class Topic(NamedTuple):
    """What an entry is about, as a rule's page tells it."""

    id: str
    title: Text
    why: Text
    remedy: Text
    severity: Severity | None


class Entry(NamedTuple):
    """One thing to show: a finding, a failure that no rule names, or a delivery that depends (no severity).

    `related` are the other places that it concerns; `proposals` are the changes that would mend it.
    """

    topic: Topic
    severity: Severity | None
    message: Text
    origin: Origin
    fingerprint: str
    deliveries: tuple[Delivery, ...] = ()
    related: tuple[Related, ...] = ()
    fixes: tuple[Text, ...] = ()
    suppressed: Suppression | None = None
    proposals: tuple["Proposal", ...] = ()


class Outline(NamedTuple):
    """A checked run: its result, what there is to show of it (the worst first), the language, and the exit code.

    `folder` is the working folder: places are told as they are reached from there. `total` is the run in a sentence,
    `found_nothing` whether there was nothing to decide.
    """

    result: CheckResult
    entries: tuple[Entry, ...]
    language: str
    exit_code: int
    folder: str
    total: Text
    found_nothing: bool

    def say(self, text: Text) -> str:
        """Return the text in the run's language."""
        return text.in_language(self.language)


def build_outline(
    result: CheckResult, *, language: str, exit_code: int, folder: str = "", proposals: Sequence["Proposal"] = ()
) -> Outline:
    """Return what there is to show of a run."""
    entries = (*_tell_findings(result, proposals), *_tell_verdicts(result.deliveries))
    return Outline(result, _sort(entries), language, exit_code, folder, sum_up(result), not result.deliveries)


def outline_findings(
    findings: tuple[Finding, ...], *, file: str, total: Text, language: str, exit_code: int, folder: str = ""
) -> Outline:
    """Return what there is to show of a file that has findings, and no deliveries."""
    result = CheckResult((), findings, files=(file,))
    entries = tuple(_tell_findings(result, ()))
    return Outline(result, _sort(entries), language, exit_code, folder, total, found_nothing=False)


def _sort(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    return tuple(sorted(entries, key=lambda entry: _RANK[entry.severity]))


def describe_stopped(deliveries: Iterable[Delivery], *, most: int) -> Text:
    """Return the names of the deliveries, the first ones and how many more there are."""
    named = [name_delivery(delivery) for delivery in deliveries]
    more = [words.AND_MORE.fill(count=len(named) - most)] if len(named) > most else []
    return enumerate_texts([*named[:most], *more])


def _tell_findings(result: CheckResult, proposals: Sequence["Proposal"]) -> Iterator[Entry]:
    for index, fingerprint in enumerate(fingerprint_findings(result)):
        finding = result.findings[index]
        stopped = tuple(result.deliveries[one] for one in finding.deliveries)
        yield Entry(
            topic=find_topic(finding.rule),
            severity=_weigh(finding, stopped),
            message=finding.message,
            origin=_find_place(finding, stopped),
            fingerprint=fingerprint,
            deliveries=stopped,
            related=tuple(_find_related(finding, stopped)),
            fixes=finding.fixes,
            suppressed=finding.suppressed,
            proposals=tuple(one for one in proposals if any(fix.finding == index for fix in one.fixes)),
        )


def _weigh(finding: Finding, stopped: Sequence[Delivery]) -> Severity | None:
    """Return how bad it is; None where what it stops fails in some cases only, and so depends."""
    is_open = bool(stopped) and all(delivery.verdict is not Verdict.FAILS for delivery in stopped)
    return None if is_open else finding.severity


def find_topic(rule_id: str) -> Topic:
    """Return what the rule's page tells."""
    if rule_id == FAILS_RULE:
        return Topic(rule_id, words.FAILS_TITLE, words.FAILS_WHY, words.FAILS_REMEDY, Severity.ERROR)
    if rule_id == DEPENDS_RULE:
        return Topic(rule_id, words.DEPENDS_TITLE, words.DEPENDS_WHY, words.DEPENDS_REMEDY, None)
    rule = load_rule(rule_id)
    return Topic(rule.id, rule.title, rule.why, rule.remedy, rule.severity)


def _tell_verdicts(deliveries: Iterable[Delivery]) -> Iterator[Entry]:
    """Yield what no finding tells: deliveries that depend, and failures that no rule recognises."""
    for delivery in deliveries:
        if delivery.verdict is Verdict.DEPENDS:
            yield _build_entry(DEPENDS_RULE, delivery, _explain_needs(delivery))
        elif delivery.verdict is Verdict.FAILS and not delivery.findings:
            yield _build_entry(FAILS_RULE, delivery, _explain_failure(delivery))


def _build_entry(rule: str, delivery: Delivery, message: Text) -> Entry:
    topic = find_topic(rule)
    places = tuple(trace_delivery(delivery))
    origin = next((need.origin for need in delivery.needs if need.origin.file), NOWHERE)
    origin = next((one for one in (origin, *(place.origin for place in reversed(places))) if one.file), NOWHERE)
    fingerprint = fingerprint_verdict(rule, delivery)
    related = tuple(place for place in places if place.origin != origin)
    return Entry(topic, topic.severity, message, origin, fingerprint, (delivery,), related, (), delivery.suppressed)


def _explain_needs(delivery: Delivery) -> Text:
    told = [fill(words.A_NEED, why=explain_need(need), answer=answer_need(need)) for need in delivery.needs]
    why = Text(en="; ".join(text.en for text in told), ja="。".join(text.ja for text in told))
    return fill(words.DEPENDS, delivery=name_delivery(delivery), why=why)


def _explain_failure(delivery: Delivery) -> Text:
    failing = [call for call in delivery.calls if call.verdict is Verdict.FAILS]
    callers: dict[str, list[str]] = {}
    for call in failing:
        caller = call.request.principal.name if call.request is not None else "?"
        callers.setdefault(caller, []).append(call.call.action)
    told = (
        fill(words.DENIED, principal=quote([caller]), actions=quote(actions, most=len(actions)))
        for caller, actions in callers.items()
    )
    return fill(words.FAILS, delivery=name_delivery(delivery), calls=enumerate_texts(told))


def _find_place(finding: Finding, stopped: Sequence[Delivery]) -> Origin:
    """Return where the finding stands, else where a delivery that it stops is set up."""
    if finding.origin.file:
        return finding.origin
    places = (place.origin for delivery in stopped for place in trace_delivery(delivery))
    return next((place for place in places if place.file), finding.origin)


def _find_related(finding: Finding, stopped: Sequence[Delivery]) -> Iterator[Related]:
    """Yield the other places, each once: those that the rule names first."""
    seen = {finding.origin}
    for place in (*finding.related, *(place for delivery in stopped for place in trace_delivery(delivery))):
        if place.origin not in seen and str(place.origin):
            seen.add(place.origin)
            yield place
