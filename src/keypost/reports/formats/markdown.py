"""Markdown for a comment on a pull request: a table of what fails or depends, then each fault with its fix as a diff.

A comment on GitHub has at most 65,536 characters; what doesn't fit is counted. Every name from the input stands in
code, where no platform looks for mentions, references, links or HTML.
"""

from itertools import islice

from keypost.checker.verdict import Severity, Verdict
from keypost.named import Iterable, Iterator
from keypost.origin import Origin
from keypost.reports.formats.escaping import LIMIT, code, escape, fence, mark_up
from keypost.reports.formats.files import name_file
from keypost.reports.outline import Entry, Outline
from keypost.reports.wording import fixes as fix_words
from keypost.reports.wording import pipeline as words
from keypost.reports.wording import report
from keypost.reports.wording.failures import FAILURES
from keypost.reports.wording.names import SEVERITIES
from keypost.text import Text
from keypost.writers.patch import Patch

_MOST_ROWS = 100
_FOR_THE_CUT = 200

Form = tuple[str, str]  # a section as it may be written, and the diff that it ends with


def render(outline: Outline) -> str:
    """Return the comment: at most `LIMIT` characters, cut between sections."""
    shown = [entry for entry in outline.entries if entry.suppressed is None]
    settled = [entry for entry in shown if entry.severity is not None]
    faults = [entry for entry in settled if entry.deliveries or not outline.result.deliveries]
    others = [entry for entry in settled if entry not in faults]
    title = f"### Keypost: {mark_up(outline.say(outline.total))}\n\n"
    depends = [entry for entry in shown if entry.severity is None]
    lists = (_list_open(depends, outline), _list_others(others, outline), _list_gaps(outline))
    sections = [*(_section(entry, outline) for entry in faults), *([(part, "")] for part in lists)]
    return _fit([[(title, "")], [("".join(_table(shown, outline)), "")], *sections], outline)


def _fit(parts: list[list[Form]], outline: Outline) -> str:
    """Join the first form of each part that fits, a diff once; count those from the first that does not."""
    text = ""
    for number, forms in enumerate(parts):
        room = LIMIT - _FOR_THE_CUT - len(text)
        same = f"_{outline.say(words.SAME_FIX)}_\n\n"
        short = (form if not diff or diff not in text else form.removesuffix(diff) + same for form, diff in forms)
        fitting = next((form for form in short if len(form) <= room), None)
        if fitting is None:
            count = sum(any(form for form, _ in part) for part in parts[number:])
            return f"{text}_{outline.say(words.CUT.fill(count=count))}_\n"
        text += fitting
    return text


def _table(entries: list[Entry], outline: Outline) -> Iterator[str]:
    rows = [row for entry in entries if entry.deliveries for row in _rows(entry, outline)]
    if not rows:
        return
    yield f"| {' | '.join(map(outline.say, (words.VERDICT, words.DELIVERY, words.RULE, words.PLACE)))} |\n"
    yield "|---|---|---|---|\n"
    yield from rows[:_MOST_ROWS]
    if len(rows) > _MOST_ROWS:
        yield f"\n_{outline.say(words.CUT_ROWS.fill(count=len(rows) - _MOST_ROWS))}_\n"
    yield "\n"


def _rows(entry: Entry, outline: Outline) -> Iterator[str]:
    for delivery in entry.deliveries:
        ends = f"{code(delivery.source.id)} → {code(delivery.target.id)}"
        told = f"{escape(outline.say(delivery.path.title))}: {ends}"
        cells = (f"**{delivery.verdict.value}**", told, code(entry.topic.id), _place(entry.origin, outline))
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |\n"


def _place(origin: Origin, outline: Outline) -> str:
    if not origin.file:
        return code(str(origin)) if str(origin) else ""
    line = f":{origin.line}" if origin.line is not None else ""
    return code(f"{name_file(origin.file, folder=outline.folder)}{line}")


def _section(entry: Entry, outline: Outline) -> list[Form]:
    """Return what is said of a fault: with the best change as a diff, and in words, which is shorter."""
    title, message = escape(outline.say(entry.topic.title)), mark_up(outline.say(entry.message))
    head = f"#### {title}\n\n{message}\n\n{_bullets(entry, outline)}"
    advice = "".join(_advise(fix, outline) for fix in entry.fixes)
    diffs = [(head + diff, diff) for diff in islice(_diffs(entry, outline), 1)]
    return [*diffs, (head + advice, ""), (head, "")]


def _bullets(entry: Entry, outline: Outline) -> str:
    failing = [one for one in entry.deliveries if one.verdict is Verdict.FAILS]
    told: list[tuple[Text, str]] = [(words.PLACE, _place(entry.origin, outline))]
    told += [(report.SHOWS, mark_up(outline.say(FAILURES[one.path.failure]))) for one in failing[:1]]
    told += [(report.RULE, code(entry.topic.id))]
    lines = "".join(f"- {outline.say(label)}: {said}\n" for label, said in told if said)
    return f"{lines}\n"


def _advise(fix: Text, outline: Outline) -> str:
    first, *statement = outline.say(fix).split("\n")
    told = f"{outline.say(report.FIX)}: {mark_up(first)}\n\n"
    return told + (fence("\n".join(statement), language="json") if statement else "")


def _diffs(entry: Entry, outline: Outline) -> Iterator[str]:
    from keypost.reports.fixes import render_patch

    for proposal in entry.proposals:
        for candidate, patch in zip(proposal.candidates, proposal.patches, strict=True):
            if isinstance(patch, Patch) and patch.after:
                kind, disposition = outline.say(fix_words.KINDS[candidate.kind]), candidate.disposition.value
                summary = outline.say(words.A_FIX.fill(disposition=disposition, kind=kind))
                diff = fence(render_patch(patch).rstrip("\n"), language="diff")
                yield f"<details><summary>{escape(summary)}</summary>\n\n{diff}</details>\n\n"


def _list_open(entries: Iterable[Entry], outline: Outline) -> str:
    lines = [f"- {mark_up(outline.say(entry.message))} {_place(entry.origin, outline)}".rstrip() for entry in entries]
    return _list(words.DEPENDS_TITLE, lines, outline)


def _list_others(entries: Iterable[Entry], outline: Outline) -> str:
    lines = [
        f"- {outline.say(SEVERITIES[entry.severity or Severity.NOTE])}: {mark_up(outline.say(entry.message))} "
        f"({', '.join(filter(None, (_place(entry.origin, outline), code(entry.topic.id))))})"
        for entry in entries
    ]
    return _list(words.ALSO_FOUND, lines, outline)


def _list_gaps(outline: Outline) -> str:
    lines = [
        f"- {code(gap.what)}: {mark_up(outline.say(gap.why))} {_place(gap.origin, outline)}".rstrip()
        for gap in outline.result.gaps
    ]
    return _list(words.NOT_READ, lines, outline)


def _list(title: Text, lines: list[str], outline: Outline) -> str:
    listed = "\n".join(lines)
    return f"#### {outline.say(title)}\n\n{listed}\n\n" if lines else ""
