"""KMS: operations that moto answers only for a bare key id (KMS API reference: an ARN or an id)."""

from keypost.endpoint.call import Call, Caller
from keypost.endpoint.front import Front, Operation, Result
from keypost.endpoint.refusal import RefusalError
from keypost.endpoint.store.keys import find_key
from keypost.endpoint.store.perform import perform

_BY_ID = (
    "CancelKeyDeletion", "DisableKey", "DisableKeyRotation", "EnableKey", "EnableKeyRotation", "GetKeyPolicy",
    "GetKeyRotationStatus", "ListKeyPolicies", "PutKeyPolicy", "ScheduleKeyDeletion", "UpdateKeyDescription",
    "TagResource", "UntagResource", "ListResourceTags", "CreateGrant", "ListGrants", "RevokeGrant", "RetireGrant",
)  # fmt: skip


def by_id(_front: Front, call: Call, _caller: Caller) -> Result:
    """Carry out an operation on the key that an id or ARN names."""
    reference = call.get("KeyId")
    key = find_key(reference, account=call.account, region=call.region) if reference else None
    if reference and key is None:
        raise RefusalError("NotFoundException", f"Key '{reference}' does not exist")
    parameters = dict(call.parameters)
    if call.operation in {"GetKeyPolicy", "PutKeyPolicy"}:
        parameters.setdefault("PolicyName", "default")  # the only one there is (KMS API reference)
    account, region = call.account, call.region
    if key is not None:
        _, _, _, region, account, resource = key.arn.split(":")
        parameters["KeyId"] = resource.removeprefix("key/")
    return perform(call.service, call.operation, parameters, account=account, region=region)


OPERATIONS: dict[str, Operation] = dict.fromkeys(_BY_ID, by_id)
