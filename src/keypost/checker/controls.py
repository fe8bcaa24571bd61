"""What the organizations of caller and resource have to say: control policies, and keys that tell the membership."""

from collections.abc import Iterator, Mapping

from keypost.estate.resource import Resource
from keypost.named import TYPE_CHECKING
from keypost.policy.decision import Decision
from keypost.policy.reasons import PolicyKind
from keypost.policy.request import Policies

if TYPE_CHECKING:
    from keypost.estate.organization import Account, Control, Levels
    from keypost.policy.document import Policy
    from keypost.unknown import Unread

Accounts = Mapping[str, "Account"]


def add_controls(policies: Policies, *, owner: Resource | None, role: Resource | None, accounts: Accounts) -> Policies:
    """Return the policies with the SCPs of the role's account and the RCPs of the resource's account.

    AWS Organizations User Guide: SCPs limit principals of their accounts, RCPs whoever uses resources of theirs.
    """
    mine, theirs = _account_of(role, accounts), _account_of(owner, accounts)
    return policies._replace(
        service_control=None if mine is None else _documents(mine.service_control),
        resource_control=None if theirs is None else _documents(theirs.resource_control),
    )


def _account_of(resource: Resource | None, accounts: Accounts) -> "Account | None":
    return None if resource is None else accounts.get(resource.account)


def _documents(levels: "Levels") -> "tuple[tuple[Policy | Unread, ...], ...] | None":
    return tuple(tuple(control.policy for control in level) for level in levels) or None


def find_control(
    decision: Decision, *, owner: Resource | None, role: Resource | None, accounts: Accounts
) -> "Control | None":
    """Return the control policy behind a decision; where a level allows nothing, the first one attached there."""
    if decision.decided_by is PolicyKind.SERVICE_CONTROL:
        account = _account_of(role, accounts)
        levels = () if account is None else account.service_control
    elif decision.decided_by is PolicyKind.RESOURCE_CONTROL:
        account = _account_of(owner, accounts)
        levels = () if account is None else account.resource_control
    else:
        return None
    controls = [control for level in levels for control in level]
    return controls[decision.document] if decision.document < len(controls) else None


def tell_membership(account: str | None, side: str, accounts: Accounts) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the keys of a request that follow from the organization of the principal's, resource's or source's account.

    `side` is that of the keys' names: Principal, Resource or Source (IAM User Guide, global condition keys).
    """
    member = accounts.get(account or "")
    if member is not None and member.organization:
        yield f"aws:{side}OrgID", (member.organization,)
    if member is not None and member.path:
        yield f"aws:{side}OrgPaths", (member.path,)
