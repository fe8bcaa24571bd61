"""Kinesis data streams, Firehose, pipes, schedules and state machines."""

from keypost.readers.terraform.types.declare import (
    OWN_POLICY,
    Block,
    Part,
    Properties,
    Type,
    Types,
    policy,
    text,
)

_BUCKET: Properties = {
    "BucketARN": "bucket_arn",
    "RoleARN": "role_arn",
    "Prefix": text("prefix"),
    "EncryptionConfiguration": {"KMSEncryptionConfig": {"AWSKMSKeyARN": "kms_key_arn"}},
}
_DEAD_LETTERS: Properties = {"DeadLetterConfig": {"Arn": "dead_letter_config.arn"}}


def _through_s3(block: str) -> Block:
    return Block(block, {"RoleARN": "role_arn", "S3Configuration": Block("s3_configuration", _BUCKET)})


STREAMS: Types = {
    "aws_kinesis_stream": Type(
        "AWS::Kinesis::Stream",
        {
            "Name": text("name"),
            "StreamEncryption": {"EncryptionType": text("encryption_type"), "KeyId": "kms_key_id"},
        },
        gives={"id": "{Arn}", "name": "{Name}"},
    ),
    "aws_kinesis_resource_policy": Type(
        parts=(Part("AWS::Kinesis::Stream", by="resource_arn", properties={OWN_POLICY: policy("policy")}, guards=True),)
    ),
    "aws_kinesis_firehose_delivery_stream": Type(
        "AWS::KinesisFirehose::DeliveryStream",
        {
            "DeliveryStreamName": text("name"),
            "DeliveryStreamEncryptionConfigurationInput": Block(
                "server_side_encryption", {"KeyType": text("key_type"), "KeyARN": "key_arn"}
            ),
            "KinesisStreamSourceConfiguration": Block(
                "kinesis_source_configuration", {"KinesisStreamARN": "kinesis_stream_arn", "RoleARN": "role_arn"}
            ),
            "ExtendedS3DestinationConfiguration": Block(
                "extended_s3_configuration",
                {**_BUCKET, "S3BackupConfiguration": Block("s3_backup_configuration", _BUCKET)},
            ),
            "ElasticsearchDestinationConfiguration": _through_s3("elasticsearch_configuration"),
            "AmazonopensearchserviceDestinationConfiguration": _through_s3("opensearch_configuration"),
            "HttpEndpointDestinationConfiguration": _through_s3("http_endpoint_configuration"),
            "RedshiftDestinationConfiguration": _through_s3("redshift_configuration"),
            "SnowflakeDestinationConfiguration": _through_s3("snowflake_configuration"),
            "SplunkDestinationConfiguration": Block(
                "splunk_configuration", {"S3Configuration": Block("s3_configuration", _BUCKET)}
            ),
        },
        gives={"id": "{Arn}", "name": "{Name}"},
    ),
    "aws_pipes_pipe": Type(
        "AWS::Pipes::Pipe",
        {
            "Name": text("name"),
            "RoleArn": "role_arn",
            "Source": "source",
            "Target": "target",
            "KmsKeyIdentifier": "kms_key_identifier",
            "LogConfiguration": {
                "Level": text("log_configuration.level"),
                "IncludeExecutionData": text("log_configuration.include_execution_data"),
            },
            "SourceParameters": Block(
                "source_parameters",
                {
                    "DynamoDBStreamParameters": Block("dynamodb_stream_parameters", _DEAD_LETTERS),
                    "KinesisStreamParameters": Block("kinesis_stream_parameters", _DEAD_LETTERS),
                },
                computed=True,
            ),
        },
        gives={"id": "{Name}", "name": "{Name}"},
    ),
    "aws_scheduler_schedule": Type(
        "AWS::Scheduler::Schedule",
        {
            "Name": text("name"),
            "GroupName": text("group_name"),
            "KmsKeyArn": "kms_key_arn",
            "Target": {
                "Arn": "target.arn",
                "RoleArn": "target.role_arn",
                "Input": text("target.input"),
                "DeadLetterConfig": {"Arn": "target.dead_letter_config.arn"},
            },
        },
        gives={"name": "{Name}"},
    ),
    "aws_sfn_state_machine": Type(
        "AWS::StepFunctions::StateMachine",
        {
            "StateMachineName": text("name"),
            "StateMachineType": text("type"),
            "RoleArn": "role_arn",
            "DefinitionString": text("definition"),
            "EncryptionConfiguration": Block("encryption_configuration", {"KmsKeyId": "kms_key_id"}, computed=True),
            "LoggingConfiguration": Block("logging_configuration", {"Level": text("level")}, computed=True),
        },
        gives={"id": "{Arn}", "name": "{Name}"},
    ),
}
