"""Resources and data sources as a plan or state has them: what is known, what isn't yet, and what the files say."""

from collections.abc import Iterable, Mapping

from keypost.named import NamedTuple
from keypost.readers.terraform.addresses import Key, Step, Steps, join_module, parse_steps, split_module
from keypost.readers.terraform.configuration import Configuration, Expression, Scope, mapping

Instances = Mapping[int | str | None, "Node"]


class Node(NamedTuple):
    """One instance; `unknown` mirrors `values`: true is what is known only after apply.

    `label` is what references call the resource (`data.` and type and name), `written` its configuration (None where
    nobody has it, as of a state), and `expressions` what that says of each attribute and block.
    """

    address: str
    type: str
    label: str
    module: Steps
    key: int | str | None
    values: Mapping[str, object]
    unknown: Mapping[str, object]
    written: Mapping[str, object] | None
    expressions: Mapping[str, object]

    @property
    def scope(self) -> Scope:
        """Where its expressions stand."""
        for_each: Expression = mapping(self.written.get("for_each_expression")) if self.written else {}
        return Scope(self.module, for_each, self.key)


class Nodes:
    """All nodes of one plan or state."""

    def __init__(self, nodes: Iterable[Node], *, configuration: Configuration) -> None:
        """Index the nodes by what references call them."""
        self.all = tuple(nodes)
        self.configuration = configuration
        self._instances: dict[tuple[Steps, str], dict[int | str | None, Node]] = {}
        self._modules: dict[tuple[Steps, str], dict[int | str | None, Steps]] = {}
        for node in self.all:
            self._instances.setdefault((node.module, node.label), {})[node.key] = node
        for module in {node.module for node in self.all}:
            self._add_module(module)

    def instances(self, module: Steps, label: str) -> Instances:
        """Return the instances of a resource by their keys (None: it has neither `count` nor `for_each`)."""
        return self._instances.get((module, label), {})

    def module_instances(self, parent: Steps, name: str) -> Mapping[int | str | None, Steps]:
        """Return the instances of a called module by their keys; one without resources has no keys, or nobody knows."""
        known = self._modules.get((parent, name))
        if known is not None:
            return known
        configuration = self.configuration.module(parent)
        call = configuration.call(name) if configuration else {}
        if not call or "count_expression" in call or "for_each_expression" in call:
            return {}
        return {None: join_module(parent, name, key=None)}

    def _add_module(self, module: Steps) -> None:
        while module:
            call = split_module(module)
            key = call.key.value if call.key else None
            self._modules.setdefault((call.parent, call.name), {})[key] = module
            module = call.parent


def build_node(change: Mapping[str, object], *, values: object, unknown: object, configuration: Configuration) -> Node:
    """Build the node of a resource as plans and states describe it."""
    called = change.get("module_address")
    module = parse_steps(str(called)) if called else ()
    kind, index = change.get("type"), change.get("index")
    type_name = f"data.{kind}" if change.get("mode") == "data" else str(kind)
    label = f"{type_name}.{change.get('name')}"
    files = configuration.module(module)
    written = files.resources.get(label) if files else None
    return Node(
        str(change.get("address")), type_name, label, module, index if isinstance(index, (int, str)) else None,
        mapping(values), mapping(unknown), written, mapping(written.get("expressions")) if written else {},
    )  # fmt: skip


def find_key(steps: Iterable[Step]) -> int | str | None:
    """Return the key that comes first, None without any."""
    return next((step.value for step in steps if isinstance(step, Key)), None)
