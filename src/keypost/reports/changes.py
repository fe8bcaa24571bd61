"""Changes that turn a decision -> sentences, and `nearest` for programs."""

from typing import Any

from keypost.policy.answers import Answer, Question
from keypost.policy.changes import Change, ChangeKind
from keypost.policy.decision import Step
from keypost.policy.nearest import Nearest, Way
from keypost.policy.reasons import Element, PolicyKind
from keypost.policy.render import render_statement
from keypost.policy.request import Request
from keypost.policy.witnesses import ANYTHING
from keypost.reports.explanation import name_policy, name_statement
from keypost.reports.wording import changes as words
from keypost.reports.wording.sentences import fill, quote
from keypost.text import Text

_Data = dict[str, Any]
_NOTHING = Text(en="", ja="")


def describe_change(change: Change, *, request: Request, policy: Text) -> Text:
    """Return the change as a condition that would have to hold; `policy` is what the changed policy is called."""
    if change.is_of_request:
        return _describe_context(change, _tell_now(change, request))
    if change.kind in words.OF_KEYS:
        return words.OF_KEYS[change.kind]
    if change.kind is ChangeKind.ADD_STATEMENT:
        return fill(words.ADD_STATEMENT, policy=policy)
    sentence = (words.TESTS if change.element is Element.CONDITION else words.ELEMENTS)[change.kind]
    if change.policy is PolicyKind.GRANT:
        sentence = words.GRANT_OPERATION
    return fill(
        sentence,
        policy=policy,
        statement=name_changed(change),
        element=change.element.value if change.element else "?",
        key=change.key,
        operator=change.operator,
        values=quote(change.values),
    )


def describe_answer(answer: Answer, *, request: Request) -> Text:
    """Return the answer to something open as a condition."""
    change = answer.change
    if change.kind is ChangeKind.ADD_STATEMENT:
        return fill(words.SAYS[change.effect], policy=name_policy(change.policy, action=request.action))
    return _describe_context(change, _NOTHING)


def name_changed(change: Change | Step) -> Text:
    """Return which statement or grant is meant, with its place."""
    return name_statement(change.policy, change.sid, change.statement, change.origin)


def _describe_context(change: Change, now: Text) -> Text:
    sentence = words.SEND
    if change.kind is ChangeKind.OMIT:
        sentence = words.OMIT
    elif change.like == ANYTHING:
        sentence = words.SEND_ANY
    elif change.like:
        sentence = words.SEND_LIKE
    elif change.unlike:
        sentence = words.SEND_UNLIKE
    parts = {name: quote(getattr(change, name)) for name in ("values", "like", "unlike")}
    return fill(sentence, key=change.key, now=now, **parts)


def _tell_now(change: Change, request: Request) -> Text:
    name = (change.key or "").lower()
    for key, values in request.context.items():
        if key.lower() == name:
            return fill(words.NOW, actual=quote(values)) if values else words.NOW_ABSENT
    return _NOTHING if change.kind is ChangeKind.OMIT else words.NOW_ABSENT


def paste(change: Change) -> str | None:
    """Return the statement that the change adds, as JSON to paste; None for other changes."""
    import json

    return json.dumps(render_statement(change.added), ensure_ascii=False) if change.added is not None else None


def encode_nearest(nearest: Nearest) -> _Data:
    """Return what lies near a decision as plain data; what is empty is left out."""
    data: _Data = {}
    if nearest.closest is not None:
        data["closest"] = _place(nearest.closest)
    if nearest.ways:
        data["ways"] = [_way(way) for way in nearest.ways]
    if nearest.questions:
        data["questions"] = [_question(question) for question in nearest.questions]
    if nearest.hangs_on:
        data["hangsOn"] = [_place(step) for step in nearest.hangs_on]
    if nearest.gave_up:
        data["gaveUp"] = True
    return data


def _way(way: Way) -> _Data:
    data: _Data = {
        "changes": [_change(change) for change in way.changes],
        "decision": way.decision.outcome.value,
        "reason": way.decision.reason.value,
    }
    if way.decision.open_points:
        data["openPoints"] = [point.value for point in way.decision.open_points]
    return data


def _question(question: Question) -> _Data:
    return {
        "kind": question.need.kind.value,
        "fact": question.need.name,
        "answers": [
            {
                **_change(answer.change),
                "decision": answer.decision.outcome.value,
                "reason": answer.decision.reason.value,
            }
            for answer in question.answers
        ],
    }


def _place(told: Change | Step) -> _Data:
    if told.policy is None:
        return {}
    return {
        "policy": told.policy.value,
        "document": told.document,
        "statement": told.statement,
        "sid": told.sid,
    }


def _change(change: Change) -> _Data:
    data: _Data = {"change": change.kind.value, **_place(change)}
    if change.element is not None and not change.is_of_request:
        data["element"] = change.element.value
    for name, value in (("key", change.key), ("operator", change.operator)):
        if value is not None:
            data[name] = value
    for name, values in (("values", change.values), ("like", change.like), ("unlike", change.unlike)):
        if values:
            data[name] = list(values)
    if change.kind is ChangeKind.ADD_STATEMENT:
        data["added"] = render_statement(change.added) if change.added is not None else None
    return data
