"""Operators of numbers: exact, as Terraform's are."""

from collections.abc import Callable, Mapping
from fractions import Fraction

from keypost.readers.terraform.hcl.values import build_error, from_number

_COMPARE: Mapping[str, Callable[[Fraction, Fraction], bool]] = {
    "<": Fraction.__lt__,
    ">": Fraction.__gt__,
    "<=": Fraction.__le__,
    ">=": Fraction.__ge__,
}


_ARITHMETIC: Mapping[str, Callable[[Fraction, Fraction], Fraction]] = {
    "+": Fraction.__add__,
    "-": Fraction.__sub__,
    "*": Fraction.__mul__,
    "/": Fraction.__truediv__,
    "%": lambda left, right: left - right * int(left / right),
}


def calculate(operator: str, left: Fraction, right: Fraction) -> int | float | bool:
    """Return what an operator of numbers gives.

    Raises:
        CannotEvaluateError: it divides by zero.
    """
    if operator in _COMPARE:
        return _COMPARE[operator](left, right)
    if operator in "/%" and right == 0:
        raise build_error("it divides by zero", ja="ゼロで割っています")
    return from_number(_ARITHMETIC[operator](left, right))
