"""What a run settles in a stack, what stays open, and what stacks ask of each other."""

from keypost.named import Mapping, MappingProxyType, NamedTuple, Protocol
from keypost.origin import NOWHERE, Origin
from keypost.readers.building.resolved import Value


class Choice(NamedTuple):
    """Something open that the stack's Conditions test: the name of an unknown part, or of a condition.

    `values` are those that make a difference; None stands for any other value.
    """

    name: str
    values: tuple[str | None, ...]
    origin: Origin = NOWHERE


class Settings(NamedTuple):
    """What a run settles: parameters by name, pseudo parameters, and choices by unknown name.

    A choice of None means: none of `Choice.values` (then `excluded` names them).
    """

    parameters: Mapping[str, Value] = MappingProxyType({})
    account: str | None = None
    region: str | None = None
    choices: Mapping[str, str | None] = MappingProxyType({})
    excluded: Mapping[str, frozenset[str]] = MappingProxyType({})


class Budget:
    """How deep resolving is, and how much it has built.

    Stacks that refer to each other are followed together, so that no chain of them goes too deep.
    """

    __slots__ = ("built", "depth", "expanded")

    def __init__(self) -> None:
        """Start at nothing."""
        self.depth = 0
        self.built = 0
        self.expanded = 0


class Linker(Protocol):
    """Answers what one template asks of others; all stacks that it links share one budget."""

    budget: Budget

    def imported(self, name: str) -> Value:
        """Return the value exported under `name`, an unknown text, or Unread (AMBIGUOUS where two claim it)."""

    def nested_output(self, stack: str, resource: str, output: str) -> Value:
        """Return `Outputs.<output>` of the nested stack that `resource` of `stack` stands for."""

    def stack_output(self, stack_name: str, output: str) -> Value:
        """Return the output of another stack by its name (Fn::GetStackOutput)."""
