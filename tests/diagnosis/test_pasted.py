"""However a message is pasted, it tells the same: wrapped, quoted, coloured, in markup, inside JSON, in a chat."""

import html
import json
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from keypost.diagnosis import paste
from keypost.diagnosis.explain import explain

FOLDER = Path(__file__).parent.parent / "spec" / "messages"
TEXTS: list[str] = [
    case["text"] for file in sorted(FOLDER.glob("*.yaml")) for case in yaml.safe_load(file.read_text(encoding="utf-8"))
]


def _wrap(text: str, width: int = 40) -> str:
    return "\n".join(text[start : start + width] for start in range(0, len(text), width))


def _quote(text: str) -> str:
    return "\n".join(f"> {line}" for line in _wrap(text, 60).splitlines())


def _colour(text: str) -> str:
    return "\x1b[31m" + text.replace(" ", " \x1b[0m\x1b[1m") + "\x1b[0m"


def _widen(text: str) -> str:
    """As a Japanese keyboard writes it: full-width brackets and colons."""
    return text.translate(str.maketrans("():", "（）：")) if not text.isascii() else text


FORMS: dict[str, Callable[[str], str]] = {
    "wrapped": _wrap,
    "quoted": _quote,
    "coloured": _colour,
    "markup": lambda text: "<pre>" + html.escape(text).replace("\n", "<br/>") + "</pre>",
    "json": lambda text: json.dumps({"message": text}, ensure_ascii=False),
    "escaped": json.dumps,
    "chat": lambda text: f"【障害】至急\n```\n{text}\n```\nどなたか分かりますか?",
    "full-width": _widen,
}


def _first(text: str) -> str:
    causes = explain(text).causes
    return causes[0].cause if causes else ""


FIRSTS = [_first(text) for text in TEXTS]


@pytest.mark.parametrize("form", FORMS)
def test_the_first_cause_stays(form: str) -> None:
    changed = [text for text, first in zip(TEXTS, FIRSTS, strict=True) if _first(FORMS[form](text)) != first]
    assert changed == []


def test_brackets_that_never_close_are_read_in_vain_for_so_long_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """A long document that breaks off would be read to its end for each of its outer brackets."""
    text = f"{'[' * 50}{'1,' * 500} and {{'not': 'json'}} and {json.dumps({'found': True})}"
    assert list(paste.find_documents(text)) == [{"found": True}]
    monkeypatch.setattr(paste, "_MOST_LOST", 5000)
    assert list(paste.find_documents(text)) == []
