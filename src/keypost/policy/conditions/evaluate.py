"""One test of a Condition block: compiled once, asked for every request.

What an absent key means (IAM User Guide, condition operators and multivalued keys): a positive operator fails, a
negated one and every IfExists holds; ForAllValues holds, ForAnyValue fails, even when negated.
"""

from keypost.named import Callable, Mapping
from keypost.policy.conditions.operators import NULL, OPERATORS, Operator, Spelling, Variables, join_operator
from keypost.policy.document import Condition, Quantifier, Version
from keypost.policy.facts import Doubt, Facts, Unsettled, Values
from keypost.policy.logic import agree, all_of, any_of, negate
from keypost.policy.variables import (
    Template,
    Variable,
    collect_pieces,
    fill_template,
    split_value,
    variables_in,
)
from keypost.unknown import Tri, has_unknown

# Tells whether one value of the request equals (matches, lies in ...) one of the policy's values.
Matcher = Callable[[str, Facts], Tri]
Present = Callable[[Values, Facts], Tri]


class Test:
    """One test, compiled: what its values mean is worked out when a request first carries the key."""

    __slots__ = ("_compare", "_matches", "absent", "condition", "key", "keys", "operator", "version")

    def __init__(self, condition: Condition, *, version: Version) -> None:
        """Take the condition; an operator that IAM doesn't know can't be told."""
        self.condition = condition
        self.version = version
        self.key = condition.key.lower()
        self.operator = OPERATORS.get(condition.operator)
        self.keys = _keys_of(condition, self.key, version=version)
        negated = self.operator is not None and self.operator.negated
        self.absent = absence_answer(condition, negated=negated)
        self._compare: Present | None = None
        self._matches: Matcher | None = None

    @property
    def written(self) -> str:
        """The operator as the policy writes it, with prefix and suffix."""
        condition = self.condition
        if self.operator is None and condition.operator != NULL:
            return condition.operator
        return join_operator(Spelling(condition.operator, condition.quantifier, condition.if_exists))

    @property
    def is_loose(self) -> bool:
        """Tell whether it compares a key with one value, as written: without a set operator."""
        return self.condition.quantifier is Quantifier.NONE and self.condition.operator != NULL

    def __call__(self, facts: Facts) -> Tri:
        """Tell whether the test holds for what the request carries."""
        actual = facts.get(self.key)
        if self.operator is None:
            return _is_null(self.condition, actual) if self.condition.operator == NULL else None
        if not actual:
            return self.absent
        if actual.__class__ is tuple:
            return self.compare(actual, facts)  # type: ignore[arg-type]
        return _weigh_doubt(actual, facts, absent=self.absent, present=self.compare)  # type: ignore[arg-type]

    def compare(self, actual: Values, facts: Facts) -> Tri:
        """Tell whether it holds for a key that has these values."""
        if self._compare is None:
            self._compare = _compile_present(self.condition, OPERATORS[self.condition.operator], self.matches)
        return self._compare(actual, facts)

    @property
    def matches(self) -> Matcher:
        """What tells whether one value of the request matches any of the policy's."""
        if self._matches is None:
            self._matches = _compile_values(self.condition, OPERATORS[self.condition.operator], self.version)
        return self._matches

    def for_key(self, key: str) -> Callable[[Mapping[str, Values]], Tri]:
        """Return the quickest test for requests that all carry the key, spelled so, with exactly one value.

        It raises SeveralValuesError where there are none or more. The test must look at no other key.
        """
        operator = self.operator
        if operator is None or not self.is_loose or any("${" in value for value in self.condition.values):
            return lambda context: self({self.key: context[key]})
        matches, negated = self.matches, operator.negated

        def test(context: Mapping[str, Values]) -> Tri:
            values = context[key]
            if len(values) != 1:
                raise SeveralValuesError
            found = matches(values[0], _NO_FACTS)
            return (None if found is None else not found) if negated else found

        return test


class ContestedTest(Test):
    """A test of a key that, says one page, this kind of policy doesn't have: with its value and without."""

    __slots__ = ()

    def __call__(self, facts: Facts) -> Tri:
        """Tell whether the test holds either way."""
        return agree(super().__call__(facts), super().__call__({**facts, self.key: ()}))

    def for_key(self, key: str) -> Callable[[Mapping[str, Values]], Tri]:
        """Return the same test for requests that carry the key, spelled so."""
        return lambda context: self({self.key: context[key]})


class SeveralValuesError(Exception):
    """A key that was expected to have one value has none or several."""


_NO_FACTS: Facts = {}


def absence_answer(condition: Condition, *, negated: bool) -> bool:
    """Tell whether the condition holds for a key that the request doesn't carry."""
    if condition.if_exists or condition.quantifier is Quantifier.FOR_ALL:
        return True
    return negated and condition.quantifier is Quantifier.NONE


def is_negated(condition: Condition) -> bool:
    """Tell whether the condition's operator asks that no value matches."""
    operator = OPERATORS.get(condition.operator)
    return operator is not None and operator.negated


def _keys_of(condition: Condition, key: str, *, version: Version) -> frozenset[str]:
    """Return the context keys, in lower case, that the condition looks at: its own and those of its variables."""
    operator = OPERATORS.get(condition.operator)
    if operator is None or operator.variables is Variables.PLAIN or not any("${" in text for text in condition.values):
        return frozenset((key,))
    templates = (split_value(value, version=version) for value in condition.values)
    return frozenset((key, *(variable.key for template in templates for variable in variables_in(template))))


def _weigh_doubt(actual: Unsettled, facts: Facts, *, absent: bool, present: Present) -> Tri:
    if actual.doubt is Doubt.ANY_VALUE:
        return None
    if actual.doubt is Doubt.EITHER:
        first, *others = [present((value,), facts) for value in actual.values]
        return first if all(other is first for other in others) else None
    found = present(actual.values, facts)
    if actual.doubt is Doubt.NOT_THE_CUSTOMERS and found is not present(("\ufffd",), facts):
        return None
    return agree(absent, found)


def _is_null(condition: Condition, actual: Values | Unsettled | None) -> Tri:
    wanted = {value.lower() for value in condition.values}
    if isinstance(actual, Unsettled) and actual.doubt is not Doubt.EITHER:
        return True if {"true", "false"} <= wanted else None
    if ("false" if actual else "true") in wanted:
        return True
    return None if condition.unread is not None or any(map(has_unknown, wanted)) else False


def _compile_present(condition: Condition, operator: Operator, matches: Matcher) -> Present:
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
    words = _plain_words(condition, operator, version)
    if words is not None:
        return _among(words, lambda: _one_by_one(condition, operator, version))
    return _one_by_one(condition, operator, version)


def _one_by_one(condition: Condition, operator: Operator, version: Version) -> Matcher:
    matchers = [_compile_value(value, operator, version) for value in condition.values]
    if condition.unread is not None:
        matchers.append(lambda _value, _facts: None)
    if len(matchers) == 1:
        return matchers[0]
    return lambda value, facts: any_of(matcher(value, facts) for matcher in matchers)


def _among(words: frozenset[str], build_other: Callable[[], Matcher]) -> Matcher:
    """Look plain text up; only a value with unknown parts is compared one by one."""

    def matches(value: str, facts: Facts) -> Tri:
        return value in words if value.isascii() else build_other()(value, facts)

    return matches


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
    if not any(isinstance(piece, Variable) for piece in template):
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
