"""Policies -> Authorizer: compiled once, indexed by caller, action and resource, asked many times."""

from itertools import product

from keypost.named import TYPE_CHECKING
from keypost.policy.context import CONTEXT_PAIR, derive_context, gather_facts
from keypost.policy.decision import Decision, Need, NeedKind
from keypost.policy.facts import Doubt, Facts, Unsettled, Values
from keypost.policy.plan import Plan, weigh
from keypost.policy.planning import CompiledPolicies, build_plan
from keypost.policy.reasons import OpenPoint, Outcome, Reason
from keypost.policy.request import KeyFacts, Policies, Request, Unlisted
from keypost.policy.trace import Outline

if TYPE_CHECKING:
    from keypost.policy.narrowing import Narrowed

# Plans kept before all are dropped: requests of one run repeat, those of a hostile one must not fill the memory.
_MOST_PLANS = 4096
# Sets of context keys kept for one plan, for the same reason.
_MOST_NARROWED = 64
# Explained decisions kept for one plan: of a template's deliveries many differ only in what no statement looks at.
_MOST_EXPLAINED = 1024
# Alternatives double with every key that may or may not be sent.
_MOST_ALTERNATIVES = 6
# Sent together or not at all (IAM User Guide, global condition keys, availability of aws:SourceOrgID).
_SENT_WITH = {"aws:sourceorgid": "aws:sourceaccount", "aws:sourceorgpaths": "aws:sourceaccount"}


def compile_policies(policies: Policies, *, key: KeyFacts | None = None) -> "Authorizer":
    """Return what decides requests under these policies; `key` tells about the KMS key, by default a usable one."""
    return Authorizer(CompiledPolicies(policies, key=key or KeyFacts()))


class _Prepared:
    """A plan, and what is left of it for requests that carry certain context keys, as these spell them."""

    __slots__ = ("explained", "narrowed", "outline", "plan")

    def __init__(self, plan: Plan, outline: Outline) -> None:
        self.plan = plan
        self.outline = outline
        self.narrowed: dict[tuple[str, ...], Narrowed] = {}
        self.explained: dict[tuple[object, ...], Decision] = {}

    def gather(self, request: Request) -> Facts:
        """Return what the request carries, as far as some test looks at it."""
        return gather_facts(self.plan.asked, request=request, wanted=self.plan.keys)

    def settle(self, request: Request) -> Decision | None:
        """Return the decision, None where it can't be told."""
        plan = self.plan
        if plan.constant is not None or not plan.keys:
            return plan.constant
        if request.uncertain or request.unknown or request.unlisted is not Unlisted.ABSENT:
            return _weigh(plan, self.outline, self.gather(request))
        context = request.context
        narrowed = self.narrowed.get(tuple(context)) or self._narrow(tuple(context))
        return narrowed.decide(context) or _weigh(narrowed.plan, self.outline, self.gather(request))

    def explain(self, decision: Decision | None, facts: Facts) -> Decision:
        """Return the decision with its trace; None: it can't be told."""
        steps = self.outline.explain(facts)
        return (decision or _leave_open(self.outline.find_needs(steps, facts)))._replace(trace=steps)

    def leave_open(self, facts: Facts) -> Decision:
        """Return the decision that can't be told, with what would settle it."""
        return _leave_open(self.outline.find_needs(self.outline.explain_open(facts), facts))

    def _narrow(self, keys: tuple[str, ...]) -> "Narrowed":
        from keypost.policy.narrowing import Narrowed

        if len(self.narrowed) >= _MOST_NARROWED:
            self.narrowed.clear()
        narrowed = self.narrowed[keys] = Narrowed(self.plan, keys)
        return narrowed


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
        return prepared.settle(request) or prepared.leave_open(prepared.gather(request))

    def explain(self, request: Request) -> Decision:
        """Return the same decision with a step for every statement and grant that was looked at."""
        prepared = self._prepare(request)
        return prepared.explain(prepared.settle(request), prepared.gather(request))

    def examine(self, request: Request) -> tuple[Plan, CompiledPolicies]:
        """Return what the request is decided by: for those who look closer than a trace."""
        return self._prepare(request).plan, self._compiled

    def explain_denial(self, request: Request) -> Decision:
        """Return the decision, with its trace where it is a denial: nobody asks why something works."""
        prepared = self._prepare(request)
        if prepared.plan.constant is not None and prepared.plan.constant.outcome is Outcome.ALLOW:
            return prepared.plan.constant
        facts = prepared.gather(request)
        handle = tuple([facts.get(key) for key in prepared.plan.keys])
        decision = prepared.explained.get(handle)
        if decision is None:
            decision = self._explain_denial(prepared, facts)
            if len(prepared.explained) < _MOST_EXPLAINED and not prepared.plan.looks_at(CONTEXT_PAIR):
                prepared.explained[handle] = decision
        return decision

    def _explain_denial(self, prepared: _Prepared, facts: Facts) -> Decision:
        plan = prepared.plan
        decision = plan.constant or (_weigh(plan, prepared.outline, facts) if plan.keys else None)
        if decision is None:
            return prepared.leave_open(facts)
        return decision if decision.outcome is Outcome.ALLOW else prepared.explain(decision, facts)

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
            plan.asked = {key: derived[key] for key in plan.keys if key in derived}
        else:
            plan.constant = plan.constant or weigh(plan, {})
        return _Prepared(plan, Outline(plan, self._compiled))


def _weigh(plan: Plan, outline: Outline, facts: Facts) -> Decision | None:
    decision = weigh(plan, facts) or _weigh_alternatives(plan, facts)
    if decision is None:
        return None
    for name in plan.loose_keys:
        found = facts.get(name)
        if found.__class__ is tuple and len(found) > 1:
            return outline.add_open_points(decision, facts)
    return decision


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
    doubtful: dict[str, dict[str, Values]] = {}
    for name, found in facts.items():
        if isinstance(found, Unsettled) and found.doubt is Doubt.SENT_OR_NOT and plan.looks_at(name):
            doubtful.setdefault(_SENT_WITH.get(name, name), {})[name] = found.values
    if not 0 < len(doubtful) <= _MOST_ALTERNATIVES:
        return None
    decisions: list[Decision] = []
    for choice in product((True, False), repeat=len(doubtful)):
        alternative = facts.copy()
        for group, sent in zip(doubtful.values(), choice, strict=True):
            alternative.update(group if sent else dict.fromkeys(group, ()))
        decision = weigh(plan, alternative)
        if decision is None or _allows(decision) is not _allows((decisions or [decision])[0]):
            return None
        decisions.append(decision)
    return next((one for one in decisions if one.outcome is Outcome.IMPLICIT_DENY), decisions[0])


def _allows(decision: Decision) -> bool:
    return decision.outcome is Outcome.ALLOW
