"""The table of condition operators (IAM User Guide, condition operators)."""

from keypost.named import Callable, Enum, NamedTuple
from keypost.policy.conditions import arns, strings
from keypost.policy.document import Quantifier
from keypost.policy.variables import Pieces
from keypost.unknown import Tri

Comparer = Callable[[Pieces], Callable[[str], Tri]]
Comparison = Callable[[float, float], bool]


class Variables(Enum):
    """Whether the values of an operator may hold policy variables."""

    ALLOWED = "allowed"
    PLAIN = "plain"
    CONTRADICTORY = "contradictory"


class Operator(NamedTuple):
    """One operator: `compare` tells whether a value equals; a negated operator asks that none does."""

    name: str
    compare: Comparer
    negated: bool = False
    variables: Variables = Variables.PLAIN


NULL = "Null"


def _pair(name: str, negated: str, compare: Comparer, variables: Variables = Variables.PLAIN) -> tuple[Operator, ...]:
    return Operator(name, compare, variables=variables), Operator(negated, compare, negated=True, variables=variables)


def _ordered(family: str, compare: Callable[[Comparison], Comparer]) -> tuple[Operator, ...]:
    return (
        *_pair(f"{family}Equals", f"{family}NotEquals", compare(lambda actual, expected: actual == expected)),
        Operator(f"{family}LessThan", compare(lambda actual, expected: actual < expected)),
        Operator(f"{family}LessThanEquals", compare(lambda actual, expected: actual <= expected)),
        Operator(f"{family}GreaterThan", compare(lambda actual, expected: actual > expected)),
        Operator(f"{family}GreaterThanEquals", compare(lambda actual, expected: actual >= expected)),
    )


# Most policies compare texts and ARNs alone: what compares the rest is imported where a policy asks for it.


def _compare_numbers(comparison: Comparison) -> Comparer:
    def compare(pieces: Pieces) -> Callable[[str], Tri]:
        from keypost.policy.conditions import numbers

        return numbers.compare(comparison)(pieces)

    return compare


def _compare_dates(comparison: Comparison) -> Comparer:
    def compare(pieces: Pieces) -> Callable[[str], Tri]:
        from keypost.policy.conditions import dates

        return dates.compare(comparison)(pieces)

    return compare


def _equal_booleans(pieces: Pieces) -> Callable[[str], Tri]:
    from keypost.policy.conditions import booleans

    return booleans.equals(pieces)


def _equal_bytes(pieces: Pieces) -> Callable[[str], Tri]:
    from keypost.policy.conditions import binary

    return binary.equals(pieces)


def _within_addresses(pieces: Pieces) -> Callable[[str], Tri]:
    from keypost.policy.conditions import addresses

    return addresses.within(pieces)


_OPERATORS = (
    *_pair("StringEquals", "StringNotEquals", strings.equals, Variables.ALLOWED),
    *_pair("StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase", strings.equals_ignoring_case, Variables.ALLOWED),
    *_pair("StringLike", "StringNotLike", strings.like, Variables.ALLOWED),
    *_ordered("Numeric", _compare_numbers),
    *_ordered("Date", _compare_dates),
    Operator("Bool", _equal_booleans, variables=Variables.CONTRADICTORY),
    Operator("BinaryEquals", _equal_bytes),
    *_pair("IpAddress", "NotIpAddress", _within_addresses),
    *_pair("ArnEquals", "ArnNotEquals", arns.like, Variables.ALLOWED),
    *_pair("ArnLike", "ArnNotLike", arns.like, Variables.ALLOWED),
)

OPERATORS = {entry.name: entry for entry in _OPERATORS}
_NAMES = {name.lower(): name for name in (*OPERATORS, NULL)}


class Spelling(NamedTuple):
    """An operator as written in a policy, taken apart."""

    operator: str
    quantifier: Quantifier = Quantifier.NONE
    if_exists: bool = False


def split_operator(written: str) -> Spelling | None:
    """Take `ForAnyValue:StringLikeIfExists` apart; None where it is no operator of IAM."""
    prefix, colon, rest = written.rpartition(":")
    quantifier = _QUANTIFIERS.get(prefix.lower()) if colon else Quantifier.NONE
    bare = rest.lower()
    if_exists = bare.endswith("ifexists")
    name = _NAMES.get(bare.removesuffix("ifexists"))
    if quantifier is None or name is None:
        return None
    if name == NULL and (if_exists or quantifier is not Quantifier.NONE):
        return None
    return Spelling(name, quantifier, if_exists)


_QUANTIFIERS = {entry.value.lower(): entry for entry in Quantifier if entry.value}


def join_operator(spelling: Spelling) -> str:
    """Return the operator as a policy writes it."""
    prefix = f"{spelling.quantifier.value}:" if spelling.quantifier.value else ""
    return f"{prefix}{spelling.operator}{'IfExists' if spelling.if_exists else ''}"
