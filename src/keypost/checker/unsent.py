"""Conditions of a lone document on keys that the calls of a service, as the catalogue knows them, don't carry."""

from collections.abc import Iterator

from keypost.catalogue.all import all_paths
from keypost.catalogue.declare import Absent, Call, Evidence, Path
from keypost.checker.rule import quote
from keypost.estate.kind import Kind
from keypost.named import NamedTuple
from keypost.policy.document import Condition, Effect, PrincipalForm, Statement
from keypost.policy.listings import match_action
from keypost.policy.validity.conditions import needs_key
from keypost.policy.validity.defect import Defect, DocumentKind, Problem, Standing, Subject

_CONTEXT_PAIR = "kms:encryptioncontext:"
_TARGETS = {DocumentKind.TOPIC: Kind.TOPIC, DocumentKind.QUEUE: Kind.QUEUE, DocumentKind.BUCKET: Kind.BUCKET}


class _Delivery(NamedTuple):
    """One call of a service that a statement is about, and the path that it is part of."""

    service: str
    path: Path
    call: Call


def find_unsent(subject: Subject) -> Iterator[Defect]:
    """Yield the conditions that keep a service's documented delivery from ever getting through.

    For documents without an estate around them: where there is one, its deliveries are decided.
    """
    for statement in subject.policy.statements:
        services = _list_services(statement) if statement.conditions else ()
        deliveries = tuple(_list_deliveries(subject, statement, services)) if services else ()
        for condition in statement.conditions if deliveries else ():
            yield from _find_in_condition(statement, condition, deliveries)


def _find_in_condition(
    statement: Statement, condition: Condition, deliveries: tuple[_Delivery, ...]
) -> Iterator[Defect]:
    """A key may be a topic's or a queue's, whose calls carry different things: then one kind is enough."""
    key = condition.key.lower()
    if not needs_key(condition):
        return
    stopped = [one for one in deliveries if _is_absent(one.call, key) and not _is_meant_for_others(statement, one)]
    reached = [one for one in deliveries if not any(_lacks(one.call, other) for other in statement.conditions)]
    if reached:  # a key of its own, such as that of an event data store, is then hardly what is meant
        stopped = [one for one in stopped if one.path.target is not Kind.KEY]
    if not stopped:
        return
    served = {one.service for one in reached}
    dead = [one for one in stopped if one.service not in served]
    told = dead or stopped
    details = {
        "callers": quote(dict.fromkeys(one.service for one in told)),
        "paths": quote(dict.fromkeys(one.path.id for one in told)),
    }
    origin, shown = condition.origin, condition.key
    if dead:
        yield Defect(Problem.KEY_NOT_OF_DELIVERY, Standing.STORED, origin, shown, statement, details)
        return
    callers = {one.service for one in stopped}
    details["others"] = quote(dict.fromkeys(one.path.id for one in reached if one.service in callers))
    yield Defect(Problem.KEY_NOT_OF_SOME_DELIVERIES, Standing.NOTED, origin, shown, statement, details)


def _list_services(statement: Statement) -> tuple[str, ...]:
    """Return the services that the statement allows, where it is meant for services alone."""
    listing = statement.principals
    if statement.effect is not Effect.ALLOW or listing is None or listing.negated or listing.unread is not None:
        return ()
    if any(named.form is not PrincipalForm.SERVICE for named in listing.values):
        return ()
    return tuple(named.value for named in listing.values)


def _list_deliveries(subject: Subject, statement: Statement, services: tuple[str, ...]) -> Iterator[_Delivery]:
    for path in all_paths():
        for call in path.calls:
            service = path.service_of(call)
            is_asked = service in services and _is_on(subject.kind, path, call)
            if is_asked and match_action(statement.actions, action=call.action):
                yield _Delivery(service, path, call)


def _is_on(kind: DocumentKind, path: Path, call: Call) -> bool:
    """Tell whether the call is one that such a document is asked about."""
    if kind is DocumentKind.KEY:
        return call.on_key
    return _TARGETS.get(kind) is path.target and not call.on_key


def _is_absent(call: Call, key: str) -> bool:
    for listed, value in call.context.items():
        if listed.lower() == key and isinstance(value, Absent):
            return value.evidence is not Evidence.INFERRED
    return False


def _lacks(call: Call, condition: Condition) -> bool:
    """Tell whether the call surely doesn't carry what the test needs."""
    key = condition.key.lower()
    return needs_key(condition) and (_is_absent(call, key) or _is_of_other_context(call, key))


def _is_meant_for_others(statement: Statement, delivery: _Delivery) -> bool:
    """Tell whether the statement names the encryption context of other resources than the delivery's."""
    keys = (condition.key.lower() for condition in statement.conditions if needs_key(condition))
    return any(_is_of_other_context(delivery.call, key) for key in keys)


def _is_of_other_context(call: Call, key: str) -> bool:
    """Tell whether the key is a pair of an encryption context, and the call carries another context than that."""
    pairs = {listed.lower() for listed in call.context if listed.lower().startswith(_CONTEXT_PAIR)}
    return key.startswith(_CONTEXT_PAIR) and bool(pairs) and key not in pairs
