"""`keypost.fix`: which change makes the failing deliveries work and breaks nothing?"""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from keypost.library.check import CheckResult, Language
from keypost.library.choices import Disposition
from keypost.library.decode import decode
from keypost.library.errors import told_as_input_error
from keypost.library.values import Finding, Report, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryName:
    """A delivery by its path and the ids of its ends."""

    path: str
    source: str
    target: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Gain:
    """What a change allows beyond what was allowed: a principal, its actions on a resource, under conditions."""

    principal: str
    actions: tuple[str, ...]
    on: str
    conditions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One change that was applied to a copy and decided again.

    `turns` are the deliveries that it makes work, `breaks` those that leave WORKS. `patch` is a unified diff, or else
    `not_writable` tells why there is none and `snippets` are the lines to put in by hand, by language.
    """

    kind: str
    disposition: Disposition
    changes: tuple[Text, ...]
    patch: str | None
    not_writable: Text | None
    turns: tuple[DeliveryName, ...]
    breaks: tuple[DeliveryName, ...]
    gains: tuple[Gain, ...]
    cautions: tuple[str, ...]
    snippets: Mapping[str, str] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fix:
    """What mends one finding, best first."""

    finding: Finding
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FixResult(Report):
    """The fixes of all that fails: `keypost.fix.v1`."""

    fixes: tuple[Fix, ...]


def fix(result: CheckResult, *, language: Language = "en") -> FixResult:
    """Return for each finding of a result the smallest changes that mend it and break nothing; no file is written.

    Raises:
        InputError: the result was pickled since `keypost.check` gave it.
    """
    from keypost.reports.fixes_json import render_json
    from keypost.writers.proposals import build_proposals

    with told_as_input_error():
        checked = result.recall()
    proposals = build_proposals(checked.reading, checked.decided, edited=checked.texts)
    text = render_json(proposals, checked.decided, language=language)
    return decode(FixResult, json.loads(text), _json=text)
