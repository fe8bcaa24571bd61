"""What would take a request out of a Deny: changes of the request or of the statement, none of them proven yet."""

from collections.abc import Iterator

from keypost.policy.allowing import Changes, answers, conditions_on, describe, send_value
from keypost.policy.changes import ChangeKind, is_listing_test
from keypost.policy.conditions.evaluate import is_negated
from keypost.policy.decision import Step
from keypost.policy.document import Condition, Listing, PrincipalForm, PrincipalListing
from keypost.policy.facts import Unsettled
from keypost.policy.principals import is_of_an_account, name_in_policy
from keypost.policy.reasons import Element, PolicyKind
from keypost.policy.request import PrincipalKind
from keypost.policy.sendable import can_send
from keypost.policy.walk import Walk, Walked
from keypost.policy.witnesses import find_witness

# Policies that speak about one caller alone: an exception for this caller would be the statement's end.
_OF_ONE_CALLER = frozenset({PolicyKind.IDENTITY, PolicyKind.PERMISSIONS_BOUNDARY, PolicyKind.SESSION})


def except_from(walked: Walked, walk: Walk) -> Iterator[Changes]:
    """Yield what would keep the Deny from applying, each by itself."""
    for key in dict.fromkeys(condition.key.lower() for condition in walked.source.statement.conditions):
        yield from _send(key, walked, walk)
        yield from _shift(key, walked, walk)
    yield from _except_caller(walked, walk)
    yield from _edit_elements(walked, walk)
    yield (describe(walked, ChangeKind.DROP_STATEMENT),)


def _send(key: str, walked: Walked, walk: Walk) -> Iterator[Changes]:
    """Yield what the request would have to carry, or to leave out, so that some test of the key fails."""
    if not can_send(key, caller=walk.target.caller):
        return
    tests = conditions_on(key, walked)

    def suits(values: tuple[str, ...]) -> bool:
        return False in answers(key, values, walked, walk)

    witness = find_witness(
        (condition for condition, _ in tests),
        version=walked.source.version,
        facts=walk.facts,
        suits=lambda one: suits((one.value,)),
    )
    if witness is not None:
        yield (send_value(tests[0][0].key, witness),)
    if walk.facts.get(key) and suits(()):
        yield (send_value(tests[0][0].key, None),)


def _shift(key: str, walked: Walked, walk: Walk) -> Iterator[Changes]:
    """Yield how a test of the key would have to list other values."""
    found = walk.facts.get(key)
    if not found or isinstance(found, Unsettled):
        return
    for condition, step in conditions_on(key, walked):
        if is_listing_test(condition):
            yield from _shift_test(condition, step, found, walked)


def _shift_test(condition: Condition, step: Step, found: tuple[str, ...], walked: Walked) -> Iterator[Changes]:
    part = {"element": Element.CONDITION, "key": condition.key, "operator": step.operator}
    if is_negated(condition):
        yield (describe(walked, ChangeKind.LIST, values=found, **part),)
        return
    hits = tuple(value for value in condition.values if value in found)
    if hits and len(hits) < len(condition.values):
        yield (describe(walked, ChangeKind.UNLIST, values=hits, **part),)


def _except_caller(walked: Walked, walk: Walk) -> Iterator[Changes]:
    """Yield a further test that leaves the caller out.

    For services the one that AWS recommends (IAM User Guide, aws:PrincipalIsAWSService).
    """
    caller = walk.target.caller
    if walked.source.kind in _OF_ONE_CALLER:
        return
    if is_of_an_account(caller):
        key, operator, value = "aws:PrincipalArn", "ArnNotEquals", name_in_policy(caller)
    elif caller.kind is PrincipalKind.SERVICE and not _is_for_services(walked):
        key, operator, value = "aws:PrincipalIsAWSService", "BoolIfExists", "false"
    else:
        return
    part = {"element": Element.CONDITION, "key": key, "operator": operator, "values": (value,)}
    yield (describe(walked, ChangeKind.ADD_TEST, **part),)


def _is_for_services(walked: Walked) -> bool:
    """Tell whether the statement lists services: without all of them it would deny nobody."""
    listing = walked.source.statement.principals
    named = () if listing is None or listing.negated else listing.values
    return any(one.form is PrincipalForm.SERVICE for one in named)


def _edit_elements(walked: Walked, walk: Walk) -> Iterator[Changes]:
    statement = walked.source.statement
    actions, principals = statement.actions, statement.principals
    if actions is not None:
        element = Element.NOT_ACTION if actions.negated else Element.ACTION
        yield from _edit_listing(element, actions, walk.target.action, walked)
    if principals is not None:
        element = Element.NOT_PRINCIPAL if principals.negated else Element.PRINCIPAL
        yield from _edit_listing(element, principals, name_in_policy(walk.target.caller), walked)


def _edit_listing(
    element: Element, listing: Listing | PrincipalListing, name: str, walked: Walked
) -> Iterator[Changes]:
    """Yield the list without the name where it stands there beside others; of a Not- twin the list with it."""
    texts = [value if isinstance(value, str) else value.value for value in listing.values]
    hits = tuple(text for text in texts if text.lower() == name.lower())
    if listing.negated:
        yield (describe(walked, ChangeKind.LIST, element=element, values=(name,)),)
    elif hits and len(hits) < len(texts):
        yield (describe(walked, ChangeKind.UNLIST, element=element, values=hits),)
