"""Encryption at rest, for every type that has it: which property names the key, and what holds without it.

Sources: the CloudFormation reference of each type (property of the key and its default), SQS Developer Guide
(SSE-SQS is on for new queues unless switched off), S3 User Guide (SSE-S3 is the default encryption; `aws:kms` without a
key means `aws/s3`).
"""

from keypost.estate.kind import Kind
from keypost.estate.resource import NOT_ENCRYPTED, Encryption, Sse
from keypost.named import Callable
from keypost.readers.building.draft import Draft, follow, open_value
from keypost.readers.ways import spell
from keypost.unknown import Unread, Why, has_unknown, same_text

_OWNED = Encryption(Sse.AWS_OWNED)


class _KeyProperty:
    """A property that names the key, and the encryption without it; `switch` must be on where it is given."""

    __slots__ = ("default", "path", "switch", "without")

    def __init__(
        self, path: str, *, without: Encryption = _OWNED, switch: str = "", default: str | None = None
    ) -> None:
        self.path = tuple(path.split("."))
        self.without = without
        self.switch = tuple(switch.split(".")) if switch else ()
        self.default = default

    def read(self, draft: Draft) -> Encryption | Unread:
        """Return the encryption that the draft's settings say."""
        if self.switch:
            on = draft.flag(*self.switch)
            if isinstance(on, Unread):
                return on
            if not on:
                return self.without
        key = draft.text(*self.path)
        if isinstance(key, Unread):
            return key
        if key is None and self.default is None:
            return self.without
        at = self.path if key is not None else self.switch
        return Encryption(Sse.KMS, key or self.default, origin=draft.place(*at) if at else draft.origin)


_DATABASE = _KeyProperty("KmsKeyId", without=NOT_ENCRYPTED, switch="StorageEncrypted", default="alias/aws/rds")
_KEY_PROPERTIES = {
    Kind.TOPIC: _KeyProperty("KmsMasterKeyId", without=NOT_ENCRYPTED),
    Kind.VAULT: _KeyProperty("EncryptionKeyArn", default="alias/aws/backup"),
    Kind.AIR_GAPPED_VAULT: _KeyProperty("EncryptionKeyArn"),
    Kind.LOG_GROUP: _KeyProperty("KmsKeyId"),
    Kind.EVENT_BUS: _KeyProperty("KmsKeyIdentifier"),
    Kind.EVENT_ARCHIVE: _KeyProperty("KmsKeyIdentifier"),
    Kind.INVESTIGATION_GROUP: _KeyProperty("EncryptionConfig.KmsKeyId"),
    Kind.EVENT_DATA_STORE: _KeyProperty("KmsKeyId"),
    Kind.TRAIL: _KeyProperty("KMSKeyId", without=NOT_ENCRYPTED),
    Kind.STREAM: _KeyProperty("StreamEncryption.KeyId", without=NOT_ENCRYPTED),
    Kind.FUNCTION: _KeyProperty("KmsKeyArn"),
    Kind.STATE_MACHINE: _KeyProperty("EncryptionConfiguration.KmsKeyId"),
    Kind.PIPE: _KeyProperty("KmsKeyIdentifier"),
    Kind.SCHEDULE: _KeyProperty("KmsKeyArn"),
    Kind.SECRET: _KeyProperty("KmsKeyId", default="alias/aws/secretsmanager"),
    Kind.TABLE_BUCKET: _KeyProperty("EncryptionConfiguration.KMSKeyArn"),
    Kind.REDSHIFT_CLUSTER: _KeyProperty("KmsKeyId"),
    Kind.REPOSITORY: _KeyProperty("KmsKeyId", default="alias/aws/codecommit"),
    Kind.WORKGROUP: _KeyProperty(
        "WorkGroupConfiguration.ResultConfiguration.EncryptionConfiguration.KmsKey", without=NOT_ENCRYPTED
    ),
    Kind.FILE_SYSTEM: _KeyProperty(
        "KmsKeyId", without=NOT_ENCRYPTED, switch="Encrypted", default="alias/aws/elasticfilesystem"
    ),
    Kind.VOLUME: _KeyProperty("KmsKeyId", without=NOT_ENCRYPTED, switch="Encrypted", default="alias/aws/ebs"),
    Kind.DB_INSTANCE: _DATABASE,
    Kind.DB_CLUSTER: _DATABASE,
    Kind.MSK_CLUSTER: _KeyProperty("EncryptionInfo.EncryptionAtRest.DataVolumeKMSKeyId", default="alias/aws/kafka"),
    Kind.SEARCH_DOMAIN: _KeyProperty(
        "EncryptionAtRestOptions.KmsKeyId",
        without=NOT_ENCRYPTED,
        switch="EncryptionAtRestOptions.Enabled",
        default="alias/aws/es",
    ),
    Kind.CUSTOMER_PROFILES: _KeyProperty("DefaultEncryptionKey"),
    Kind.APP_FLOW: _KeyProperty("KMSArn"),
}  # fmt: skip


def read_encryption(draft: Draft) -> Encryption | Unread:
    """Return how a resource is encrypted at rest: Unread where that depends on a value that isn't known."""
    special = _SPECIAL.get(draft.kind)
    if special is not None:
        return special(draft)
    declared = _KEY_PROPERTIES.get(draft.kind)
    return declared.read(draft) if declared else NOT_ENCRYPTED


def _read_queue(draft: Draft) -> Encryption | Unread:
    key = draft.text("KmsMasterKeyId")
    if isinstance(key, Unread):
        return key
    if key is not None:
        return Encryption(Sse.KMS, key, origin=draft.place("KmsMasterKeyId"))
    managed = draft.flag("SqsManagedSseEnabled")
    if isinstance(managed, Unread):
        return managed
    if managed is False:
        return Encryption(Sse.NONE, origin=draft.place("SqsManagedSseEnabled"))
    return Encryption(Sse.AWS_OWNED, origin=draft.place("SqsManagedSseEnabled") if managed else draft.origin)


def _read_bucket(draft: Draft) -> Encryption | Unread:
    rules = ("BucketEncryption", "ServerSideEncryptionConfiguration")
    found = draft.get(*rules)
    if isinstance(found, Unread):
        return found
    first: tuple[str | int, ...] = (*rules, 0) if isinstance(found, list) else rules
    chosen = (*first, "ServerSideEncryptionByDefault")
    algorithm = draft.text(*chosen, "SSEAlgorithm")
    if isinstance(algorithm, Unread):
        return algorithm
    if algorithm is not None and has_unknown(algorithm):
        return open_value(algorithm)
    if algorithm not in {"aws:kms", "aws:kms:dsse"}:
        return Encryption(Sse.AWS_OWNED, origin=draft.place(*chosen) if algorithm else draft.origin)
    return _read_bucket_key(draft, first)


def _read_bucket_key(draft: Draft, rule: tuple[str | int, ...]) -> Encryption | Unread:
    """A bucket under KMS: the named key, else aws/s3, with or without an S3 Bucket Key."""
    chosen = (*rule, "ServerSideEncryptionByDefault")
    key = draft.text(*chosen, "KMSMasterKeyID")
    if isinstance(key, Unread):
        return key
    at = (*chosen, "KMSMasterKeyID" if key else "SSEAlgorithm")
    bucket_key = draft.flag(*rule, "BucketKeyEnabled")
    return Encryption(Sse.KMS, key or "alias/aws/s3", bucket_key=bucket_key or False, origin=draft.place(*at))


def _read_table(draft: Draft) -> Encryption | Unread:
    """DynamoDB: the AWS owned key unless SSEEnabled; then the named key, else aws/dynamodb."""
    on = draft.flag("SSESpecification", "SSEEnabled")
    if isinstance(on, Unread):
        return on
    if not on:
        return Encryption(Sse.AWS_OWNED, origin=draft.origin)
    key = draft.text("SSESpecification", "KMSMasterKeyId")
    if isinstance(key, Unread):
        return key
    at = ("SSESpecification", "KMSMasterKeyId" if key else "SSEEnabled")
    return Encryption(Sse.KMS, key or "alias/aws/dynamodb", origin=draft.place(*at))


def _read_global_table(draft: Draft) -> Encryption | Unread:
    """DynamoDB: the table switches KMS on, and each replica names a key of its own Region."""
    encryption = _read_table(draft)
    if isinstance(encryption, Unread) or encryption.mode is not Sse.KMS:
        return encryption
    here = _replicas_here(draft)
    if len(here) != 1:
        return encryption if not here else Unread(Why.UNKNOWN_VALUE, f"{draft.id}.Replicas")
    at = ("Replicas", here[0], "SSESpecification", "KMSMasterKeyId")
    key = draft.text(*at)
    if key is None or isinstance(key, Unread):
        return key or encryption
    return Encryption(Sse.KMS, key, origin=draft.place(*at))


def _replicas_here(draft: Draft) -> list[int]:
    """Return which replicas stand in the stack's Region, or may do so where that isn't known."""
    listed = draft.get("Replicas")
    replicas = listed if isinstance(listed, list) else []
    found = [same_text(spell(follow(replica, ("Region",))) or "", draft.region) for replica in replicas]
    wanted = True if True in found else None
    return [number for number, same in enumerate(found) if same is wanted]


def _read_delivery_stream(draft: Draft) -> Encryption | Unread:
    """Firehose: nothing without the setting; CUSTOMER_MANAGED_CMK names a key, AWS_OWNED_CMK needs none."""
    setting = "DeliveryStreamEncryptionConfigurationInput"
    key_type = draft.text(setting, "KeyType")
    if key_type is None or isinstance(key_type, Unread):
        return key_type or NOT_ENCRYPTED
    if has_unknown(key_type):
        return open_value(key_type)
    if key_type != "CUSTOMER_MANAGED_CMK":
        return Encryption(Sse.AWS_OWNED, origin=draft.place(setting))
    key = draft.text(setting, "KeyARN")
    if key is None or isinstance(key, Unread):
        return key or Unread(Why.MALFORMED, f"{draft.id}.{setting}.KeyARN")
    return Encryption(Sse.KMS, key, origin=draft.place(setting, "KeyARN"))


def _read_image_repository(draft: Draft) -> Encryption | Unread:
    """ECR: AES256 unless EncryptionType is KMS (or KMS_DSSE); then the named key, else aws/ecr."""
    kind = draft.text("EncryptionConfiguration", "EncryptionType")
    if isinstance(kind, Unread):
        return kind
    if kind is None or not kind.startswith("KMS"):
        return open_value(kind) if kind and has_unknown(kind) else _OWNED
    key = draft.text("EncryptionConfiguration", "KmsKey")
    if isinstance(key, Unread):
        return key
    return Encryption(Sse.KMS, key or "alias/aws/ecr", origin=draft.place("EncryptionConfiguration"))


_SPECIAL: dict[Kind, Callable[[Draft], Encryption | Unread]] = {
    Kind.QUEUE: _read_queue,
    Kind.BUCKET: _read_bucket,
    Kind.TABLE: _read_table,
    Kind.GLOBAL_TABLE: _read_global_table,
    Kind.DELIVERY_STREAM: _read_delivery_stream,
    Kind.IMAGE_REPOSITORY: _read_image_repository,
}
