"""A resource made, changed and deleted as its type declares."""

from collections.abc import Mapping
from typing import Any

from keypost.endpoint.cloudformation.failure import StackFailure
from keypost.endpoint.cloudformation.fit import UnfitError
from keypost.endpoint.cloudformation.hands import Hands
from keypost.endpoint.cloudformation.records import Properties
from keypost.endpoint.cloudformation.types.declare import Change, Made, Part, Request, Type, pick
from keypost.endpoint.refusal import RefusalError

_GONE = ("NotFound", "NoSuch", "NonExistent", "DoesNotExist")


class IncompleteError(Exception):
    """A resource was made, and then something of it was refused: it is there to be deleted."""

    def __init__(self, id: str, attributes: dict[str, Any]) -> None:  # noqa: A002 -- AWS calls it so
        """Take what is there."""
        super().__init__(id)
        self.id, self.attributes = id, attributes


def create(kind: Type, hands: Hands, properties: Properties) -> tuple[str, dict[str, Any]]:
    """Make a resource; return what `Ref` gives, and its attributes.

    Raises:
        RefusalError: a call is refused.
        UnfitError: a property isn't one that the type builds, or its value isn't what the operation takes.
        StackFailure: another stack or an operation of a service failed.
        IncompleteError: it is there, but not all of it; from one of the others.
    """
    _check_known(kind, properties)
    if kind.named and not properties.get(kind.named):
        properties = {**properties, kind.named: _name(kind, hands, properties)}
    if isinstance(kind.create, Request):
        made = Made("", send(kind, hands, kind.create, Change("", {}, properties)))
    else:
        made = kind.create(hands, properties)
    told = _tell(hands, properties, made.result)
    resource_id = made.id or _read(kind.id, told, made.result)
    attributes = _read_all(kind, {**told, "id": resource_id}, made.result) | _ask_more(kind, hands, resource_id)
    try:
        _apply_parts(kind, hands, Change(resource_id, {}, properties, attributes))
    except (RefusalError, UnfitError, StackFailure) as error:
        raise IncompleteError(resource_id, attributes) from error
    return resource_id, attributes


def update(kind: Type, hands: Hands, change: Change) -> dict[str, Any]:
    """Change a resource in place; return its attributes.

    Raises:
        RefusalError: a call is refused.
        UnfitError: a property isn't one that the type builds, or can't be changed.
    """
    _check_known(kind, change.after)
    for name in kind.fixed:
        if change.touches(name):
            raise UnfitError(f"#/{name}: this property can't be changed once the resource is made")
    if isinstance(kind.update, Request):
        if change.touches(*kind.update.takes):
            send(kind, hands, kind.update, change)
    elif kind.update is not None:
        kind.update(hands, change)
    _apply_parts(kind, hands, change)
    told = {**change.attributes, **_tell(hands, change.after, {}), "id": change.id}
    return {**change.attributes, **_read_all(kind, told, None), **_ask_more(kind, hands, change.id)}


def delete(kind: Type, hands: Hands, change: Change) -> None:
    """Delete a resource; one that is gone already is none the worse.

    Raises:
        RefusalError: a call is refused.
    """
    try:
        for part in reversed(kind.parts):
            if part.is_undone and _has_any(part, change.before):
                part.apply(hands, change)
        if isinstance(kind.delete, Request):
            send(kind, hands, kind.delete, change)
        elif kind.delete is not None:
            kind.delete(hands, change)
    except RefusalError as refusal:
        if not any(word in refusal.code for word in _GONE):
            raise


def send(kind: Type, hands: Hands, request: Request, change: Change) -> Mapping[str, Any]:
    """Make one request for a resource: as it is to be, or as it was where it is deleted."""
    return ask(hands, kind.service, request, change)


def ask(hands: Hands, service: str, request: Request, change: Change) -> Mapping[str, Any]:
    """Make one request of a service for a resource."""
    properties = change.after or change.before
    parameters: dict[str, Any] = {}
    for name, place in request.takes.items():
        value = pick(properties, name)
        if value is not None:
            _put(parameters, place, value)
    told = {**change.attributes, **_tell(hands, properties, {}), "id": change.id}
    for place, value in request.given.items():
        _put(parameters, place, _fill(value, told))
    return hands.call(service, request.operation, parameters, renamed=request.renamed)


def _apply_parts(kind: Type, hands: Hands, change: Change) -> None:
    for part in kind.parts:
        if change.touches(*part.properties):
            part.apply(hands, change)


def _ask_more(kind: Type, hands: Hands, resource_id: str) -> dict[str, Any]:
    return kind.tells(hands, resource_id) if kind.tells is not None else {}


def _has_any(part: Part, properties: Properties) -> bool:
    return any(pick(properties, name) is not None for name in part.properties)


def _check_known(kind: Type, properties: Properties) -> None:
    unknown = sorted(set(properties) - kind.properties - {kind.tags})
    if unknown:
        raise UnfitError(f"#: keypost local doesn't build the property {', '.join(unknown)} of this type")


def _name(kind: Type, hands: Hands, properties: Properties) -> str:
    end = kind.suffix(properties) if kind.suffix is not None else ""
    return hands.name(most=kind.longest - len(end), lower=kind.is_lower) + end


def _tell(hands: Hands, properties: Properties, result: Mapping[str, Any]) -> dict[str, Any]:
    return {**result, **properties, "account": hands.account, "region": hands.region}


def _read_all(kind: Type, told: Mapping[str, Any], result: Mapping[str, Any] | None) -> dict[str, Any]:
    """Return the attributes; those that only the result of making it tells are left out without one."""
    return {
        name: _read(text, told, result or {})
        for name, text in kind.attributes.items()
        if result is not None or not text.startswith("=")
    }


def _read(text: str, told: Mapping[str, Any], result: Mapping[str, Any]) -> Any:
    if not text.startswith("="):
        return text.format_map(_Told(told))
    value: Any = result
    for step in text[1:].split("."):
        value = value.get(step) if isinstance(value, Mapping) else None
    return "" if value is None else value


def _fill(value: Any, told: Mapping[str, Any]) -> Any:
    if isinstance(value, str):
        return value.format_map(_Told(told)) if "{" in value else value
    return [_fill(one, told) for one in value] if isinstance(value, list) else value


class _Told(dict[str, Any]):
    """What texts are filled with; what isn't known is empty."""

    def __missing__(self, _key: str) -> str:
        return ""


def _put(parameters: dict[str, Any], place: str, value: Any) -> None:
    *steps, last = place.split(".")
    for step in steps:
        parameters = parameters.setdefault(step, {})
    parameters[last] = value
