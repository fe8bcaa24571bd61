"""The whole way of a decision: policy -> statement -> element -> condition, each with what it said."""

from keypost.named import NamedTuple
from keypost.policy.compile import Authorizer
from keypost.policy.context import derive_context, gather_facts
from keypost.policy.decision import Decision, Step
from keypost.policy.explain import explain_whole
from keypost.policy.facts import Facts
from keypost.policy.plan import Plan
from keypost.policy.planning import applicable_policies
from keypost.policy.request import KeyFacts, Request
from keypost.policy.statement import CompiledStatement, Target


class Walked(NamedTuple):
    """One statement: its step, and a step for each of its elements and conditions, in order."""

    source: CompiledStatement
    step: Step
    elements: tuple[Step, ...]


class Walk(NamedTuple):
    """All that was looked at for one request; grants and unread policies stand in the decision's trace alone."""

    decision: Decision
    target: Target
    facts: Facts
    statements: tuple[Walked, ...]


def walk_policies(authorizer: Authorizer, request: Request) -> Walk:
    """Decide the request and tell of every statement that has a say, element by element."""
    plan, compiled = authorizer.examine(request)
    sources = [one for policy in applicable_policies(compiled, plan.target) for one in policy.statements]
    facts = _gather_all(request, compiled.key, plan, sources)
    statements = tuple(Walked(source, *explain_whole(source, plan.target, facts)) for source in sources)
    return Walk(authorizer.explain(request), plan.target, facts, statements)


def _gather_all(request: Request, key: KeyFacts, plan: Plan, sources: list[CompiledStatement]) -> Facts:
    """Return what the request carries of all that any statement asks, those that are about others too."""
    derived = derive_context(request, key=key, resource_account=plan.resource_account)
    wanted = frozenset[str]().union(plan.keys, *(test.keys for source in sources for test in source.tests))
    return gather_facts(derived, request=request, wanted=wanted)
