"""The encryption contexts of several requests -> the conditions under which all of them hold."""

import re
from collections.abc import Iterable, Mapping

from keypost.policy.document import Condition
from keypost.readers.trail.requests import Asked, Context, shorten

_PAIR = "kms:EncryptionContext:"
# More values than these are no list that anybody keeps up: then any value will do, but there must be one.
_MOST_VALUES = 10
# The characters of a key policy (KMS API reference, PutKeyPolicy, Policy).
_WRITABLE = re.compile(r"[\t\n\r\x20-\xff]*\Z")
# The pairs that `shorten` cuts to patterns, and how such a pattern ends.
_PATTERNS = {"aws:s3:arn": "/*", "aws-crypto-public-key": "*"}
_ANY = "*"


def shorten_context(context: Context) -> dict[str, str]:
    """Return the pairs by which requests are told apart: a name once, in lower case, with patterns for what changes.

    Names are compared without regard to case (KMS Developer Guide, kms:EncryptionContext); two that differ by nothing
    else can't be told apart by a condition.
    """
    pairs = shorten(context, asked=Asked())
    names = [name.lower() for name, _ in pairs]
    return {name.lower(): value for name, value in pairs if names.count(name.lower()) == 1 and _WRITABLE.match(name)}


def build_conditions(values: Mapping[str, frozenset[str]]) -> tuple[Condition, ...]:
    """Return a condition for each pair of the encryption context."""
    return tuple(_build_condition(name, values[name]) for name in sorted(values))


def is_widened(values: Mapping[str, frozenset[str]]) -> bool:
    """Tell whether a condition allows values that weren't seen."""
    return any(_ANY in _list_values(name, seen) for name, seen in values.items())


def _build_condition(name: str, seen: frozenset[str]) -> Condition:
    listed = _list_values(name, seen)
    is_pattern = any(_is_pattern(name, value) for value in seen) or _ANY in listed
    operator = "StringLike" if is_pattern else "StringEquals"
    return Condition(operator, f"{_PAIR}{name}", tuple(listed))


def _list_values(name: str, seen: Iterable[str]) -> list[str]:
    values = sorted(seen)
    if len(values) > _MOST_VALUES or not all(map(_WRITABLE.match, values)):
        return [_ANY]
    has_patterns = any(_is_pattern(name, value) for value in values)
    return [_write(name, value, is_compared_with_patterns=has_patterns) for value in values]


def _is_pattern(name: str, value: str) -> bool:
    return name in _PATTERNS and value.endswith(_PATTERNS[name])


def _write(name: str, value: str, *, is_compared_with_patterns: bool) -> str:
    """Return the value as a policy has it: what would be a variable or a wildcard stands for itself (IAM)."""
    if _is_pattern(name, value):
        return value
    special = r"\$\{|[*?]" if is_compared_with_patterns else r"\$\{"
    return re.sub(special, lambda found: _PLAIN[found[0]], value)


_PLAIN = {"${": "${$}{", "*": "${*}", "?": "${?}"}
