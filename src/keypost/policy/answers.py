"""What would settle an open request: each fact that it needs, and how each answer turns out."""

from collections.abc import Iterator

from keypost.named import NamedTuple
from keypost.policy.allowing import send_value
from keypost.policy.changes import Change, Situation, apply_change
from keypost.policy.decision import Decision, Need, NeedKind
from keypost.policy.document import Condition, Effect, Version
from keypost.policy.reasons import OpenPoint, Outcome, PolicyKind, Reason
from keypost.policy.repairs import add_statement
from keypost.policy.walk import Walk, walk_policies
from keypost.policy.witnesses import ANYTHING, list_witnesses

# Facts that are asked about, and answers that are tried for each.
_MOST_QUESTIONS = 20
_MOST_ANSWERS = 12
# The context keys that an open point is about.
_KEYS_OF_POINTS = {
    OpenPoint.VIA_SERVICE_OF_SERVICE.value: "kms:ViaService",
    OpenPoint.PRINCIPAL_ARN_OF_SERVICE.value: "aws:PrincipalArn",
    OpenPoint.SECURE_TRANSPORT_OF_SERVICE.value: "aws:SecureTransport",
    OpenPoint.SOURCE_IP_OF_SERVICE.value: "aws:SourceIp",
}


class Answer(NamedTuple):
    """One answer to what is open, as the change of the request that settles it, and what is decided then."""

    change: Change
    decision: Decision


class Question(NamedTuple):
    """One fact that would settle the request, and how its answers turn out; without any where none can be tried."""

    need: Need
    answers: tuple[Answer, ...] = ()


def ask_questions(situation: Situation, decision: Decision) -> tuple[Question, ...]:
    """Return the facts that the decision needs, each with its answers, one for each outcome and value that is named."""
    walk = walk_policies(situation.compile(), situation.request)
    needs = decision.needs[:_MOST_QUESTIONS]
    return tuple(Question(need, tuple(_answer(need, situation, walk))) for need in needs)


def _answer(need: Need, situation: Situation, walk: Walk) -> Iterator[Answer]:
    """Yield the answers: values that policies name, one that none names, and that the key isn't there."""
    if need.kind is NeedKind.POLICY:
        yield from (Answer(change, apply_change(change, situation).decide()) for change in _fill_in(need, walk))
    key = need.name if need.kind is NeedKind.CONTEXT_KEY else _KEYS_OF_POINTS.get(need.name)
    if key is None:
        return
    others_told: set[Outcome] = set()
    for change in _changes(key, walk):
        decision = apply_change(change, situation).decide()
        is_other = bool(change.unlike) or change.like == ANYTHING
        if is_other and decision.outcome in others_told:
            continue  # one value that no policy names stands for all that turn out alike
        if is_other:
            others_told.add(decision.outcome)
        yield Answer(change, decision)


def _fill_in(need: Need, walk: Walk) -> Iterator[Change]:
    """Yield what a policy that isn't there to be read may say: that it allows, nothing, or that it denies."""
    for step in walk.decision.trace:
        if step.reason is Reason.POLICY_UNREAD and need in step.needs and step.policy is not PolicyKind.GRANT:
            allowing = add_statement(step.policy, step.document, walk)
            yield from (allowing, allowing._replace(added=None, effect=None))
            if allowing.added is not None:
                denying = allowing.added._replace(effect=Effect.DENY)
                yield allowing._replace(added=denying, effect=Effect.DENY)


def _changes(key: str, walk: Walk) -> Iterator[Change]:
    tests = tuple(_tests_of(key, walk))
    witnesses = list_witnesses(tests, version=Version.CURRENT, facts=walk.facts)
    for witness in [*witnesses][:_MOST_ANSWERS]:
        yield send_value(key, witness)
    yield send_value(key, None)


def _tests_of(key: str, walk: Walk) -> Iterator[Condition]:
    for walked in walk.statements:
        for condition in walked.source.statement.conditions:
            if condition.key.lower() == key.lower():
                yield condition
