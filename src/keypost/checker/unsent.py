"""Conditions of a lone document on keys that the calls of a service, as the catalogue knows them, don't carry."""

from collections.abc import Iterator

from keypost.catalogue.all import all_paths
from keypost.catalogue.declare import Absent, Call, Evidence, Part, Path, RoleThenService, Sent, Service
from keypost.estate.kind import Kind
from keypost.policy.document import Condition, Effect, PrincipalForm, Statement
from keypost.policy.listings import match_action
from keypost.policy.validity.conditions import needs_key
from keypost.policy.validity.defect import Defect, DocumentKind, Problem, Standing, Subject

_TARGETS = {DocumentKind.TOPIC: Kind.TOPIC, DocumentKind.QUEUE: Kind.QUEUE, DocumentKind.BUCKET: Kind.BUCKET}


def find_unsent(subject: Subject) -> Iterator[Defect]:
    """Yield the conditions that keep a service's documented delivery from ever getting through.

    For documents without an estate around them: where there is one, its deliveries are decided.
    """
    for statement in subject.policy.statements:
        services = _list_services(statement)
        for condition in statement.conditions if services else ():
            paths = [path.id for path in _find_paths(subject, statement, condition, services)]
            if paths:
                callers = ", ".join(f"`{service}`" for service in services)
                details = {"callers": callers, "paths": ", ".join(f"`{path}`" for path in paths)}
                problem = Problem.KEY_NOT_OF_DELIVERY
                yield Defect(problem, Standing.STORED, condition.origin, condition.key, statement, details)


def _list_services(statement: Statement) -> tuple[str, ...]:
    """Return the services that the statement allows, where it is meant for services alone."""
    listing = statement.principals
    if statement.effect is not Effect.ALLOW or listing is None or listing.negated or listing.unread is not None:
        return ()
    if any(named.form is not PrincipalForm.SERVICE for named in listing.values):
        return ()
    return tuple(named.value for named in listing.values)


def _find_paths(
    subject: Subject, statement: Statement, condition: Condition, services: tuple[str, ...]
) -> Iterator[Path]:
    """Yield the paths whose calls lack the key; a resource's own key may be meant for a delivery that sends it."""
    if not needs_key(condition):
        return
    key = condition.key.lower()
    meant = [
        (path, call)
        for path in all_paths()
        for call in path.calls
        if _caller_of(path, call) in services
        and _is_on(subject.kind, path, call)
        and match_action(statement.actions, action=call.action)
    ]
    is_sent = any(_is_sent(call, key) for _, call in meant)
    lacking = {path.id: path for path, call in meant if _is_absent(call, key)}
    yield from (path for path in lacking.values() if path.target is not Kind.KEY or not is_sent)


def _caller_of(path: Path, call: Call) -> str:
    caller = call.caller or path.caller
    if isinstance(caller, Service):
        return caller.name
    return caller.service if isinstance(caller, RoleThenService) else ""


def _is_on(kind: DocumentKind, path: Path, call: Call) -> bool:
    """Tell whether the call is one that such a document is asked about."""
    if kind is DocumentKind.KEY:
        return call.on is Part.TARGET_KEY
    return _TARGETS.get(kind) is path.target and call.on is not Part.TARGET_KEY


def _is_sent(call: Call, key: str) -> bool:
    return any(
        listed.lower() == key and isinstance(value, Sent) and value.evidence is not Evidence.INFERRED
        for listed, value in call.context.items()
    )


def _is_absent(call: Call, key: str) -> bool:
    for listed, value in call.context.items():
        if listed.lower() == key and isinstance(value, Absent):
            return value.evidence is not Evidence.INFERRED
    return False
