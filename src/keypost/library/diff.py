"""`keypost.diff`: which deliveries turn between two results, and who gains or loses the use of a key?"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from keypost.library.check import CheckResult
from keypost.library.choices import Verdict
from keypost.library.decode import decode
from keypost.library.errors import told_as_input_error
from keypost.library.values import Report

if TYPE_CHECKING:
    from keypost.checker.compare import Side


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One delivery whose verdict differs; None where it isn't there."""

    path: str
    source: str
    target: str
    before: Verdict | None
    after: Verdict | None
    leaves_works: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """A principal that may use a key: its actions, and the conditions under which it may."""

    key: str
    principal: str
    actions: tuple[str, ...]
    conditions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DiffResult(Report):
    """What is different after: `keypost.diff.v1`; `unchanged` counts the deliveries that keep their verdict."""

    turned: tuple[Turn, ...]
    gained: tuple[Access, ...]
    lost: tuple[Access, ...]
    unchanged: int


def diff(before: CheckResult, after: CheckResult) -> DiffResult:
    """Return which deliveries turn between two results, and who gains or loses the use of a key.

    Raises:
        InputError: a result was pickled since `keypost.check` gave it.
    """
    from keypost.checker.compare import compare
    from keypost.reports.comparison import render_json

    with told_as_input_error():
        text = render_json(compare(_take(before), _take(after)))
    return decode(DiffResult, json.loads(text), _json=text)


def _take(result: CheckResult) -> "Side":
    """Return one side; of a single folder, names count below it, so that two copies compare."""
    from keypost.checker.compare import Side

    checked = result.recall()
    root = checked.names[0] if len(checked.names) == 1 and Path(checked.names[0]).is_dir() else ""
    return Side(checked.reading, checked.decided.deliveries, root=root)
