"""Values of conditions that can never compare equal, or that say more or less than they seem to."""

import re
from collections.abc import Callable, Iterator

from keypost.policy.conditions.addresses import parse_range
from keypost.policy.conditions.operators import NULL, OPERATORS
from keypost.policy.document import Condition, Statement
from keypost.policy.validity.defect import Defect, Problem, Standing, Subject
from keypost.policy.validity.keys import EXACT_KEYS
from keypost.unknown import has_unknown, render_unknown

_ACCOUNT = r"\d{12}"
_ORGANIZATION = r"o-[a-z0-9]{10,32}"
_NUMBER = r"[+-]?\d+(\.\d+)?"
_DATE = r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?)?)?|\d+"
_BASE64 = r"[A-Za-z0-9+/]*={0,2}"
_ACCOUNT_OR_NOBODY = r"\d{12}|anonymous"
_VIA_SERVICE = r"[a-z0-9-*?]+\.[a-z0-9-*?]+(\.[a-z0-9-*?]+)*\.amazonaws\.com(\.cn)?"
_ALIAS = r"alias/\S+|\*.*"
_ARN_COLONS = 5
# Exactly this service sends an aws:SourceArn that ends in a real asterisk (Config Developer Guide, S3 bucket policy).
_REAL_ASTERISK = r"arn:[a-z-]+:config:[^:]*:[^:]*:\*"
# What the keys' values look like, where a value of another shape can never be sent.
_SHAPES = {
    **dict.fromkeys(("aws:sourceaccount", "aws:resourceaccount", "kms:calleraccount", "aws:vpceaccount"), _ACCOUNT),
    **dict.fromkeys(("aws:principalorgid", "aws:sourceorgid", "aws:resourceorgid", "aws:vpceorgid"), _ORGANIZATION),
    "aws:principalaccount": _ACCOUNT_OR_NOBODY,
    "kms:viaservice": _VIA_SERVICE,
    "kms:requestalias": _ALIAS,
    "kms:resourcealiases": _ALIAS,
}
_EXAMPLES = {
    _ACCOUNT: "111122223333",
    _ACCOUNT_OR_NOBODY: "111122223333",
    _ORGANIZATION: "o-a1b2c3d4e5",
    _VIA_SERVICE: "sns.us-east-1.amazonaws.com",
    _ALIAS: "alias/app",
}


def find_in_values(subject: Subject, statement: Statement) -> Iterator[Defect]:
    """Yield what is wrong with the values of a statement's conditions."""
    del subject
    for condition in statement.conditions:
        for value in condition.values:
            problem = _judge(condition, value)
            if problem is not None:
                shown = render_unknown(value)
                details = {"key": condition.key, "operator": condition.operator, "example": _example(condition)}
                yield Defect(problem, Standing.STORED, condition.origin, shown, statement, details)


def _judge(condition: Condition, value: str) -> Problem | None:
    operator = condition.operator
    if operator not in OPERATORS and operator != NULL:
        return None
    if "*" in value or "?" in value:
        problem = _judge_pattern(condition, value)
        if problem is not None or operator.startswith("String"):
            return problem
    if has_unknown(value) or "${" in value:
        return None
    if not _FORMATS.get(operator, _is_anything)(value):
        return Problem.VALUE_FORMAT
    shape = _SHAPES.get(condition.key.lower())
    return Problem.VALUE_SHAPE if shape is not None and operator in _EXACT and not re.fullmatch(shape, value) else None


def _judge_pattern(condition: Condition, value: str) -> Problem | None:
    if condition.operator in {"StringLike", "StringNotLike"} and condition.key.lower() in EXACT_KEYS:
        return Problem.WILDCARD_IN_EXACT_KEY
    return Problem.WILDCARD_LITERAL if _is_literal(condition.operator, value) else None


def _is_literal(operator: str, value: str) -> bool:
    """StringEquals and its like take an asterisk as a plain character; `?` is too usual in texts to be told."""
    return operator in _EXACT and "*" in value and "${*}" not in value and not re.fullmatch(_REAL_ASTERISK, value)


_EXACT = frozenset({"StringEquals", "StringNotEquals", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase"})


def _example(condition: Condition) -> str:
    shape = _SHAPES.get(condition.key.lower())
    return _EXAMPLES.get(shape, "") if shape is not None else ""


def _is_anything(value: str) -> bool:
    del value
    return True


def _is_binary(value: str) -> bool:
    return re.fullmatch(_BASE64, value) is not None


def _is_number(value: str) -> bool:
    return re.fullmatch(_NUMBER, value) is not None


def _is_date(value: str) -> bool:
    return re.fullmatch(_DATE, value) is not None


def _is_bool(value: str) -> bool:
    return value.lower() in {"true", "false"}


def _is_arn(value: str) -> bool:
    """A lone `*` stands for every ARN."""
    return value.count(":") >= _ARN_COLONS or value == "*"


_FORMATS: dict[str, Callable[[str], object]] = {
    NULL: _is_bool,
    "Bool": _is_bool,
    "BinaryEquals": _is_binary,
    "IpAddress": parse_range,
    "NotIpAddress": parse_range,
    **{name: _is_number for name in OPERATORS if name.startswith("Numeric")},
    **{name: _is_date for name in OPERATORS if name.startswith("Date")},
    **{name: _is_arn for name in OPERATORS if name.startswith("Arn")},
}
