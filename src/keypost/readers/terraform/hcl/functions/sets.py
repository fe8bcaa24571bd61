"""Functions of sets; the order of a set is that of its sorted texts.

https://developer.hashicorp.com/terraform/language/functions#collection-functions
"""

from collections.abc import Sequence
from itertools import product
from math import prod

from keypost.readers.terraform.hcl.functions.declare import value
from keypost.readers.terraform.hcl.values import (
    HclSet,
    TooMuchError,
    Value,
    build_error,
    build_open,
    build_set,
    describe_call,
    first_unknown,
    same,
    to_items,
    unify,
)
from keypost.unknown import Unread

_MOST = 20_000


def _union(arguments: Sequence[Value]) -> Value:
    joined: list[Value] = []
    for argument in arguments:
        items = to_items(argument)
        if isinstance(items, Unread):
            return build_open(describe_call("setunion", arguments))
        joined.extend(items)
    return build_set(unify(joined))


def _intersection(arguments: Sequence[Value]) -> Value:
    first, *others = (_items(argument) for argument in arguments)
    return build_set([item for item in first if all(any(same(item, one) for one in other) for other in others)])


def _subtract(arguments: Sequence[Value]) -> Value:
    first, second = map(_items, arguments)
    return build_set([item for item in first if not any(same(item, one) for one in second)])


def _items(argument: Value) -> list[Value]:
    items = to_items(argument)
    if isinstance(items, Unread) or len(items) > _MOST // 10:
        raise TooMuchError
    return items


def _product(arguments: Sequence[Value]) -> Value:
    if len(arguments) < 2:
        raise build_error("`setproduct` needs at least two arguments", ja="`setproduct` には引数が 2 つ以上必要です")
    lists = [to_items(argument) for argument in arguments]
    known = [items for items in lists if not isinstance(items, Unread)]
    if len(known) < len(lists) or any(isinstance(items, HclSet) and not items.counted for items in known):
        return build_open(describe_call("setproduct", arguments))
    if prod(map(len, known)) > _MOST:
        raise TooMuchError
    combined: list[Value] = [list(combination) for combination in product(*known)]
    sets = all(isinstance(items, HclSet) for items in known)
    return HclSet(combined) if sets and first_unknown(combined) is None else combined


FUNCTIONS = {
    "setintersection": value(_intersection, 1, None),
    "setproduct": value(_product, 2, None, parts=True),
    "setsubtract": value(_subtract, 2),
    "setunion": value(_union, 1, None, parts=True),
}
