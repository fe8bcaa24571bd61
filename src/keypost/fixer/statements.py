"""The statement that a denied call needs: this caller, these actions, and the conditions that are known to be sent."""

from collections.abc import Iterator, Mapping, Sequence

from keypost.arn import Arn, parse_arn
from keypost.catalogue.declare import ContextKey, Evidence, Sent
from keypost.checker.verdict import CallVerdict
from keypost.policy.changes import build_condition, name_principal
from keypost.policy.document import Condition, Effect, Listing, PrincipalListing, Statement
from keypost.policy.principals import name_in_policy
from keypost.policy.request import PrincipalKind
from keypost.unknown import Shape, unknowns_in

# The keys that keep a service from being used by strangers (IAM User Guide, the confused deputy problem).
_HARDENING: Mapping[ContextKey, str] = {"aws:SourceAccount": "StringEquals", "aws:SourceArn": "ArnLike"}


def build_statement(calls: Sequence[CallVerdict], *, resource: str, is_attached: bool = False) -> Statement:
    """Return an Allow for the calls, which one caller makes on one resource.

    Attached to a role it names no principal, and has no conditions: these are for services.
    """
    callers = dict.fromkeys(name_in_policy(call.request.principal) for call in calls if call.request is not None)
    return Statement(
        number=0,
        sid=None,
        effect=Effect.ALLOW,
        principals=None if is_attached else PrincipalListing(tuple(map(name_principal, callers))),
        actions=Listing(tuple(dict.fromkeys(call.call.action for call in calls))),
        resources=Listing((resource,)),
        conditions=() if is_attached else tuple(harden(calls)),
    )


def harden(calls: Sequence[CallVerdict]) -> Iterator[Condition]:
    """Yield a test for each key that all calls surely carry with one value; an ARN for all resources of its type.

    A policy that named the source by its own ARN could never be written into a template whose source needs the key.
    """
    for key, operator in _HARDENING.items():
        values = {_sent_by(call, key) for call in calls}
        value = values.pop() if len(values) == 1 else None
        text = _widen(value) if value is not None and operator == "ArnLike" else value
        if text is not None and not _is_open(text):
            yield build_condition(operator, key, (text,))


def _sent_by(call: CallVerdict, key: ContextKey) -> str | None:
    request, declared = call.request, call.call.context.get(key)
    if request is None or request.principal.kind is not PrincipalKind.SERVICE:
        return None
    if not isinstance(declared, Sent) or declared.evidence is Evidence.INFERRED:
        return None
    values = request.context.get(key, ())
    return values[0] if len(values) == 1 else None


def _widen(text: str) -> str:
    """Return the ARN of all resources of this type; what nobody knows beforehand may be anything."""
    arn = parse_arn(text)
    if arn is None:
        return text
    separator = min((at for at in map(arn.resource.find, ":/") if at >= 0), default=-1)
    kind = arn.resource[: separator + 1]
    partition, service, region, account = ("*" if _is_open(part) else part for part in arn[:4])
    return str(Arn(partition, service, region, account, "*" if unknowns_in(kind) else f"{kind}*"))


def _is_open(text: str) -> bool:
    """Whether the text holds what only AWS will know, and not what the template's deployment settles."""
    return any(unknown.shape is Shape.TEXT for unknown in unknowns_in(text))
