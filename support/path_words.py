"""What the pages of delivery paths say beside the words that the program uses too."""

from collections.abc import Iterable
from typing import NamedTuple

from keypost.text import Text

LANGUAGE_NAMES = {"en": "English", "ja": "日本語"}
ALL_PATHS = Text(en="all paths", ja="経路の一覧")
ABOUT_KEYS = Text(
    en="Of each condition key: is it in the request? A condition on an absent key never matches. A key that is "
    "inferred to be present may also be absent. `*` is a part that nobody knows beforehand.",
    ja="各条件キーがリクエストに含まれるかどうかです。「なし」のキーを条件にすると、一致することはありません。"
    "「推定」のキーは、実際には送られない可能性があります。`*` は事前にはわからない部分です。",
)


class _Headings(NamedTuple):
    """The headings and leads that only pages have."""

    failure: Text
    stop: Text
    look: Text
    messages: Text
    type: Text


HEADINGS = _Headings(
    failure=Text(en="When it fails", ja="失敗したとき"),
    stop=Text(en=".", ja="。"),
    look=Text(en="Where to look:", ja="確認する場所:"),
    messages=Text(en="Messages, as AWS writes them:", ja="AWS が出力するメッセージ (原文):"),
    type=Text(en="resource type", ja="リソースタイプ"),
)


def name_page(page: str, language: str) -> str:
    """Return the file name of a page in a language."""
    return f"{page}.md" if language == "en" else f"{page}.{language}.md"


def render_row(cells: Iterable[str]) -> str:
    """Return a row of a table."""
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"
