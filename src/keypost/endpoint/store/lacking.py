"""Operations of S3 that moto would take for others: it looks for the parts that it knows in an address.

`GET /bucket/key?retention` would be answered with the object, `DELETE /bucket?metrics` would delete the bucket.
"""

from botocore import xform_name

from keypost.endpoint.store.apps import refuse_operation

# Operations that moto answers by functions of other names than theirs (moto.s3.responses).
_ANSWERED = frozenset(
    {
        "CompleteMultipartUpload", "CreateBucket", "CreateMultipartUpload", "DeleteObjects",
        "GetBucketLifecycleConfiguration", "GetBucketNotificationConfiguration", "GetBucketTagging", "ListBuckets",
        "PutBucketAccelerateConfiguration", "PutBucketAcl", "PutBucketCors", "PutBucketEncryption",
        "PutBucketInventoryConfiguration", "PutBucketLifecycle", "PutBucketLifecycleConfiguration", "PutBucketLogging",
        "PutBucketNotification", "PutBucketNotificationConfiguration", "PutBucketOwnershipControls", "PutBucketPolicy",
        "PutBucketReplication", "PutBucketTagging", "PutBucketVersioning", "PutBucketWebsite",
        "PutObjectLockConfiguration", "PutPublicAccessBlock", "RestoreObject", "SelectObjectContent",
    }
)  # fmt: skip


def require_operation(service: str, operation: str) -> None:
    """Let nothing through that moto would take for another operation.

    Raises:
        RefusalError: moto lacks the operation.
    """
    if service != "s3" or operation in _ANSWERED:
        return
    from moto.s3.responses import S3Response

    if not hasattr(S3Response, xform_name(operation)):
        raise refuse_operation(service)
