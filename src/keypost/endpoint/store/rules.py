"""EventBridge rules as moto keeps them, and what of an event their targets get."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from keypost.named import NamedTuple


class StoredRule(NamedTuple):
    """One rule of a bus: its ARN and its targets as PutTargets took them."""

    arn: str
    targets: tuple[Mapping[str, Any], ...]


def find_bus(name: str, *, account: str, region: str) -> Any:
    """Return moto's own object of the bus, None where there is none."""
    from moto.events.models import events_backends

    return events_backends[account][region].event_buses.get(name)


def list_matching(event: Mapping[str, Any], *, bus: str, account: str, region: str) -> Iterator[StoredRule]:
    """Yield the enabled rules of a bus (its name) whose pattern lets the event through."""
    from moto.events.models import events_backends

    found = events_backends[account][region].event_buses.get(bus)
    for rule in list(found.rules.values()) if found is not None else ():
        pattern: Any = rule.event_pattern
        if rule.state != "DISABLED" and pattern.get_pattern() and pattern.matches_event(dict(event)):
            yield StoredRule(rule.arn, tuple(rule.targets))


def write_input(event: Mapping[str, Any], target: Mapping[str, Any]) -> str:
    """Return what the target gets: the event, a part of it, a fixed text, or what a template makes of it."""
    if target.get("Input"):
        return str(target["Input"])
    if target.get("InputPath"):
        return json.dumps(_follow(event, str(target["InputPath"])))
    transformer = target.get("InputTransformer")
    return json.dumps(event) if not transformer else _transform(event, transformer)


def _follow(event: Mapping[str, Any], path: str) -> Any:
    """Return the part that a path such as `$.detail.state` names, None where there is none."""
    part: Any = event
    for name in path.removeprefix("$").strip(".").split("."):
        if name:
            part = part.get(name) if isinstance(part, Mapping) else None
    return part


def _transform(event: Mapping[str, Any], transformer: Mapping[str, Any]) -> str:
    """Return the template with each `<name>` replaced (EventBridge User Guide, input transformation)."""
    text = str(transformer.get("InputTemplate", ""))
    told = {name: _follow(event, path) for name, path in (transformer.get("InputPathsMap") or {}).items()}
    told |= {"aws.events.event.json": event, "aws.events.event": event}
    for name, value in told.items():
        text = text.replace(f"<{name}>", value if isinstance(value, str) else json.dumps(value))
    return text
