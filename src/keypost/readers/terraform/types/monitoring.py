"""CloudWatch alarms and log groups, EventBridge, CloudTrail, budgets."""

from keypost.readers.terraform.types.declare import (
    ITSELF,
    Blocks,
    Each,
    Fixed,
    Joined,
    Part,
    Properties,
    Type,
    Types,
    policy,
    text,
)

_ACTIONS: Properties = {
    "AlarmName": text("alarm_name"),
    "AlarmActions": "alarm_actions[]",
    "OKActions": "ok_actions[]",
    "InsufficientDataActions": "insufficient_data_actions[]",
    "ActionsEnabled": text("actions_enabled"),
}
_ALARM = {"id": "{Name}", "alarm_name": "{Name}"}

MONITORING: Types = {
    "aws_cloudwatch_metric_alarm": Type(
        "AWS::CloudWatch::Alarm",
        _ACTIONS | {"Namespace": text("namespace"), "MetricName": text("metric_name")},  # type: ignore[operator]
        gives=_ALARM,
    ),
    "aws_cloudwatch_composite_alarm": Type("AWS::CloudWatch::CompositeAlarm", _ACTIONS, gives=_ALARM),
    "aws_cloudwatch_log_group": Type(
        "AWS::Logs::LogGroup",
        {"LogGroupName": text("name"), "KmsKeyId": "kms_key_id"},
        gives={"id": "{Name}", "name": "{Name}"},
    ),
    "aws_cloudwatch_event_bus": Type(
        "AWS::Events::EventBus",
        {
            "Name": text("name"),
            "KmsKeyIdentifier": "kms_key_identifier",
            "DeadLetterConfig": {"Arn": "dead_letter_config.arn"},
        },
        gives={"id": "{Name}", "name": "{Name}"},
    ),
    "aws_cloudwatch_event_bus_policy": Type(
        parts=(
            Part("AWS::Events::EventBus", by="event_bus_name", properties={"Policy": policy("policy")}, guards=True),
        )
    ),
    "aws_cloudwatch_event_rule": Type(
        "AWS::Events::Rule",
        {
            "Name": text("name"),
            "EventBusName": "event_bus_name",
            "State": text("state"),
            "EventPattern": text("event_pattern"),
        },
        gives={"id": "{Bus/}{Name}", "name": "{Name}"},
    ),
    "aws_cloudwatch_event_target": Type(
        parts=(
            Part(
                "AWS::Events::Rule",
                by="rule",
                properties={
                    "Targets": Joined(
                        (
                            {
                                "Arn": "arn",
                                "Id": text("target_id"),
                                "RoleArn": "role_arn",
                                "DeadLetterConfig": {"Arn": "dead_letter_config.arn"},
                            },
                        )
                    )
                },
                also={"EventBusName": "event_bus_name"},
            ),
        )
    ),
    "aws_cloudtrail": Type(
        "AWS::CloudTrail::Trail",
        {
            "TrailName": text("name"),
            "S3BucketName": "s3_bucket_name",
            "S3KeyPrefix": text("s3_key_prefix"),
            "KMSKeyId": "kms_key_id",
            "SnsTopicName": "sns_topic_name",
        },
        gives={"name": "{Name}"},
    ),
    "aws_budgets_budget": Type(
        "AWS::Budgets::Budget",
        {
            "Budget": {"BudgetName": text("name"), "BudgetType": text("budget_type")},
            "NotificationsWithSubscribers": Blocks(
                "notification",
                {
                    "Notification": {"NotificationType": text("notification_type")},
                    "Subscribers": Joined(
                        (
                            Each("subscriber_sns_topic_arns[]", {"SubscriptionType": Fixed("SNS"), "Address": ITSELF}),
                            Each(
                                "subscriber_email_addresses[]", {"SubscriptionType": Fixed("EMAIL"), "Address": ITSELF}
                            ),
                        )
                    ),
                },
            ),
        },
        gives={"name": "{Name}"},
    ),
}
