"""The statements that a new key needs so that everybody who delivers today may use it."""

import json
from collections.abc import Iterable, Iterator

from keypost.catalogue.declare import Part
from keypost.checker.verdict import CallVerdict, Delivery
from keypost.estate.resource import Resource
from keypost.policy.principals import is_service_linked
from keypost.policy.reasons import Outcome
from keypost.policy.request import Principal, PrincipalKind, Request
from keypost.unknown import render_unknown, same_text

_VIA = "kms:ViaService"
_Statement = dict[str, object]


def build_statements(deliveries: Iterable[Delivery], *, key: Resource) -> list[_Statement]:
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
        group.setdefault(way or _name(request.principal), {})[call.call.advised or call.call.action] = None
    return [
        *(_allow({"Service": _one_or_list(names)}, actions) for actions, names in _alike(services)),
        *(_allow_through(way, tuple(actions), key) for way, actions in ways.items()),
        *(_allow({"AWS": _one_or_list(names)}, actions) for actions, names in _alike(named)),
    ]


def render_statements(statements: list[_Statement]) -> str:
    """Return the statements as JSON that can be pasted into a key policy."""
    text = json.dumps(statements if len(statements) > 1 else statements[0], indent=2, ensure_ascii=False)
    return render_unknown(text)


def _denied(deliveries: Iterable[Delivery]) -> Iterator[CallVerdict]:
    """Yield the calls on the key that aren't allowed, those that AWS only recommends too."""
    for delivery in deliveries:
        for call in delivery.calls:
            if call.call.on is Part.TARGET_KEY and call.decision.outcome is not Outcome.ALLOW:
                yield call


def _way(request: Request, key: Resource) -> str:
    """Return the service that the call surely comes through, for a caller of the key's account; else an empty text."""
    principal = request.principal
    if principal.kind is PrincipalKind.SERVICE or is_service_linked(principal):
        return ""
    is_at_home = principal.account is not None and same_text(principal.account, key.account) is True
    return request.context.get(_VIA, ("",))[0] if is_at_home else ""


def _name(principal: Principal) -> str:
    return principal.role_arn or principal.name


def _alike(callers: dict[str, dict[str, None]]) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Return the callers by the actions that they need, so that those who need the same share a statement."""
    groups: dict[tuple[str, ...], list[str]] = {}
    for caller, actions in callers.items():
        groups.setdefault(tuple(actions), []).append(caller)
    return [(actions, tuple(names)) for actions, names in groups.items()]


def _allow(principal: object, actions: tuple[str, ...]) -> _Statement:
    return {"Effect": "Allow", "Principal": principal, "Action": _one_or_list(actions), "Resource": "*"}


def _allow_through(way: str, actions: tuple[str, ...], key: Resource) -> _Statement:
    condition = {"StringEquals": {"kms:CallerAccount": key.account, _VIA: way}}
    return {**_allow({"AWS": "*"}, actions), "Condition": condition}


def _one_or_list(values: tuple[str, ...]) -> object:
    return values[0] if len(values) == 1 else list(values)
