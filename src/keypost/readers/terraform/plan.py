"""Plans and states -> nodes: what will be there, and what is gone.

Formats: https://developer.hashicorp.com/terraform/internals/json-format, and version 4 of the state file, as Terraform
and OpenTofu write them.
"""

from collections.abc import Collection, Iterator, Mapping

from keypost.named import NamedTuple
from keypost.readers.terraform.configuration import Configuration, mapping, members
from keypost.readers.terraform.document import Written
from keypost.readers.terraform.nodes import Node, Nodes, build_node

_GONE = (["delete"], ["forget"])


class World(NamedTuple):
    """What a plan or state says: the nodes that there will be, and those that go."""

    nodes: Nodes
    gone: tuple[Node, ...] = ()


def read_world(written: Written, document: Mapping[str, object]) -> World:
    """Return the nodes of a document."""
    if written is Written.STATE_FILE:
        configuration = Configuration({}, variables={})
        return World(Nodes(_read_state_file(document, configuration), configuration=configuration))
    configuration = Configuration(mapping(document.get("configuration")), variables=mapping(document.get("variables")))
    if written is Written.STATE:
        return World(Nodes(_read_values(document.get("values"), configuration), configuration=configuration))
    return _read_plan(document, configuration)


def _read_plan(document: Mapping[str, object], configuration: Configuration) -> World:
    """What is planned, and besides it what was read: data sources, and resources that `-target` leaves out."""
    planned: dict[str, Node] = {}
    gone: list[Node] = []
    for one in members(document.get("resource_changes")):
        if "deposed" in one:
            continue
        change = mapping(one.get("change"))
        if change.get("actions") in _GONE:
            gone.append(build_node(one, values=change.get("before"), unknown={}, configuration=configuration))
        else:
            node = build_node(
                one, values=change.get("after"), unknown=change.get("after_unknown"), configuration=configuration
            )
            planned[node.address] = node
    known = planned.keys() | {node.address for node in gone}
    kept = _read_values(mapping(document.get("prior_state")).get("values"), configuration, known=known)
    return World(Nodes((*planned.values(), *kept), configuration=configuration), tuple(gone))


def _read_values(
    values: object, configuration: Configuration, *, known: Collection[str] = frozenset()
) -> Iterator[Node]:
    """Read the tree of modules in which a state is written, without what is known by its address already."""
    todo = [("", mapping(mapping(values).get("root_module")))]
    while todo:
        address, module = todo.pop()
        for one in members(module.get("resources")):
            if "deposed_key" not in one and one.get("address") not in known:
                described = {**one, "module_address": address}
                yield build_node(described, values=one.get("values"), unknown={}, configuration=configuration)
        todo += [(str(child.get("address") or ""), child) for child in members(module.get("child_modules"))]


def _read_state_file(document: Mapping[str, object], configuration: Configuration) -> Iterator[Node]:
    for resource in members(document.get("resources")):
        module = str(resource.get("module") or "")
        prefix = "data." if resource.get("mode") == "data" else ""
        name = f"{prefix}{resource.get('type')}.{resource.get('name')}"
        for instance in members(resource.get("instances")):
            if "deposed" in instance:
                continue
            key = instance.get("index_key")
            address = f"{module}.{name}" if module else name
            described = {
                **resource,
                "address": address + _spell_key(key),
                "module_address": module,
                "index": key,
            }
            yield build_node(described, values=instance.get("attributes"), unknown={}, configuration=configuration)


def _spell_key(key: object) -> str:
    if isinstance(key, int):
        return f"[{key}]"
    return f'["{key}"]' if isinstance(key, str) else ""
