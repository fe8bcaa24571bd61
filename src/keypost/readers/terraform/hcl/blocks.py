"""Blocks of configuration as they are written, and where each part of them stands."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from keypost.named import NamedTuple
from keypost.origin import Origin, Pointer
from keypost.readers.terraform.hcl.syntax import Call, Choose, Entries, Expression, For, Items, Literal

# What these functions give has the shape of what they are given.
_SAME_SHAPE = frozenset({"jsonencode", "tolist", "tomap", "toset", "merge"})


class Argument:
    """`name = expression`: its lines, and the expression, made when somebody asks."""

    __slots__ = ("_expression", "_lower", "last_line", "line", "name")

    def __init__(self, name: str, lower: Callable[[], Expression], *, line: int, last_line: int) -> None:
        """Take the name, what makes the expression, and the 1-based lines it covers."""
        self.name = name
        self.line = line
        self.last_line = last_line
        self._lower = lower
        self._expression: Expression | None = None

    @property
    def expression(self) -> Expression:
        """The expression of the value."""
        if self._expression is None:
            self._expression = self._lower()
        return self._expression


class Body(NamedTuple):
    """What stands between the braces of a block, in order."""

    arguments: Mapping[str, Argument] = MappingProxyType({})
    blocks: tuple["Block", ...] = ()

    def nested(self, kind: str) -> "tuple[Block, ...]":
        """Return the nested blocks of a type, those that `dynamic` makes too."""
        return tuple(block for block in self.blocks if block.makes == kind)


class Block(NamedTuple):
    """`type "label" "label" { ... }`."""

    type: str
    labels: tuple[str, ...]
    body: Body
    file: str
    line: int
    last_line: int

    @property
    def makes(self) -> str:
        """The type of nested block that it is, or that it makes as `dynamic`."""
        return self.labels[0] if self.type == "dynamic" and self.labels else self.type

    @property
    def content(self) -> Body:
        """What the nested block holds: its body, or that of `content` in a `dynamic` one."""
        if self.type != "dynamic":
            return self.body
        return next((block.body for block in self.body.blocks if block.type == "content"), Body())

    @property
    def origin(self) -> Origin:
        """Where the block begins."""
        return Origin(self.file, self.line)

    def locate(self, pointer: Pointer) -> Origin:
        """Return where a part stands: names of arguments and nested blocks, keys and indexes, as deep as is written."""
        return Origin(self.file, _find_line(self, pointer))


# What a step of a path leads to: a block, several of one type, or an expression.
Part = Block | Expression | tuple[Block, ...]


def _find_line(block: Block, pointer: Pointer) -> int:
    line, part = block.line, block
    for step in pointer:
        found = step_into(part, step)
        if found is None:
            break
        line, part = found  # type: ignore[assignment]
    return line


def step_into(part: Part, step: str | int) -> tuple[int, Part] | None:
    """Return the line of an argument, nested block, key or item and what stands there; None where nobody wrote it."""
    if isinstance(part, Block):
        return _step_body(part.content, step)
    if part and isinstance(part[0], Block):
        return _step_blocks(part, step)
    return _step_expression(part, step)  # type: ignore[arg-type]


def _step_body(body: Body, step: str | int) -> tuple[int, Part] | None:
    argument = body.arguments.get(str(step))
    if argument is not None:
        return argument.line, argument.expression
    blocks = body.nested(str(step))
    return (blocks[0].line, blocks) if blocks else None


def _step_blocks(blocks: tuple[Block, ...], step: str | int) -> tuple[int, Part] | None:
    """Return a block by its index; past the first `dynamic` one nobody can count, and it made the rest most likely."""
    if not isinstance(step, int):
        return _step_body(blocks[0].content, step)
    fixed = next((index for index, block in enumerate(blocks) if block.type == "dynamic"), len(blocks) - 1)
    block = blocks[min(step, fixed)]
    return block.line, block


def _step_expression(expression: Expression, step: str | int) -> tuple[int, Part] | None:
    while isinstance(expression, Call) and expression.name in _SAME_SHAPE and len(expression.arguments) == 1:
        expression = expression.arguments[0]
    if isinstance(expression, Items) and isinstance(step, int) and step < len(expression.items):
        return expression.items[step].line, expression.items[step]
    if isinstance(expression, For):
        return expression.result.line, expression.result
    if isinstance(expression, Entries):
        return _step_entries(expression, step)
    if isinstance(expression, Choose):
        return _step_expression(expression.yes, step) or _step_expression(expression.no, step)
    return _step_call(expression, step) if isinstance(expression, Call) else None


def _step_call(call: Call, step: str | int) -> tuple[int, Part] | None:
    if call.name == "merge":
        found = (_step_expression(argument, step) for argument in reversed(call.arguments))
        return next((place for place in found if place is not None), None)
    if call.name != "concat" or not isinstance(step, int):
        return None
    for argument in call.arguments:
        if not isinstance(argument, Items):
            return None
        if step < len(argument.items):
            return argument.items[step].line, argument.items[step]
        step -= len(argument.items)
    return None


def _step_entries(expression: Entries, step: str | int) -> tuple[int, Part] | None:
    for entry in expression.entries:
        if isinstance(entry.key, Literal) and entry.key.value == step:
            return entry.key.line, entry.value
    return None
