"""Conversions of types.

https://developer.hashicorp.com/terraform/language/functions#type-conversion-functions
"""

from collections.abc import Sequence

from keypost.readers.terraform.hcl.functions.declare import value
from keypost.readers.terraform.hcl.values import (
    Attributes,
    HclSet,
    Value,
    build_open,
    build_set,
    describe_call,
    to_entries,
    to_items,
    to_text,
    to_truth,
    unify,
)
from keypost.unknown import Unread


def _to_text(arguments: Sequence[Value]) -> Value:
    return None if arguments[0] is None else to_text(arguments[0])


def _to_truth(arguments: Sequence[Value]) -> Value:
    return None if arguments[0] is None else to_truth(arguments[0])


def _to_list(arguments: Sequence[Value]) -> Value:
    if arguments[0] is None:
        return None
    items = to_items(arguments[0])
    if isinstance(items, Unread):
        return build_open(describe_call("tolist", arguments))
    return HclSet(items, counted=False) if isinstance(items, HclSet) and not items.counted else unify(items)


def _to_set(arguments: Sequence[Value]) -> Value:
    if arguments[0] is None:
        return None
    items = to_items(arguments[0])
    return build_open(describe_call("toset", arguments)) if isinstance(items, Unread) else build_set(unify(items))


def _to_map(arguments: Sequence[Value]) -> Value:
    if arguments[0] is None or isinstance(arguments[0], Attributes):
        return arguments[0]
    entries = to_entries(arguments[0])
    if isinstance(entries, Unread):
        return build_open(describe_call("tomap", arguments))
    return dict(zip(entries, unify(list(entries.values())), strict=True))


def _same(arguments: Sequence[Value]) -> Value:
    return arguments[0]


FUNCTIONS = {
    "ephemeralasnull": value(_same, 1, parts=True),
    "issensitive": value(lambda _: False, 1),
    "nonsensitive": value(_same, 1, parts=True),
    "sensitive": value(_same, 1, parts=True),
    "tobool": value(_to_truth, 1, parts=True),
    "tolist": value(_to_list, 1, parts=True),
    "tomap": value(_to_map, 1, parts=True),
    "toset": value(_to_set, 1, parts=True),
    "tostring": value(_to_text, 1, parts=True),
}
