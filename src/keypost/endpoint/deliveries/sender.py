"""The service principal that a delivery is made as, with the context keys that its path says it sends."""

from types import SimpleNamespace

from keypost.arn import Arn, parse_arn
from keypost.catalogue.declare import Call, Part, Path, Sent
from keypost.endpoint.call import PARTITION, Caller, Context
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
    member = find_membership(resources["source"].account)
    told: Context = {} if member is None else {"aws:SourceOrgID": (member.organization,)}
    return Caller(parse_principal(name), "", context=told, sent=sent)


def _place(arn: str, account: str, region: str) -> SimpleNamespace:
    parts = parse_arn(arn) or _NOWHERE
    return SimpleNamespace(
        arn=arn, account=account or parts.account, region=region or parts.region, partition=PARTITION, name=parts.name
    )


def _fill(call: Call, resources: dict[str, SimpleNamespace], rest: str) -> dict[str, tuple[str, ...]]:
    """Return the context keys of one call; the encryption context is told where the key is used."""
    return {
        key: (_fill_text(value.value, resources, rest), *value.others)
        for key, value in call.context.items()
        if isinstance(value, Sent) and not key.startswith("kms:EncryptionContext")
    }


def _fill_text(part: Part | str, resources: dict[str, SimpleNamespace], rest: str) -> str:
    template = part.value if isinstance(part, Part) else part
    return str(template).format(**resources, any=rest)
