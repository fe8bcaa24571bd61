"""What an edit does to plain data: the truth that every edited text is measured against."""

import json
import math
from collections.abc import Callable, Mapping

from keypost.writers.edit import Append, Edit, Insert, Json, Obstacle, ObstacleError, Remove, Replace, parse_pointer
from keypost.writers.functions import gives_one_text, is_function

_GET_ATT = "Fn::GetAtt"
# Functions whose argument is the very document that a pointer goes on in, without naming them.
TRANSPARENT = ("Fn::Sub", "Fn::ToJsonString")


def apply_edit(data: Json, edit: Edit, *, parameters: Json = None) -> Json:
    """Return the data with the edit made; the given data stays as it is.

    `parameters` are those of the template, where the data is a part of it.

    Raises:
        ObstacleError: the edit can't be made, or its value isn't JSON.
    """
    steps = parse_pointer(edit.pointer)
    known = parameters if isinstance(parameters, Mapping) else _parameters(data)
    match edit:
        case Remove():
            if not steps:
                raise ObstacleError(Obstacle.MISSING)
            return change_at(data, steps[:-1], lambda parent: _remove(parent, steps[-1]))
        case Replace(value=value):
            return change_at(data, steps, lambda _: check_json(value))
        case Insert(key=key, value=value):
            return change_at(data, steps, lambda parent: _insert(parent, key, check_json(value)))
        case Append(value=value):
            return change_at(data, steps, lambda found: _append(found, check_json(value), known))


def change_at(data: Json, steps: tuple[str, ...], change: Callable[[Json], Json]) -> Json:
    """Return the data with `change` made to the part that the steps lead to.

    Raises:
        ObstacleError: nothing is there.
    """
    if not steps:
        return change(data)
    step, rest = steps[0], steps[1:]
    if isinstance(data, dict):
        if step in data:
            return {**data, step: change_at(data[step], rest, change)}
        for name in TRANSPARENT:
            if data.keys() == {name}:
                return {name: change_at(data[name], steps, change)}
    elif isinstance(data, list) and is_index(step, data):
        index = int(step)
        return [*data[:index], change_at(data[index], rest, change), *data[index + 1 :]]
    elif isinstance(data, str) and (held := parse_held(data)) is not None:
        return json.dumps(change_at(held, steps, change))
    raise ObstacleError(Obstacle.MISSING)


def value_at(data: Json, steps: tuple[str, ...]) -> Json:
    """Return the part that the steps lead to.

    Raises:
        ObstacleError: nothing is there.
    """
    found: list[Json] = []

    def note(value: Json) -> Json:
        found.append(value)
        return value

    change_at(data, steps, note)
    return found[0]


def parse_held(text: str) -> Json:
    """Return the JSON object or list that a text holds, None where it holds none."""
    if text.lstrip()[:1] not in ("{", "["):
        return None
    try:
        held: Json = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return held


def is_same(left: Json, right: Json) -> bool:
    """Tell whether two documents say the same: white space inside JSON texts and the form of GetAtt don't count."""
    if json.dumps(left, sort_keys=True) == json.dumps(right, sort_keys=True):
        return True
    return json.dumps(_normalize(left), sort_keys=True) == json.dumps(_normalize(right), sort_keys=True)


def is_done(data: Json, edit: Edit) -> bool:
    """Tell whether the data says already what the edit asks for.

    Raises:
        ObstacleError: the edit's value isn't JSON.
    """
    if not isinstance(edit, Insert | Replace):
        return False
    check_json(edit.value)
    steps = parse_pointer(edit.pointer)
    try:
        found = value_at(data, (*steps, edit.key) if isinstance(edit, Insert) else steps)
    except ObstacleError:
        return False
    return is_same(found, edit.value)


def is_index(step: str, items: list[Json]) -> bool:
    """Tell whether the step names an item of the list."""
    return step.isascii() and step.isdigit() and int(step) < len(items)


def check_json(value: Json) -> Json:
    """Return the value, which is plain data.

    Raises:
        ObstacleError: JSON has no such value, or no file can hold one of its texts.
    """
    if isinstance(value, str):
        if any("\ud800" <= letter <= "\udfff" for letter in value):
            raise ObstacleError(Obstacle.VALUE)
    elif isinstance(value, list):
        for item in value:
            check_json(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            if not isinstance(key, str):
                raise ObstacleError(Obstacle.VALUE)
            check_json(key)
            check_json(item)
    elif not (value is None or isinstance(value, bool | int) or (isinstance(value, float) and math.isfinite(value))):
        raise ObstacleError(Obstacle.VALUE)
    return value


def _normalize(value: Json) -> Json:
    if isinstance(value, dict):
        name = value.get(_GET_ATT)
        if isinstance(name, str) and len(value) == 1 and "." in name:
            return {_GET_ATT: name.split(".", 1)}
        return {key: _normalize(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_normalize(item) for item in value]
    held = parse_held(value) if isinstance(value, str) else None
    return value if held is None else ["text", _normalize(held)]


def _remove(parent: Json, step: str) -> Json:
    if isinstance(parent, dict) and step in parent:
        if is_function(parent):
            raise ObstacleError(Obstacle.FUNCTION)
        return {key: value for key, value in parent.items() if key != step}
    if isinstance(parent, list) and is_index(step, parent):
        return [item for index, item in enumerate(parent) if index != int(step)]
    held = parse_held(parent) if isinstance(parent, str) else None
    if held is None:
        raise ObstacleError(Obstacle.MISSING)
    return json.dumps(_remove(held, step))


def _insert(parent: Json, key: str, value: Json) -> Json:
    if is_function(parent):
        return _through(parent, lambda held: _insert(held, key, value))
    if isinstance(parent, dict):
        if key in parent:
            raise ObstacleError(Obstacle.KEY_TAKEN)
        return {**parent, key: value}
    if parent is None:
        return {key: value}
    held = parse_held(parent) if isinstance(parent, str) else None
    if held is None:
        raise ObstacleError(Obstacle.NOT_A_MAPPING)
    return json.dumps(_insert(held, key, value))


def _through(function: Json, change: Callable[[Json], Json]) -> Json:
    """Make the change inside the document that a function wraps."""
    if isinstance(function, dict):
        for name in TRANSPARENT:
            if name in function:
                return {name: change(function[name])}
    raise ObstacleError(Obstacle.FUNCTION)


def _append(found: Json, value: Json, parameters: Mapping[str, Json]) -> Json:
    if isinstance(found, list):
        return [*found, value]
    if found is None:
        return [value]
    if isinstance(found, dict) and is_function(found) and not gives_one_text(found, parameters=parameters):
        raise ObstacleError(Obstacle.FUNCTION)
    return [found, value]


def _parameters(document: Json) -> Mapping[str, Json]:
    parameters = document.get("Parameters") if isinstance(document, dict) else None
    return parameters if isinstance(parameters, dict) else {}
