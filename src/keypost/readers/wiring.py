"""Wires: the catalogue's wirings, looked up in the properties of the resources that hold them.

How a `Wiring` is read (`catalogue/declare.py` has the words, `ways` the language of one way):

- `target` and `source` are ways joined by hops: each further way goes on at the resource that the value before it
  names. An empty one is the holder itself. All targets are combined with all sources. A source may be an ARN with
  wildcards: then it is every resource that this may mean.
- `role`, `key` and `values` that begin with `.` start at the object in which the last name of `target` stands (`..`: at
  the object around it), wherever the target's hops led; all others start at the holder. Of several values the first
  counts.
- A value whose name ends in `/` is a folder, and is given a `/` where it has none; `s3://bucket/folder` becomes an ARN.
- `role_holder` starts `role` at the only resource of that kind in the holder's stack, else in the whole input; where
  there is none, or there are several, the role is Unread.
"""

from keypost.arn import parse_arn
from keypost.catalogue.declare import Wiring
from keypost.estate.estate import Wire
from keypost.estate.kind import Kind
from keypost.estate.references import Match, References
from keypost.estate.resource import Resource
from keypost.named import Iterable, Iterator, Mapping, NamedTuple, Sequence
from keypost.origin import Locate
from keypost.readers.ways import Place, find_start, spell, walk, walk_from
from keypost.unknown import Unread, Why, build_glob

# What a bare name means, by the property that has it.
_NAMED_KINDS: dict[str, tuple[Kind, ...]] = {
    "BackupPlanId": (Kind.BACKUP_PLAN,),
    "Bucket": (Kind.BUCKET,),
    "BucketName": (Kind.BUCKET,),
    "DeliverySourceName": (Kind.LOG_DELIVERY_SOURCE,),
    "DetectorId": (Kind.DETECTOR,),
    "EventBusName": (Kind.EVENT_BUS,),
    "FunctionName": (Kind.FUNCTION,),
    "IamRoleArn": (Kind.ROLE,),
    "LaunchTemplateId": (Kind.LAUNCH_TEMPLATE,),
    "LaunchTemplateName": (Kind.LAUNCH_TEMPLATE,),
    "JobFlowRole": (Kind.INSTANCE_PROFILE,),
    "LogGroupName": (Kind.LOG_GROUP,),
    "ModelName": (Kind.MODEL,),
    "Role": (Kind.ROLE,),
    "RoleARN": (Kind.ROLE,),
    "RoleArn": (Kind.ROLE,),
    "RotationLambdaARN": (Kind.FUNCTION,),
    "S3BucketName": (Kind.BUCKET,),
    "TargetBackupVault": (Kind.VAULT,),
    "SecurityConfiguration": (Kind.GLUE_SECURITY,),
    "TopicArn": (Kind.TOPIC,),
}


class Configured(NamedTuple):
    """A resource with its settings: what a reader hands to the wirings."""

    resource: Resource
    properties: Mapping[str, object]
    locate: Locate


class Configuration:
    """All configured resources of an estate, by resource and by kind."""

    def __init__(self, configured: Iterable[Configured], *, references: References) -> None:
        """Index the resources; `references` must be built over the same ones."""
        self.references = references
        self.by_kind: dict[Kind, list[Configured]] = {}
        self._by_place: dict[tuple[str, str], Configured] = {}
        for one in configured:
            self.by_kind.setdefault(one.resource.kind, []).append(one)
            self._by_place[one.resource.stack, one.resource.id] = one

    def matching(self, pattern: str) -> list[Resource]:
        """Return the resources that an ARN with wildcards may mean; none where it doesn't even tell the service."""
        arn = parse_arn(pattern)
        if arn is None or "*" in arn.service or not any(wild in pattern for wild in "*?"):
            return []
        glob = build_glob(pattern)
        of_service = (one.resource for one in self._by_place.values() if f":{arn.service}:" in one.resource.arn)
        return [resource for resource in of_service if glob.match(resource.arn) is not False]

    def of(self, resource: Resource) -> Configured | None:
        """Return the settings of a resource, None for one outside the input."""
        return self._by_place.get((resource.stack, resource.id))


def build_wires(configuration: Configuration, wirings: Mapping[Kind, Sequence[Wiring]]) -> list[Wire]:
    """Build all wires that the wirings, given by the kind of their holder, find in the configuration."""
    return [
        wire
        for kind in sorted(configuration.by_kind.keys() & wirings.keys(), key=lambda kind: kind.value)
        for distinct in [[(one, _find_start(one)) for one in _distinct(wirings[kind])]]
        for holder in configuration.by_kind[kind]
        for wiring, start in distinct
        if start is None or start in holder.properties or type(holder.properties) is not dict
        for wire in _wires(holder, wiring, configuration)
    ]


def _find_start(wiring: Wiring) -> str | None:
    """Return the property without which a holder makes no such wire: most have none of most wirings."""
    return find_start(wiring.target[0]) if wiring.target else None


class _Reached:
    """The end of a chain of ways: the place, and the resource in whose settings it stands."""

    __slots__ = ("owner", "place")

    def __init__(self, place: Place, owner: Configured) -> None:
        self.place = place
        self.owner = owner


def _distinct(wirings: Sequence[Wiring]) -> list[Wiring]:
    """Wirings that differ only in what Terraform calls them, or that several paths share, make one wire."""
    seen: dict[tuple[object, ...], Wiring] = {}
    for one in wirings:
        values = tuple(sorted(one.values.items()))
        seen.setdefault((one.target, one.source, one.role, one.key, one.role_holder, values), one)
    return list(seen.values())


def _wires(holder: Configured, wiring: Wiring, configuration: Configuration) -> Iterator[Wire]:
    targets = [(None, holder.resource.arn or holder.resource.name)] if not wiring.target else [
        (reached, text) for reached in _reach(holder, wiring.target, configuration) for text in _texts(reached)
    ]  # fmt: skip
    if not targets:
        return
    sources = list(_sources(holder, wiring, configuration))
    for reached, target in targets:
        for source in sources:
            yield Wire(
                source,
                holder.resource,
                wiring.setting,
                target,
                role=_role(holder, wiring, configuration, reached=reached),
                key=_first(holder, wiring.key, configuration, reached=reached),
                values=_values(holder, wiring, configuration, reached=reached),
                origin=reached.owner.locate(reached.place.pointer) if reached else holder.resource.origin,
            )


def _reach(holder: Configured, ways: Sequence[str], configuration: Configuration) -> Iterator[_Reached]:
    """Follow ways from the holder, hopping to the resource that each value but the last names."""
    starts = [holder]
    for way in ways[:-1]:
        starts = [
            owner
            for start in starts
            for place in walk(start.properties, way)
            if (owner := _hop(place, start, configuration)) is not None
        ]
    for start in starts:
        for place in walk(start.properties, ways[-1]):
            yield _Reached(place, start)


def _hop(place: Place, start: Configured, configuration: Configuration) -> Configured | None:
    text = spell(place.value)
    if text is None:
        return None
    found = configuration.references.find(text, kinds=_kinds_of(place), near=start.resource)
    return configuration.of(found.resource) if found.match in {Match.CERTAIN, Match.POSSIBLE} else None


def _kinds_of(place: Place) -> tuple[Kind, ...] | None:
    names = [step for step in place.pointer if isinstance(step, str)]
    return _NAMED_KINDS.get(names[-1]) if names else None


def _texts(reached: _Reached) -> list[str | Unread]:
    """The references that a place holds: one text, or each of a list."""
    value = reached.place.value
    texts: list[str | Unread] = []
    for one in value if isinstance(value, list) else [value]:
        text = one if isinstance(one, Unread) else spell(one)
        if text is not None and text != "":
            texts.append(text)
    return texts


def _sources(holder: Configured, wiring: Wiring, configuration: Configuration) -> Iterator[Resource]:
    if not wiring.source:
        yield holder.resource
        return
    for reached in _reach(holder, wiring.source, configuration):
        kinds = _kinds_of(reached.place)
        for text in _texts(reached):
            if isinstance(text, Unread):
                yield _unread_source(text)
            else:
                found = configuration.references.find(text, kinds=kinds, near=reached.owner.resource)
                yield from configuration.matching(text) or [found.resource]


def _unread_source(unread: Unread) -> Resource:
    return Resource(Kind.UNKNOWN, unread.subject, "", encryption=unread, policy=unread)


def _role(
    holder: Configured, wiring: Wiring, configuration: Configuration, *, reached: _Reached | None
) -> str | Unread | None:
    if wiring.role_holder is None:
        return _first(holder, wiring.role, configuration, reached=reached)
    everywhere = configuration.by_kind.get(wiring.role_holder, [])
    near = [one for one in everywhere if one.resource.stack == holder.resource.stack] or everywhere
    if len(near) != 1:
        return Unread(Why.AMBIGUOUS if near else Why.NOT_IN_INPUT, wiring.role_holder.value)
    return _first(near[0], wiring.role, configuration, reached=None)


def _first(
    holder: Configured, ways: Sequence[str], configuration: Configuration, *, reached: _Reached | None
) -> str | Unread | None:
    """The first value that the ways lead to; a hop to a resource outside the input leaves it unread."""
    if not ways:
        return None
    start = holder
    if ways[0].startswith("."):
        if reached is None:
            return None
        places, start = walk_from(reached.place, ways[0]), reached.owner
    else:
        places = walk(holder.properties, ways[0])
    for place in places:
        if len(ways) == 1:
            return next(iter(_texts(_Reached(place, start))), None)
        owner = _hop(place, start, configuration)
        if owner is None:
            return (
                place.value if isinstance(place.value, Unread) else Unread(Why.NOT_IN_INPUT, spell(place.value) or "")
            )
        return _first(owner, ways[1:], configuration, reached=None)
    return None


def _values(
    holder: Configured, wiring: Wiring, configuration: Configuration, *, reached: _Reached | None
) -> dict[str, str]:
    values = {}
    for name, way in wiring.values.items():
        value = _first(holder, (way,), configuration, reached=reached)
        if isinstance(value, str):
            text = _spell_address(value, holder.resource)
            values[name] = text + "/" if name.endswith("/") and not text.endswith("/") else text
    return values


def _spell_address(text: str, holder: Resource) -> str:
    """Return the ARN that an address of S3 means (`s3://bucket/folder`); any other text stays as it is."""
    scheme, found, rest = text.partition("://")
    return f"arn:{holder.partition}:s3:::{rest}" if found and scheme in {"s3", "s3n"} else text
