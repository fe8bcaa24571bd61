"""Fn::If and the condition functions where they stand inside a value."""

from keypost.named import Callable
from keypost.readers.building.resolved import Value
from keypost.readers.cloudformation.intrinsics.scope import Scope, take_arguments
from keypost.unknown import Unread, Why

IF = "Fn::If"


def choose(argument: object, scope: Scope) -> Value:
    """Resolve `Fn::If: [condition, value if true, value if false]`.

    Where the condition is open, a value that is the same both ways stands; else it is unread.
    https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-conditions.html
    """
    condition, if_true, if_false = take_arguments(argument, least=3, most=3)
    holds = scope.holds(condition)
    if holds is not None:
        return scope.resolve(if_true if holds else if_false)
    left, right = scope.resolve(if_true), scope.resolve(if_false)
    if left == right:
        return left
    return Unread(Why.UNKNOWN_VALUE, f"{IF}({condition})" if isinstance(condition, str) else IF)


def find_branch(argument: object, scope: Scope) -> int | None:
    """Return which argument of an `Fn::If` is its value: 1, 2, or None where that is open."""
    if not isinstance(argument, list) or len(argument) != 3:
        return None
    holds = scope.holds(argument[0])
    return None if holds is None else (1 if holds else 2)


def expression(name: str) -> Callable[[object, Scope], Value]:
    """Return the function that evaluates a condition function (`Fn::And`, say) to true or false."""

    def evaluate(argument: object, scope: Scope) -> Value:
        holds = scope.holds({name: argument})
        return Unread(Why.UNKNOWN_VALUE, name) if holds is None else holds

    return evaluate
