"""Context keys that a service, as AWS documents, never sends to the keys of what this key encrypts."""

from collections.abc import Iterable, Iterator

from keypost.catalogue.all import all_paths
from keypost.catalogue.declare import Absent, Call, Evidence, KeyOf, Path
from keypost.estate.estate import Estate
from keypost.estate.kind import Kind
from keypost.estate.references import Match, References, references_of
from keypost.estate.resource import Resource
from keypost.unknown import Unread

_Kinds = frozenset[Kind]


class Uses:
    """The kinds of resources of an estate that use a key: surely, and perhaps."""

    def __init__(self, key: Resource, estate: Estate) -> None:
        """Look at what encrypts each resource, and at the keys that settings name."""
        references = references_of(estate.resources)
        uses = [(kind, _means(key, reference, near, references)) for kind, reference, near in _list_uses(estate)]
        self._region = key.region
        self._surely = frozenset(kind for kind, match in uses if match is Match.CERTAIN)
        self._perhaps = frozenset(kind for kind, match in uses if match is not Match.OUTSIDE)

    def find_unsent(self, service: str) -> frozenset[str]:
        """Return the context keys, in lower case, that the service sends with none of its calls on the key.

        None where the catalogue knows no call of the service on the key of such a resource.
        """
        if not any(self._list_calls(service, self._surely)):
            return frozenset()
        return frozenset.intersection(*map(_list_absent, self._list_calls(service, self._perhaps)))

    def _list_calls(self, service: str, kinds: _Kinds) -> Iterator[Call]:
        for path in all_paths():
            for call in path.calls if _is_for(path, kinds) else ():
                if call.on_key and path.service_of(call).format(region=self._region) == service:
                    yield call


def _list_uses(estate: Estate) -> Iterator[tuple[Kind, str | Unread | None, Resource]]:
    for resource in estate.resources:
        encryption = resource.encryption
        yield resource.kind, encryption if isinstance(encryption, Unread) else encryption.key, resource
    for wire in estate.wires:
        yield wire.holder.kind, wire.key, wire.holder


def _means(key: Resource, reference: str | Unread | None, near: Resource, references: References) -> Match:
    if reference is None:
        return Match.OUTSIDE
    if isinstance(reference, Unread):
        return Match.POSSIBLE
    found = references.find(reference, kinds=(Kind.KEY,), near=near)
    is_another = found.match is Match.CERTAIN and (found.resource.stack, found.resource.id) != (key.stack, key.id)
    return Match.OUTSIDE if is_another else found.match


def _is_for(path: Path, kinds: _Kinds) -> bool:
    """Tell whether the path uses the key of such a resource or setting."""
    holders: Iterable[Kind] = (wiring.holder for wiring in path.wirings)
    users = {KeyOf.SOURCE: path.source, KeyOf.TARGET: (path.target,)}.get(path.key_of, (path.target, *holders))
    return not kinds.isdisjoint(users)


def _list_absent(call: Call) -> frozenset[str]:
    return frozenset(
        key.lower()
        for key, value in call.context.items()
        if isinstance(value, Absent) and value.evidence is not Evidence.INFERRED
    )
