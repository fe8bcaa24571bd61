"""Functions of numbers.

https://developer.hashicorp.com/terraform/language/functions#numeric-functions
"""

import math
from collections.abc import Sequence
from fractions import Fraction

from keypost.readers.terraform.hcl.functions.declare import value
from keypost.readers.terraform.hcl.values import TooMuchError, Value, build_error, from_number, to_items, to_number
from keypost.unknown import Unread

_MOST_BITS = 2000


def _number(argument: Value) -> Fraction:
    number = to_number(argument)
    if isinstance(number, Unread):
        raise TooMuchError
    return number


def _extreme(arguments: Sequence[Value], *, largest: bool) -> Value:
    numbers = sorted(map(_number, arguments))
    return from_number(numbers[-1 if largest else 0])


def _sum(arguments: Sequence[Value]) -> Value:
    items = to_items(arguments[0])
    if isinstance(items, Unread) or not items:
        raise build_error("`sum` needs a list that isn't empty", ja="`sum` には空でないリストが必要です")
    return from_number(sum(map(_number, items), Fraction(0)))


def _power(arguments: Sequence[Value]) -> Value:
    base, exponent = map(_number, arguments)
    bits = abs(exponent) * max(base.numerator.bit_length(), base.denominator.bit_length())
    if bits > _MOST_BITS:
        raise TooMuchError
    if exponent.denominator == 1 and (base or exponent >= 0):
        return from_number(base ** int(exponent))
    return _real(lambda: math.pow(base, exponent))


def _log(arguments: Sequence[Value]) -> Value:
    number, base = map(_number, arguments)
    return _real(lambda: math.log(number) / math.log(base))


def _real(calculate: "object") -> Value:
    try:
        result = calculate()  # type: ignore[operator]
    except (ValueError, ZeroDivisionError, OverflowError) as error:
        raise build_error("there is no such number", ja="そのような数値はありません") from error
    return int(result) if float(result).is_integer() else float(result)


def _sign(arguments: Sequence[Value]) -> Value:
    number = _number(arguments[0])
    return (number > 0) - (number < 0)


FUNCTIONS = {
    "abs": value(lambda arguments: from_number(abs(_number(arguments[0]))), 1),
    "ceil": value(lambda arguments: math.ceil(_number(arguments[0])), 1),
    "floor": value(lambda arguments: math.floor(_number(arguments[0])), 1),
    "log": value(_log, 2),
    "max": value(lambda arguments: _extreme(arguments, largest=True), 1, None),
    "min": value(lambda arguments: _extreme(arguments, largest=False), 1, None),
    "pow": value(_power, 2),
    "signum": value(_sign, 1),
    "sum": value(_sum, 1),
}
