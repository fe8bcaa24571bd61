"""One instance of a resource or data source: what it sets, and what references to it give."""

from collections.abc import Callable, Iterator, Mapping

from keypost.readers.building.whereabouts import Settled, settle_whereabouts
from keypost.readers.terraform.hcl.blocks import Block
from keypost.readers.terraform.hcl.bodies import META_ARGUMENTS, evaluate_blocks
from keypost.readers.terraform.hcl.evaluate import evaluate
from keypost.readers.terraform.hcl.scope import Scope
from keypost.readers.terraform.hcl.values import Attributes, Encoded, Value, build_open
from keypost.readers.terraform.instance import Instance
from keypost.readers.terraform.modules.world import World
from keypost.readers.terraform.naming import build_naming, entry_of, pattern_of
from keypost.readers.terraform.policy_documents import build_document, is_document
from keypost.unknown import build_unknown

# Resources of their own that let somebody in, or that names lead through, and by which attribute they do.
_LETTING_IN: Mapping[str, tuple[str, ...]] = {
    "aws_iam_group_membership": ("users",),
    "aws_kms_alias": ("target_key_id",),
    "aws_lambda_permission": ("principal",),
}


class Resource:
    """One instance; `maybe`: nobody knows whether there is one."""

    def __init__(
        self, block: Block, address: str, *, scope: Scope, world: World, whereabouts: Callable[[], Settled], maybe: bool
    ) -> None:
        """Take the block, the instance's address, and where its expressions stand."""
        self.block = block
        self.address = address
        self.type = f"data.{block.labels[0]}" if block.type == "data" else block.labels[0]
        self.maybe = maybe
        self._scope = scope
        self._world = world
        self._whereabouts = whereabouts

    def setting(self, name: str) -> Value:
        """Return what an attribute is set to, None where nobody set it."""
        if name not in self.block.body.arguments and not self.block.body.nested(name):
            return None
        unknown = build_open(self._name_unknown(name))
        return self._world.settle((self.address, name), lambda: self._evaluate(name), cycle=unknown)

    def attribute(self, name: str) -> Value:
        """Return what a reference to an attribute gives, whether somebody set it or AWS makes it."""
        unknown = build_unknown(self._name_unknown(name))
        return self._world.settle((self.address, name, ""), lambda: self._find(name), cycle=unknown)

    def build(self) -> Instance:
        """Return the instance with the attributes that its translation looks at."""
        names = entry_of(self.type).attributes
        values = {name: self._world.run(lambda name=name: make_plain(self.setting(name))) for name in names}  # type: ignore[misc]
        written = frozenset(name for name, value in values.items() if value is not None)
        if self.maybe:
            values = self._doubt(values)
        here = self._world.run(self._whereabouts)
        whereabouts = here if isinstance(here, Settled) else settle_whereabouts(None, None)
        return Instance(self.address, self.type, values, whereabouts, written, self.block.locate, self.block.origin)

    def _doubt(self, values: dict[str, Value]) -> dict[str, Value]:
        """Leave open what says something of other resources, where verdicts depend on it and it may not be there."""
        return {
            name: build_open(self._name_unknown(name)) if value is not None and self._is_doubtful(name) else value
            for name, value in values.items()
        }

    def _is_doubtful(self, name: str) -> bool:
        parts = [part for part in entry_of(self.type).type.parts if part.guards]
        named = {part.by.removesuffix("[]") for part in parts}
        return name in _LETTING_IN.get(self.type, ()) or (bool(parts) and name not in named)

    def _name_unknown(self, name: str) -> str:
        return self._world.name_unknown(f"{self.address}.{name}")

    def _evaluate(self, name: str) -> Value:
        argument = self.block.body.arguments.get(name)
        if argument is None:
            return evaluate_blocks(self.block.body.nested(name), name, self._scope)
        return evaluate(argument.expression, self._scope) if name not in META_ARGUMENTS else None

    def _find(self, name: str) -> Value:
        value = self.setting(name)
        if value is not None:
            return value
        if is_document(self.type, name):
            return self._find_document()
        pattern = pattern_of(self.type, name)
        if pattern is None:
            return build_unknown(self._name_unknown(name))
        naming = build_naming(
            self.type,
            address=self.address,
            stack=self._world.label,
            whereabouts=self._whereabouts(),
            values=_Settings(self),
        )
        return naming.fill(pattern)

    def _find_document(self) -> Value:
        document = build_document({name: make_plain(self.setting(name)) for name in entry_of(self.type).attributes})
        return Encoded(document) if isinstance(document, dict) else document


class _Settings(Mapping[str, Value]):
    """The settings of a resource, each settled when somebody asks for it."""

    def __init__(self, resource: Resource) -> None:
        self._resource = resource

    def __getitem__(self, name: str) -> Value:
        return make_plain(self._resource.setting(name))

    def __iter__(self) -> Iterator[str]:
        return iter(entry_of(self._resource.type).attributes)

    def __len__(self) -> int:
        return len(entry_of(self._resource.type).attributes)


def make_plain(value: Value) -> Value:
    """Return a value of an expression as the JSON-like data that every reader hands over."""
    if isinstance(value, dict):
        return {key: make_plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [make_plain(item) for item in value]
    return build_open(value.name) if isinstance(value, Attributes) else value
