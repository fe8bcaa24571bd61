"""Causes that no rule of the checker names, for people and as `keypost.rules.v1`; and where the page of each stands."""

from keypost.diagnosis.causes.all import load_causes
from keypost.diagnosis.causes.declare import Cause
from keypost.diagnosis.commands import fill_command, fill_sentence
from keypost.diagnosis.facts import Facts
from keypost.reports.json import encode
from keypost.reports.page import Line, Page, Style
from keypost.reports.rule_pages import find_page
from keypost.reports.wording import explain as words
from keypost.reports.wrapping import width_of
from keypost.text import Text

_NOTHING = Facts()


def list_own_causes() -> tuple[str, ...]:
    """Return the ids of the causes that no rule of the checker names."""
    return tuple(cause.id for cause in load_causes().values() if cause.source)


def find_cause_page(cause: str, language: str = "en") -> str:
    """Return the place of the cause's page in the repository."""
    if not load_causes()[cause].source:
        return find_page(cause, language)
    return f"docs/causes{'' if language == 'en' else f'.{language}'}.md#{cause}"


def render_cause(cause: Cause, *, language: str, width: int) -> list[Line]:
    """Return all that is known about one cause; capitals stand for what a message would tell."""
    page = Page(language=language, width=width)
    page.line((cause.id, Style.NAME))
    page.paragraph(cause.title)
    page.blank()
    page.paragraph(fill_sentence(cause.look.what, _NOTHING), lead=_lead(page, words.LOOK), hang=_hang(page))
    page.verbatim(fill_command(cause.look.command, _NOTHING), indent=_hang(page))
    for label, text in ((words.SHOWS, cause.look.shows), (words.REPAIR, cause.repair), (words.VERIFY, cause.verify)):
        page.paragraph(fill_sentence(text, _NOTHING), lead=_lead(page, label), hang=_hang(page))
    page.paragraph(find_cause_page(cause.id, language), lead=_lead(page, words.PAGE), hang=_hang(page))
    return page.lines


def render_cause_json(cause: Cause) -> str:
    """Return the cause as one of `keypost.rules.v1`."""
    data = {
        "id": cause.id,
        "severity": "error",
        "title": _both(cause.title),
        "why": _both(fill_sentence(cause.look.shows, _NOTHING)),
        "remedy": _both(fill_sentence(cause.repair, _NOTHING)),
        "docs": find_cause_page(cause.id),
    }
    return f'{{"schema": "keypost.rules.v1",\n "rules": [\n  {encode(data)}\n ]}}\n'


def _lead(page: Page, label: Text) -> tuple[str, Style]:
    return page.say(label), Style.FAINT


def _hang(page: Page) -> int:
    labels = (words.LOOK, words.SHOWS, words.REPAIR, words.VERIFY, words.PAGE)
    return max(width_of(page.say(label)) for label in labels) + 2


def _both(text: Text) -> dict[str, str]:
    return {"en": text.en, "ja": text.ja}
