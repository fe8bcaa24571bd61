"""The statement that a denied call needs: this caller, these actions, and the conditions that are known to be sent."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from keypost.arn import parse_arn
from keypost.checker.statements import open_text
from keypost.checker.verdict import CallVerdict
from keypost.policy.changes import build_condition, name_principal
from keypost.policy.document import Condition, Statement, build_allow
from keypost.policy.principals import name_in_policy
from keypost.policy.request import PrincipalKind
from keypost.unknown import has_unknown

# The keys that keep a service from being used by strangers (IAM User Guide, the confused deputy problem).
_HARDENING = {"aws:SourceAccount": "StringEquals", "aws:SourceArn": "ArnLike"}
ANY = "*"
_USES = {"kms": "UseKey", "sns": "Publish", "sqs": "SendMessage", "s3": "Write", "sts": "Assume"}
_APART = re.compile(r"[.-]")


def build_statement(calls: Sequence[CallVerdict], *, resource: str, is_attached: bool = False) -> Statement:
    """Return an Allow for the calls, which one caller makes on one resource.

    Attached to a role it names no principal, and has no conditions: these are for services. In a trust policy it names
    no resource (IAM User Guide, role trust policies).
    """
    callers = dict.fromkeys(name_in_policy(call.request.principal) for call in calls if call.request is not None)
    actions = dict.fromkeys(call.call.action for call in calls)
    resource = open_text(resource)
    if is_attached:
        return build_allow(actions, resource=resource)
    allow = build_allow(actions, resource=resource, principals=map(name_principal, callers), sid=_name(callers, calls))
    is_trust = any(call.call.on_role for call in calls)
    return allow._replace(conditions=tuple(harden(calls)), resources=None if is_trust else allow.resources)


def _name(callers: Iterable[str], calls: Sequence[CallVerdict]) -> str | None:
    """Return a Sid that says who may do what, in the letters that every kind of policy takes (IAM User Guide, Sid)."""
    use = _USES.get(calls[0].call.action.partition(":")[0], "Deliver")
    services = [caller.partition(".amazonaws.")[0] for caller in callers if ".amazonaws." in caller]
    if len(services) == 1 and has_unknown(services[0]):  # the Region: logs.${AWS::Region}.amazonaws.com
        services = [services[0].partition(".")[0]]
    if len(services) != 1 or has_unknown(services[0]):
        return None
    return f"Let{''.join(part.capitalize() for part in _APART.split(services[0]))}{use}"


def harden(calls: Sequence[CallVerdict]) -> Iterator[Condition]:
    """Yield a test for each key that all calls of a service surely carry with one value; an ARN for all of its type.

    A policy that named the source by its own ARN could never be written into a template whose source needs the key.
    """
    yield from _test_sent(calls, _widen)


def name_sources(calls: Sequence[CallVerdict]) -> Iterator[Condition]:
    """Yield the same tests with the very ARN of the source, for policies that stand apart from what it needs."""
    yield from _test_sent(calls, str)


def _test_sent(calls: Sequence[CallVerdict], spell: Callable[[str], str]) -> Iterator[Condition]:
    for key, operator in _HARDENING.items():
        sent = {_sent_by(call, key) for call in calls}
        text = spell(sent.pop()) if len(sent) == 1 else ""
        if text and text != ANY:
            yield build_condition(operator, key, (text,))


def _sent_by(call: CallVerdict, key: str) -> str:
    """Return the only value of a service's call as a policy would test it, an empty text where there is none."""
    request = call.request
    if request is None or request.principal.kind is not PrincipalKind.SERVICE:
        return ""
    values = request.context.get(key, ())
    return open_text(values[0]) if len(values) == 1 else ""


def _widen(text: str) -> str:
    """Return the ARN of all resources of this type in the same account and Region; other texts as they are."""
    arn = parse_arn(text)
    if arn is None:
        return text
    separator = min((at for at in map(arn.resource.find, ":/") if at >= 0), default=-1)
    kind = arn.resource[: separator + 1]
    return str(arn._replace(resource=ANY if has_unknown(kind) else kind + ANY))
