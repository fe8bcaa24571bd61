"""Laws of diagnosis: what pasting does to a message doesn't change what it tells, and no text makes it stumble."""

import html
import json
import time

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from keypost.diagnosis.explain import explain
from keypost.diagnosis.paste import clean, read_paste
from tests.reports.test_explain import ALARM, DENIED
from tests.spec.messages.test_messages import FOLDER

REAL = [
    case["text"].strip()
    for file in sorted(FOLDER.glob("*.yaml"))[::4]
    for case in (yaml.safe_load(file.read_text(encoding="utf-8")) or [])[::3]
]
PLAIN = [text for text in (ALARM, DENIED, *REAL) if not set(text) & set("<>&\\{}[]\x1b|")]


def rules(text: str) -> list[tuple[str, str]]:
    return [(one.cause, one.likelihood.value) for one in explain(text).causes]


@settings(max_examples=200, deadline=None)
@given(st.text())
@example("\\u005cu0041")
@example("&amp;amp;lt;b&amp;amp;gt;")
@example("> > > x")
@example("\x1b[\x1b[0m31m")
def test_cleaning_once_more_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@settings(max_examples=200, deadline=None)
@given(st.text())
@example('{"a": ' * 3000)
@example('[{"eventSource": 1, "eventName": []}]')
@example('{"eventSource": "kms.amazonaws.com", "eventName": "Decrypt", "errorCode": {"a": 1}, "userIdentity": 7}')
@example("User: {} is not authorized to perform: kms:{x} on resource: {0}")
def test_no_text_makes_it_stumble(text: str) -> None:
    assert len(explain(text).causes) <= 5


@pytest.mark.parametrize("text", PLAIN)
def test_markup_changes_nothing(text: str) -> None:
    told = rules(text)
    assert rules(f"<p>{html.escape(text)}</p>") == told
    assert rules(f"\x1b[31m{text}\x1b[0m") == told
    assert rules("\n".join(f"> {line}" for line in text.splitlines())) == told
    assert rules(f"╷\n│ Error: {text}\n╵") == rules(f"Error: {text}")


LONG = ["A_", "Aオペ", "\\", "\\\\u005c", "operationerrorA", "apierrorA", "<!--", "User:x", '{"a":']


@pytest.mark.parametrize("piece", LONG)
def test_no_text_takes_forever(piece: str) -> None:
    """Where time grew with the square of the length, these took minutes; now they take a second or two."""
    began = time.process_time()
    explain(piece * (100_000 // len(piece)))
    assert time.process_time() - began < 30


@pytest.mark.parametrize("text", PLAIN)
def test_quotes_change_nothing(text: str) -> None:
    assert rules(f"“{text}”") == rules(text)
    assert rules(json.dumps(text)) == rules(text)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(PLAIN), st.integers(min_value=20, max_value=120))
def test_a_terminal_that_wraps_anywhere_changes_nothing(text: str, width: int) -> None:
    wrapped = "\n".join(text[at : at + width] for at in range(0, len(text), width))
    assert rules(wrapped) == rules(text)


def test_the_laws_look_at_real_messages() -> None:
    assert len(PLAIN) > 15
    assert read_paste(ALARM).documents == ()
