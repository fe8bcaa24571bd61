"""What a plan doesn't know before apply, followed to the resource that it comes from."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from operator import attrgetter

from keypost.named import NamedTuple
from keypost.readers.building.identity import Identity, Naming
from keypost.readers.building.resolved import Value
from keypost.readers.terraform.addresses import Steps
from keypost.readers.terraform.candidates import Candidate, Candidates, list_texts
from keypost.readers.terraform.configuration import mapping
from keypost.readers.terraform.leaves import Meant, settle_elements, settle_value
from keypost.readers.terraform.naming import NATURAL, build_naming, entry_of, pattern_of
from keypost.readers.terraform.nodes import Node, Nodes
from keypost.readers.terraform.policy_documents import build_document, is_document
from keypost.readers.terraform.properties import Place
from keypost.readers.terraform.providers import Providers
from keypost.readers.terraform.types.declare import Form
from keypost.readers.terraform.written import Written, find_elements, settle
from keypost.unknown import Unread, Why, build_unknown

_FREE = Place(Form.TEXT)
_Layout = tuple[tuple[str, ...], tuple[str, ...]]
# The patterns that are a part of the identity and nothing else.
_IDENTITY = {"{Arn}": attrgetter("arn"), "{Name}": attrgetter("name"), "{Ref}": attrgetter("ref")}


class Follower:
    """Settles the attributes of one plan's nodes, each when it is asked for."""

    def __init__(self, nodes: Nodes, *, stack: str, providers: Providers) -> None:
        """Take the nodes, a name unique to this plan in the run, and where its providers work.

        `evaluate` may be given afterwards: what the files beside the plan say of an attribute.
        """
        self.evaluate: Callable[[Node, str], Value] | None = None
        self._stack = stack
        self._providers = providers
        self._candidates = Candidates(nodes)
        self._values: dict[str, dict[str, Value]] = {}
        self._settings: dict[tuple[str, str], Value] = {}
        self._attributes: dict[tuple[str, str], Value] = {}
        self._identities: dict[str, Identity] = {}
        self._meant: dict[tuple[Steps, tuple[str, ...]], list[Meant]] = {}
        self._busy: set[tuple[str, str]] = set()
        self._layouts: dict[tuple[str | None, ...], _Layout] = {}

    def values(self, node: Node) -> dict[str, Value]:
        """Return all attributes that the node's translation looks at, settled."""
        known, unknown = node.values, node.unknown
        looked_up, asked = self._layout_of(node)
        settled = {}
        for name in looked_up:
            value = known.get(name)
            if value is not None and unknown.get(name) is not True:
                settled[name] = value
        for name in asked:
            value = self.setting(node, name)
            if value is not None:
                settled[name] = value
        self._values[node.address] = settled
        return settled

    def _layout_of(self, node: Node) -> _Layout:
        """Part the attributes: those that the plan knows or nobody wrote, and those to be asked for."""
        handle = (node.type, *node.unknown, None, *node.expressions)
        layout = self._layouts.get(handle)
        if layout is None:
            entry = entry_of(node.type)
            written = node.expressions.keys() | entry.blocks if self.evaluate is None else entry.attributes
            asked = tuple(name for name in entry.attributes if name in node.unknown and name in written)
            looked_up = tuple(name for name in entry.attributes if name not in asked)
            layout = self._layouts[handle] = looked_up, asked
        return layout

    def setting(self, node: Node, name: str) -> Value:
        """Return what an attribute is set to, None where nobody set it."""
        unknown = node.unknown.get(name)
        if unknown is True:
            if name not in node.expressions and self.evaluate is None:
                return self._unwritten(node, name) if name in entry_of(node.type).blocks else None
        elif not unknown or not _any_true(unknown):
            return node.values.get(name)
        key = (node.address, name)
        if key not in self._settings:
            if key in self._busy:
                return self.name_unknown(node, name)
            self._busy.add(key)
            self._settings[key] = self._settle(node, name, unknown)
            self._busy.discard(key)
        return self._settings[key]

    def attribute(self, node: Node, name: str) -> Value:
        """Return what a reference to an attribute gives, whether somebody set it or AWS makes it."""
        key = (node.address, name)
        if key not in self._attributes:
            self._attributes[key] = self._find_attribute(node, name)
        return self._attributes[key]

    def identity(self, node: Node) -> Identity:
        """Return what the node is called."""
        known = self._identities.get(node.address)
        if known is None:
            known = self._identities[node.address] = self._naming(node).identity()
        return known

    def _naming(self, node: Node) -> Naming:
        return build_naming(
            node.type, address=node.address, stack=self._stack, whereabouts=self._providers.of(node),
            values=self._values.get(node.address) or _Settings(self, node),
        )  # fmt: skip

    def name_unknown(self, node: Node, way: str) -> str:
        """Return the unknown text that stands for an attribute."""
        name = f"{node.address}.{way}"
        return build_unknown(f"{self._stack}#{name}" if self._stack else name)

    def list_meant(self, expression: object, node: Node) -> list[Meant]:
        """Return what the references of an expression give."""
        written = mapping(expression)
        if node.key is not None or "references" not in written:
            return [self._mean(one) for one in self._candidates.of(written, node.scope)]
        # Without a key of its own, a node means what all of its module do by the same references.
        handle = node.module, tuple(list_texts(written["references"]))
        if handle not in self._meant:
            self._meant[handle] = [self._mean(one) for one in self._candidates.of(written, node.scope)]
        return self._meant[handle]

    def _find_attribute(self, node: Node, name: str) -> Value:
        value = self.setting(node, name)
        if value is not None:
            return value
        if is_document(node.type, name):
            return build_document(self.values(node))
        pattern = pattern_of(node.type, name)
        if pattern is None:
            return self.name_unknown(node, name)
        part = _IDENTITY.get(pattern)
        return self._naming(node).fill(pattern) if part is None else part(self.identity(node))

    def _mean(self, candidate: Candidate) -> Meant:
        node = candidate.node
        if node is None:
            return Meant(candidate.value, known=not candidate.open, certain=False, alternative=candidate.alternative)
        name = candidate.attribute or (NATURAL if pattern_of(node.type, NATURAL) else "id")
        known = not _any_true(node.unknown.get(name))
        certain = candidate.among == 1 and not candidate.alternative
        return Meant(self.attribute(node, name), known=known, certain=certain, alternative=candidate.alternative)

    def _settle(self, node: Node, name: str, unknown: object) -> Value:
        expression = node.expressions.get(name)
        evaluated = self.evaluate(node, name) if self.evaluate else None
        if unknown is not True:
            written = Written(expression, evaluated)
            return _Filling(self, node).fill(node.values.get(name), unknown, written, _At(name, name))
        if expression is None and evaluated is None:
            return self._unwritten(node, name)
        settled = None if evaluated is None else settle(evaluated)
        if settled is not None:
            return settled
        place = entry_of(node.type).places.get(name, _FREE)
        return settle_value(place, self.list_meant(expression, node), unknown=partial(self.name_unknown, node, name))

    def _unwritten(self, node: Node, name: str) -> Unread | None:
        """Return what is unknown and written nowhere: the provider's own, or blocks that a `dynamic` one makes."""
        if name not in entry_of(node.type).blocks:
            return None
        return Unread(Why.UNKNOWN_VALUE, f"{node.address}.{name}")


class _Settings(Mapping[str, Value]):
    """The settings of a node, each settled when somebody asks for it."""

    def __init__(self, follower: Follower, node: Node) -> None:
        self._follower = follower
        self._node = node

    def __getitem__(self, name: str) -> Value:
        return self._follower.setting(self._node, name)

    def get(self, name: str, default: Value = None) -> Value:
        """Return a setting: each has a value, None where nobody set it."""
        del default
        node = self._node
        return self._follower.setting(node, name) if name in node.unknown else node.values.get(name)

    def __iter__(self) -> Iterator[str]:
        return iter(entry_of(self._node.type).attributes)

    def __len__(self) -> int:
        return len(entry_of(self._node.type).attributes)


class _At(NamedTuple):
    """A place inside an attribute: its dotted way, and the name by which people know it."""

    way: str
    name: str

    def member(self, name: str) -> "_At":
        """Return the place of a member of the object here."""
        return _At(f"{self.way}.{name}", f"{self.name}.{name}")

    def element(self, index: int) -> "_At":
        """Return the place of an element of the list here."""
        return _At(self.way, f"{self.name}[{index}]")


class _Filling:
    """Fills the unknown parts of one attribute; what is known stays the very object that the plan has."""

    def __init__(self, follower: Follower, node: Node) -> None:
        self._follower = follower
        self._node = node
        self._places = entry_of(node.type).places
        self._ways = entry_of(node.type).ways

    def fill(self, value: Value, unknown: object, written: Written, at: _At) -> Value:
        """Return the value with what is written in place of what isn't known."""
        if unknown is True:
            return self._leaf(written, at)
        if isinstance(unknown, dict):
            return self._object(value, unknown, written, at)
        if not isinstance(unknown, list) or not _any_true(unknown):
            return value
        values = value if isinstance(value, list) else []
        padded = [*values, *[None] * (len(unknown) - len(values))]
        if any(isinstance(one, dict) for one in unknown):
            return self._blocks(padded, unknown, written, at)
        return self._elements(padded, unknown, written, at)

    def _leaf(self, written: Written, at: _At) -> Value:
        settled = written.settled
        if settled is not None:
            return settled
        meant = self._follower.list_meant(written.expression, self._node)
        return settle_value(self._places.get(at.way, _FREE), meant, unknown=partial(self._open, at))

    def _object(self, value: Value, unknown: Mapping[str, object], written: Written, at: _At) -> Value:
        filled = dict(value) if isinstance(value, Mapping) else {}
        for name, inside in unknown.items():
            if at.member(name).way in self._ways and _any_true(inside):
                filled[name] = self.fill(filled.get(name), inside, written.member(name), at.member(name))
        return filled

    def _blocks(self, values: Sequence[Value], unknown: list[object], written: Written, at: _At) -> Value:
        return [
            self.fill(value, inside, written.block(index, value, count=len(unknown)), at.element(index))
            for index, (value, inside) in enumerate(zip(values, unknown, strict=False))
        ]

    def _elements(self, values: Sequence[Value], unknown: list[object], written: Written, at: _At) -> Value:
        opened = [index for index, inside in enumerate(unknown) if inside is True]
        known = [self._open(at.element(index)) if index in opened else one for index, one in enumerate(values)]
        found = find_elements(written.value, known, opened)
        if found:
            for index, one in zip(opened, found, strict=True):
                known[index] = one
            return known
        meant = self._follower.list_meant(written.expression, self._node)
        return settle_elements(self._places.get(at.way, _FREE), meant, values=known, opened=opened)

    def _open(self, at: _At) -> str:
        return self._follower.name_unknown(self._node, at.name)


def _any_true(unknown: object) -> bool:
    """Tell whether a mirror of values says of any of them that it isn't known."""
    if isinstance(unknown, dict):
        return any(_any_true(inside) for inside in unknown.values())
    if isinstance(unknown, list):
        return any(_any_true(inside) for inside in unknown)
    return unknown is True
