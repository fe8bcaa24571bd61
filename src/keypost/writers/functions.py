"""Intrinsic functions as they are written: their names, their short tags, and what they surely give."""

import re
from collections.abc import Mapping

from keypost.writers.edit import Json, Obstacle, ObstacleError

# Fn::ForEach stands among ordinary keys: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-foreach.html
_LOOP = "Fn::ForEach"
# https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
_ALWAYS_TEXT = frozenset({"Fn::Sub", "Fn::Join", "Fn::ImportValue", "Fn::Base64", "Fn::ToJsonString"})
# The pseudo parameter that is a list.
# https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/pseudo-parameter-reference.html
_NOTIFICATIONS = "AWS::NotificationARNs"


def is_function(value: Json) -> bool:
    """Tell whether the value is an intrinsic function."""
    return function_name(value) is not None


def function_name(value: Json) -> str | None:
    """Return the name of the function that a value is."""
    if not isinstance(value, dict) or len(value) != 1:
        return None
    name = str(next(iter(value)))
    return name if name == "Ref" or (name.startswith("Fn::") and not name.startswith(_LOOP)) else None


def split_short(value: Json) -> tuple[str, Json] | None:
    """Return tag and argument of a function's short form; None where YAML or CloudFormation has none for it.

    What follows a tag is text, a list or a mapping; one tag can't follow another: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-base64.html
    """
    name = function_name(value)
    if name is None or name == "Fn::Transform" or not isinstance(value, dict):
        return None
    argument = value[name]
    if is_function(argument) or not isinstance(argument, str | list | dict):
        return None
    match argument:
        case [str(resource), str(attribute)] if name == "Fn::GetAtt" and "." not in resource:
            argument = f"{resource}.{attribute}"
    return f"!{name.removeprefix('Fn::')}", argument


def gives_one_text(function: Mapping[str, Json], *, parameters: Mapping[str, Json]) -> bool:
    """Tell whether a function surely gives one text, never a list or nothing."""
    ((name, argument),) = function.items()
    if name == "Ref":
        return (
            isinstance(argument, str)
            and argument not in {_NOTIFICATIONS, "AWS::NoValue"}
            and not _is_list(argument, parameters)
        )
    if name == "Fn::GetAtt":
        attribute = argument[-1] if isinstance(argument, list) and argument else argument
        return isinstance(attribute, str) and attribute.endswith("Arn")
    return name in _ALWAYS_TEXT


def _is_list(name: str, parameters: Mapping[str, Json]) -> bool:
    parameter = parameters.get(name)
    kind = parameter.get("Type") if isinstance(parameter, dict) else None
    return isinstance(kind, str) and ("List" in kind)


def put_into_text(value: Json, *, substituted: bool) -> Json:
    """Return a value as a JSON text can hold it: functions as `${...}` where Fn::Sub goes over the text.

    Raises:
        ObstacleError: the text can't say what a function gives.
    """
    if function_name(value) is not None:
        return _as_substitution(value) if substituted else _refuse()
    if isinstance(value, dict):
        return {key: put_into_text(item, substituted=substituted) for key, item in value.items()}
    if isinstance(value, list):
        return [put_into_text(item, substituted=substituted) for item in value]
    if isinstance(value, str) and substituted:
        return re.sub(r"\$\{(?!!)", "${!", value)
    return value


def _as_substitution(value: Json) -> str:
    match value:
        case {"Ref": str(name)}:
            return "${" + name + "}"
        case {"Fn::GetAtt": str(name)}:
            return "${" + name + "}"
        case {"Fn::GetAtt": [str(resource), str(attribute)]}:
            return "${" + resource + "." + attribute + "}"
        case {"Fn::Sub": str(text)}:
            return text
        case {"Fn::Join": [str(between), list(parts)]}:
            return between.join(str(put_into_text(part, substituted=True)) for part in parts)
        case _:
            pass
    return _refuse()


def _refuse() -> str:
    raise ObstacleError(Obstacle.FUNCTION_IN_TEXT)
