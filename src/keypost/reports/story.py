"""What a report tells of one delivery, as labelled rows; deliveries with equal rows are told together."""

from itertools import zip_longest

from keypost.checker.onward import find_behind
from keypost.checker.verdict import CallVerdict, CheckResult, Delivery, Finding, NeedKind, Verdict
from keypost.estate.estate import Suppression
from keypost.named import TYPE_CHECKING, Iterable, Iterator, NamedTuple
from keypost.reports.groups import weigh
from keypost.reports.needs import answer_need, explain_need
from keypost.reports.wording import report as words
from keypost.reports.wording.sentences import concatenate, enumerate_texts, fill, quote, same
from keypost.text import Text

if TYPE_CHECKING:
    from keypost.catalogue.encryptable import ScannerRule

_MOST_NEEDS = 3
_MOST_ONWARD = 3
# What an option settles comes before what takes other inputs, and that before what takes an experiment.
_EASE = {NeedKind.CONDITION: 0, NeedKind.INPUT_VALUE: 0, NeedKind.CONTEXT_KEY: 2, NeedKind.OPEN_POINT: 2}


class Row(NamedTuple):
    """One labelled text; an empty label goes on with the row above."""

    label: Text
    text: Text


def tell(delivery: Delivery, *, result: CheckResult) -> tuple[Row, ...]:
    """Return the rows about a delivery: nothing for one that works, one for one that is accepted."""
    if delivery.suppressed is not None:
        return (Row(words.ACCEPTED, describe_suppression(delivery.suppressed)),)
    findings = [result.findings[index] for index in delivery.findings]
    observed = tuple(_tell_observations(delivery)) if delivery.observations else ()
    if delivery.verdict is Verdict.FAILS:
        return (*_tell_current(delivery), *observed, *_tell_failure(delivery, findings))
    if delivery.verdict is Verdict.DEPENDS:
        told = (row for finding in findings if delivery.has_worsened for row in tell_finding(finding))
        return (*_tell_current(delivery), *observed, *told, *_tell_needs(delivery), *_tell_onward(delivery, result))
    return (*observed, *_tell_onward(delivery, result))


def _tell_observations(delivery: Delivery) -> Iterator[Row]:
    """Yield what AWS says of the delivery; of one that works, only what says otherwise."""
    for observation in delivery.observations:
        if observation.course.value == "failing" or delivery.verdict is not Verdict.WORKS:
            from keypost.reports.observations import say_observation

            yield Row(words.OBSERVED, say_observation(observation))


def _tell_onward(delivery: Delivery, result: CheckResult) -> Iterator[Row]:
    """Yield what comes behind and doesn't get through: who asks whether an alarm arrives means the whole way."""
    behind = find_behind(delivery.onward, result.deliveries) if delivery.onward else ()
    stopped = [one for one in (result.deliveries[index] for index in behind) if weigh(one) is not Verdict.WORKS]
    for one in stopped[:_MOST_ONWARD]:
        ends = same(f"{one.source.id} -> {one.target.id}")
        yield Row(words.ONWARD, fill(words.ONE_ONWARD, verdict=one.verdict.value, title=one.path.title, ends=ends))
    if len(stopped) > _MOST_ONWARD:
        yield Row(words.ONWARD, words.AND_MORE.fill(count=len(stopped) - _MOST_ONWARD))


def _tell_current(delivery: Delivery) -> Iterator[Row]:
    if delivery.current is not None and delivery.has_worsened:
        yield Row(words.NOW, same(delivery.current.value))


def tell_finding(finding: Finding) -> Iterator[Row]:
    """Yield the rows about a fault: what it is, where it stands, how to mend it, and its name."""
    yield Row(words.FAULT, finding.message)
    if str(finding.origin):
        yield Row(words.PLACE, same(finding.origin))
    for related in finding.related:
        yield Row(words.PLACE, concatenate(related.message, f" ({related.origin})" if str(related.origin) else ""))
    if finding.asked_by:
        yield Row(words.ASKED_BY, enumerate_texts(_name_scanners(finding.asked_by)))
    yield from (Row(words.FIX, fix) for fix in _number(finding.fixes))
    yield Row(words.RULE, same(finding.rule))


def _name_scanners(rules: "Iterable[ScannerRule]") -> Iterator[Text]:
    """Yield each scanner with those of its rules that ask."""
    by_scanner: dict[str, list[str]] = {}
    for rule in rules:
        by_scanner.setdefault(rule.scanner, []).append(rule.id)
    yield from (same(f"{scanner} {' '.join(ids)}") for scanner, ids in by_scanner.items())


def describe_suppression(suppression: Suppression) -> Text:
    """Return why the finding is accepted, until when, and where that stands."""
    sentence = words.UNTIL if suppression.until else words.FOREVER
    return sentence.fill(reason=suppression.reason, until=suppression.until, place=suppression.origin)


def _tell_failure(delivery: Delivery, findings: list[Finding]) -> Iterator[Row]:
    """Yield each fault with the calls that it denies, as far as these can be told apart; then when it shows."""
    from keypost.reports.wording.failures import FAILURES

    calls = [tuple(_tell_calls(group, delivery=delivery, findings=findings)) for group in _group_calls(delivery)]
    if len(calls) != len(findings):
        calls = [tuple(row for rows in calls for row in rows)]
    for finding, rows in zip_longest(findings, calls, fillvalue=None):
        fault, *rest = tell_finding(finding) if finding is not None else (None,)
        yield from (row for row in (fault, *(rows or ()), *rest) if row is not None)
    yield Row(words.SHOWS, FAILURES[delivery.path.failure])
    yield from (Row(words.LOOK_IN, place) for place in delivery.path.seen_in)


def _tell_calls(calls: list[CallVerdict], *, delivery: Delivery, findings: list[Finding]) -> Iterator[Row]:
    """Yield who is denied what, and why as far as no finding says that already."""
    from keypost.reports.explanation import explain_call, explain_statements
    from keypost.reports.places import locate_call

    first = calls[0]
    principal = first.request.principal.name if first.request is not None else "?"
    actions = quote((call.call.action for call in calls), most=len(calls))
    yield Row(words.DENIED, fill(words.CALLER, principal=principal, actions=actions))
    why = explain_statements(first) if findings else explain_call(first)
    if why is not None:
        yield Row(words.WHY, why)
    if not findings:
        yield Row(words.PLACE, same(locate_call(first, delivery=delivery)))


def _number(fixes: tuple[Text, ...]) -> Iterable[Text]:
    """Return the ways to mend it, numbered where there is a choice."""
    if len(fixes) <= 1:
        return fixes
    return (concatenate(f"{number}. ", fix) for number, fix in enumerate(fixes, start=1))


def _group_calls(delivery: Delivery) -> Iterable[list[CallVerdict]]:
    """Return the failing calls, those that fail alike together."""
    groups: dict[object, list[CallVerdict]] = {}
    for call in delivery.calls:
        if call.verdict is Verdict.FAILS:
            decision = call.decision
            handle = (call.request and call.request.principal.name, call.call.on, decision.reason, decision.origin)
            groups.setdefault(handle, []).append(call)
    return groups.values()


def _tell_assumptions(delivery: Delivery) -> Iterator[Row]:
    for assumed in delivery.assumptions:
        from keypost.reports.assumptions import say_assumptions

        yield Row(words.UNLESS, fill(words.ASSUMED, assumptions=say_assumptions(assumed)))


def _tell_needs(delivery: Delivery) -> Iterator[Row]:
    yield from _tell_assumptions(delivery)
    needs = sorted(delivery.needs, key=lambda need: _EASE.get(need.kind, 1))
    for need in needs[:_MOST_NEEDS]:
        place = str(need.origin)
        why = explain_need(need)
        yield Row(words.NEEDS, concatenate(why, f" ({place})") if place else why)
        yield Row(words.GIVE, answer_need(need))
    if len(needs) > _MOST_NEEDS:
        yield Row(words.NEEDS, words.AND_MORE.fill(count=len(needs) - _MOST_NEEDS))
