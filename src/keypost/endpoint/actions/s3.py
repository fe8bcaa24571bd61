"""S3 (S3 User Guide, required permissions for Amazon S3 API operations; Service Authorization Reference)."""

from collections.abc import Iterator
from urllib.parse import unquote

from keypost.arn import Arn, parse_arn
from keypost.endpoint.actions.declare import EVERYTHING, Demand, Table
from keypost.endpoint.call import NOTHING, PARTITION, Call, Context

_LIST, _READ, _WRITE = ("s3:ListBucket",), ("s3:GetObject",), ("s3:PutObject",)
_RENAMED = {
    "ListBuckets": ("s3:ListAllMyBuckets",),
    "ListObjects": _LIST,
    "ListObjectsV2": _LIST,
    "HeadBucket": _LIST,
    "ListObjectVersions": ("s3:ListBucketVersions",),
    "ListMultipartUploads": ("s3:ListBucketMultipartUploads",),
    "ListParts": ("s3:ListMultipartUploadParts",),
    "HeadObject": _READ,
    "SelectObjectContent": _READ,
    "GetObjectTorrent": ("s3:GetObjectTorrent",),
    "CopyObject": _WRITE,
    "CreateMultipartUpload": _WRITE,
    "UploadPart": _WRITE,
    "UploadPartCopy": _WRITE,
    "CompleteMultipartUpload": _WRITE,
    "DeleteObjects": (),
    "GetBucketEncryption": ("s3:GetEncryptionConfiguration",),
    "PutBucketEncryption": ("s3:PutEncryptionConfiguration",),
    "DeleteBucketEncryption": ("s3:PutEncryptionConfiguration",),
    "GetBucketLifecycle": ("s3:GetLifecycleConfiguration",),
    "GetBucketLifecycleConfiguration": ("s3:GetLifecycleConfiguration",),
    "PutBucketLifecycle": ("s3:PutLifecycleConfiguration",),
    "PutBucketLifecycleConfiguration": ("s3:PutLifecycleConfiguration",),
    "DeleteBucketLifecycle": ("s3:PutLifecycleConfiguration",),
    "GetBucketNotificationConfiguration": ("s3:GetBucketNotification",),
    "PutBucketNotificationConfiguration": ("s3:PutBucketNotification",),
    "GetBucketReplication": ("s3:GetReplicationConfiguration",),
    "PutBucketReplication": ("s3:PutReplicationConfiguration",),
    "DeleteBucketReplication": ("s3:PutReplicationConfiguration",),
    "GetBucketAccelerateConfiguration": ("s3:GetAccelerateConfiguration",),
    "PutBucketAccelerateConfiguration": ("s3:PutAccelerateConfiguration",),
    "GetPublicAccessBlock": ("s3:GetBucketPublicAccessBlock",),
    "PutPublicAccessBlock": ("s3:PutBucketPublicAccessBlock",),
    "DeletePublicAccessBlock": ("s3:PutBucketPublicAccessBlock",),
    "GetObjectLockConfiguration": ("s3:GetBucketObjectLockConfiguration",),
    "PutObjectLockConfiguration": ("s3:PutBucketObjectLockConfiguration",),
    "GetBucketCors": ("s3:GetBucketCORS",),
    "PutBucketCors": ("s3:PutBucketCORS",),
    "DeleteBucketCors": ("s3:PutBucketCORS",),
    "DeleteBucketTagging": ("s3:PutBucketTagging",),
    "DeleteBucketOwnershipControls": ("s3:PutBucketOwnershipControls",),
    "ListBucketInventoryConfigurations": ("s3:GetInventoryConfiguration",),
    "GetBucketInventoryConfiguration": ("s3:GetInventoryConfiguration",),
    "PutBucketInventoryConfiguration": ("s3:PutInventoryConfiguration",),
    "DeleteBucketInventoryConfiguration": ("s3:PutInventoryConfiguration",),
}
# The request header that each parameter of a write is, as condition keys name it.
_HEADERS = {
    "ServerSideEncryption": "s3:x-amz-server-side-encryption",
    "SSEKMSKeyId": "s3:x-amz-server-side-encryption-aws-kms-key-id",
    "SSECustomerAlgorithm": "s3:x-amz-server-side-encryption-customer-algorithm",
    "ACL": "s3:x-amz-acl",
    "StorageClass": "s3:x-amz-storage-class",
    "CopySource": "s3:x-amz-copy-source",
    "Prefix": "s3:prefix",
    "Delimiter": "s3:delimiter",
    "MaxKeys": "s3:max-keys",
    "VersionId": "s3:VersionId",
    "LocationConstraint": "s3:LocationConstraint",
}
_OF_VERSIONS = {"s3:GetObject": "s3:GetObjectVersion", "s3:DeleteObject": "s3:DeleteObjectVersion"}


def bucket_arn(name: str, key: str = "") -> str:
    """Return the ARN of a bucket or of an object in it."""
    return str(Arn(PARTITION, "s3", "", "", f"{name}/{key}" if key else name))


def _resource(call: Call) -> str:
    bucket = call.get("Bucket")
    if not bucket:
        return EVERYTHING
    return bucket if parse_arn(bucket) is not None else bucket_arn(bucket, call.get("Key"))


def _context(call: Call) -> Context:
    told = {
        key: (str(call.parameters[name]),) for name, key in _HEADERS.items() if call.parameters.get(name) is not None
    }
    return told or NOTHING


def _further(call: Call) -> Iterator[Demand]:
    """Yield each object of a DeleteObjects, and the source of a copy."""
    if call.operation == "DeleteObjects":
        for one in (call.parameters.get("Delete") or {}).get("Objects", ()):
            action = "s3:DeleteObjectVersion" if one.get("VersionId") else "s3:DeleteObject"
            yield Demand(action, bucket_arn(call.get("Bucket"), str(one.get("Key", ""))))
    source = call.parameters.get("CopySource")
    if isinstance(source, str):
        bucket, _, key = unquote(source).partition("?versionId=")[0].lstrip("/").partition("/")
        yield Demand("s3:GetObject", bucket_arn(bucket, key))


S3 = Table("s3", _resource, renamed=_RENAMED, context=_context, further=_further)
