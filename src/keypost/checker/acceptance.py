"""Whether what a delivery leads into has a kind of encryption that the path accepts."""

from keypost.catalogue.declare import Call, EncryptionKind
from keypost.checker.connect import Connection
from keypost.estate.resource import Sse
from keypost.policy.request import KeyManager
from keypost.unknown import Tri, Unread

_WITH_KMS = (EncryptionKind.AWS_MANAGED_KEY, EncryptionKind.CUSTOMER_MANAGED_KEY)


def is_accepted(call: Call, connection: Connection) -> Tri:
    """Tell whether AWS takes this call under the connection's encryption; None where that isn't known."""
    accepts = connection.path.accepts
    if accepts is None or call.action != accepts.action:
        return True
    possible = {kind in accepts.kinds for kind in _possible_kinds(connection)}
    return possible.pop() if len(possible) == 1 else None


def _possible_kinds(connection: Connection) -> tuple[EncryptionKind, ...]:
    """Return the kinds that the encryption may be of."""
    encryption, key = connection.encryption, connection.key
    if isinstance(encryption, Unread):
        return tuple(EncryptionKind)
    if encryption.mode is not Sse.KMS:
        return (EncryptionKind.NO_KMS,)
    if key is None:
        return _WITH_KMS
    customer = key.facts.manager is KeyManager.CUSTOMER
    return (EncryptionKind.CUSTOMER_MANAGED_KEY,) if customer else (EncryptionKind.AWS_MANAGED_KEY,)
