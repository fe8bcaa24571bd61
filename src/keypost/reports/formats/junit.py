"""JUnit's XML: a suite for each file, a test case for each delivery into what stands there.

FAILS is a failure; DEPENDS and accepted failures are skipped, with the fact that would settle it or the reason. What
Jenkins takes: jenkinsci/xunit-plugin, junit-10.xsd; GitLab and others read the same.
"""

from xml.etree import ElementTree as Xml

from keypost.checker.verdict import Delivery, Verdict
from keypost.estate.estate import list_unread
from keypost.named import Iterable, Iterator
from keypost.reports.formats.files import name_file
from keypost.reports.outline import Entry, Outline
from keypost.reports.printable import make_lines_printable, make_printable
from keypost.reports.story import describe_suppression
from keypost.reports.wording import pipeline as words
from keypost.reports.wording.failures import FAILURES
from keypost.reports.wording.sentences import fill, same

_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'


def render(outline: Outline) -> str:
    """Return the report as one XML document."""
    told = _tell_by_delivery(outline.entries)
    root = Xml.Element("testsuites", name="keypost")
    for name, deliveries in _group(outline).items():
        suite = Xml.SubElement(root, "testsuite", name=make_printable(name))
        for delivery in deliveries:
            _add_case(suite, delivery, told.get(id(delivery), []), outline)
        _count(suite, skipped=True)
    _add_rest(root, outline)
    _count(root, skipped=False)
    Xml.indent(root)
    return f"{_DECLARATION}{Xml.tostring(root, encoding='unicode')}\n"


def _tell_by_delivery(entries: Iterable[Entry]) -> dict[int, list[Entry]]:
    told: dict[int, list[Entry]] = {}
    for entry in entries:
        for delivery in entry.deliveries:
            told.setdefault(id(delivery), []).append(entry)
    return told


def _group(outline: Outline) -> dict[str, list[Delivery]]:
    """Return the deliveries by the file of their target, else of their source."""
    groups: dict[str, list[Delivery]] = {}
    for delivery in outline.result.deliveries:
        origins = (delivery.target.origin, delivery.source.origin)
        file = next((origin.file for origin in origins if origin.file), None)
        groups.setdefault(name_file(file, folder=outline.folder) if file else "keypost", []).append(delivery)
    return groups


def _add_case(suite: Xml.Element, delivery: Delivery, entries: list[Entry], outline: Outline) -> None:
    name = f"{delivery.source.id} -> {delivery.target.id}"
    case = Xml.SubElement(suite, "testcase", name=make_printable(name), classname=delivery.path.reported_id)
    if delivery.suppressed is not None:
        said = fill(words.SUPPRESSED, reason=describe_suppression(delivery.suppressed))
        Xml.SubElement(case, "skipped", message=make_printable(outline.say(said)))
    elif delivery.verdict is not Verdict.WORKS:
        is_failure = delivery.verdict is Verdict.FAILS
        message = "; ".join(make_printable(outline.say(entry.message)) for entry in entries)
        outcome = Xml.SubElement(case, "failure" if is_failure else "skipped", message=message)
        if is_failure:
            outcome.set("type", " ".join(dict.fromkeys(entry.topic.id for entry in entries)))
            outcome.text = "\n".join(_tell(delivery, entries, outline))


def _tell(delivery: Delivery, entries: list[Entry], outline: Outline) -> Iterator[str]:
    """Yield what a reader needs to mend it, a paragraph a line."""
    for entry in entries:
        place = str(entry.origin)
        told = [entry.message, same(place), *(fill(words.TO_MEND, fix=fix) for fix in entry.fixes)]
        yield from (make_lines_printable(outline.say(text)) for text in told if text.en)
    yield outline.say(fill(words.SHOWS, how=FAILURES[delivery.path.failure]))


def _add_rest(root: Xml.Element, outline: Outline) -> None:
    """Add what is no delivery: the sum, other findings, and what could not be read."""
    others = [entry for entry in outline.entries if not entry.deliveries and entry.suppressed is None]
    lines = [outline.say(outline.total)]
    lines += [f"{entry.origin}: {outline.say(entry.message)} ({entry.topic.id})" for entry in others]
    for gap in outline.result.gaps:
        lines.append(outline.say(fill(words.A_GAP, what=f"{gap.origin}: {gap.what}", why=gap.why)))
    suite = Xml.SubElement(root, "testsuite", name="keypost")
    _add_unread(suite, outline)
    Xml.SubElement(suite, "system-out").text = "\n".join(map(make_printable, lines))
    _count(suite, skipped=True)


def _add_unread(suite: Xml.Element, outline: Outline) -> None:
    """Add an error for each input that could not be read: a run that didn't see it must not look green."""
    for gap in list_unread(outline.result.gaps):
        name = name_file(gap.origin.file or gap.what, folder=outline.folder)
        case = Xml.SubElement(suite, "testcase", name=make_printable(name), classname="input-not-read")
        said = f"{gap.origin}: {outline.say(gap.why)}"
        Xml.SubElement(case, "error", message=make_printable(said))


def _count(element: Xml.Element, *, skipped: bool) -> None:
    counts = {"tests": "testcase", "failures": "failure", "errors": "error"} | (
        {"skipped": "skipped"} if skipped else {}
    )
    for name, tag in counts.items():
        element.set(name, str(sum(1 for _ in element.iter(tag))))
