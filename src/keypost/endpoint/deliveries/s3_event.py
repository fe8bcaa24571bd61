"""S3 event notification -> SNS topic or SQS queue: tried when it is configured, lost in silence later.

Sources: S3 User Guide, Amazon S3 event notifications (a test event is sent when a notification is configured), event
message structure; S3 API reference, PutBucketNotificationConfiguration; the error as seen in public repositories.
"""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote_plus

from keypost.arn import parse_arn
from keypost.catalogue.paths import s3_event_to_sns, s3_event_to_sqs
from keypost.endpoint.actions.s3 import bucket_arn
from keypost.endpoint.call import Call, Caller
from keypost.endpoint.deliveries.declare import Delivery
from keypost.endpoint.deliveries.hand_over import hand_over
from keypost.endpoint.deliveries.sender import build_sender
from keypost.endpoint.front import Done, Front, Result
from keypost.endpoint.refusal import RefusalError
from keypost.endpoint.store.notifications import find_size, list_destinations
from keypost.endpoint.store.perform import perform
from keypost.endpoint.store.resources import find_bucket
from keypost.endpoint.wire.values import write_time

_PATHS = {"sns": s3_event_to_sns.PATH, "sqs": s3_event_to_sqs.PATH}
_KINDS = {"sns": "topic", "sqs": "queue"}
_SUBJECT = "Amazon S3 Notification"
_CREATED = {
    "PutObject": "s3:ObjectCreated:Put",
    "CopyObject": "s3:ObjectCreated:Copy",
    "CompleteMultipartUpload": "s3:ObjectCreated:CompleteMultipartUpload",
}
_REMOVED = "s3:ObjectRemoved:Delete"


def put_notifications(front: Front, call: Call, _caller: Caller) -> Result:
    """Take the configuration if a test event reaches every topic and queue in it."""
    bucket = call.get("Bucket")
    owner = find_bucket(bucket)
    if owner is not None and not call.parameters.get("SkipDestinationValidation"):
        _validate(front, bucket, call)
    return perform(
        call.service, call.operation, call.parameters, account=owner.account_id if owner else call.account,
        region=call.region,
    )  # fmt: skip


def _validate(front: Front, bucket: str, call: Call) -> None:
    now = write_time(datetime.now(UTC), "iso8601")
    test = json.dumps({"Service": "Amazon S3", "Event": "s3:TestEvent", "Time": now, "Bucket": bucket})
    wrong = [arn for arn in _list_configured(call) if _hand(front, test, bucket, arn) is not None]
    if not wrong:
        return
    members: dict[str, object] = {}
    for number, arn in enumerate(wrong, start=1):
        members[f"ArgumentName{number}"] = f"{arn}, null"
        members[f"ArgumentValue{number}"] = (
            f"Permissions on the destination {_KINDS[arn.split(':')[2]]} do not allow S3 to publish notifications "
            "from this bucket"
        )
    text = "Unable to validate the following destination configurations"
    raise RefusalError("InvalidArgument", text, members=members)


def _list_configured(call: Call) -> Iterator[str]:
    configured = call.parameters.get("NotificationConfiguration") or {}
    arns = [str(one.get("TopicArn", "")) for one in configured.get("TopicConfigurations") or ()]
    arns += [str(one.get("QueueArn", "")) for one in configured.get("QueueConfigurations") or ()]
    for arn in dict.fromkeys(arns):
        parts = parse_arn(arn)
        if parts is None or parts.service not in _PATHS:
            raise RefusalError("InvalidArgument", "The ARN could not be parsed")
        yield arn


def tell_of_new(front: Front, done: Done) -> None:
    """Tell of an object that was made."""
    bucket, key = done.call.get("Bucket"), done.call.get("Key")
    _tell(front, done, _CREATED[done.call.operation], bucket, key)


def tell_of_gone(front: Front, done: Done) -> None:
    """Tell of objects that were deleted."""
    listed = (done.call.parameters.get("Delete") or {}).get("Objects", ())
    keys = [str(one.get("Key", "")) for one in listed] or [done.call.get("Key")]
    for key in keys:
        _tell(front, done, _REMOVED, done.call.get("Bucket"), key)


def _tell(front: Front, done: Done, event: str, bucket: str, key: str) -> None:
    for one in list_destinations(bucket, event, key=key):
        record = _build_record(done, event, bucket, key, one.configuration)
        _hand(front, json.dumps({"Records": [record]}), bucket, one.arn)


def _hand(front: Front, text: str, bucket: str, target: str) -> RefusalError | None:
    parts, owner = parse_arn(target), find_bucket(bucket)
    if parts is None:
        return None
    path, source = _PATHS[parts.service], bucket_arn(bucket)
    sender = build_sender(path, source=source, target=target, account=owner.account_id, region=owner.region_name)
    further = {"Subject": _SUBJECT} if parts.service == "sns" else {}
    return hand_over(front, text, path=path, source=source, target=target, sender=sender, further=further)


def _build_record(done: Done, event: str, bucket: str, key: str, configuration: str) -> dict[str, Any]:
    owner, (size, etag) = find_bucket(bucket), find_size(bucket, key)
    return {
        "eventVersion": "2.1",
        "eventSource": "aws:s3",
        "awsRegion": owner.region_name,
        "eventTime": write_time(datetime.now(UTC), "iso8601"),
        "eventName": event.removeprefix("s3:"),
        "userIdentity": {"principalId": done.caller.user_id or done.caller.account},
        "requestParameters": {"sourceIPAddress": "127.0.0.1"},
        "responseElements": {"x-amz-request-id": done.request_id},
        "s3": {
            "s3SchemaVersion": "1.0",
            "configurationId": configuration,
            "bucket": {
                "name": bucket,
                "ownerIdentity": {"principalId": owner.account_id},
                "arn": bucket_arn(bucket),
            },
            "object": {"key": quote_plus(key), "size": size, "eTag": etag},
        },
    }


DELIVERY = Delivery(
    reactions={
        **{("s3", name): tell_of_new for name in _CREATED},
        **{("s3", name): tell_of_gone for name in ("DeleteObject", "DeleteObjects")},
    },
    operations={("s3", "PutBucketNotificationConfiguration"): put_notifications},
)
