"""Properties of templates -> parameters of operations: names in any case, and values of the type that is wanted."""

import json
from collections.abc import Mapping
from typing import Any

_TRUE = "true"


class UnfitError(Exception):
    """A property isn't what the operation takes; the message is CloudFormation's (resource provider schemas)."""


def fit(shape: Any, value: Any, *, renamed: Mapping[str, str], path: str = "#") -> Any:
    """Return the value as botocore's shape wants it; `renamed` are properties that operations call otherwise.

    Raises:
        UnfitError: a member isn't known, is missing, or can't be made the type that is wanted.
    """
    find = _BY_KIND.get(shape.type_name)
    if find is not None:
        return find(shape, value, renamed, path)
    try:
        return _fit_scalar(shape.type_name, value)
    except (TypeError, ValueError) as error:
        raise UnfitError(f"{path}: expected type: {_NAMES[shape.type_name]}, found: {_describe(value)}") from error


def _fit_structure(shape: Any, value: Any, renamed: Mapping[str, str], path: str) -> Any:
    if shape.is_document_type:
        return value
    if not isinstance(value, Mapping):
        raise UnfitError(f"{path}: expected type: JSONObject, found: {_describe(value)}")
    members = {name.lower(): name for name in shape.members}
    found = {}
    for key, one in value.items():
        name = members.get(renamed.get(key, key).lower())
        if name is None:
            raise UnfitError(f"{path}: extraneous key [{key}] is not permitted")
        found[name] = fit(shape.members[name], one, renamed=renamed, path=f"{path}/{key}")
    for name in shape.required_members:
        if name not in found:
            raise UnfitError(f"{path}: required key [{name}] not found")
    return found


def _fit_list(shape: Any, value: Any, renamed: Mapping[str, str], path: str) -> list[Any]:
    if isinstance(value, Mapping):  # tags as a mapping
        value = [{"Key": key, "Value": one} for key, one in value.items()]
    items = value if isinstance(value, list) else [value]
    return [fit(shape.member, one, renamed=renamed, path=f"{path}/{at}") for at, one in enumerate(items)]


def _fit_map(shape: Any, value: Any, renamed: Mapping[str, str], path: str) -> dict[str, Any]:
    if isinstance(value, list) and all(isinstance(one, Mapping) and "Key" in one for one in value):
        value = {one["Key"]: one.get("Value", "") for one in value}  # tags as a list
    if not isinstance(value, Mapping):
        raise UnfitError(f"{path}: expected type: JSONObject, found: {_describe(value)}")
    return {str(key): fit(shape.value, one, renamed=renamed, path=f"{path}/{key}") for key, one in value.items()}


def write_text(value: Any) -> str:
    """Return a value as the text that operations take: JSON of a document, `true` of a boolean."""
    if isinstance(value, (Mapping, list)):
        return json.dumps(value)
    return str(value).lower() if isinstance(value, bool) else str(value)


def is_true(value: object) -> bool:
    """Tell whether a property is true: a boolean, or the word."""
    return str(value).lower() == _TRUE


def _fit_scalar(kind: str, value: Any) -> Any:
    if kind in {"integer", "long"}:
        return int(value)
    if kind in {"float", "double"}:
        return float(value)
    if kind == "boolean":
        return _read_boolean(value)
    if kind == "blob":
        return value if isinstance(value, bytes) else write_text(value).encode()
    return value if kind == "timestamp" else write_text(value)


def _read_boolean(value: Any) -> bool:
    if str(value).lower() not in {_TRUE, "false"}:
        raise ValueError(value)
    return is_true(value)


def _describe(value: Any) -> str:
    if isinstance(value, Mapping):
        return "JSONObject"
    return "JSONArray" if isinstance(value, list) else "String" if isinstance(value, str) else "Number"


_NAMES = {"integer": "Integer", "long": "Integer", "float": "Number", "double": "Number", "boolean": "Boolean"}
_BY_KIND = {"structure": _fit_structure, "list": _fit_list, "map": _fit_map}
