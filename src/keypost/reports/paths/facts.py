"""What the facts of a delivery path are called: callers, settings, calls, condition keys."""

from collections.abc import Iterator, Mapping

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
from keypost.checker.connect import Connection
from keypost.checker.requests import fill
from keypost.checker.samples import build_sample, name_placeholders
from keypost.checker.statements import open_text
from keypost.reports.wording import paths as words
from keypost.text import Text

Context = Mapping[ContextKey, ContextValue]
PRESENCE_ORDER = (Sent, Absent, Undocumented)


class Facts:
    """One path, told with placeholders: `TOPIC_ARN` for what a delivery's own target is."""

    def __init__(self, path: Path) -> None:
        """Take the path, and make up a delivery of it."""
        self.path = path
        self.sample: Connection = build_sample(path, names=name_placeholders(path))

    def name_part(self, part: Part | str) -> str:
        """Return a part of a call as policies write it."""
        return open_text(fill(part, self.sample))

    def name_value(self, value: ContextValue) -> str:
        """Return the value, or values, that a condition key has in the request; empty where it has none."""
        if not isinstance(value, Sent):
            return ""
        return ", ".join((self.name_part(value.value), *value.others))


def name_caller(caller: Caller) -> Text:
    """Return who calls, in words."""
    role = caller.name if isinstance(caller, LinkedRole) else ""
    return words.CALLERS[type(caller)].fill(name=name_service(caller) or "", role=role)


def name_service(caller: Caller | None) -> str | None:
    """Return the service that calls or assumes the role, None where there is none."""
    match caller:
        case Service(name=name):
            return name.replace("{region}", "REGION")
        case AssumedRole(trusted_service=name):
            return name
        case LinkedRole(service=name):
            return name
        case RoleThenService(service=name):
            return name
        case None | ThePrincipal() | Nobody():
            return None


def name_way(way: tuple[str, ...]) -> str:
    """Return a way through properties, empty where there is none."""
    return " -> ".join(step for step in way if step)


def name_role(wiring: Wiring) -> str:
    """Return where the setting names the role."""
    return f"{wiring.role_holder.value}: {wiring.role[0]}" if wiring.role_holder else name_way(wiring.role)


def describe_call(call: Call) -> Text:
    """Return what is special about a call, and how it is known."""
    remarks = [_name_own_caller(call.caller)] if call.caller else []
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


def group_contexts(path: Path) -> list[tuple[Text, Context]]:
    """Return the tables of condition keys, each under the calls that it holds for."""
    groups: list[tuple[list[str], Text | None, Context]] = []
    for call in path.calls:
        _add_to_group(groups, call, _name_circumstance(call), call.context)
        if call.role_context:
            _add_to_group(groups, call, _join(_name_circumstance(call), words.FIRST_AS_ROLE), call.role_context)
    return [(_name_group(names, circumstance), context) for names, circumstance, context in groups]


def sort_keys(context: Context) -> Iterator[tuple[ContextKey, ContextValue]]:
    """Yield the condition keys: present ones first, then absent ones, then those that nobody documents."""
    for presence in PRESENCE_ORDER:
        yield from ((key, value) for key, value in context.items() if isinstance(value, presence))


def name_grade(value: ContextValue) -> Text | None:
    """Return how the fact is known."""
    return None if isinstance(value, Undocumented) else words.EVIDENCES[value.evidence]


def _name_own_caller(caller: Caller) -> Text:
    if isinstance(caller, LinkedRole):
        return words.AS_CALLER.fill(caller=caller.name)
    text = words.AS_ROLE if isinstance(caller, AssumedRole) else words.AS_CALLER
    return text.fill(caller=name_service(caller) or "")


def _add_to_group(
    groups: list[tuple[list[str], Text | None, Context]], call: Call, circumstance: Text | None, context: Context
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
    caller = _name_own_caller(call.caller) if call.caller else None
    when = words.WHENS[call.when] if call.when in {When.BUCKET_KEY_IS_ON, When.BUCKET_KEY_IS_OFF} else None
    return _join(caller, when)


def _join(one: Text | None, other: Text | None) -> Text | None:
    if one is None or other is None:
        return one or other
    return Text(en=f"{one.en}, {other.en}", ja=f"{one.ja}、{other.ja}")


def _name_group(names: list[str], circumstance: Text | None) -> Text:
    joined = Text(en=", ".join(names), ja="、".join(names))
    if circumstance is None:
        return joined
    return Text(en=f"{joined.en} ({circumstance.en})", ja=f"{joined.ja} ({circumstance.ja})")
