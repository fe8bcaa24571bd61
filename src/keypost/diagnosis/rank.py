"""Facts and recognized messages -> causes in the order of their likelihood, each with its reasons."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from keypost.diagnosis.clues import CLUES, Clue
from keypost.diagnosis.declare import Symptom
from keypost.diagnosis.facts import Facts
from keypost.diagnosis.knowledge import ANY_TARGET, CAUSES, POLICIES_OF_TARGETS, TARGET_POLICY
from keypost.diagnosis.recognize import Recognized
from keypost.named import Enum, NamedTuple
from keypost.text import Text

_MOST = 5  # causes that are told
_LEAST = 8  # weight of a cause that is worth telling
_LIKELY = 35
_CERTAIN = 1000
_SECOND = 0.25  # what a second message counts beside the most telling one


class Likelihood(Enum):
    """How likely a cause is: high only where the text leaves nothing else."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Reason(NamedTuple):
    """Why a cause stands where it does: a message or a clue by its id, what it weighs, and what it means."""

    id: str
    weight: int
    means: Text


class Ranked(NamedTuple):
    """A cause by its rule id, with its likelihood and reasons, the weightiest first."""

    cause: str
    likelihood: Likelihood
    weight: int
    reasons: tuple[Reason, ...]


def rank(facts: Facts, messages: Sequence[Recognized]) -> tuple[Ranked, ...]:
    """Return the causes that the facts and messages leave, the likeliest first; none where they tell nothing."""
    reasons: dict[str, list[Reason]] = {}
    clues = tuple(clue for clue in CLUES if clue.holds(facts))
    for cause, reason in (*_from_messages(facts, messages), *_from_clues(clues, facts)):
        reasons.setdefault(cause, []).append(reason)
    excluded = {cause for clue in clues for cause in clue.excludes}
    weights = {cause: sum(one.weight for one in known) for cause, known in reasons.items() if cause not in excluded}
    ordered = sorted((cause for cause in weights if weights[cause] >= _LEAST), key=lambda cause: -weights[cause])
    return tuple(_build(cause, weights, reasons[cause]) for cause in ordered[:_MOST])


def _build(cause: str, weights: Mapping[str, int], reasons: Iterable[Reason]) -> Ranked:
    weight = weights[cause]
    likelihood = Likelihood.HIGH if weight >= _CERTAIN else Likelihood.MEDIUM if weight >= _LIKELY else Likelihood.LOW
    return Ranked(cause, likelihood, weight, tuple(sorted(reasons, key=lambda reason: -reason.weight)))


def _from_messages(facts: Facts, messages: Sequence[Recognized]) -> Iterator[tuple[str, Reason]]:
    """Weigh what the most telling message says in full, and the others as far as they say something else."""
    telling = [one for one in messages if one.message.says is not Symptom.UNTELLING]
    share = 1.0
    for message, _ in telling:
        for named, weight in CAUSES[message.says][facts.manner].items():
            yield _settle(named, facts), Reason(message.id, round(weight * share), message.meaning)
        for candidate in message.causes:
            yield candidate.cause, Reason(message.id, round(candidate.weight * share), candidate.why or message.meaning)
        share *= _SECOND


def _settle(cause: str, facts: Facts) -> str:
    """Return the cause; where it is the policy of the target, that of the kind of target that the text names."""
    if cause != TARGET_POLICY:
        return cause
    return next((cause for kind, cause in POLICIES_OF_TARGETS.items() if kind in facts.target_kinds), ANY_TARGET)


def _from_clues(clues: Iterable[Clue], facts: Facts) -> Iterator[tuple[str, Reason]]:
    for clue in clues:
        means = _fill(clue.means, facts)
        if clue.forces:
            yield clue.forces, Reason(clue.id, _CERTAIN, means)
        for cause, weight in clue.adds.items():
            yield _settle(cause, facts), Reason(clue.id, weight, means)
        yield from ((cause, Reason(clue.id, 0, means)) for cause in clue.reasons)


def _fill(text: Text, facts: Facts) -> Text:
    names = {"action": facts.action, "key": facts.key, "account": facts.account, "key_account": facts.key_account}
    return text.fill(**names, service=facts.service or "SERVICE")
