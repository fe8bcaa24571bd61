"""Blocks of configuration as they are written, and where each part of them stands."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType

from keypost.named import NamedTuple
from keypost.origin import Origin, Pointer
from keypost.readers.terraform.hcl.syntax import Call, Entries, Expression, Items, Literal

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


_Part = Block | Expression | Sequence[Block]


def _find_line(block: Block, pointer: Pointer) -> int:
    line, part = block.line, block
    for place, found in _follow(part, pointer):
        line = place
        del found
    return line


def _follow(part: "_Part | None", pointer: Pointer) -> Iterator[tuple[int, _Part]]:
    """Yield the line of each step that is written."""
    for step in pointer:
        found = _step(part, step)
        if found is None:
            return
        yield found
        part = found[1]


def _step(part: "_Part | None", step: str | int) -> tuple[int, _Part] | None:
    if isinstance(part, Block):
        return _step_body(part.content, step)
    if isinstance(part, tuple) and part and isinstance(part[0], Block):
        return _step_blocks(part, step)
    return _step_expression(part, step)  # type: ignore[arg-type]


def _step_body(body: Body, step: str | int) -> tuple[int, _Part] | None:
    argument = body.arguments.get(str(step))
    if argument is not None:
        return argument.line, argument.expression
    blocks = body.nested(str(step))
    return (blocks[0].line, blocks) if blocks else None


def _step_blocks(blocks: Sequence[Block], step: str | int) -> tuple[int, _Part] | None:
    """Return a block by its index; past the first `dynamic` one nobody can count, and it made the rest most likely."""
    if not isinstance(step, int):
        return _step_body(blocks[0].content, step)
    fixed = next((index for index, block in enumerate(blocks) if block.type == "dynamic"), len(blocks) - 1)
    block = blocks[min(step, fixed)]
    return block.line, block


def _step_expression(expression: Expression, step: str | int) -> tuple[int, _Part] | None:
    while isinstance(expression, Call) and expression.name in _SAME_SHAPE and len(expression.arguments) == 1:
        expression = expression.arguments[0]
    if isinstance(expression, Items) and isinstance(step, int) and step < len(expression.items):
        item = expression.items[step]
        return item.line, item
    if isinstance(expression, Entries):
        return _step_entries(expression, step)
    if isinstance(expression, Call) and expression.name == "merge":
        found = (_step_expression(argument, step) for argument in reversed(expression.arguments))
        return next((place for place in found if place is not None), None)
    return None


def _step_entries(expression: Entries, step: str | int) -> tuple[int, _Part] | None:
    for entry in expression.entries:
        if isinstance(entry.key, Literal) and entry.key.value == step:
            return entry.key.line, entry.value
    return None
