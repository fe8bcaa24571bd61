"""What one call told, or why it told nothing."""

import json
from collections.abc import Mapping
from typing import Any

from keypost.readers.snapshot.record import Fault
from keypost.unknown import Unread

# What botocore makes of an answer: dicts, lists, texts, numbers, times.
Item = Any
Value = object


class Reply:
    """The answer of a call; of one that told nothing, every value is Unread."""

    __slots__ = ("_about", "_data", "fault")

    def __init__(self, data: Mapping[str, Value], *, about: str, fault: Fault | None = None) -> None:
        """Take the answer, what the call was about, and why it told nothing (None: it did)."""
        self._data = data
        self._about = about
        self.fault = fault

    def get(self, *path: str) -> Value:
        """Return what stands at a path, None where nothing does."""
        if self.fault is not None:
            return Unread(self.fault.why, " ".join((self._about, *path[-1:])))
        value: Value = self._data
        for step in path:
            value = value.get(step) if isinstance(value, Mapping) else None
        return value

    def text(self, *path: str) -> Value:
        """Return what stands at a path; an empty text counts as nothing."""
        value = self.get(*path)
        return None if value == "" else value

    def document(self, *path: str) -> Value:
        """Return the JSON that a text at a path holds, None for an empty object; a text that isn't JSON as it is."""
        value = self.text(*path)
        if not isinstance(value, str):
            return value
        try:
            document: Value = json.loads(value)
        except ValueError:
            return value
        return document or None


def settle(properties: Mapping[str, Value]) -> dict[str, Value]:
    """Return the properties that are set."""
    return {name: value for name, value in properties.items() if value is not None}


def wrap(name: str, value: Value) -> Value:
    """Return an object with this one member; what isn't set, or couldn't be read, as it is."""
    return value if value is None or isinstance(value, Unread) else {name: value}
