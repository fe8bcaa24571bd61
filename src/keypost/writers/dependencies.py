"""Which resources of a template need which, and whether any need each other (CloudFormation, DependsOn)."""

import re
from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter

from keypost.writers.spelling import Json

_IN_TEXT = re.compile(r"\$\{([A-Za-z0-9]+)[.}]")


def find_cycle(document: Json) -> tuple[str, ...]:
    """Return the logical ids of resources that need each other, none where there is an order to make them in."""
    resources = document.get("Resources") if isinstance(document, Mapping) else None
    if not isinstance(resources, Mapping):
        return ()
    needs = {name: set(list_names(data)) & resources.keys() for name, data in resources.items()}
    try:
        TopologicalSorter(needs).prepare()
    except CycleError as error:
        return tuple(dict.fromkeys(error.args[1]))
    return ()


def list_names(data: Json) -> Iterator[str]:
    """Yield every name that Ref, GetAtt, Sub or DependsOn mention."""
    if isinstance(data, list):
        for item in data:
            yield from list_names(item)
    elif isinstance(data, Mapping):
        for key, value in data.items():
            yield from _mentioned(str(key), value)
            yield from list_names(value)


def _mentioned(key: str, value: Json) -> Iterator[str]:
    first = value[0] if isinstance(value, list) and value else value
    if key == "DependsOn":
        yield from map(str, value if isinstance(value, list) else [value])
    elif key == "Fn::Sub":
        yield from _IN_TEXT.findall(str(first))
    elif key in {"Ref", "Fn::GetAtt"}:
        yield str(first).partition(".")[0]
