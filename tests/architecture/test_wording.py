"""Every sentence for people is there in English and in Japanese, and every reason has one."""

import ast
import re
from collections.abc import Iterator

import pytest

from keypost.policy.reasons import Reason
from keypost.text import LANGUAGES
from tests.architecture.source import ROOT, is_japanese, list_modules, parse, place


def read_sentences(tree: ast.Module) -> Iterator[tuple[ast.Call, list[str]]]:
    """Yield each `Text(...)` that is written out, with its two sentences."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Text":
            values = [*node.args, *(keyword.value for keyword in node.keywords)]
            sentences = [value.value for value in values if isinstance(value, ast.Constant)]
            if len(sentences) == len(LANGUAGES):
                yield node, [str(sentence) for sentence in sentences]


def is_untranslated(sentence: str) -> bool:
    """Tell whether a sentence has words, beside its placeholders and code, and none of them is Japanese."""
    words = re.sub(r"\{[^}]*\}|`[^`]*`", "", sentence)
    return re.search("[A-Za-z]", words) is not None and not is_japanese(words)


def test_every_text_is_english_and_japanese() -> None:
    texts = [(module, *found) for module in list_modules() for found in read_sentences(parse(module))]
    assert texts
    mixed = [place(module, node) for module, node, (en, ja) in texts if is_japanese(en) or is_untranslated(ja)]
    assert mixed == []


@pytest.mark.parametrize("name", ["reasons.md", "reasons.ja.md"])
def test_every_reason_is_explained_in_both_languages(name: str) -> None:
    page = (ROOT / "docs" / name).read_text(encoding="utf-8")
    entries = re.split(r"\n(?=[#|])", page)  # a heading with its text, or a row of a table
    explained = [entry for entry in entries if is_japanese(entry) == name.endswith(".ja.md")]
    unexplained = [
        reason.value
        for reason in Reason
        if not any(f"`{reason.value}`" in entry.splitlines()[0] for entry in explained)
    ]
    assert unexplained == []
