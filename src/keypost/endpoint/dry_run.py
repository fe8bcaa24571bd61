"""A call to KMS that only asks whether it would succeed (KMS Developer Guide, testing your permissions)."""

from keypost.endpoint.call import Call
from keypost.endpoint.refusal import RefusalError

_SUCCESS = "The request would have succeeded, but the DryRun option is set."


def refuse_dry_run(call: Call) -> None:
    """Let nothing be done by a call to KMS that was allowed, and carries `DryRun`.

    Raises:
        RefusalError: it does: HTTP status 412 (KMS API reference, DryRunOperationException).
    """
    if call.service == "kms" and call.parameters.get("DryRun") is True:
        raise RefusalError("DryRunOperationException", _SUCCESS, status=412)
