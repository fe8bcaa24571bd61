"""Writes docs/open-points.md and its translation from the table of open points.

`./x python -m support.open_point_pages` writes both.
"""

import sys

from keypost.policy.open_points import OPEN_QUESTIONS, OpenQuestion, Treatment
from keypost.reports.wording.needs import OPEN_POINTS
from keypost.reports.wording.open_points import POINT_ANSWERS, TREATMENTS
from keypost.text import Text
from support.page_pairs import write_pages

NAMES = {"en": "open-points.md", "ja": "open-points.ja.md"}
WRITTEN = "<!-- Written by support/open_point_pages.py from src/keypost/policy/open_points.py: change that file. -->"
TITLE = Text(en="Where AWS leaves it open", ja="AWS の文書で定まらない点")
LEAD = Text(
    en="AWS's pages contradict each other in places, or say nothing. Each such point stands here once, with what"
    " Keypost makes of it and the pages on both sides. A decision that rests on one names it in `openPoints` and in its"
    " trace, and no delivery FAILS because of one alone: then it DEPENDS.",
    ja="AWS の文書には互いに矛盾する箇所や、説明のない箇所があります。そのような点と Keypost の扱い、"
    "根拠となるページをここにまとめています。決定がこれらに左右される場合は `openPoints` とトレースに示されます。"
    "これらだけを理由に配信が FAILS になることはなく、DEPENDS になります。",
)
HEADINGS = {
    Treatment.BOTH: Text(en="Both readings are tried", ja="両方の読み方を試す点"),
    Treatment.CHOSEN: Text(en="One reading is taken", ja="一方の読み方を採る点"),
    Treatment.SLIP: Text(en="A page is taken for wrong", ja="ページの誤りとみなす点"),
    Treatment.ELSEWHERE: Text(en="No decision of policies rests on these", ja="ポリシーの判定を左右しない点"),
}
COLUMNS = Text(
    en="| open point | the question | what Keypost does | pages |",
    ja="| 定まらない点 | 問い | Keypost の扱い | ページ |",
)
AGAINST = Text(en="against", ja="対")


def main() -> int:
    """Write both pages."""
    return write_pages(NAMES, render_page)


def render_page(language: str) -> str:
    """Return the page in one language."""
    parts = [f"# {TITLE.in_language(language)}", WRITTEN, LEAD.in_language(language)]
    for treatment in Treatment:
        rows = [_render_row(question, language) for question in OPEN_QUESTIONS if question.treatment is treatment]
        said = TREATMENTS[treatment].in_language(language)
        parts += [f"## {HEADINGS[treatment].in_language(language)}", f"{said[0].upper()}{said[1:]}{_end(language)}"]
        parts.append("\n".join([COLUMNS.in_language(language), "|---|---|---|---|", *rows]))
    return "\n\n".join(parts) + "\n"


def _end(language: str) -> str:
    return "." if language == "en" else "。"


def _render_row(question: OpenQuestion, language: str) -> str:
    point = question.point
    asked, answer = OPEN_POINTS[point].in_language(language), POINT_ANSWERS[point].in_language(language)
    pages = _render_links(question.one_side)
    if question.other_side:
        pages += f" {AGAINST.in_language(language)} {_render_links(question.other_side)}"
    return f"| `{point.value}` | {asked} | {answer} | {pages} |"


def _render_links(addresses: tuple[str, ...]) -> str:
    return ", ".join(f"[{_name(address)}]({address})" for address in addresses)


def _name(address: str) -> str:
    """Name a page by its file: the guide shows in the address."""
    return address.rsplit("/", 1)[-1].replace(".html", "").replace(".md", " (2023)")


if __name__ == "__main__":
    sys.exit(main())
