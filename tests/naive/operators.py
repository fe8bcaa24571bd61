"""What each condition operator says of one value of the request and one of the policy (IAM User Guide)."""

import base64
import binascii
import ipaddress
import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from decimal import Decimal

# A pattern is a list of (character, is it a wildcard).
Pattern = list[tuple[str, bool]]
Context = Mapping[str, list[str]]

ORDERED = ("Equals", "NotEquals", "LessThan", "LessThanEquals", "GreaterThan", "GreaterThanEquals")
NEGATED = {
    "StringNotEquals": "StringEquals",
    "StringNotEqualsIgnoreCase": "StringEqualsIgnoreCase",
    "StringNotLike": "StringLike",
    "NumericNotEquals": "NumericEquals",
    "DateNotEquals": "DateEquals",
    "NotIpAddress": "IpAddress",
    "ArnNotEquals": "ArnEquals",
    "ArnNotLike": "ArnLike",
}
POSITIVE = (
    *("StringEquals", "StringEqualsIgnoreCase", "StringLike", "Bool", "BinaryEquals", "IpAddress", "ArnEquals"),
    *("ArnLike", *(family + order for family in ("Numeric", "Date") for order in ORDERED if order != "NotEquals")),
)
WITH_VARIABLES = ("String", "Arn")


def spell(text: str) -> Pattern:
    return [(letter, letter in "*?") for letter in text]


def plain(text: str) -> Pattern:
    return [(letter, False) for letter in text]


def written(pattern: Pattern) -> str:
    return "".join(letter for letter, _ in pattern)


def fill(text: str, context: Context, *, variables: bool) -> Pattern | None:
    """Replace the policy variables; None where one has no value. In the old language version there are none."""
    if not variables:
        return spell(text)
    pattern: Pattern = []
    at = 0
    for found in re.finditer(r"\$\{([^{}]*)\}", text):
        pattern += spell(text[at : found.start()])
        at = found.end()
        name, comma, default = found[1].partition(",")
        values = context.get(name.strip().lower(), [])
        if name in ("*", "?", "$"):
            pattern += plain(name)
        elif len(values) == 1:
            pattern += plain(values[0])
        elif comma and not values:
            pattern += plain(default.strip().strip("'"))
        else:
            return None
    return pattern + spell(text[at:])


def glob(pattern: Pattern, text: str) -> bool:
    """`*` is any run of characters, `?` is one."""
    reached = {0}
    for letter, wild in pattern:
        if wild and letter == "*":
            reached = set(range(min(reached, default=len(text) + 1), len(text) + 1))
        else:
            reached = {at + 1 for at in reached if at < len(text) and (wild or text[at] == letter)}
    return len(text) in reached


def split_arn(pattern: Pattern) -> list[Pattern]:
    """Six components; the last keeps its colons."""
    parts: list[Pattern] = [[]]
    for letter, wild in pattern:
        if letter == ":" and len(parts) < 6:
            parts.append([])
        else:
            parts[-1].append((letter, wild))
    return parts


def arn_like(pattern: Pattern, text: str) -> bool:
    if pattern == [("*", True)]:
        return True
    patterns, values = split_arn(pattern), split_arn(plain(text))
    if len(patterns) != 6 or len(values) != 6:
        return False
    return all(glob(part, written(value)) for part, value in zip(patterns, values, strict=True))


def number(text: str) -> Decimal | None:
    return Decimal(text) if re.fullmatch(r"[+-]?[0-9]+(\.[0-9]+)?", text) else None


def date(text: str) -> Decimal | None:
    if re.fullmatch(r"-?[0-9]{5,18}", text):
        return Decimal(text)
    if re.fullmatch(r"[0-9]{4}(-[0-9]{2})?", text):
        return date(f"{text}-01" if "-" in text else f"{text}-01-01")
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return Decimal(str((found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp()))


def network(text: str) -> ipaddress.IPv4Network | ipaddress.IPv6Network | None:
    try:
        return ipaddress.ip_network(text, strict=False)
    except ValueError:
        return None


def within(expected: str, actual: str) -> bool:
    wide, narrow = network(expected), network(actual)
    if wide is None or narrow is None or wide.version != narrow.version:
        return False
    return wide[0] <= narrow[0] and narrow[-1] <= wide[-1]  # type: ignore[operator]


def decode(text: str) -> bytes | None:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None


def ordered(order: str, actual: Decimal | None, expected: Decimal | None) -> bool:
    if actual is None or expected is None:
        return False
    return {
        "Equals": actual == expected,
        "LessThan": actual < expected,
        "LessThanEquals": actual <= expected,
        "GreaterThan": actual > expected,
        "GreaterThanEquals": actual >= expected,
    }[order]


def is_truth(expected: str, actual: str) -> bool:
    return actual.lower() in ("true", "false") and actual.lower() == expected.lower()


def is_binary(expected: str, actual: str) -> bool:
    wanted = decode(expected)
    return wanted is not None and wanted in (decode(actual), actual.encode())


COMPARE: dict[str, Callable[[Pattern, str], bool]] = {
    "StringEquals": lambda pattern, actual: written(pattern) == actual,
    "StringEqualsIgnoreCase": lambda pattern, actual: written(pattern).lower() == actual.lower(),
    "StringLike": glob,
    "ArnEquals": arn_like,
    "ArnLike": arn_like,
    "IpAddress": lambda pattern, actual: within(written(pattern), actual),
    "Bool": lambda pattern, actual: is_truth(written(pattern), actual),
    "BinaryEquals": lambda pattern, actual: is_binary(written(pattern), actual),
}


def matches(operator: str, pattern: Pattern, actual: str) -> bool:
    """Tell whether one value of the request satisfies a positive operator for one value of the policy."""
    for family, parse in (("Numeric", number), ("Date", date)):
        if operator.startswith(family):
            return ordered(operator.removeprefix(family), parse(actual), parse(written(pattern)))
    return COMPARE[operator](pattern, actual)
