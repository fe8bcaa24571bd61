"""Whether what a delivery leads into has a kind of encryption that the path accepts."""

from keypost.catalogue.declare import Call, EncryptionKind
from keypost.checker.connect import Connection
from keypost.estate.kind import Kind
from keypost.estate.resource import Membership, Resource, Sse
from keypost.policy.request import KeyManager
from keypost.unknown import Tri, Unread, has_unknown

_OF_CUSTOMER = frozenset({EncryptionKind.CUSTOMER_MANAGED_KEY})
_SINGLE_REGION = _OF_CUSTOMER | {EncryptionKind.SINGLE_REGION_KEY}
_OF_AWS = frozenset({EncryptionKind.AWS_MANAGED_KEY})
_NO_KMS = frozenset({EncryptionKind.NO_KMS})
_Kinds = frozenset[EncryptionKind]


def is_accepted(call: Call, connection: Connection) -> Tri:
    """Tell whether AWS takes this call under the connection's encryption; None where that isn't known."""
    accepts = connection.path.accepts
    if accepts is None or call.action != accepts.action:
        return True
    possible = {not kinds.isdisjoint(accepts.kinds) for kinds in _possible_kinds(connection)}
    return possible.pop() if len(possible) == 1 else None


def _possible_kinds(connection: Connection) -> tuple[_Kinds, ...]:
    """Return what the encryption may be: each time all the kinds that it then is of."""
    encryption, key = connection.encryption, connection.key
    if isinstance(encryption, Unread):
        return _NO_KMS, _OF_AWS, _OF_CUSTOMER, _SINGLE_REGION
    if encryption.mode is not Sse.KMS:
        return (_NO_KMS,)
    if key is None:
        return _OF_AWS, _OF_CUSTOMER, _SINGLE_REGION
    return _kinds_of_key(key) if key.facts.manager is KeyManager.CUSTOMER else (_OF_AWS,)


def _kinds_of_key(key: Resource) -> tuple[_Kinds, ...]:
    """The id of a multi-Region key begins with `mrk-` (KMS Developer Guide); a template says it in a property."""
    if key.kind is Kind.REPLICA_KEY or key.attributes.get("multi-region") == "true" or ":key/mrk-" in key.arn:
        return (_OF_CUSTOMER,)
    is_open = "multi-region" in key.attributes or (key.membership is Membership.OUTSIDE and has_unknown(key.arn))
    return (_OF_CUSTOMER, _SINGLE_REGION) if is_open else (_SINGLE_REGION,)
