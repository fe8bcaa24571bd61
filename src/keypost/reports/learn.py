"""`keypost learn` for people, and as `keypost.learn.v1`; schemas/learn.v1.schema.json publishes its shape."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from keypost.diagnosis.learn.declare import Doubt, Learned, Lesson
from keypost.diagnosis.learn.lesson import find_window, write_policy
from keypost.named import NamedTuple
from keypost.policy.document import Effect, Statement
from keypost.policy.render import render_policy
from keypost.readers.trail.requests import History, PastRequest, Seen
from keypost.reports.json import encode, encode_location
from keypost.reports.page import DEFAULT_WIDTH, Line, Page, Style
from keypost.reports.wording import learn as words
from keypost.reports.wording.report import count
from keypost.text import Text

_DAY = len("2026-11-01")
_Data = dict[str, Any]


class Taught(NamedTuple):
    """A lesson, and the history that it is from; `file` is where its policy was written."""

    lesson: Lesson
    history: History
    has_current: bool = False
    file: str = ""


def render_text(taught: Taught, *, language: str, width: int = DEFAULT_WIDTH) -> list[Line]:
    """Return the lines of the report: the policy in the middle, what it rests on before, what is doubtful after it."""
    page = Page(language=language, width=width)
    _add_heading(page, taught)
    _add_statements(page, taught.lesson)
    _add_policy(page, taught)
    _add_doubts(page, taught.lesson)
    _add_requests(page, taught.lesson)
    _add_current(page, taught)
    _add_section(page, words.SKIPPED, (f"{one.file}: {one.why}" for one in taught.history.skipped))
    return page.lines


def _add_heading(page: Page, taught: Taught) -> None:
    history, lesson = taught.history, taught.lesson
    first, last = find_window(history.seen)
    page.paragraph(words.TITLE.fill(key=lesson.key))
    page.paragraph(
        words.READ.fill(
            records=f"{history.records:,}", requests=f"{len(history.seen):,}", first=_day(first), last=_day(last)
        )
    )


def _add_statements(page: Page, lesson: Lesson) -> None:
    page.blank()
    page.line((page.say(words.STATEMENTS), Style.NAME))
    for one in lesson.learned:
        page.blank()
        page.line((one.statement.sid or _number(page, one.statement), Style.NAME), indent=2)
        page.paragraph(_tell_origin(one), indent=4)
        for doubt in one.doubts:
            page.paragraph(words.DOUBTS[doubt], indent=4, lead=("REVIEW", Style.DEPENDS), hang=8)


def _tell_origin(one: Learned) -> Text:
    if not one.seen:
        return words.KEPT if one.statement.effect is Effect.DENY else words.ADMINISTRATION
    first, last = find_window(one.seen)
    times = sum(seen.times for seen in one.seen)
    actions = ", ".join(one.statement.actions.values) if one.statement.actions is not None else ""
    told = count(words.TIMES, times)
    said = Text(
        en=words.SEEN.en.format(times=told.en, first=_day(first), last=_day(last), actions=actions),
        ja=words.SEEN.ja.format(times=told.ja, first=_day(first), last=_day(last), actions=actions),
    )
    callers = ", ".join(dict.fromkeys(f"`{_name(seen.request)}`" for seen in one.seen))
    return Text(en=f"{callers}, {said.en}", ja=f"{callers}、{said.ja}")


def _add_policy(page: Page, taught: Taught) -> None:
    page.blank()
    page.line((page.say(words.POLICY), Style.NAME))
    page.verbatim(write_policy(taught.lesson.policy), indent=0)
    page.blank()
    page.paragraph(words.WROTE.fill(file=taught.file) if taught.file else words.SAVE)
    page.paragraph(words.NEXT.fill(key=taught.lesson.key, file=taught.file or "learned.json"))


def _add_doubts(page: Page, lesson: Lesson) -> None:
    page.blank()
    page.line((page.say(words.REVIEW), Style.DEPENDS))
    for doubt in lesson.doubts:
        page.paragraph(words.DOUBTS[doubt], indent=2, lead=("-", Style.PLAIN), hang=2)


def _add_requests(page: Page, lesson: Lesson) -> None:
    _add_section(page, words.FAILED, (_tell_failed(page, seen) for seen in lesson.failed))
    told = (f"{_tell_request(page, one.seen)}: {page.say(words.NOT_LEARNABLE[one.why])}" for one in lesson.not_learned)
    _add_section(page, words.NOT_LEARNED, told)


def _add_current(page: Page, taught: Taught) -> None:
    lesson = taught.lesson
    _add_section(page, words.DROPPED, (_tell_statement(page, one) for one in lesson.dropped))
    _add_section(page, words.UNUSED, (_tell_statement(page, one) for one in lesson.unused))
    if taught.has_current and not lesson.unused:
        page.blank()
        page.paragraph(words.NO_UNUSED)


def _add_section(page: Page, title: Text, rows: Iterable[str]) -> None:
    listed = list(rows)
    if listed:
        page.blank()
        page.line((page.say(title), Style.NAME))
    for row in listed:
        page.paragraph(row, indent=2, lead=("-", Style.PLAIN), hang=2)


def _days(seen: Seen) -> str:
    first, last = _day(seen.first), _day(seen.last)
    return first if first == last else f"{first} - {last}"


def _tell_failed(page: Page, seen: Seen) -> str:
    return f"{_tell_request(page, seen)}: {seen.request.error}"


def _tell_request(page: Page, seen: Seen) -> str:
    request = seen.request
    is_itself = request.invoked_by in {"", request.caller}
    through = "" if is_itself else page.say(words.THROUGH.fill(service=request.invoked_by))
    times = page.say(count(words.TIMES, seen.times))
    return f"`{_name(request)}`{through} {request.action}, {times}, {_days(seen)}"


def _tell_statement(page: Page, statement: Statement) -> str:
    place = str(statement.origin)
    return f"`{statement.sid or _number(page, statement)}`" + (f"  {place}" if place else "")


def _number(page: Page, statement: Statement) -> str:
    return page.say(words.STATEMENT.fill(number=statement.number))


def _name(request: PastRequest) -> str:
    return request.caller or request.invoked_by or request.kind or "?"


def _day(time: str) -> str:
    return time[:_DAY] or "-"


def render_json(taught: Taught) -> str:
    """Return the report as one JSON object; `policy` is what `--out` writes."""
    lesson, history = taught.lesson, taught.history
    first, last = find_window(history.seen)
    parts: _Data = {
        "schema": "keypost.learn.v1",
        "key": lesson.key,
        "events": history.records,
        "requests": len(history.seen),
        "first": first,
        "last": last,
        "disposition": "REVIEW",
        "policy": render_policy(lesson.policy),
        "statements": [_encode_learned(one) for one in lesson.learned],
        "failed": [_encode_seen(seen) | {"error": seen.request.error} for seen in lesson.failed],
        "notLearned": [_encode_seen(one.seen) | {"reason": one.why.value} for one in lesson.not_learned],
        "unused": _encode_statements(lesson.unused) if taught.has_current else None,
        "dropped": _encode_statements(lesson.dropped),
        "review": _encode_doubts(lesson.doubts),
        "skipped": [{"file": one.file, "why": one.why, "records": one.records} for one in history.skipped],
        "complete": history.complete,
    }
    members = ",\n ".join(f"{json.dumps(name)}: {encode(value)}" for name, value in parts.items())
    return f"{{{members}}}\n"


def _encode_learned(one: Learned) -> _Data:
    first, last = find_window(one.seen)
    return {
        "statement": one.statement.number,
        "sid": one.statement.sid,
        "count": sum(seen.times for seen in one.seen),
        "first": first,
        "last": last,
        "requests": [_encode_seen(seen) for seen in one.seen],
        "review": _encode_doubts(one.doubts),
    }


def _encode_seen(seen: Seen) -> _Data:
    request = seen.request
    return {
        "principal": request.caller,
        "invokedBy": request.invoked_by or None,
        "action": request.action,
        "encryptionContext": dict(request.encryption_context),
        "count": seen.times,
        "first": seen.first,
        "last": seen.last,
    }


def _encode_statements(statements: Sequence[Statement]) -> list[_Data]:
    return [{"statement": one.number, "sid": one.sid, "location": encode_location(one.origin)} for one in statements]


def _encode_text(text: Text) -> _Data:
    return {"en": text.en, "ja": text.ja}


def _encode_doubts(doubts: Iterable[Doubt]) -> list[_Data]:
    return [{"reason": doubt.value, "message": _encode_text(words.DOUBTS[doubt])} for doubt in doubts]
