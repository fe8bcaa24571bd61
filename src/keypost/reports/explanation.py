"""From a decided call and its trace to the sentences that tell why."""

from collections.abc import Iterable

from keypost.checker.verdict import CallVerdict
from keypost.origin import Origin
from keypost.policy.decision import Decision, Step
from keypost.policy.document import Effect
from keypost.policy.reasons import Element, Match, PolicyKind, Reason
from keypost.policy.request import PrincipalKind, Request
from keypost.reports.wording.decisions import DECISIONS
from keypost.reports.wording.names import POLICIES, RESOURCE_POLICIES
from keypost.reports.wording.sentences import bracket, fill, join, quote
from keypost.reports.wording.steps import DECIDING, NEAREST, NEAREST_GRANT, OPEN, SERVICE_HAS_NO_IDENTITY, STEPS
from keypost.text import Text

_NOTHING = join(())
_STATEMENT = Text(en="statement `{sid}`{place}", ja="ステートメント `{sid}`{place}")
_NUMBERED = Text(en="statement {number}{place}", ja="ステートメント {number}{place}")
_GRANT = Text(en="a grant{place}", ja="グラント{place}")
_ABSENT = Text(en="nothing", ja="(なし)")
_SOMETHING = Text(en="another value", ja="別の値")

# How far a statement came before it stopped matching: the further, the nearer to what was meant.
_PROGRESS = {
    Element.PRINCIPAL: 0,
    Element.NOT_PRINCIPAL: 0,
    Element.ACTION: 1,
    Element.NOT_ACTION: 1,
    Element.RESOURCE: 2,
    Element.NOT_RESOURCE: 2,
    Element.CONDITION: 3,
}
_NEAR_MISSES = frozenset(
    {
        Reason.NO_STATEMENT_ALLOWS,
        Reason.NO_DELEGATION_TO_ACCOUNT,
        Reason.DELEGATED_BUT_NO_IDENTITY_ALLOW,
        Reason.OTHER_ACCOUNT_HAS_NO_IDENTITY_ALLOW,
    }
)
_EVERYWHERE = frozenset({Reason.ACCOUNT_EXCLUDES_SERVICES})
_OPEN = frozenset({Reason.VALUE_UNKNOWN, Reason.CONDITION_NOT_KNOWN})


def explain_call(call: CallVerdict) -> Text:
    """Return why the call was decided as it was: the decision, and the statement that settles or just misses it."""
    return explain_decision(call.decision, request=call.request, action=call.call.action)


def explain_decision(decision: Decision, *, request: Request | None, action: str) -> Text:
    """Return why the request was decided so; the sentences about single statements need its trace."""
    values = _values_of(request, action)
    statement = _name_statement(decision.sid, decision.statement, decision.origin)
    policy = name_policy(decision.decided_by, action=action)
    sentence = DECISIONS.get(decision.reason)
    if sentence is None:
        return fill(STEPS[decision.reason], **values, **_NO_STEP)
    said = fill(sentence, **values, policy=policy, statement=statement)
    return join((said, *_about_statements(decision, request, values)))


def explain_statements(call: CallVerdict) -> Text | None:
    """Return what the explanation says of single statements: what the decision's reason alone doesn't tell.

    None where that is no more than that a key policy's usual statement for the account lets no service in.
    """
    nearest = _nearest_step(call.decision.trace) if call.decision.reason in _NEAR_MISSES else None
    if nearest is not None and nearest.reason in _EVERYWHERE:
        return None
    values = _values_of(call.request, call.call.action)
    said = tuple(_about_statements(call.decision, call.request, values))
    return join(said) if said else None


def explain_step(step: Step, *, request: Request) -> Text:
    """Return what one statement, element or grant said of the request, as a clause."""
    return _clause(step, _values_of(request, request.action))


def name_statement(kind: PolicyKind | None, sid: str | None, number: int | None, origin: Origin) -> Text:
    """Return which statement of its policy is meant, or that a grant is, with its place."""
    if kind is PolicyKind.GRANT:
        return fill(_GRANT, place=_place(origin))
    return _name_statement(sid, number, origin)


def name_policy(kind: PolicyKind | None, *, action: str) -> Text:
    """Return what the policy is called: a resource policy after its service."""
    if kind is None or kind is PolicyKind.RESOURCE:
        return RESOURCE_POLICIES.get(action.partition(":")[0], POLICIES[PolicyKind.RESOURCE])
    return POLICIES[kind]


def _about_statements(decision: Decision, request: Request | None, values: dict[str, str]) -> Iterable[Text]:
    if decision.reason is Reason.STATEMENT_DENIES:
        step = _deciding_step(decision)
        if step is not None and step.reason is not Reason.ALL_ELEMENTS_MATCH:
            yield fill(DECIDING, statement=_name_step(step), clause=_clause(step, values))
            yield _about_identity(step, request)
    elif decision.reason in _NEAR_MISSES:
        step = _nearest_step(decision.trace)
        if step is not None:
            policy = name_policy(step.policy, action=values["action"])
            nearest = NEAREST_GRANT if step.policy is PolicyKind.GRANT else NEAREST
            yield fill(nearest, statement=_name_step(step), policy=policy, clause=_clause(step, values))
            yield _about_identity(step, request)
    elif decision.reason in _OPEN:
        for step in decision.trace:
            if step.outcome is Match.UNKNOWN:
                yield fill(OPEN, statement=_name_step(step), clause=_clause(step, values))
                return


def _deciding_step(decision: Decision) -> Step | None:
    """Return the step of the Deny that hits; of several, the condition that surprises most."""
    hits = [
        step
        for step in decision.trace
        if step.outcome is Match.MATCH
        and step.effect is Effect.DENY
        and step.statement == decision.statement
        and step.policy is decision.decided_by
        and step.document == decision.document
    ]
    return max(hits, key=lambda step: (_progress(step), step.actual is None), default=None)


def _nearest_step(trace: Iterable[Step]) -> Step | None:
    """Return the Allow (or grant) that came furthest before it stopped matching, the first one of equals.

    A statement for services is nearer to a service than the one for the account, which most key policies have.
    """
    misses = [step for step in trace if step.outcome is Match.NO_MATCH and step.effect is not Effect.DENY]
    return max(misses, key=lambda step: (_progress(step), step.reason not in _EVERYWHERE), default=None)


def _progress(step: Step) -> int:
    return -1 if step.element is None else _PROGRESS[step.element]


def _about_identity(step: Step, request: Request | None) -> Text:
    """Say why a service that calls as itself lacks a key of the caller's identity."""
    is_service = request is not None and request.principal.kind is PrincipalKind.SERVICE
    is_absent = step.element is Element.CONDITION and step.actual is None
    if request is None or not (is_service and is_absent and (step.key or "").lower().startswith("aws:principal")):
        return _NOTHING
    return fill(SERVICE_HAS_NO_IDENTITY, principal=request.principal.name, key=step.key)


def _clause(step: Step, values: dict[str, str]) -> Text:
    listed = bracket(quote(step.expected)) if step.expected else _NOTHING
    return fill(
        STEPS.get(step.reason) or DECISIONS[step.reason],
        **values,
        policy=POLICIES[step.policy],
        statement=_name_step(step),
        operator=step.operator or "?",
        key=step.key or "?",
        listed=listed,
        spaced=listed._replace(ja=f"{listed.ja} ") if step.expected else listed,
        expected=quote(step.expected) if step.expected else _SOMETHING,
        actual=quote(step.actual) if step.actual else _ABSENT,
    )


_NO_STEP = {"operator": "?", "key": "?", "listed": "", "spaced": "", "expected": "?", "actual": "?"}


def _values_of(request: Request | None, action: str) -> dict[str, str]:
    principal = request.principal.name if request is not None else "?"
    return {"principal": principal, "action": action, "resource": request.resource if request is not None else "?"}


def _name_step(step: Step) -> Text:
    return name_statement(step.policy, step.sid, step.statement, step.origin)


def _name_statement(sid: str | None, number: int | None, origin: Origin) -> Text:
    place = _place(origin)
    return fill(_STATEMENT, sid=sid, place=place) if sid else fill(_NUMBERED, number=(number or 0) + 1, place=place)


def _place(origin: Origin) -> str:
    """Return the place in brackets; of a policy that stands in no input (one of AWS's) there is none."""
    return f" ({origin})" if origin.file or origin.call else ""
