"""One instance of a module: its variables, locals, outputs, resources, and the modules that it calls."""

from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

from keypost.named import NamedTuple
from keypost.origin import Origin
from keypost.readers.terraform.hcl.blocks import Argument, Block
from keypost.readers.terraform.hcl.evaluate import evaluate
from keypost.readers.terraform.hcl.folder import Module
from keypost.readers.terraform.hcl.scope import Parts, Scope
from keypost.readers.terraform.hcl.syntax import Expression, Literal
from keypost.readers.terraform.hcl.values import Attributes, Value, build_error, build_open
from keypost.readers.terraform.modules.constraints import build_open_variable, convert_or_keep
from keypost.readers.terraform.modules.here import Here, choose, follow
from keypost.readers.terraform.modules.instances import OPEN, Expansion, Many, expand
from keypost.readers.terraform.modules.providers import Passed, Providers
from keypost.readers.terraform.modules.resource import Resource
from keypost.readers.terraform.modules.world import World
from keypost.readers.terraform.naming import is_translated
from keypost.text import Text
from keypost.unknown import build_unknown

_MANY = Text(
    en="how many there are isn't known: it is read as one that stands for all",
    ja="いくつあるかがわかりません。すべてを代表する 1 つとして読みます",
)
_NOT_HERE = Text(
    en="the module isn't on this machine; run `terraform init` (or `terraform get`) first",
    ja="モジュールがこのマシンにありません。先に `terraform init` (または `terraform get`) を実行してください",
)


class Place(NamedTuple):
    """Where a module instance is: its address, the names of calls that lead there, whether it may not be there."""

    address: str = ""
    names: tuple[str, ...] = ()
    maybe: bool = False

    def inside(self, name: str) -> str:
        """Return the address of something in the module."""
        return f"{self.address}.{name}" if self.address else name


class Caller(NamedTuple):
    """Who calls a module: the scope of the call's arguments, and the providers that it passes on."""

    scope: Scope
    providers: Passed


class ModuleInstance:
    """One instance of a module."""

    def __init__(
        self,
        module: Module,
        place: Place,
        *,
        world: World,
        given: Mapping[str, Value | Argument],
        caller: Caller | None,
    ) -> None:
        """Take the files, the place, and what is given to variables: values, or arguments of the caller's call."""
        self.world = world
        self.module = module
        self.place = place
        self.providers = Providers(
            module,
            world=world,
            address=place.address,
            passed=caller.providers if caller else lambda _: None,
            scope=lambda file: Here(self, file),
        )
        self._given = given
        self._caller = caller
        self._locals = {
            name: (argument, block.file)
            for block in module.of_type("locals")
            for name, argument in block.body.arguments.items()
        }
        self._resources: dict[tuple[str, ...], list[Resource]] = {}
        self._children: dict[str, list[ModuleInstance]] = {}

    @property
    def folder(self) -> Path:
        """The folder of its files."""
        return self.module.folder

    def reference(self, parts: Parts) -> Value:
        """Return what a reference to something of the module gives.

        Raises:
            CannotEvaluateError: there is no such thing.
        """
        head, name, rest = str(parts[0]), str(parts[1]) if len(parts) > 1 else "", parts[2:]
        if head == "var":
            return follow(self._variable(name), rest)
        if head == "local":
            return follow(self._local(name), rest)
        if head == "module":
            return self._called(name, rest)
        if head == "data":
            return self._resource(("data", name, str(rest[0]) if rest else ""), rest[1:])
        return self._resource(("resource", head, name), rest)

    def resources(self) -> Iterator[Resource]:
        """Yield all resources and data sources, those of called modules too."""
        for block in (*self.module.of_type("resource"), *self.module.of_type("data")):
            if len(block.labels) == 2:
                yield from self._instances(block)
        for block in self.module.of_type("module"):
            for child in self._find_children(block):
                yield from child.resources()

    def output(self, name: str) -> Value:
        """Return the value of an output.

        Raises:
            CannotEvaluateError: there is none of the name.
        """
        block = self.module.block("output", name)
        argument = block.body.arguments.get("value") if block is not None else None
        if block is None or argument is None:
            raise build_error(
                f"the module has no output `{name[:60]}`", ja=f"モジュールに出力 `{name[:60]}` がありません"
            )
        key = (self.place.address, "output", name)
        scope, expression = Here(self, block.file), argument.expression
        return self.world.settle(key, lambda: evaluate(expression, scope), cycle=self._open(f"output.{name}"))

    def _open(self, name: str) -> Value:
        return build_open(self.world.name_unknown(self.place.inside(name)))

    def _local(self, name: str) -> Value:
        if name not in self._locals:
            raise build_error(f"there is no local `{name[:60]}`", ja=f"ローカル値 `{name[:60]}` はありません")
        argument, file = self._locals[name]
        scope = Here(self, file)
        key = (self.place.address, "local", name)
        return self.world.settle(key, lambda: evaluate(argument.expression, scope), cycle=self._open(f"local.{name}"))

    def _variable(self, name: str) -> Value:
        block = self.module.block("variable", name)
        if block is None:
            raise build_error(f"there is no variable `{name[:60]}`", ja=f"変数 `{name[:60]}` はありません")
        key = (self.place.address, "var", name)
        return self.world.settle(key, lambda: self._find_variable(block, name), cycle=self._open(f"var.{name}"))

    def _find_variable(self, block: Block, name: str) -> Value:
        scope = Here(self, block.file)
        kind = _expression_of(block, "type")
        given = self._given.get(name)
        if isinstance(given, Argument):
            given = evaluate(given.expression, self._caller.scope if self._caller else scope)
        if given is None and (name not in self._given or _refuses_null(block)):
            default = _expression_of(block, "default")
            if default is None:
                return build_open_variable(self.world.name_unknown(self.place.inside(f"var.{name}")), kind)
            given = evaluate(default, scope)
        return convert_or_keep(given, kind, scope)

    def _resource(self, label: tuple[str, ...], steps: Parts) -> Value:
        block = self.module.block(*label)
        name = ".".join(label[1:] if label[0] == "resource" else label)
        if block is None:
            raise build_error(f"there is no `{name[:80]}`", ja=f"`{name[:80]}` はありません")
        expansion, resources = self._expansion(block), self._instances(block)
        if expansion.many is Many.OPEN and (not steps or self.world.budget.guarded):
            return self._open(name)
        index, rest = choose(expansion, steps)
        if index is not None:
            return _ask(resources[index], rest)
        return _gather(expansion, [Attributes(one.address, one.attribute) for one in resources])

    def _called(self, name: str, steps: Parts) -> Value:
        block = self.module.block("module", name)
        if block is None:
            raise build_error(f"there is no module `{name[:60]}`", ja=f"モジュール `{name[:60]}` はありません")
        children = self._find_children(block)
        expansion = self._expansion(block)
        address = f"module.{name}"
        if not children and expansion.each:
            shown = "".join(f".{step}" if isinstance(step, str) else f"[{step}]" for step in steps)
            return build_unknown(self.world.name_unknown(self.place.inside(address + shown)))
        if expansion.many is Many.OPEN and (not steps or self.world.budget.guarded):
            return self._open(address)
        index, rest = choose(expansion, steps)
        if index is None:
            return _gather(expansion, [Attributes(one.place.address, one.output) for one in children])
        child = children[index]
        return follow(child.output(str(rest[0])), rest[1:]) if rest else Attributes(child.place.address, child.output)

    def _expansion(self, block: Block) -> Expansion:
        key = (self.place.address, "expansion", block.type, *block.labels)
        expansion = self.world.settle(key, lambda: self._expand(block), cycle=OPEN)
        return expansion if isinstance(expansion, Expansion) else OPEN

    def _expand(self, block: Block) -> Expansion:
        expansion = expand(block, Here(self, block.file))
        if expansion.many is Many.OPEN and _matters(block):
            name = ".".join(block.labels if block.type == "resource" else (block.type, *block.labels))
            self.world.report(self.place.inside(name), why=_MANY, origin=_find_count(block))
        return expansion

    def _instances(self, block: Block) -> list[Resource]:
        key = (block.type, *block.labels)
        if key not in self._resources:
            self._resources[key] = list(self._build_instances(block, self._expansion(block)))
        return self._resources[key]

    def _build_instances(self, block: Block, expansion: Expansion) -> Iterator[Resource]:
        name = self.place.inside(".".join((*(["data"] if block.type == "data" else []), *block.labels)))
        is_open = expansion.many is Many.OPEN
        for each in expansion.each:
            scope = Here(self, block.file, name=name, each=each, many=expansion.many)
            yield Resource(
                block,
                name + ("[?]" if is_open else each.suffix),
                scope=scope,
                world=self.world,
                whereabouts=partial(self.providers.of, block, scope),
                maybe=is_open or self.place.maybe,
            )

    def _find_children(self, block: Block) -> "list[ModuleInstance]":
        name = block.labels[0]
        if name not in self._children:
            self._children[name] = self._build_children(block, name)
        return self._children[name]

    def _build_children(self, block: Block, name: str) -> "list[ModuleInstance]":
        names = (*self.place.names, name)
        module = self.world.tree.module(names)
        if module is None:
            self.world.report(self.place.inside(f"module.{name}"), why=_NOT_HERE, origin=block.origin)
            return []
        expansion = self._expansion(block)
        is_open = expansion.many is Many.OPEN
        children = []
        for each in expansion.each:
            address = self.place.inside(f"module.{name}") + ("[?]" if is_open else each.suffix)
            scope = Here(self, block.file, name=address, each=each, many=expansion.many)
            place = Place(address, names, self.place.maybe or is_open)
            caller = Caller(scope, self.providers.passed_to(block))
            children.append(ModuleInstance(module, place, world=self.world, given=block.body.arguments, caller=caller))
        return children


def _ask(resource: Resource, steps: Parts) -> Value:
    if not steps:
        return Attributes(resource.address, resource.attribute)
    return follow(resource.attribute(str(steps[0])), steps[1:])


def _gather(expansion: Expansion, items: list[Attributes]) -> Value:
    if expansion.many is Many.COUNTED:
        return list(items)
    return {str(each.key): item for each, item in zip(expansion.each, items, strict=True)}


def _expression_of(block: Block, name: str) -> Expression | None:
    argument = block.body.arguments.get(name)
    return None if argument is None else argument.expression


def _refuses_null(block: Block) -> bool:
    nullable = _expression_of(block, "nullable")
    return isinstance(nullable, Literal) and nullable.value is False


def _matters(block: Block) -> bool:
    """Tell whether anything that Keypost looks at may be in what a block makes."""
    if block.type == "module":
        return True
    return is_translated(f"data.{block.labels[0]}" if block.type == "data" else block.labels[0])


def _find_count(block: Block) -> Origin:
    argument = block.body.arguments.get("count") or block.body.arguments.get("for_each")
    return block.origin if argument is None else Origin(block.file, argument.line)
