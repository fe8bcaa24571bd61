"""What watches and tells: CloudWatch alarms, budgets, chat clients."""

from typing import Any

from keypost.endpoint.cloudformation.hands import Hands
from keypost.endpoint.cloudformation.records import Properties
from keypost.endpoint.cloudformation.types.declare import Change, Made, Request, Type, same
from keypost.endpoint.cloudformation.types.parts import tags

_ALARM = same(
    "ActionsEnabled", "AlarmActions", "AlarmDescription", "ComparisonOperator", "DatapointsToAlarm", "Dimensions",
    "EvaluateLowSampleCountPercentile", "EvaluationPeriods", "ExtendedStatistic", "InsufficientDataActions",
    "MetricName", "Metrics", "Namespace", "OKActions", "Period", "Statistic", "Threshold", "ThresholdMetricId",
    "TreatMissingData", "Unit",
)  # fmt: skip
_COMPOSITE = same(
    "ActionsEnabled", "ActionsSuppressor", "ActionsSuppressorExtensionPeriod", "ActionsSuppressorWaitPeriod",
    "AlarmActions", "AlarmDescription", "AlarmRule", "InsufficientDataActions", "OKActions",
)  # fmt: skip


def _alarm(operation: str, takes: dict[str, str]) -> Type:
    return Type(
        "cloudwatch",
        create=Request(operation, takes | same("AlarmName", "Tags")),
        update=Request(operation, takes, {"AlarmName": "{id}"}),
        delete=Request("DeleteAlarms", given={"AlarmNames": ["{id}"]}),
        id="{AlarmName}",
        attributes={"Arn": "arn:aws:cloudwatch:{region}:{account}:alarm:{id}"},
        named="AlarmName",
        replaces=frozenset({"AlarmName"}),
        parts=(
            tags("cloudwatch", Request("TagResource", {"Tags": "Tags"}, {"ResourceARN": "{Arn}"}),
                 Request("UntagResource", given={"ResourceARN": "{Arn}"}), keys="TagKeys"),
        ),
        label="CloudWatch",
    )  # fmt: skip


def _create_budget(hands: Hands, properties: Properties) -> Made:
    budget: dict[str, Any] = dict(properties["Budget"])
    name = str(budget.setdefault("BudgetName", hands.name(most=100)))
    more = {key: properties[key] for key in ("NotificationsWithSubscribers", "ResourceTags") if properties.get(key)}
    hands.call("budgets", "CreateBudget", {"AccountId": hands.account, "Budget": budget, **more})
    return Made(name)


def _update_budget(hands: Hands, change: Change) -> None:
    if change.touches("Budget"):
        budget = {**change.after["Budget"], "BudgetName": change.id}
        hands.call("budgets", "UpdateBudget", {"AccountId": hands.account, "NewBudget": budget})


BUDGET = Type(
    "budgets",
    create=_create_budget,
    update=_update_budget,
    delete=Request("DeleteBudget", given={"AccountId": "{account}", "BudgetName": "{id}"}),
    id="",
    attributes={"Id": "{id}"},
    replaces=frozenset({"Budget/BudgetName", "NotificationsWithSubscribers"}),
    knows=frozenset({"Budget", "NotificationsWithSubscribers", "ResourceTags"}),
    tags="ResourceTags",
    label="Budgets",
)

_CHANNEL = {"SlackChannelId": "SlackChannelId", **same("SnsTopicArns", "IamRoleArn", "LoggingLevel")} | {
    "GuardrailPolicies": "GuardrailPolicyArns", "UserRoleRequired": "UserAuthorizationRequired",
}  # fmt: skip
SLACK_CHANNEL = Type(
    "chatbot",
    create=Request(
        "CreateSlackChannelConfiguration",
        _CHANNEL | {"SlackWorkspaceId": "SlackTeamId"} | same("ConfigurationName", "Tags"),
        renamed={"Key": "TagKey", "Value": "TagValue"},
    ),
    update=Request("UpdateSlackChannelConfiguration", _CHANNEL, {"ChatConfigurationArn": "{id}"}),
    delete=Request("DeleteSlackChannelConfiguration", given={"ChatConfigurationArn": "{id}"}),
    id="=ChannelConfiguration.ChatConfigurationArn",
    attributes={"Arn": "{id}"},
    replaces=frozenset({"ConfigurationName", "SlackWorkspaceId"}),
    label="Chatbot",
)

_EVENTS = same("Enabled", "EventCategories", "SnsTopicArn", "SourceType")
EVENT_SUBSCRIPTION = Type(
    "rds",
    create=Request("CreateEventSubscription", _EVENTS | same("SubscriptionName", "SourceIds", "Tags")),
    update=Request("ModifyEventSubscription", _EVENTS, {"SubscriptionName": "{id}"}),
    delete=Request("DeleteEventSubscription", given={"SubscriptionName": "{id}"}),
    id="{SubscriptionName}",
    named="SubscriptionName",
    is_lower=True,
    replaces=frozenset({"SubscriptionName", "SnsTopicArn"}),
    label="Rds",
)

TYPES = {
    "AWS::RDS::EventSubscription": EVENT_SUBSCRIPTION,
    "AWS::CloudWatch::Alarm": _alarm("PutMetricAlarm", _ALARM),
    "AWS::CloudWatch::CompositeAlarm": _alarm("PutCompositeAlarm", _COMPOSITE),
    "AWS::Budgets::Budget": BUDGET,
    "AWS::Chatbot::SlackChannelConfiguration": SLACK_CHANNEL,
}
