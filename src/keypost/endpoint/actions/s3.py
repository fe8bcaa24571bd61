"""S3 (S3 User Guide, required permissions for Amazon S3 API operations; Service Authorization Reference)."""

from collections.abc import Iterator
from urllib.parse import parse_qs, unquote, urlsplit

from keypost.arn import Arn
from keypost.endpoint.actions.declare import EVERYTHING, Demand, Table, pass_role
from keypost.endpoint.call import NOTHING, PARTITION, Call, Context
from keypost.named import NamedTuple

_LIST, _READ, _WRITE = ("s3:ListBucket",), ("s3:GetObject",), ("s3:PutObject",)
_RENAMED = {
    "ListBuckets": ("s3:ListAllMyBuckets",),
    "ListObjects": _LIST,
    "ListObjectsV2": _LIST,
    "HeadBucket": _LIST,
    "ListObjectVersions": ("s3:ListBucketVersions",),
    "ListMultipartUploads": ("s3:ListBucketMultipartUploads",),
    "ListParts": ("s3:ListMultipartUploadParts",),
    "GetObject": (),
    "HeadObject": (),
    "DeleteObject": (),
    "SelectObjectContent": _READ,
    "GetObjectTorrent": ("s3:GetObjectTorrent",),
    "CopyObject": _WRITE,
    "CreateMultipartUpload": _WRITE,
    "UploadPart": _WRITE,
    "UploadPartCopy": _WRITE,
    "CompleteMultipartUpload": _WRITE,
    "DeleteObjects": (),
    "GetObjectTagging": (),
    "PutObjectTagging": (),
    "DeleteObjectTagging": (),
    "GetObjectAcl": (),
    "PutObjectAcl": (),
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
_OF_OBJECTS = {"GetObject": "s3:GetObject", "HeadObject": "s3:GetObject", "DeleteObject": "s3:DeleteObject"}
# What a write sets beside the object's content (S3 API reference, PutObject, permissions).
_ALSO = {"ACL": "s3:PutObjectAcl", "Tagging": "s3:PutObjectTagging"}
_WRITES = frozenset({"PutObject", "CopyObject", "CreateMultipartUpload"})
# The policies that AWS gives for CloudTrail's, Config's and other accounts' writes ask for this ACL and allow
# s3:PutObject alone (docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies-condition-keys.html).
_ACL_OF_A_WRITE = "bucket-owner-full-control"


class Source(NamedTuple):
    """The object that is copied."""

    bucket: str
    key: str
    version: str


def find_source(call: Call) -> Source | None:
    """Return the object that the call copies, None where it copies none; a name is read as moto reads it."""
    text = call.get("CopySource")
    if not text:
        return None
    address = urlsplit(text)
    bucket, _, key = unquote(address.path).lstrip("/").partition("/")
    return Source(bucket, key, parse_qs(address.query).get("versionId", [""])[0])


def bucket_arn(name: str, key: str = "") -> str:
    """Return the ARN of a bucket or of an object in it."""
    return str(Arn(PARTITION, "s3", "", "", f"{name}/{key}" if key else name))


def _resource(call: Call) -> str:
    bucket = call.get("Bucket")
    if not bucket:
        return EVERYTHING
    return bucket_arn(bucket, call.get("Key"))


def _context(call: Call) -> Context:
    told = {
        key: (str(call.parameters[name]),) for name, key in _HEADERS.items() if call.parameters.get(name) is not None
    }
    return told or NOTHING


def _further(call: Call) -> Iterator[Demand]:
    """Yield what depends on versions, each object of a DeleteObjects, the source of a copy, and what else is set."""
    yield from _aside(call)
    bucket, object_arn = call.get("Bucket"), bucket_arn(call.get("Bucket"), call.get("Key"))
    if call.operation in _OF_OBJECTS:
        action = _of_version(_OF_OBJECTS[call.operation], call.get("VersionId"))
        yield Demand(action, object_arn, _context(call))
    if call.operation == "DeleteObjects":
        for one in (call.parameters.get("Delete") or {}).get("Objects", ()):
            action = _of_version("s3:DeleteObject", str(one.get("VersionId") or ""))
            yield Demand(action, bucket_arn(bucket, str(one.get("Key", ""))))
    source = find_source(call)
    if source is not None:
        yield Demand(_of_version("s3:GetObject", source.version), bucket_arn(source.bucket, source.key))
    for parameter, action in _ALSO.items() if call.operation in _WRITES else ():
        if call.get(parameter) not in ("", _ACL_OF_A_WRITE):
            yield Demand(action, object_arn, _context(call))


# What names a version of an object has an action of its own (S3 User Guide, required permissions).
_VERSIONED = {
    "GetObjectTagging": "s3:GetObjectVersionTagging", "PutObjectTagging": "s3:PutObjectVersionTagging",
    "DeleteObjectTagging": "s3:DeleteObjectVersionTagging", "GetObjectAcl": "s3:GetObjectVersionAcl",
    "PutObjectAcl": "s3:PutObjectVersionAcl",
}  # fmt: skip
# What a write or a new bucket sets beside, by parameter (S3 API reference, PutObject and CreateBucket, permissions).
_ASIDE = {
    ("PutObject", "ObjectLockMode"): "s3:PutObjectRetention",
    ("PutObject", "ObjectLockLegalHoldStatus"): "s3:PutObjectLegalHold",
    ("CreateBucket", "ObjectLockEnabledForBucket"): "s3:PutBucketObjectLockConfiguration",
    ("CreateBucket", "ObjectOwnership"): "s3:PutBucketOwnershipControls",
    ("DeleteObject", "BypassGovernanceRetention"): "s3:BypassGovernanceRetention",
    ("DeleteObjects", "BypassGovernanceRetention"): "s3:BypassGovernanceRetention",
    ("PutObjectRetention", "BypassGovernanceRetention"): "s3:BypassGovernanceRetention",
}


def _aside(call: Call) -> Iterator[Demand]:
    """Yield what is set or overridden beside, and the role that a replication is given."""
    if call.operation in _VERSIONED:
        action = _VERSIONED[call.operation] if call.get("VersionId") else f"s3:{call.operation}"
        yield Demand(action, _resource(call), _context(call))
    if call.operation == "GetObjectAttributes":
        yield Demand("s3:GetObject", _resource(call), _context(call))
    for (operation, parameter), action in _ASIDE.items():
        if call.operation == operation and call.parameters.get(parameter):
            yield Demand(action, _resource(call), _context(call))
    if call.operation == "CreateBucket" and call.get("ACL") not in {"", "private"}:
        yield Demand("s3:PutBucketAcl", _resource(call), _context(call))
    role = (call.parameters.get("ReplicationConfiguration") or {}).get("Role")
    if role:
        yield pass_role(call, str(role), "s3.amazonaws.com")


def _of_version(action: str, version: str) -> str:
    return f"{action}Version" if version else action


S3 = Table("s3", _resource, renamed=_RENAMED, context=_context, further=_further)
