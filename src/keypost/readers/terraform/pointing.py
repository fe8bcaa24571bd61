"""Where a part of an attribute is written: behind locals, variables and policy documents, nothing evaluated."""

from keypost.named import NamedTuple, Protocol
from keypost.origin import Origin, Pointer
from keypost.readers.terraform.hcl.blocks import Block, Part, step_into
from keypost.readers.terraform.hcl.folder import Module
from keypost.readers.terraform.hcl.syntax import Attribute, Call, Expression, Index, Items, Name

_DOCUMENT = "aws_iam_policy_document"
# Further statements stand before the blocks of a document that has one of these, nobody can count how many.
_SOURCES = ("source_json", "source_policy_documents", "override_json", "override_policy_documents")
_BLOCKS = {
    "Statement": "statement",
    "Sid": "sid",
    "Effect": "effect",
    "Action": "actions",
    "NotAction": "not_actions",
    "Resource": "resources",
    "NotResource": "not_resources",
    "Principal": "principals",
    "NotPrincipal": "not_principals",
    "Condition": "condition",
}
_MOST_REFERENCES = 20

Names = tuple[str, ...]


class Modules(Protocol):
    """The modules of a folder by the names of the calls that lead to them."""

    def module(self, names: Names) -> Module | None:
        """Return a module, None where it isn't on this machine."""


class _Spot(NamedTuple):
    """A part of the files: in which module and file, on which line, and what is still to be found inside it."""

    names: Names
    file: str
    line: int
    part: Part
    rest: Pointer


def locate(block: Block, pointer: Pointer, *, modules: Modules, names: Names) -> Origin:
    """Return where a path of attributes of a block is written, as deep as can be told."""
    spot = _Spot(names, block.file, block.line, block, pointer)
    references = 0
    while spot.rest:
        found = step_into(spot.part, spot.rest[0])
        if found is not None:
            spot = spot._replace(line=found[0], part=found[1], rest=spot.rest[1:])
            continue
        resolved = _resolve(spot, modules) if references < _MOST_REFERENCES else None
        if resolved is None:
            break
        references += 1
        spot = resolved
    return Origin(spot.file, spot.line)


def _resolve(spot: _Spot, modules: Modules) -> _Spot | None:
    """Return what a reference stands for; None where that can't be told from the files alone."""
    part = spot.part
    while isinstance(part, Call) and len(part.arguments) == 1:
        part = part.arguments[0]
    if isinstance(part, Call) and part.name == "concat":
        return _find_joined(spot, part, modules)
    steps = _steps_of(part)
    module = modules.module(spot.names)
    if len(steps) < 2 or module is None:
        return None
    if steps[0] == "local":
        return _find_local(spot, steps, module)
    if steps[0] == "var":
        return _find_argument(spot, steps, modules)
    return _find_document(spot, steps, module)


def _find_joined(spot: _Spot, call: Call, modules: Modules) -> _Spot | None:
    """Return the list that has the item, of those that are joined; None behind one whose length isn't written."""
    index, *rest = spot.rest
    if not isinstance(index, int):
        return None
    for argument in call.arguments:
        found: _Spot | None = spot._replace(part=argument, line=argument.line, rest=())
        if not isinstance(argument, Items | Call):
            found = _resolve(spot._replace(part=argument, line=argument.line, rest=()), modules)
        if found is None or not isinstance(found.part, Items) or found.rest:
            return None
        if index < len(found.part.items):
            return found._replace(rest=(index, *rest))
        index -= len(found.part.items)
    return None


def _steps_of(part: Part) -> list[str]:
    """Return the names of a reference, its indexes left out; none for anything else."""
    steps: list[str] = []
    while isinstance(part, Attribute | Index):
        if isinstance(part, Attribute):
            steps.insert(0, part.name)
        part = part.of
    return [part.name, *steps] if isinstance(part, Name) else []


def _find_local(spot: _Spot, steps: list[str], module: Module) -> _Spot | None:
    for block in module.of_type("locals"):
        argument = block.body.arguments.get(steps[1])
        if argument is not None:
            rest = (*steps[2:], *spot.rest)
            return spot._replace(file=block.file, line=argument.line, part=argument.expression, rest=rest)
    return None


def _find_argument(spot: _Spot, steps: list[str], modules: Modules) -> _Spot | None:
    """Return what the call of the module gives to a variable."""
    caller = modules.module(spot.names[:-1]) if spot.names else None
    call = caller.block("module", spot.names[-1]) if caller is not None else None
    argument = call.body.arguments.get(steps[1]) if call is not None else None
    if call is None or argument is None:
        return None
    part: Expression = argument.expression
    return _Spot(spot.names[:-1], call.file, argument.line, part, (*steps[2:], *spot.rest))


def _find_document(spot: _Spot, steps: list[str], module: Module) -> _Spot | None:
    if steps[:2] != ["data", _DOCUMENT] or len(steps) < 4:
        return None
    block = module.block("data", _DOCUMENT, steps[2])
    if block is None:
        return None
    open_ended = any(name in block.body.arguments for name in _SOURCES)
    rest = () if open_ended else _translate(spot.rest)
    return _Spot(spot.names, block.file, block.line, block, rest)


def _translate(pointer: Pointer) -> Pointer:
    """Return the path of blocks for a path in the document; what lies inside principals and conditions is left out."""
    translated: list[str | int] = []
    for step in pointer:
        translated.append(_BLOCKS.get(step, step) if isinstance(step, str) else step)
        if step in {"Principal", "NotPrincipal", "Condition"}:
            break
    return tuple(translated)
