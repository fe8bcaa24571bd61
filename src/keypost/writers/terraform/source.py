"""The files of Terraform modules as they are written, and the blocks in them."""

import re
from pathlib import Path

from keypost.errors import UnreadableInputError
from keypost.origin import Origin
from keypost.readers.terraform.hcl.blocks import Argument, Block
from keypost.readers.terraform.hcl.folder import Module, read_folder
from keypost.readers.terraform.hcl.syntax import Attribute, Call, Entries, Expression, Items, Literal, Name
from keypost.writers.splice import Splice

_JSON = ".json"


class Sources:
    """The modules of an input, each read once."""

    def __init__(self) -> None:
        """Start with none."""
        self._modules: dict[str, Module | None] = {}
        self._texts: dict[str, str] = {}

    def module(self, file: str) -> Module | None:
        """Return the module that a file belongs to, None where it can't be read or isn't in the native language."""
        folder = file.rpartition("/")[0]
        if folder not in self._modules:
            self._modules[folder] = _read(folder)
        return self._modules[folder]

    def block(self, origin: Origin) -> Block | None:
        """Return the outermost block around a place; none in JSON, which is edited by other means."""
        file, line = origin.file, origin.line
        if file is None or line is None or file.endswith(_JSON) or (module := self.module(file)) is None:
            return None
        inside = (one for one in module.blocks if one.file == file and one.line <= line <= one.last_line)
        return next(inside, None)

    def text(self, file: str) -> str:
        """Return what a file says, its line breaks as they are."""
        if file not in self._texts:
            self._texts[file] = Path(file).read_bytes().decode("utf-8")
        return self._texts[file]

    def line_at(self, file: str, line: int) -> tuple[int, int]:
        """Return where a line begins and where the next one does."""
        lines = self.text(file).splitlines(keepends=True)
        start = sum(map(len, lines[: line - 1]))
        return start, start + len(lines[line - 1])

    def insert_before(self, file: str, line: int, text: str) -> Splice:
        """Put lines above a line."""
        start, _ = self.line_at(file, line)
        return Splice(start, start, text + "\n")

    def insert_after(self, file: str, line: int, text: str) -> Splice:
        """Put lines below a line."""
        _, end = self.line_at(file, line)
        is_ended = self.text(file)[end - 1 : end] == "\n"
        return Splice(end, end, text + "\n" if is_ended else "\n" + text)

    def replace(self, file: str, argument: Argument, text: str) -> Splice:
        """Put other lines in the place of an argument; nothing takes its lines away."""
        start, end = self.line_at(file, argument.line)[0], self.line_at(file, argument.last_line)[1]
        return Splice(start, end, text + "\n" if text else "")

    def open(self, file: str, line: int, *, key: str, bracket: str, text: str) -> Splice | None:
        """Put text behind the bracket that opens the value of a key on a line; None where it opens elsewhere."""
        start, end = self.line_at(file, line)
        found = re.search(rf"{re.escape(key)}\"?\s*=[^\[{{\"]*?{re.escape(bracket)}", self.text(file)[start:end])
        return None if found is None else Splice(start + found.end(), start + found.end(), text)


def _read(folder: str) -> Module | None:
    try:
        module = read_folder(Path(folder), name=folder or None)
    except UnreadableInputError:
        return None
    return None if module.broken else module


def find_policy(block: Block | None) -> Argument | None:
    """Return the argument of a block that holds the policy of its resource: of a role, the trust policy."""
    arguments = {} if block is None else block.body.arguments
    return arguments.get("policy") or arguments.get("assume_role_policy")


def find_document(module: Module, expression: Expression) -> Block | None:
    """Return the policy document that `data.aws_iam_policy_document.NAME.json` means."""
    match expression:
        case Attribute(Attribute(Attribute(Name("data"), "aws_iam_policy_document"), name), "json"):
            return module.block("data", "aws_iam_policy_document", name)
        case _:
            return None


def find_object(module: Module, expression: Expression) -> tuple[Entries, str | None] | None:
    """Return the object that `jsonencode` is given, here or in a local value; with the file of the latter."""
    match expression:
        case Call("jsonencode", (Entries() as entries,)):
            return entries, None
        case Attribute(Name("local"), name):
            for block in module.of_type("locals"):
                argument = block.body.arguments.get(name)
                found = None if argument is None else find_object(module, argument.expression)
                if found is not None:
                    return found[0], block.file
        case _:
            pass
    return None


def find_entry(entries: Expression | None, key: str) -> Expression | None:
    """Return the value of a key that is written as a text or a name."""
    for entry in entries.entries if isinstance(entries, Entries) else ():
        if isinstance(entry.key, Literal) and entry.key.value == key:
            return entry.value
    return None


def line_of_key(entries: Entries, key: str) -> int:
    """Return the line of a key that is there."""
    return next(one.key.line for one in entries.entries if isinstance(one.key, Literal) and one.key.value == key)


def find_item(expression: Expression | None, index: int) -> Entries | None:
    """Return an object of a list by its index; an object that stands alone is the first."""
    if isinstance(expression, Entries):
        return expression if index == 0 else None
    if isinstance(expression, Items) and index < len(expression.items):
        item = expression.items[index]
        return item if isinstance(item, Entries) else None
    return None
