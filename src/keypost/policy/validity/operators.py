"""Condition operators: unknown ones, and those that don't fit their key (IAM User Guide, condition operators)."""

from collections.abc import Iterator

from keypost.policy.conditions.operators import NULL, OPERATORS, Spelling, join_operator
from keypost.policy.document import Condition, Effect, Quantifier, Statement
from keypost.policy.reasons import Reason
from keypost.policy.validity.defect import Defect, DocumentKind, Problem, Standing, Subject
from keypost.policy.validity.keys import EXACT_KEYS, KeyForm, ValueType, find_form

_FAMILIES = ("String", "Numeric", "Date", "Arn", "Bool", "Binary", "IpAddress", "NotIpAddress")
# What each family of operators can compare. String operators compare any text; an address with a range, a date or
# a number they compare as letters only.
_COMPARES = {
    "String": frozenset({ValueType.STRING, ValueType.ARN, ValueType.BOOL, ValueType.NUMERIC, ValueType.DATE}),
    "Numeric": frozenset({ValueType.NUMERIC, ValueType.DATE}),
    "Date": frozenset({ValueType.DATE, ValueType.NUMERIC}),
    "Arn": frozenset({ValueType.ARN}),
    "Bool": frozenset({ValueType.BOOL}),
    "Binary": frozenset[ValueType](),
    "IpAddress": frozenset({ValueType.ADDRESS}),
    "NotIpAddress": frozenset({ValueType.ADDRESS}),
}
# Keys of type String whose values are never ARNs or numbers, so that such an operator can't fit.
_PLAIN_TEXTS = EXACT_KEYS | {
    "aws:principalservicename",
    "aws:requestedregion",
    "aws:principaltype",
    "aws:username",
    "kms:viaservice",
    "kms:keyspec",
    "kms:keyusage",
    "kms:requestalias",
}
_TAGGING = ("tag", "untag", "createtags", "deletetags", "addtags", "removetags")
# KMS Developer Guide, condition keys: OverlyPermissiveCondition.
_REFUSED_FOR_ALL = ("kms:encryptioncontext:", "aws:requesttag/")

# AWS's own examples have these in an Allow (DynamoDB Developer Guide, using IAM policy conditions; IAM User Guide,
# aws:TagKeys).
_USUAL_FOR_ALL = frozenset({"dynamodb:leadingkeys", "dynamodb:attributes", "aws:tagkeys"})


def find_in_operators(subject: Subject, statement: Statement) -> Iterator[Defect]:
    """Yield what is wrong with the operators of a statement."""
    for flaw in statement.flaws:
        if flaw.reason is Reason.NOT_AN_OPERATOR:
            yield Defect(Problem.OPERATOR_UNKNOWN, Standing.REFUSED, flaw.origin, flaw.subject, statement)
    for condition in statement.conditions:
        form = find_form(condition.key)
        if form is not None and condition.operator in {*OPERATORS, NULL}:
            yield from _find_unfit(statement, condition, form)
            yield from _find_set_operator(subject, statement, condition, form)


def _find_unfit(statement: Statement, condition: Condition, form: KeyForm) -> Iterator[Defect]:
    if _fits(condition, form):
        return
    details = {"operator": _spell(condition), "type": form.type.value}
    yield Defect(Problem.OPERATOR_UNFIT, Standing.STORED, condition.origin, condition.key, statement, details)


def _fits(condition: Condition, form: KeyForm) -> bool:
    if condition.operator == NULL or form.type is ValueType.ANY:
        return True
    family = next(name for name in _FAMILIES if condition.operator.startswith(name))
    if form.type in _COMPARES[family]:
        return True
    # The lists call many a key a String whose values look like something else; only what surely can't fit is told.
    return form.type is ValueType.STRING and family == "Arn" and condition.key.lower() not in _PLAIN_TEXTS


def _spell(condition: Condition) -> str:
    return join_operator(Spelling(condition.operator, condition.quantifier, condition.if_exists))


def _find_set_operator(subject: Subject, statement: Statement, condition: Condition, form: KeyForm) -> Iterator[Defect]:
    details = {"operator": _spell(condition)}
    if form.is_multivalued and condition.quantifier is Quantifier.NONE and condition.operator != NULL:
        problem = Problem.SET_OPERATOR_MISSING
        yield Defect(problem, Standing.STORED, condition.origin, condition.key, statement, details)
    if condition.quantifier is not Quantifier.FOR_ALL:
        return
    if subject.kind is DocumentKind.KEY and condition.key.lower().startswith(_REFUSED_FOR_ALL):
        problem = Problem.FOR_ALL_REFUSED
        yield Defect(problem, Standing.REFUSED, condition.origin, condition.key, statement, details)
    elif statement.effect is Effect.ALLOW and not _is_surely_present(condition.key, statement):
        problem = Problem.FOR_ALL_ADMITS_ABSENT
        standing = Standing.NOTED if condition.key.lower() in _USUAL_FOR_ALL else Standing.STORED
        yield Defect(problem, standing, condition.origin, condition.key, statement, details)


def _is_surely_present(key: str, statement: Statement) -> bool:
    """Tell whether the request has the key, or another test of the statement fails where it doesn't.

    CreateGrant always names operations, and actions that tag always name tags (KMS API; their parameters are required).
    """
    if key.lower() == "kms:grantoperations":
        return True
    names = [action.partition(":")[2].lower() for action in statement.actions.values] if statement.actions else []
    if key.lower() == "aws:tagkeys" and names and all(name.startswith(_TAGGING) for name in names):
        return True
    return any(
        other.key.lower() == key.lower()
        and not other.if_exists
        and (other.quantifier is Quantifier.FOR_ANY or (other.operator == NULL and "false" in other.values))
        for other in statement.conditions
    )
