"""Terraform's addresses and references as steps: `module.m["a"].aws_sns_topic.t[0].arn`."""

import json
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from keypost.named import NamedTuple

_STEP = re.compile(r'\.?([^.\[\]"]+)|\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]')
_INNER = frozenset(".[")


class Key(NamedTuple):
    """The key of one of several instances: a number (`count`) or a text (`for_each`)."""

    value: int | str


Step = str | Key
Steps = tuple[Step, ...]


@lru_cache(maxsize=65536)
def parse_steps(address: str) -> Steps:
    """Return the steps of an address or reference; what can't be told apart is left out."""
    if "[" not in address and "]" not in address and '"' not in address:
        return tuple(filter(None, address.split(".")))
    return tuple(_decode(match) for match in _STEP.finditer(address))


def _decode(match: re.Match[str]) -> Step:
    name, number, text = match.groups()
    if name is not None:
        return str(name)
    return Key(int(number)) if number is not None else Key(unquote(text))


def unquote(text: str) -> str:
    """Return the text between quotes, as JSON spells it."""
    try:
        return str(json.loads(text, strict=False))
    except ValueError:
        return text[1:-1]


def keep_longest(references: Iterable[str]) -> Iterator[str]:
    """Yield references without those that Terraform adds for the parts of the one before: `a.b.arn`, then `a.b`."""
    longest = ""
    for reference in references:
        if longest.startswith(reference) and longest[len(reference) : len(reference) + 1] in _INNER:
            continue
        longest = reference
        yield reference


class Call(NamedTuple):
    """One step into a module: from which instance of a module, by which call, and with which key."""

    parent: Steps
    name: str
    key: Key | None


def split_module(module: Steps) -> Call:
    """Return how a module instance other than the root is called."""
    last = module[-1]
    if isinstance(last, Key):
        return Call(module[:-3], str(module[-2]), last)
    return Call(module[:-2], last, None)


def join_module(parent: Steps, name: str, *, key: Key | None) -> Steps:
    """Return the steps of a module instance that `parent` calls."""
    return (*parent, "module", name) if key is None else (*parent, "module", name, key)
