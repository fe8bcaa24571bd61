"""What classes are defined with, `NamedTuple`, `Enum` and others, quicker than in `typing` and `enum`: start-up counts.

A run loads a hundred such classes: `typing.NamedTuple` compiles source for each of them, and `enum.Enum` runs some
forty lines for each member, together a sixth of what checking 200 resources cost; importing `typing` is another
fortieth. Type checkers see the real ones. What Keypost doesn't use of them is left out: generics, `_asdict`; aliases,
flags, `Kind["ALARM"]`.
"""

import sys
from collections import _tuplegetter  # type: ignore[attr-defined]  # the fields of `collections.namedtuple`
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from types import CodeType, FunctionType

__all__ = ["TYPE_CHECKING", "Enum", "Literal", "NamedTuple", "Protocol"]
TYPE_CHECKING = False  # type checkers take the name for True


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


def _build_new(name: str, fields: tuple[str, ...], *, defaults: tuple[object, ...]) -> FunctionType:
    """Return `__new__` for the fields: that for their number, with their names."""
    count = len(fields)
    template = _NEW[count].__code__ if count < len(_NEW) else _compile_new(count)
    code = template.replace(co_varnames=("_class", *fields), co_qualname=f"{name}.__new__")
    return FunctionType(code, {"_new": tuple.__new__}, "__new__", defaults)


# For as many fields as most have: compiling one costs as much as ten classes.
_new: Callable[..., object] = tuple.__new__
_NEW = (
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
)


@cache
def _compile_new(count: int) -> CodeType:
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
