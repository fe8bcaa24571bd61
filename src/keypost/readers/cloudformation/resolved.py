"""What stands between resolving a template and building an estate: resources with settled properties."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from keypost.origin import NOWHERE, Locate, Origin, locate_by_pointer
from keypost.unknown import Unread

# JSON-like data: dict, list, str, int, float, bool, None. Texts may hold unknown parts; a value may be Unread.
Value = object


@dataclass(frozen=True, slots=True)
class Choice:
    """Something open that the stack's Conditions test: the name of an unknown part (or of a condition), its place,
    and the values that make a difference; `None` stands for "any other value".
    """

    name: str
    values: tuple[str | None, ...]
    origin: Origin = NOWHERE


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run settles: parameters by name, pseudo parameters, and choices by unknown name.

    A choice of None means: none of `Choice.values` (then `excluded` names them).
    """

    parameters: Mapping[str, Value] = field(default_factory=dict)
    account: str | None = None
    region: str | None = None
    choices: Mapping[str, str | None] = field(default_factory=dict)
    excluded: Mapping[str, frozenset[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ResolvedResource:
    """One resource whose intrinsics are resolved; `locate` tells the place of a path inside `properties`."""

    stack: str
    id: str
    type: str
    properties: Mapping[str, Value]
    metadata: Mapping[str, Value] = field(default_factory=dict)
    locate: Locate = locate_by_pointer
    origin: Origin = NOWHERE


class Linker(Protocol):
    """Answers what one template asks of others."""

    def imported(self, name: str) -> Value:
        """Return the value exported under `name`, an unknown text, or Unread (AMBIGUOUS where two claim it)."""

    def nested_output(self, stack: str, resource: str, output: str) -> Value:
        """Return `Outputs.<output>` of the nested stack that `resource` of `stack` stands for."""

    def stack_output(self, stack_name: str, output: str) -> Value:
        """Return the output of another stack by its name (Fn::GetStackOutput)."""
