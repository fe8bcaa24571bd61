"""Organizations: the control policies over an account, and what context keys tell of its membership."""

from collections.abc import Iterator
from typing import Any

from keypost.named import NamedTuple

_PARTITION = "aws"
_SERVICE_CONTROL = "SERVICE_CONTROL_POLICY"
_RESOURCE_CONTROL = "RESOURCE_CONTROL_POLICY"
# One list of policies, as JSON, for each level from the root to the account.
Levels = tuple[tuple[str, ...], ...]


class Membership(NamedTuple):
    """An account's place in its organization; None for control policies that aren't enabled or don't apply."""

    organization: str
    path: str
    service_control: Levels | None
    resource_control: Levels | None


def find_membership(account: str) -> Membership | None:
    """Return the account's place, None where it is in no organization."""
    from moto.organizations.models import organizations_backends

    master = account
    if account in organizations_backends.master_accounts:
        master = organizations_backends.master_accounts[account][0]
    if master not in organizations_backends:
        return None
    backend = organizations_backends[master][_PARTITION]
    if backend.org is None:
        return None
    chain = list(_climb(backend, account))[::-1]
    if not chain:
        return None
    path = "/".join([backend.org.id, *(one.id for one in chain if one.type != "ACCOUNT")]) + "/"
    is_master = backend.org.master_account_id == account
    enabled = {one["Type"] for one in getattr(chain[0], "policy_types", ())}
    control = {kind: None if is_master or kind not in enabled else _levels(chain, kind) for kind in _KINDS}
    return Membership(backend.org.id, path, control[_SERVICE_CONTROL], control[_RESOURCE_CONTROL])


_KINDS = (_SERVICE_CONTROL, _RESOURCE_CONTROL)


def _climb(backend: Any, account: str) -> Iterator[Any]:
    """Yield the account, its units and the root."""
    node = next((one for one in backend.accounts if one.id == account), None)
    while node is not None:
        yield node
        parent = getattr(node, "parent_id", None)
        node = next((one for one in backend.ou if one.id == parent), None)


def _levels(chain: list[Any], kind: str) -> Levels:
    return tuple(tuple(str(one.content) for one in node.attached_policies if one.type == kind) for node in chain)
