"""Writes docs/source-conditions.md and its translation: which services tell a key for whom they call.

`./x python -m support.source_key_pages` writes both.
"""

import sys
from collections.abc import Iterator
from typing import NamedTuple

from keypost.catalogue.all import all_paths
from keypost.catalogue.declare import (
    Absent,
    Call,
    ContextKey,
    ContextValue,
    Path,
    RoleThenService,
    Sent,
    Service,
    Undocumented,
)
from keypost.reports.paths.facts import Facts, name_service
from keypost.reports.wording.paths import EVIDENCES
from keypost.text import Text
from support.page_pairs import write_pages

NAMES = {"en": "source-conditions.md", "ja": "source-conditions.ja.md"}
KEYS: tuple[ContextKey, ...] = ("aws:SourceArn", "aws:SourceAccount")
WRITTEN = "<!-- Written by support/source_key_pages.py from src/keypost/catalogue/paths/: change those files. -->"
TITLE = Text(en="Which services tell a key for whom they call", ja="誰のための呼び出しかをキーに伝えるサービス")
OTHER_LANGUAGE = {"en": f"[日本語]({NAMES['ja']})", "ja": f"[English]({NAMES['en']})"}
LEAD = Text(
    en="A service acts for all its customers. Under `aws:SourceAccount` or `aws:SourceArn` a statement of a *key*"
    " policy lets it in for your resources only, if the service sends that condition key with its call to AWS KMS."
    " Where it doesn't, the statement never applies and the delivery is lost. These are the deliveries in which a"
    " service calls KMS as itself. [How to lock a key down](lock-a-key-down.md).",
    ja="サービスはすべての利用者のために動作します。*キー* ポリシーのステートメントに `aws:SourceAccount` や"
    " `aws:SourceArn` の条件を付けると、自分のリソースのための呼び出しだけを許可できます。ただし、AWS KMS"
    " への呼び出しでサービスがその条件キーを送る場合に限ります。送らない場合、ステートメントは決して適用されず、"
    "配信は失われます。次の表は、サービス自身が KMS を呼び出す配信です。"
    "[キーを安全に絞り込む手順](lock-a-key-down.ja.md)",
)
LEGEND = Text(
    en="- **documented**, **observed**: sent, with the value that stands there. A condition on it is safe.\n"
    "- **inferred**: sent with this value or not at all; AWS documents it for another policy at most (the topic's,"
    " say). Such a condition makes a delivery DEPEND.\n"
    "- **never sent**: a condition on it breaks the delivery.\n"
    "- **not documented**: nothing is known. Such a condition makes a delivery DEPEND.",
    ja="- **ドキュメント記載**、**実例で確認**: 表の値が送られます。条件にしても安全です。\n"
    "- **推定**: この値が送られるか、まったく送られません。文書にあるとしても、別のポリシー (トピックのポリシーなど)"
    " についてです。条件にすると、配信は DEPENDS になります。\n"
    "- **送られない**: 条件にすると、配信は届かなくなります。\n"
    "- **記載なし**: 何もわかっていません。条件にすると、配信は DEPENDS になります。",
)
COLUMNS = Text(en="| service | delivery | calls |", ja="| サービス | 配信 | 呼び出し |")
NEVER_SENT = Text(en="never sent", ja="送られない")
NOT_DOCUMENTED = Text(en="not documented", ja="記載なし")


class Row(NamedTuple):
    """What one service sends with its calls to a key on one path, and with which calls."""

    service: str
    path: Path
    values: tuple[ContextValue, ...]
    actions: tuple[str, ...]


def main() -> int:
    """Write both pages."""
    return write_pages(NAMES, render_page)


def render_page(language: str) -> str:
    """Return the page in one language."""
    rows = sorted(list_rows(), key=lambda row: (row.service, row.path.id))
    table = [
        f"{COLUMNS.in_language(language)} {' | '.join(f'`{key}`' for key in KEYS)} |",
        "|---|---|---|---|---|",
        *(_render_row(row, language) for row in rows),
    ]
    parts = [f"# {TITLE.in_language(language)}", WRITTEN, OTHER_LANGUAGE[language], LEAD.in_language(language)]
    return "\n\n".join([*parts, LEGEND.in_language(language), "\n".join(table)]) + "\n"


def list_rows() -> Iterator[Row]:
    """Yield a row for each service that calls a key on a path, two where it doesn't send the same with all calls."""
    for path in all_paths():
        found: dict[tuple[str, tuple[ContextValue, ...]], list[str]] = {}
        for call in path.calls:
            caller = call.caller or path.caller
            if call.action.startswith("kms:") and isinstance(caller, Service | RoleThenService):
                found.setdefault((name_service(caller) or "", _values(call)), []).append(call.action)
        for (service, values), actions in found.items():
            yield Row(service, path, values, tuple(dict.fromkeys(actions)))


def _values(call: Call) -> tuple[ContextValue, ...]:
    return tuple(call.context.get(key, Undocumented()) for key in KEYS)


def _render_row(row: Row, language: str) -> str:
    ending = "" if language == "en" else ".ja"
    title = f"[{row.path.title.in_language(language)}](paths/{row.path.id}{ending}.md)"
    facts = Facts(row.path)
    cells = (_render_value(value, facts, language) for value in row.values)
    actions = ", ".join(f"`{action}`" for action in row.actions)
    return f"| `{row.service}` | {title} | {actions} | {' | '.join(cells)} |"


def _render_value(value: ContextValue, facts: Facts, language: str) -> str:
    match value:
        case Sent(evidence=evidence):
            return f"{EVIDENCES[evidence].in_language(language)}: `{facts.name_value(value)}`"
        case Absent():
            return f"**{NEVER_SENT.in_language(language)}**"
        case Undocumented():
            return NOT_DOCUMENTED.in_language(language)


if __name__ == "__main__":
    sys.exit(main())
