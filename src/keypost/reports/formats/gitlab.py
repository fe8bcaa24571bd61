"""GitLab's code quality report: what a merge request shows beside the lines that it changes.

The members that GitLab reads: docs.gitlab.com, "Code Quality", "Code Quality report format".
"""

from typing import Any

from keypost.checker.verdict import Severity
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
    entries = ",\n ".join(encode(_entry(entry, outline)) for entry in outline.entries if entry.suppressed is None)
    return f"[\n {entries}\n]\n" if entries else "[]\n"


def _entry(entry: Entry, outline: Outline) -> dict[str, Any]:
    file, line = entry.origin.file, entry.origin.line
    path = name_file(file, folder=outline.folder) if file else str(entry.origin)
    return {
        "description": make_printable(_describe(entry, outline)),
        "check_name": entry.topic.id,
        "fingerprint": entry.fingerprint,
        "severity": _SEVERITIES[entry.severity],
        "location": {"path": make_printable(path) or "-", "lines": {"begin": line if line is not None else 1}},
    }


def _describe(entry: Entry, outline: Outline) -> str:
    said = outline.say(entry.message)
    if not entry.deliveries or entry.severity is None:
        return said
    stopped = describe_stopped(entry.deliveries, most=_MOST_STOPPED)
    return f"{said} {outline.say(fill(words.STOPS, deliveries=stopped))}"
