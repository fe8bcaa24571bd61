"""A report's JSON -> its value classes: members are found by the names of the fields, so the two can't differ.

Members that no class names are passed over, as the schemas allow; `schema` itself is one.
"""

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, cast, get_args, get_origin, get_type_hints

_Value = TypeVar("_Value")
_Convert = Callable[[Any], Any]


def decode(kind: type[_Value], data: Mapping[str, Any], **own: object) -> _Value:
    """Return the value of a class that some JSON object says; `own` are fields that it doesn't have."""
    values: Any = kind
    return cast("_Value", values(**_read_fields(values)(data), **own))


def spell(name: str) -> str:
    """Return the member of JSON that a field is named after: `see_next` is `seeNext`."""
    first, *others = name.split("_")
    return first + "".join(map(str.capitalize, others))


@cache
def _read_fields(kind: Any) -> Callable[[Mapping[str, Any]], dict[str, Any]]:
    hints = get_type_hints(kind)
    known = [
        (field.name, spell(field.name), _find_conversion(hints[field.name]))
        for field in fields(kind)
        if not field.name.startswith("_")
    ]

    def read(data: Mapping[str, Any]) -> dict[str, Any]:
        return {name: convert(data[member]) for name, member, convert in known if member in data}

    return read


@cache
def _find_conversion(hint: Any) -> _Convert:
    """Return what makes a value of a type from JSON."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is UnionType:
        (kind,) = (one for one in arguments if one is not NoneType)
        return _or_none(_find_conversion(kind))
    if origin is tuple:
        return _each(_find_conversion(arguments[0]))
    if origin is Mapping:
        return _each_named(_find_conversion(arguments[1]))
    if isinstance(hint, type) and is_dataclass(hint):
        return lambda data: decode(hint, data)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint
    return _keep


def _keep(data: Any) -> Any:
    return data


def _or_none(convert: _Convert) -> _Convert:
    return lambda data: None if data is None else convert(data)


def _each(convert: _Convert) -> _Convert:
    return lambda data: tuple(map(convert, data))


def _each_named(convert: _Convert) -> _Convert:
    return lambda data: {name: convert(one) for name, one in data.items()}
