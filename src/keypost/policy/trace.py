"""Why a decision is what it is: one step for every statement and grant, and what would settle the open ones."""

from collections.abc import Callable, Iterable

from keypost.policy.admission import Audience
from keypost.policy.conditions.evaluate import is_negated, keys_of
from keypost.policy.conditions.operators import NULL, OPERATORS, Spelling, join_operator
from keypost.policy.context import encryption_context, is_forwarded
from keypost.policy.decision import Decision, Need, NeedKind, Step
from keypost.policy.document import Condition, Effect, Listing, Quantifier
from keypost.policy.facts import Doubt, Facts, Unsettled
from keypost.policy.grants import match_grant
from keypost.policy.key_policy import check_spec, check_state
from keypost.policy.listings import explain_resource
from keypost.policy.plan import Plan
from keypost.policy.planning import CompiledPolicies, CompiledPolicy, applicable_policies
from keypost.policy.reasons import Element, Match, OpenPoint, PolicyKind, Reason
from keypost.policy.request import Grant
from keypost.policy.statement import CompiledStatement, Target
from keypost.unknown import Tri, Unread, unknowns_in

# Explains one statement; None: it is passed over.
Explain = Callable[[CompiledStatement, Target, Facts], Step | None]
_MATCH = {True: Match.MATCH, False: Match.NO_MATCH, None: Match.UNKNOWN}


def trace_request(plan: Plan, compiled: CompiledPolicies, facts: Facts) -> tuple[Step, ...]:
    """Return a step for every statement of every policy that has a say, and for every grant."""
    return (*_trace_policies(plan, compiled, facts, _explain_statement), *_trace_grants(plan, compiled, facts))


def trace_open(plan: Plan, compiled: CompiledPolicies, facts: Facts) -> tuple[Step, ...]:
    """Return the steps of what may apply, and no others: enough to tell what would settle the request."""
    return (*_trace_policies(plan, compiled, facts, _explain_open), *_trace_grants(plan, compiled, facts))


def _trace_policies(plan: Plan, compiled: CompiledPolicies, facts: Facts, explain: Explain) -> list[Step]:
    steps: list[Step] = []
    for policy in applicable_policies(compiled, plan.target):
        told = (explain(statement, plan.target, facts) for statement in policy.statements)
        steps += (step for step in told if step is not None)
        steps += (_explain_unread(policy, unread) for unread in policy.unread)
    return steps


def _trace_grants(plan: Plan, compiled: CompiledPolicies, facts: Facts) -> list[Step]:
    if not plan.target.uses_key:
        return []
    steps = [_explain_grant(grant, index, plan.target, facts) for index, grant in enumerate(compiled.grants)]
    if compiled.grants_unread is not None:
        need = Need(NeedKind.GRANTS, compiled.grants_unread.subject or "grants")
        steps.append(Step(PolicyKind.GRANT, Match.UNKNOWN, Reason.POLICY_UNREAD, needs=(need,)))
    return steps


def find_open_points(plan: Plan, compiled: CompiledPolicies, decision: Decision, facts: Facts) -> Decision:
    """Return the decision with the open points that the statement behind it rests on."""
    for step in trace_request(plan, compiled, facts):
        if (step.policy, step.document, step.statement) == (
            decision.decided_by,
            decision.document,
            decision.statement,
        ):
            points = dict.fromkeys((*decision.open_points, *step.open_points))
            return decision._replace(open_points=tuple(points))
    return decision


def find_needs(steps: tuple[Step, ...], plan: Plan, compiled: CompiledPolicies, facts: Facts) -> tuple[Need, ...]:
    """Return the facts that would settle what the trace's steps leave open, each once."""
    needs: list[Need] = []
    for step in steps:
        if step.outcome is Match.UNKNOWN:
            needs += step.needs
    if plan.same_account is None and plan.target.caller.account is not None:
        needs.append(Need(NeedKind.INPUT_VALUE, "resourceAccount"))
    if compiled.policies.vpc_endpoint and is_forwarded(facts) is None:
        needs.append(Need(NeedKind.CONTEXT_KEY, "aws:ViaAWSService"))
    needs += _key_needs(plan, compiled)
    return tuple(dict.fromkeys(needs))


def _key_needs(plan: Plan, compiled: CompiledPolicies) -> list[Need]:
    if not plan.target.uses_key:
        return []
    needs: list[Need] = []
    if check_state(compiled.key, action=plan.target.action)[0] is None:
        subject = compiled.key.state.subject if isinstance(compiled.key.state, Unread) else ""
        needs.append(Need(NeedKind.KEY_STATE, subject or "key state"))
    if check_spec(compiled.key, action=plan.target.action, caller=plan.target.caller) is None:
        needs += _needs_of_texts(compiled.key.spec)
    return needs


def _explain_unread(policy: CompiledPolicy, unread: Unread) -> Step:
    need = Need(NeedKind.POLICY, unread.subject or policy.kind.value)
    return Step(policy.kind, Match.UNKNOWN, Reason.POLICY_UNREAD, document=policy.document, needs=(need,))


def _explain_grant(grant: Grant, index: int, target: Target, facts: Facts) -> Step:
    answer = match_grant(grant, caller=target.caller, action=target.action, facts=facts)
    needs: list[Need] = []
    if answer.allows is None:
        needs += _open_needs(answer.open_points)
        texts = (grant.grantee_principal, grant.grantee_service, grant.source_arn)
        needs += _needs_of_texts(*(text for text in texts if text), target.caller.name)
        if not needs and encryption_context(facts)[1] is None:
            needs.append(Need(NeedKind.CONTEXT_KEY, "kms:EncryptionContextKeys"))
        if not needs:
            needs.append(Need(NeedKind.CONTEXT_KEY, "aws:SourceArn"))
    return Step(
        PolicyKind.GRANT,
        _MATCH[answer.allows],
        answer.reason,
        statement=index,
        effect=Effect.ALLOW,
        origin=grant.origin,
        needs=tuple(needs),
        open_points=answer.open_points,
    )


class _Finding:
    """What one element of a statement said."""

    __slots__ = ("answer", "element", "parts", "reason")

    def __init__(self, answer: Tri, reason: Reason, element: Element | None, **parts: object) -> None:
        self.answer = answer
        self.reason = reason
        self.element = element
        self.parts = parts


# Why a statement applies that nobody meant to apply here, or applies in another way than it seems to.
_TELLING = (
    Reason.ACCOUNT_DELEGATES,
    Reason.KEY_ABSENT_SO_NEGATED_HOLDS,
    Reason.KEY_ABSENT_SO_IF_EXISTS_HOLDS,
)


def _explain_statement(source: CompiledStatement, target: Target, facts: Facts) -> Step:
    """Return the step of the first element that fails, else of the first that can't be told."""
    return _build_step(source, [*_explain_elements(source, target, facts), *_explain_conditions(source, facts)])


def _explain_open(source: CompiledStatement, target: Target, facts: Facts) -> Step | None:
    """Return the step of a statement that may apply; where only conditions can leave it open, these alone are read."""
    if not source.may_apply(target):
        return None
    if source.is_meant(target):
        return _build_step(source, _explain_conditions(source, facts))
    return _explain_statement(source, target, facts)


def _build_step(source: CompiledStatement, findings: list[_Finding]) -> Step:
    telling = next((one for one in findings if one.answer is False), None)
    telling = telling or next((one for one in findings if one.answer is None), None)
    telling = telling or next((one for one in findings if one.reason in _TELLING), None)
    needs = tuple(need for one in findings if one.answer is None for need in one.parts.get("needs", ()))  # type: ignore[attr-defined]
    points = tuple(point for one in findings for point in one.parts.get("open_points", ()))  # type: ignore[attr-defined]
    statement = source.statement
    step = Step(
        source.kind,
        Match.MATCH if telling is None else _MATCH[telling.answer],
        Reason.ALL_ELEMENTS_MATCH if telling is None else telling.reason,
        document=source.document,
        statement=statement.number,
        sid=statement.sid,
        effect=statement.effect,
        origin=statement.origin,
        needs=needs,
        open_points=points,
    )
    if telling is None:
        return step
    parts = {name: part for name, part in telling.parts.items() if name not in ("needs", "open_points")}
    return step._replace(element=telling.element, **parts)  # type: ignore[arg-type]


def _explain_elements(source: CompiledStatement, target: Target, facts: Facts) -> list[_Finding]:
    statement = source.statement
    findings = []
    if statement.effect is Effect.UNKNOWN:
        need = Need(NeedKind.INPUT_VALUE, "Effect", statement.origin)
        findings.append(_Finding(None, Reason.STATEMENT_MALFORMED, None, needs=(need,)))
    audience = source.audience(target)
    findings.append(_explain_audience(source, target, audience))
    findings.append(_explain_action(statement.actions, source.covers_action(target), target))
    covers = source.covers_resource(target, facts)
    findings.append(_explain_listing(source, target, covers))
    return findings


def _explain_audience(source: CompiledStatement, target: Target, audience: Audience) -> _Finding:
    listing = source.statement.principals
    element = Element.NOT_PRINCIPAL if listing is not None and listing.negated else Element.PRINCIPAL
    if listing is None:
        return _Finding(audience.any_reach, audience.reason, element)
    texts = [named.value for named in listing.values]
    needs = [*_open_needs(audience.open_points)]
    if audience.any_reach is None:
        needs += _needs_of_texts(*texts, target.caller.name)
        needs += _needs_of_unread(listing.unread, element.value)
        if not needs:
            needs.append(Need(NeedKind.INPUT_VALUE, element.value, listing.origin))
    return _Finding(
        audience.any_reach,
        audience.reason,
        element,
        expected=tuple(texts),
        actual=(target.caller.name,),
        origin=listing.origin,
        needs=tuple(needs),
        open_points=audience.open_points,
    )


def _explain_action(listing: Listing | None, covers: Tri, target: Target) -> _Finding:
    if listing is None:
        return _Finding(covers, Reason.NO_ACTION, Element.ACTION)
    element = Element.NOT_ACTION if listing.negated else Element.ACTION
    listed = covers is not listing.negated
    reason = Reason.ACTION_LISTED if listed else Reason.ACTION_NOT_LISTED
    return _of_listing(listing, covers, reason, element, target.action)


def _explain_listing(source: CompiledStatement, target: Target, covers: Tri) -> _Finding:
    listing = source.statement.resources
    if covers is True:
        return _Finding(covers, Reason.RESOURCE_LISTED, Element.RESOURCE)
    if listing is None:
        return _Finding(covers, Reason.NO_RESOURCE, Element.RESOURCE)
    element = Element.NOT_RESOURCE if listing.negated else Element.RESOURCE
    return _of_listing(listing, covers, explain_resource(listing, resource=target.resource), element, target.resource)


def _of_listing(listing: Listing, covers: Tri, reason: Reason, element: Element, actual: str) -> _Finding:
    needs = [*_needs_of_texts(*listing.values, actual), *_needs_of_unread(listing.unread, element.value)]
    if not needs:
        needs = [Need(NeedKind.INPUT_VALUE, element.value, listing.origin)]
    return _Finding(
        covers,
        Reason.VALUE_UNKNOWN if covers is None else reason,
        element,
        expected=listing.values,
        actual=(actual,),
        origin=listing.origin,
        needs=tuple(needs) if covers is None else (),
    )


def _explain_conditions(source: CompiledStatement, facts: Facts) -> list[_Finding]:
    statement = source.statement
    findings = [
        _explain_condition(condition, test(facts), source, facts)
        for condition, (test, _) in zip(statement.conditions, source.tests, strict=False)
    ]
    for unread in statement.unread:
        need = Need(NeedKind.INPUT_VALUE, unread.subject or "Condition", statement.origin)
        findings.append(_Finding(None, Reason.CONDITION_NOT_KNOWN, Element.CONDITION, needs=(need,)))
    return findings


def _explain_condition(condition: Condition, answer: Tri, source: CompiledStatement, facts: Facts) -> _Finding:
    found = facts.get(condition.key.lower())
    if isinstance(found, Unsettled) and found.doubt is Doubt.NOT_THE_CUSTOMERS:
        found = None  # whatever AWS sends there, for the customer's policy the key is as good as absent
    actual = None if not found else found.values if isinstance(found, Unsettled) else found
    loose = condition.quantifier is Quantifier.NONE and condition.operator != NULL and len(actual or ()) > 1
    points = (OpenPoint.SET_OPERATOR_MISSING,) if loose and not isinstance(found, Unsettled) else ()
    known = condition.operator == NULL or condition.operator in OPERATORS
    spelling = Spelling(condition.operator, condition.quantifier, condition.if_exists)
    return _Finding(
        answer,
        _reason_of(condition, answer, absent=not found),
        Element.CONDITION,
        key=condition.key,
        operator=join_operator(spelling) if known else condition.operator,
        expected=condition.values,
        actual=actual,
        origin=condition.origin,
        needs=_needs_of_condition(condition, source, facts) if answer is None else (),
        open_points=points,
    )


def _reason_of(condition: Condition, answer: Tri, *, absent: bool) -> Reason:
    if condition.operator == NULL or condition.operator in OPERATORS:
        if answer is None:
            return Reason.CONDITION_NOT_KNOWN
        return _reason_of_absent(condition, answer) if absent else _reason_of_present(condition, answer)
    return Reason.NOT_AN_OPERATOR


def _reason_of_present(condition: Condition, answer: Tri) -> Reason:
    if answer:
        return Reason.CONDITION_HOLDS
    return Reason.VALUE_EXCLUDED if condition.operator == NULL or is_negated(condition) else Reason.VALUE_DIFFERS


def _reason_of_absent(condition: Condition, answer: Tri) -> Reason:
    if not answer:
        return Reason.KEY_ABSENT
    if condition.operator == NULL:
        return Reason.CONDITION_HOLDS
    return Reason.KEY_ABSENT_SO_IF_EXISTS_HOLDS if condition.if_exists else Reason.KEY_ABSENT_SO_NEGATED_HOLDS


def _needs_of_condition(condition: Condition, source: CompiledStatement, facts: Facts) -> tuple[Need, ...]:
    """Return what would settle the test: a context key, an open point, or a value of the input."""
    needs: list[Need] = []
    carried: list[str] = []
    for key in sorted(keys_of(condition, version=source.version)):
        found = facts.get(key)
        carried += found.values if isinstance(found, Unsettled) else found or ()
        name = condition.key if key == condition.key.lower() else key
        if isinstance(found, Unsettled):
            point = found.open_point
            needs.append(
                Need(NeedKind.OPEN_POINT, point.value, condition.origin)
                if point
                else Need(NeedKind.CONTEXT_KEY, name, condition.origin)
            )
    needs += _needs_of_difference(condition.values, carried)
    needs += _needs_of_unread(condition.unread, condition.key)
    if not needs:
        needs.append(_last_resort(condition, facts))
    return tuple(needs)


def _needs_of_difference(expected: Iterable[str], actual: Iterable[str]) -> list[Need]:
    """Name the unknown parts of one side alone: what stands on both sides is equal to itself."""
    sides = [dict.fromkeys(part.name for text in side for part in unknowns_in(text)) for side in (actual, expected)]
    names = [name for side in sides for name in side if sum(name in other for other in sides) == 1]
    return [Need(NeedKind.INPUT_VALUE, name) for name in names]


def _last_resort(condition: Condition, facts: Facts) -> Need:
    found = facts.get(condition.key.lower())
    if condition.operator == "Bool" and any("${" in value for value in condition.values):
        return Need(NeedKind.OPEN_POINT, OpenPoint.BOOL_VARIABLE.value, condition.origin)
    if found and not isinstance(found, Unsettled) and len(found) > 1:
        return Need(NeedKind.OPEN_POINT, OpenPoint.SET_OPERATOR_MISSING.value, condition.origin)
    return Need(NeedKind.INPUT_VALUE, condition.operator, condition.origin)


def _needs_of_texts(*texts: str) -> list[Need]:
    return [Need(NeedKind.INPUT_VALUE, part.name) for text in texts for part in unknowns_in(text)]


def _needs_of_unread(unread: Unread | None, name: str) -> list[Need]:
    return [Need(NeedKind.INPUT_VALUE, unread.subject or name)] if unread is not None else []


def _open_needs(points: tuple[OpenPoint, ...]) -> list[Need]:
    return [Need(NeedKind.OPEN_POINT, point.value) for point in points]
