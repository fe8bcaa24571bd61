"""Functions of lists and objects.

https://developer.hashicorp.com/terraform/language/functions#collection-functions
"""

from collections.abc import Sequence

from keypost.readers.terraform.hcl.functions.declare import value
from keypost.readers.terraform.hcl.values import (
    Attributes,
    Encoded,
    HclSet,
    TooMuchError,
    Value,
    build_error,
    build_open,
    describe_call,
    distinct,
    first_unknown,
    pick,
    same,
    to_entries,
    to_items,
    to_number,
    to_text,
    to_truth,
    unify,
)
from keypost.unknown import Shape, Unread, build_unknown, has_unknown, same_text, unknowns_in

_DEEPEST = 50


def _length(arguments: Sequence[Value]) -> Value:
    (given,) = arguments
    known = (list, dict) if not isinstance(given, HclSet) or given.counted else ()
    if isinstance(given, known) and not isinstance(given, Encoded):
        return len(given)
    if isinstance(given, str) and not has_unknown(given):
        return len(given)
    if given is None or isinstance(given, bool | int | float):
        raise build_error(
            "`length` needs a text, a list or an object",
            ja="`length` には文字列、リスト、オブジェクトのいずれかが必要です",
        )
    return build_open(describe_call("length", arguments))


def _element(arguments: Sequence[Value]) -> Value:
    items, index = to_items(arguments[0]), to_number(arguments[1])
    if isinstance(items, Unread) or isinstance(index, Unread) or isinstance(items, HclSet):
        return build_open(describe_call("element", arguments))
    if not items or index.denominator != 1:
        raise build_error("`element` needs a list that isn't empty", ja="`element` には空でないリストが必要です")
    return items[int(index) % len(items)]


def _lookup(arguments: Sequence[Value]) -> Value:
    given, key = arguments[0], to_text(arguments[1])
    if isinstance(given, Attributes):
        return given.attribute(key)
    entries = to_entries(given)
    if isinstance(entries, Unread):
        return build_open(describe_call("lookup", arguments))
    if key in entries:
        return entries[key]
    if any(same_text(key, other) is None for other in entries):
        return build_open(describe_call("lookup", arguments))
    return arguments[2] if len(arguments) == 3 else pick(entries, key)


def _merge(arguments: Sequence[Value]) -> Value:
    merged: dict[str, Value] = {}
    for argument in arguments:
        entries = {} if argument is None else to_entries(argument)
        if isinstance(entries, Unread):
            return build_open(describe_call("merge", arguments))
        merged.update(entries)
    return merged


def _concat(arguments: Sequence[Value]) -> Value:
    joined: list[Value] = []
    counted = True
    for argument in arguments:
        items = to_items(argument)
        if isinstance(items, Unread):
            return build_open(describe_call("concat", arguments))
        counted = counted and not (isinstance(items, HclSet) and not items.counted)
        joined.extend(items)
    return joined if counted else HclSet(joined, counted=False)


def _contains(arguments: Sequence[Value]) -> Value:
    items = to_items(arguments[0])
    if isinstance(items, Unread):
        return build_open(describe_call("contains", arguments))
    answers = [same(item, arguments[1]) for item in items]
    if any(answer is True for answer in answers):
        return True
    return build_open(describe_call("contains", arguments)) if None in answers else False


def _keys(arguments: Sequence[Value]) -> Value:
    entries = to_entries(arguments[0])
    if isinstance(entries, Unread):
        return build_open(describe_call("keys", arguments))
    return HclSet(entries, counted=False) if any(map(has_unknown, entries)) else sorted(entries)


def _values(arguments: Sequence[Value]) -> Value:
    entries = to_entries(arguments[0])
    if isinstance(entries, Unread):
        return build_open(describe_call("values", arguments))
    if any(map(has_unknown, entries)):
        return HclSet(entries.values(), counted=False)
    return [entries[key] for key in sorted(entries)]


def _flatten(arguments: Sequence[Value]) -> Value:
    items = to_items(arguments[0])
    flat: list[Value] = []
    counted = isinstance(items, Unread) or _flatten_into(flat, items, depth=0)
    if isinstance(items, Unread) or any(isinstance(item, Unread) for item in flat):
        return build_open(describe_call("flatten", arguments))
    return flat if counted else HclSet(flat, counted=False)


def _flatten_into(flat: list[Value], items: list[Value], *, depth: int) -> bool:
    if depth > _DEEPEST:
        raise TooMuchError
    counted = not isinstance(items, HclSet) or items.counted
    for item in items:
        if isinstance(item, list):
            counted = _flatten_into(flat, item, depth=depth + 1) and counted
        else:
            flat.append(item)
    return counted


def _distinct(arguments: Sequence[Value]) -> Value:
    items = to_items(arguments[0])
    if isinstance(items, Unread):
        return build_open(describe_call("distinct", arguments))
    kept, counted = distinct(items)
    return kept if counted and not isinstance(items, HclSet) else HclSet(kept, counted=False)


def _compact(arguments: Sequence[Value]) -> Value:
    """Leave out empty texts and nulls; an unknown text may be empty, so the count is open then."""
    items = to_items(arguments[0])
    if isinstance(items, Unread):
        return build_open(describe_call("compact", arguments))
    kept = [item if isinstance(item, Unread) else to_text(item) for item in items if item not in ("", None)]
    return HclSet(kept, counted=False) if any(_may_be_empty(item) for item in kept) else kept


def _may_be_empty(item: Value) -> bool:
    if not isinstance(item, str):
        return isinstance(item, Unread)
    parts = unknowns_in(item)
    joined = "".join(build_unknown(part.name, shape=part.shape) for part in parts)
    return bool(parts) and joined == item and all(part.shape is Shape.TEXT for part in parts)


def _coalesce(arguments: Sequence[Value]) -> Value:
    for argument in unify(arguments):
        if isinstance(argument, Unread) or _may_be_empty(argument):
            return _build_like(arguments)
        if argument not in (None, ""):
            return argument
    raise build_error("every argument of `coalesce` is null or empty", ja="`coalesce` の引数がすべて null か空です")


def _build_like(arguments: Sequence[Value]) -> Value:
    name = describe_call("coalesce", arguments)
    texts = all(argument is None or isinstance(argument, str) for argument in arguments)
    return build_unknown(name) if texts else build_open(name)


def _coalesce_list(arguments: Sequence[Value]) -> Value:
    for argument in arguments:
        if argument is None:
            continue
        items = to_items(argument)
        if isinstance(items, Unread):
            return build_open(describe_call("coalescelist", arguments))
        if items:
            return items
    raise build_error("every argument of `coalescelist` is empty", ja="`coalescelist` の引数がすべて空です")


def _one(arguments: Sequence[Value]) -> Value:
    items = to_items(arguments[0])
    if isinstance(items, Unread):
        return build_open(describe_call("one", arguments))
    if len(items) > 1:
        if isinstance(items, HclSet) and not items.counted:
            return build_open(describe_call("one", arguments))
        raise build_error("`one` is given more than one item", ja="`one` に 2 つ以上の要素が渡されています")
    return items[0] if items else None


def _slice(arguments: Sequence[Value]) -> Value:
    items = to_items(arguments[0])
    start, end = to_number(arguments[1]), to_number(arguments[2])
    if isinstance(items, HclSet | Unread) or isinstance(start, Unread) or isinstance(end, Unread):
        return build_open(describe_call("slice", arguments))
    if not 0 <= start <= end <= len(items):
        raise build_error("`slice` goes beyond the list", ja="`slice` の範囲がリストを超えています")
    return items[int(start) : int(end)]


def _chunk(arguments: Sequence[Value]) -> Value:
    items, size = to_items(arguments[0]), to_number(arguments[1])
    if isinstance(items, HclSet | Unread) or isinstance(size, Unread):
        return build_open(describe_call("chunklist", arguments))
    width = int(size) or len(items) or 1
    return [items[at : at + width] for at in range(0, len(items), width)]


def _sort(arguments: Sequence[Value]) -> Value:
    items = to_items(arguments[0])
    if isinstance(items, Unread):
        return build_open(describe_call("sort", arguments))
    texts = [to_text(item) for item in items]
    counted = not isinstance(items, HclSet) or items.counted
    return HclSet(texts, counted=counted) if any(map(has_unknown, texts)) else sorted(texts)


def _reverse(arguments: Sequence[Value]) -> Value:
    items = to_items(arguments[0])
    if isinstance(items, Unread):
        return build_open(describe_call("reverse", arguments))
    return HclSet(items[::-1], counted=False) if isinstance(items, HclSet) and not items.counted else items[::-1]


def _index(arguments: Sequence[Value]) -> Value:
    for index, item in enumerate(arguments[0] if isinstance(arguments[0], list) else []):
        if same(item, arguments[1]):
            return index
    raise build_error("the list hasn't that item", ja="リストにその要素がありません")


def _range(arguments: Sequence[Value]) -> Value:
    numbers = [to_number(argument) for argument in arguments]
    whole = [int(number) for number in numbers if not isinstance(number, Unread) and number.denominator == 1]
    if len(whole) < len(numbers):
        return build_open(describe_call("range", arguments))
    start, end = (0, whole[0]) if len(whole) == 1 else (whole[0], whole[1])
    step = whole[2] if len(whole) == 3 else 1 if end >= start else -1
    if step == 0 or (end - start) * step < 0:
        raise build_error("`range` never ends", ja="`range` が終わりません")
    if abs(end - start) // abs(step) > 1024:  # Terraform's own limit
        raise build_error("`range` makes more than 1024 numbers", ja="`range` の要素が 1024 個を超えます")
    return list(range(start, end, step))


def _zip_map(arguments: Sequence[Value]) -> Value:
    names, items = to_items(arguments[0]), to_items(arguments[1])
    if isinstance(names, HclSet | Unread) or isinstance(items, HclSet | Unread):
        return build_open(describe_call("zipmap", arguments))
    if len(names) != len(items):
        raise build_error("the lists of `zipmap` differ in length", ja="`zipmap` のリストの長さが異なります")
    return dict(zip(map(to_text, names), items, strict=True))


def _transpose(arguments: Sequence[Value]) -> Value:
    turned: dict[str, Value] = {}
    for key, names in sorted(_known_entries(arguments[0]).items()):
        for name in _known_items(names):
            list_of = turned.setdefault(to_text(name), [])
            if isinstance(list_of, list):
                list_of.append(key)
    return dict(sorted(turned.items()))


def _match_keys(arguments: Sequence[Value]) -> Value:
    items, keys, wanted = map(_known_items, arguments)
    return [item for item, key in zip(items, keys, strict=False) if any(same(key, other) for other in wanted)]


def _known_items(given: Value) -> list[Value]:
    items = to_items(given)
    return [] if isinstance(items, Unread) else items


def _known_entries(given: Value) -> dict[str, Value]:
    entries = to_entries(given)
    return {} if isinstance(entries, Unread) else entries


def _all_true(arguments: Sequence[Value]) -> Value:
    return _quantify("alltrue", arguments, decisive=False)


def _any_true(arguments: Sequence[Value]) -> Value:
    return _quantify("anytrue", arguments, decisive=True)


def _quantify(name: str, arguments: Sequence[Value], *, decisive: bool) -> Value:
    items = to_items(arguments[0])
    if isinstance(items, Unread):
        return build_open(describe_call(name, arguments))
    answers = [False if item is None else to_truth(item) for item in items]
    if decisive in answers:
        return decisive
    return build_open(describe_call(name, arguments)) if first_unknown(list(answers)) is not None else not decisive


FUNCTIONS = {
    "alltrue": value(_all_true, 1, parts=True),
    "anytrue": value(_any_true, 1, parts=True),
    "chunklist": value(_chunk, 2, parts=True),
    "coalesce": value(_coalesce, 1, None, parts=True),
    "coalescelist": value(_coalesce_list, 1, None, parts=True),
    "compact": value(_compact, 1, parts=True),
    "concat": value(_concat, 1, None, parts=True),
    "contains": value(_contains, 2, parts=True),
    "distinct": value(_distinct, 1, parts=True),
    "element": value(_element, 2, parts=True),
    "flatten": value(_flatten, 1, parts=True),
    "index": value(_index, 2),
    "keys": value(_keys, 1, parts=True),
    "length": value(_length, 1, parts=True),
    "lookup": value(_lookup, 2, 3, parts=True),
    "matchkeys": value(_match_keys, 3),
    "merge": value(_merge, 0, None, parts=True),
    "one": value(_one, 1, parts=True),
    "range": value(_range, 1, 3),
    "reverse": value(_reverse, 1, parts=True),
    "slice": value(_slice, 3, parts=True),
    "sort": value(_sort, 1, parts=True),
    "transpose": value(_transpose, 1),
    "values": value(_values, 1, parts=True),
    "zipmap": value(_zip_map, 2, parts=True),
}
