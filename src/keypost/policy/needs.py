"""What would settle what a request leaves open: context keys, values of the input, undocumented points."""

from keypost.named import Iterable
from keypost.policy.conditions.evaluate import ContestedTest, Test
from keypost.policy.decision import Need, NeedKind
from keypost.policy.facts import Facts, Unsettled
from keypost.policy.reasons import OpenPoint
from keypost.unknown import Unread, unknowns_in


def needs_of_test(test: Test, facts: Facts) -> tuple[Need, ...]:
    """Return what would settle the test: a context key, an open point, or a value of the input."""
    condition = test.condition
    needs: list[Need] = []
    carried: list[str] = []
    for key in sorted(test.keys):
        found = facts.get(key)
        carried += found.values if isinstance(found, Unsettled) else found or ()
        name = condition.key if key == test.key else key
        if isinstance(found, Unsettled):
            point = found.open_point
            needs.append(
                Need(NeedKind.OPEN_POINT, point.value, condition.origin)
                if point
                else Need(NeedKind.CONTEXT_KEY, name, condition.origin)
            )
    needs += _needs_of_difference(condition.values, carried)
    needs += needs_of_unread(condition.unread, condition.key)
    if not needs:
        needs.append(_last_resort(test, facts))
    return tuple(needs)


def _needs_of_difference(expected: Iterable[str], actual: Iterable[str]) -> list[Need]:
    """Name the unknown parts of one side alone: what stands on both sides is equal to itself."""
    sides = [dict.fromkeys(part.name for text in side for part in unknowns_in(text)) for side in (actual, expected)]
    names = [name for side in sides for name in side if sum(name in other for other in sides) == 1]
    return [Need(NeedKind.INPUT_VALUE, name) for name in names]


def _last_resort(test: Test, facts: Facts) -> Need:
    condition, found = test.condition, facts.get(test.key)
    if condition.operator == "Bool" and any("${" in value for value in condition.values):
        return Need(NeedKind.OPEN_POINT, OpenPoint.BOOL_VARIABLE.value, condition.origin)
    if isinstance(test, ContestedTest):
        return Need(NeedKind.OPEN_POINT, OpenPoint.RESOURCE_ALIASES_IN_KEY_POLICY.value, condition.origin)
    if found and not isinstance(found, Unsettled) and len(found) > 1:
        return Need(NeedKind.OPEN_POINT, OpenPoint.SET_OPERATOR_MISSING.value, condition.origin)
    return Need(NeedKind.INPUT_VALUE, condition.operator, condition.origin)


def needs_of_texts(*texts: str) -> list[Need]:
    """Return a need for each unknown part of the texts."""
    return [Need(NeedKind.INPUT_VALUE, part.name) for text in texts for part in unknowns_in(text)]


def needs_of_unread(unread: Unread | None, name: str) -> list[Need]:
    """Return the need for values of the element `name` that could not be read."""
    return [Need(NeedKind.INPUT_VALUE, unread.subject or name)] if unread is not None else []


def needs_of_points(points: tuple[OpenPoint, ...]) -> list[Need]:
    """Return a need for each undocumented point."""
    return [Need(NeedKind.OPEN_POINT, point.value) for point in points]
