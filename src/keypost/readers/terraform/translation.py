"""Instances -> resources in CloudFormation's words, parts merged into their owners."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from keypost.estate.estate import Gap
from keypost.estate.kind import kind_of
from keypost.named import NamedTuple, cache
from keypost.readers.building.draft import Draft, EstatePlace
from keypost.readers.building.identity import Identity, Naming
from keypost.readers.building.resolved import ResolvedResource, Value
from keypost.readers.terraform.instance import Instance
from keypost.readers.terraform.naming import build_naming, entry_of
from keypost.readers.terraform.owner import Called, Owner, PartlyKnown
from keypost.readers.terraform.properties import read_properties, read_source
from keypost.readers.terraform.types.declare import Part
from keypost.unknown import Unread, has_unknown, render_unknown, same_text


class Input(NamedTuple):
    """What one plan, state or folder says: its name, what unknown parts of it are named after, and its instances.

    `gone` are the instances that a plan deletes.
    """

    name: str
    label: str
    instances: Sequence[Instance]
    gone: Sequence[Instance] = ()


def build_drafts(inputs: Iterable[Input], *, gaps: list[Gap]) -> list[Draft]:
    """Return a draft for every resource of the inputs."""
    translation = _Translation()
    sources = list(inputs)
    for source in sources:
        translation.add_owners(source)
    for source in sources:
        translation.add_parts(source)
    return list(translation.drafts(gaps))


class _Placed(NamedTuple):
    """An owner and the input that it is of."""

    owner: Owner
    source: Input


class _Translation:
    """All owners of a run, and who they are found by."""

    def __init__(self) -> None:
        self._placed: list[_Placed] = []
        self._by_text: dict[tuple[str, str], list[_Placed]] = {}

    def add_owners(self, source: Input) -> None:
        """Translate the instances that are resources of their own."""
        for instance in source.instances:
            translated = entry_of(instance.type).type
            if translated.cloudformation:
                called = Called(instance.address, translated.cloudformation, _identify(instance, source))
                values = read_properties(translated.properties, instance.values)
                owner = Owner(instance, called, values=values, properties=translated.properties)
                self._add(_Placed(owner, source))

    def add_parts(self, source: Input) -> None:
        """Merge the instances that are parts of others; what goes is taken out of what was read before."""
        for instance in source.instances:
            for part in entry_of(instance.type).type.parts:
                for text in _texts(read_source(part.by, instance.values)):
                    self._merge(instance, part, text, source)
        for instance in source.gone:
            for part in entry_of(instance.type).type.parts:
                gone = read_properties(part.properties, instance.values)
                for text in _texts(read_source(part.by, instance.values)):
                    for placed in self._find(part, text, instance, source):
                        placed.owner.remove(gone, part)

    def drafts(self, gaps: list[Gap]) -> Iterator[Draft]:
        """Yield the drafts of all owners."""
        for owner, source in self._placed:
            yield _draft(owner.build(source.name), owner.identity, owner.instance, source, gaps)
            policy = owner.build_policy(source.name)
            if policy is not None:
                yield _draft(policy, Identity("", "", ""), owner.instance, source, gaps)

    def _add(self, placed: _Placed) -> None:
        self._placed.append(placed)
        kind = _kind(placed.owner.type)
        for text in dict.fromkeys(placed.owner.identity):
            if text:
                self._by_text.setdefault((kind, text), []).append(placed)

    def _merge(self, instance: Instance, part: Part, text: str | Unread, source: Input) -> None:
        added = read_properties(part.properties, instance.values)
        if not added:
            return
        found = self._find(part, text, instance, source)
        if not found:
            if part.guards:
                self._doubt(part, text, added, instance)
            found = [self._add_outside(part, text, instance, source)]
        for placed in found[:1]:
            placed.owner.merge(added, part, instance)

    def _find(self, part: Part, text: str | Unread, instance: Instance, source: Input) -> list[_Placed]:
        """Return the owners that a text means: those of the same input, and in the same place, come first."""
        if isinstance(text, Unread):
            return []
        found = self._by_text.get((_kind(part.of), text), [])
        if len(found) > 1:
            for test in (
                lambda one: one.source is source,
                lambda one: one.owner.instance.whereabouts == instance.whereabouts,
                lambda one: all(
                    (one.owner.values.get(name) or "") == (instance.values.get(attribute) or "")
                    for name, attribute in part.also.items()
                ),
            ):
                found = [one for one in found if test(one)] or found
        return found

    def _doubt(self, part: Part, text: str | Unread, added: Mapping[str, Value], instance: Instance) -> None:
        """A part for a name that isn't known may be meant for any such resource."""
        if isinstance(text, str) and not has_unknown(text):
            return
        for placed in self._placed:
            names = placed.owner.identity
            if _kind(placed.owner.type) == _kind(part.of) and (
                isinstance(text, Unread) or any(same_text(text, name) is not False for name in names if name)
            ):
                placed.owner.doubt(added, instance.address)

    def _add_outside(self, part: Part, text: str | Unread, instance: Instance, source: Input) -> _Placed:
        """Add the owner that isn't in the input: what its parts say is known of it, and nothing else."""
        known = {} if isinstance(text, Unread) else _read_name(text)
        subject = text.subject if isinstance(text, Unread) else render_unknown(text)
        also = {name: value for name, way in part.also.items() if (value := instance.values.get(way)) is not None}
        naming = Naming(
            part.of, id=instance.address, stack=source.label, whereabouts=instance.whereabouts, find=also.get,
            known=known,
        )  # fmt: skip
        identity = naming.identity()
        is_known = identity.arn and not has_unknown(identity.arn)
        called = Called(identity.arn if is_known else instance.address, part.of, identity)
        owner = Owner(instance, called, values=PartlyKnown(also, subject), properties={})
        placed = _Placed(owner, source)
        self._add(placed)
        return placed


def _identify(instance: Instance, source: Input) -> Identity:
    return instance.identity or build_naming(
        instance.type, address=instance.address, stack=source.label, whereabouts=instance.whereabouts,
        values=instance.values,
    ).identity()  # fmt: skip


def _draft(resource: ResolvedResource, identity: Identity, instance: Instance, source: Input, gaps: list[Gap]) -> Draft:
    place = EstatePlace(source.name, resource.id)
    return Draft(resource, place=place, identity=identity, whereabouts=instance.whereabouts, gaps=gaps)


@cache
def _kind(type_name: str) -> str:
    kind = kind_of(type_name).family
    return kind.value if kind.value != "?" else type_name


def _texts(value: Value) -> list[str | Unread]:
    texts = value if isinstance(value, list) else [] if value is None else [value]
    return [one for one in texts if isinstance(one, (str, Unread))]


def _read_name(text: str) -> dict[str, str]:
    """Return the parts of an identity that a reference shows: an ARN, a queue's URL, or a name."""
    if text.startswith("arn:"):
        return {"Arn": text, "Name": text.rpartition(":")[2].rpartition("/")[2]}
    if "://" in text:
        return {"Ref": text, "Name": text.rpartition("/")[2]}
    return {"Name": text}
