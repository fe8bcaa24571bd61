"""Values of a context key that make tests hold or fail: tried one by one, and told by the tests themselves."""

from collections.abc import Callable, Iterable, Iterator

from keypost.named import NamedTuple
from keypost.policy.conditions.operators import NULL
from keypost.policy.document import Condition, Version
from keypost.policy.facts import Facts
from keypost.policy.variables import Pieces, fill_template, split_value
from keypost.unknown import Wild, has_unknown

# What stands for a run of characters that a pattern leaves open, and for a single one.
_RUN, _ONE = "example", "x"
# Values that hardly any policy names, for tests that exclude what they list; of each type one.
_OTHERS = ("another-value", "true", "false", "999999999", "2999-01-01T00:00:00Z", "1970-01-02T00:00:00Z")
_OTHER_ARN = "arn:aws:sns:us-east-1:000000000000:another"
_OTHER_ADDRESSES = ("203.0.113.7", "2001:db8::7")


# Any value at all.
ANYTHING = ("*",)


class Witness(NamedTuple):
    """One value that does it; `like`: every value that matches one of these does, `unlike`: that matches none."""

    value: str
    like: tuple[str, ...] = ()
    unlike: tuple[str, ...] = ()


def list_witnesses(conditions: Iterable[Condition], *, version: Version, facts: Facts) -> Iterator[Witness]:
    """Yield values worth trying for one context key, those that the conditions name themselves first, each once."""
    conditions = tuple(conditions)
    seen: set[str] = set()
    for witness in (*_named(conditions, version, facts), *_unnamed(conditions)):
        if witness.value not in seen and not has_unknown(witness.value):
            seen.add(witness.value)
            yield witness


def find_witness(
    conditions: Iterable[Condition], *, version: Version, facts: Facts, suits: Callable[[Witness], bool]
) -> Witness | None:
    """Return the first value that suits."""
    return next((one for one in list_witnesses(conditions, version=version, facts=facts) if suits(one)), None)


def _named(conditions: tuple[Condition, ...], version: Version, facts: Facts) -> Iterator[Witness]:
    for condition in conditions:
        if condition.operator == NULL:
            continue
        for written in condition.values:
            pieces = fill_template(split_value(written, version=version), facts=facts)
            if pieces is not None:
                yield from _spell(pieces, condition, written)


def _spell(pieces: Pieces, condition: Condition, written: str) -> Iterator[Witness]:
    """Yield texts that the value of a policy stands for."""
    takes_patterns = condition.operator.endswith("Like") or condition.operator.startswith("Arn")
    is_open = takes_patterns and any(isinstance(piece, Wild) for piece in pieces)
    text = "".join(_literal(piece, takes_patterns=takes_patterns) for piece in pieces)
    if condition.operator.endswith("IpAddress"):
        address = text.partition("/")[0]
        yield Witness(address, like=(written,) if address != text else ())
        return
    yield Witness(text, like=(written,) if is_open else ())
    if condition.operator.startswith("Numeric"):
        yield from (Witness(neighbour) for neighbour in _neighbours(text))


def _literal(piece: str | Wild, *, takes_patterns: bool) -> str:
    if isinstance(piece, str):
        return piece
    if not takes_patterns:
        return piece.value
    return _RUN if piece is Wild.STAR else _ONE


def _neighbours(text: str) -> Iterator[str]:
    if text.lstrip("-").isdecimal() and text.isascii() and len(text) < 18:
        yield from (str(int(text) - 1), str(int(text) + 1))


def _unnamed(conditions: tuple[Condition, ...]) -> Iterator[Witness]:
    """Yield values that the conditions don't name."""
    listed = tuple(value for condition in conditions if condition.operator != NULL for value in condition.values)
    for value in (_OTHER_ARN, *_OTHERS, *_OTHER_ADDRESSES) if _asks_arn(conditions) else (*_OTHERS, *_OTHER_ADDRESSES):
        yield Witness(value, unlike=listed) if listed else Witness(value, like=ANYTHING)


def _asks_arn(conditions: tuple[Condition, ...]) -> bool:
    return any(condition.operator.startswith("Arn") for condition in conditions)
