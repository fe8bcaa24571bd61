"""Evaluates what the files beside a plan say, in the world of that plan.

Resources are those of the plan: a reference gives what the plan knows, and what it doesn't know yet is followed.
"""

import json
from collections.abc import Callable, Mapping
from os.path import relpath

from keypost.named import Protocol
from keypost.readers.terraform.addresses import Steps, split_module
from keypost.readers.terraform.hcl.blocks import Argument, Block, Body
from keypost.readers.terraform.hcl.bodies import evaluate_body
from keypost.readers.terraform.hcl.evaluate import evaluate
from keypost.readers.terraform.hcl.folder import Module
from keypost.readers.terraform.hcl.scope import Budget, Parts
from keypost.readers.terraform.hcl.values import Attributes, Encoded, Value, build_error, build_open, pick
from keypost.readers.terraform.nearby import list_nearby, read_nearby
from keypost.readers.terraform.nodes import Node, Nodes
from keypost.text import Text
from keypost.unknown import Unread

# How many steps of a reference name a thing.
_TAKEN = {"data": 3, "self": 1}


class Modules(Protocol):
    """The files of a configuration: the root module's, and those of the modules below by the names of their calls."""

    @property
    def root(self) -> Module:
        """The root module."""

    def module(self, names: tuple[str, ...]) -> Module | None:
        """Return the module that calls of these names lead to, None where it isn't on this machine."""


class Evaluation:
    """Evaluates attributes of one plan's nodes."""

    def __init__(self, nodes: Nodes, files: Modules, *, attribute: Callable[[Node, str], Value]) -> None:
        """Take the plan's nodes and files, and who tells what an attribute of a node is."""
        self.nodes = nodes
        self.folder = files.root.folder
        self._files = files
        self.budget = Budget()
        self._attribute = attribute
        self._named: dict[tuple[Steps, str, str], Value] = {}
        self._busy: set[tuple[Steps, str, str]] = set()

    def value(self, node: Node, name: str) -> Value:
        """Return what the files say of an attribute or of blocks; None where they don't have it."""
        block = self.block(node.module, node.label)
        if block is None:
            return None
        scope = ModuleScope(self, node.module, key=node.key, for_each=block.body.arguments.get("for_each"))
        argument = block.body.arguments.get(name)
        if argument is not None:
            return evaluate(argument.expression, scope)
        blocks = block.body.nested(name)
        return evaluate_body(Body({}, blocks), scope)[name] if blocks else None

    def module(self, steps: Steps) -> Module | None:
        """Return the files of a module instance."""
        return self._files.module(tuple(_names_of(steps)))

    def block(self, module: Steps, label: str) -> Block | None:
        """Return the block of a resource or data source."""
        files = self.module(module)
        kind = "data" if label.startswith("data.") else "resource"
        return files.block(kind, *label.removeprefix("data.").split(".")) if files else None

    def once(self, module: Steps, kind: str, name: str, find: Callable[[], Value]) -> Value:
        """Return what `find` finds of a local, a variable or an output, once; one that needs itself is open."""
        key = (module, kind, name)
        if key in self._busy:
            return build_open(f"{kind}.{name}")
        if key not in self._named:
            self._busy.add(key)
            self._named[key] = find()
            self._busy.discard(key)
        return self._named[key]

    def whole(self, node: Node) -> Attributes:
        """Return a node as what references step into."""
        return Attributes(node.address, lambda name: _spell(self._attribute(node, name)))


class ModuleScope:
    """A module instance of the plan as its expressions see it."""

    def __init__(
        self, evaluation: Evaluation, module: Steps, *, key: int | str | None = None, for_each: Argument | None = None
    ) -> None:
        """Take the module instance, and what `count` and `each` mean where the expression stands."""
        self.budget = evaluation.budget
        self._evaluation = evaluation
        self._module = module
        self._key = key
        self._for_each = for_each

    def reference(self, parts: Parts) -> Value:
        """Return what a reference gives; CannotEvaluateError where the plan has no such thing."""
        head = str(parts[0])
        taken = _TAKEN.get(head, 2)
        if len(parts) < taken:
            raise build_error(f"`{head}` alone is no reference", ja=f"`{head}` だけでは参照になりません")
        value = self._finder(head)(tuple(map(str, parts[:taken])))
        for step in parts[taken:]:
            value = pick(value, step)
        return value

    def read_file(self, path: str) -> Value:
        """Return the text of a file beside the root module."""
        return read_nearby(path, folder=self._evaluation.folder)

    def list_files(self, path: str) -> Value:
        """Return the paths of all files below a folder beside the root module."""
        return list_nearby(path, folder=self._evaluation.folder)

    def report(self, what: str, *, why: Text, line: int) -> None:
        """Leave out the gap: what can't be evaluated is taken from the plan's references, or stays unknown."""
        del what, why, line

    def _finder(self, head: str) -> Callable[[tuple[str, ...]], Value]:
        """Return who finds references that begin so; all that has no name of its own is a resource type."""
        finders = {
            "count": self._counted,
            "each": self._each,
            "local": self._local,
            "module": self._called,
            "path": self._path,
            "self": self._open,
            "terraform": self._open,
            "var": self._variable,
        }
        return finders.get(head, self._resource)

    def _resource(self, parts: tuple[str, ...]) -> Value:
        label = ".".join(parts)
        nodes = self._evaluation.nodes.instances(self._module, label)
        if not nodes:
            return self._absent(label)
        return _gather({key: self._evaluation.whole(node) for key, node in nodes.items()})

    def _absent(self, label: str) -> Value:
        """Return what stands for a resource without instances."""
        block = self._evaluation.block(self._module, label)
        if block is not None and "count" in block.body.arguments:
            return []
        if block is not None and "for_each" in block.body.arguments:
            return {}
        raise build_error(f"the plan has no `{label}`", ja=f"プランに `{label}` がありません")

    def _local(self, parts: tuple[str, ...]) -> Value:
        module = self._evaluation.module(self._module)
        blocks = module.of_type("locals") if module else ()
        found = next((block.body.arguments[parts[1]] for block in blocks if parts[1] in block.body.arguments), None)
        if found is None:
            return build_open(f"local.{parts[1]}")
        here = ModuleScope(self._evaluation, self._module)
        return self._evaluation.once(self._module, "local", parts[1], lambda: evaluate(found.expression, here))

    def _variable(self, parts: tuple[str, ...]) -> Value:
        name = parts[1]
        if not self._module:
            known = self._evaluation.nodes.configuration.variables
            return known[name] if name in known else build_open(f"var.{name}")
        return self._evaluation.once(self._module, "var", name, lambda: self._passed(name))

    def _passed(self, name: str) -> Value:
        """Return what the call of this module gives a variable, or else its default."""
        call = split_module(self._module)
        parent = self._evaluation.module(call.parent)
        written = parent.block("module", call.name) if parent else None
        if written is None:
            return build_open(f"var.{name}")
        argument = written.body.arguments.get(name)
        if argument is not None:
            key = call.key.value if call.key else None
            for_each = written.body.arguments.get("for_each")
            outside = ModuleScope(self._evaluation, call.parent, key=key, for_each=for_each)
            return evaluate(argument.expression, outside)
        return self._default(name)

    def _default(self, name: str) -> Value:
        module = self._evaluation.module(self._module)
        block = module.block("variable", name) if module else None
        argument = block.body.arguments.get("default") if block else None
        return evaluate(argument.expression, self) if argument else build_open(f"var.{name}")

    def _called(self, parts: tuple[str, ...]) -> Value:
        name = parts[1]
        instances = self._evaluation.nodes.module_instances(self._module, name)
        if not instances:
            return build_open(f"module.{name}")
        return _gather({key: self._outputs(module, name) for key, module in instances.items()})

    def _outputs(self, module: Steps, name: str) -> Attributes:
        return Attributes(f"module.{name}", lambda output: self._output(module, output))

    def _output(self, module: Steps, name: str) -> Value:
        files = self._evaluation.module(module)
        block = files.block("output", name) if files else None
        argument = block.body.arguments.get("value") if block else None
        if argument is None:
            return build_open(f"output.{name}")
        inside = ModuleScope(self._evaluation, module)
        return self._evaluation.once(module, "output", name, lambda: evaluate(argument.expression, inside))

    def _counted(self, parts: tuple[str, ...]) -> Value:
        return self._key if parts[1] == "index" and isinstance(self._key, int) else build_open(".".join(parts))

    def _each(self, parts: tuple[str, ...]) -> Value:
        if parts[1] == "key" or self._for_each is None or self._key is None:
            return self._key if isinstance(self._key, str) else build_open("each.key")
        over = evaluate(self._for_each.expression, ModuleScope(self._evaluation, self._module))
        return self._key if isinstance(over, list) else pick(over, self._key)

    def _path(self, parts: tuple[str, ...]) -> Value:
        module = self._evaluation.module(self._module)
        if parts[1] == "module" and module is not None:
            return relpath(module.folder, self._evaluation.folder)
        return "." if parts[1] == "root" else build_open(".".join(parts))

    def _open(self, parts: tuple[str, ...]) -> Value:
        return build_open(".".join(parts))


def _names_of(steps: Steps) -> list[str]:
    """Return the names of the calls that lead to a module instance."""
    names: list[str] = []
    while steps:
        call = split_module(steps)
        names.insert(0, call.name)
        steps = call.parent
    return names


def _gather(instances: Mapping[int | str | None, Value]) -> Value:
    """Return the only one, or a list of those with numbers, or an object of those with names."""
    if None in instances:
        return instances[None]
    if all(isinstance(key, int) for key in instances):
        return [instances[key] for key in sorted(instances, key=int)]  # type: ignore[arg-type]
    return {str(key): value for key, value in instances.items()}


def _spell(value: Value) -> Value:
    """Return a policy document as the JSON text that Terraform makes of it."""
    if not isinstance(value, Mapping):
        return value
    if _has_unread(value):
        return Encoded(value)
    return json.dumps(value, ensure_ascii=False)


def _has_unread(value: Value) -> bool:
    if isinstance(value, Mapping):
        return any(map(_has_unread, value.values()))
    return any(map(_has_unread, value)) if isinstance(value, list) else isinstance(value, Unread)
