"""Exports of all stacks, and the imports that they answer."""

from keypost.estate.estate import Gap
from keypost.named import Mapping, Protocol
from keypost.origin import Origin
from keypost.readers.building.resolved import Value
from keypost.readers.cloudformation.stack import Stack
from keypost.text import Text
from keypost.unknown import Unread, Why, build_unknown, render_unknown

TWO_EXPORTS = Text(
    en="several stacks export this name: {claims}; what is imported under it stays open",
    ja="複数のスタックがこの名前をエクスポートしています: {claims}。インポートされる値は不明のままです",
)


class Exporter(Protocol):
    """A stack that may export, and the root stack that it is part of."""

    @property
    def stack(self) -> Stack:
        """The stack."""

    @property
    def root(self) -> str:
        """The root stack's name."""


class Exports:
    """An index of exports by name, made when the first import asks for it."""

    def __init__(self, members: Mapping[str, Exporter]) -> None:
        """Take the stacks by name; they may still grow until the first import is asked for."""
        self._members = members
        # For each name the stacks that export it, with the output and its place.
        self._claims: dict[str, dict[str, tuple[str, Origin]]] = {}
        self._finding: set[str] = set()
        self._read: set[str] = set()
        self._reported: set[str] = set()
        self._asked: dict[str, set[str]] = {}
        self.gaps: list[Gap] = []

    def find(self, name: str, *, root: str) -> Value:
        """Return the value exported under a name: unknown where nothing is sure to export it, Unread where two do."""
        self._asked.setdefault(name, set()).add(root)
        for member in list(self._members.values()):
            self._read_exports(member)
        claims = self._claims.get(name, {})
        if len(claims) == 1 and name not in self._finding:
            return self._find_value(name)
        if len(claims) > 1:
            self._report(name)
            return Unread(Why.AMBIGUOUS, render_unknown(name))
        return build_unknown(render_unknown(name))

    def _find_value(self, name: str) -> Value:
        """Return the value of the one export of that name; one that imports itself, in a circle, stays unknown."""
        ((stack, (output, _)),) = self._claims[name].items()
        self._finding.add(name)
        try:
            return self._members[stack].stack.output(output)
        finally:
            self._finding.discard(name)

    def links(self) -> list[frozenset[str]]:
        """Return the root stacks that export or import each name that was imported so far."""
        return [
            frozenset(importers | {self._members[stack].root for stack in self._claims.get(name, ())})
            for name, importers in self._asked.items()
        ]

    def report_clashes(self) -> None:
        """Leave a gap for every name that several stacks export, imported or not."""
        for member in list(self._members.values()):
            self._read_exports(member)
        for name, claims in self._claims.items():
            if len(claims) > 1:
                self._report(name)

    def _read_exports(self, member: Exporter) -> None:
        """Read the names of a stack's exports once."""
        stack = member.stack.name
        if stack in self._read:
            return
        self._read.add(stack)
        origins = member.stack.export_origins()
        for name, output in member.stack.export_outputs().items():
            self._claims.setdefault(name, {})[stack] = (output, origins[name])

    def _report(self, name: str) -> None:
        if name not in self._reported:
            self._reported.add(name)
            places = [f"{stack} ({origin})" for stack, (_, origin) in self._claims[name].items()]
            origin = next(iter(self._claims[name].values()))[1]
            self.gaps.append(Gap(render_unknown(name), TWO_EXPORTS.fill(claims=", ".join(places)), origin))
