"""What a failure tells, for people: facts, likely causes, what separates them, the repair and how to verify it."""

from collections.abc import Iterator

from keypost.diagnosis.causes.all import load_causes
from keypost.diagnosis.commands import fill_command, fill_sentence
from keypost.diagnosis.explain import Explanation
from keypost.diagnosis.rank import Likelihood, Ranked
from keypost.reports.page import DEFAULT_WIDTH, Line, Page, Style
from keypost.reports.wording import explain as words
from keypost.reports.wrapping import width_of
from keypost.text import Text

_STYLES = {Likelihood.HIGH: Style.FAILS, Likelihood.MEDIUM: Style.DEPENDS, Likelihood.LOW: Style.FAINT}
_DECODE = "aws sts decode-authorization-message --encoded-message {encoded} --query DecodedMessage --output text"
_MOST_REASONS = 3

_Row = tuple[Text, Text | str]


def render_text(explanation: Explanation, *, language: str, width: int = DEFAULT_WIDTH) -> list[Line]:
    """Return the lines of the report."""
    page = Page(language=language, width=width)
    _add_facts(page, explanation)
    if explanation.facts.encoded:
        _add_decoding(page, explanation)
    if explanation.causes:
        page.blank()
        page.line((page.say(words.CAUSES), Style.NAME))
    for number, ranked in enumerate(explanation.causes, 1):
        _add_cause(page, ranked, explanation, number=number)
    if not explanation.causes:
        _add_nothing(page, explanation)
    else:
        page.blank()
        page.paragraph(words.EXPLAIN_RULE)
    return page.lines


def _add_facts(page: Page, explanation: Explanation) -> None:
    rows = list(_list_facts(explanation))
    if not rows:
        page.paragraph(words.NOTHING_FOUND)
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
    column = max(width_of(page.say(label)) for label, _ in rows) + 2
    for label, text in rows:
        page.paragraph(text, indent=indent, lead=(page.say(label), Style.FAINT), hang=column)


def _add_cause(page: Page, ranked: Ranked, explanation: Explanation, *, number: int) -> None:
    cause, facts = load_causes()[ranked.cause], explanation.facts
    page.blank()
    mark = (f"{number}. {page.say(words.LIKELIHOODS[ranked.likelihood.value])}  ", _STYLES[ranked.likelihood])
    page.paragraph(cause.title, lead=mark, hang=width_of(mark[0]))
    meanings = list(dict.fromkeys(reason.means for reason in ranked.reasons))[:_MOST_REASONS]
    rows: list[_Row] = [(words.WHY, text) for text in meanings]
    rows.append((words.LOOK, fill_sentence(cause.look.what, facts)))
    _add_rows(page, rows, indent=3)
    page.verbatim(fill_command(cause.look.command, facts), indent=7)
    rest: list[_Row] = [
        (words.SHOWS, fill_sentence(cause.look.shows, facts)),
        (words.REPAIR, fill_sentence(cause.repair, facts)),
        (words.VERIFY, fill_sentence(cause.verify, facts)),
        (words.RULE, f"`{ranked.cause}`"),
    ]
    _add_rows(page, rest, indent=3)


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
    if not explanation.facts.encoded:
        page.paragraph(words.LOOK_THERE)
