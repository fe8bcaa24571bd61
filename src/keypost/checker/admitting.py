"""The statements that a new key needs so that everybody who delivers today may use it."""

import json
from collections.abc import Iterable, Iterator

from keypost.checker.verdict import CallVerdict, Delivery
from keypost.estate.resource import Resource
from keypost.policy.changes import build_condition, name_principal
from keypost.policy.document import NamedPrincipal, PrincipalForm, Statement, build_allow
from keypost.policy.principals import is_service_linked, name_in_policy
from keypost.policy.reasons import Outcome
from keypost.policy.render import render_statement
from keypost.policy.request import PrincipalKind, Request
from keypost.unknown import render_unknown, same_text

_VIA = "kms:ViaService"


def build_statements(deliveries: Iterable[Delivery], *, key: Resource) -> list[Statement]:
    """Build statements for the callers that `key` doesn't let in: services by name, the account's others by the way.

    Whoever comes through a service is let in as an AWS managed key does: anybody of the account, through that service.
    """
    services: dict[str, dict[str, None]] = {}
    ways: dict[str, dict[str, None]] = {}
    named: dict[str, dict[str, None]] = {}
    for call in _denied(deliveries):
        request = call.request
        if request is None:
            continue
        way = _way(request, key)
        group = services if request.principal.kind is PrincipalKind.SERVICE else ways if way else named
        group.setdefault(way or name_in_policy(request.principal), {})[call.call.advised or call.call.action] = None
    return [
        *(_allow(names, actions) for actions, names in _alike(services)),
        *(_allow_through(way, tuple(actions), key) for way, actions in ways.items()),
        *(_allow(names, actions) for actions, names in _alike(named)),
    ]


def render_statements(statements: list[Statement]) -> str:
    """Return the statements as JSON that can be pasted into a key policy."""
    written = [render_statement(statement) for statement in statements]
    return render_unknown(json.dumps(written if len(written) > 1 else written[0], indent=2, ensure_ascii=False))


def _denied(deliveries: Iterable[Delivery]) -> Iterator[CallVerdict]:
    """Yield the calls on the key that aren't allowed, those that AWS only recommends too."""
    for delivery in deliveries:
        for call in delivery.calls:
            if call.call.on_key and call.decision.outcome is not Outcome.ALLOW:
                yield call


def _way(request: Request, key: Resource) -> str:
    """Return the service that the call surely comes through, for a caller of the key's account; else an empty text."""
    principal = request.principal
    if principal.kind is PrincipalKind.SERVICE or is_service_linked(principal):
        return ""
    is_at_home = principal.account is not None and same_text(principal.account, key.account) is True
    return request.context.get(_VIA, ("",))[0] if is_at_home else ""


def _alike(callers: dict[str, dict[str, None]]) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Return the callers by the actions that they need, so that those who need the same share a statement."""
    groups: dict[tuple[str, ...], list[str]] = {}
    for caller, actions in callers.items():
        groups.setdefault(tuple(actions), []).append(caller)
    return [(actions, tuple(names)) for actions, names in groups.items()]


def _allow(callers: Iterable[str], actions: Iterable[str]) -> Statement:
    return build_allow(actions, resource="*", principals=map(name_principal, callers))


def _allow_through(way: str, actions: Iterable[str], key: Resource) -> Statement:
    tests = (("kms:CallerAccount", key.account), (_VIA, way))
    conditions = tuple(build_condition("StringEquals", name, (value,)) for name, value in tests)
    everyone = NamedPrincipal(PrincipalForm.AWS, "*")
    return build_allow(actions, resource="*", principals=(everyone,))._replace(conditions=conditions)
