"""A condition of a policy -> what it asks for, in words and exactly."""

from keypost.policy.conditions.operators import NULL, Spelling, join_operator
from keypost.policy.document import Condition, Quantifier
from keypost.reports.wording import conditions as words
from keypost.reports.wording.sentences import fill
from keypost.text import Text

_PAIR = "kms:encryptioncontext:"
_POSITIVE = ("Equals", "Like", "Bool", "IpAddress")
_MOST_VALUES = 4


def describe_condition(condition: Condition) -> Text:
    """Return what the condition asks for, in words, and behind it the operator and the key as the policy has them."""
    operator = join_operator(Spelling(condition.operator, condition.quantifier, condition.if_exists))
    said = say_condition(condition)
    key = "" if f"`{condition.key}`" in said.en else f" `{condition.key}`"
    return fill(words.EXACTLY, said=said, operator=f"`{operator}`", key=key)


def say_condition(condition: Condition) -> Text:
    """Return what the condition asks for, in words alone."""
    if condition.operator == NULL:
        is_absent = "true" in (value.lower() for value in condition.values)
        return fill(words.ABSENT if is_absent else words.PRESENT, key=condition.key)
    said = fill(
        _sentence(condition), key=condition.key, name=condition.key[len(_PAIR) :], values=_list_values(condition)
    )
    if condition.quantifier is not Quantifier.NONE:
        every = condition.quantifier is Quantifier.FOR_ALL
        said = fill(words.EVERY_VALUE if every else words.ANY_VALUE, said=said)
    return fill(words.OR_ABSENT, said=said) if condition.if_exists else said


def _sentence(condition: Condition) -> Text:
    name = condition.key.lower()
    is_plain = condition.quantifier is Quantifier.NONE and "Not" not in condition.operator
    if is_plain and condition.operator.endswith(_POSITIVE) and "Than" not in condition.operator:
        if name in words.KEYS:
            return words.KEYS[name]
        if name.startswith(_PAIR):
            return words.CONTEXT_PAIR
    return next((text for end, text in words.TESTS.items() if condition.operator.endswith(end)), words.OTHER)


def _list_values(condition: Condition) -> Text:
    quoted = [f"`{value}`" for value in condition.values[:_MOST_VALUES]]
    more = len(condition.values) - len(quoted)
    en, ja = (words.ALTERNATIVES.in_language(language).join(quoted) for language in ("en", "ja"))
    return Text(en=f"{en} or {more} more" if more else en, ja=f"{ja} ほか {more} 件" if more else ja)
