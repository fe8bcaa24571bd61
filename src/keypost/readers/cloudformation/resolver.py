"""Resolves values: walks plain data and replaces each intrinsic by what it gives."""

from keypost.named import Callable, Mapping, Protocol
from keypost.readers.building.resolved import Value
from keypost.readers.cloudformation.intrinsics.dynamic_references import resolve_dynamic_references
from keypost.readers.cloudformation.intrinsics.scope import (
    NO_VALUE,
    CannotResolveError,
    Scope,
    build_malformed,
    render_text,
)
from keypost.readers.cloudformation.intrinsics.table import FUNCTIONS
from keypost.readers.cloudformation.loops import bind_text, expand_entries
from keypost.readers.cloudformation.settings import Budget, Linker
from keypost.readers.cloudformation.template import INCLUDE, LOOP
from keypost.text import Text
from keypost.unknown import Tri, Unread, Why, find_only_unknown

# Nested values and references to references, together; keeps far away from Python's own limit.
_MAX_DEPTH = 64
# CloudFormation's whole template is at most 1 MB; what a template may build here is a multiple of that.
_MAX_BUILT = 32 * 1024 * 1024
# CloudFormation takes 500 resources and 200 outputs, and 5 loops inside each other.
_MAX_EXPANDED = 20_000

_UNKNOWN_FUNCTION = Text(
    en="CloudFormation has no such function, or Keypost doesn't know it yet; its value is unknown",
    ja="CloudFormation にない関数か、Keypost がまだ知らない関数です。値は不明とします",
)
_INCLUDE = Text(
    en="what this transform brings in isn't part of the input; it is unknown",
    ja="この変換が取り込む内容は入力に含まれていないため、不明です",
)
_NOT_ALONE = Text(
    en="a function stands beside other keys, which CloudFormation refuses; its value is unknown",
    ja="関数が他のキーと並んでいます (CloudFormation は受け付けません)。値は不明とします",
)
TOO_DEEP = Text(
    en="values and references are nested too deeply here; the value is unknown",
    ja="値や参照の入れ子が深すぎます。値は不明とします",
)
_TOO_MUCH = Text(
    en="the template builds more text than a template can hold; the value is unknown",
    ja="テンプレートに収まらない量の文字列が組み立てられています。値は不明とします",
)


class Surroundings(Protocol):
    """What a resolver asks of the stack that it resolves for."""

    name: str
    linker: Linker

    def reference(self, name: str) -> Value:
        """Return what `Ref` gives."""

    def attribute(self, resource: str, attribute: str) -> Value:
        """Return what `Fn::GetAtt` gives."""

    def holds(self, condition: object, *, within: Scope) -> Tri:
        """Evaluate a condition."""

    def mapping(self, name: str) -> object:
        """Return one entry of Mappings."""

    def allowed(self, text: str) -> tuple[str, ...] | None:
        """Return the only texts that an unknown one can stand for."""

    def report(self, node: object, *, what: str, why: Text) -> str:
        """Record a gap at the place of `node`; return a name for the unknown value, unique to that place."""


class Resolver:
    """Resolves values in one stack, with the loop variables that hold where they stand; a Scope for the intrinsics."""

    __slots__ = ("_around", "_budget", "bindings")

    def __init__(self, around: Surroundings, *, budget: Budget, bindings: Mapping[str, str] | None = None) -> None:
        """Take the stack around the values, and the values of loop variables."""
        self._around = around
        self._budget = budget
        self.bindings = bindings or {}

    @property
    def linker(self) -> Linker:
        """Answers questions about other stacks."""
        return self._around.linker

    @property
    def stack(self) -> str:
        """The name of the stack."""
        return self._around.name

    def bind(self, bindings: Mapping[str, str]) -> "Resolver":
        """Return a resolver with more loop variables."""
        return Resolver(self._around, budget=self._budget, bindings={**self.bindings, **bindings})

    def resolve(self, value: object) -> Value:
        """Return the value with its intrinsics resolved; what can't be is Unread, and a gap."""
        kind = type(value)
        if kind is str:
            return self._resolve_text(value) if "{{" in value or self.bindings else value  # type: ignore[operator,arg-type]
        if kind is not dict and kind is not list:
            return value
        budget = self._budget
        if budget.depth >= _MAX_DEPTH:
            return Unread(Why.NOT_SUPPORTED, self.report(value, what="nesting", why=TOO_DEEP))
        budget.depth += 1
        resolved = self._resolve_list(value) if kind is list else self._resolve_mapping(value)  # type: ignore[arg-type]
        budget.depth -= 1
        return resolved

    def enter(self) -> bool:
        """Go one level deeper; False where that would be too deep."""
        if self._budget.depth >= _MAX_DEPTH:
            return False
        self._budget.depth += 1
        return True

    def leave(self) -> None:
        """Come back from one level."""
        self._budget.depth -= 1

    def text(self, value: object) -> str:
        """Resolve the value to a text; raises CannotResolveError where it is a list or an object."""
        return render_text(self.resolve(value))

    def items(self, value: object) -> list[Value] | Unread:
        """Resolve the value to a list; raises CannotResolveError where it is something else."""
        resolved = self.resolve(value)
        if isinstance(resolved, list | Unread):
            return resolved
        unknown = find_only_unknown(resolved) if isinstance(resolved, str) else None
        if unknown is not None:
            return Unread(Why.UNKNOWN_VALUE, unknown.name)
        raise build_malformed("it needs a list", ja="リストが必要です")

    def reference(self, name: str) -> Value:
        """Return what `Ref` gives for a loop variable, parameter, pseudo parameter or resource."""
        return self.bindings[name] if name in self.bindings else self._around.reference(name)

    def attribute(self, resource: str, attribute: str) -> Value:
        """Return what `Fn::GetAtt` gives."""
        return self._around.attribute(resource, attribute)

    def holds(self, condition: object) -> Tri:
        """Evaluate a condition: its name, or an expression."""
        return self._around.holds(condition, within=self)

    def mapping(self, name: str) -> object:
        """Return one entry of the Mappings section, or None."""
        return self._around.mapping(name)

    def allowed(self, text: str) -> tuple[str, ...] | None:
        """Return the only texts that an unknown one can stand for, or None where that isn't known."""
        return self._around.allowed(text)

    def spend(self, characters: int) -> None:
        """Count text that was built; raises CannotResolveError where a template builds too much of it."""
        self._budget.built += characters
        if self._budget.built > _MAX_BUILT:
            raise CannotResolveError(Why.NOT_SUPPORTED, text=_TOO_MUCH)

    def spend_copies(self, copies: int) -> bool:
        """Count the entries that loops make; tell whether there may be that many."""
        self._budget.expanded += copies
        return self._budget.expanded <= _MAX_EXPANDED

    def report(self, node: object, *, what: str, why: Text) -> str:
        """Record a gap at the place of `node`."""
        return self._around.report(node, what=what, why=why)

    def _resolve_text(self, text: str) -> str:
        if self.bindings:
            text = bind_text(text, bindings=self.bindings)
        return resolve_dynamic_references(text)

    def _resolve_list(self, values: list[object]) -> Value:
        resolved = []
        for value in values:
            item = self.resolve(value)
            if item is not NO_VALUE:
                resolved.append(item)
        return resolved

    def _resolve_mapping(self, values: dict[str, object]) -> Value:
        if len(values) == 1:
            for name, argument in values.items():
                function = FUNCTIONS.get(name)
                if function is not None:
                    return self._call(name, function, argument, values)
        resolved: dict[str, object] = {}
        for key, value in values.items():
            if key[:4] == "Fn::":
                return self._resolve_odd(values)
            item = self.resolve(value)
            if item is not NO_VALUE:
                resolved[bind_text(key, bindings=self.bindings) if self.bindings else key] = item
        return resolved

    def _call(
        self, name: str, function: Callable[[object, Scope], Value], argument: object, node: dict[str, object]
    ) -> Value:
        try:
            return function(argument, self)
        except CannotResolveError as error:
            return Unread(error.why, self._around.report(node, what=name, why=error.text))

    def _resolve_odd(self, values: dict[str, object]) -> Value:
        """Resolve a mapping with functions among its keys: loops, an include, or what CloudFormation doesn't know."""
        if len(values) == 1 and not any(key.startswith(LOOP) for key in values):
            name = next(iter(values))
            return self._refuse(_spell(name), values, why=_INCLUDE if name == INCLUDE else _UNKNOWN_FUNCTION)
        resolved: dict[str, object] = {}
        for entry in expand_entries(values, scope=self):
            if entry.key == INCLUDE:
                resolved[entry.key] = self._refuse(entry.key, values, why=_INCLUDE)
            elif entry.key.startswith("Fn::"):
                resolved[entry.key] = self._refuse(entry.key, values, why=_NOT_ALONE)
            else:
                item = entry.scope.resolve(entry.body)
                if item is not NO_VALUE:
                    resolved[entry.key] = item
        return resolved

    def _refuse(self, name: str, node: dict[str, object], *, why: Text) -> Unread:
        return Unread(Why.NOT_SUPPORTED, self._around.report(node, what=name, why=why))


def _spell(name: str) -> str:
    """Return a function's name; what can't be one, as the YAML tag that it was: `!python/object:os.system`."""
    name_only = name.removeprefix("Fn::")
    return name if name_only.replace(":", "").isalnum() else f"!{name_only}"
