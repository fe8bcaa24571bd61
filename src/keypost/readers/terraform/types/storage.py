"""S3 buckets, and what stands in resources of its own for them."""

from keypost.readers.terraform.types.declare import (
    OWN_POLICY,
    Block,
    Blocks,
    Joined,
    Part,
    Properties,
    Source,
    Type,
    Types,
    policy,
    text,
)

_SSE: Properties = {
    "BucketKeyEnabled": text("bucket_key_enabled"),
    "ServerSideEncryptionByDefault": Block(
        "apply_server_side_encryption_by_default",
        {"SSEAlgorithm": text("sse_algorithm"), "KMSMasterKeyID": "kms_master_key_id"},
    ),
}
_FILTER: Properties = {"Event": text("events")}


def _of_bucket(name: str, source: Source, *, guards: bool = False) -> tuple[Part, ...]:
    return (Part("AWS::S3::Bucket", by="bucket", properties={name: source}, guards=guards),)


STORAGE: Types = {
    "aws_s3_bucket": Type(
        "AWS::S3::Bucket",
        {
            "BucketName": text("bucket"),
            "BucketEncryption": Block(
                "server_side_encryption_configuration",
                {"ServerSideEncryptionConfiguration": Blocks("rule", _SSE)},
                computed=True,
            ),
            OWN_POLICY: policy("policy"),
        },
        gives={
            "id": "{Name}",
            "bucket": "{Name}",
            "bucket_domain_name": "{Name}.s3.{UrlSuffix}",
            "bucket_regional_domain_name": "{Name}.s3.{Region}.{UrlSuffix}",
            "region": "{Region}",
        },
    ),
    "aws_s3_bucket_policy": Type(parts=_of_bucket(OWN_POLICY, policy("policy"), guards=True)),
    "aws_s3_bucket_server_side_encryption_configuration": Type(
        parts=_of_bucket("BucketEncryption", {"ServerSideEncryptionConfiguration": Blocks("rule", _SSE)}, guards=True)
    ),
    "aws_s3_bucket_logging": Type(
        parts=_of_bucket(
            "LoggingConfiguration", {"DestinationBucketName": "target_bucket", "LogFilePrefix": text("target_prefix")}
        )
    ),
    "aws_s3_bucket_notification": Type(
        parts=_of_bucket(
            "NotificationConfiguration",
            {
                "TopicConfigurations": Blocks("topic", {"Topic": "topic_arn", **_FILTER}),
                "QueueConfigurations": Blocks("queue", {"Queue": "queue_arn", **_FILTER}),
                "LambdaConfigurations": Blocks("lambda_function", {"Function": "lambda_function_arn", **_FILTER}),
            },
        )
    ),
    "aws_s3_bucket_replication_configuration": Type(
        parts=_of_bucket(
            "ReplicationConfiguration",
            {
                "Role": "role",
                "Rules": Blocks(
                    "rule",
                    {
                        "Status": text("status"),
                        "SourceSelectionCriteria": {
                            "SseKmsEncryptedObjects": {
                                "Status": text("source_selection_criteria.sse_kms_encrypted_objects.status")
                            }
                        },
                        "Destination": {
                            "Bucket": "destination.bucket",
                            "EncryptionConfiguration": {
                                "ReplicaKmsKeyID": "destination.encryption_configuration.replica_kms_key_id"
                            },
                        },
                    },
                ),
            },
        )
    ),
    "aws_s3_bucket_inventory": Type(
        parts=_of_bucket(
            "InventoryConfigurations",
            Joined(
                (
                    {
                        "Id": text("name"),
                        "Destination": {
                            "BucketArn": "destination.bucket.bucket_arn",
                            "Prefix": text("destination.bucket.prefix"),
                        },
                    },
                )
            ),
        )
    ),
    "aws_s3tables_table_bucket": Type(
        "AWS::S3Tables::TableBucket",
        {
            "TableBucketName": text("name"),
            "EncryptionConfiguration": {"KMSKeyArn": "encryption_configuration.kms_key_arn"},
        },
        gives={"name": "{Name}"},
    ),
    "aws_s3control_storage_lens_configuration": Type(
        "AWS::S3::StorageLens",
        {
            "StorageLensConfiguration": Block(
                "storage_lens_configuration",
                {
                    "DataExport": Block(
                        "data_export",
                        {
                            "S3BucketDestination": Block(
                                "s3_bucket_destination",
                                {
                                    "Arn": "arn",
                                    "Prefix": text("prefix"),
                                    "Encryption": Block(
                                        "encryption",
                                        {"SSEKMS": Block("sse_kms", {"KeyId": "key_id"}), "SSES3": Block("sse_s3", {})},
                                    ),
                                },
                            )
                        },
                    )
                },
            )
        },
    ),
}
