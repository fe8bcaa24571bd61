"""One use of a key by a service."""

from collections.abc import Mapping

from keypost.named import NamedTuple

GENERATE = ("kms:GenerateDataKey", "kms:Decrypt")
DECRYPT = ("kms:Decrypt",)


class KeyUse(NamedTuple):
    """The actions that the service makes on a key for its caller; `key` is an id, ARN or alias.

    An alias is one of `account` and `region`. `via` is the service's name in kms:ViaService. `resource` is what is
    encrypted. The service goes on using what KMS gave for `reused` seconds.
    """

    actions: tuple[str, ...]
    key: str
    account: str
    region: str
    via: str
    encryption_context: Mapping[str, str]
    resource: str
    reused: int = 0
