"""Policies -> Authorizer: compiled once, indexed by caller, action and resource, asked many times."""

from itertools import product

from keypost.policy.context import complete_facts, derive_context, gather_facts
from keypost.policy.decision import Decision, Need, NeedKind
from keypost.policy.facts import Doubt, Facts, Unsettled
from keypost.policy.narrowing import Narrowed
from keypost.policy.plan import Plan, weigh
from keypost.policy.planning import CompiledPolicies, build_plan
from keypost.policy.reasons import OpenPoint, Outcome, Reason
from keypost.policy.request import KeyFacts, Policies, Request, Unlisted
from keypost.policy.trace import Outline

# Plans kept before all are dropped: requests of one run repeat, those of a hostile one must not fill the memory.
_MOST_PLANS = 4096
# Sets of context keys kept for one plan, for the same reason.
_MOST_NARROWED = 64
# Alternatives double with every key that may or may not be sent.
_MOST_ALTERNATIVES = 6


def compile_policies(policies: Policies, *, key: KeyFacts | None = None) -> "Authorizer":
    """Return what decides requests under these policies; `key` tells about the KMS key, by default a usable one."""
    return Authorizer(CompiledPolicies(policies, key=key or KeyFacts()))


class _Prepared:
    """A plan, and what is left of it for requests that carry certain context keys, as these spell them."""

    __slots__ = ("narrowed", "outline", "plan")

    def __init__(self, plan: Plan, outline: Outline) -> None:
        self.plan = plan
        self.outline = outline
        self.narrowed: dict[tuple[str, ...], Narrowed] = {}


class Authorizer:
    """Decides requests under one set of policies."""

    __slots__ = ("_compiled", "_plans")

    def __init__(self, compiled: CompiledPolicies) -> None:
        """Take the compiled policies."""
        self._compiled = compiled
        self._plans: dict[tuple[str, str, str, str | None], _Prepared] = {}

    def decide(self, request: Request) -> Decision:
        """Return the decision without its trace: the fast way."""
        prepared = self._prepare(request)
        return prepared.plan.constant or self._settle(prepared, request) or _leave_undecided(prepared, request)

    def explain(self, request: Request) -> Decision:
        """Return the same decision with a step for every statement and grant that was looked at."""
        prepared = self._prepare(request)
        return _explain(prepared, request, prepared.plan.constant or self._settle(prepared, request))

    def explain_denial(self, request: Request) -> Decision:
        """Return the decision, with its trace where it is a denial: nobody asks why something works."""
        prepared = self._prepare(request)
        decision = prepared.plan.constant or self._settle(prepared, request)
        if decision is None:
            return _leave_undecided(prepared, request)
        return decision if decision.outcome is Outcome.ALLOW else _explain(prepared, request, decision)

    def _settle(self, prepared: _Prepared, request: Request) -> Decision | None:
        """Return the decision, or None where it can't be told."""
        if not prepared.plan.keys:
            return None
        if request.uncertain or request.unknown or request.unlisted is not Unlisted.ABSENT:
            return _weigh(prepared.plan, prepared.outline, request)
        context = request.context
        narrowed = prepared.narrowed.get(tuple(context)) or _narrow(prepared, tuple(context))
        return narrowed.decide(context) or _weigh(narrowed.plan, prepared.outline, request)

    def _prepare(self, request: Request) -> _Prepared:
        caller = request.principal
        handle = (caller.name, request.action, request.resource, request.resource_account)
        prepared = self._plans.get(handle)
        if prepared is None or prepared.plan.target.caller != caller:
            if len(self._plans) >= _MOST_PLANS:
                self._plans.clear()
            prepared = self._plans[handle] = self._build(request)
        return prepared

    def _build(self, request: Request) -> _Prepared:
        plan = build_plan(self._compiled, request)
        if plan.keys:
            derived = derive_context(request, key=self._compiled.key, resource_account=plan.resource_account)
            plan.asked = {key: found for key, found in derived.items() if plan.looks_at(key)}
        else:
            plan.constant = plan.constant or weigh(plan, {})
        return _Prepared(plan, Outline(plan, self._compiled))


def _weigh(plan: Plan, outline: Outline, request: Request) -> Decision | None:
    given = {key.lower(): values for key, values in request.context.items()}
    facts = complete_facts(plan.asked, given, request=request, wanted=plan.keys)
    decision = weigh(plan, facts) or _weigh_alternatives(plan, facts)
    if decision is None:
        return None
    for name in plan.loose_keys:
        found = facts.get(name)
        if found.__class__ is tuple and len(found) > 1:
            return outline.add_open_points(decision, facts)
    return decision


def _explain(prepared: _Prepared, request: Request, decision: Decision | None) -> Decision:
    plan, outline = prepared.plan, prepared.outline
    facts = gather_facts(plan.asked, request=request, wanted=plan.keys)
    steps = outline.explain(facts)
    return (decision or _leave_open(outline.find_needs(steps, facts)))._replace(trace=steps)


def _leave_undecided(prepared: _Prepared, request: Request) -> Decision:
    plan, outline = prepared.plan, prepared.outline
    facts = gather_facts(plan.asked, request=request, wanted=plan.keys)
    return _leave_open(outline.find_needs(outline.explain_open(facts), facts))


def _narrow(prepared: _Prepared, keys: tuple[str, ...]) -> Narrowed:
    if len(prepared.narrowed) >= _MOST_NARROWED:
        prepared.narrowed.clear()
    narrowed = prepared.narrowed[keys] = Narrowed(prepared.plan, keys)
    return narrowed


def _leave_open(needs: tuple[Need, ...]) -> Decision:
    unread = bool(needs) and all(need.kind is NeedKind.POLICY for need in needs)
    return Decision(
        Outcome.UNDECIDED,
        Reason.POLICY_UNREAD if unread else Reason.VALUE_UNKNOWN,
        needs=needs,
        open_points=tuple(_POINTS[need.name] for need in needs if need.kind is NeedKind.OPEN_POINT),
    )


_POINTS = {point.value: point for point in OpenPoint}


def _weigh_alternatives(plan: Plan, facts: Facts) -> Decision | None:
    """Decide with and without each key that may or may not be sent: settled where all alternatives agree."""
    doubtful = [
        (name, found.values)
        for name, found in facts.items()
        if isinstance(found, Unsettled) and found.doubt is Doubt.SENT_OR_NOT and plan.looks_at(name)
    ]
    if not 0 < len(doubtful) <= _MOST_ALTERNATIVES:
        return None
    decisions: list[Decision] = []
    for choice in product((True, False), repeat=len(doubtful)):
        alternative = facts.copy()
        for (name, values), sent in zip(doubtful, choice, strict=True):
            alternative[name] = values if sent else ()
        decision = weigh(plan, alternative)
        if decision is None or _allows(decision) is not _allows((decisions or [decision])[0]):
            return None
        decisions.append(decision)
    return next((one for one in decisions if one.outcome is Outcome.IMPLICIT_DENY), decisions[0])


def _allows(decision: Decision) -> bool:
    return decision.outcome is Outcome.ALLOW
