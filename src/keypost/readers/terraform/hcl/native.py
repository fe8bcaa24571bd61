"""A `.tf` file -> its blocks."""

from functools import partial

from keypost.named import TYPE_CHECKING
from keypost.readers.terraform.hcl.blocks import Argument, Block, Body
from keypost.readers.terraform.hcl.grammar import Source, parse
from keypost.readers.terraform.hcl.lowering import lower
from keypost.readers.terraform.hcl.templates import unquote

if TYPE_CHECKING:
    from tree_sitter import Node

# Blocks are nested four deep at most where people write them.
_MAX_DEPTH = 30


def read_native(content: bytes, *, file: str) -> Body:
    """Return the blocks and arguments of a file.

    Raises:
        UnreadableInputError: it isn't text, or not Terraform's language.
    """
    source = parse(content, file=file)
    body = next((child for child in source.root.children if child.type == "body"), None)
    return Body() if body is None else _read_body(body, source=source, file=file, depth=0)


def _read_body(node: "Node", *, source: Source, file: str, depth: int) -> Body:
    arguments: dict[str, Argument] = {}
    blocks: list[Block] = []
    for child in node.children:
        if child.type == "attribute":
            argument = _read_argument(child, source=source)
            arguments.setdefault(argument.name, argument)
        elif child.type == "block" and depth < _MAX_DEPTH:
            blocks.append(_read_block(child, source=source, file=file, depth=depth))
    return Body(arguments, tuple(blocks))


def _read_argument(node: "Node", *, source: Source) -> Argument:
    expression = next(child for child in node.children if child.type == "expression")
    make = partial(lower, expression, source=source)
    name = source.text_of(node.children[0])
    return Argument(name, make, line=source.line_of(node), last_line=node.end_point[0] + 1)


def _read_block(node: "Node", *, source: Source, file: str, depth: int) -> Block:
    kind, *labels = (
        unquote(source.text_of(child).strip('"'))
        for child in node.children
        if child.type in {"identifier", "string_lit"}
    )
    inner = next((child for child in node.children if child.type == "body"), None)
    body = Body() if inner is None else _read_body(inner, source=source, file=file, depth=depth + 1)
    return Block(kind, tuple(labels), body, file, source.line_of(node), node.end_point[0] + 1)
