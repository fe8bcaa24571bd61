"""`keypost.simulate`: one request, these policies: allowed? why?"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from keypost.library.choices import Outcome
from keypost.library.decode import decode
from keypost.library.documents import Input, gather_one
from keypost.library.errors import told_as_input_error
from keypost.library.values import Report


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenFact:
    """A fact that would settle a decision, and its kind."""

    kind: str
    fact: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What came of one statement, and the element that settled that; `actual` is None where it isn't known."""

    policy: str
    document: int | None
    statement: int | None
    sid: str | None
    effect: str | None
    outcome: str
    element: str | None
    reason: str
    key: str | None = None
    operator: str | None = None
    expected: tuple[str, ...] = ()
    actual: tuple[str, ...] | None = None
    needs: tuple[OpenFact, ...] = ()
    open_points: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SimulateResult(Report):
    """One decision: `keypost.simulate.v1`.

    `decided_by` is the kind of policy that settled it, `document`, `statement` and `sid` say which statement.
    `nearest`, as the JSON has it, is what would turn the decision.
    """

    decision: Outcome
    reason: str
    decided_by: str | None
    name: str | None = None
    document: int | None = None
    statement: int | None = None
    sid: str | None = None
    needs: tuple[OpenFact, ...] = ()
    open_points: tuple[str, ...] = ()
    trace: tuple[Step, ...] = ()
    nearest: Mapping[str, Any] | None = None


def simulate(case: Input, *, trace: bool = True) -> SimulateResult:
    """Decide one request under given policies; without the `trace` many times quicker.

    Args:
        case: `request`, `policies` and `key` as `keypost simulate` takes them: parsed, a path, or a `Document`.
        trace: whether to tell what came of each statement, and what would turn the decision.

    Raises:
        InputError: the case can't be read.
    """
    from keypost.policy.changes import Situation
    from keypost.readers.case_file import read_case_file
    from keypost.readers.files import read_file
    from keypost.reports.decision import render_json

    with told_as_input_error():
        name, content = gather_one(case)
        read = read_case_file(read_file(name) if content is None else content, name=name)
        situation = Situation(read.request, read.policies, read.key)
    text = render_json(read.name, situation, with_trace=trace)
    return decode(SimulateResult, json.loads(text), _json=text)
