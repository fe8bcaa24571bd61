"""What one CloudTrail record says of a request: who called what, on which key, and how it went.

CloudTrail User Guide, CloudTrail record contents and userIdentity element; KMS Developer Guide, logging KMS API calls.
"""

import re
from collections.abc import Mapping

from keypost.named import NamedTuple

SERVICE = "AWSService"
SESSION = "AssumedRole"
ACCOUNT = "AWSAccount"
KMS = "kms.amazonaws.com"
# An API call; AWS also logs what happens of itself, as the rotation of a key (CloudTrail record contents, eventType).
_CALL = "AwsApiCall"
_KEY = "AWS::KMS::Key"
KEY_ARN = re.compile(r"arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+")
_KEY_ID = re.compile(r"(?:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|mrk-[0-9a-f]{32})\Z")
# No error, or one that says that the call was authorized all the same (KMS API reference, DryRun).
_SUCCEEDED = frozenset({"", "DryRunOperationException"})
_RE_ENCRYPT = "kms:ReEncrypt"
# The permissions that ReEncrypt needs, on the two keys that its record names in this order (KMS, ReEncrypt, log entry),
# and the parameters that hold the encryption contexts.
_HALVES = (
    ("kms:ReEncryptFrom", "sourceEncryptionContext"),
    ("kms:ReEncryptTo", "destinationEncryptionContext"),
)
_Object = Mapping[str, object]
_NONE: _Object = {}


def has_succeeded(error: str) -> bool:
    """Tell by the error code of a record whether AWS let the call pass."""
    return error in _SUCCEEDED


class Use(NamedTuple):
    """One permission that the call needs on one key (empty: the record names none), with its encryption context."""

    action: str
    key: str
    encryption_context: tuple[tuple[str, str], ...] = ()


class Record(NamedTuple):
    """One record; what it doesn't say is empty.

    `kind` is the type of userIdentity. `caller` is the role of a session, the service principal of a service that calls
    as itself, else the caller's ARN, or its account where another account's record tells no more. `session` is the
    session's own ARN, `caller_account` the caller's account. `invoked_by` names the service that made the call, as
    itself or for the caller. `account` is the one whose trail this is. `endpoint` is a VPC endpoint's id, `address` an
    IP address or the name of a service, `mfa` "true" or "false", `alias` the alias name that the request used.
    `error` is the code of a failed call. `time` is as CloudTrail writes it, in UTC: `2026-11-01T09:00:00Z`.
    """

    event_id: str
    time: str
    account: str
    region: str
    source: str
    name: str
    is_call: bool
    kind: str
    caller: str
    session: str
    caller_account: str
    invoked_by: str
    uses: tuple[Use, ...]
    alias: str
    address: str
    endpoint: str
    mfa: str
    error: str
    error_message: str
    shared_id: str


def read_record(data: _Object) -> Record:
    """Return what a decoded record says; what has another type than CloudTrail gives it counts as not said."""
    identity = _object(data, "userIdentity")
    session = _object(identity, "sessionContext")
    parameters = _object(data, "requestParameters")
    arn, kind = _text(identity, "arn"), _text(identity, "type")
    return Record(
        event_id=_text(data, "eventID"),
        time=_text(data, "eventTime"),
        account=_text(data, "recipientAccountId"),
        region=_text(data, "awsRegion"),
        source=_text(data, "eventSource"),
        name=_text(data, "eventName"),
        is_call=_text(data, "eventType") in {"", _CALL},
        kind=kind,
        caller=_find_caller(identity, session),
        session=arn if kind == SESSION else "",
        caller_account=_text(identity, "accountId"),
        invoked_by=_text(identity, "invokedBy"),
        uses=_find_uses(data, parameters),
        alias=_find_alias(_text(parameters, "keyId")),
        address=_text(data, "sourceIPAddress"),
        endpoint=_text(data, "vpcEndpointId"),
        mfa=_text(_object(session, "attributes"), "mfaAuthenticated"),
        error=_text(data, "errorCode"),
        error_message=_text(data, "errorMessage"),
        shared_id=_text(data, "sharedEventID"),
    )


def _text(data: _Object, name: str) -> str:
    value = data.get(name)
    return value if isinstance(value, str) else ""


def _object(data: _Object, name: str) -> _Object:
    value = data.get(name)
    return value if isinstance(value, Mapping) else _NONE


def _find_caller(identity: _Object, session: _Object) -> str:
    kind = _text(identity, "type")
    if kind == SERVICE:
        return _text(identity, "invokedBy")
    role = _text(_object(session, "sessionIssuer"), "arn") if kind == SESSION else ""
    return role or _text(identity, "arn") or _text(identity, "accountId")


def _find_uses(data: _Object, parameters: _Object) -> tuple[Use, ...]:
    """Return one use for each key of the record; of a call on no key, one without a key."""
    action = f"{_text(data, 'eventSource').partition('.')[0]}:{_text(data, 'eventName')}"
    keys = _find_keys(data, parameters)
    if action == _RE_ENCRYPT and len(keys) == len(_HALVES):
        halves = zip(_HALVES, keys, strict=True)
        return tuple(Use(half, key, _find_context(parameters, name)) for (half, name), key in halves)
    context = _find_context(parameters, "encryptionContext")
    return tuple(Use(action, key, context) for key in keys or ("",))


def _find_keys(data: _Object, parameters: _Object) -> tuple[str, ...]:
    """Return the key ARNs: those in `resources`, else the one in `keyId`, else the one that the error names."""
    listed = data.get("resources")
    resources = [one for one in listed if isinstance(one, Mapping)] if isinstance(listed, (list, tuple)) else []
    arns = [_text(one, "ARN") for one in resources if _text(one, "type") in {"", _KEY}]
    keys = tuple(arn for arn in arns if KEY_ARN.fullmatch(arn))
    if keys or _text(data, "eventSource") != KMS:
        return keys
    named = _text(parameters, "keyId")
    if _KEY_ID.match(named):
        return (_build_key_arn(data, named),)
    found = KEY_ARN.fullmatch(named) or KEY_ARN.search(_text(data, "errorMessage"))
    return (found[0],) if found else ()


def _build_key_arn(data: _Object, key_id: str) -> str:
    """Return the ARN of a key given by its id alone, which is a key of the caller's account (KMS, key identifiers)."""
    region = _text(data, "awsRegion")
    account = _text(_object(data, "userIdentity"), "accountId") or _text(data, "recipientAccountId")
    partition = next((name for start, name in _PARTITIONS if region.startswith(start)), "aws")
    return f"arn:{partition}:kms:{region}:{account}:key/{key_id}"


# How regions of other partitions begin (AWS General Reference, ARNs).
_PARTITIONS = (("cn-", "aws-cn"), ("us-gov-", "aws-us-gov"))


def _find_context(parameters: _Object, name: str) -> tuple[tuple[str, str], ...]:
    pairs = _object(parameters, name).items()
    return tuple(sorted((pair, value if isinstance(value, str) else "") for pair, value in pairs))


def _find_alias(named: str) -> str:
    """Return the name of the alias that `keyId` gives, by its name or by its ARN."""
    found = re.match(r"(?:arn:aws[a-z-]*:kms:[^:]*:[^:]*:)?(alias/.+)\Z", named)
    return found[1] if found else ""
