"""A statement that is meant for the caller but lacks something -> the changes of that statement alone."""

from collections.abc import Iterator, Sequence

from keypost.checker.verdict import CallVerdict
from keypost.fixer.statements import harden, name_sources
from keypost.origin import NOWHERE
from keypost.policy.changes import Change, ChangeKind
from keypost.policy.conditions.operators import Spelling, join_operator
from keypost.policy.decision import Step
from keypost.policy.document import Condition, Effect, Policy, Statement
from keypost.policy.principals import name_in_policy
from keypost.policy.reasons import Element, Match, PolicyKind, Reason


def mend_statements(call: CallVerdict, policy: Policy, *, calls: Sequence[CallVerdict]) -> Iterator[tuple[Change, ...]]:
    """Yield for each Allow of this caller alone what it lacks for the calls: actions, or conditions that can hold."""
    statements = {statement.number: statement for statement in policy.statements}
    for step in call.decision.trace:
        statement = statements.get(step.statement)
        if (
            statement is None
            or statement.origin == NOWHERE  # only just added, and no statement of the user's
            or not _is_close(step)
            or not _is_for_caller_alone(statement, call)
        ):
            continue
        if step.element is Element.ACTION:
            yield (_list_actions(step, statement, calls),)
        elif step.element is Element.CONDITION and _allows_no_more_than(statement, calls):
            yield from _mend_conditions(step, statement, calls, call=call)


def _is_close(step: Step) -> bool:
    is_allow = step.policy is PolicyKind.RESOURCE and step.effect is Effect.ALLOW
    return is_allow and step.outcome is Match.NO_MATCH and step.element in {Element.ACTION, Element.CONDITION}


def _is_for_caller_alone(statement: Statement, call: CallVerdict) -> bool:
    """Whoever else the statement names would gain too."""
    listing, request = statement.principals, call.request
    if listing is None or listing.negated or listing.unread is not None or request is None:
        return False
    return {named.value for named in listing.values} == {name_in_policy(request.principal)}


def _allows_no_more_than(statement: Statement, calls: Sequence[CallVerdict]) -> bool:
    """Whether nothing but the calls would be allowed once the conditions hold."""
    actions = statement.actions
    if actions is None or actions.negated or actions.unread is not None:
        return False
    needed = {name.lower() for call in calls for name in (call.call.action, call.call.advised or "")}
    return all(action.lower() in needed for action in actions.values)


def _list_actions(step: Step, statement: Statement, calls: Sequence[CallVerdict]) -> Change:
    actions = tuple(dict.fromkeys(call.call.action for call in calls))
    return _about(step, ChangeKind.LIST, statement)._replace(element=Element.ACTION, values=actions)


def _mend_conditions(
    step: Step, statement: Statement, calls: Sequence[CallVerdict], *, call: CallVerdict
) -> Iterator[tuple[Change, ...]]:
    """Drop the tests of what is never sent, and put those in their place that can hold; add a value that is missing."""
    failing = [condition for condition in statement.conditions if condition.key == step.key]
    if step.reason is Reason.KEY_ABSENT:
        kept = {condition.key.lower() for condition in statement.conditions if condition.key != step.key}
        new = [condition for condition in harden(calls) if condition.key.lower() not in kept]
        yield (
            *(_about(step, ChangeKind.DROP_TEST, statement, test) for test in failing),
            *(_about(step, ChangeKind.ADD_TEST, statement, test)._replace(values=test.values) for test in new),
        )
    elif step.reason is Reason.VALUE_DIFFERS:
        named = harden(calls) if _is_circular(call) else name_sources(calls)
        sent = {condition.key.lower(): condition.values for condition in named}
        for test in failing:
            if values := sent.get(test.key.lower()):
                yield (_about(step, ChangeKind.LIST, statement, test)._replace(values=values),)


def _is_circular(call: CallVerdict) -> bool:
    """Whether the source needs the policy first: one under the key, or a bucket, made after its target's policy."""
    caller = call.request.principal.name if call.request is not None else ""
    return call.call.on_key or caller == "s3.amazonaws.com"


def _about(step: Step, kind: ChangeKind, statement: Statement, test: Condition | None = None) -> Change:
    place = Change(
        kind, PolicyKind.RESOURCE, step.document, statement.number, statement.sid, statement.effect, statement.origin
    )
    if test is None:
        return place
    operator = join_operator(Spelling(test.operator, test.quantifier, test.if_exists))
    return place._replace(element=Element.CONDITION, key=test.key, operator=operator)
