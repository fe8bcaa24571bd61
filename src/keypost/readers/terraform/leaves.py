"""Settles one unknown value of a plan by what its expression refers to.

A value is taken for what it refers to only where nothing else can stand: the place holds one ARN, name or id, and
one unknown attribute alone is referred to. All else stays an unknown text.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from keypost.arn import parse_arn
from keypost.named import NamedTuple
from keypost.readers.building.resolved import Value
from keypost.readers.terraform.properties import Place
from keypost.readers.terraform.types.declare import Form

# Services whose ARNs name nothing inside a resource, so that no text follows them but wildcards that change nothing.
_CLOSED = frozenset(
    {"backup", "budgets", "cloudtrail", "cloudwatch", "codepipeline", "events", "iam", "kms", "scheduler", "sns", "sqs"}
)


class Meant(NamedTuple):
    """What a reference gives: `known` before apply, and `certain` to be meant: one instance, and not a `local`.

    `alternative`: this or another is meant, never both.
    """

    value: Value
    known: bool
    certain: bool
    alternative: bool = False


# Gives the unknown text that stands for the place: most places never need it.
Unknown = Callable[[], str]


def settle_value(place: Place, meant: Sequence[Meant], *, unknown: Unknown) -> Value:
    """Return the value of a place that holds one, `unknown` where that can't be told."""
    if place.listed:
        return settle_list(place, meant, unknown=unknown)
    found = _find_only(meant)
    return unknown() if found is None else _fit(place, found, unknown)


def settle_list(place: Place, meant: Sequence[Meant], *, unknown: Unknown) -> list[Value]:
    """Return the elements of a list of which nothing is known, not even how many there are."""
    if place.form not in {Form.REFERENCE, Form.PATTERN} or any(one.alternative for one in meant):
        return [unknown()]
    values: list[Value] = []
    for one in meant:
        if not one.known and not one.certain and one.value is None:
            values.append(unknown())
            continue
        texts = one.value if isinstance(one.value, list) else [one.value]
        values += [_fit(place, text, unknown) for text in texts if not one.known or _is_arn(text)]
    return [value for index, value in enumerate(values) if value not in values[:index]] or [unknown()]


def settle_elements(
    place: Place, meant: Sequence[Meant], *, values: Sequence[Value], opened: Sequence[int]
) -> list[Value]:
    """Return the elements of a list; those at `opened` aren't known, and `values` has unknown texts in their place."""
    open_ones = [one for one in meant if not one.known]
    found = [text for one in open_ones for text in (one.value if isinstance(one.value, list) else [one.value])]
    if len(found) != len(opened):
        is_one = all(one.certain for one in open_ones) and len(set(map(repr, found))) == 1
        found = found[:1] * len(opened) if is_one else []
    if any(one.alternative for one in open_ones):
        found = []
    settled = list(values)
    for index, value in zip(opened, found, strict=False):
        if value is not None:
            settled[index] = _fit(place, value, partial(str, settled[index]))
    return settled


def _find_only(meant: Sequence[Meant]) -> Value:
    """Return the only unknown value that is referred to, None for several or none."""
    open_ones = [one for one in meant if not one.known]
    for one in open_ones:
        if not one.certain or one.value != open_ones[0].value:
            return None
    return open_ones[0].value if open_ones else None


def _fit(place: Place, value: Value, unknown: Unknown) -> Value:
    """Return what the place holds where it is made of this value."""
    if place.form is Form.REFERENCE:
        return value
    if place.form is Form.POLICY:
        return value if isinstance(value, Mapping) else unknown()
    if place.form is Form.JSON:
        return {place.member: value}
    if place.form is Form.PATTERN and isinstance(value, str):
        arn = parse_arn(value)
        if arn is not None:
            return value if arn.service in _CLOSED else value + unknown()
    return unknown()


def _is_arn(value: Value) -> bool:
    return isinstance(value, str) and value.startswith("arn:")
