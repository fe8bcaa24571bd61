"""A stack's parameters: what was given, was there before, or is the default; checked as the template says.

Source: CloudFormation User Guide, Parameters section syntax reference; the messages are those that people quote.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from keypost.endpoint.cloudformation.failure import invalid
from keypost.endpoint.cloudformation.fit import is_true, write_text

HIDDEN = "****"
_SSM_VALUE = "AWS::SSM::Parameter::Value<"
Definitions = Mapping[str, Mapping[str, Any]]
# Finds the value of an SSM parameter.
Fetch = Callable[[str], str]


def choose(
    definitions: Definitions, given: Iterable[Mapping[str, Any]], *, previous: Mapping[str, str]
) -> dict[str, str]:
    """Return each parameter's text: given, the stack's own where that is asked for, or the default.

    Raises:
        RefusalError: one is missing, isn't the template's, or isn't allowed.
    """
    asked = {str(one.get("ParameterKey", "")): one for one in given}
    strange = [name for name in asked if name not in definitions]
    if strange:
        raise invalid(f"Parameters: [{', '.join(strange)}] do not exist in the template")
    chosen, missing = {}, []
    for name, definition in definitions.items():
        text = _choose(name, definition, asked.get(name), previous)
        if text is None:
            missing.append(name)
        else:
            _check(name, definition, text)
            chosen[name] = text
    if missing:
        raise invalid(f"Parameters: [{', '.join(missing)}] must have values")
    return chosen


def evaluate(definitions: Definitions, chosen: Mapping[str, str], *, fetch: Fetch) -> dict[str, Any]:
    """Return what `Ref` gives for each parameter.

    Raises:
        RefusalError: an SSM parameter can't be read.
    """
    return {name: _evaluate(_type_of(definitions[name]), text, fetch) for name, text in chosen.items()}


def list_hidden(definitions: Definitions) -> frozenset[str]:
    """Return the parameters whose values nobody is shown."""
    return frozenset(name for name, one in definitions.items() if is_true(one.get("NoEcho", False)))


def _choose(
    name: str, definition: Mapping[str, Any], asked: Mapping[str, Any] | None, previous: Mapping[str, str]
) -> str | None:
    if asked is not None and asked.get("UsePreviousValue"):
        if name not in previous:
            raise invalid(f"Invalid input for parameter key {name}. Cannot specify usePreviousValue as true for a "
                          "parameter key not in the previous template")  # fmt: skip
        return previous[name]
    if asked is not None and asked.get("ParameterValue") is not None:
        return str(asked["ParameterValue"])
    if "Default" not in definition:
        return None
    default = definition["Default"]
    return ",".join(map(write_text, default)) if isinstance(default, list) else write_text(default)


def _check(name: str, definition: Mapping[str, Any], text: str) -> None:
    why = _find_fault(name, definition, text)
    if not why:
        return
    told = definition.get("ConstraintDescription")
    raise invalid(f"Parameter '{name}' failed to satisfy constraint: {told}" if told else why)


def _find_fault(name: str, definition: Mapping[str, Any], text: str) -> str:
    allowed, pattern = definition.get("AllowedValues"), definition.get("AllowedPattern")
    items = [one.strip() for one in text.split(",")] if _is_list(_type_of(definition)) else [text]
    if isinstance(allowed, list) and not set(items) <= set(map(write_text, allowed)):
        return f"Parameter '{name}' must be one of AllowedValues"
    if pattern is not None and not all(re.fullmatch(str(pattern), one) for one in items):
        return f"Parameter '{name}' must match pattern {pattern}"
    if _type_of(definition) == "Number":
        return _find_fault_in_number(name, definition, text)
    if len(text) < int(definition.get("MinLength", 0)):
        return f"Parameter '{name}' must contain at least {definition['MinLength']} characters"
    if "MaxLength" in definition and len(text) > int(definition["MaxLength"]):
        return f"Parameter '{name}' must contain at most {definition['MaxLength']} characters"
    return ""


def _find_fault_in_number(name: str, definition: Mapping[str, Any], text: str) -> str:
    try:
        number = float(text)
    except ValueError:
        return f"Parameter '{name}' must be a number"
    if "MinValue" in definition and number < float(definition["MinValue"]):
        return f"Parameter '{name}' must be a number not less than {definition['MinValue']}"
    if "MaxValue" in definition and number > float(definition["MaxValue"]):
        return f"Parameter '{name}' must be a number not greater than {definition['MaxValue']}"
    return ""


def _evaluate(kind: str, text: str, fetch: Fetch) -> Any:
    if kind.startswith(_SSM_VALUE):
        text, kind = fetch(text), kind.removeprefix(_SSM_VALUE).removesuffix(">")
    return [one.strip() for one in text.split(",")] if _is_list(kind) else text


def _type_of(definition: Mapping[str, Any]) -> str:
    return str(definition.get("Type", "String"))


def _is_list(kind: str) -> bool:
    return kind.startswith(("List<", "CommaDelimitedList"))
