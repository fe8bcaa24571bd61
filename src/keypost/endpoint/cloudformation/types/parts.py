"""Parts that many types have: settings with an operation of their own, and tags."""

from collections.abc import Mapping
from typing import Any

from keypost.endpoint.cloudformation.hands import Hands
from keypost.endpoint.cloudformation.types.declare import Change, Part, Request, pick
from keypost.endpoint.cloudformation.types.perform import ask


def setting(service: str, put: Request, *, remove: Request | None = None, is_undone: bool = False) -> Part:
    """Return the part that one operation sets and another takes away."""
    names = tuple(put.takes)

    def apply(hands: Hands, change: Change) -> None:
        if any(pick(change.after, name) is not None for name in names):
            ask(hands, service, put, change)
        elif remove is not None and any(pick(change.before, name) is not None for name in names):
            ask(hands, service, remove, change)

    return Part(names, apply, is_undone)


def tags(service: str, tag: Request, untag: Request, *, keys: str, name: str = "Tags") -> Part:
    """Return the part that changes tags once the resource is there; `keys` is the parameter of those to take away.

    `tag.takes` has the parameter of the tags.
    """

    def apply(hands: Hands, change: Change) -> None:
        if not change.before or not change.after:
            return  # made with them, or deleted with them
        old, new = read_tags(change.before.get(name)), read_tags(change.after.get(name))
        gone, put = sorted(old.keys() - new.keys()), {key: new[key] for key in new if old.get(key) != new[key]}
        if gone:
            ask(hands, service, untag._replace(given={**untag.given, keys: gone}), change)
        if put:
            given = {**tag.given, tag.takes[name]: [{"Key": key, "Value": value} for key, value in put.items()]}
            ask(hands, service, tag._replace(takes={}, given=given), change)

    return Part((name,), apply)


def read_tags(tags: Any) -> dict[str, str]:
    """Return tags, a list or a mapping, as a mapping."""
    if isinstance(tags, Mapping):
        return {str(key): str(value) for key, value in tags.items()}
    listed = tags if isinstance(tags, list) else ()
    return {str(one["Key"]): str(one.get("Value", "")) for one in listed}
