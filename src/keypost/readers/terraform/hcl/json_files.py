"""A `.tf.json` file -> the same blocks that the native language has.

https://developer.hashicorp.com/terraform/language/syntax/json
"""

from functools import partial

from keypost.named import NamedTuple
from keypost.origin import Pointer
from keypost.readers.cloudformation.loading.document import Document
from keypost.readers.cloudformation.loading.json_document import read_json
from keypost.readers.terraform.hcl.blocks import Argument, Block, Body
from keypost.readers.terraform.hcl.grammar import build_not_text
from keypost.readers.terraform.hcl.syntax import Broken, Entries, Entry, Expression, Items, Literal
from keypost.readers.terraform.hcl.template_files import render_template
from keypost.readers.terraform.hcl.values import CannotEvaluateError

# How many labels a block has; what stands below them is its body.
_LABELS = {"resource": 2, "data": 2, "ephemeral": 2, "module": 1, "variable": 1, "output": 1, "provider": 1, "check": 1}


def read_json_file(content: bytes, *, file: str) -> Body:
    """Return the blocks of a file.

    Raises:
        UnreadableInputError: it isn't text, or not JSON.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise build_not_text(content, error, file=file) from error
    document = read_json(text, file=file)
    reading = _Reading(document, file)
    blocks = [block for part, at in reading.parts(document.data, ()) for block in _read_kinds(part, at, reading)]
    return Body(blocks=tuple(blocks))


class _Reading(NamedTuple):
    """The document that is read, and what its file is called."""

    document: Document
    file: str

    def line(self, pointer: Pointer) -> int:
        """Return the line of a part."""
        return self.document.line(pointer) or 1

    def parts(self, data: object, pointer: Pointer) -> list[tuple[dict[str, object], Pointer]]:
        """Return the objects that stand here: one, or a list of them."""
        if isinstance(data, dict):
            return [(data, pointer)]
        items = data if isinstance(data, list) else []
        return [(item, (*pointer, index)) for index, item in enumerate(items) if isinstance(item, dict)]


def _read_kinds(data: dict[str, object], pointer: Pointer, reading: _Reading) -> list[Block]:
    return [
        block
        for kind, inner in data.items()
        if kind != "//"
        for block in _read_labels(kind, (), inner, (*pointer, kind), reading)
    ]


def _read_labels(kind: str, labels: tuple[str, ...], data: object, pointer: Pointer, reading: _Reading) -> list[Block]:
    parts = reading.parts(data, pointer)
    if len(labels) == _LABELS.get(kind, 0):
        return [_read_block(kind, labels, part, at, reading) for part, at in parts]
    return [
        block
        for part, at in parts
        for name, inner in part.items()
        if name != "//"
        for block in _read_labels(kind, (*labels, name), inner, (*at, name), reading)
    ]


def _read_block(
    kind: str, labels: tuple[str, ...], data: dict[str, object], pointer: Pointer, reading: _Reading
) -> Block:
    names = [name for name in data if name != "//"]
    arguments = {name: _read_argument(name, data[name], (*pointer, name), reading) for name in names}
    line = reading.line(pointer)
    last = max((argument.line for argument in arguments.values()), default=line)
    return Block(kind, labels, Body(arguments), reading.file, line, last)


def _read_argument(name: str, data: object, pointer: Pointer, reading: _Reading) -> Argument:
    line = reading.line(pointer)
    return Argument(name, partial(_lower, data, pointer, reading), line=line, last_line=line)


def _lower(data: object, pointer: Pointer, reading: _Reading) -> Expression:
    """Return the expression of a value: texts are templates, in keys too."""
    line = reading.line(pointer)
    if isinstance(data, dict):
        entries = (
            Entry(_lower_text(key, line), _lower(value, (*pointer, key), reading))
            for key, value in data.items()
            if key != "//"
        )
        return Entries(tuple(entries), line)
    if isinstance(data, list):
        return Items(tuple(_lower(item, (*pointer, index), reading) for index, item in enumerate(data)), line)
    if isinstance(data, str):
        return _lower_text(data, line)
    return Literal(data if isinstance(data, int | float) else None, line)


def _lower_text(text: str, line: int) -> Expression:
    try:
        return render_template(text, line=line)
    except CannotEvaluateError:
        return Broken(text, line)
