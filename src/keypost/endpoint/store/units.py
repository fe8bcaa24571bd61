"""Organizations: which accounts a unit holds, who manages them, and which services are trusted with them."""

from typing import Any

from keypost.named import NamedTuple

_PARTITION = "aws"


class Organization(NamedTuple):
    """An organization; `account` manages it, `has_all_features` as opposed to consolidated billing alone."""

    id: str
    account: str
    root: str
    has_all_features: bool


def find_organization(account: str) -> Organization | None:
    """Return the organization that the account is in, None where it is in none."""
    backend = _find_backend(account)
    if backend is None:
        return None
    return Organization(backend.org.id, backend.org.master_account_id, backend.org.root_id, _has_all(backend.org))


def list_accounts(unit: str, *, account: str) -> list[str]:
    """Return the active accounts in a unit, in those below it too; `account` is one of the organization's."""
    backend = _find_backend(account)
    if backend is None:
        return []
    own = [str(one.id) for one in backend.accounts if one.parent_id == unit and one.status == "ACTIVE"]
    below = [str(one.id) for one in backend.ou if getattr(one, "parent_id", None) == unit]
    return own + [one for child in below for one in list_accounts(child, account=account)]


def is_member(account: str, *, organization: str) -> bool:
    """Tell whether the account is in that organization."""
    found = find_organization(account)
    return found is not None and found.id == organization


def is_trusted(service: str, *, account: str) -> bool:
    """Tell whether the organization of the account trusts the service."""
    backend = _find_backend(account)
    return backend is not None and any(one["ServicePrincipal"] == service for one in backend.services)


def _has_all(organization: Any) -> bool:
    return str(organization.feature_set) == "ALL"


def _find_backend(account: str) -> Any:
    from moto.organizations.models import organizations_backends

    managing = organizations_backends.master_accounts.get(account, (account,))[0]
    if managing not in organizations_backends:
        return None
    backend = organizations_backends[managing][_PARTITION]
    return backend if backend.org is not None else None
