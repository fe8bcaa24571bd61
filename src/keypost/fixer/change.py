"""What a candidate changes, as data: a policy, what encrypts a resource, or a key that doesn't exist yet."""

from keypost.estate.kind import Kind
from keypost.estate.resource import Encryption, Handle, Resource
from keypost.named import NamedTuple
from keypost.policy.changes import Change

# What leaves AWS services out of a Deny (IAM User Guide).
IS_SERVICE = "aws:PrincipalIsAWSService"


class PolicyChange(NamedTuple):
    """A change of one of the resource's policies (`change.policy` says which), or of its key's state; `kind` is its."""

    owner: Handle
    change: Change
    kind: Kind = Kind.UNKNOWN


class EncryptionChange(NamedTuple):
    """What encrypts the resource, which is of this kind, from now on."""

    owner: Handle
    kind: Kind
    encryption: Encryption


class NewKey(NamedTuple):
    """A key, with its policy, that the stack has from now on."""

    key: Resource


EstateChange = PolicyChange | EncryptionChange | NewKey
Changes = tuple[EstateChange, ...]
