"""What tells people: chat clients, cost anomalies, budget actions, and services that publish to topics."""

from keypost.readers.terraform.types.declare import Block, Blocks, Joined, Part, Properties, Type, Types, text

_CHANNEL: Properties = {
    "ConfigurationName": text("configuration_name"),
    "SnsTopicArns": "sns_topic_arns[]",
    "IamRoleArn": "iam_role_arn",
}
_GIVES_CHANNEL = {"chat_configuration_arn": "{Arn}"}

NOTICES: Types = {
    "aws_chatbot_slack_channel_configuration": Type(
        "AWS::Chatbot::SlackChannelConfiguration", _CHANNEL, gives=_GIVES_CHANNEL
    ),
    "aws_chatbot_teams_channel_configuration": Type(
        "AWS::Chatbot::MicrosoftTeamsChannelConfiguration", _CHANNEL, gives=_GIVES_CHANNEL
    ),
    "aws_ce_anomaly_subscription": Type(
        "AWS::CE::AnomalySubscription",
        {
            "SubscriptionName": text("name"),
            "Subscribers": Blocks("subscriber", {"Type": text("type"), "Address": "address"}),
        },
    ),
    "aws_budgets_budget_action": Type(
        "AWS::Budgets::BudgetsAction",
        {
            "BudgetName": "budget_name",
            "Subscribers": Blocks("subscriber", {"Type": text("subscription_type"), "Address": "address"}),
        },
    ),
    "aws_autoscaling_notification": Type(
        parts=(
            Part(
                "AWS::AutoScaling::AutoScalingGroup",
                by="group_names[]",
                properties={"NotificationConfigurations": Joined(({"TopicARN": "topic_arn"},))},
            ),
        )
    ),
    "aws_devopsguru_notification_channel": Type(
        "AWS::DevOpsGuru::NotificationChannel", {"Config": {"Sns": {"TopicArn": "sns.topic_arn"}}}
    ),
    "aws_codestarnotifications_notification_rule": Type(
        "AWS::CodeStarNotifications::NotificationRule",
        {
            "Name": text("name"),
            "Resource": "resource",
            "Targets": Blocks("target", {"TargetType": text("type"), "TargetAddress": "address"}),
        },
    ),
    "aws_ses_event_destination": Type(
        "AWS::SES::ConfigurationSetEventDestination",
        {
            "ConfigurationSetName": text("configuration_set_name"),
            "EventDestination": {"SnsDestination": {"TopicARN": "sns_destination.topic_arn"}},
        },
    ),
    "aws_sesv2_configuration_set_event_destination": Type(
        "AWS::SES::ConfigurationSetEventDestination",
        {
            "ConfigurationSetName": text("configuration_set_name"),
            "EventDestination": {"SnsDestination": {"TopicARN": "event_destination.sns_destination.topic_arn"}},
        },
    ),
    "aws_ssm_maintenance_window_task": Type(
        "AWS::SSM::MaintenanceWindowTask",
        {
            "TaskInvocationParameters": {
                "MaintenanceWindowRunCommandParameters": Block(
                    "task_invocation_parameters",
                    {
                        "ServiceRoleArn": "run_command_parameters.service_role_arn",
                        "NotificationConfig": {
                            "NotificationArn": "run_command_parameters.notification_config.notification_arn"
                        },
                    },
                )
            }
        },
    ),
    "aws_ssmincidents_response_plan": Type(
        "AWS::SSMIncidents::ResponsePlan",
        {
            "Name": text("name"),
            "ChatChannel": {"ChatbotSns": "chat_channel[]"},
            "IncidentTemplate": Block(
                "incident_template",
                {"NotificationTargets": Blocks("notification_target", {"SnsTopicArn": "sns_topic_arn"})},
            ),
        },
    ),
    "aws_imagebuilder_infrastructure_configuration": Type(
        "AWS::ImageBuilder::InfrastructureConfiguration", {"Name": text("name"), "SnsTopicArn": "sns_topic_arn"}
    ),
    "aws_elastic_beanstalk_environment": Type(
        "AWS::ElasticBeanstalk::Environment",
        {
            "EnvironmentName": text("name"),
            "OptionSettings": Blocks(
                "setting",
                {"Namespace": text("namespace"), "OptionName": text("name"), "Value": "value"},
            ),
        },
    ),
    "aws_customerprofiles_domain": Type(
        "AWS::CustomerProfiles::Domain",
        {
            "DomainName": text("domain_name"),
            "DefaultEncryptionKey": "default_encryption_key",
            "DeadLetterQueueUrl": "dead_letter_queue_url",
        },
    ),
}
