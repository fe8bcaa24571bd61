"""KMS grants, as ListGrants and Terraform give them: in the key's setting `Grants`."""

from keypost.named import Mapping
from keypost.policy.request import Grant
from keypost.readers.building.draft import Draft
from keypost.unknown import Unread, Why, build_unknown

_CONTEXTS = ("EncryptionContextEquals", "EncryptionContextSubset")


def read_grants(draft: Draft) -> tuple[Grant, ...] | Unread:
    """Return the grants on a key; one that isn't understood leaves all of them unread."""
    listed = draft.get("Grants")
    if listed is None or isinstance(listed, Unread):
        return () if listed is None else listed
    grants = [_read(draft, index) for index in range(len(listed) if isinstance(listed, list) else 0)]
    read = tuple(grant for grant in grants if grant is not None)
    return read if len(read) == len(grants) else Unread(Why.MALFORMED, f"{draft.id} Grants")


def _read(draft: Draft, index: int) -> Grant | None:
    """Return one grant: KMS API reference, GrantListEntry and GrantConstraints; None where its parts aren't known."""
    principal, service = _text(draft, index, "GranteePrincipal"), _text(draft, index, "GranteeServicePrincipal")
    operations = draft.get("Grants", index, "Operations")
    if (principal is None and service is None) or not isinstance(operations, list) or not _knows_limits(draft, index):
        return None
    return Grant(
        tuple(operation for operation in operations if isinstance(operation, str)),
        grantee_principal=principal if service is None else None,
        grantee_service=service,
        retiring_principal=_text(draft, index, "RetiringPrincipal"),
        retiring_service=_text(draft, index, "RetiringServicePrincipal"),
        context_equals=_pairs(draft, index, "EncryptionContextEquals"),
        context_subset=_pairs(draft, index, "EncryptionContextSubset"),
        source_arn=_text(draft, index, "Constraints", "SourceArn") or _open_source(draft, index, principal or ""),
        origin=draft.place("Grants", index),
    )


def _knows_limits(draft: Draft, index: int) -> bool:
    """A grant whose limits are known in part would allow too much."""
    limits = draft.get("Grants", index, "Constraints")
    if not isinstance(limits, Mapping):
        return limits is None
    return all(limits.get(name) is None or isinstance(limits[name], Mapping) for name in _CONTEXTS)


def _open_source(draft: Draft, index: int, principal: str) -> str | None:
    """A service's name as GranteePrincipal may stand for several, users and roles among them (API, GrantListEntry).

    Whether such a grant lets the service itself in stays open, as if a source were asked for that nobody knows.
    """
    is_service = principal.endswith((".amazonaws.com", ".amazonaws.com.cn"))
    return build_unknown(f"{draft.id} Grants.{index}") if is_service else None


def _text(draft: Draft, index: int, *path: str) -> str | None:
    value = draft.get("Grants", index, *path)
    return value if isinstance(value, str) and value else None


def _pairs(draft: Draft, index: int, name: str) -> dict[str, str] | None:
    value = draft.get("Grants", index, "Constraints", name)
    return {str(key): str(pair) for key, pair in value.items()} if isinstance(value, Mapping) else None
