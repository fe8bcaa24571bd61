"""Explanations x checked estates: which deliveries the text speaks of, and what the checker says of them."""

import re
from collections.abc import Iterator

from keypost.arn import Arn, parse_arn
from keypost.checker.findings import find_faults
from keypost.checker.verdict import RANK, CallVerdict, CheckResult, Delivery, Finding, Verdict
from keypost.diagnosis.explain import Explanation
from keypost.estate.resource import Resource
from keypost.named import Enum, NamedTuple
from keypost.unknown import has_unknown, same_text

_MASKED = re.compile(r"[*<]|[xX]{3}")
_PATH, _SERVICE, _ACTION = 3, 2, 1
_LEAST = 3  # less could be any delivery


class Answer(Enum):
    """What the estate says of the failure."""

    FAILS = "fails"  # a delivery that the text speaks of fails here too
    DEPENDS = "depends"
    WORKS = "works"  # as the estate is given, it gets through
    NO_MATCH = "no-match"


class Likeness(Enum):
    """Whether a name in the text is that of a part of the delivery."""

    SAME = "same"
    PERHAPS = "perhaps"  # as far as the part's name is known
    UNLIKE = "unlike"  # AWS makes up the part's name, and wouldn't make it so: names in texts are often made unlike
    OTHER = "other"  # the part's name, account or Region is known, and it is another one


_WORTH = {Likeness.SAME: 4, Likeness.PERHAPS: 1, Likeness.UNLIKE: -1, Likeness.OTHER: 0}


class Decided(NamedTuple):
    """What the estate says: the deliveries that the text speaks of (indexes), and the findings behind them.

    `is_sure` where a name in the text singles them out, or there is but one of their kind. `absent` are names in the
    text that are those of no delivery's part, `allowed` is the refused action where the estate allows that call of
    deliveries that fail at another one.
    """

    answer: Answer
    result: CheckResult
    deliveries: tuple[int, ...] = ()
    findings: tuple[Finding, ...] = ()
    is_sure: bool = False
    absent: tuple[str, ...] = ()
    allowed: str = ""


class _Fit(NamedTuple):
    """How well a delivery fits the text, and whether a name in it is surely, or hardly, that of a part of it."""

    score: int
    is_named: bool
    is_unlike: bool


def decide(explanation: Explanation, result: CheckResult) -> Decided:
    """Find the deliveries that fit the text best, and tell what the checker says of them."""
    fits = {index: fit for index, one in enumerate(result.deliveries) if (fit := _fit(one, explanation)) is not None}
    best = max((fit.score for fit in fits.values()), default=0)
    if best < _LEAST:
        return Decided(Answer.NO_MATCH, result, absent=tuple(_find_absent(explanation.facts.names, result)))
    meant = tuple(index for index, fit in fits.items() if fit.score == best)
    action = explanation.facts.action
    judged = {index: _judge(result.deliveries[index], action) for index in meant}
    verdicts = set(judged.values())
    answer = _answer(verdicts)
    failing = tuple(index for index in meant if judged[index] is Verdict.FAILS)
    found = (finding for finding in result.findings if set(failing) & set(finding.deliveries))
    findings = tuple(one for one in found if any(_stops(one, result.deliveries[index], action) for index in failing))
    is_one = len(meant) == 1 and not fits[meant[0]].is_unlike
    is_sure = len(verdicts) == 1 and (is_one or any(fits[index].is_named for index in meant))
    fails_later = any(result.deliveries[index].verdict is Verdict.FAILS for index in meant)
    allowed = action if answer is Answer.WORKS and fails_later else ""
    return Decided(answer, result, failing or meant, findings, is_sure, allowed=allowed)


def _refused(delivery: Delivery, action: str) -> tuple[CallVerdict, ...]:
    """Return the calls of the delivery that the text says were refused; all, where it names none of them."""
    named = action.lower().rstrip("*")
    called = tuple(call for call in delivery.calls if named and call.call.action.lower().startswith(named))
    return called or delivery.calls


def _judge(delivery: Delivery, action: str) -> Verdict:
    """Return the verdict of the calls that were refused: what comes before or after them is another matter."""
    refused = _refused(delivery, action)
    if refused == delivery.calls:
        return delivery.verdict
    return max((call.verdict for call in refused), key=RANK.__getitem__)


def _stops(finding: Finding, delivery: Delivery, action: str) -> bool:
    refused = _refused(delivery, action)
    if refused == delivery.calls:
        return True
    return finding.rule in {one.rule for one in find_faults((delivery._replace(calls=refused),), ())}


def _find_absent(names: tuple[str, ...], result: CheckResult) -> Iterator[str]:
    """Yield the names that can't be of any delivery's part, though the estate has parts of that kind."""
    for name in names:
        answers = {answer for delivery in result.deliveries for answer in _compare(name, delivery)}
        if answers == {Likeness.OTHER}:
            yield name


def _answer(verdicts: set[Verdict]) -> Answer:
    if Verdict.FAILS in verdicts:
        return Answer.FAILS
    return Answer.DEPENDS if Verdict.DEPENDS in verdicts else Answer.WORKS


def _fit(delivery: Delivery, explanation: Explanation) -> _Fit | None:
    """Measure how well the delivery fits; None where a name in the text is another resource of the same kind."""
    facts = explanation.facts
    answers = [same for name in facts.names for same in _compare(name, delivery)]
    if Likeness.OTHER in answers:
        return None
    score = sum(_WORTH[answer] for answer in answers)
    score += _PATH * (delivery.path.reported_id in explanation.paths)
    score += _SERVICE * bool(_services(delivery) & {facts.service, facts.principal})
    score += _ACTION * any(call.call.action == facts.action for call in delivery.calls)
    is_unlike = Likeness.UNLIKE in answers
    return _Fit(score, Likeness.SAME in answers and not is_unlike, is_unlike)


def _services(delivery: Delivery) -> set[str]:
    return {delivery.path.service_of(call.call) for call in delivery.calls} - {""}


def _compare(name: str, delivery: Delivery) -> Iterator["Likeness"]:
    """Yield for each part of the delivery that is of the name's kind whether it is the one that is named."""
    named = parse_arn(name)
    if named is None:
        return
    parsed = {arn: parse_arn(arn) for arn in _arns(delivery)}
    of_kind = [arn for arn, mine in parsed.items() if mine is not None and _is_of(mine.service, named.service)]
    answers = {arn: same_text(name, arn) for arn in of_kind}
    if True in answers.values():
        yield Likeness.SAME
    elif None in answers.values():
        yield Likeness.PERHAPS
    elif answers:
        is_open = any((mine := parsed[arn]) is not None and not _contradicts(named, mine) for arn in answers)
        yield Likeness.UNLIKE if is_open else Likeness.OTHER


def _contradicts(named: Arn, mine: Arn) -> bool:
    """Tell whether a part of the name that is known on both sides, and not masked in the text, is another one."""
    kinds = {named.resource.partition("/")[0], mine.resource.partition("/")[0]}
    is_comparable = named.service not in {"iam", "sts"} or len(kinds) == 1  # a policy, a root user: no role
    is_within = named.resource.startswith((f"{mine.resource}/", f"{mine.resource}:"))  # an object, a log stream
    resources = ((named.resource, mine.resource),) if is_comparable and not is_within else ()
    pairs = ((named.region, mine.region), (named.account, mine.account), *resources)
    return any(ours != theirs and _is_known(theirs) and _is_known(ours) for theirs, ours in pairs)


def _is_known(part: str) -> bool:
    return bool(part) and not has_unknown(part) and _MASKED.search(part) is None


def _is_of(mine: str, named: str) -> bool:
    return mine == named or {mine, named} == {"iam", "sts"}


def _arns(delivery: Delivery) -> Iterator[str]:
    yield from (resource.arn for resource in (delivery.source, delivery.target) if resource.arn)
    if delivery.key is not None:
        yield from _key_names(delivery.key)
    for call in delivery.calls:
        if call.request is not None and call.request.principal.name.startswith("arn:"):
            yield call.request.principal.name


def _key_names(key: Resource) -> Iterator[str]:
    yield key.arn
    arn = parse_arn(key.arn)
    if arn is not None:
        yield from (str(arn._replace(resource=alias)) for alias in key.aliases)
