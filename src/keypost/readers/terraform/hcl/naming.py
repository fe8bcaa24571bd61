"""What people call an expression."""

from collections.abc import Callable, Mapping

from keypost.named import TYPE_CHECKING
from keypost.readers.terraform.hcl import syntax
from keypost.readers.terraform.hcl.syntax import Expression

if TYPE_CHECKING:
    from typing import Any


def name_expression(expression: Expression) -> str:
    """Return the name of an expression: the reference or the function, else its kind."""
    name = _NAMES.get(type(expression))
    return "..." if name is None else name(expression)


def _name_index(expression: syntax.Index) -> str:
    key = expression.key.value if isinstance(expression.key, syntax.Literal) else "*"
    return f"{name_expression(expression.of)}[{key}]"


_NAMES: "Mapping[type, Callable[[Any], str]]" = {
    syntax.Name: lambda expression: expression.name,
    syntax.Attribute: lambda expression: f"{name_expression(expression.of)}.{expression.name}",
    syntax.Index: _name_index,
    syntax.Splat: lambda expression: f"{name_expression(expression.of)}[*]",
    syntax.Literal: lambda expression: str(expression.value)[:40],
    syntax.Unary: lambda expression: f"{expression.operator}{name_expression(expression.operand)}",
    syntax.Binary: lambda expression: (
        f"{name_expression(expression.left)} {expression.operator} {name_expression(expression.right)}"
    ),
    syntax.Call: lambda expression: f"{expression.name}(...)",
    syntax.For: lambda expression: f"for ... in {name_expression(expression.of)}",
    syntax.Choose: lambda expression: f"{name_expression(expression.condition)} ? ... : ...",
}
