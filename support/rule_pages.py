"""Writes `docs/rules/`: two pages a rule, from the rule, `texts/<rule-id>.yaml` and `examples/<rule-id>.yaml`.

`./x python -m support.rule_pages` writes them all, with the real output of every example.
"""

import re
import sys
from typing import Any

import yaml

from keypost.checker.rule import Rule
from keypost.checker.rules.registry import RULES, load_rules
from keypost.text import LANGUAGES, Text
from support.console_blocks import ROOT, refresh
from support.path_words import name_page

FOLDER = ROOT / "docs" / "rules"

LANGUAGE_NAMES = {"en": "English", "ja": "日本語"}
FINDS = Text(en="What it finds", ja="検出する内容")
WHY = Text(en="Why it matters", ja="なぜ問題か")
EXAMPLE = Text(en="Example", ja="例")
EXAMPLE_IS = Text(
    en="`{template}`, and what Keypost says of it:",
    ja="`{template}` と、それに対する Keypost の出力です。",
)
REPAIR = Text(en="How to repair it", ja="直し方")
SUPPRESS = Text(en="When to suppress it", ja="抑制してよい場合")
SUPPRESS_HOW = Text(
    en="How to: [suppressions](../suppressions.md).",
    ja="方法は[抑制](../suppressions.ja.md)を参照してください。",
)
SOURCES = Text(en="Sources", ja="出典")
ALL_RULES = Text(en="all rules", ja="すべてのルール")
SEVERITY = Text(en="severity: {severity}", ja="重大度: {severity}")
TITLE = Text(en="Rules", ja="ルール")
INTRO = Text(
    en="Each rule names one fault. Keypost asks them in this order; the first that fits names the finding.",
    ja="各ルールは 1 つの不備を表します。Keypost はこの順に調べ、最初に当てはまったものを検出結果の名前にします。",
)
COLUMNS = Text(en="| rule | severity | what is wrong |", ja="| ルール | 重大度 | 内容 |")
NOT_TO_BE_EDITED = (
    "<!-- Written by support/rule_pages.py; edit the rule, texts/{rule}.yaml or examples/{rule}.yaml. -->"
)


def main() -> int:
    """Write every page and the indexes."""
    for language in LANGUAGES:
        for rule in load_rules(RULES):
            (FOLDER / name_page(rule.id, language)).write_text(render_page(rule, language), encoding="utf-8")
        (FOLDER / name_page("README", language)).write_text(render_index(language), encoding="utf-8")
    return 0


def render_page(rule: Rule, language: str) -> str:
    """Return the page of a rule in a language, with what its example prints now."""
    texts = yaml.safe_load((FOLDER / "texts" / f"{rule.id}.yaml").read_text(encoding="utf-8"))
    parts = [
        f"# {rule.title.in_language(language)}",
        NOT_TO_BE_EDITED.format(rule=rule.id),
        _render_lead(rule, language),
        *_render_sections(rule, texts, language),
    ]
    return refresh("\n\n".join(parts) + "\n")


def render_index(language: str) -> str:
    """Return the list of all rules."""
    rows = [
        f"| [{rule.id}]({name_page(rule.id, language)}) | {rule.severity.value} | {rule.title.in_language(language)} |"
        for rule in load_rules(RULES)
    ]
    title, intro, columns = (text.in_language(language) for text in (TITLE, INTRO, COLUMNS))
    return "\n".join(
        [f"# {title}", "", _link_other("README", language), "", intro, "", columns, "|---|---|---|", *rows, ""]
    )


def _link_other(name: str, language: str) -> str:
    other = next(each for each in LANGUAGES if each != language)
    return f"[{LANGUAGE_NAMES[other]}]({name_page(name, other)})"


def _render_lead(rule: Rule, language: str) -> str:
    index = f"[{ALL_RULES.in_language(language)}]({name_page('README', language)})"
    severity = SEVERITY.fill(severity=rule.severity.value).in_language(language)
    return f"`{rule.id}` · {severity} · {index} · {_link_other(rule.id, language)}"


def _render_sections(rule: Rule, texts: dict[str, Any], language: str) -> list[str]:
    def say(text: Text) -> str:
        return text.in_language(language)

    return [
        f"## {say(FINDS)}",
        _join(texts["finds"][language]),
        f"## {say(WHY)}",
        say(rule.why),
        f"## {say(EXAMPLE)}",
        *_render_example(rule, texts, language),
        f"## {say(REPAIR)}",
        say(rule.remedy),
        f"## {say(SUPPRESS)}",
        _join(texts["suppress"][language]),
        say(SUPPRESS_HOW),
        f"## {say(SOURCES)}",
        "\n".join(f"- <{source['url']}>: {_join(source['says'][language])}" for source in texts["sources"]),
    ]


def _render_example(rule: Rule, texts: dict[str, Any], language: str) -> list[str]:
    if "no_example" in texts:
        return [_join(texts["no_example"][language])]
    template = FOLDER / "examples" / f"{rule.id}.yaml"
    place = template.relative_to(ROOT).as_posix()
    arguments = [*texts.get("arguments", ()), *(("--lang", "ja") if language == "ja" else ())]
    command = " ".join(["keypost", "check", *arguments, place])
    shown = f"```yaml\n{template.read_text(encoding='utf-8').rstrip()}\n```"
    intro = EXAMPLE_IS.fill(template=f"examples/{rule.id}.yaml").in_language(language)
    return [intro, shown, f"```console\n$ {command}\n```"]


def _join(text: str) -> str:
    """Undo what YAML makes of a folded line: no space between two Japanese characters."""
    return re.sub(r"(?<=[^\x00-\x7f]) (?=[^\x00-\x7f])", "", text.strip())


if __name__ == "__main__":
    sys.exit(main())
