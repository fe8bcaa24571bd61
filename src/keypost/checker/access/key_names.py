"""From what somebody calls a key (logical id, ARN, key id, alias) to the key of an estate."""

from collections.abc import Iterable

from keypost.arn import parse_arn
from keypost.estate.estate import Estate
from keypost.estate.kind import Kind
from keypost.estate.references import Match, references_of
from keypost.estate.resource import Membership, Resource
from keypost.unknown import render_unknown, same_text

_ALIAS = "alias/"


def find_keys(estate: Estate, name: str) -> tuple[Resource, ...]:
    """Return the keys that the name means: one where it is clear, several where templates use one name twice."""
    keys = list_keys(estate)
    found = tuple(key for key in keys if name in key_names(key) or _is_alias_arn(name, key))
    return found or _find_managed(estate, name)


def list_keys(estate: Estate) -> tuple[Resource, ...]:
    """Return the keys that the inputs hold."""
    return tuple(one for one in estate.resources if one.is_key and one.membership is Membership.INSIDE)


def key_names(key: Resource) -> frozenset[str]:
    """Return what names the key: its logical id (of a nested stack, also the last part), ARN, key id, aliases."""
    aliases = (name for alias in key.aliases for name in (alias, alias.removeprefix(_ALIAS)))
    id_of_key = key.arn.rpartition("key/")[2]
    names = (key.id, key.id.rpartition("/")[2], key.arn, id_of_key, *aliases)
    return frozenset(map(render_unknown, filter(None, names)))


def _is_alias_arn(name: str, key: Resource) -> bool:
    arn = parse_arn(name)
    if arn is None or arn.service != "kms" or arn.resource not in key.aliases:
        return False
    return same_text(arn.account, key.account) is not False and same_text(arn.region, key.region) is not False


def _find_managed(estate: Estate, name: str) -> tuple[Resource, ...]:
    """AWS managed keys stand in no template, but every account can have them."""
    arn = parse_arn(name)
    alias = arn.resource if arn is not None and arn.service == "kms" else name
    if not alias.startswith("alias/aws/") or not estate.resources:
        return ()
    near = _first_of_account(estate.resources)
    found = references_of(estate.resources).find(name, kinds=(Kind.KEY,), near=near)
    return (found.resource,) if found.match is Match.CERTAIN else ()


def _first_of_account(resources: Iterable[Resource]) -> Resource:
    """Return a resource whose account and Region a bare alias is looked up in: the first that has both."""
    listed = tuple(resources)
    return next((one for one in listed if one.account and one.region), listed[0])
