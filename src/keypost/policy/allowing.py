"""What an Allow that doesn't apply lacks: changes of the request or of the statement, none of them proven yet."""

from collections.abc import Iterable, Iterator

from keypost.policy.changes import Change, ChangeKind, is_listing_test
from keypost.policy.conditions.evaluate import is_negated
from keypost.policy.conditions.operators import NULL
from keypost.policy.decision import Step
from keypost.policy.document import Condition
from keypost.policy.facts import Unsettled
from keypost.policy.listings import match_action
from keypost.policy.principals import name_in_policy
from keypost.policy.reasons import Element, Match, PolicyKind
from keypost.policy.sendable import can_send
from keypost.policy.walk import Walk, Walked
from keypost.policy.witnesses import Witness, find_witness

Changes = tuple[Change, ...]


def complete(walked: Walked, walk: Walk) -> Iterator[Changes]:
    """Yield what would make the statement apply: with the request changed where it can be, and without that."""
    structure = _mend_elements(walked, walk)
    if structure is None:
        return
    failing = _failing_keys(walked)
    by_request = {key: _send(key, walked, walk) for key in failing}
    by_policy = {key: _relax(key, walked, walk) for key in failing}
    mixed = (by_request[key] or by_policy[key] for key in failing)
    for tests in dict.fromkeys((_flatten(mixed), _flatten(by_policy.values()))):
        if structure or tests:
            yield (*structure, *tests)
    if walked.source.kind is PolicyKind.RESOURCE and not structure and not failing:
        yield from _name_directly(walked, walk)


def describe(walked: Walked, kind: ChangeKind, **parts: object) -> Change:
    """Return a change of the statement."""
    source, statement = walked.source, walked.source.statement
    change = Change(kind, source.kind, source.document, statement.number, statement.sid, statement.effect)
    return change._replace(origin=statement.origin, **parts)  # type: ignore[arg-type]


def conditions_on(key: str, walked: Walked) -> list[tuple[Condition, Step]]:
    """Return the statement's tests of the context key, each with what it said."""
    steps = [step for step in walked.elements if step.key is not None]
    pairs = zip(walked.source.statement.conditions, steps, strict=True)
    return [(condition, step) for condition, step in pairs if condition.key.lower() == key]


def send_value(key: str, witness: Witness | None) -> Change:
    """Return the change of the request that carries the value; None: that doesn't carry the key."""
    if witness is None:
        return Change(ChangeKind.OMIT, element=Element.CONDITION, key=key)
    return Change(
        ChangeKind.SEND,
        element=Element.CONDITION,
        key=key,
        values=(witness.value,),
        like=witness.like,
        unlike=witness.unlike,
    )


def _flatten(groups: Iterable[Changes]) -> Changes:
    return tuple(change for group in groups for change in group)


def _failing_keys(walked: Walked) -> list[str]:
    keys = (step.key.lower() for step in walked.elements if step.key and step.outcome is not Match.MATCH)
    return list(dict.fromkeys(keys))


def _mend_elements(walked: Walked, walk: Walk) -> Changes | None:
    """Return the changes of principal, action and resource; None where the statement can't be mended so."""
    changes: list[Change] = []
    for step in walked.elements:
        if step.outcome is Match.MATCH or step.key is not None:
            continue
        change = _mend_element(step.element, walked, walk)
        if change is None:
            return None
        changes.append(change)
    return tuple(changes)


def _mend_element(element: Element | None, walked: Walked, walk: Walk) -> Change | None:
    target = walk.target
    wanted = {
        Element.PRINCIPAL: name_in_policy(target.caller),
        Element.ACTION: target.action,
        Element.RESOURCE: "*" if target.uses_key and walked.source.kind is PolicyKind.RESOURCE else target.resource,
    }
    if element in wanted:
        return describe(walked, ChangeKind.LIST, element=element, values=(wanted[element],))
    if element is Element.NOT_ACTION:
        return _admit_action(walked, walk)
    return None


def _admit_action(walked: Walked, walk: Walk) -> Change | None:
    """Take out of NotAction what keeps the action out, if anything is left then."""
    listing = walked.source.statement.actions
    if listing is None:
        return None
    hits = tuple(
        value
        for value in listing.values
        if match_action(listing._replace(values=(value,), negated=False), action=walk.target.action)
    )
    if not hits or len(hits) == len(listing.values):
        return None
    return describe(walked, ChangeKind.UNLIST, element=Element.NOT_ACTION, values=hits)


def _name_directly(walked: Walked, walk: Walk) -> Iterator[Changes]:
    """A statement that only leaves the decision to identity policies could name the caller itself."""
    audience = walked.source.audience(walk.target)
    if not (audience.direct or audience.limited):
        names = (name_in_policy(walk.target.caller),)
        yield (describe(walked, ChangeKind.LIST, element=Element.PRINCIPAL, values=names),)


def _send(key: str, walked: Walked, walk: Walk) -> Changes:
    """Return what the request would have to carry so that all tests of the key hold; nothing where it can't."""
    if not can_send(key, caller=walk.target.caller):
        return ()
    tests = conditions_on(key, walked)
    written = tests[0][0].key

    def suits(values: tuple[str, ...]) -> bool:
        return all(answer is True for answer in answers(key, values, walked, walk))

    witness = find_witness(
        (condition for condition, _ in tests),
        version=walked.source.version,
        facts=walk.facts,
        suits=lambda one: suits((one.value,)),
    )
    if witness is not None:
        return (send_value(written, witness),)
    return (send_value(written, None),) if walk.facts.get(key) and suits(()) else ()


def answers(key: str, values: tuple[str, ...], walked: Walked, walk: Walk) -> list[bool | None]:
    """Return what the statement's tests of the key say of other values."""
    facts = {**walk.facts, key: values}
    tests = zip(walked.source.statement.conditions, walked.source.tests, strict=False)
    return [test(facts) for condition, test in tests if condition.key.lower() == key]


def _relax(key: str, walked: Walked, walk: Walk) -> Changes:
    """Return how the statement's failing tests of the key would have to read."""
    return tuple(
        _relax_test(condition, step, walked, walk)
        for condition, step in conditions_on(key, walked)
        if step.outcome is not Match.MATCH
    )


def _relax_test(condition: Condition, step: Step, walked: Walked, walk: Walk) -> Change:
    found = walk.facts.get(condition.key.lower())
    part = {"element": Element.CONDITION, "key": condition.key, "operator": step.operator}
    if not found or isinstance(found, Unsettled) or condition.operator == NULL or not is_listing_test(condition):
        return describe(walked, ChangeKind.DROP_TEST, **part)
    if not is_negated(condition):
        return describe(walked, ChangeKind.LIST, values=found, **part)
    hits = tuple(value for value in condition.values if value in found)
    if not hits or len(hits) == len(condition.values):
        return describe(walked, ChangeKind.DROP_TEST, **part)
    return describe(walked, ChangeKind.UNLIST, values=hits, **part)
