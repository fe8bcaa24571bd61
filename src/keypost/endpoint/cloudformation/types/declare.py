"""The words in which a resource type is declared."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from keypost.endpoint.cloudformation.hands import Hands
from keypost.endpoint.cloudformation.records import Properties
from keypost.named import NamedTuple

_NONE: Mapping[str, Any] = MappingProxyType({})


class Made(NamedTuple):
    """A resource that was made: what `Ref` gives, and what its attributes are made of."""

    id: str
    result: Mapping[str, Any] = _NONE


class Request(NamedTuple):
    """One operation for a resource.

    `takes` has the parameter that each property goes to, dots leading down. `given` are further parameters: texts with
    `{id}`, `{account}`, `{region}`, or names of properties and attributes in them; a list of such a text; other values
    as they are. `renamed` are properties, at any depth, that the operation calls otherwise.
    """

    operation: str
    takes: Mapping[str, str] = _NONE
    given: Mapping[str, Any] = _NONE
    renamed: Mapping[str, str] = _NONE


class Change(NamedTuple):
    """A resource that is changed, or made (`before` is empty), or deleted (`after` is empty)."""

    id: str
    before: Properties
    after: Properties
    attributes: Properties = _NONE

    def touches(self, *names: str) -> bool:
        """Tell whether any of the properties changes."""
        return any(pick(self.before, name) != pick(self.after, name) for name in names)


# Makes the calls for a part of a resource.
Apply = Callable[[Hands, Change], None]
Maker = Callable[[Hands, Properties], Made]


class Part(NamedTuple):
    """Properties with calls of their own, made after the resource's; `is_undone` before it is deleted too."""

    properties: tuple[str, ...]
    apply: Apply
    is_undone: bool = False


class Type(NamedTuple):
    """A resource type.

    `id` tells what `Ref` gives: `=Path.In.Result`, or a text with properties in braces. `attributes` are told alike.
    `named` is the property that CloudFormation fills with a name of its own where it isn't given, `longest` how long
    that may be. `replaces` are the properties whose change makes a new resource, `fixed` those that can't change.
    `follows` are the types of the same stack that come first. `tells` gives attributes that only asking can. `label` is
    how messages name the service; those of a type without a resource handler look older. A name with a slash is a
    property's own property.
    """

    service: str
    create: Request | Maker
    delete: Request | Apply | None
    id: str
    update: Request | Apply | None = None
    attributes: Mapping[str, str] = _NONE
    named: str = ""
    longest: int = 255
    is_lower: bool = False
    suffix: Callable[[Properties], str] | None = None
    replaces: frozenset[str] = frozenset()
    fixed: frozenset[str] = frozenset()
    parts: tuple[Part, ...] = ()
    knows: frozenset[str] = frozenset()
    follows: frozenset[str] = frozenset()
    tells: Callable[[Hands, str], dict[str, Any]] | None = None
    tags: str = "Tags"
    label: str = ""
    is_legacy: bool = False

    @property
    def properties(self) -> frozenset[str]:
        """Every property that the type builds."""
        of_requests = [one.takes for one in (self.create, self.update) if isinstance(one, Request)]
        parts = [name for part in self.parts for name in part.properties]
        return frozenset(name.partition("/")[0] for name in self.knows.union(*of_requests, parts))


def pick(properties: Properties, name: str) -> Any:
    """Return a property, or with slashes a property's own, None where it isn't there."""
    value: Any = properties
    for step in name.split("/"):
        value = value.get(step) if isinstance(value, Mapping) else None
    return value


def same(*names: str) -> dict[str, str]:
    """Return the properties that are named as their parameters."""
    return {name: name for name in names}


def below(place: str, *names: str) -> dict[str, str]:
    """Return properties that are named as the members of one parameter."""
    return {name: f"{place}.{name}" for name in names}


def no_call(_hands: Hands, _change: Change) -> None:
    """Do nothing: there is nothing to call."""
