"""`keypost.paths.v1`: the catalogue for programs; schemas/paths.v1.schema.json publishes its shape."""

from collections.abc import Iterable
from typing import Any

from keypost.catalogue.declare import (
    Absent,
    Accepts,
    AssumedRole,
    Call,
    Caller,
    ContextValue,
    LinkedRole,
    Nobody,
    Part,
    Path,
    RoleThenService,
    Sent,
    Service,
    ThePrincipal,
    Undocumented,
    Wiring,
)
from keypost.checker.choices import Answer, decide_choices
from keypost.checker.statements import Form
from keypost.checker.verdict import Verdict
from keypost.reports.json import encode
from keypost.reports.paths.facts import Facts
from keypost.reports.paths.statements import Way, list_placeholders, list_ways
from keypost.reports.paths.trust import find_trust_needed
from keypost.text import Text

_Data = dict[str, Any]
_CALLER_IDS = {
    Service: "service",
    AssumedRole: "assumed-role",
    LinkedRole: "linked-role",
    RoleThenService: "role-then-service",
    ThePrincipal: "principal",
    Nobody: "nobody",
}
_PRESENCE_IDS = {Sent: "present", Absent: "absent", Undocumented: "undocumented"}


def render_json(paths: Iterable[Path]) -> str:
    """Return the paths as one JSON object, one line for each path."""
    lines = ",\n  ".join(encode(_path(path)) for path in paths)
    return f'{{"schema": "keypost.paths.v1",\n "paths": [\n  {lines}\n ]}}\n'


def _path(path: Path) -> _Data:
    facts = Facts(path)
    return {
        "id": path.id,
        "path": path.reported_id,
        "title": _both(path.title),
        "source": [kind.value for kind in path.source],
        "target": path.target.value,
        "caller": _caller(path.caller),
        "key": path.key_of.value,
        "reach": path.reach.value,
        "accepts": _accepts(path.accepts) if path.accepts else None,
        "settings": [_setting(wiring) for wiring in path.wirings],
        "calls": [_call(call) for call in path.calls],
        "failure": path.failure.value,
        "seenIn": [_both(place) for place in path.seen_in],
        "symptoms": list(path.symptoms),
        "evidence": path.evidence.value,
        "notes": _both(path.notes) if path.notes else None,
        "statements": _statements(facts),
        "trust": _trust(facts),
        "encryption": [_answer(answer) for answer in decide_choices(path)],
        "documentedBy": [
            {"url": doc.url, "says": _both(doc.says), "readOn": doc.read_on} for doc in path.documented_by
        ],
    }


def _caller(caller: Caller) -> _Data:
    data: _Data = {"kind": _CALLER_IDS[type(caller)], "service": _service(caller)}
    return {**data, "role": caller.name} if isinstance(caller, LinkedRole) else data


def _service(caller: Caller) -> str | None:
    match caller:
        case Service(name=name) | AssumedRole(trusted_service=name):
            return name
        case LinkedRole(service=name) | RoleThenService(service=name):
            return name
        case ThePrincipal() | Nobody():
            return None


def _accepts(accepts: Accepts) -> _Data:
    kinds = [kind.value for kind in accepts.kinds]
    return {"encryption": kinds, "action": accepts.action, "evidence": accepts.evidence.value}


def _setting(wiring: Wiring) -> _Data:
    return {
        "type": wiring.holder.value,
        "source": list(wiring.source),
        "target": list(wiring.target),
        "role": list(wiring.role),
        "key": list(wiring.key),
        "roleHolder": wiring.role_holder.value if wiring.role_holder else None,
        "values": dict(wiring.values),
        "terraform": list(wiring.terraform),
    }


def _call(call: Call) -> _Data:
    data: _Data = {
        "action": call.action,
        "on": call.on.value if isinstance(call.on, Part) else call.on,
        "when": call.when.value,
        "necessity": call.necessity.value,
        "evidence": call.evidence.value,
        "grant": call.grant.value,
        "advised": call.advised,
        "caller": _caller(call.caller) if call.caller else None,
        "context": {key: _condition_key(value) for key, value in call.context.items()},
    }
    if call.role_context:
        data["roleContext"] = {key: _condition_key(value) for key, value in call.role_context.items()}
    return data


def _condition_key(value: ContextValue) -> _Data:
    grade = None if isinstance(value, Undocumented) else value.evidence.value
    return {"presence": _PRESENCE_IDS[type(value)], "value": _value(value), "evidence": grade}


def _value(value: ContextValue) -> str | None:
    if not isinstance(value, Sent):
        return None
    first = value.value.value if isinstance(value.value, Part) else value.value
    return ", ".join((first, *value.others))


def _trust(facts: Facts) -> _Data | None:
    """What the role's trust policy has to say, null where no service assumes a role."""
    trust = find_trust_needed(facts)
    if trust is None:
        return None
    return {
        "service": trust.service,
        "statement": trust.statement,
        "evidence": trust.evidence.value,
        "shownBy": trust.shown_by,
    }


def _statements(facts: Facts) -> _Data:
    """The ways to let the delivery through, of which one is enough, with the least and the hardened statements."""
    ways = {form: list_ways(facts, form=form) for form in Form}
    pairs = zip(ways[Form.MINIMAL], ways[Form.HARDENED], strict=True)
    return {
        "ways": [
            {"caller": _caller(least.caller), "minimal": _blocks(least), "hardened": _blocks(hardened)}
            for least, hardened in pairs
        ],
        "placeholders": {name: _both(meaning) for name, meaning in list_placeholders(facts)},
    }


def _blocks(way: Way) -> list[_Data]:
    return [
        {"policy": block.place.value, "caller": _caller(block.caller), "statements": list(block.statements)}
        for block in way.blocks
    ]


def _answer(answer: Answer) -> _Data:
    """A kind of encryption with its verdict, and the calls that aren't let through."""
    stopped = [call for call in answer.delivery.calls if call.verdict is not Verdict.WORKS]
    return {
        "kind": answer.choice.value,
        "verdict": answer.delivery.verdict.value,
        "calls": [{"action": call.call.action, "reason": call.decision.reason.value} for call in stopped],
    }


def _both(text: Text) -> _Data:
    return {"en": text.en, "ja": text.ja}
