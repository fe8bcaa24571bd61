"""What a failure tells, for people: facts, likely causes, what separates them, the repair and how to verify it."""

from collections.abc import Iterator

from keypost.diagnosis.causes.all import load_causes
from keypost.diagnosis.commands import fill_command, fill_sentence, find_key_command
from keypost.diagnosis.explain import Explanation
from keypost.diagnosis.rank import Likelihood, Ranked
from keypost.named import TYPE_CHECKING, NamedTuple
from keypost.reports.page import DEFAULT_WIDTH, Line, Page, Style
from keypost.reports.wording import explain as words
from keypost.reports.wrapping import width_of
from keypost.text import Text

if TYPE_CHECKING:
    from keypost.checker.verdict import Finding
    from keypost.diagnosis.causes.declare import Look
    from keypost.diagnosis.decide import Decided
    from keypost.diagnosis.facts import Facts
    from keypost.estate.resource import Resource

_STYLES = {Likelihood.HIGH: Style.FAILS, Likelihood.MEDIUM: Style.DEPENDS, Likelihood.LOW: Style.FAINT}
_DECODE = "aws sts decode-authorization-message --encoded-message {encoded} --query DecodedMessage --output text"
_MOST_REASONS = 3
_MOST_TOLD = 3  # causes beyond these are named only

_MOST_DELIVERIES = 5

_Row = tuple[Text, Text | str]


class _Told(NamedTuple):
    """What the report has told already: reasons; the commands and how to verify, with the causes that have them."""

    reasons: set[Text]
    commands: dict[str, int]
    verifying: dict[Text, list[int]]


def render_text(
    explanation: Explanation, decided: "Decided | None" = None, *, language: str, width: int = DEFAULT_WIDTH
) -> list[Line]:
    """Return the lines of the report; what was decided against an estate stands before what the text alone tells."""
    page = Page(language=language, width=width)
    _add_facts(page, explanation)
    findings = decided.findings if decided is not None else ()
    if decided is not None:
        _add_estate(page, decided)
    told_so_far = _Told({one.message.meaning for one in explanation.messages[:1]}, {}, {})
    for number, finding in enumerate(findings, 1):
        _add_finding(page, finding, number=number)
        _note_verifying(finding.rule, explanation.facts, number=number, told=told_so_far)
    if explanation.facts.encoded:
        _add_decoding(page, explanation)
    if explanation.causes:
        page.blank()
        page.line((page.say(words.CAUSES), Style.NAME))
    told = {finding.rule for finding in findings}
    rest = [ranked for ranked in explanation.causes if ranked.cause not in told]
    most = 0 if decided is not None and decided.is_sure and findings else _MOST_TOLD + len(findings)
    for number, ranked in enumerate(rest, len(findings) + 1):
        if number > most:
            _add_briefly(page, ranked, number=number)
        else:
            _add_cause(page, ranked, explanation, number=number, told=told_so_far)
    _add_verifying(page, told_so_far)
    if not explanation.causes and not findings:
        _add_nothing(page, explanation)
    else:
        page.blank()
        page.paragraph(words.EXPLAIN_RULE)
    return page.lines


def _add_estate(page: Page, decided: "Decided") -> None:
    page.blank()
    page.line((page.say(words.ESTATE), Style.NAME))
    deliveries = [decided.result.deliveries[index] for index in decided.deliveries]
    names = [f"`{_name(one.source)}` -> `{_name(one.target)}` ({one.path.reported_id})" for one in deliveries]
    if names:
        page.paragraph(words.MATCHED.fill(deliveries=", ".join(names[:_MOST_DELIVERIES])), indent=2)
    perhaps = "-perhaps" if decided.answer.value == "fails" and not decided.is_sure else ""
    for name in decided.absent:
        page.paragraph(words.ABSENT.fill(name=name), indent=2)
    answer = words.ANSWERS[decided.answer.value + perhaps]
    page.paragraph(words.ALLOWED.fill(action=decided.allowed) if decided.allowed else answer, indent=2)


def _name(resource: "Resource") -> str:
    place = f" {resource.origin}" if str(resource.origin) else ""
    return f"{resource.id}{place}"


def _add_finding(page: Page, finding: "Finding", *, number: int) -> None:
    page.blank()
    mark = (f"{number}. {page.say(words.DECIDED)}  ", Style.FAILS)
    page.paragraph(finding.message, lead=mark, hang=width_of(mark[0]))
    rows: list[_Row] = [(words.PLACE, str(finding.origin))] if str(finding.origin) else []
    _add_rows(page, [*rows, (words.RULE, f"`{finding.rule}`")], indent=3)
    for fix in finding.fixes:
        sentence, _, statement = page.say(fix).partition("\n")
        _add_rows(page, [(words.REPAIR, sentence)], indent=3)
        if statement:
            page.verbatim(statement, indent=7)


def _add_facts(page: Page, explanation: Explanation) -> None:
    rows = list(_list_facts(explanation))
    if not rows:
        page.paragraph(words.NOT_OF_AWS if explanation.is_foreign else words.NOTHING_FOUND)
        return
    page.line((page.say(words.FACTS), Style.NAME))
    _add_rows(page, rows, indent=2)


def _list_facts(explanation: Explanation) -> Iterator[_Row]:
    for name, label in words.LABELS.items():
        value = getattr(explanation.facts, name)
        if value:
            yield label, f"`{value}`"
    for one in explanation.messages[:1]:
        yield words.MEANS, one.message.meaning
    if explanation.paths:
        yield words.PATHS, ", ".join(f"`{path}`" for path in explanation.paths[:3])
    elif explanation.nearest:
        yield words.NEAREST, ", ".join(f"`{path}`" for path in explanation.nearest)


def _add_rows(page: Page, rows: list[_Row], *, indent: int) -> None:
    column = max((width_of(page.say(label)) for label, _ in rows), default=0) + 2
    for label, text in rows:
        page.paragraph(text, indent=indent, lead=(page.say(label), Style.FAINT), hang=column)


def _add_cause(page: Page, ranked: Ranked, explanation: Explanation, *, number: int, told: _Told) -> None:
    """Add all that is known of a cause, without the reasons that were told already."""
    cause, facts = load_causes()[ranked.cause], explanation.facts
    _add_title(page, ranked, number=number)
    meanings = [text for text in dict.fromkeys(reason.means for reason in ranked.reasons) if text not in told.reasons]
    told.reasons.update(meanings[:_MOST_REASONS])
    _add_rows(page, [(words.WHY, text) for text in meanings[:_MOST_REASONS]], indent=3)
    _add_look(page, cause.look, facts, number=number, told=told)
    rest: list[_Row] = [
        (words.SHOWS, fill_sentence(cause.look.shows, facts)),
        (words.REPAIR, fill_sentence(cause.repair, facts)),
        (words.RULE, f"`{ranked.cause}`"),
    ]
    _add_rows(page, rest, indent=3)
    _note_verifying(ranked.cause, facts, number=number, told=told)


def _note_verifying(cause: str, facts: "Facts", *, number: int, told: _Told) -> None:
    known = load_causes().get(cause)
    if known is not None:
        told.verifying.setdefault(fill_sentence(known.verify, facts), []).append(number)


def _add_look(page: Page, look: "Look", facts: "Facts", *, number: int, told: _Told) -> None:
    """Add what to look at, and its command unless that stands above."""
    what, command = fill_sentence(look.what, facts), fill_command(look.command, facts)
    shown = told.commands.setdefault(command, number)
    if shown != number:
        _add_rows(page, [(words.LOOK, words.AS_ABOVE.fill(what=page.say(what), number=shown))], indent=3)
        return
    _add_rows(page, [(words.LOOK, what)], indent=3)
    finder = find_key_command(facts) if "{key}" in look.command else ""
    if finder in told.commands:
        finder = ""
    for line in filter(None, (finder, command)):
        told.commands.setdefault(line, number)
        page.verbatim(line, indent=7)


def _add_verifying(page: Page, told: _Told) -> None:
    """Add how to verify each repair, once for all causes that it is the same for."""
    if not told.verifying:
        return
    page.blank()
    page.line((page.say(words.VERIFYING), Style.NAME))
    for text, numbers in told.verifying.items():
        lead = f"{', '.join(str(number) for number in numbers)}: "
        page.paragraph(text, indent=2, lead=(lead, Style.FAINT), hang=width_of(lead))


def _add_briefly(page: Page, ranked: Ranked, *, number: int) -> None:
    _add_title(page, ranked, number=number)
    _add_rows(page, [(words.RULE, f"`{ranked.cause}`")], indent=3)


def _add_title(page: Page, ranked: Ranked, *, number: int) -> None:
    page.blank()
    mark = (f"{number}. {page.say(words.LIKELIHOODS[ranked.likelihood.value])}  ", _STYLES[ranked.likelihood])
    page.paragraph(load_causes()[ranked.cause].title, lead=mark, hang=width_of(mark[0]))


def _add_decoding(page: Page, explanation: Explanation) -> None:
    page.blank()
    page.paragraph(words.DECODE)
    page.verbatim(fill_command(_DECODE, explanation.facts), indent=2)


def _add_nothing(page: Page, explanation: Explanation) -> None:
    page.blank()
    if explanation.succeeded:
        page.paragraph(words.SUCCEEDED)
        return
    page.paragraph(words.NO_CAUSE_BUT if explanation.messages else words.NO_CAUSE)
    if not explanation.facts.encoded and not explanation.is_foreign:
        page.paragraph(words.LOOK_THERE)
