"""Developer tools, analytics and machine learning: what they write to buckets, and under which key."""

from keypost.readers.terraform.types.declare import Block, Blocks, Part, Type, Types, json_with, text

_NAMED = {"id": "{Name}", "name": "{Name}"}
# How images are encrypted, in a repository and in the template of those to come.
_IMAGES = Block("encryption_configuration", {"EncryptionType": text("encryption_type"), "KmsKey": "kms_key"})

BUILDS: Types = {
    "aws_codepipeline": Type(
        "AWS::CodePipeline::Pipeline",
        {
            "Name": text("name"),
            "RoleArn": "role_arn",
            "ArtifactStores": Blocks(
                "artifact_store",
                {
                    "Region": text("region"),
                    "ArtifactStore": {
                        "Type": text("type"),
                        "Location": "location",
                        "EncryptionKey": {"Id": "encryption_key.id", "Type": text("encryption_key.type")},
                    },
                },
            ),
            "Stages": Blocks(
                "stage",
                {
                    "Name": text("name"),
                    "Actions": Blocks(
                        "action",
                        {
                            "Name": text("name"),
                            "ActionTypeId": {"Category": text("category"), "Provider": text("provider")},
                            "RoleArn": "role_arn",
                            "Configuration": json_with("configuration", "NotificationArn"),
                        },
                    ),
                },
            ),
        },
        gives=_NAMED,
    ),
    "aws_codebuild_project": Type(
        "AWS::CodeBuild::Project",
        {
            "Name": text("name"),
            "ServiceRole": "service_role",
            "EncryptionKey": "encryption_key",
            "Artifacts": Block(
                "artifacts",
                {
                    "Type": text("type"),
                    "Location": "location",
                    "EncryptionDisabled": text("encryption_disabled"),
                },
            ),
        },
        gives={"name": "{Name}"},
    ),
    "aws_codecommit_repository": Type(
        "AWS::CodeCommit::Repository",
        {"RepositoryName": text("repository_name"), "KmsKeyId": "kms_key_id"},
        gives={"id": "{Name}", "repository_name": "{Name}", "repository_id": "{Id}"},
    ),
    "aws_codecommit_trigger": Type(
        parts=(
            Part(
                "AWS::CodeCommit::Repository",
                by="repository_name",
                properties={"Triggers": Blocks("trigger", {"Name": text("name"), "DestinationArn": "destination_arn"})},
            ),
        )
    ),
    "aws_athena_workgroup": Type(
        "AWS::Athena::WorkGroup",
        {
            "Name": text("name"),
            "WorkGroupConfiguration": Block(
                "configuration",
                {
                    "ExecutionRole": "execution_role",
                    "ResultConfiguration": {
                        "OutputLocation": text("result_configuration.output_location"),
                        "EncryptionConfiguration": {
                            "EncryptionOption": text("result_configuration.encryption_configuration.encryption_option"),
                            "KmsKey": "result_configuration.encryption_configuration.kms_key_arn",
                        },
                    },
                },
            ),
        },
        gives=_NAMED,
    ),
    "aws_glue_security_configuration": Type(
        "AWS::Glue::SecurityConfiguration",
        {
            "Name": text("name"),
            "EncryptionConfiguration": Block(
                "encryption_configuration",
                {
                    "CloudWatchEncryption": {
                        "CloudWatchEncryptionMode": text("cloudwatch_encryption.cloudwatch_encryption_mode"),
                        "KmsKeyArn": "cloudwatch_encryption.kms_key_arn",
                    },
                    "S3Encryptions": Blocks(
                        "s3_encryption",
                        {"S3EncryptionMode": text("s3_encryption_mode"), "KmsKeyArn": "kms_key_arn"},
                    ),
                },
            ),
        },
        gives=_NAMED,
    ),
    "aws_glue_job": Type(
        "AWS::Glue::Job",
        {"Name": text("name"), "Role": "role_arn", "SecurityConfiguration": "security_configuration"},
        gives=_NAMED,
    ),
    "aws_glue_data_catalog_encryption_settings": Type(
        "AWS::Glue::DataCatalogEncryptionSettings",
        {
            "CatalogId": text("catalog_id"),
            "DataCatalogEncryptionSettings": {
                "EncryptionAtRest": Block(
                    "data_catalog_encryption_settings",
                    {
                        "CatalogEncryptionMode": text("encryption_at_rest.catalog_encryption_mode"),
                        "CatalogEncryptionServiceRole": "encryption_at_rest.catalog_encryption_service_role",
                        "SseAwsKmsKeyId": "encryption_at_rest.sse_aws_kms_key_id",
                    },
                )
            },
        },
    ),
    "aws_sagemaker_model": Type(
        "AWS::SageMaker::Model",
        {"ModelName": text("name"), "ExecutionRoleArn": "execution_role_arn"},
        gives=_NAMED,
    ),
    "aws_sagemaker_endpoint_configuration": Type(
        "AWS::SageMaker::EndpointConfig",
        {
            "EndpointConfigName": text("name"),
            "DataCaptureConfig": Block(
                "data_capture_config",
                {
                    "EnableCapture": text("enable_capture"),
                    "DestinationS3Uri": text("destination_s3_uri"),
                    "KmsKeyId": "kms_key_id",
                },
            ),
            "ProductionVariants": Blocks("production_variants", {"ModelName": "model_name"}),
        },
        gives=_NAMED,
    ),
    "aws_synthetics_canary": Type(
        "AWS::Synthetics::Canary",
        {
            "Name": text("name"),
            "ExecutionRoleArn": "execution_role_arn",
            "ArtifactS3Location": text("artifact_s3_location"),
            "ArtifactConfig": {
                "S3Encryption": {
                    "EncryptionMode": text("artifact_config.s3_encryption.encryption_mode"),
                    "KmsKeyArn": "artifact_config.s3_encryption.kms_key_arn",
                }
            },
        },
        gives=_NAMED,
    ),
    "aws_datasync_location_s3": Type(
        "AWS::DataSync::LocationS3",
        {
            "S3BucketArn": "s3_bucket_arn",
            "Subdirectory": text("subdirectory"),
            "S3Config": {"BucketAccessRoleArn": "s3_config.bucket_access_role_arn"},
        },
        gives={"id": "{Arn}"},
    ),
    "aws_datasync_task": Type(
        "AWS::DataSync::Task",
        {
            "Name": text("name"),
            "SourceLocationArn": "source_location_arn",
            "DestinationLocationArn": "destination_location_arn",
        },
        gives={"id": "{Arn}"},
    ),
    "aws_transfer_user": Type(
        "AWS::Transfer::User",
        {
            "UserName": text("user_name"),
            "ServerId": text("server_id"),
            "Role": "role",
            "HomeDirectory": text("home_directory"),
            "HomeDirectoryMappings": Blocks(
                "home_directory_mappings", {"Entry": text("entry"), "Target": text("target")}
            ),
            "PosixProfile": Block("posix_profile", {"Uid": text("uid"), "Gid": text("gid")}),
        },
    ),
    "aws_appflow_flow": Type(
        "AWS::AppFlow::Flow",
        {
            "FlowName": text("name"),
            "KMSArn": "kms_arn",
            "SourceFlowConfig": Block(
                "source_flow_config",
                {
                    "SourceConnectorProperties": {
                        "S3": {
                            "BucketName": "source_connector_properties.s3.bucket_name",
                            "BucketPrefix": text("source_connector_properties.s3.bucket_prefix"),
                        }
                    }
                },
            ),
            "DestinationFlowConfigList": Blocks(
                "destination_flow_config",
                {
                    "DestinationConnectorProperties": {
                        "S3": {
                            "BucketName": "destination_connector_properties.s3.bucket_name",
                            "BucketPrefix": text("destination_connector_properties.s3.bucket_prefix"),
                        }
                    }
                },
            ),
        },
    ),
    "aws_ecr_repository": Type(
        "AWS::ECR::Repository",
        {
            "RepositoryName": text("name"),
            "EncryptionConfiguration": _IMAGES,
        },
        gives=_NAMED,
    ),
    "aws_ecr_repository_creation_template": Type(
        "AWS::ECR::RepositoryCreationTemplate",
        {
            "Prefix": text("prefix"),
            "CustomRoleArn": "custom_role_arn",
            "EncryptionConfiguration": _IMAGES,
        },
    ),
    "aws_imagebuilder_distribution_configuration": Type(
        "AWS::ImageBuilder::DistributionConfiguration",
        {
            "Name": text("name"),
            "Distributions": Blocks(
                "distribution",
                {
                    "Region": text("region"),
                    "AmiDistributionConfiguration": {"KmsKeyId": "ami_distribution_configuration.kms_key_id"},
                },
            ),
        },
    ),
    "aws_opensearch_domain": Type(
        "AWS::OpenSearchService::Domain",
        {
            "DomainName": text("domain_name"),
            "EncryptionAtRestOptions": Block(
                "encrypt_at_rest", {"Enabled": text("enabled"), "KmsKeyId": "kms_key_id"}, computed=True
            ),
        },
        gives={"id": "{Arn}", "domain_name": "{Name}"},
    ),
    "aws_cloudfront_distribution": Type(
        "AWS::CloudFront::Distribution",
        {
            "DistributionConfig": {
                "Logging": {"Bucket": "logging_config.bucket", "Prefix": text("logging_config.prefix")},
                "Origins": Blocks(
                    "origin",
                    {
                        "DomainName": "domain_name",
                        "OriginPath": text("origin_path"),
                        "OriginAccessControlId": "origin_access_control_id",
                        "S3OriginConfig": Block(
                            "s3_origin_config", {"OriginAccessIdentity": text("origin_access_identity")}
                        ),
                    },
                ),
            }
        },
        gives={"id": "{Name}"},
    ),
}
