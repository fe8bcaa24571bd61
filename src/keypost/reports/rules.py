"""The rules, as a list, one by one, and as `keypost.rules.v1`."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from keypost.reports.json import encode
from keypost.reports.page import Line, Page, Style
from keypost.reports.rule_pages import find_page
from keypost.reports.wording.names import SEVERITIES
from keypost.reports.wrapping import width_of
from keypost.text import Text

if TYPE_CHECKING:
    from keypost.checker.rule import Rule

_WHY = Text(en="Why", ja="理由")
_REMEDY = Text(en="What to do", ja="対処")
_PAGE = Text(en="Example, in Keypost's repository", ja="例 (Keypost のリポジトリ)")


def render_rules(rules: Iterable["Rule"], *, language: str, width: int) -> list[Line]:
    """Return all rules, a line each, in the order in which they are asked."""
    page = Page(language=language, width=width)
    listed = tuple(rules)
    hang = max(width_of(rule.id) for rule in listed) + 2
    for rule in listed:
        page.paragraph(rule.title, lead=(rule.id, Style.NAME), hang=hang)
    return page.lines


def render_rule(rule: "Rule", *, language: str, width: int) -> list[Line]:
    """Return all that is known about one rule."""
    page = Page(language=language, width=width)
    page.line((rule.id, Style.NAME), (f"  {page.say(SEVERITIES[rule.severity])}", Style.FAINT))
    page.paragraph(rule.title)
    for heading, text in ((_WHY, rule.why), (_REMEDY, rule.remedy)):
        page.blank()
        page.line((page.say(heading), Style.NAME))
        page.paragraph(text, indent=2)
    page.blank()
    page.line((page.say(_PAGE), Style.NAME), (f"  {find_page(rule.id, language)}", Style.PLAIN))
    return page.lines


def render_rules_json(rules: Iterable["Rule"]) -> str:
    """Return the rules as `keypost.rules.v1`, one line for each."""
    lines = ",\n  ".join(encode(_rule(rule)) for rule in rules)
    return f'{{"schema": "keypost.rules.v1",\n "rules": [\n  {lines}\n ]}}\n'


def _rule(rule: "Rule") -> dict[str, object]:
    return {
        "id": rule.id,
        "severity": rule.severity.value,
        "title": _both(rule.title),
        "why": _both(rule.why),
        "remedy": _both(rule.remedy),
        "docs": find_page(rule.id),
    }


def _both(text: Text) -> dict[str, str]:
    return {"en": text.en, "ja": text.ja}
