"""A comparison -> text for a terminal, Markdown for a pull request, `keypost.diff.v1` for programs."""

from collections.abc import Iterator, Sequence
from typing import Any

from keypost.checker.compare import Access, Comparison, Turn
from keypost.checker.verdict import Verdict
from keypost.reports.formats.escaping import cut, mark_up
from keypost.reports.json import encode
from keypost.reports.naming import name_delivery
from keypost.reports.page import DEFAULT_WIDTH, Line, Page, Style
from keypost.reports.printable import name_unknowns
from keypost.reports.wording import comparison as words
from keypost.reports.wording.sentences import concatenate, fill, quote
from keypost.text import Text

_Data = dict[str, Any]
_STYLES = {Verdict.FAILS: Style.FAILS, Verdict.DEPENDS: Style.DEPENDS, Verdict.WORKS: Style.WORKS}
_Section = tuple[Text, list[tuple[str, Style, Text]]]


def render_text(comparison: Comparison, *, language: str, width: int = DEFAULT_WIDTH) -> list[Line]:
    """Return the lines of the report; the last one is the summary."""
    page = Page(language=language, width=width)
    for title, items in _sections(comparison, language):
        page.blank()
        page.line((page.say(title), Style.NAME))
        for mark, style, text in items:
            page.paragraph(text, indent=2, lead=(mark, style) if mark else ("-", Style.FAINT), hang=20 if mark else 2)
    page.blank()
    page.paragraph(_sum_up(comparison))
    return page.lines


def render_markdown(comparison: Comparison, *, language: str) -> str:
    """Return the report for a pull-request comment; what doesn't fit in one is counted."""
    lines = [f"### {words.TITLE.in_language(language)}", ""]
    for title, items in _sections(comparison, language):
        lines += [f"**{title.in_language(language)}**", ""]
        for mark, _, text in items:
            said = mark_up(text.in_language(language))
            lines.append(f"- {mark}: {said}" if mark else f"- {said}")
        lines.append("")
    total = _sum_up(comparison).in_language(language)
    return cut(lines, ending=f"{mark_up(total)}\n", language=language)


def render_json(comparison: Comparison) -> str:
    """Return the comparison as one JSON object, one line for each item."""
    parts = {
        "turned": [_turn(turn) for turn in comparison.turns],
        "gained": [_access(access) for access in comparison.gained],
        "lost": [_access(access) for access in comparison.lost],
    }
    lines = [f' "{name}": [{_list(items)}]' for name, items in parts.items()]
    return ",\n".join(['{"schema": "keypost.diff.v1"', *lines, f' "unchanged": {comparison.unchanged}']) + "}\n"


def _list(items: list[_Data]) -> str:
    return "\n  " + ",\n  ".join(map(encode, items)) + "\n " if items else ""


def _sections(comparison: Comparison, language: str) -> Iterator[_Section]:
    for title, turns in _group(comparison.turns):
        if turns:
            yield title, [(_mark(turn, language), _style(turn), name_delivery(turn.delivery)) for turn in turns]
    for title, accesses in ((words.GAINED, comparison.gained), (words.LOST, comparison.lost)):
        if accesses:
            yield title, [("", Style.PLAIN, describe_access(access)) for access in accesses]


def _group(turns: Sequence[Turn]) -> Iterator[tuple[Text, list[Turn]]]:
    yield words.LEAVES, [turn for turn in turns if turn.leaves_works]
    yield words.WORSE, [turn for turn in turns if turn.gets_worse and not turn.leaves_works]
    rest = [turn for turn in turns if not turn.gets_worse]
    yield words.BETTER, [turn for turn in rest if turn.before is not None and turn.after is not None]
    yield words.NEW, [turn for turn in rest if turn.before is None]
    yield words.GONE, [turn for turn in rest if turn.after is None]


def describe_access(access: Access) -> Text:
    """Return who may do what with which key, and under which conditions."""
    actions = quote(access.actions, most=len(access.actions))
    sentence = words.ACCOUNT_ACCESS if access.is_account else words.ACCESS
    told = fill(sentence, principal=access.principal, actions=actions, key=access.key)
    if not access.conditions:
        return told
    return concatenate(told, fill(words.UNDER, conditions=quote(access.conditions, most=len(access.conditions))))


def _mark(turn: Turn, language: str) -> str:
    absent = words.ABSENT.in_language(language)
    was, now = (absent if one is None else one.verdict.value for one in (turn.before, turn.after))
    return f"{was} -> {now}"


def _style(turn: Turn) -> Style:
    return _STYLES[turn.after.verdict] if turn.after is not None else Style.FAINT


def _sum_up(comparison: Comparison) -> Text:
    turns = comparison.turns
    if not (turns or comparison.gained or comparison.lost):
        return words.NOTHING
    leaves = sum(turn.leaves_works for turn in turns)
    better = sum(not turn.gets_worse and turn.before is not None and turn.after is not None for turn in turns)
    return fill(words.SUMMARY, leaves=leaves, better=better, unchanged=comparison.unchanged)


def _turn(turn: Turn) -> _Data:
    one = turn.delivery
    was, now = (None if side is None else side.verdict.value for side in (turn.before, turn.after))
    ends = {"source": name_unknowns(one.source.id), "target": name_unknowns(one.target.id)}
    return {"path": one.path.reported_id, **ends, "before": was, "after": now, "leavesWorks": turn.leaves_works}


def _access(access: Access) -> _Data:
    return {
        "key": name_unknowns(access.key),
        "principal": name_unknowns(access.principal),
        "actions": list(access.actions),
        "conditions": [name_unknowns(condition) for condition in access.conditions],
    }
