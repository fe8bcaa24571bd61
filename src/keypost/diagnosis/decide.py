"""Explanations x checked estates: which deliveries the text speaks of, and what the checker says of them."""

from collections.abc import Iterator

from keypost.arn import parse_arn
from keypost.checker.verdict import CheckResult, Delivery, Finding, Verdict
from keypost.diagnosis.explain import Explanation
from keypost.estate.resource import Resource
from keypost.named import Enum, NamedTuple
from keypost.unknown import has_unknown, same_text

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
    OTHER = "other"  # the part's name is known, and it is another one


_WORTH = {Likeness.SAME: 4, Likeness.PERHAPS: 1, Likeness.UNLIKE: -1, Likeness.OTHER: 0}


class Decided(NamedTuple):
    """What the estate says: the deliveries that the text speaks of (indexes), and the findings behind them.

    `is_sure` where a name in the text singles them out, or there is but one of their kind.
    """

    answer: Answer
    result: CheckResult
    deliveries: tuple[int, ...] = ()
    findings: tuple[Finding, ...] = ()
    is_sure: bool = False


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
        return Decided(Answer.NO_MATCH, result)
    meant = tuple(index for index, fit in fits.items() if fit.score == best)
    verdicts = {result.deliveries[index].verdict for index in meant}
    answer = _answer(verdicts)
    failing = tuple(index for index in meant if result.deliveries[index].verdict is Verdict.FAILS)
    findings = tuple(finding for finding in result.findings if set(failing) & set(finding.deliveries))
    is_one = len(meant) == 1 and not fits[meant[0]].is_unlike
    is_sure = len(verdicts) == 1 and (is_one or any(fits[index].is_named for index in meant))
    return Decided(answer, result, failing or meant, findings, is_sure)


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
        yield Likeness.UNLIKE if any(map(has_unknown, answers)) else Likeness.OTHER


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
