"""`format` and `formatlist`.

https://developer.hashicorp.com/terraform/language/functions/format
"""

import re
from collections.abc import Sequence

from keypost.readers.terraform.hcl.functions.declare import text, value
from keypost.readers.terraform.hcl.functions.encoding import encode_json
from keypost.readers.terraform.hcl.values import (
    TooMuchError,
    Value,
    build_error,
    build_open,
    describe_call,
    first_unknown,
    to_number,
    to_text,
    to_truth,
)
from keypost.unknown import Unread, build_unknown, has_unknown

_VERB = re.compile(
    r"%(?P<flags>[-+ #0]*)(?P<width>\d+)?(?:\.(?P<exact>\d*))?(?:\[(?P<which>\d+)\])?(?P<verb>.)", re.DOTALL
)
_WIDEST = 1000


def _format(arguments: Sequence[Value]) -> Value:
    if not isinstance(arguments[0], str) or has_unknown(arguments[0]):
        return build_unknown(describe_call("format", arguments))
    return _fill(arguments[0], list(arguments[1:]))


def _fill(pattern: str, given: list[Value]) -> str:
    at, end, last, pieces = 0, 0, 0, []
    for match in _VERB.finditer(pattern):
        pieces.append(pattern[end : match.start()])
        end = match.end()
        if match["verb"] == "%":
            pieces.append("%")
            continue
        at = int(match["which"][:6]) - 1 if match["which"] else at
        if not 0 <= at < len(given):
            raise build_error("`format` has too few arguments", ja="`format` の引数が足りません")
        pieces.append(_render(match, given[at]))
        at += 1
        last = max(last, at)
    if last < len(given) and "[" not in pattern:
        raise build_error("`format` has too many arguments", ja="`format` の引数が多すぎます")
    return "".join([*pieces, pattern[end:]])


def _render(match: re.Match[str], argument: Value) -> str:
    width = int(match["width"] or 0) if len(match["width"] or "") < 5 else _WIDEST + 1
    if width > _WIDEST or len(match["exact"] or "") > 3:
        raise TooMuchError
    unknown = first_unknown(argument) is not None
    if unknown and (match["verb"] not in "sv" or width or match["exact"] is not None or not isinstance(argument, str)):
        return build_unknown(describe_call(f"format {match[0]}", [argument]))
    rendered = _render_verb(match, argument)
    if "-" in match["flags"]:
        return rendered.ljust(width)
    if "0" in match["flags"] and match["verb"] not in "sqv":
        sign = rendered[:1] if rendered[:1] in "+-" else ""
        return sign + rendered[len(sign) :].rjust(width - len(sign), "0")
    return rendered.rjust(width)


def _render_verb(match: re.Match[str], argument: Value) -> str:
    verb, exact = match["verb"], match["exact"]
    if verb == "v":
        return encode_json(argument) if "#" in match["flags"] or not _is_plain(argument) else to_text(argument)
    if verb == "s":
        return to_text(argument) if exact is None else to_text(argument)[: int(exact or 0)]
    if verb == "q":
        return encode_json(to_text(argument))
    if verb == "t":
        return to_text(to_truth(argument))
    return _render_number(match, argument)


def _is_plain(argument: Value) -> bool:
    return argument is not None and not isinstance(argument, list | dict)


def _render_number(match: re.Match[str], argument: Value) -> str:
    verb, exact = match["verb"], match["exact"]
    number = to_number(argument)
    if isinstance(number, Unread):
        return build_unknown(number.subject)
    if verb not in "bdoxXeEfFgG":
        raise build_error(f"`format` has no verb `%{verb}`", ja=f"`format` に `%{verb}` はありません")
    sign = "+" if "+" in match["flags"] else " " if " " in match["flags"] else ""
    if verb in "bdoxX":
        return format(int(number), sign + verb)
    if verb in "gG" and exact is None:
        rendered = repr(float(number)).removesuffix(".0")
        return sign + rendered if sign and number >= 0 else rendered
    return format(float(number), f"{sign}.{exact or (0 if exact is not None else 6)}{verb}")


def _format_list(arguments: Sequence[Value]) -> Value:
    """Format once for each item of the lists; what isn't a list is the same each time."""
    pattern, *given = arguments
    lists = [argument for argument in given if isinstance(argument, list)]
    if not isinstance(pattern, str) or has_unknown(pattern) or any(isinstance(item, Unread) for item in given):
        return build_open(describe_call("formatlist", arguments))
    if len({len(items) for items in lists}) > 1:
        raise build_error("the lists of `formatlist` differ in length", ja="`formatlist` のリストの長さが異なります")
    rounds = len(lists[0]) if lists else 1
    return [
        _fill(pattern, [argument[index] if isinstance(argument, list) else argument for argument in given])
        for index in range(rounds)
    ]


FUNCTIONS = {
    "format": text(_format, 1, None, parts=True),
    "formatlist": value(_format_list, 1, None, parts=True),
}
