"""Policies -> Authorizer: compiled once, indexed by caller, action and resource, asked many times."""

from collections.abc import Mapping
from itertools import product

from keypost.policy.context import complete_facts, derive_context, gather_facts
from keypost.policy.decision import Decision, Need, NeedKind
from keypost.policy.facts import Doubt, Facts, Unsettled, Values
from keypost.policy.narrowing import narrow_plan
from keypost.policy.plan import Plan, weigh
from keypost.policy.planning import CompiledPolicies, build_plan
from keypost.policy.reasons import OpenPoint, Outcome, Reason
from keypost.policy.request import KeyFacts, Policies, Request
from keypost.policy.trace import find_needs, find_open_points, trace_open, trace_request

# Plans kept before all are dropped: requests of one run repeat, those of a hostile one must not fill the memory.
_MOST_PLANS = 4096
# Alternatives double with every key that may or may not be sent.
_MOST_ALTERNATIVES = 6


def compile_policies(policies: Policies, *, key: KeyFacts | None = None) -> "Authorizer":
    """Return what decides requests under these policies; `key` tells about the KMS key, by default a usable one."""
    return Authorizer(CompiledPolicies(policies, key=key or KeyFacts()))


class Authorizer:
    """Decides requests under one set of policies."""

    __slots__ = ("_compiled", "_plans")

    def __init__(self, compiled: CompiledPolicies) -> None:
        """Take the compiled policies."""
        self._compiled = compiled
        self._plans: dict[tuple[object, ...], Plan] = {}

    def decide(self, request: Request) -> Decision:
        """Return the decision without its trace: the fast way."""
        return self._settle(request) or self._undecided(self._plan(request), request)

    def explain(self, request: Request) -> Decision:
        """Return the same decision with a step for every statement and grant that was looked at."""
        return self._explain(request, self._settle(request))

    def explain_denial(self, request: Request) -> Decision:
        """Return the decision, with its trace where it is a denial: nobody asks why something works."""
        decision = self._settle(request)
        if decision is None:
            return self._undecided(self._plan(request), request)
        return decision if decision.outcome is Outcome.ALLOW else self._explain(request, decision)

    def _settle(self, request: Request) -> Decision | None:
        """Return the decision, or None where it can't be told."""
        plan = self._plan(request)
        if plan.constant is not None or not plan.keys:
            return plan.constant
        given = {key.lower(): values for key, values in request.context.items()}
        plan = self._narrow(plan, request, given)
        if plan.constant is not None:
            return plan.constant
        facts = complete_facts(plan.asked, given, request=request, wanted=plan.keys)
        decision = weigh(plan, facts) or _weigh_alternatives(plan, facts)
        if decision is None:
            return None
        for name in plan.loose_keys:
            found = facts.get(name)
            if found.__class__ is tuple and len(found) > 1:
                return find_open_points(self._plan(request), self._compiled, decision, facts)
        return decision

    def _narrow(self, plan: Plan, request: Request, given: Mapping[str, Values]) -> Plan:
        """Return the plan in which derived keys are answered already, unless the request gives one of them itself."""
        usual = plan.usual
        if usual is None or not plan.settled.isdisjoint(given):
            return plan
        if (request.uncertain or request.unknown) and not plan.settled.isdisjoint(
            key.lower() for key in (*request.uncertain, *request.unknown)
        ):
            return plan
        return usual

    def _explain(self, request: Request, decision: Decision | None) -> Decision:
        plan = self._plan(request)
        facts = gather_facts(plan.derived, request=request, wanted=plan.keys)
        steps = trace_request(plan, self._compiled, facts)
        if decision is None:
            decision = _leave_open(find_needs(steps, plan, self._compiled, facts))
        return decision._replace(trace=steps)

    def _plan(self, request: Request) -> Plan:
        caller = request.principal
        key = (
            *(request.action, request.resource, request.resource_account),
            *(caller.name, caller.account, caller.role_arn),
        )
        plan = self._plans.get(key)
        if plan is None or plan.target.caller.kind is not caller.kind:
            if len(self._plans) >= _MOST_PLANS:
                self._plans.clear()
            plan = self._plans[key] = self._build(request)
        return plan

    def _build(self, request: Request) -> Plan:
        plan = build_plan(self._compiled, request)
        plan.derived = derive_context(request, key=self._compiled.key, resource_account=plan.resource_account)
        plan.asked = {key: found for key, found in plan.derived.items() if plan.looks_at(key)}
        if plan.is_static:
            plan.constant = weigh(plan, plan.derived)
        else:
            narrow_plan(plan)
        return plan

    def _undecided(self, plan: Plan, request: Request) -> Decision:
        facts = gather_facts(plan.derived, request=request, wanted=plan.keys)
        return _leave_open(find_needs(trace_open(plan, self._compiled, facts), plan, self._compiled, facts))


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
