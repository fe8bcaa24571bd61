"""How large the body of a request may be: known from its head, before anybody is let in."""

from types import MappingProxyType

from keypost.endpoint.refusal import RefusalError
from keypost.endpoint.wire.message import LARGEST_BODY, HttpRequest
from keypost.endpoint.wire.scope import read_scope

_MEBIBYTE = 1024 * 1024
# Objects, deployment packages and archives: as large as this endpoint takes anything.
_OF_FILES = frozenset({"s3", "s3express", "lambda", "glacier"})
# What their largest request takes, eight times over, for it may be escaped or percent-encoded: messages of 1 MiB (SQS
# Developer Guide, message quotas; SNS Developer Guide, publishing large messages), plaintext of 4,096 bytes (KMS API
# reference, Encrypt), an assertion of 100,000 characters (STS API reference, AssumeRoleWithSAML).
_OF_SERVICES = MappingProxyType({"sqs": 8 * _MEBIBYTE, "sns": 8 * _MEBIBYTE, "kms": _MEBIBYTE, "sts": _MEBIBYTE})
# More than any other service documents: an e-mail of 40 MB (SES Developer Guide, quotas).
_OF_OTHERS = 64 * _MEBIBYTE


def find_largest_body(head: HttpRequest) -> int:
    """Return how many bytes the service takes for which the request is signed."""
    try:
        scope = read_scope(head)
    except RefusalError:
        return _MEBIBYTE  # it is refused whatever stands in it
    if scope is None or scope.service in _OF_FILES:
        return LARGEST_BODY
    return _OF_SERVICES.get(scope.service, _OF_OTHERS)
