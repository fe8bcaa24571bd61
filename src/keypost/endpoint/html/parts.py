"""What the views share: the language, links, times, decisions."""

from collections.abc import Iterable
from datetime import datetime
from urllib.parse import urlencode

from keypost.endpoint.decisions import Decided, Mark
from keypost.endpoint.html import words
from keypost.endpoint.html.markup import Html, join, tag
from keypost.named import NamedTuple
from keypost.policy.reasons import Outcome
from keypost.text import Text

HOME = "/_keypost/"
MOST = 200


class Asked(NamedTuple):
    """Which view is asked for, with what, in which language."""

    view: str
    language: str
    request: str = ""
    is_denied_only: bool = False

    def say(self, text: Text, **values: str) -> str:
        """Return a sentence in the language that is asked for."""
        return (text.fill(**values) if values else text).in_language(self.language)

    def link(self, view: str, **parameters: str) -> str:
        """Return the address of a view, in the same language."""
        return f"{HOME}?{urlencode({'view': view, 'lang': self.language, **parameters})}"


def show_time(at: datetime) -> Html:
    """Return a moment."""
    return tag("time", at.strftime("%Y-%m-%d %H:%M:%S UTC"), datetime=at.isoformat(), class_="when")


def show_list(entries: Iterable[Html]) -> Html:
    """Return entries below each other."""
    return tag("ul", *(tag("li", entry, class_="entry") for entry in entries))


def show_way(source: str, target: str) -> Html:
    """Return who reaches for what."""
    return tag("p", tag("span", source, class_="name"), " → ", tag("span", target, class_="name"))


def show_word(asked: Asked, decided: Decided) -> Html:
    """Return how a decision went, in a word."""
    outcome = decided.decision.outcome
    word = asked.say(words.DECISIONS[outcome.value])
    if decided.mark is Mark.SOFT:
        word = f"{word} ({asked.say(words.LET_PASS)})"
    return tag("span", word, class_="good" if outcome is Outcome.ALLOW else "bad")


def show_table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> Html:
    """Return a table."""
    head = tag("tr", *(tag("th", one, scope="col") for one in heads))
    body = [tag("tr", *(tag("td", cell) for cell in row)) for row in rows]
    return tag("div", tag("table", tag("thead", head), tag("tbody", *body)), class_="wide", tabindex="0")


def show_field(label: str, name: str, value: str = "") -> Html:
    """Return a field of a form with its label."""
    field = tag("input", id=name, name=name, value=value, autocomplete="off")
    return tag("p", tag("label", label, for_=name), field)


def show_form(asked: Asked, *fields: Html) -> Html:
    """Return a form that sets something; what is set is the view's."""
    hidden = (tag("input", type="hidden", name=name, value=value)
              for name, value in (("view", asked.view), ("lang", asked.language)))  # fmt: skip
    button = tag("p", tag("button", asked.say(words.SET), type="submit"))
    return tag("form", *hidden, *fields, button, method="post", action=HOME)


def show_last(asked: Asked, count: int) -> Html:
    """Return how many are shown, where there may be more."""
    return tag("p", asked.say(words.LAST, count=str(MOST))) if count > MOST else join()
