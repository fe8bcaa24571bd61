"""Databases, caches, warehouses and file systems, and who is told of their events."""

from keypost.readers.terraform.types.declare import Block, Blocks, Part, Properties, Type, Types, policy, text

_DATABASE: Properties = {"StorageEncrypted": text("storage_encrypted"), "KmsKeyId": "kms_key_id"}
_NAMED = {"id": "{Name}", "name": "{Name}"}


def _events(of: str, topic: str) -> Type:
    return Type(of, {"SubscriptionName": text("name"), "SnsTopicArn": topic}, gives=_NAMED)


def _integration(of: str) -> Type:
    names: Properties = {"IntegrationName": text("integration_name"), "KMSKeyId": "kms_key_id"}
    return Type(of, {**names, "SourceArn": "source_arn", "TargetArn": "target_arn"})


DATABASES: Types = {
    "aws_dynamodb_table": Type(
        "AWS::DynamoDB::Table",
        {
            "TableName": text("name"),
            "SSESpecification": Block(
                "server_side_encryption",
                {"SSEEnabled": text("enabled"), "KMSMasterKeyId": "kms_key_arn"},
                computed=True,
            ),
        },
        gives=_NAMED | {"stream_arn": "{Arn}/stream/{Id}"},
    ),
    "aws_dynamodb_kinesis_streaming_destination": Type(
        parts=(
            Part(
                "AWS::DynamoDB::Table",
                by="table_name",
                properties={"KinesisStreamSpecification": {"StreamArn": "stream_arn"}},
            ),
        )
    ),
    "aws_dynamodb_resource_policy": Type(
        parts=(
            Part(
                "AWS::DynamoDB::Table",
                by="resource_arn",
                properties={"ResourcePolicy": {"PolicyDocument": policy("policy")}},
                guards=True,
            ),
        )
    ),
    "aws_db_instance": Type(
        "AWS::RDS::DBInstance",
        {"DBInstanceIdentifier": text("identifier"), **_DATABASE},
        gives={"identifier": "{Name}"},
    ),
    "aws_rds_cluster": Type(
        "AWS::RDS::DBCluster",
        {"DBClusterIdentifier": text("cluster_identifier"), **_DATABASE},
        gives={"id": "{Name}", "cluster_identifier": "{Name}"},
    ),
    "aws_db_proxy": Type(
        "AWS::RDS::DBProxy",
        {"DBProxyName": text("name"), "RoleArn": "role_arn", "Auth": Blocks("auth", {"SecretArn": "secret_arn"})},
        gives=_NAMED,
    ),
    "aws_rds_integration": _integration("AWS::RDS::Integration"),
    "aws_redshift_integration": _integration("AWS::Redshift::Integration"),
    "aws_redshift_cluster": Type(
        "AWS::Redshift::Cluster",
        {"ClusterIdentifier": text("cluster_identifier"), "KmsKeyId": "kms_key_id"},
        gives={"id": "{Name}", "cluster_identifier": "{Name}"},
    ),
    "aws_redshift_logging": Type(
        parts=(
            Part(
                "AWS::Redshift::Cluster",
                by="cluster_identifier",
                properties={"LoggingProperties": {"BucketName": "bucket_name", "S3KeyPrefix": text("s3_key_prefix")}},
            ),
        )
    ),
    "aws_db_event_subscription": _events("AWS::RDS::EventSubscription", "sns_topic"),
    "aws_docdb_event_subscription": _events("AWS::DocDB::EventSubscription", "sns_topic_arn"),
    "aws_neptune_event_subscription": _events("AWS::Neptune::EventSubscription", "sns_topic_arn"),
    "aws_redshift_event_subscription": _events("AWS::Redshift::EventSubscription", "sns_topic_arn"),
    "aws_dms_event_subscription": _events("AWS::DMS::EventSubscription", "sns_topic_arn"),
    "aws_dax_cluster": Type(
        "AWS::DAX::Cluster",
        {"ClusterName": text("cluster_name"), "NotificationTopicARN": "notification_topic_arn"},
    ),
    "aws_elasticache_cluster": Type(
        "AWS::ElastiCache::CacheCluster",
        {"ClusterName": text("cluster_id"), "NotificationTopicArn": "notification_topic_arn"},
    ),
    "aws_elasticache_replication_group": Type(
        "AWS::ElastiCache::ReplicationGroup",
        {"ReplicationGroupId": text("replication_group_id"), "NotificationTopicArn": "notification_topic_arn"},
    ),
    "aws_timestreamquery_scheduled_query": Type(
        "AWS::Timestream::ScheduledQuery",
        {
            "ScheduledQueryName": text("name"),
            "ScheduledQueryExecutionRoleArn": "execution_role_arn",
            "NotificationConfiguration": {
                "SnsConfiguration": {"TopicArn": "notification_configuration.sns_configuration.topic_arn"}
            },
        },
    ),
    "aws_efs_file_system": Type(
        "AWS::EFS::FileSystem",
        {"Encrypted": text("encrypted"), "KmsKeyId": "kms_key_id"},
        gives={"id": "{Name}"},
    ),
    "aws_efs_file_system_policy": Type(
        parts=(
            Part(
                "AWS::EFS::FileSystem",
                by="file_system_id",
                properties={"FileSystemPolicy": policy("policy")},
                guards=True,
            ),
        )
    ),
    "aws_ebs_volume": Type(
        "AWS::EC2::Volume", {"Encrypted": text("encrypted"), "KmsKeyId": "kms_key_id"}, gives={"id": "{Name}"}
    ),
}
