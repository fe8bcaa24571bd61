"""SARIF's results: an entry each, with its places, the course of each delivery, and the changes that mend it."""

from collections import Counter
from typing import Any

from keypost.checker.verdict import Severity
from keypost.estate.estate import Suppression
from keypost.named import Iterator, Sequence
from keypost.reports.course import trace_delivery
from keypost.reports.formats.regions import build_replacements
from keypost.reports.formats.sarif_places import build_artifact, build_location, say_plainly
from keypost.reports.naming import name_delivery
from keypost.reports.outline import Entry, Outline, describe_stopped
from keypost.reports.printable import make_lines_printable
from keypost.reports.wording import fixes as fix_words
from keypost.reports.wording import pipeline as words
from keypost.reports.wording.failures import FAILURES
from keypost.reports.wording.sentences import fill
from keypost.writers.patch import Patch

_Data = dict[str, Any]
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}
_MOST_PLACES = 100  # GitHub shows no more
_MOST_COURSES = 10
_MOST_STOPPED = 10
FINGERPRINT = "keypostFinding/v1"
# Of GitHub's own, computed from the text of a line by the action that uploads: two results at one line need another.
_GITHUBS = "primaryLocationLineHash"


def build_results(outline: Outline, *, order: Sequence[str]) -> list[_Data]:
    """Return a result for each entry; `order` are the ids of the rules as the driver lists them."""
    lines = Counter(_line_of(entry) for entry in outline.entries)
    return [
        _result(entry, outline, order.index(entry.topic.id))
        | _fingerprints(entry, is_alone=lines[_line_of(entry)] == 1)
        for entry in outline.entries
    ]


def _line_of(entry: Entry) -> tuple[str, str | None, int | None]:
    return entry.topic.id, entry.origin.file, entry.origin.line


def _fingerprints(entry: Entry, *, is_alone: bool) -> _Data:
    own = {FINGERPRINT: entry.fingerprint}
    return {"partialFingerprints": own if is_alone else {**own, _GITHUBS: entry.fingerprint}}


def _result(entry: Entry, outline: Outline, index: int) -> _Data:
    severity = entry.severity
    level = {"kind": "fail", "level": _LEVELS[severity]} if severity is not None else {"kind": "open", "level": "none"}
    location = build_location(entry.origin, folder=outline.folder)
    parts: dict[str, list[_Data]] = {
        "relatedLocations": list(_related(entry, outline)),
        "codeFlows": list(_flows(entry, outline)),
        "fixes": list(_fixes(entry, outline)),
        "suppressions": [_suppression(entry.suppressed, outline)] if entry.suppressed is not None else [],
    }
    return {
        "ruleId": entry.topic.id,
        "ruleIndex": index,
        **level,
        "message": {"text": "\n".join(_tell(entry, outline))},
        "locations": [location] if location else [],
        **{name: part for name, part in parts.items() if part},
    }


def _tell(entry: Entry, outline: Outline) -> Iterator[str]:
    """Yield the fault, what it stops, when that shows, and how to mend it, a paragraph each."""
    yield say_plainly(entry.message, outline)
    if entry.deliveries and entry.severity is not None:
        stopped = describe_stopped(entry.deliveries, most=_MOST_STOPPED)
        yield say_plainly(fill(words.STOPS, deliveries=stopped), outline)
        yield say_plainly(fill(words.SHOWS, how=FAILURES[entry.deliveries[0].path.failure]), outline)
    for fix in entry.fixes:
        said = outline.say(fill(words.TO_MEND, fix=fix))
        yield make_lines_printable(said).replace("](", "] (")


def _related(entry: Entry, outline: Outline) -> Iterator[_Data]:
    for number, related in enumerate(entry.related[:_MOST_PLACES], start=1):
        message = say_plainly(related.message, outline)
        yield build_location(related.origin, folder=outline.folder, message=message, number=number)


def _flows(entry: Entry, outline: Outline) -> Iterator[_Data]:
    """Yield for each delivery its course, as far as files hold it."""
    for delivery in entry.deliveries[:_MOST_COURSES]:
        places = [place for place in trace_delivery(delivery) if place.origin.file]
        steps = [
            {"location": build_location(one.origin, folder=outline.folder, message=say_plainly(one.message, outline))}
            for one in places
        ]
        if steps:
            name = say_plainly(name_delivery(delivery), outline)
            yield {"message": {"text": name}, "threadFlows": [{"locations": steps}]}


def _fixes(entry: Entry, outline: Outline) -> Iterator[_Data]:
    """Yield the changes that files can take, best first."""
    for proposal in entry.proposals:
        for candidate, patch in zip(proposal.candidates, proposal.patches, strict=True):
            if isinstance(patch, Patch) and patch.after:
                kind = outline.say(fix_words.KINDS[candidate.kind])
                proof = outline.say(fix_words.DISPOSITIONS[candidate.disposition])
                text = f"{candidate.disposition.value}: {kind}. {proof}"
                yield {"description": {"text": text}, "artifactChanges": list(_changes(patch, outline))}


def _changes(patch: Patch, outline: Outline) -> Iterator[_Data]:
    for file, after in patch.after.items():
        replacements = list(build_replacements(patch.before[file], after))
        yield {"artifactLocation": build_artifact(file, outline.folder), "replacements": replacements}


def _suppression(suppression: Suppression, outline: Outline) -> _Data:
    """Return who accepted it: the template itself, or a file beside the input."""
    origin = suppression.origin
    kind = "inSource" if origin.file in outline.result.files else "external"
    location = build_location(origin, folder=outline.folder)
    reason = make_lines_printable(suppression.reason)
    told: _Data = {"kind": kind, "status": "accepted", "justification": reason}
    if suppression.until is not None:
        told["properties"] = {"until": suppression.until}
    return told | ({"location": location} if location else {})
