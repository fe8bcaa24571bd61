"""`regex`, `regexall` and `replace`: patterns as in RE2, which never take long; Python's could.

https://developer.hashicorp.com/terraform/language/functions/regex
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from keypost.readers.terraform.hcl.functions.declare import text, value
from keypost.readers.terraform.hcl.values import Value, build_error, build_open, describe_call, to_text
from keypost.unknown import build_unknown

_TOKEN = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\{\d*,?\d*\}|.", re.DOTALL)
_LONGEST = 4000
_MOST_STEPS = 20_000_000


def _regex(arguments: Sequence[Value]) -> Value:
    pattern = _compile(to_text(arguments[0]), to_text(arguments[1]))
    if pattern is None:
        return build_open(describe_call("regex", arguments))
    match = pattern.search(to_text(arguments[1]))
    if match is None:
        raise build_error("the pattern doesn't match", ja="パターンに一致しません")
    return _captured(match)


def _regex_all(arguments: Sequence[Value]) -> Value:
    pattern = _compile(to_text(arguments[0]), to_text(arguments[1]))
    if pattern is None:
        return build_open(describe_call("regexall", arguments))
    return [_captured(match) for match in pattern.finditer(to_text(arguments[1]))]


def _captured(match: re.Match[str]) -> Value:
    if match.re.groupindex:
        return dict(sorted(match.groupdict().items()))
    return list(match.groups()) if match.re.groups else match[0]


def _replace(arguments: Sequence[Value]) -> Value:
    source, piece, new = map(to_text, arguments)
    if len(piece) < 2 or not (piece.startswith("/") and piece.endswith("/")):
        return source.replace(piece, new)
    pattern = _compile(piece[1:-1], source)
    if pattern is None:
        return build_unknown(describe_call("replace", arguments))
    return pattern.sub(lambda match: _expand(new, match), source)


def _expand(new: str, match: re.Match[str]) -> str:
    """Fill in `$1`, `${1}` and `$name`; a name reaches as far as letters, digits and `_` do."""

    def fill(reference: re.Match[str]) -> str:
        name = reference[1] or reference[2]
        if name is None:
            return "$"
        try:
            return match[int(name) if name.isdigit() else name] or ""
        except (IndexError, OverflowError):
            return ""

    return re.sub(r"\$(?:\{(\w+)\}|(\w+)|\$)", fill, new, flags=re.ASCII)


@lru_cache(maxsize=256)
def _is_quick(pattern: str, length: int) -> bool:
    """Tell whether Python matches the pattern in few steps: no repeat or choice is repeated, few repeats follow."""
    repeats, opened, repeatable = 0, [False], True
    for piece in _TOKEN.findall(pattern):
        if piece == "(":
            opened.append(False)
        elif piece == ")":
            inner = opened.pop() if len(opened) > 1 else True
            opened[-1] = opened[-1] or inner
            repeatable = not inner
            continue
        elif piece == "|":
            opened[-1] = True
        elif piece in {"*", "+"} or (piece.startswith("{") and len(piece) > 1):
            if not repeatable:
                return False
            repeats += 1
            opened[-1] = True
        repeatable = True
    return bool((length + 1) ** min(repeats, 8) <= _MOST_STEPS)


def _compile(pattern: str, source: str) -> re.Pattern[str] | None:
    """Return the pattern, None where Python's way of matching it might differ or take long."""
    differs = (
        "[[:" in pattern
        or "(?" in re.sub(r"\(\?(?:P<|:|i\))", "", pattern)
        or re.search(r"\\[^\w\s]?[CQEpPz]", pattern)
    )
    if differs or ("$" in pattern and source.endswith("\n")) or len(source) > _LONGEST:
        return None
    if not _is_quick(pattern, len(source)):
        return None
    try:
        return re.compile(pattern, re.ASCII)
    except (re.error, RecursionError, OverflowError) as error:
        raise build_error("the pattern isn't valid", ja="パターンが正しくありません") from error


FUNCTIONS = {
    "regex": value(_regex, 2),
    "regexall": value(_regex_all, 2),
    "replace": text(_replace, 3),
}
