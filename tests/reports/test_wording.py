"""Every word of the engine has its sentence, with placeholders that the explanation fills."""

import string
from collections.abc import Iterable, Mapping
from enum import Enum
from typing import Any

import pytest

from keypost.catalogue.declare import Failure
from keypost.checker.verdict import NeedKind, Severity, Verdict
from keypost.estate.resource import Sse
from keypost.policy.decision import NeedKind as PolicyNeedKind
from keypost.policy.reasons import OpenPoint, Outcome, PolicyKind, Reason
from keypost.policy.request import KeyManager, KeyState
from keypost.reports.wording.decisions import DECISIONS
from keypost.reports.wording.failures import FAILURES
from keypost.reports.wording.names import (
    ENCRYPTIONS,
    KEY_MANAGERS,
    KEY_STATES,
    OUTCOMES,
    POLICIES,
    SEVERITIES,
    VERDICTS,
)
from keypost.reports.wording.needs import ANSWERS, NEEDS, OPEN_POINTS, POLICY_NEEDS, UNREAD
from keypost.reports.wording.obstacles import OBSTACLES
from keypost.reports.wording.sentences import bracket, concatenate, enumerate_texts, fill, join, quote, same
from keypost.reports.wording.steps import STEPS
from keypost.text import Text
from keypost.unknown import Why
from keypost.writers.edit import Obstacle

TABLES: list[tuple[Mapping[Any, Text], type[Enum]]] = [
    (FAILURES, Failure),
    (NEEDS, NeedKind),
    (ANSWERS, NeedKind),
    (POLICY_NEEDS, PolicyNeedKind),
    (UNREAD, Why),
    (OPEN_POINTS, OpenPoint),
    (POLICIES, PolicyKind),
    (OUTCOMES, Outcome),
    (VERDICTS, Verdict),
    (SEVERITIES, Severity),
    (ENCRYPTIONS, Sse),
    (KEY_MANAGERS, KeyManager),
    (KEY_STATES, KeyState),
    (OBSTACLES, Obstacle),
]
OF_DECISIONS = {"principal", "action", "resource", "policy", "statement"}
OF_STEPS = OF_DECISIONS | {"listed", "spaced", "operator", "key", "expected", "actual"}


def placeholders(sentence: str) -> set[str]:
    """Return the names in braces."""
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


@pytest.mark.parametrize(("table", "words"), TABLES, ids=lambda value: getattr(value, "__name__", ""))
def test_every_word_has_a_sentence(table: Mapping[Any, Text], words: Iterable[Enum]) -> None:
    assert set(table) == set(words)


def test_every_reason_has_a_sentence() -> None:
    assert set(DECISIONS) | set(STEPS) == set(Reason)


@pytest.mark.parametrize("reason", Reason)
def test_placeholders_are_those_that_get_filled(reason: Reason) -> None:
    for table, known in ((DECISIONS, OF_DECISIONS), (STEPS, OF_STEPS)):
        text = table.get(reason)
        if text is not None:
            assert placeholders(text.en) | placeholders(text.ja) <= known
            assert placeholders(text.en) - {"policy"} == placeholders(text.ja) - {"policy"}


def test_filling_keeps_the_languages_apart() -> None:
    sentence = Text(en="{thing} here", ja="ここに{thing}")
    assert fill(sentence, thing=Text(en="a key", ja="キー")) == Text(en="a key here", ja="ここにキー")


def test_data_with_braces_is_only_data() -> None:
    assert fill(Text(en="{name}", ja="「{name}」"), name="${Env}{0}").en == "${Env}{0}"


def test_sentences_are_joined_as_each_language_spaces_them() -> None:
    said = [Text(en="One.", ja="一。"), join(()), Text(en="Two.", ja="二。")]
    assert join(said) == Text(en="One. Two.", ja="一。二。")
    assert enumerate_texts(said[:1] * 2) == Text(en="One., One.", ja="一。、一。")
    assert concatenate("a", Text(en="b", ja="び"), bracket(same("c"))) == Text(en="ab (c)", ja="aび (c)")


def test_long_lists_are_counted() -> None:
    assert quote(["a", "b"]).en == "`a`, `b`"
    assert quote(["a", "b", "c", "d", "e"]) == Text(en="`a`, `b`, `c` and 2 more", ja="`a`, `b`, `c` ほか 2 件")
