"""What scanners want encrypted: the kinds, and the rules by which scanners ask. Data only.

A rule stands here with what satisfies it, read from the scanner's own list or code in 2026-11; who follows it decides
between keys that Keypost then decides about (`keypost check --if-encrypted`).
"""

from collections.abc import Mapping
from types import MappingProxyType

from keypost.estate.kind import Kind
from keypost.named import Enum, NamedTuple


class Satisfied(Enum):
    """What a scanner's rule is content with."""

    BY_ANY_ENCRYPTION = "any-encryption"  # SSE-SQS and the like too
    BY_KMS_KEY = "kms-key"  # an AWS managed key will do
    BY_CUSTOMER_KEY = "customer-key"


class ScannerRule(NamedTuple):
    """One rule of a well-known scanner that asks for encryption, and where it is written down."""

    scanner: str
    id: str
    satisfied: Satisfied
    url: str


class KeyPlace(Enum):
    """Where the reference to the key enters the estate."""

    RESOURCE = "resource"  # the resource's own encryption
    WIRE = "wire"  # the setting that makes the delivery names the key (a trail)
    TARGET = "target"  # the key itself is the target of a wire (a log group)


class Encryptable(NamedTuple):
    """A kind of resource that can be put under a KMS key.

    `setting` is the property that names the key; a kind that has no AWS managed key takes customer managed keys only.
    """

    setting: str
    documented_at: str
    scanners: tuple[ScannerRule, ...]
    place: KeyPlace = KeyPlace.RESOURCE
    is_under_managed_key: bool = False  # without the setting it is under the AWS managed key already


_ANY, _KMS, _OWN = Satisfied.BY_ANY_ENCRYPTION, Satisfied.BY_KMS_KEY, Satisfied.BY_CUSTOMER_KEY
_CHECKOV = "https://www.checkov.io/5.Policy%20Index/cloudformation.html"
_CHECKOV_TERRAFORM = "https://www.checkov.io/5.Policy%20Index/terraform.html"
_CFN_NAG = "https://github.com/stelligent/cfn_nag/blob/master/lib/cfn-nag/custom_rules"
_TRIVY = "https://github.com/aquasecurity/trivy-checks/blob/main/checks/cloud/aws"
_KICS = "https://github.com/Checkmarx/kics/tree/master/assets/queries/cloudFormation/aws"
_PROWLER = "https://github.com/prowler-cloud/prowler/tree/master/prowler/providers/aws/services"
_CDK_NAG = "https://github.com/cdklabs/cdk-nag/blob/main/RULES.md"
_HUB = "https://docs.aws.amazon.com/securityhub/latest/userguide"
_CONFIG = "https://docs.aws.amazon.com/config/latest/developerguide"

_OF_TOPICS = (
    ScannerRule("Checkov", "CKV_AWS_26", _KMS, _CHECKOV),
    ScannerRule("Trivy", "AVD-AWS-0095", _KMS, f"{_TRIVY}/sns/enable_topic_encryption.rego"),
    ScannerRule("Trivy", "AVD-AWS-0136", _OWN, f"{_TRIVY}/sns/topic_encryption_with_cmk.rego"),
    ScannerRule("cfn-nag", "W47", _KMS, f"{_CFN_NAG}/SnsTopicKmsMasterKeyIdRule.rb"),
    # Dropped on 2024-10-29 (https://github.com/cdklabs/cdk-nag/pull/1821); older versions still ask.
    ScannerRule("cdk-nag", "AwsSolutions-SNS2", _KMS, _CDK_NAG),
    ScannerRule("KICS", "9d13b150-a2ab-42a1-b6f4-142e41f81e52", _KMS, f"{_KICS}/sns_topic_without_kms_master_key_id"),
    ScannerRule("AWS Security Hub", "SNS.1", _KMS, f"{_HUB}/sns-controls.html"),
    ScannerRule("AWS Config", "sns-encrypted-kms", _KMS, f"{_CONFIG}/sns-encrypted-kms.html"),
    ScannerRule(
        "Prowler",
        "sns_topics_kms_encryption_at_rest_enabled",
        _KMS,
        f"{_PROWLER}/sns/sns_topics_kms_encryption_at_rest_enabled",
    ),
)
_OF_QUEUES = (
    ScannerRule("Checkov", "CKV_AWS_27", _KMS, _CHECKOV),
    ScannerRule("Checkov", "CKV2_AWS_73", _OWN, _CHECKOV_TERRAFORM),
    ScannerRule("Trivy", "AVD-AWS-0096", _ANY, f"{_TRIVY}/sqs/enable_queue_encryption.rego"),
    ScannerRule("Trivy", "AVD-AWS-0135", _OWN, f"{_TRIVY}/sqs/queue_encryption_with_cmk.rego"),
    ScannerRule("cfn-nag", "W48", _KMS, f"{_CFN_NAG}/SqsQueueKmsMasterKeyIdRule.rb"),
    ScannerRule("cdk-nag", "AwsSolutions-SQS2", _ANY, _CDK_NAG),
    ScannerRule("KICS", "12726829-93ed-4d51-9cbe-13423f4299e1", _KMS, f"{_KICS}/sqs_with_sse_disabled"),
    ScannerRule("AWS Security Hub", "SQS.1", _ANY, f"{_HUB}/sqs-controls.html"),
    ScannerRule(
        "Prowler",
        "sqs_queues_server_side_encryption_enabled",
        _ANY,
        f"{_PROWLER}/sqs/sqs_queues_server_side_encryption_enabled",
    ),
)
_OF_BUCKETS = (
    ScannerRule("Checkov", "CKV_AWS_145", _KMS, _CHECKOV_TERRAFORM),
    ScannerRule("Trivy", "AVD-AWS-0132", _OWN, f"{_TRIVY}/s3/encryption_customer_key.rego"),
    ScannerRule("AWS Security Hub", "S3.17", _KMS, f"{_HUB}/s3-controls.html"),
    ScannerRule("AWS Config", "s3-default-encryption-kms", _KMS, f"{_CONFIG}/s3-default-encryption-kms.html"),
    ScannerRule("cdk-nag", "NIST.800.53.R5-S3DefaultEncryptionKMS", _KMS, _CDK_NAG),
    ScannerRule("Prowler", "s3_bucket_kms_encryption", _KMS, f"{_PROWLER}/s3/s3_bucket_kms_encryption"),
)
_OF_STREAMS = (
    ScannerRule("Checkov", "CKV_AWS_43", _KMS, _CHECKOV),
    ScannerRule("Checkov", "CKV_AWS_185", _OWN, _CHECKOV_TERRAFORM),
    ScannerRule("Trivy", "AVD-AWS-0064", _KMS, f"{_TRIVY}/kinesis/enable_in_transit_encryption.rego"),
    ScannerRule("cfn-nag", "W49", _KMS, f"{_CFN_NAG}/KinesisStreamStreamEncryptionRule.rb"),
    ScannerRule("cdk-nag", "AwsSolutions-KDS1", _KMS, _CDK_NAG),
    ScannerRule("KICS", "7f65be75-90ab-4036-8c2a-410aef7bb650", _KMS, f"{_KICS}/kinesis_sse_not_configured"),
    ScannerRule("AWS Security Hub", "Kinesis.1", _KMS, f"{_HUB}/kinesis-controls.html"),
    ScannerRule(
        "Prowler", "kinesis_stream_encrypted_at_rest", _KMS, f"{_PROWLER}/kinesis/kinesis_stream_encrypted_at_rest"
    ),
)
_OF_LOG_GROUPS = (
    ScannerRule("Checkov", "CKV_AWS_158", _OWN, _CHECKOV),
    ScannerRule("Trivy", "AVD-AWS-0017", _OWN, f"{_TRIVY}/cloudwatch/log_group_customer_key.rego"),
    ScannerRule("cfn-nag", "W84", _OWN, f"{_CFN_NAG}/LogsLogGroupEncryptedRule.rb"),
    ScannerRule("cdk-nag", "NIST.800.53.R5-CloudWatchLogGroupEncrypted", _OWN, _CDK_NAG),
    ScannerRule("AWS Config", "cloudwatch-log-group-encrypted", _OWN, f"{_CONFIG}/cloudwatch-log-group-encrypted.html"),
    ScannerRule(
        "Prowler",
        "cloudwatch_log_group_kms_encryption_enabled",
        _OWN,
        f"{_PROWLER}/cloudwatch/cloudwatch_log_group_kms_encryption_enabled",
    ),
)
_OF_TRAILS = (
    ScannerRule("Checkov", "CKV_AWS_35", _OWN, _CHECKOV),
    ScannerRule("Trivy", "AVD-AWS-0015", _OWN, f"{_TRIVY}/cloudtrail/encryption_customer_key.rego"),
    ScannerRule("cdk-nag", "NIST.800.53.R5-CloudTrailEncryptionEnabled", _OWN, _CDK_NAG),
    ScannerRule("AWS Config", "cloud-trail-encryption-enabled", _OWN, f"{_CONFIG}/cloud-trail-encryption-enabled.html"),
    ScannerRule(
        "Prowler", "cloudtrail_kms_encryption_enabled", _OWN, f"{_PROWLER}/cloudtrail/cloudtrail_kms_encryption_enabled"
    ),
)

ENCRYPTABLE: Mapping[Kind, Encryptable] = MappingProxyType(
    {
        Kind.TOPIC: Encryptable(
            "KmsMasterKeyId",
            "https://docs.aws.amazon.com/sns/latest/dg/sns-server-side-encryption.html",
            _OF_TOPICS,
        ),
        Kind.QUEUE: Encryptable(
            "KmsMasterKeyId",
            "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-server-side-encryption.html",
            _OF_QUEUES,
        ),
        Kind.BUCKET: Encryptable(
            "BucketEncryption",
            "https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html",
            _OF_BUCKETS,
        ),
        Kind.STREAM: Encryptable(
            "StreamEncryption",
            "https://docs.aws.amazon.com/kinesis/latest/APIReference/API_StartStreamEncryption.html",
            _OF_STREAMS,
        ),
        Kind.LOG_GROUP: Encryptable(
            "KmsKeyId",
            "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html",
            _OF_LOG_GROUPS,
            place=KeyPlace.TARGET,
        ),
        Kind.VAULT: Encryptable(
            "EncryptionKeyArn",
            "https://docs.aws.amazon.com/aws-backup/latest/devguide/encryption.html",
            (ScannerRule("Checkov", "CKV_AWS_166", _OWN, _CHECKOV),),
            is_under_managed_key=True,
        ),
        Kind.TRAIL: Encryptable(
            "KMSKeyId",
            "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/encrypting-cloudtrail-log-files-with-aws-kms.html",
            _OF_TRAILS,
            place=KeyPlace.WIRE,
        ),
        Kind.EVENT_DATA_STORE: Encryptable(
            "KmsKeyId",
            "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/encrypting-cloudtrail-log-files-with-aws-kms.html",
            (ScannerRule("Checkov", "CKV_AWS_294", _OWN, _CHECKOV_TERRAFORM),),
            place=KeyPlace.TARGET,
        ),
    }
)
