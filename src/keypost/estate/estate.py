"""The estate: all resources of the inputs, the wires between them, and what could not be read."""

from keypost.estate.resource import Handle, Resource
from keypost.named import TYPE_CHECKING, Iterable, Mapping, MappingProxyType, NamedTuple
from keypost.origin import NOWHERE, Origin
from keypost.text import Text
from keypost.unknown import Unread

if TYPE_CHECKING:
    from keypost.estate.observation import Observation
    from keypost.estate.organization import Account


class Wire(NamedTuple):
    """The setting that links a source to a target.

    `holder` is the resource that has the setting (the subscription, say); `source` sends; `target` is the reference
    as written (an ARN, a name or an id). `role` and `key` are references that the same setting gives, `values` its
    other texts that calls need (a prefix, say).
    """

    source: Resource
    holder: Resource
    setting: str
    target: str | Unread
    role: str | Unread | None = None
    key: str | Unread | None = None
    values: Mapping[str, str] = MappingProxyType({})
    origin: Origin = NOWHERE


class Gap(NamedTuple):
    """Something that a reader could not read, or skipped: what, why, and where.

    `is_input`: it is a whole file that is meant as an input, so nothing in it is judged.
    """

    what: str
    why: Text
    origin: Origin = NOWHERE
    is_input: bool = False


def list_unread(gaps: Iterable[Gap]) -> list[Gap]:
    """Return the inputs among the gaps that could not be read, each once."""
    return [gap for gap in dict.fromkeys(gaps) if gap.is_input]


class Suppression(NamedTuple):
    """A decision to accept a finding: rule ids (or `*`), the reason, and the last day it holds (ISO date).

    `stack` and `resource` limit it to what concerns that resource, `file` (with wildcards) to findings in such files,
    `path` to one delivery path; None means everywhere. `folders`: the one that `file` starts from, and the one that
    findings name their files from, both absolute.
    """

    rules: tuple[str, ...]
    reason: str
    until: str | None = None
    stack: str | None = None
    resource: str | None = None
    file: str | None = None
    path: str | None = None
    origin: Origin = NOWHERE
    folders: tuple[str, str] | None = None


class Estate(NamedTuple):
    """Resources and wires of one settled reading of the inputs; `accounts` by id, those whose organization is known.

    `observations` are what AWS says of deliveries that were tried.
    """

    resources: tuple[Resource, ...]
    wires: tuple[Wire, ...] = ()
    accounts: Mapping[str, "Account"] = MappingProxyType({})
    observations: tuple["Observation", ...] = ()

    def replace(self, changed: Mapping[Handle, Resource]) -> "Estate":
        """Return the estate with these resources in their places, at the ends of wires too; new ones come last."""
        known = frozenset(resource.handle for resource in self.resources)
        kept = (changed.get(resource.handle, resource) for resource in self.resources)
        new = (resource for handle, resource in changed.items() if handle not in known)
        ends = tuple(replace_ends(wire, changed) for wire in self.wires)
        return self._replace(resources=(*kept, *new), wires=ends)


def replace_ends(wire: Wire, changed: Mapping[Handle, Resource]) -> Wire:
    """Return the wire with these resources at its ends, where it has some of them."""
    source = changed.get(wire.source.handle, wire.source)
    holder = changed.get(wire.holder.handle, wire.holder)
    if source is wire.source and holder is wire.holder:
        return wire
    return wire._replace(source=source, holder=holder)


# What stands before the values in an assumption that says which they aren't.
OTHER_THAN = "≠ "


class Assumption(NamedTuple):
    """What one reading takes for granted: the name of an open parameter or condition, and its value.

    `stacks` are those that it concerns (none named: all).
    """

    name: str
    value: str
    origin: Origin = NOWHERE
    stacks: frozenset[str] = frozenset()


class Case(NamedTuple):
    """The estate under assumptions about what the inputs leave open (an unset parameter that a condition tests)."""

    estate: Estate
    assumptions: tuple[Assumption, ...] = ()


class Reading(NamedTuple):
    """All that the readers found: one case where nothing is left open, else one for each way to settle it.

    `unfinished` are the stacks whose conditions leave too many ways to look at all of them.
    """

    cases: tuple[Case, ...]
    gaps: tuple[Gap, ...] = ()
    suppressions: tuple[Suppression, ...] = ()
    files: tuple[str, ...] = ()
    unfinished: frozenset[str] = frozenset()


def build_reading(resources: Iterable[Resource], *, wires: Iterable[Wire] = (), gaps: Iterable[Gap] = ()) -> Reading:
    """Build a reading of one settled case."""
    return Reading((Case(Estate(tuple(resources), tuple(wires))),), tuple(gaps))
