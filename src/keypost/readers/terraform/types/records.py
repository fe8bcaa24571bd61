"""Where services keep records of what happens: log deliveries, flow logs, access logs, Config, event data stores."""

from keypost.readers.terraform.types.declare import Blocks, Fixed, Joined, Properties, Source, Type, Types, text

_NAMED = {"id": "{Name}", "name": "{Name}"}


def _attribute(key: str, value: Source) -> Properties:
    return {"Key": Fixed(key), "Value": value}


def _attributes(kind: str, block: str) -> tuple[Properties, ...]:
    """The attributes of a load balancer by which it logs."""
    return (
        _attribute(f"{kind}.s3.enabled", text(f"{block}.enabled")),
        _attribute(f"{kind}.s3.bucket", f"{block}.bucket"),
        _attribute(f"{kind}.s3.prefix", text(f"{block}.prefix")),
    )


_LOAD_BALANCER = Type(
    "AWS::ElasticLoadBalancingV2::LoadBalancer",
    {
        "Name": text("name"),
        "Type": text("load_balancer_type"),
        "LoadBalancerAttributes": Joined(
            (*_attributes("access_logs", "access_logs"), *_attributes("connection_logs", "connection_logs"))
        ),
    },
    gives={"id": "{Arn}", "name": "{Name}"},
)

RECORDS: Types = {
    "aws_cloudwatch_log_subscription_filter": Type(
        "AWS::Logs::SubscriptionFilter",
        {
            "FilterName": text("name"),
            "LogGroupName": "log_group_name",
            "DestinationArn": "destination_arn",
            "RoleArn": "role_arn",
        },
    ),
    "aws_cloudwatch_log_delivery": Type(
        "AWS::Logs::Delivery",
        {"DeliverySourceName": "delivery_source_name", "DeliveryDestinationArn": "delivery_destination_arn"},
    ),
    "aws_cloudwatch_log_delivery_source": Type(
        "AWS::Logs::DeliverySource",
        {"Name": text("name"), "ResourceArn": "resource_arn", "LogType": text("log_type")},
        gives={"name": "{Name}"},
    ),
    "aws_cloudwatch_log_delivery_destination": Type(
        "AWS::Logs::DeliveryDestination",
        {
            "Name": text("name"),
            "DestinationResourceArn": "delivery_destination_configuration.destination_resource_arn",
        },
        gives={"name": "{Name}"},
    ),
    "aws_flow_log": Type(
        "AWS::EC2::FlowLog",
        {
            "ResourceId": "vpc_id",
            "LogDestinationType": text("log_destination_type"),
            "LogDestination": "log_destination",
            "LogGroupName": "log_group_name",
            "DeliverLogsPermissionArn": "iam_role_arn",
        },
        gives={"id": "{Name}"},
    ),
    "aws_lb": _LOAD_BALANCER,
    "aws_alb": _LOAD_BALANCER,
    "aws_elb": Type(
        "AWS::ElasticLoadBalancing::LoadBalancer",
        {
            "LoadBalancerName": text("name"),
            "AccessLoggingPolicy": {
                "Enabled": text("access_logs.enabled"),
                "S3BucketName": "access_logs.bucket",
                "S3BucketPrefix": text("access_logs.bucket_prefix"),
            },
        },
        gives=_NAMED,
    ),
    "aws_wafv2_web_acl_logging_configuration": Type(
        "AWS::WAFv2::LoggingConfiguration",
        {"ResourceArn": "resource_arn", "LogDestinationConfigs": "log_destination_configs[]"},
    ),
    "aws_route53_resolver_query_log_config": Type(
        "AWS::Route53Resolver::ResolverQueryLoggingConfig",
        {"Name": text("name"), "DestinationArn": "destination_arn"},
        gives={"id": "{Name}"},
    ),
    "aws_route53_key_signing_key": Type(
        "AWS::Route53::KeySigningKey",
        {"HostedZoneId": text("hosted_zone_id"), "KeyManagementServiceArn": "key_management_service_arn"},
    ),
    "aws_guardduty_detector": Type("AWS::GuardDuty::Detector", gives={"id": "{Name}"}),
    "aws_guardduty_publishing_destination": Type(
        "AWS::GuardDuty::PublishingDestination",
        {
            "DetectorId": "detector_id",
            "DestinationProperties": {"DestinationArn": "destination_arn", "KmsKeyArn": "kms_key_arn"},
        },
    ),
    "aws_config_delivery_channel": Type(
        "AWS::Config::DeliveryChannel",
        {
            "Name": text("name"),
            "S3BucketName": "s3_bucket_name",
            "S3KeyPrefix": text("s3_key_prefix"),
            "S3KmsKeyArn": "s3_kms_key_arn",
            "SnsTopicARN": "sns_topic_arn",
        },
        gives=_NAMED,
    ),
    "aws_config_configuration_recorder": Type(
        "AWS::Config::ConfigurationRecorder", {"Name": text("name"), "RoleARN": "role_arn"}, gives=_NAMED
    ),
    "aws_cloudtrail_event_data_store": Type(
        "AWS::CloudTrail::EventDataStore", {"Name": text("name"), "KmsKeyId": "kms_key_id"}, gives={"id": "{Arn}"}
    ),
    "aws_cloudwatch_event_archive": Type(
        "AWS::Events::Archive",
        {
            "ArchiveName": text("name"),
            "SourceArn": "event_source_arn",
            "KmsKeyIdentifier": "kms_key_identifier",
        },
        gives=_NAMED,
    ),
    "aws_controltower_landing_zone": Type("AWS::ControlTower::LandingZone", {"Manifest": text("manifest_json")}),
    "aws_ssm_resource_data_sync": Type(
        "AWS::SSM::ResourceDataSync",
        {
            "SyncName": text("name"),
            "S3Destination": {
                "BucketName": "s3_destination.bucket_name",
                "BucketPrefix": text("s3_destination.prefix"),
                "KMSKeyArn": "s3_destination.kms_key_arn",
            },
        },
    ),
    "aws_bcmdataexports_export": Type(
        "AWS::BCMDataExports::Export",
        {
            "Export": {
                "Name": text("export.name"),
                "DestinationConfigurations": {
                    "S3Destination": {
                        "S3Bucket": "export.destination_configurations.s3_destination.s3_bucket",
                        "S3Prefix": text("export.destination_configurations.s3_destination.s3_prefix"),
                    }
                },
            }
        },
    ),
    "aws_msk_cluster": Type(
        "AWS::MSK::Cluster",
        {
            "ClusterName": text("cluster_name"),
            "EncryptionInfo": {
                "EncryptionAtRest": {"DataVolumeKMSKeyId": "encryption_info.encryption_at_rest_kms_key_arn"}
            },
            "LoggingInfo": {
                "BrokerLogs": {
                    "S3": {
                        "Enabled": text("logging_info.broker_logs.s3.enabled"),
                        "Bucket": "logging_info.broker_logs.s3.bucket",
                        "Prefix": text("logging_info.broker_logs.s3.prefix"),
                    }
                }
            },
        },
        gives={"id": "{Arn}", "cluster_name": "{Name}"},
    ),
    "aws_emr_cluster": Type(
        "AWS::EMR::Cluster",
        {
            "Name": text("name"),
            "LogUri": text("log_uri"),
            "LogEncryptionKmsKeyId": "log_encryption_kms_key_id",
            "JobFlowRole": "ec2_attributes.instance_profile",
        },
    ),
    "aws_ses_receipt_rule": Type(
        "AWS::SES::ReceiptRule",
        {
            "RuleSetName": text("rule_set_name"),
            "Rule": {
                "Name": text("name"),
                "Actions": Joined(
                    (
                        Blocks(
                            "s3_action",
                            {
                                "S3Action": {
                                    "BucketName": "bucket_name",
                                    "KmsKeyArn": "kms_key_arn",
                                    "IamRoleArn": "iam_role_arn",
                                    "ObjectKeyPrefix": text("object_key_prefix"),
                                }
                            },
                        ),
                        Blocks("sns_action", {"SNSAction": {"TopicArn": "topic_arn"}}),
                    )
                ),
            },
        },
    ),
}
