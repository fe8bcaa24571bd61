"""What an estate says whatever it was read from: without ids, places, and names that AWS makes up.

What is here (account and Region of the tests) and what isn't encrypted goes without saying.

A key is called by its alias, in every text: a template doesn't know the key's id, an account does.
"""

import json
from collections.abc import Mapping, Sequence

from keypost.checker.check import decide_reading
from keypost.checker.verdict import Delivery
from keypost.estate.estate import Estate, Reading, Wire
from keypost.estate.kind import Kind
from keypost.estate.references import Match, References
from keypost.estate.resource import Encryption, Resource, Sse
from keypost.policy.document import Policy
from keypost.policy.request import Grant, KeyFacts, KeyManager
from keypost.unknown import Unread, has_unknown
from tests.readers.reading import ACCOUNT, REGION

# Types of which only the resource that they are for says anything.
_JOINED = {
    Kind.TOPIC_POLICY, Kind.QUEUE_POLICY, Kind.BUCKET_POLICY, Kind.BUCKET_NOTIFICATIONS, Kind.ALIAS,
    Kind.IDENTITY_POLICY, Kind.MANAGED_POLICY, Kind.ROLE_POLICY, Kind.USER_POLICY, Kind.GROUP_POLICY,
    Kind.FUNCTION_PERMISSION, Kind.EVENT_BUS_POLICY,
}  # fmt: skip
# Types of which no Region says anything.
_GLOBAL = {Kind.ROLE, Kind.USER, Kind.GROUP, Kind.INSTANCE_PROFILE, Kind.BUDGET}
# Types whose names AWS makes up; that a reader may see them is no difference.
_NAMELESS = {
    Kind.SUBSCRIPTION,
    Kind.EVENT_SOURCE_MAPPING,
    Kind.BACKUP_PLAN,
    Kind.BACKUP_SELECTION,
    Kind.SUBSCRIPTION_FILTER,
}


def describe(estate: Estate) -> dict[str, object]:
    """Return resources by kind and name, and wires between them, as plain data."""
    return _World(estate).describe()


def describe_verdicts(reading: Reading) -> list[str]:
    """Return every delivery as `path: source -> target: verdict`, in order, with the names that `describe` gives."""
    worlds = [_World(case.estate) for case in reading.cases]
    return sorted(worlds[0].tell(one) for one in decide_reading(reading) if not _is_given(one.source))


class _World:
    """An estate, and what its keys are called."""

    def __init__(self, estate: Estate) -> None:
        self._estate = estate
        self._references = References(estate.resources)
        self._keys: dict[str, str] = {}
        for key in estate.resources:
            if key.is_key and key.aliases:
                self._keys |= {key.arn: f"<ARN of {key.aliases[0]}>", key.name: f"<id of {key.aliases[0]}>"}

    def describe(self) -> dict[str, object]:
        """Return the whole world."""
        resources: dict[str, list[object]] = {}
        for one in self._estate.resources:
            if one.kind not in _JOINED and not _is_given(one) and one.kind is not Kind.UNKNOWN:
                resources.setdefault(self._call(one), []).append(self._describe(one))
        told = {name: _in_order(found) if found[1:] else found[0] for name, found in sorted(resources.items())}
        return {
            "resources": told,
            "wires": sorted(self._tell_wire(wire) for wire in self._estate.wires if not _is_given(wire.source)),
        }

    def tell(self, delivery: Delivery) -> str:
        """Return one delivery in a line."""
        source = self._name(delivery.source)
        if source == "?" and delivery.wire.role is not None:
            source += f" as {self._tell_end(delivery.wire.role, delivery.wire).rpartition(' ')[2]}"
        ends = f"{source} -> {self._name(delivery.target)}"
        return f"{delivery.path.id}: {ends}: {delivery.verdict.value}"

    def _call(self, resource: Resource) -> str:
        return f"{resource.kind.value} {self._name(resource)}"

    def _name(self, resource: Resource) -> str:
        if resource.is_key and resource.aliases:
            return resource.aliases[0]
        return "?" if has_unknown(resource.name) or resource.kind in _NAMELESS else resource.name or "?"

    def _describe(self, resource: Resource) -> dict[str, object]:
        described: dict[str, object] = {}
        if self._name(resource) != "?" and resource.arn and not has_unknown(resource.arn) and not resource.is_key:
            described["arn"] = resource.arn
        if resource.account != ACCOUNT:
            described["account"] = resource.account
        if resource.region != REGION and resource.kind not in _GLOBAL:
            described["region"] = resource.region
        if not (isinstance(resource.encryption, Encryption) and resource.encryption.mode is Sse.NONE):
            described["encryption"] = self._describe_encryption(resource)
        if resource.policy is not None and not resource.is_principal:
            described["policy"] = self._statements(resource.policy)
        if resource.is_principal:
            described["identity"] = _in_order([self._statements(policy) for policy in resource.identity])
            described["trust"] = None if resource.policy is None else self._statements(resource.policy)
        if resource.boundary is not None:
            described["boundary"] = self._statements(resource.boundary)
        return described | self._describe_key(resource)

    def _describe_encryption(self, resource: Resource) -> list[object]:
        encryption = resource.encryption
        if not isinstance(encryption, Encryption):
            return ["unread", encryption.why.value]
        key = encryption.key
        if key is not None:
            found = self._references.find(key, kinds=(Kind.KEY, Kind.REPLICA_KEY), near=resource)
            key = self._name(found.resource) if found.match is Match.CERTAIN else self._plain_text(key)
        described: list[object] = [encryption.mode.value, key]
        return [*described, "bucket key"] if encryption.bucket_key else described

    def _describe_key(self, resource: Resource) -> dict[str, object]:
        if not resource.is_key:
            return {}
        facts = resource.facts
        described: dict[str, object] = {}
        if facts != KeyFacts(usage=facts.usage):
            state = facts.state.why.value if isinstance(facts.state, Unread) else facts.state.value
            described["facts"] = [facts.manager.value, state, facts.spec]
        if "multi-region" in resource.attributes:
            described["multi-region"] = resource.attributes["multi-region"]
        if resource.aliases[1:]:
            described["aliases"] = list(resource.aliases)
        if resource.grants:
            described["grants"] = self._describe_grants(resource.grants)
        return described

    def _describe_grants(self, grants: Sequence[Grant] | Unread) -> object:
        if isinstance(grants, Unread):
            return ["unread", grants.why.value]
        return _in_order([self._describe_grant(grant) for grant in grants])

    def _describe_grant(self, grant: Grant) -> object:
        told = {"to": grant.grantee_principal or grant.grantee_service, "may": grant.operations}
        within = {"equals": grant.context_equals, "subset": grant.context_subset, "source": grant.source_arn}
        retired = {"retired by": grant.retiring_principal or grant.retiring_service}
        return self._plain(told | within | retired)

    def _tell_wire(self, wire: Wire) -> str:
        told = f"{self._call(wire.source)} -> {self._tell_end(wire.target, wire)}: {wire.setting}"
        for word, end in (("as", wire.role), ("under", wire.key)):
            told += f" {word} {self._tell_end(end, wire)}" if end is not None else ""
        return told

    def _tell_end(self, end: str | Unread, wire: Wire) -> str:
        if isinstance(end, Unread):
            return f"unread {end.why.value}"
        found = self._references.find(end, kinds=None, near=wire.holder)
        return self._call(found.resource) if found.match is Match.CERTAIN else self._plain_text(end)

    def _statements(self, policy: Policy | Unread) -> object:
        if isinstance(policy, Unread):
            return ["unread", policy.why.value]
        source: object = (policy.source or {}).get("Statement")
        return [self._plain(statement) for statement in (source if isinstance(source, list) else [source])]

    def _plain(self, value: object) -> object:
        """A list of one and its only element are the same to IAM, and so are sets in any order."""
        if isinstance(value, Mapping):
            return {str(key): self._plain(inner) for key, inner in value.items() if inner is not None}
        if isinstance(value, list | tuple):
            plain = [self._plain(inner) for inner in value]
            return plain[0] if len(plain) == 1 else _in_order(plain)
        return self._plain_text(value) if isinstance(value, str) else value

    def _plain_text(self, text: str) -> str:
        for name, known_as in self._keys.items():
            text = text.replace(name, known_as) if name else text
        return text


def _is_given(resource: Resource) -> bool:
    """AWS makes these by itself, whether a template speaks of them or not."""
    if resource.is_key:
        return resource.facts.manager is KeyManager.AWS
    if resource.kind is Kind.RULE:
        return resource.name.startswith("Events-Archive-")  # by which EventBridge fills an archive
    return resource.kind is Kind.EVENT_BUS and resource.name == "default"


def _in_order(described: list[object]) -> list[object]:
    return sorted(described, key=lambda one: json.dumps(one, sort_keys=True))
