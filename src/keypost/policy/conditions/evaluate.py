"""One test of a Condition block: compiled once, asked for every request.

What an absent key means (IAM User Guide, condition operators and multivalued keys): a positive operator fails, a
negated one and every IfExists holds; ForAllValues holds, ForAnyValue fails, even when negated.
"""

from collections.abc import Callable

from keypost.policy.conditions.operators import NULL, OPERATORS, Operator, Variables
from keypost.policy.document import Condition, Quantifier, Version
from keypost.policy.facts import Doubt, Facts, Unsettled, Values
from keypost.policy.logic import agree, all_of, any_of, negate
from keypost.policy.variables import (
    Template,
    collect_pieces,
    fill_template,
    split_value,
    variables_in,
)
from keypost.unknown import Tri, has_unknown

# Tells whether one value of the request equals (matches, lies in ...) one of the policy's values.
Matcher = Callable[[str, Facts], Tri]
Test = Callable[[Facts], Tri]
Present = Callable[[Values, Facts], Tri]


def compile_condition(condition: Condition, *, version: Version) -> Test:
    """Return the test that a condition stands for; an operator that IAM doesn't know can't be told."""
    key = condition.key.lower()
    if condition.operator == NULL:
        return _compile_null(condition, key)
    operator = OPERATORS.get(condition.operator)
    if operator is None:
        return lambda _facts: None
    absent = absence_answer(condition, negated=operator.negated)
    present = _compile_present(condition, operator, version)

    def test(facts: Facts) -> Tri:
        actual = facts.get(key)
        if not actual:
            return absent
        if actual.__class__ is tuple:
            return present(actual, facts)  # type: ignore[arg-type]
        return _weigh_doubt(actual, facts, absent=absent, present=present)  # type: ignore[arg-type]

    return test


def absence_answer(condition: Condition, *, negated: bool) -> bool:
    """Tell whether the condition holds for a key that the request doesn't carry."""
    if condition.if_exists or condition.quantifier is Quantifier.FOR_ALL:
        return True
    return negated and condition.quantifier is Quantifier.NONE


def is_negated(condition: Condition) -> bool:
    """Tell whether the condition's operator asks that no value matches."""
    operator = OPERATORS.get(condition.operator)
    return operator is not None and operator.negated


def keys_of(condition: Condition, *, version: Version) -> frozenset[str]:
    """Return the context keys, in lower case, that the condition looks at: its own and those of its variables."""
    operator = OPERATORS.get(condition.operator)
    keys = {condition.key.lower()}
    if operator is not None and operator.variables is not Variables.PLAIN:
        for value in condition.values:
            keys.update(variable.key for variable in variables_in(split_value(value, version=version)))
    return frozenset(keys)


def _weigh_doubt(actual: Unsettled, facts: Facts, *, absent: bool, present: Present) -> Tri:
    if actual.doubt is Doubt.ANY_VALUE:
        return None
    found = present(actual.values, facts)
    if actual.doubt is Doubt.NOT_THE_CUSTOMERS and found is not present(("\ufffd",), facts):
        return None
    return agree(absent, found)


def _compile_null(condition: Condition, key: str) -> Test:
    wanted = {value.lower() for value in condition.values}
    unread = condition.unread is not None or any(has_unknown(value) for value in wanted)

    def test(facts: Facts) -> Tri:
        actual = facts.get(key)
        if isinstance(actual, Unsettled):
            return True if {"true", "false"} <= wanted else None
        return True if ("false" if actual else "true") in wanted else (None if unread else False)

    return test


def _compile_present(condition: Condition, operator: Operator, version: Version) -> Present:
    matches = _compile_values(condition, operator, version)
    if condition.quantifier is Quantifier.FOR_ALL:
        if operator.negated:
            return lambda actual, facts: all_of(negate(matches(value, facts)) for value in actual)
        return lambda actual, facts: all_of(matches(value, facts) for value in actual)
    if condition.quantifier is Quantifier.FOR_ANY:
        if operator.negated:
            return lambda actual, facts: any_of(negate(matches(value, facts)) for value in actual)
        return lambda actual, facts: any_of(matches(value, facts) for value in actual)
    if operator.negated:
        return lambda actual, facts: _negated_without_set(actual, facts, matches)
    return lambda actual, facts: (
        matches(actual[0], facts) if len(actual) == 1 else any_of(matches(value, facts) for value in actual)
    )


def _negated_without_set(actual: Values, facts: Facts, matches: Matcher) -> Tri:
    """Several values without a set operator: AWS leaves open whether one or all must differ."""
    if len(actual) == 1:
        return negate(matches(actual[0], facts))
    answers = [negate(matches(value, facts)) for value in actual]
    return agree(any_of(answers), all_of(answers))


def _compile_values(condition: Condition, operator: Operator, version: Version) -> Matcher:
    """Return what tells whether one value of the request matches any of the policy's."""
    matchers = [_compile_value(value, operator, version) for value in condition.values]
    if condition.unread is not None:
        matchers.append(lambda _value, _facts: None)

    def one_by_one(value: str, facts: Facts) -> Tri:
        return any_of(matcher(value, facts) for matcher in matchers)

    words = _plain_words(condition, operator, version)
    if words is None:
        return matchers[0] if len(matchers) == 1 else one_by_one

    def among_words(value: str, facts: Facts) -> Tri:
        return value in words if value.isascii() else one_by_one(value, facts)

    return among_words


def _plain_words(condition: Condition, operator: Operator, version: Version) -> frozenset[str] | None:
    """Return the values as a set where equality of plain text is all that counts: the fast way."""
    if operator.name not in ("StringEquals", "StringNotEquals") or condition.unread is not None:
        return None
    if any(has_unknown(value) or (version is Version.CURRENT and "${" in value) for value in condition.values):
        return None
    return frozenset(condition.values)


def _compile_value(value: str, operator: Operator, version: Version) -> Matcher:
    if operator.variables is Variables.PLAIN:
        version = Version.OLD
    template = split_value(value, version=version)
    if not variables_in(template):
        matches = operator.compare(collect_pieces(template))
        return lambda actual, _facts: matches(actual)
    filled = _compile_template(template, operator)
    if operator.variables is Variables.ALLOWED:
        return filled
    return lambda actual, facts: None if filled(actual, facts) is not False else False


def _compile_template(template: Template, operator: Operator) -> Matcher:
    keys = tuple(variable.key for variable in variables_in(template))

    def matches(actual: str, facts: Facts) -> Tri:
        if any(isinstance(facts.get(key), Unsettled) for key in keys):
            return None
        pieces = fill_template(template, facts=facts)
        return False if pieces is None else operator.compare(pieces)(actual)

    return matches
