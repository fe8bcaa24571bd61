"""What an expression of a plan may stand for: its references, followed through variables, outputs and `each`."""

from collections.abc import Iterator, Mapping, Sequence

from keypost.named import TYPE_CHECKING, NamedTuple
from keypost.readers.building.resolved import Value
from keypost.readers.terraform.addresses import Key, Step, Steps, join_module, keep_longest, parse_steps, split_module
from keypost.readers.terraform.configuration import Expression, Scope, mapping
from keypost.readers.terraform.nodes import Node, Nodes, find_key

if TYPE_CHECKING:
    from typing import TypeVar

    T = TypeVar("T")

# References that Terraform always knows when it plans.
_ALWAYS_KNOWN = frozenset({"count", "path", "terraform", "self"})
# Longer chains of variables and outputs than anybody writes.
_DEEPEST = 100


class Candidate(NamedTuple):
    """One thing that an expression refers to: an attribute of a node (empty: the node as a whole), or a known value.

    `open`: nobody can tell what it is (`local.name`: a plan doesn't say what locals are). `among` is how many instances
    the reference may mean. `alternative`: it is this one or another, never both.
    """

    node: Node | None = None
    attribute: str = ""
    value: Value = None
    among: int = 1
    open: bool = False
    alternative: bool = False


_OPEN = Candidate(open=True)


class Candidates:
    """Follows the references of one plan."""

    def __init__(self, nodes: Nodes) -> None:
        """Take the plan's nodes."""
        self._nodes = nodes
        self._depth = 0

    def of(self, expression: object, scope: Scope, *, rest: Steps = ()) -> Iterator[Candidate]:
        """Yield what the expression refers to, in the order of its text; `rest` are steps into its value."""
        written = mapping(expression)
        if "constant_value" in written:
            yield Candidate(value=_step_into(written["constant_value"], rest))
            return
        if self._depth >= _DEEPEST:
            yield _OPEN
            return
        references = list_texts(written.get("references"))
        self._depth += 1
        for reference in keep_longest(references):
            yield from self._of_reference(parse_steps(reference), scope, rest, references)
        self._depth -= 1

    def _of_reference(self, steps: Steps, scope: Scope, rest: Steps, siblings: Sequence[str]) -> Iterator[Candidate]:
        head, inside = (steps[0], (*steps[1:], *rest)) if steps else ("", ())
        if head in _ALWAYS_KNOWN:
            return
        if head == "each":
            yield from self._of_each(inside, scope)
        elif head == "var":
            yield from self._of_variable(inside, scope)
        elif head == "module":
            yield from self._of_output(inside, scope, siblings)
        elif head == "local" or len(inside) < 1:
            yield _OPEN
        else:
            named = 2 if head == "data" else 1
            label = ".".join(map(str, (head, *inside[:named])))
            yield from self._of_resource(label, inside[named:], scope, siblings)

    def _of_resource(self, label: str, inside: Steps, scope: Scope, siblings: Sequence[str]) -> Iterator[Candidate]:
        instances = self._nodes.instances(scope.module, label)
        attribute = next((step for step in inside if isinstance(step, str)), "")
        meant = _choose(instances, inside[:1], scope, siblings)
        for node in meant:
            yield Candidate(node, attribute, among=len(meant))
        if not meant:
            yield _OPEN

    def _of_variable(self, inside: Steps, scope: Scope) -> Iterator[Candidate]:
        name, rest = str(inside[0]) if inside else "", inside[1:]
        if not scope.module:
            variables = self._nodes.configuration.variables
            yield Candidate(value=_step_into(variables.get(name), rest))
            return
        call = split_module(scope.module)
        parent = self._nodes.configuration.module(call.parent)
        written = parent.call(call.name) if parent else {}
        expression = mapping(written.get("expressions")).get(name)
        if expression is not None:
            for_each: Expression = mapping(written.get("for_each_expression"))
            key = call.key.value if call.key else None
            yield from self.of(expression, Scope(call.parent, for_each, key), rest=rest)

    def _of_output(self, inside: Steps, scope: Scope, siblings: Sequence[str]) -> Iterator[Candidate]:
        instances = self._nodes.module_instances(scope.module, str(inside[0]))
        keys = [step for step in inside[1:2] if isinstance(step, Key)]
        path = inside[1 + len(keys) :]
        configuration = self._nodes.configuration.module(join_module(scope.module, str(inside[0]), key=None))
        output = mapping(configuration.outputs.get(str(path[0]))) if configuration and path else {}
        if not output or not instances:
            yield _OPEN
            return
        for module in _choose(instances, keys, scope, siblings):
            yield from self.of(output.get("expression"), Scope(module), rest=path[1:])

    def _of_each(self, inside: Steps, scope: Scope) -> Iterator[Candidate]:
        """`each.key` is always known; `each.value` is what `for_each` has under the key.

        What stands under which key of an object isn't in the plan: of all that is named there, one is meant.
        """
        if inside[:1] != ("value",) or scope.key is None:
            return
        here = Scope(scope.module)
        found = list(self.of(scope.for_each, here, rest=(Key(scope.key), *inside[1:])))
        yield from (one._replace(alternative=len(found) > 1) for one in found)


def _choose(
    instances: "Mapping[int | str | None, T]", written: Sequence[Step], scope: Scope, siblings: Sequence[str]
) -> "list[T]":
    """Return the instances that a reference means.

    A key that Terraform works out (`t[count.index]`, `t[each.key]`) is left out of the reference, but what it is made
    of stands beside it: then it is the instance with the key of whoever refers to it.
    """
    key = find_key(written[:1])
    if key is not None:
        return [instances[key]] if key in instances else []
    if None in instances:
        return [instances[None]]
    by_own_key = any(one.startswith(("count.", "each.")) for one in siblings)
    if by_own_key and scope.key in instances:
        return [instances[scope.key]]
    return list(instances.values())


def _step_into(value: Value, rest: Steps) -> Value:
    for step in rest:
        index = step.value if isinstance(step, Key) else step
        if isinstance(value, Mapping):
            value = value.get(index)
        elif isinstance(value, list) and isinstance(index, int) and 0 <= index < len(value):
            value = value[index]
        else:
            return None
    return value


def list_texts(value: object) -> list[str]:
    """Return the texts of a list, nothing of anything else."""
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []
