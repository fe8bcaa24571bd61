"""The catalogue of delivery paths: the list, one path in full, and `keypost.paths.v1` for programs."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from keypost.catalogue.declare import (
    Absent,
    Accepts,
    AssumedRole,
    Call,
    Caller,
    ContextKey,
    ContextValue,
    LinkedRole,
    Necessity,
    Nobody,
    Part,
    Path,
    RoleThenService,
    Sent,
    Service,
    ThePrincipal,
    Undocumented,
    When,
    Wiring,
)
from keypost.reports.json import encode
from keypost.reports.wording import paths as words
from keypost.reports.wording.failures import FAILURES
from keypost.reports.wrapping import width_of, wrap
from keypost.text import LANGUAGES, Text

_Data = dict[str, Any]
_Context = Mapping[ContextKey, ContextValue]
_WIDTH = 100
_CALLER_IDS = {
    Service: "service",
    AssumedRole: "assumed-role",
    LinkedRole: "linked-role",
    RoleThenService: "role-then-service",
    ThePrincipal: "principal",
    Nobody: "nobody",
}
_PRESENCE_IDS = {Sent: "present", Absent: "absent", Undocumented: "undocumented"}
_PRESENCE_ORDER = tuple(_PRESENCE_IDS)


def render_json(paths: Iterable[Path]) -> str:
    """Return the paths as one JSON object, one line for each path."""
    lines = ",\n  ".join(encode(_path(path)) for path in paths)
    return f'{{"schema": "keypost.paths.v1",\n "paths": [\n  {lines}\n ]}}\n'


def render_list(paths: Iterable[Path], *, language: str) -> str:
    """Return the titles of the paths, grouped by what they lead into."""
    groups: dict[str, list[Path]] = {}
    for path in paths:
        groups.setdefault(path.target.value, []).append(path)
    column = max(len(path.id) for group in groups.values() for path in group) + 2
    count = sum(map(len, groups.values()))
    lines = [words.COUNT.fill(count=count).in_language(language)]
    for kind, group in sorted(groups.items()):
        lines += ["", words.INTO.fill(kind=kind).in_language(language)]
        lines += [f"  {path.id:<{column}}{path.title.in_language(language)}" for path in group]
    return "\n".join([*lines, "", words.MORE.in_language(language), ""])


def render_path(path: Path, *, language: str) -> str:
    """Return all that the catalogue knows about one path."""
    lines = [path.id, path.title.in_language(language), ""]
    lines += _render_facts(path, language)
    lines += ["", words.CALLS.in_language(language), *_render_calls(path, language)]
    lines += _render_condition_keys(path, language)
    if path.symptoms:
        lines += ["", words.MESSAGES.in_language(language), *(f"  {symptom}" for symptom in path.symptoms)]
    if path.notes:
        lines += ["", words.NOTES.in_language(language), *_indent(path.notes.in_language(language))]
    lines += ["", words.SOURCES.in_language(language)]
    for doc in path.documented_by:
        lines += [f"  {doc.url} ({words.READ_ON.fill(date=doc.read_on).in_language(language)})"]
        lines += _indent(doc.says, by=4)
    return "\n".join([*lines, ""])


def name_caller(caller: Caller) -> Text:
    """Return who calls, in words."""
    role = caller.name if isinstance(caller, LinkedRole) else ""
    return words.CALLERS[type(caller)].fill(name=_service_of(caller) or "", role=role)


def name_settings(wirings: Iterable[Wiring]) -> list[Text]:
    """Return the settings that make such a delivery, each with the kind of resource that has it."""
    return [_name_setting(wiring) for wiring in wirings]


def describe_call(call: Call) -> Text:
    """Return what is special about a call, empty for one that is always made and always needed."""
    remarks = [words.AS_CALLER.fill(caller=_name_own_caller(call.caller))] if call.caller else []
    if call.when is not When.ALWAYS:
        remarks.append(words.WHENS[call.when])
    if call.necessity is not Necessity.REQUIRED:
        remarks.append(words.NECESSITIES[call.necessity])
    if call.grant in words.GRANTS:
        remarks.append(words.GRANTS[call.grant])
    if call.advised:
        remarks.append(words.ADVISED.fill(action=call.advised))
    remarks.append(words.EVIDENCES[call.evidence])
    return Text(en="; ".join(remark.en for remark in remarks), ja="、".join(remark.ja for remark in remarks))


def name_accepted(accepts: Accepts) -> Text:
    """Return which kinds of encryption a path accepts, and how that is known."""
    kinds = [words.ENCRYPTION_KINDS[kind] for kind in accepts.kinds]
    grade = words.EVIDENCES[accepts.evidence]
    return Text(
        en=words.ACCEPTS.en.format(kinds=", ".join(kind.en for kind in kinds), grade=grade.en),
        ja=words.ACCEPTS.ja.format(kinds="、".join(kind.ja for kind in kinds), grade=grade.ja),
    )


def group_contexts(path: Path) -> list[tuple[Text, _Context]]:
    """Return the tables of condition keys, each under the calls that it holds for."""
    groups: list[tuple[list[str], Text | None, _Context]] = []
    for call in path.calls:
        _add_to_group(groups, call, _name_circumstance(call), call.context)
        if call.role_context:
            _add_to_group(groups, call, _join(_name_circumstance(call), words.FIRST_AS_ROLE), call.role_context)
    return [(_name_group(names, circumstance), context) for names, circumstance, context in groups]


def sort_keys(context: _Context) -> Iterator[tuple[ContextKey, ContextValue]]:
    """Yield the condition keys: present ones first, then absent ones, then those that nobody documents."""
    for presence in _PRESENCE_ORDER:
        yield from ((key, value) for key, value in context.items() if isinstance(value, presence))


def name_value(value: ContextValue) -> str:
    """Return the value, or values, that a condition key has in the request; empty where it has none."""
    if not isinstance(value, Sent):
        return ""
    first = value.value.value if isinstance(value.value, Part) else value.value
    return ", ".join((first, *value.others))


def name_grade(value: ContextValue) -> Text | None:
    """Return how the fact is known."""
    return None if isinstance(value, Undocumented) else words.EVIDENCES[value.evidence]


def _name_setting(wiring: Wiring) -> Text:
    role = (f"{wiring.role_holder.value}: {wiring.role[0]}",) if wiring.role_holder else wiring.role
    parts = [(words.SOURCE, wiring.source if wiring.target else ()), (words.ROLE, role), (words.KEY, wiring.key)]
    remarks = [(label, " -> ".join(way)) for label, way in parts if way]
    name = f"{wiring.holder.value}: {' -> '.join(wiring.target or wiring.source)}"
    en, ja = (", ".join(f"{label.in_language(at)} {way}" for label, way in remarks) for at in LANGUAGES)
    return Text(en=f"{name} ({en})", ja=f"{name} ({ja})") if remarks else Text(en=name, ja=name)


def _add_to_group(
    groups: list[tuple[list[str], Text | None, _Context]], call: Call, circumstance: Text | None, context: _Context
) -> None:
    if not context:
        return
    for names, same_circumstance, same in groups:
        if same == context and same_circumstance == circumstance:
            names.append(call.action)
            return
    groups.append(([call.action], circumstance, context))


def _name_circumstance(call: Call) -> Text | None:
    """Return what tells a call from another one of the same action: its own caller, or the bucket's encryption."""
    caller = words.AS_CALLER.fill(caller=_name_own_caller(call.caller)) if call.caller else None
    when = words.WHENS[call.when] if call.when in {When.BUCKET_KEY_IS_ON, When.BUCKET_KEY_IS_OFF} else None
    return _join(caller, when)


def _name_own_caller(caller: Caller) -> str:
    return caller.name if isinstance(caller, LinkedRole) else _service_of(caller) or ""


def _join(one: Text | None, other: Text | None) -> Text | None:
    if one is None or other is None:
        return one or other
    return Text(en=f"{one.en}, {other.en}", ja=f"{one.ja}、{other.ja}")


def _name_group(names: list[str], circumstance: Text | None) -> Text:
    joined = Text(en=", ".join(names), ja="、".join(names))
    if circumstance is None:
        return joined
    return Text(en=f"{joined.en} ({circumstance.en})", ja=f"{joined.ja} ({circumstance.ja})")


def _render_facts(path: Path, language: str) -> Iterator[str]:
    facts = [
        (words.CALLER, [name_caller(path.caller).in_language(language)]),
        (words.SOURCE, [", ".join(kind.value for kind in path.source) or words.NO_SOURCE.in_language(language)]),
        (words.TARGET, [path.target.value]),
        (words.ACCOUNTS, [words.REACHES[path.reach].in_language(language)]),
        (words.KEY, [words.KEYS_OF[path.key_of].in_language(language)]),
        *([(words.ENCRYPTION, [name_accepted(path.accepts).in_language(language)])] if path.accepts else []),
        (
            words.SETTINGS,
            [setting.in_language(language) for setting in name_settings(path.wirings) or [words.NO_SETTINGS]],
        ),
        (words.FAILURE, [FAILURES[path.failure].in_language(language)]),
        (words.SEEN_IN, [place.in_language(language) for place in path.seen_in]),
        (words.EVIDENCE, [words.EVIDENCES[path.evidence].in_language(language)]),
    ]
    column = max(width_of(label.in_language(language)) for label, _ in facts) + 2
    for label, values in facts:
        lines = [line for value in values for line in wrap(value, width=_WIDTH - column)]
        for number, line in enumerate(lines):
            yield _pad(label.in_language(language) if number == 0 else "", column) + line


def _render_calls(path: Path, language: str) -> Iterator[str]:
    if not path.calls:
        yield "  " + words.NO_CALLS.in_language(language)
    column = max((len(call.action) for call in path.calls), default=0) + 2
    for call in path.calls:
        yield f"  {call.action:<{column}}{call.on.value if isinstance(call.on, Part) else call.on}"
        yield from _indent(describe_call(call).in_language(language), by=2 + column)


def _render_condition_keys(path: Path, language: str) -> Iterator[str]:
    groups = group_contexts(path)
    column = max((len(key) for _, context in groups for key in context), default=0) + 2
    for name, context in groups:
        yield ""
        yield f"{words.CONDITION_KEYS.in_language(language)}: {name.in_language(language)}"
        for key, value in sort_keys(context):
            presence = _pad(words.PRESENCES[type(value)].in_language(language), 16)
            grade = name_grade(value)
            graded = _pad(grade.in_language(language) if grade else "", 18)
            yield f"  {key:<{column}}{presence}{graded}{name_value(value)}".rstrip()


def _indent(text: str, *, by: int = 2) -> list[str]:
    return [" " * by + line for line in wrap(text, width=_WIDTH - by)]


def _pad(text: str, columns: int) -> str:
    return text + " " * max(columns - width_of(text), 1)


def _service_of(caller: Caller | None) -> str | None:
    match caller:
        case Service(name=name):
            return name
        case AssumedRole(trusted_service=name):
            return name
        case LinkedRole(service=name):
            return name
        case RoleThenService(service=name):
            return name
        case None | ThePrincipal() | Nobody():
            return None


def _path(path: Path) -> _Data:
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
        "documentedBy": [{"url": doc.url, "says": doc.says, "readOn": doc.read_on} for doc in path.documented_by],
    }


def _caller(caller: Caller) -> _Data:
    data: _Data = {"kind": _CALLER_IDS[type(caller)], "service": _service_of(caller)}
    return {**data, "role": caller.name} if isinstance(caller, LinkedRole) else data


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
    return {"presence": _PRESENCE_IDS[type(value)], "value": name_value(value) or None, "evidence": grade}


def _both(text: Text) -> _Data:
    return {"en": text.en, "ja": text.ja}
