"""Which statement a change is about."""

from keypost.policy.changes import Change
from keypost.policy.document import Policy, Statement
from keypost.unknown import Unread


def find_meant(change: Change, policy: Policy | Unread | None) -> Statement | None:
    """Return the statement at the change's place, of several at one place the one with its number.

    A condition of a template can leave out statements, so that numbers differ between its cases; a policy that
    somebody else builds, as Terraform's data source does, has one place for all of its statements.
    """
    there = [one for one in policy.statements if one.origin == change.origin] if isinstance(policy, Policy) else []
    return next((one for one in there if one.number == change.statement), next(iter(there), None))
