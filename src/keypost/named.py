"""What classes and functions are declared with, quicker than in the standard library: start-up counts.

A run loads a hundred `NamedTuple`s and `Enum`s: that of `typing` compiles source for each of them, and `enum.Enum` runs
some forty lines for each member, together a sixth of what checking 200 resources cost. Importing `typing`,
`collections` or `functools` for a name is a fortieth each. Type checkers see the real ones. What Keypost doesn't use of
them is left out: generics, `_asdict`; aliases, flags, `Kind["ALARM"]`; what `functools` copies to a cached function.
"""

import sys

TYPE_CHECKING = False  # type checkers take the name for True
if TYPE_CHECKING:
    from collections import _tuplegetter  # type: ignore[attr-defined]
    from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
    from functools import cache, lru_cache, partial
    from operator import attrgetter
    from types import CodeType, MappingProxyType, SimpleNamespace
    from typing import Any
else:  # where these are made: modules that any run has loaded, or that are built in
    from _collections import _tuplegetter
    from _collections_abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
    from _functools import _lru_cache_wrapper, partial
    from _operator import attrgetter

    MappingProxyType, SimpleNamespace = type(vars(type)), type(sys.implementation)

    def _tell_counts(*counts):
        return counts

    def lru_cache(*, maxsize, typed=False):
        """Return what lets a function remember its last answers."""
        return lambda function: _lru_cache_wrapper(function, maxsize, typed, _tell_counts)

    def cache(function):
        """Let a function remember all its answers."""
        return lru_cache(maxsize=None)(function)


__all__ = [
    "TYPE_CHECKING",
    "Callable",
    "Container",
    "Enum",
    "Iterable",
    "Iterator",
    "Literal",
    "Mapping",
    "MappingProxyType",
    "NamedTuple",
    "Protocol",
    "Sequence",
    "SimpleNamespace",
    "attrgetter",
    "cache",
    "lru_cache",
    "partial",
]


class _TupleDefinition(type):
    """Makes a plain class, in one go, of what stands in the body of a `NamedTuple`."""

    def __new__(cls, name: str, bases: tuple[type, ...], body: dict[str, object]) -> type:
        if not bases:
            return super().__new__(cls, name, bases, body)
        annotations = body.get("__annotations__")
        fields = tuple(annotations) if isinstance(annotations, dict) else ()
        new = _build_new(name, fields, defaults=tuple(body[field] for field in fields if field in body))
        getters = {field: _tuplegetter(index, None) for index, field in enumerate(fields)}
        own = {"__slots__": (), "__match_args__": fields, "_fields": fields, "__new__": new}
        return type(name, (_Values,), body | getters | own)


class _Values(tuple[object, ...]):
    """What all named tuples have in common."""

    __slots__ = ()
    _fields: tuple[str, ...] = ()

    def __repr__(self) -> str:
        values = zip(self._fields, self, strict=True)
        return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in values)})"

    def __getnewargs__(self) -> tuple[object, ...]:
        """Return what a copy is made of."""
        return tuple(self)

    def _replace(self, **changes: object) -> "_Values":
        replaced = tuple.__new__(type(self), map(changes.pop, self._fields, self))
        if changes:
            raise TypeError(f"{type(self).__name__} has no field {', '.join(changes)}")
        return replaced


def _build_new(name: str, fields: tuple[str, ...], *, defaults: tuple[object, ...]) -> "Callable[..., object]":
    """Return `__new__` for the fields: that for their number, with their names."""
    count = len(fields)
    template = _NEW.get(count) or _compile_new(count)
    code = template.replace(co_varnames=("_class", *fields), co_qualname=f"{name}.__new__")
    made: Callable[..., object] = _Function(code, _SCOPE, "__new__", defaults)
    return made


# For the numbers of fields that there are: compiling one costs as much as ten classes.
_new: "Callable[..., object]" = tuple.__new__
_SCOPE = {"_new": _new}
_Function: "Any" = type(lambda: None)
_NEWS: "tuple[Any, ...]" = (
    lambda _class: _new(_class, ()),
    lambda _class, a: _new(_class, (a,)),
    lambda _class, a, b: _new(_class, (a, b)),
    lambda _class, a, b, c: _new(_class, (a, b, c)),
    lambda _class, a, b, c, d: _new(_class, (a, b, c, d)),
    lambda _class, a, b, c, d, e: _new(_class, (a, b, c, d, e)),
    lambda _class, a, b, c, d, e, f: _new(_class, (a, b, c, d, e, f)),
    lambda _class, a, b, c, d, e, f, g: _new(_class, (a, b, c, d, e, f, g)),
    lambda _class, a, b, c, d, e, f, g, h: _new(_class, (a, b, c, d, e, f, g, h)),
    lambda _class, a, b, c, d, e, f, g, h, i: _new(_class, (a, b, c, d, e, f, g, h, i)),
    lambda _class, a, b, c, d, e, f, g, h, i, j: _new(_class, (a, b, c, d, e, f, g, h, i, j)),
    lambda _class, a, b, c, d, e, f, g, h, i, j, k: _new(_class, (a, b, c, d, e, f, g, h, i, j, k)),
    lambda _class, a, b, c, d, e, f, g, h, i, j, k, m, n, o, p: _new(
        _class, (a, b, c, d, e, f, g, h, i, j, k, m, n, o, p)
    ),
    lambda _class, a, b, c, d, e, f, g, h, i, j, k, m, n, o, p, q, r: _new(
        _class, (a, b, c, d, e, f, g, h, i, j, k, m, n, o, p, q, r)
    ),
    lambda _class, a, b, c, d, e, f, g, h, i, j, k, m, n, o, p, q, r, s, t, u: _new(
        _class, (a, b, c, d, e, f, g, h, i, j, k, m, n, o, p, q, r, s, t, u)
    ),
)
_NEW: "dict[int, CodeType]" = {new.__code__.co_argcount - 1: new.__code__ for new in _NEWS}


@cache
def _compile_new(count: int) -> "CodeType":
    names = "".join(f"_{index}, " for index in range(count))
    function = eval(f"lambda _class, {names}: _new(_class, ({names}))")  # noqa: S307 - of a number alone
    code: CodeType = function.__code__
    return code


class _QuickTuple(metaclass=_TupleDefinition):
    """Stands where classes name `NamedTuple`; none of them descends from it."""


class _EnumDefinition(type):
    """Makes the members of an enumeration when its class is defined, and finds them."""

    _members: Mapping[object, "_QuickEnum"]

    def __new__(cls, name: str, bases: tuple[type, ...], body: dict[str, object]) -> "_EnumDefinition":
        made = super().__new__(cls, name, bases, {"__slots__": ()} | body)
        values = {key: value for key, value in body.items() if not (key.startswith("_") or hasattr(value, "__get__"))}
        made._members = {value: object.__new__(made) for value in values.values()}  # type: ignore[arg-type]
        if len(made._members) < len(values):
            raise TypeError(f"two members of {name} have one value")
        for key, value in values.items():
            member = made._members[value]
            member.name, member.value = key, value
            setattr(made, key, member)
        return made

    def __call__(cls, value: object) -> "_QuickEnum":
        """Return the member that has the value."""
        if value not in cls._members:
            raise ValueError(f"{value!r} is not a valid {cls.__name__}")
        return cls._members[value]

    def __iter__(cls) -> Iterator["_QuickEnum"]:
        """Go through the members as they are defined."""
        return iter(cls._members.values())

    def __len__(cls) -> int:
        return len(cls._members)

    def __contains__(cls, member: object) -> bool:
        return isinstance(member, cls)


class _QuickEnum(metaclass=_EnumDefinition):
    """A member, hashed as any object is: those of `enum.Enum` run Python for that."""

    __slots__ = ("name", "value")
    name: str
    value: object

    def __repr__(self) -> str:
        return f"<{self}: {self.value!r}>"

    def __str__(self) -> str:
        return f"{type(self).__name__}.{self.name}"

    def __reduce__(self) -> tuple[type, tuple[object]]:
        """A copy is the member itself."""
        return type(self), (self.value,)


class _QuickProtocol:
    """Says nothing at run time."""


class _QuickLiteral:
    """The type of one of a few texts: at run time, any text."""

    def __class_getitem__(cls, _texts: tuple[str, ...]) -> type[str]:
        """Return the type of a text."""
        return str


if TYPE_CHECKING or sys.version_info >= (3, 14):  # where the body of a class doesn't hold its annotations
    from typing import NamedTuple
else:
    NamedTuple = _QuickTuple
if TYPE_CHECKING:
    from enum import Enum
    from typing import Literal, Protocol
else:
    Enum, Literal, Protocol = _QuickEnum, _QuickLiteral, _QuickProtocol
