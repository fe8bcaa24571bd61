"""AWS Config -> bucket: tried when a delivery channel is made, by the recorder's role first, then as the service.

Source: AWS Config Developer Guide, permissions for the Amazon S3 bucket, permissions for the KMS key; the failure's
text is the one that people quote.
"""

import re
import uuid
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from keypost.catalogue.paths import config_to_s3
from keypost.endpoint.call import Call, Caller
from keypost.endpoint.caller import build_role_session
from keypost.endpoint.deliveries.attempt import write_attempt
from keypost.endpoint.deliveries.declare import Delivery
from keypost.endpoint.deliveries.sender import build_sender
from keypost.endpoint.encryption.declare import GENERATE
from keypost.endpoint.encryption.needs import list_key_uses
from keypost.endpoint.front import Front, Result
from keypost.endpoint.refusal import RefusalError
from keypost.endpoint.store.perform import perform
from keypost.endpoint.store.resources import find_bucket

_LINKED = "/aws-service-role/"
_KEY = re.compile(r"arn:[^:]+:kms:[a-z0-9-]+:\d{12}:(?:key|alias)/.+")
_STATUS, _SNAPSHOT = "config-delivery-status", "configSnapshotDeliveryInfo"


def put_delivery_channel(front: Front, call: Call, _caller: Caller) -> Result:
    """Make a delivery channel once AWS Config could write to its bucket."""
    channel: Mapping[str, Any] = call.parameters.get("DeliveryChannel") or {}
    _refuse_malformed_key(channel)
    if channel.get("s3BucketName") and find_bucket(str(channel["s3BucketName"])) is None:
        message = f"Cannot find a S3 bucket with the name {channel['s3BucketName']}."
        raise RefusalError("NoSuchBucketException", message)
    recorders = _list(call, "DescribeConfigurationRecorders", "ConfigurationRecorders")
    if recorders and channel.get("s3BucketName"):
        _deliver(front, call, channel, role=str(recorders[0].get("roleARN", "")), name="ConfigWritabilityCheckFile")
    return perform(call.service, call.operation, call.parameters, account=call.account, region=call.region)


def deliver_snapshot(front: Front, call: Call, _caller: Caller) -> Result:
    """Write a snapshot of the configuration into the bucket."""
    channels = _list(call, "DescribeDeliveryChannels", "DeliveryChannels")
    recorders = _list(call, "DescribeConfigurationRecorders", "ConfigurationRecorders")
    if not channels:
        raise RefusalError("NoSuchDeliveryChannelException", "There is no delivery channel.")
    number = str(uuid.uuid4())
    role = str(recorders[0].get("roleARN", "")) if recorders else ""
    status = front.state.map(_STATUS, call.account, call.region).setdefault(channels[0]["name"], {})
    try:
        _deliver(front, call, channels[0], role=role, name=f"{call.region}/ConfigSnapshot/{number}.json.gz")
    except RefusalError as refusal:
        status["lastErrorCode"], status["lastErrorMessage"] = refusal.code, refusal.message
        status |= {"lastStatus": "FAILURE", "lastAttemptTime": datetime.now(UTC)}
        raise
    now = datetime.now(UTC)
    status.clear()
    status |= {"lastStatus": "SUCCESS", "lastAttemptTime": now, "lastSuccessfulTime": now}
    return {"configSnapshotId": number}


def describe_status(front: Front, call: Call, _caller: Caller) -> Result:
    """Return how the last snapshot went; no history is written here, and no stream goes to a topic."""
    asked = call.parameters.get("DeliveryChannelNames") or ()
    channels = _list(call, "DescribeDeliveryChannels", "DeliveryChannels", DeliveryChannelNames=list(asked))
    kept = front.state.map(_STATUS, call.account, call.region)
    return {"DeliveryChannelsStatus": [_show_status(channel, kept.get(channel["name"], {})) for channel in channels]}


def _show_status(channel: Mapping[str, Any], snapshot: Mapping[str, Any]) -> dict[str, Any]:
    """Return a channel's status; without a topic there is no stream (AWS Config API reference, DeliveryStatus)."""
    stream = {} if channel.get("snsTopicARN") else {"lastStatus": "NOT_APPLICABLE"}
    return {
        "name": channel["name"], _SNAPSHOT: dict(snapshot), "configHistoryDeliveryInfo": {},
        "configStreamDeliveryInfo": stream,
    }  # fmt: skip


def _refuse_malformed_key(channel: Mapping[str, Any]) -> None:
    """Let no channel name what can't be a key (AWS Config API reference, PutDeliveryChannel).

    Raises:
        RefusalError: it does.
    """
    key = channel.get("s3KmsKeyArn")
    if key is not None and _KEY.fullmatch(str(key)) is None:
        raise RefusalError("InvalidS3KmsKeyArnException", f"The arn '{key}' is not a valid kms key or alias arn.")


def _deliver(front: Front, call: Call, channel: Mapping[str, Any], *, role: str, name: str) -> None:
    source = f"arn:aws:config:{call.region}:{call.account}:*"
    bucket = str(channel["s3BucketName"])
    path, target = config_to_s3.PATH, f"arn:aws:s3:::{bucket}"
    refused = None
    for sender in _list_senders(call, source, target, role):
        refused = _write(front, call, channel, sender=sender, name=name)
        if refused is None:
            break
    error = str(refused) if refused else ""
    write_attempt(front, path=path.id, source=source, target=target, error=error)
    if refused is not None:
        raise _word(channel)


def _list_senders(call: Call, source: str, target: str, role: str) -> list[Caller]:
    """Return who tries: the role, unless it is the service-linked one, and the service itself."""
    service = build_sender(config_to_s3.PATH, source=source, target=target, account=call.account, region=call.region)
    if not role or _LINKED in role:
        return [service]
    return [build_role_session(role, session="AWSConfig-BucketConfigCheck", account=call.account), service]


def _write(front: Front, call: Call, channel: Mapping[str, Any], *, sender: Caller, name: str) -> RefusalError | None:
    bucket = str(channel["s3BucketName"])
    prefix = f"{channel['s3KeyPrefix']}/" if channel.get("s3KeyPrefix") else ""
    parameters: dict[str, Any] = {"Bucket": bucket, "Key": f"{prefix}AWSLogs/{call.account}/Config/{name}", "Body": b""}
    parameters["ACL"] = "bucket-owner-full-control"
    if channel.get("s3KmsKeyArn"):
        parameters |= {"ServerSideEncryption": "aws:kms", "SSEKMSKeyId": channel["s3KmsKeyArn"]}
    put = Call("s3", "PutObject", parameters, call.account, call.region)
    try:
        front.call(Call("s3", "GetBucketAcl", {"Bucket": bucket}, call.account, call.region), sender)
        for use in list_key_uses(put):
            front.use_key(use._replace(actions=GENERATE), sender, service="s3")
        front.call(put, sender)
    except RefusalError as refusal:
        return refusal
    return None


def _word(channel: Mapping[str, Any]) -> RefusalError:
    prefix, key = channel.get("s3KeyPrefix") or "null", channel.get("s3KmsKeyArn") or "null"
    message = (
        f"Insufficient delivery policy to s3 bucket: {channel['s3BucketName']}, unable to write to bucket, "
        f"provided s3 key prefix is '{prefix}', provided kms key is '{key}'."
    )
    return RefusalError("InsufficientDeliveryPolicyException", message)


def _list(call: Call, operation: str, member: str, **asked: object) -> list[dict[str, Any]]:
    found = perform("config", operation, asked, account=call.account, region=call.region)
    return list(found.get(member) or ())


DELIVERY = Delivery(
    operations={
        ("config", "PutDeliveryChannel"): put_delivery_channel,
        ("config", "DeliverConfigSnapshot"): deliver_snapshot,
        ("config", "DescribeDeliveryChannelStatus"): describe_status,
    }
)
