"""KMS aliases, joined to their keys."""

from keypost.estate.kind import Kind
from keypost.estate.references import Match, References
from keypost.estate.resource import Resource
from keypost.named import Iterable
from keypost.readers.building.draft import Draft


def join_aliases(drafts: Iterable[Draft], resources: list[Resource], *, references: References) -> list[Resource]:
    """Return the resources with aliases at their keys; a key outside the input that an alias names is added."""
    names: dict[tuple[str, str], list[str]] = {}
    outside: dict[str, Resource] = {}
    for draft, resource in zip(drafts, resources, strict=True):
        if draft.kind is not Kind.ALIAS:
            continue
        alias, target = draft.text("AliasName"), draft.text("TargetKeyId")
        if not isinstance(alias, str) or not isinstance(target, str):
            continue
        found = references.find(target, kinds=(Kind.KEY,), near=resource)
        if found.match is Match.CERTAIN:
            names.setdefault((found.resource.stack, found.resource.id), []).append(alias)
        elif found.match is Match.OUTSIDE and found.resource.is_key:
            key = outside.get(found.resource.id, found.resource)
            outside[found.resource.id] = key._replace(aliases=(*key.aliases, alias))
    if not names and not outside:
        return resources
    return [_with_aliases(resource, names) for resource in resources] + list(outside.values())


def _with_aliases(resource: Resource, names: dict[tuple[str, str], list[str]]) -> Resource:
    aliases = names.get((resource.stack, resource.id))
    return resource._replace(aliases=tuple(aliases)) if aliases and resource.is_key else resource
