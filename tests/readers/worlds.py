"""What an estate says whatever it was read from: without ids, places, and names that AWS makes up."""

from collections.abc import Iterator, Mapping

from keypost.estate.estate import Estate
from keypost.estate.kind import Kind
from keypost.estate.references import References
from keypost.estate.resource import Encryption, Resource
from keypost.policy.document import Policy
from keypost.unknown import Unread, has_unknown

# Types of which only the resource that they are for says anything.
_JOINED = {Kind.TOPIC_POLICY, Kind.QUEUE_POLICY, Kind.BUCKET_POLICY, Kind.ALIAS}


def describe(estate: Estate) -> dict[str, object]:
    """Return resources by kind and name, and wires between them, as plain data."""
    references = References(estate.resources)
    resources = {
        f"{one.kind.value} {_name(one)}": _describe(one) for one in estate.resources if one.kind not in _JOINED
    }
    return {"resources": dict(sorted(resources.items())), "wires": sorted(_wires(estate, references))}


def _name(resource: Resource) -> str:
    if resource.is_key and resource.aliases:
        return resource.aliases[0]
    return "?" if has_unknown(resource.name) else resource.name


def _describe(resource: Resource) -> dict[str, object]:
    described: dict[str, object] = {"account": resource.account, "region": resource.region}
    if not has_unknown(resource.arn):
        described["arn"] = resource.arn
    if isinstance(resource.encryption, Encryption):
        described["encryption"] = [resource.encryption.mode.value, resource.encryption.key]
    if resource.policy is not None:
        described["policy"] = _statements(resource.policy)
    if resource.is_principal:
        described["identity"] = [_statements(policy) for policy in resource.identity]
        described["trust"] = None if resource.trust is None else _statements(resource.trust)
    return described


def _statements(policy: Policy | Unread) -> object:
    if isinstance(policy, Unread):
        return [policy.why.value, policy.subject]
    source: object = (policy.source or {}).get("Statement")
    return [_plain(statement) for statement in (source if isinstance(source, list) else [source])]


def _plain(value: object) -> object:
    """A list of one and its only element are the same to IAM."""
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return _plain(value[0]) if len(value) == 1 else [_plain(inner) for inner in value]
    return value


def _wires(estate: Estate, references: References) -> Iterator[str]:
    for wire in estate.wires:
        assert isinstance(wire.target, str)
        target = references.find(wire.target, kinds=None, near=wire.holder).resource
        yield f"{wire.source.kind.value} {_name(wire.source)} -> {target.kind.value} {_name(target)}: {wire.setting}"
