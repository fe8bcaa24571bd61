"""What a candidate changes, as data: a policy, what encrypts a resource, or a key that doesn't exist yet."""

from keypost.estate.kind import Kind
from keypost.estate.resource import Encryption, Resource
from keypost.named import NamedTuple
from keypost.policy.changes import Change

# What leaves AWS services out of a Deny (IAM User Guide).
IS_SERVICE = "aws:PrincipalIsAWSService"


class Owner(NamedTuple):
    """The resource that a change is about: its stack and its id."""

    stack: str
    id: str


class PolicyChange(NamedTuple):
    """A change of one of the resource's policies (`change.policy` says which), or of its key's state."""

    owner: Owner
    change: Change


class EncryptionChange(NamedTuple):
    """What encrypts the resource, which is of this kind, from now on."""

    owner: Owner
    kind: Kind
    encryption: Encryption


class NewKey(NamedTuple):
    """A key, with its policy, that the stack has from now on."""

    key: Resource


EstateChange = PolicyChange | EncryptionChange | NewKey
Changes = tuple[EstateChange, ...]


def owner_of(resource: Resource) -> Owner:
    """Return how a change names the resource."""
    return Owner(resource.stack, resource.id)
