"""Functions of texts.

https://developer.hashicorp.com/terraform/language/functions#string-functions
"""

import re
from collections.abc import Callable, Sequence

from keypost.readers.terraform.hcl.functions.declare import text, value
from keypost.readers.terraform.hcl.values import (
    Value,
    build_error,
    build_open,
    describe,
    describe_call,
    from_number,
    to_items,
    to_number,
    to_text,
)
from keypost.unknown import Shape, Unread, build_unknown, has_unknown, unknowns_in

_UNIT = re.compile("(\ue200.*?\ue201)", re.DOTALL)
_CASELESS = frozenset({Shape.ACCOUNT, Shape.REGION, Shape.PARTITION})


def _each_known(change: Callable[[str], str], name: str) -> Callable[[Sequence[Value]], Value]:
    """Return a function that changes the known parts of a text; what is in small letters only stays for `lower`."""

    def run(arguments: Sequence[Value]) -> Value:
        return "".join(_change(part, change, name) for part in _UNIT.split(to_text(arguments[0])))

    return run


def _change(part: str, change: Callable[[str], str], name: str) -> str:
    unknown = unknowns_in(part)
    if not unknown:
        return change(part)
    if name == "lower" and unknown[0].shape in _CASELESS:
        return part
    return build_unknown(f"{name}({unknown[0].name})")


def _upper(source: str) -> str:
    """Return capitals, letter by letter as Go does it: what has none of one letter (`ß`) stays."""
    return "".join(letter.upper() if len(letter.upper()) == 1 else letter for letter in source)


def _title(arguments: Sequence[Value]) -> Value:
    """Make the first letter of each word a capital: a word starts after white space and most punctuation."""
    return re.sub(r"(?:^|(?<=[^\w]))[^\W\d_]", lambda match: _upper(match[0]), to_text(arguments[0]))


def _join(arguments: Sequence[Value]) -> Value:
    glue = to_text(arguments[0])
    items: list[Value] = []
    for argument in arguments[1:]:
        given = to_items(argument)
        if isinstance(given, Unread):
            return build_unknown(describe_call("join", arguments))
        items.extend(given)
    return glue.join(map(to_text, items))


def _split(arguments: Sequence[Value]) -> Value:
    """Split a text; an unknown part that can hold the separator leaves the number of items open."""
    glue, source = to_text(arguments[0]), to_text(arguments[1])
    if has_unknown(glue) or any(_may_hold(part.shape, glue) for part in unknowns_in(source)):
        return build_open(describe_call("split", arguments))
    if not glue:
        return list(source)
    return [*source.split(glue)] if source else [""]


def _may_hold(shape: Shape, glue: str) -> bool:
    return not glue or any(shape.character.match(character) for character in glue)


def _starts(arguments: Sequence[Value]) -> Value:
    return _compare_start(to_text(arguments[0]), to_text(arguments[1]), "startswith", arguments)


def _ends(arguments: Sequence[Value]) -> Value:
    source, end = to_text(arguments[0]), to_text(arguments[1])
    if has_unknown(source) or has_unknown(end):
        known = _UNIT.split(source)[-1]
        if not has_unknown(end) and (known.endswith(end) or not end.endswith(known[-len(end) :])):
            return known.endswith(end)
        return build_open(describe_call("endswith", arguments))
    return source.endswith(end)


def _compare_start(source: str, start: str, name: str, arguments: Sequence[Value]) -> Value:
    if has_unknown(source) or has_unknown(start):
        known = _UNIT.split(source)[0]
        if not has_unknown(start) and (known.startswith(start) or not start.startswith(known[: len(start)])):
            return known.startswith(start)
        return build_open(describe_call(name, arguments))
    return source.startswith(start)


def _contains(arguments: Sequence[Value]) -> Value:
    source, piece = to_text(arguments[0]), to_text(arguments[1])
    if has_unknown(source) or has_unknown(piece):
        if not has_unknown(piece) and any(piece in part for part in _UNIT.split(source) if not has_unknown(part)):
            return True
        return build_open(describe_call("strcontains", arguments))
    return piece in source


def _trim(arguments: Sequence[Value]) -> Value:
    return to_text(arguments[0]).strip(to_text(arguments[1])) if arguments[1] != "" else to_text(arguments[0])


def _trim_prefix(arguments: Sequence[Value]) -> Value:
    source, prefix = to_text(arguments[0]), to_text(arguments[1])
    starts = _compare_start(source, prefix, "trimprefix", arguments)
    if isinstance(starts, Unread):
        return build_unknown(describe_call("trimprefix", arguments))
    return source.removeprefix(prefix)


def _trim_suffix(arguments: Sequence[Value]) -> Value:
    ends = _ends(arguments)
    if isinstance(ends, Unread):
        return build_unknown(describe_call("trimsuffix", arguments))
    return to_text(arguments[0]).removesuffix(to_text(arguments[1]))


def _chomp(arguments: Sequence[Value]) -> Value:
    return re.sub(r"(?:\r\n|\n|\r)*\Z", "", to_text(arguments[0]))


def _indent(arguments: Sequence[Value]) -> Value:
    return to_text(arguments[1]).replace("\n", "\n" + " " * _whole(arguments[0], most=1000))


def _substr(arguments: Sequence[Value]) -> Value:
    source = to_text(arguments[0])
    offset, length = _whole(arguments[1], most=10**9), _whole(arguments[2], most=10**9)
    if offset < 0:
        offset = max(0, offset + len(source))
    return source[offset:] if length < 0 else source[offset : offset + length]


def _whole(argument: Value, *, most: int) -> int:
    number = to_number(argument)
    if isinstance(number, Unread) or number.denominator != 1 or abs(number) > most:
        raise build_error("a whole number is needed", ja="整数が必要です")
    return int(number)


def _parse_int(arguments: Sequence[Value]) -> Value:
    try:
        return int(to_text(arguments[0])[:400], _whole(arguments[1], most=36))
    except ValueError as error:
        raise build_error(f"{describe(arguments[0])} isn't a number", ja="数値ではありません") from error


def _number_of(arguments: Sequence[Value]) -> Value:
    number = to_number(arguments[0]) if arguments[0] is not None else None
    return number if number is None or isinstance(number, Unread) else from_number(number)


FUNCTIONS = {
    "chomp": text(_chomp, 1),
    "endswith": value(_ends, 2, parts=True),
    "indent": text(_indent, 2),
    "join": text(_join, 1, None, parts=True),
    "lower": text(_each_known(str.lower, "lower"), 1, parts=True),
    "parseint": value(_parse_int, 2),
    "split": value(_split, 2, parts=True),
    "startswith": value(_starts, 2, parts=True),
    "strcontains": value(_contains, 2, parts=True),
    "strrev": text(lambda arguments: to_text(arguments[0])[::-1], 1),
    "substr": text(_substr, 3),
    "title": text(_title, 1),
    "tonumber": value(_number_of, 1, parts=True),
    "trim": text(_trim, 2),
    "trimprefix": text(_trim_prefix, 2, parts=True),
    "trimspace": text(lambda arguments: to_text(arguments[0]).strip(), 1),
    "trimsuffix": text(_trim_suffix, 2, parts=True),
    "upper": text(_each_known(_upper, "upper"), 1, parts=True),
}
