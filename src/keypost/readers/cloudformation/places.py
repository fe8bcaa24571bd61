"""Finds where a part of resolved properties stands in the template."""

from keypost.origin import Pointer
from keypost.readers.cloudformation.intrinsics.choosing import IF, find_branch
from keypost.readers.cloudformation.intrinsics.scope import NO_VALUE, Scope
from keypost.readers.cloudformation.intrinsics.table import FUNCTIONS
from keypost.readers.cloudformation.loops import expand_entries


def find_place(value: object, *, path: Pointer, scope: Scope, pointer: Pointer) -> Pointer:
    """Return the pointer, in the template, of the part of `value` that resolves to `path`.

    What comes through a function is found at the function: a `Ref` to a parameter, at the `Ref`.
    """
    todo = list(path)
    while True:
        if isinstance(value, dict) and _is_function(value):
            branch = find_branch(value.get(IF), scope)
            if branch is None:
                return pointer
            value, pointer = value[IF][branch], (*pointer, IF, branch)
            continue
        if not todo:
            return pointer
        step = todo.pop(0)
        if isinstance(value, dict) and step in value and not scope.bindings:
            value, pointer = value[step], (*pointer, step)
        elif isinstance(value, dict):
            entry = next((entry for entry in expand_entries(value, scope=scope) if entry.key == step), None)
            if entry is None:
                return pointer
            value, scope, pointer = entry.body, entry.scope, (*pointer, *entry.pointer)
        elif isinstance(value, list) and isinstance(step, int):
            index = _find_index(value, step, scope)
            if index is None:
                return pointer
            value, pointer = value[index], (*pointer, index)
        else:
            return pointer


def _is_function(value: dict[str, object]) -> bool:
    return len(value) == 1 and not FUNCTIONS.keys().isdisjoint(value)


def _find_index(values: list[object], wanted: int, scope: Scope) -> int | None:
    """Return the index as written: items that resolve to nothing don't count."""
    for index, value in enumerate(values):
        can_be_nothing = isinstance(value, dict) and _is_function(value)
        if not can_be_nothing or scope.resolve(value) is not NO_VALUE:
            if wanted == 0:
                return index
            wanted -= 1
    return None
