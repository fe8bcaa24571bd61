"""`keypost.replay.v1`: a replayed history for programs; schemas/replay.v1.schema.json publishes its shape."""

from collections.abc import Iterable
from typing import Any

from keypost.diagnosis.replay.judging import Fate, Judged
from keypost.diagnosis.replay.replay import DOCUMENTED, BlindSpot, Replay
from keypost.policy.decision import Need
from keypost.readers.trail.requests import Skipped
from keypost.reports.json import encode, encode_location
from keypost.reports.printable import name_unknowns as _show
from keypost.reports.replay import explain, explain_missing, list_docs
from keypost.reports.wording.replay import BLIND_SPOTS
from keypost.text import Text

_Data = dict[str, Any]


def render_json(replayed: Replay) -> str:
    """Return the report as one JSON object, one line for each request."""
    history = replayed.history
    first, last = replayed.window
    lines = [
        '{"schema": "keypost.replay.v1"',
        f' "key": {encode(replayed.key)}',
        f' "events": {history.records}',
        f' "requests": {len(history.seen)}',
        f' "complete": {encode(history.complete)}',
        f' "window": {encode({"first": first, "last": last})}',
        f' "summary": {encode(_summarize(replayed))}',
        *(f' "{name}": {_encode_list(_encode(one) for one in replayed.of_fate(fate))}' for name, fate in _NAMES),
        f' "cannotShow": {_encode_list(_encode_blind_spot(spot) for spot in replayed.cannot_show)}',
        f' "files": {history.files}',
        f' "skipped": {_encode_list(_encode_skipped(one) for one in history.skipped)}',
    ]
    return ",\n".join(lines) + "}\n"


_NAMES = (
    ("denied", Fate.DENIED),
    ("undecided", Fate.UNDECIDED),
    ("stays", Fate.STAYS),
    ("failedThen", Fate.FAILED_THEN),
)


def _encode_list(items: Iterable[_Data]) -> str:
    encoded = ",\n  ".join(map(encode, items))
    return f"[\n  {encoded}\n ]" if encoded else "[]"


def _summarize(replayed: Replay) -> _Data:
    """Return how many calls each outcome stands for."""
    return {name: sum(one.seen.times for one in replayed.of_fate(fate)) for name, fate in _NAMES}


def _encode(judged: Judged) -> _Data:
    request, seen = judged.seen.request, judged.seen
    data: _Data = {
        "principal": _show(request.session or request.caller),
        "invokedBy": _show(request.invoked_by) or None,
        "action": _show(request.action),
        "context": {_show(name): _show(value) for name, value in request.encryption_context},
        "count": seen.times,
        "first": _show(seen.first),
        "last": _show(seen.last),
    }
    told = {"account": request.caller_account, "vpcEndpoint": request.endpoint, "error": request.error}
    data |= {name: _show(value) for name, value in told.items() if value}
    if judged.basis is not None:
        data["basis"] = judged.basis.value
    if judged.fate in {Fate.DENIED, Fate.UNDECIDED}:
        data |= _encode_decision(judged)
    return data


def _encode_decision(judged: Judged) -> _Data:
    data: _Data = {}
    if judged.decision is not None:
        decision = judged.decision
        data |= {"decision": decision.outcome.value, "reason": decision.reason.value}
        if decision.statement is not None:
            data |= {"statement": decision.statement, "sid": decision.sid}
        data["location"] = encode_location(decision.origin)
        why = explain(judged)
        data |= {"message": _both(why)} if why is not None else {}
    if judged.current is not None:
        data["current"] = judged.current.value
    if judged.paths:
        data |= {"paths": [path.id for path in judged.paths], "docs": list_docs(judged)}
    if judged.needs:
        data["needs"] = [_encode_need(need, judged) for need in judged.needs]
    return data


def _encode_need(need: Need, judged: Judged) -> _Data:
    return {"fact": _show(need.name), "why": _both(explain_missing(need, key=judged.seen.request.key))}


def _encode_blind_spot(spot: BlindSpot) -> _Data:
    return {"id": spot.value, "message": _both(BLIND_SPOTS[spot]), "docs": DOCUMENTED[spot]}


def _encode_skipped(skipped: Skipped) -> _Data:
    return {"file": _show(skipped.file), "why": _show(skipped.why), "records": skipped.records}


def _both(text: Text) -> _Data:
    return {"en": _show(text.en), "ja": _show(text.ja)}
