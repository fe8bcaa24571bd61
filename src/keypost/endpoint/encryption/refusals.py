"""What KMS answered, as the service that called it passes it on.

Sources: SNS API reference, Publish, errors; SQS API reference, SendMessage, errors; S3 User Guide, AWS KMS errors;
texts seen in public repositories.
"""

from collections.abc import Callable

from keypost.endpoint.refusal import RefusalError

_DENIED = "AccessDeniedException"


def pass_on(service: str, refusal: RefusalError, *, request_id: str) -> RefusalError:
    """Return the service's own error for what KMS answered."""
    translate = _SERVICES.get(service)
    return refusal if translate is None else translate(refusal, request_id)


def describe_inner(refusal: RefusalError, request_id: str) -> str:
    """Return what AWS's own clients write behind the message of a service that they called."""
    return (
        f"(Service: AWSKMS; Status Code: {refusal.status}; Error Code: {refusal.code}; Request ID: {request_id}; "
        "Proxy: null)"
    )


_SNS = {
    _DENIED: "KMSAccessDenied",
    "DisabledException": "KMSDisabled",
    "KMSInvalidStateException": "KMSInvalidState",
    "InvalidKeyUsageException": "KMSInvalidState",
    "NotFoundException": "KMSNotFound",
}
_SQS = {
    _DENIED: ("KmsAccessDenied", "KMS.AccessDeniedException"),
    "DisabledException": ("KmsDisabled", "KMS.DisabledException"),
    "KMSInvalidStateException": ("KmsInvalidState", "KMS.InvalidStateException"),
    "InvalidKeyUsageException": ("KmsInvalidKeyUsage", "KMS.InvalidKeyUsageException"),
    "NotFoundException": ("KmsNotFound", "KMS.NotFoundException"),
}


def _as_sns(refusal: RefusalError, request_id: str) -> RefusalError:
    message = f"{refusal.message} {describe_inner(refusal, request_id)}"
    return RefusalError(_SNS.get(refusal.code, refusal.code), message)


def _as_sqs(refusal: RefusalError, request_id: str) -> RefusalError:
    code, query_code = _SQS.get(refusal.code, (refusal.code, refusal.code))
    message = f"{refusal.message} {describe_inner(refusal, request_id)}"
    return RefusalError(code, message, query_code=query_code)


def _as_s3(refusal: RefusalError, _request_id: str) -> RefusalError:
    if refusal.code == _DENIED:
        return RefusalError("AccessDenied", refusal.message, status=403)
    return RefusalError(f"KMS.{refusal.code}", refusal.message)


_SERVICES: dict[str, Callable[[RefusalError, str], RefusalError]] = {"sns": _as_sns, "sqs": _as_sqs, "s3": _as_s3}
