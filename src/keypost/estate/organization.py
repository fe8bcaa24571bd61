"""What an account's organization says over it: service control policies and resource control policies."""

from keypost.named import NamedTuple
from keypost.origin import NOWHERE, Origin
from keypost.policy.document import Policy
from keypost.unknown import Unread


class Control(NamedTuple):
    """A control policy where it is attached: `target` is the id of a root, of a unit or of an account."""

    name: str
    target: str
    policy: Policy | Unread
    origin: Origin = NOWHERE


# From the root to the account: all that is attached at each level.
Levels = tuple[tuple[Control, ...], ...]


class Account(NamedTuple):
    """An account of an organization; no levels where no such policy applies, as to the management account.

    `organization` is the organization's id, `path` its path down to the account; each is empty where it isn't known.
    """

    id: str
    organization: str = ""
    path: str = ""
    service_control: Levels = ()
    resource_control: Levels = ()
