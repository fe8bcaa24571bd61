"""Which operations use a key: SNS, SQS and S3, as their guides tell.

Sources: SNS Developer Guide, managing Amazon SNS encryption keys; SQS Developer Guide, Amazon SQS key management; S3
User Guide, using server-side encryption with AWS KMS keys. The names in the encryption contexts of SNS and SQS are
those seen in use.
"""

import base64
import json
from collections.abc import Callable, Iterator
from typing import Any

from keypost.arn import parse_arn
from keypost.endpoint.actions.messaging import find_queue_arn
from keypost.endpoint.actions.s3 import bucket_arn, find_source
from keypost.endpoint.call import Call
from keypost.endpoint.encryption.declare import DECRYPT, GENERATE, KeyUse
from keypost.endpoint.store.messages import list_seals
from keypost.endpoint.store.resources import find_bucket, find_queue, find_topic

_KMS = frozenset({"aws:kms", "aws:kms:dsse"})
_S3_KEY = "alias/aws/s3"
# How long a data key is reused, for SQS unless the queue says otherwise.
_SNS_SECONDS = _SQS_SECONDS = 300


def list_key_uses(call: Call) -> Iterator[KeyUse]:
    """Yield the uses of keys that the call brings with it."""
    find = NEEDS.get(call.name)
    if find is not None:
        yield from find(call)


def _publish(call: Call) -> Iterator[KeyUse]:
    arn = call.get("TopicArn") or call.get("TargetArn")
    topic, parts = find_topic(arn), parse_arn(arn)
    if topic is not None and parts is not None and topic.kms_master_key_id:
        context = {"aws:sns:topicArn": arn}
        yield KeyUse(GENERATE, topic.kms_master_key_id, parts.account, parts.region, "sns", context, arn, _SNS_SECONDS)


def _queue_use(actions: tuple[str, ...]) -> Callable[[Call], Iterator[KeyUse]]:
    def find(call: Call) -> Iterator[KeyUse]:
        arn = find_queue_arn(call, call.get("QueueUrl"))
        queue, parts = find_queue(arn), parse_arn(arn)
        if queue is not None and parts is not None and queue.kms_master_key_id:
            context = {"aws:sqs:arn": arn}
            reused = int(queue.kms_data_key_reuse_period_seconds or _SQS_SECONDS)
            yield KeyUse(actions, queue.kms_master_key_id, parts.account, parts.region, "sqs", context, arn, reused)

    return find


def _receive(call: Call) -> Iterator[KeyUse]:
    """Yield the keys of the messages that would be received; of an empty queue, its own."""
    arn = find_queue_arn(call, call.get("QueueUrl"))
    parts, count = parse_arn(arn), int(call.parameters.get("MaxNumberOfMessages") or 1)
    seals = dict.fromkeys(list_seals(arn, count))
    if not seals or None in seals:
        yield from _queue_use(DECRYPT)(call)
    for sealed in seals:
        if sealed is not None and sealed.key and parts is not None:
            context = {"aws:sqs:arn": sealed.queue}
            yield KeyUse(DECRYPT, sealed.key, parts.account, parts.region, "sqs", context, arn, _SQS_SECONDS)


def _put_object(call: Call) -> Iterator[KeyUse]:
    """Yield the key of the request, else that of the bucket's default encryption."""
    bucket = find_bucket(call.get("Bucket"))
    if bucket is None:
        return
    rule = _default_rule(bucket)
    default = rule.get("ApplyServerSideEncryptionByDefault", {})
    mode = call.get("ServerSideEncryption") or default.get("SSEAlgorithm")
    if mode not in _KMS:
        return
    key = call.get("SSEKMSKeyId") or (default.get("KMSMasterKeyID") if not call.get("ServerSideEncryption") else "")
    asked = call.parameters.get("BucketKeyEnabled")
    with_bucket_key = asked if asked is not None else str(rule.get("BucketKeyEnabled", "")).lower() == "true"
    actions = GENERATE if with_bucket_key or call.operation != "PutObject" else GENERATE[:1]
    yield _object_use(call, actions, key or _S3_KEY, is_of_bucket=bool(with_bucket_key))


def _get_object(call: Call) -> Iterator[KeyUse]:
    bucket = find_bucket(call.get("Bucket"))
    stored = bucket.keys.get(call.get("Key")) if bucket is not None else None
    if stored is None or getattr(stored, "encryption", None) not in _KMS:
        return
    has_bucket_key = str(stored.bucket_key_enabled or "").lower() == "true"
    yield _object_use(call, DECRYPT, stored.kms_key_id or _S3_KEY, is_of_bucket=has_bucket_key)


def _copy(call: Call) -> Iterator[KeyUse]:
    """Yield the key of the object that is copied, then that of the copy (S3 API reference, CopyObject, permissions)."""
    source = find_source(call)
    if source is not None:
        yield from _get_object(call._replace(parameters={"Bucket": source.bucket, "Key": source.key}))
    if call.operation == "CopyObject":
        yield from _put_object(call)


def _object_use(call: Call, actions: tuple[str, ...], key: str, *, is_of_bucket: bool) -> KeyUse:
    arn = bucket_arn(call.get("Bucket"), call.get("Key"))
    context = _further_context(call) | {"aws:s3:arn": bucket_arn(call.get("Bucket")) if is_of_bucket else arn}
    return KeyUse(actions, key, call.account, call.region, "s3", context, arn)


def _further_context(call: Call) -> dict[str, str]:
    """Return the encryption context that the request brings along: JSON in Base64 (S3 API reference, PutObject)."""
    try:
        pairs = json.loads(base64.b64decode(call.get("SSEKMSEncryptionContext") or "e30="))
    except ValueError:
        return {}
    return {str(key): str(value) for key, value in pairs.items()} if isinstance(pairs, dict) else {}


def _default_rule(bucket: Any) -> Any:
    rule: Any = (bucket.encryption or {}).get("Rule") or {}
    return next(iter(rule), {}) if isinstance(rule, list) else rule


NEEDS: dict[tuple[str, str], Callable[[Call], Iterator[KeyUse]]] = {
    ("sns", "Publish"): _publish,
    ("sns", "PublishBatch"): _publish,
    ("sqs", "SendMessage"): _queue_use(GENERATE),
    ("sqs", "SendMessageBatch"): _queue_use(GENERATE),
    ("sqs", "ReceiveMessage"): _receive,
    ("s3", "PutObject"): _put_object,
    ("s3", "CopyObject"): _copy,
    ("s3", "UploadPartCopy"): _copy,
    ("s3", "CreateMultipartUpload"): _put_object,
    ("s3", "GetObject"): _get_object,
    ("s3", "HeadObject"): lambda _call: iter(()),
}
