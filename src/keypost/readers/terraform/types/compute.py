"""What starts instances from encrypted images, and what instances and things call: fleets, groups, IoT, APIs, users."""

from keypost.readers.terraform.types.declare import Block, Blocks, Joined, Properties, Type, Types, json_with, text

_EBS: Properties = {"Ebs": Block("ebs", {"KmsKeyId": "kms_key_id", "Encrypted": text("encrypted")})}
_HOOK: Properties = {
    "LifecycleHookName": text("name"),
    "NotificationTargetARN": "notification_target_arn",
    "RoleARN": "role_arn",
}
_BY_ID_OR_NAME: Properties = {"LaunchTemplateId": "id", "LaunchTemplateName": "name"}
_SPECIFICATION: Properties = {
    "LaunchTemplateId": "launch_template_specification.launch_template_id",
    "LaunchTemplateName": "launch_template_specification.launch_template_name",
}


# The actions of a topic rule: the block, what CloudFormation calls it, and the target in the words of both.
_ACTIONS = (
    ("firehose", "Firehose", "DeliveryStreamName", "delivery_stream_name"),
    ("kinesis", "Kinesis", "StreamName", "stream_name"),
    ("s3", "S3", "BucketName", "bucket_name"),
    ("sns", "Sns", "TargetArn", "target_arn"),
    ("sqs", "Sqs", "QueueUrl", "queue_url"),
)

COMPUTE: Types = {
    "aws_launch_template": Type(
        "AWS::EC2::LaunchTemplate",
        {
            "LaunchTemplateName": text("name"),
            "LaunchTemplateData": {"BlockDeviceMappings": Blocks("block_device_mappings", _EBS)},
        },
        gives={"id": "{Id}", "name": "{Name}"},
    ),
    "aws_imagebuilder_image_recipe": Type(
        "AWS::ImageBuilder::ImageRecipe",
        {"Name": text("name"), "BlockDeviceMappings": Blocks("block_device_mapping", _EBS)},
    ),
    "aws_autoscaling_group": Type(
        "AWS::AutoScaling::AutoScalingGroup",
        {
            "AutoScalingGroupName": text("name"),
            "ServiceLinkedRoleARN": "service_linked_role_arn",
            "LaunchTemplate": Block("launch_template", _BY_ID_OR_NAME),
            "MixedInstancesPolicy": Block(
                "mixed_instances_policy",
                {
                    "LaunchTemplate": Block(
                        "launch_template",
                        {
                            "LaunchTemplateSpecification": _SPECIFICATION,
                            "Overrides": Blocks("override", {"LaunchTemplateSpecification": _SPECIFICATION}),
                        },
                    )
                },
            ),
            "LifecycleHookSpecificationList": Blocks("initial_lifecycle_hook", _HOOK),
        },
        gives={"id": "{Name}", "name": "{Name}"},
    ),
    "aws_autoscaling_lifecycle_hook": Type(
        "AWS::AutoScaling::LifecycleHook", {**_HOOK, "AutoScalingGroupName": "autoscaling_group_name"}
    ),
    "aws_ec2_fleet": Type(
        "AWS::EC2::EC2Fleet",
        {
            "Type": text("type"),
            "LaunchTemplateConfigs": Blocks("launch_template_config", {"LaunchTemplateSpecification": _SPECIFICATION}),
        },
        gives={"id": "{Name}"},
    ),
    "aws_spot_fleet_request": Type(
        "AWS::EC2::SpotFleet",
        {
            "SpotFleetRequestConfigData": {
                "LaunchTemplateConfigs": Blocks(
                    "launch_template_config",
                    {"LaunchTemplateSpecification": Block("launch_template_specification", _BY_ID_OR_NAME)},
                )
            }
        },
    ),
    "aws_eks_node_group": Type(
        "AWS::EKS::Nodegroup",
        {
            "NodegroupName": text("node_group_name"),
            "ClusterName": text("cluster_name"),
            "LaunchTemplate": Block("launch_template", {"Id": "id", "Name": "name"}),
        },
    ),
    "aws_dlm_lifecycle_policy": Type(
        "AWS::DLM::LifecyclePolicy",
        {
            "ExecutionRoleArn": "execution_role_arn",
            "PolicyDetails": Block(
                "policy_details",
                {
                    "Schedules": Blocks(
                        "schedule",
                        {
                            "CrossRegionCopyRules": Blocks(
                                "cross_region_copy_rule", {"CmkArn": "cmk_arn", "Encrypted": text("encrypted")}
                            )
                        },
                    ),
                    "Actions": Blocks(
                        "action",
                        {
                            "CrossRegionCopy": Blocks(
                                "cross_region_copy",
                                {
                                    "EncryptionConfiguration": Block(
                                        "encryption_configuration",
                                        {"CmkArn": "cmk_arn", "Encrypted": text("encrypted")},
                                    )
                                },
                            )
                        },
                    ),
                },
            ),
        },
    ),
    "aws_iot_topic_rule": Type(
        "AWS::IoT::TopicRule",
        {
            "RuleName": text("name"),
            "TopicRulePayload": {
                "Actions": Joined(
                    tuple(
                        Blocks(block, {kind: {name: source, "RoleArn": "role_arn"}})
                        for block, kind, name, source in _ACTIONS
                    )
                ),
                "ErrorAction": Block(
                    "error_action",
                    {
                        kind: Block(block, {name: source, "RoleArn": "role_arn"})
                        for block, kind, name, source in _ACTIONS
                    },
                ),
            },
        },
        gives={"id": "{Name}", "name": "{Name}"},
    ),
    "aws_apigatewayv2_integration": Type(
        "AWS::ApiGatewayV2::Integration",
        {
            "ApiId": text("api_id"),
            "IntegrationSubtype": text("integration_subtype"),
            "CredentialsArn": "credentials_arn",
            "RequestParameters": json_with("request_parameters", "QueueUrl"),
        },
    ),
    "aws_cognito_user_pool": Type(
        "AWS::Cognito::UserPool",
        {
            "UserPoolName": text("name"),
            "LambdaConfig": Block(
                "lambda_config",
                {
                    "KMSKeyID": "kms_key_id",
                    "CustomEmailSender": Block("custom_email_sender", {"LambdaArn": "lambda_arn"}),
                    "CustomSMSSender": Block("custom_sms_sender", {"LambdaArn": "lambda_arn"}),
                },
            ),
        },
        gives={"id": "{Name}", "name": "{UserPoolName}"},
    ),
}
