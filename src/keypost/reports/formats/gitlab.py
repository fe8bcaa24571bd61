"""GitLab's code quality report: what a merge request shows beside the lines that it changes.

The members that GitLab reads: docs.gitlab.com, "Code Quality", "Code Quality report format".
"""

from typing import Any

from keypost.checker.fingerprint import fingerprint_gap
from keypost.checker.verdict import Severity
from keypost.estate.estate import Gap, list_unread
from keypost.origin import Origin
from keypost.reports.formats.files import name_file
from keypost.reports.json import encode
from keypost.reports.outline import Entry, Outline, describe_stopped
from keypost.reports.printable import make_printable
from keypost.reports.wording import pipeline as words
from keypost.reports.wording.sentences import fill

_SEVERITIES = {Severity.ERROR: "critical", Severity.WARNING: "minor", Severity.NOTE: "info", None: "info"}
_MOST_STOPPED = 5


def render(outline: Outline) -> str:
    """Return one JSON array, a line for each entry that isn't accepted."""
    told = [_entry(entry, outline) for entry in outline.entries if entry.suppressed is None]
    unread = {fingerprint_gap(gap): gap for gap in list_unread(outline.result.gaps)}
    told += [_unread(gap, fingerprint, outline) for fingerprint, gap in unread.items()]
    entries = ",\n ".join(map(encode, told))
    return f"[\n {entries}\n]\n" if entries else "[]\n"


def _unread(gap: Gap, fingerprint: str, outline: Outline) -> dict[str, Any]:
    """Return the entry of an input that could not be read: a run that didn't see it must not look clean."""
    return {
        "description": make_printable(outline.say(fill(words.A_GAP, what=outline.say(words.NOT_READ), why=gap.why))),
        "check_name": "input-not-read",
        "fingerprint": fingerprint,
        "severity": "blocker",
        "location": _place(gap.origin, outline),
    }


def _entry(entry: Entry, outline: Outline) -> dict[str, Any]:
    return {
        "description": make_printable(_describe(entry, outline)),
        "check_name": entry.topic.id,
        "fingerprint": entry.fingerprint,
        "severity": _SEVERITIES[entry.severity],
        "location": _place(entry.origin, outline),
    }


def _place(origin: Origin, outline: Outline) -> dict[str, Any]:
    path = name_file(origin.file, folder=outline.folder) if origin.file else str(origin)
    return {"path": make_printable(path) or "-", "lines": {"begin": origin.line if origin.line is not None else 1}}


def _describe(entry: Entry, outline: Outline) -> str:
    said = outline.say(entry.message)
    if not entry.deliveries or entry.severity is None:
        return said
    stopped = describe_stopped(entry.deliveries, most=_MOST_STOPPED)
    return f"{said} {outline.say(fill(words.STOPS, deliveries=stopped))}"
