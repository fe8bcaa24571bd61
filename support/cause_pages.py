"""Writes docs/causes.md and its translation from the causes that a diagnosis can name.

`./x python -m support.cause_pages` writes both.
"""

import sys

from keypost.diagnosis.causes.all import load_causes
from keypost.diagnosis.causes.declare import Cause
from keypost.diagnosis.commands import fill_command, fill_sentence
from keypost.diagnosis.facts import Facts
from keypost.reports.causes import find_cause_page
from keypost.text import Text
from support.page_pairs import write_pages

NAMES = {"en": "causes.md", "ja": "causes.ja.md"}
WRITTEN = "<!-- Written by support/cause_pages.py from src/keypost/diagnosis/causes/: change these files. -->"
TITLE = Text(en="What `keypost explain` can name", ja="`keypost explain` が挙げる原因")
LEAD = Text(
    en="Each cause with the one thing to look at, what it shows where this is the cause, the repair, and how to verify"
    " it. In a report the commands and sentences are filled from the message; here capitals stand for what it tells.",
    ja="各原因について、確認すべき箇所、この原因の場合に表示される内容、対処、検証の方法を示します。"
    "レポートではメッセージの内容が入ります。このページの大文字の語は、その代わりです。",
)
LOOK = Text(en="Look at {what}", ja="確認: {what}")
SHOWS = Text(en="It is this if it shows: {shows}", ja="該当する場合の表示: {shows}")
REPAIR = Text(en="Repair: {repair}", ja="対処: {repair}")
VERIFY = Text(en="Verify: {verify}", ja="検証: {verify}")
SEE = Text(en="More: [{cause}]({page})", ja="詳細: [{cause}]({page})")
SOURCE = Text(en="Source: <{source}>", ja="出典: <{source}>")
_NOTHING = Facts()


def main() -> int:
    """Write both pages."""
    return write_pages(NAMES, render_page)


def render_page(language: str) -> str:
    """Return the page in one language."""
    parts = [f"# {TITLE.in_language(language)}", WRITTEN, LEAD.in_language(language)]
    for cause in load_causes().values():
        parts += _render_cause(cause, language)
    return "\n\n".join(parts) + "\n"


def _render_cause(cause: Cause, language: str) -> list[str]:
    def say(text: Text, **values: Text) -> str:
        filled = {name: fill_sentence(value, _NOTHING).in_language(language) for name, value in values.items()}
        return text.in_language(language).format(**filled)

    page = find_cause_page(cause.id, language).removeprefix("docs/")
    end = SOURCE.fill(source=cause.source) if cause.source else SEE.fill(cause=cause.id, page=page)
    return [
        f"## {cause.id}",
        f"**{cause.title.in_language(language)}**",
        say(LOOK, what=cause.look.what) + ":",
        f"```sh\n{fill_command(cause.look.command, _NOTHING)}\n```",
        say(SHOWS, shows=cause.look.shows),
        say(REPAIR, repair=cause.repair),
        say(VERIFY, verify=cause.verify),
        end.in_language(language),
    ]


if __name__ == "__main__":
    sys.exit(main())
