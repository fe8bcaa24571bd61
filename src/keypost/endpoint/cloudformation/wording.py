"""Why a resource couldn't be made, in AWS's words: what its handler, or an older one, makes of a service's error."""

import uuid

from keypost.endpoint.cloudformation.failure import StackFailure
from keypost.endpoint.cloudformation.fit import UnfitError
from keypost.endpoint.cloudformation.types.declare import Type
from keypost.endpoint.refusal import RefusalError

# What a handler calls an error (CloudFormation CLI User Guide, handler error codes).
_CODES = {
    "NotFound": "NotFound",
    "NoSuch": "NotFound",
    "NonExistent": "NotFound",
    "AlreadyExist": "AlreadyExists",
    "AlreadyOwned": "AlreadyExists",
    "EntityExists": "AlreadyExists",
    "Throttl": "Throttling",
    "LimitExceeded": "ServiceLimitExceeded",
    "Validation": "InvalidRequest",
    "Invalid": "InvalidRequest",
    "Malformed": "InvalidRequest",
    "InternalFailure": "ServiceInternalError",
    "NotImplemented": "InternalFailure",
}
_DENIALS = frozenset({"AccessDeniedException", "AuthorizationError", "AccessDenied", "UnauthorizedOperation"})


def word_failure(kind: Type, error: BaseException | None, *, logical_id: str, token: str) -> str:
    """Return the reason that the resource's event tells."""
    if isinstance(error, StackFailure):
        return error.reason
    if isinstance(error, UnfitError):
        return f"Properties validation failed for resource {logical_id} with message:\n{error}"
    if not isinstance(error, RefusalError):
        return str(error)
    request = str(uuid.uuid4())
    if kind.is_legacy:
        return (
            f"{error.message} (Service: {kind.label}; Status Code: {error.status}; Error Code: {error.query_code}; "
            f"Request ID: {request}; Proxy: null)"
        )
    told = f"{error.message} (Service: {kind.label}, Status Code: {error.status}, Request ID: {request})"
    return f'Resource handler returned message: "{told}" (RequestToken: {token}, HandlerErrorCode: {_classify(error)})'


def _classify(error: RefusalError) -> str:
    if error.code in _DENIALS:
        return "AccessDenied"
    return next((code for word, code in _CODES.items() if word in error.code), "GeneralServiceException")
