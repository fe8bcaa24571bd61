"""SNS topics and SQS queues."""

from keypost.readers.terraform.types.declare import OWN_POLICY, Part, Type, Types, json_with, policy, text

MESSAGING: Types = {
    "aws_sns_topic": Type(
        "AWS::SNS::Topic",
        {"TopicName": text("name"), "KmsMasterKeyId": "kms_master_key_id", OWN_POLICY: policy("policy")},
        gives={"id": "{Arn}", "name": "{Name}", "owner": "{Account}"},
    ),
    "aws_sns_topic_policy": Type(
        parts=(Part("AWS::SNS::Topic", by="arn", properties={OWN_POLICY: policy("policy")}, guards=True),),
    ),
    "aws_sns_topic_subscription": Type(
        "AWS::SNS::Subscription",
        {
            "TopicArn": "topic_arn",
            "Protocol": text("protocol"),
            "Endpoint": "endpoint",
            "RedrivePolicy": json_with("redrive_policy", "deadLetterTargetArn"),
            "SubscriptionRoleArn": "subscription_role_arn",
        },
        gives={"id": "{Arn}"},
    ),
    "aws_sqs_queue": Type(
        "AWS::SQS::Queue",
        {
            "QueueName": text("name"),
            "KmsMasterKeyId": "kms_master_key_id",
            "SqsManagedSseEnabled": text("sqs_managed_sse_enabled"),
            "RedrivePolicy": json_with("redrive_policy", "deadLetterTargetArn"),
            OWN_POLICY: policy("policy"),
        },
        gives={"id": "{Ref}", "url": "{Ref}", "name": "{Name}"},
    ),
    "aws_sqs_queue_policy": Type(
        parts=(Part("AWS::SQS::Queue", by="queue_url", properties={OWN_POLICY: policy("policy")}, guards=True),),
    ),
    "aws_sqs_queue_redrive_policy": Type(
        parts=(
            Part(
                "AWS::SQS::Queue",
                by="queue_url",
                properties={"RedrivePolicy": json_with("redrive_policy", "deadLetterTargetArn")},
            ),
        )
    ),
}
