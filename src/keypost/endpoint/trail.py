"""CloudTrail: an event for every call, as `LookupEvents` shows them.

Sources: CloudTrail User Guide, record contents and userIdentity element; KMS Developer Guide, logging AWS KMS API
calls.
"""

import json
import uuid
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from keypost.arn import parse_arn
from keypost.endpoint.call import Call, Caller
from keypost.endpoint.refusal import RefusalError
from keypost.endpoint.state import State
from keypost.endpoint.wire.models import load_service
from keypost.policy.request import PrincipalKind

_READING = ("Get", "List", "Describe", "Lookup", "Head", "Batch", "Decrypt", "Encrypt", "GenerateDataKey", "Assume")
# Data events: they aren't in the event history (CloudTrail User Guide, logging data events).
_DATA = {
    "sns": ("Publish", "PublishBatch"),
    "sqs": ("SendMessage", "ReceiveMessage", "DeleteMessage", "ChangeMessageVisibility"),
    "s3": ("GetObject", "PutObject", "DeleteObject", "HeadObject", "CopyObject", "UploadPart", "ListObjects"),
    "lambda": ("Invoke",),
    "dynamodb": ("GetItem", "PutItem", "UpdateItem", "DeleteItem", "Query", "Scan", "BatchGetItem", "BatchWriteItem"),
    "cloudwatch": ("PutMetricData",),
    "logs": ("PutLogEvents",),
    "cloudtrail": ("LookupEvents",),
}
_SOURCES = {"cloudwatch": "monitoring"}
_TYPES = {
    PrincipalKind.ROOT_USER: "Root",
    PrincipalKind.USER: "IAMUser",
    PrincipalKind.ROLE_SESSION: "AssumedRole",
    PrincipalKind.FEDERATED_USER: "FederatedUser",
    PrincipalKind.SERVICE: "AWSService",
}
KIND = "trail-events"


class Trail:
    """Records events, newest last, an account and a Region each."""

    def __init__(self, state: State) -> None:
        """Take where they are kept."""
        self._state = state

    def record(
        self,
        call: Call,
        caller: Caller,
        *,
        request_id: str,
        result: Mapping[str, Any] | None = None,
        refusal: RefusalError | None = None,
        via: str = "",
    ) -> None:
        """Record a management event; data events are passed over."""
        if call.operation.startswith(_DATA.get(call.service, ())) and call.service in _DATA:
            return
        event = _build_event(call, caller, request_id=request_id, result=result, via=via)
        if refusal is not None:
            event |= {"errorCode": _error_code(refusal), "errorMessage": refusal.message}
        # As text: ten thousand events are kept, and take a quarter of the room so.
        self._state.list(KIND, call.account, call.region).append(json.dumps(event, separators=(",", ":")))

    def list_regions(self, account: str) -> list[str]:
        """Return the Regions in which anything has happened."""
        return [place[1] for kind, *place in self._state.lists if kind == KIND and place[0] == account]

    def list(self, account: str, region: str) -> list[dict[str, Any]]:
        """Return the events, oldest first."""
        return [json.loads(one) for one in self._state.list(KIND, account, region).copy()]

    def list_newest(self, account: str, region: str) -> Iterator[dict[str, Any]]:
        """Yield the events, newest first."""
        return (json.loads(one) for one in reversed(self._state.list(KIND, account, region).copy()))


def _build_event(
    call: Call, caller: Caller, *, request_id: str, result: Mapping[str, Any] | None, via: str
) -> dict[str, Any]:
    service = _SOURCES.get(call.service) or load_service(call.service).endpoint_prefix
    invoked_by = caller.name if caller.is_service else f"{via}.amazonaws.com" if via else caller.via
    read_only = call.operation.startswith(_READING)
    shows_result = not read_only and result
    return {
        "eventVersion": "1.11",
        "userIdentity": _identify(caller, invoked_by),
        "eventTime": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "eventSource": f"{service}.amazonaws.com",
        "eventName": call.operation,
        "awsRegion": call.region,
        "sourceIPAddress": invoked_by or "127.0.0.1",
        "userAgent": invoked_by or "keypost",
        "requestParameters": _plain(call.parameters) or None,
        "responseElements": _plain(result) if shows_result else None,
        "requestID": request_id,
        "eventID": str(uuid.uuid4()),
        "readOnly": read_only,
        "resources": _list_resources(call),
        "eventType": "AwsApiCall",
        "managementEvent": True,
        "recipientAccountId": call.account,
        "eventCategory": "Management",
    }


def _identify(caller: Caller, invoked_by: str) -> dict[str, Any]:
    if caller.is_service:
        return {"type": "AWSService", "invokedBy": invoked_by}
    principal = caller.principal
    told: dict[str, Any] = {"type": _TYPES.get(principal.kind, "Unknown"), "principalId": caller.user_id}
    told |= {"arn": caller.name, "accountId": caller.account}
    if caller.access_key:
        told["accessKeyId"] = caller.access_key
    if principal.kind is PrincipalKind.USER:
        told["userName"] = caller.name.rpartition("/")[2]
    if principal.kind is PrincipalKind.ROLE_SESSION:
        told["sessionContext"] = {"sessionIssuer": _issue(caller)}
    return told | {"invokedBy": invoked_by} if invoked_by else told


def _issue(caller: Caller) -> dict[str, str]:
    role = caller.principal.role_arn or ""
    name = role.rpartition("/")[2]
    return {
        "type": "Role", "principalId": caller.user_id.partition(":")[0], "arn": role, "accountId": caller.account,
        "userName": name,
    }  # fmt: skip


def _list_resources(call: Call) -> list[dict[str, str]]:
    arn = parse_arn(str(call.parameters.get("keyId", ""))) if call.service == "kms" else None
    return [] if arn is None else [{"ARN": str(arn), "accountId": arn.account, "type": "AWS::KMS::Key"}]


def _error_code(refusal: RefusalError) -> str:
    """CloudTrail names a denial the same whatever the service calls it."""
    return "AccessDenied" if refusal.code in _DENIALS else refusal.query_code


_DENIALS = frozenset({"AccessDeniedException", "AuthorizationError", "AccessDenied"})


def _plain(value: Any) -> Any:
    """Return what a record can hold: JSON; parameters begin with a small letter there."""
    if isinstance(value, Mapping):
        return {str(key)[:1].lower() + str(key)[1:]: _plain(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(one) for one in value]
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, bytes):
        return "HIDDEN_DUE_TO_SECURITY_REASONS"
    return value if value is None or isinstance(value, (str, int, float, bool)) else str(value)
