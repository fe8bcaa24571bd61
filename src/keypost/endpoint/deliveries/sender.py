"""The service principal that a delivery is made as, or a role assumed, with the context keys that it says it sends."""

from types import SimpleNamespace

from keypost.arn import Arn, parse_arn
from keypost.catalogue.declare import Call as PathCall
from keypost.catalogue.declare import Part, Path, Sent
from keypost.catalogue.trusts import ASSUME, TRUSTS
from keypost.endpoint.actions.declare import Demand
from keypost.endpoint.call import PARTITION, Call, Caller, Context
from keypost.endpoint.front import Front
from keypost.endpoint.store.organizations import find_membership
from keypost.policy.principals import parse_principal

_NOWHERE = Arn(PARTITION, "", "", "", "")


def build_sender(
    path: Path, *, source: str, target: str, account: str = "", region: str = "", rest: str = "*"
) -> Caller:
    """Return the service that delivers from `source` to `target` (ARNs) along the path.

    `account` and `region` are the source's where its ARN doesn't tell them; `rest` is what `{any}` in the path stands
    for. What the path says is sent is sent, inferred or not; what is undocumented isn't.
    """
    resources = {"source": _place(source, account, region), "target": _place(target, "", "")}
    service = next(name for name in (path.service_of(call) for call in path.calls) if name)
    name = service.format(region=resources["source"].region or resources["target"].region)
    sent = {call.action.lower(): _fill(call, resources, rest) for call in path.calls}
    told = _tell_organization(resources["source"].account)
    return Caller(parse_principal(name), "", context=told, sent=sent)


def enter_role(front: Front, role: str, service: str, *, source: str, call: Call) -> None:
    """Let the service assume the role for a source (an ARN), or for the account and Region of the call.

    Raises:
        RefusalError: there is no such role, or it doesn't trust the service.
    """
    resources = {"source": _place(source, call.account, call.region)}
    sent = _fill(TRUSTS[service].call, resources, "*")
    if not source:
        sent.pop("aws:SourceArn", None)
    caller = Caller(parse_principal(service), "", context=_tell_organization(resources["source"].account))
    front.require(Demand(ASSUME, role, sent), caller, call=call)


def _tell_organization(account: str) -> Context:
    member = find_membership(account)
    return {} if member is None else {"aws:SourceOrgID": (member.organization,)}


def _place(arn: str, account: str, region: str) -> SimpleNamespace:
    parts = parse_arn(arn) or _NOWHERE
    return SimpleNamespace(
        arn=arn, account=account or parts.account, region=region or parts.region, partition=PARTITION, name=parts.name
    )


def _fill(call: PathCall, resources: dict[str, SimpleNamespace], rest: str) -> dict[str, tuple[str, ...]]:
    """Return the context keys of one call; the encryption context is told where the key is used."""
    return {
        key: (_fill_text(value.value, resources, rest), *value.others)
        for key, value in call.context.items()
        if isinstance(value, Sent) and not key.startswith("kms:EncryptionContext")
    }


def _fill_text(part: Part | str, resources: dict[str, SimpleNamespace], rest: str) -> str:
    template = part.value if isinstance(part, Part) else part
    return str(template).format(**resources, any=rest)
