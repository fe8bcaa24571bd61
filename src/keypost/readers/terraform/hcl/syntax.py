"""Expressions as Terraform's configuration language has them: a tree of values, each with its 1-based line.

https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md
"""

from keypost.named import NamedTuple


class Literal(NamedTuple):
    """A number, a truth value, null, or a text without templates."""

    value: str | int | float | bool | None
    line: int


class Template(NamedTuple):
    """A text with templates in it: what its parts give, joined."""

    parts: tuple["Expression", ...]
    line: int


class Choose(NamedTuple):
    """`condition ? yes : no`, and `%{ if }` in a template."""

    condition: "Expression"
    yes: "Expression"
    no: "Expression"
    line: int


class Unary(NamedTuple):
    """`-a` or `!a`."""

    operator: str
    operand: "Expression"
    line: int


class Binary(NamedTuple):
    """`left operator right`."""

    operator: str
    left: "Expression"
    right: "Expression"
    line: int


class Items(NamedTuple):
    """`[a, b]`."""

    items: tuple["Expression", ...]
    line: int


class Entry(NamedTuple):
    """`key = value` in an object."""

    key: "Expression"
    value: "Expression"


class Entries(NamedTuple):
    """`{ a = b }`."""

    entries: tuple[Entry, ...]
    line: int


class For(NamedTuple):
    """`[for k, v in of : value if condition]`; with a `result_key` an object, its values `grouped` after `...`."""

    key: str | None
    value: str
    of: "Expression"
    result: "Expression"
    line: int
    result_key: "Expression | None" = None
    grouped: bool = False
    condition: "Expression | None" = None


class Repeat(NamedTuple):
    """`%{ for k, v in of }`: the text of `body` for each."""

    key: str | None
    value: str
    of: "Expression"
    body: "Expression"
    line: int


class Call(NamedTuple):
    """`name(a, b)`; `spread` after `...`."""

    name: str
    arguments: tuple["Expression", ...]
    line: int
    spread: bool = False


class Name(NamedTuple):
    """The first name of a reference: `var`, `local`, a resource type, a variable of a loop."""

    name: str
    line: int


class Attribute(NamedTuple):
    """`of.name`."""

    of: "Expression"
    name: str
    line: int


class Index(NamedTuple):
    """`of[key]`."""

    of: "Expression"
    key: "Expression"
    line: int


class Splat(NamedTuple):
    """`of[*].a.b`: the steps, from Element, taken for each item."""

    of: "Expression"
    each: "Expression"
    line: int


class Element(NamedTuple):
    """Stands for the item inside `Splat.each`."""

    line: int


class Broken(NamedTuple):
    """An expression that isn't one: what people read of it."""

    text: str
    line: int


Expression = (
    Literal
    | Template
    | Choose
    | Unary
    | Binary
    | Items
    | Entries
    | For
    | Repeat
    | Call
    | Name
    | Attribute
    | Index
    | Splat
    | Element
    | Broken
)
