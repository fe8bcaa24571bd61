"""What AWS's error codes mean.

Sources: common errors of each API reference, botocore's own list of throttling codes (botocore/retries/standard.py).
"""

from collections.abc import Mapping

from keypost.readers.snapshot.record import Fault

_DENIED = frozenset({
    "403", "AccessDenied", "AccessDeniedException", "AuthorizationError", "AuthorizationErrorException", "Forbidden",
    "NotAuthorized", "NotAuthorizedException", "UnauthorizedException", "UnauthorizedOperation",
})  # fmt: skip
_THROTTLED = frozenset({
    "BandwidthLimitExceeded", "EC2ThrottledException", "LimitExceededException", "PriorRequestNotComplete",
    "ProvisionedThroughputExceededException", "RequestLimitExceeded", "RequestThrottled", "RequestThrottledException",
    "SlowDown", "ThrottledException", "Throttling", "ThrottlingException", "TooManyRequestsException",
})  # fmt: skip
# A Region that the account hasn't switched on knows none of its credentials (Account Management reference guide).
_NOT_OFFERED = frozenset({
    "InvalidClientTokenId", "OptInRequired", "SubscriptionRequiredException", "UnrecognizedClientException",
})  # fmt: skip
EXPIRED = frozenset({"ExpiredToken", "ExpiredTokenException", "RequestExpired", "TokenRefreshRequired"})
_GONE = ("DoesNotExist", "NoSuch", "NonExistent", "NotFound")
_FAILED = ("Internal", "Unavailable", "Timeout")


def classify(code: str, *, status: int) -> Fault:
    """Return what an error means, from its code and HTTP status."""
    if code in _DENIED:
        return Fault.DENIED
    if code in _THROTTLED:
        return Fault.THROTTLED
    if code in _NOT_OFFERED:
        return Fault.NOT_OFFERED
    if any(part in code for part in _GONE):
        return Fault.GONE
    if status >= 500 or any(part in code for part in _FAILED):
        return Fault.UNREACHABLE
    return Fault.REFUSED


def read_error(response: Mapping[str, object]) -> tuple[str, str, int]:
    """Return code, message and HTTP status of an error's response."""
    error, metadata = response.get("Error"), response.get("ResponseMetadata")
    told = error if isinstance(error, Mapping) else {}
    status = metadata.get("HTTPStatusCode") if isinstance(metadata, Mapping) else None
    return str(told.get("Code", "")), str(told.get("Message", "")), status if isinstance(status, int) else 0
