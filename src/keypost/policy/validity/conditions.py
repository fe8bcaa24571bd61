"""Condition keys that don't exist, or that the calls in question never carry.

Sources: IAM User Guide, global condition context keys (availability of each); KMS Developer Guide, condition keys;
Service Authorization Reference, actions and condition keys of a service.
"""

from collections.abc import Iterable, Iterator

from keypost.policy.conditions.operators import NULL, OPERATORS
from keypost.policy.document import Condition, Effect, PrincipalForm, PrincipalListing, Quantifier, Statement, Version
from keypost.policy.validity.defect import Defect, DocumentKind, Problem, Standing, Subject
from keypost.policy.validity.keys import find_form, is_cross_service
from keypost.policy.variables import split_value, variables_in
from keypost.unknown import has_unknown, render_unknown

SERVICES = {
    DocumentKind.KEY: "kms",
    DocumentKind.TOPIC: "sns",
    DocumentKind.QUEUE: "sqs",
    DocumentKind.BUCKET: "s3",
    DocumentKind.VAULT: "backup",
}
# Calls that a service makes as itself never carry these (IAM User Guide, global condition keys).
_NOT_OF_SERVICES = (
    "aws:principalorgid", "aws:principalorgpaths", "aws:principaltag/", "aws:username", "aws:calledvia",
    "aws:sourcevpc", "aws:sourcevpce", "aws:vpcsourceip", "aws:vpceaccount", "aws:vpceorgid", "aws:vpceorgpaths",
    "aws:multifactorauthpresent", "aws:multifactorauthage", "aws:tokenissuetime", "aws:federatedprovider",
)  # fmt: skip
# AWS documents no value of these for services; it is never one of a customer's principals.
_OF_NO_CUSTOMER = frozenset({"aws:principalarn", "aws:principalaccount"})
# KMS documents kms:ViaService for forward access sessions alone, which services don't have; the Developer Tools console
# publishes a key policy that needs it all the same.
_VIA_SERVICE_BY_ITSELF = frozenset({"codestar-notifications.amazonaws.com"})
# The attributes of a certificate are tags of the principal that the service assumes a role for (IAM Roles Anywhere User
# Guide, trust model).
_WITH_TAGS = frozenset({"rolesanywhere.amazonaws.com"})
# Only calls that a service makes as itself carry these (the same page).
_ONLY_OF_SERVICES_NAMES = (
    "aws:sourcearn aws:sourceaccount aws:sourceorgid aws:sourceorgpaths aws:principalservicename "
    "aws:principalservicenameslist"
)
_ONLY_OF_SERVICES = frozenset(_ONLY_OF_SERVICES_NAMES.split())
# The lists say for each action which of these its calls carry; of other keys of KMS they leave out many.
_LISTED_BY_ACTION = ("s3:", "kms:encryptioncontext", "kms:grant", "kms:retiringprincipal")


def find_in_keys(subject: Subject, statement: Statement) -> Iterator[Defect]:
    """Yield what is wrong with the condition keys of a statement."""
    yield from _find_variables(subject, statement)
    for condition in statement.conditions:
        if condition.operator not in OPERATORS and condition.operator != NULL:
            continue
        problem = _judge(subject, statement, condition)
        if problem is not None:
            key = render_unknown(condition.key)
            yield Defect(problem, Standing.STORED, condition.origin, key, statement, _describe(subject, statement))


def _find_variables(subject: Subject, statement: Statement) -> Iterator[Defect]:
    """Yield policy variables that no request has a value for; `${AWS::...}` is often a forgotten `Fn::Sub`."""
    if subject.policy.version is not Version.CURRENT:
        return
    places = [(condition.origin, condition.values) for condition in statement.conditions]
    if statement.resources is not None:
        places.append((statement.resources.origin, statement.resources.values))
    for origin, values in places:
        for value in values:
            for variable in variables_in(split_value(value, version=Version.CURRENT)) if "${" in value else ():
                if find_form(variable.key) is None:
                    shown = "${" + variable.key + "}"
                    yield Defect(Problem.VARIABLE_UNKNOWN, Standing.STORED, origin, shown, statement)


def may_come_from_services(key: str) -> bool:
    """Tell whether calls of services may carry the key with a value that isn't known."""
    return not key.lower().startswith(("aws:principal", *_NOT_OF_SERVICES))


def needs_key(condition: Condition) -> bool:
    """Tell whether the test fails where the request lacks the key, so that the statement doesn't apply."""
    if condition.if_exists or condition.quantifier is Quantifier.FOR_ALL:
        return False
    if condition.operator not in OPERATORS:
        return condition.operator == NULL and condition.values == ("false",)
    return not OPERATORS[condition.operator].negated or condition.quantifier is Quantifier.FOR_ANY


def _describe(subject: Subject, statement: Statement) -> dict[str, object]:
    principals = statement.principals.values if statement.principals else ()
    actions = statement.actions.values if statement.actions else ()
    return {
        "service": SERVICES.get(subject.kind, ""),
        "callers": ", ".join(f"`{render_unknown(named.value)}`" for named in principals[:3]),
        "actions": ", ".join(f"`{action}`" for action in actions[:3]),
    }


def _judge(subject: Subject, statement: Statement, condition: Condition) -> Problem | None:
    key = condition.key.lower()
    if has_unknown(key):
        return None
    if find_form(key) is None:
        return Problem.KEY_UNKNOWN
    if not needs_key(condition):
        return None
    if statement.effect is Effect.ALLOW and (found := _judge_callers(statement, condition)) is not None:
        return found
    return _judge_service(subject, statement, key)


def _judge_callers(statement: Statement, condition: Condition) -> Problem | None:
    key, listing = condition.key.lower(), statement.principals
    if listing is None or listing.negated or listing.unread is not None or not listing.values:
        return None
    forms = {named.form for named in listing.values}
    if forms == {PrincipalForm.SERVICE}:
        return Problem.KEY_NOT_OF_SERVICES if _is_absent_for(listing, key, condition) else None
    names_callers = forms == {PrincipalForm.AWS} and not any(_may_be_anyone(one.value) for one in listing.values)
    return Problem.KEY_ONLY_OF_SERVICES if names_callers and key in _ONLY_OF_SERVICES else None


def _is_absent_for(listing: PrincipalListing, key: str, condition: Condition) -> bool:
    """Tell whether calls of services don't carry the key, or never with a value that a policy could name."""
    if key.startswith("aws:principaltag/") and any(named.value in _WITH_TAGS for named in listing.values):
        return False
    if key in _NOT_OF_SERVICES or key.startswith(("aws:principaltag/", "aws:calledvia")):
        return True
    if key == "kms:viaservice":
        return not any(named.value in _VIA_SERVICE_BY_ITSELF for named in listing.values)
    return key in _OF_NO_CUSTOMER and condition.operator != NULL


def _may_be_anyone(value: str) -> bool:
    """Tell whether the value may be `*`: a text that is open from its first character on."""
    return value == "*" or (has_unknown(value) and not value.startswith("arn:"))


def _judge_service(subject: Subject, statement: Statement, key: str) -> Problem | None:
    prefix = key.partition(":")[0]
    service = SERVICES.get(subject.kind)
    if is_cross_service(key) or statement.actions is None or statement.actions.negated:
        return None
    if service is not None and prefix != service and _is_listed(prefix):
        return Problem.KEY_OF_OTHER_SERVICE
    if key.startswith(_LISTED_BY_ACTION) and not statement.actions.unread:
        return None if _is_carried(key, statement.actions.values) else Problem.KEY_NOT_OF_ACTION
    return None


def _is_listed(prefix: str) -> bool:
    from keypost.policy.validity.names import is_service

    return is_service(prefix)


def _is_carried(key: str, actions: Iterable[str]) -> bool:
    """Tell whether a call of one of the actions may carry the key; where the lists can't tell, it may.

    Patterns, and names that the lists don't have, leave that open.
    """
    from keypost.policy.validity.names import find_actions

    for pattern in actions:
        if "*" in pattern or "?" in pattern or has_unknown(pattern):
            return True
        found = find_actions(pattern)
        if not found or any(_lists(action.keys, key) for action in found):
            return True
    return False


def _lists(keys: frozenset[str], key: str) -> bool:
    heads = (one.partition("${")[0].partition("<")[0] for one in keys)
    return any(key.startswith(head) if head.endswith((":", "/")) else key == head for head in heads)
