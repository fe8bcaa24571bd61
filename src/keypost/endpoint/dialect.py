"""Refusals of who can't be let in at all, as clients of each protocol know them (AWS common errors)."""

from keypost.endpoint.refusal import RefusalError
from keypost.endpoint.wire.read import Spoken

_JSON = {
    "InvalidClientTokenId": ("UnrecognizedClientException", 400),
    "SignatureDoesNotMatch": ("InvalidSignatureException", 400),
    "ExpiredToken": ("ExpiredTokenException", 400),
    "MissingAuthenticationToken": ("MissingAuthenticationTokenException", 400),
    "IncompleteSignature": ("IncompleteSignatureException", 400),
}
_UNKNOWN_S3_KEY = "The AWS Access Key Id you provided does not exist in our records."
_REST_STATUS = 403


def translate(spoken: Spoken, refusal: RefusalError) -> RefusalError:
    """Return the refusal as the service that was asked words it."""
    if spoken.service == "s3" and refusal.code == "InvalidClientTokenId":
        return RefusalError("InvalidAccessKeyId", _UNKNOWN_S3_KEY, status=403)
    found = _JSON.get(refusal.code)
    if found is None or spoken.protocol not in {"json", "rest-json", "smithy-rpc-v2-cbor"}:
        return refusal
    status = _REST_STATUS if spoken.protocol == "rest-json" else found[1]
    return RefusalError(found[0], refusal.message, status=status, query_code=refusal.code)
