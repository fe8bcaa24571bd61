"""Arguments of calls: what AWS refuses and moto would take, and what AWS sets beside them."""

import re
from collections.abc import Callable

from keypost.endpoint.call import Call
from keypost.endpoint.refusal import RefusalError

_ONE_ENCRYPTION = (
    "You can use one type of server-side encryption (SSE) at one time. You can either enable KMS SSE or SQS SSE."
)
# How every ciphertext of the store's begins: with the id of its key, a multi-Region key's too.
_CIPHERTEXT = re.compile(rb"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|mrk-[0-9a-f]{32}")
_STATES = ("INSUFFICIENT_DATA", "ALARM", "OK")


def settle_arguments(call: Call) -> Call:
    """Return an allowed call as it is carried out.

    Raises:
        RefusalError: AWS refuses its arguments.
    """
    settle = _SETTLERS.get(call.name)
    return call if settle is None else settle(call)


def refuse_two_encryptions(attributes: dict[str, str]) -> None:
    """Let a queue be encrypted in one way (SQS API reference, CreateQueue, SqsManagedSseEnabled).

    Raises:
        RefusalError: both are asked for.
    """
    if attributes.get("KmsMasterKeyId") and attributes.get("SqsManagedSseEnabled", "").lower() == "true":
        raise RefusalError("InvalidAttributeName", _ONE_ENCRYPTION)


def _create_queue(call: Call) -> Call:
    attributes = dict(call.parameters.get("Attributes") or {})
    if not attributes.get("KmsMasterKeyId"):
        return call
    refuse_two_encryptions(attributes)
    attributes["SqsManagedSseEnabled"] = "false"
    return call._replace(parameters={**call.parameters, "Attributes": attributes})


def _decrypt(call: Call) -> Call:
    """What names no key was never encrypted (KMS API reference, Decrypt, InvalidCiphertextException: no message)."""
    blob = call.parameters.get("CiphertextBlob")
    if isinstance(blob, bytes) and _CIPHERTEXT.match(blob) is None:
        raise RefusalError("InvalidCiphertextException", "")
    return call


def _set_alarm_state(call: Call) -> Call:
    state = call.get("StateValue")
    if state not in _STATES:
        told = f"Value '{state}' at 'stateValue' failed to satisfy constraint: Member must satisfy enum value set: "
        raise RefusalError("ValidationError", f"1 validation error detected: {told}[{', '.join(_STATES)}]")
    return call


_SETTLERS: dict[tuple[str, str], Callable[[Call], Call]] = {
    ("sqs", "CreateQueue"): _create_queue,
    ("kms", "Decrypt"): _decrypt,
    ("kms", "ReEncrypt"): _decrypt,
    ("cloudwatch", "SetAlarmState"): _set_alarm_state,
}
