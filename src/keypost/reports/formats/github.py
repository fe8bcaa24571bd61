"""GitHub Actions: a workflow command for each entry, which the runner shows at its line.

GitHub shows ten errors, ten warnings and ten notices of a step (docs.github.com, "Workflow commands for GitHub
Actions"); all others stand in the log. The worst come first.
"""

from keypost.checker.verdict import Severity
from keypost.named import Iterator
from keypost.origin import Origin
from keypost.reports.formats.files import name_file
from keypost.reports.outline import Entry, Outline, describe_stopped
from keypost.reports.printable import make_printable
from keypost.reports.wording import pipeline as words
from keypost.reports.wording.sentences import fill

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice", None: "notice"}
_MOST_STOPPED = 5


def render(outline: Outline) -> str:
    """Return the commands, and a last line for those who read the log."""
    commands = (_command(entry, outline) for entry in outline.entries if entry.suppressed is None)
    return "".join(f"{line}\n" for line in (*commands, *_gaps(outline), outline.say(outline.total)))


def _command(entry: Entry, outline: Outline) -> str:
    lines = [outline.say(entry.message)]
    if entry.deliveries and entry.severity is not None:
        stopped = describe_stopped(entry.deliveries, most=_MOST_STOPPED)
        lines.append(outline.say(fill(words.STOPS, deliveries=stopped)))
    title = f"{outline.say(entry.topic.title)} ({entry.topic.id})"
    return _spell(_COMMANDS[entry.severity], {**_place(entry.origin, outline), "title": title}, lines)


def _place(origin: Origin, outline: Outline) -> dict[str, str]:
    if not origin.file:
        return {}
    line = {"line": str(origin.line)} if origin.line is not None else {}
    return {"file": name_file(origin.file, folder=outline.folder), **line}


def _gaps(outline: Outline) -> Iterator[str]:
    title = outline.say(words.NOT_READ)
    for gap in outline.result.gaps:
        said = outline.say(fill(words.A_GAP, what=gap.what, why=gap.why))
        yield _spell("error" if gap.is_input else "notice", {**_place(gap.origin, outline), "title": title}, [said])


def _spell(command: str, properties: dict[str, str], lines: list[str]) -> str:
    """Escape as the runner's own toolkit does: `%` and line ends everywhere, `:` and `,` within properties."""
    listed = ",".join(f"{name}={_escape_property(value)}" for name, value in properties.items())
    return f"::{command} {listed}::{'%0A'.join(map(_escape, lines))}"


def _escape(line: str) -> str:
    return make_printable(line).replace("%", "%25")


def _escape_property(text: str) -> str:
    return _escape(text).replace(":", "%3A").replace(",", "%2C")
