"""What records: AWS Config, CloudTrail, CloudWatch Logs."""

from keypost.endpoint.cloudformation.fit import is_true
from keypost.endpoint.cloudformation.hands import Hands
from keypost.endpoint.cloudformation.records import Properties
from keypost.endpoint.cloudformation.types.declare import Change, Made, Part, Request, Type, below, same
from keypost.endpoint.cloudformation.types.parts import setting, tags
from keypost.endpoint.cloudformation.types.perform import ask

_RECORDER = below("ConfigurationRecorder", "RecordingGroup", "RecordingMode", "RoleARN")
_RECORDER_TYPE, _CHANNEL_TYPE = "AWS::Config::ConfigurationRecorder", "AWS::Config::DeliveryChannel"


def _stop(hands: Hands, change: Change) -> None:
    hands.call("config", "DeleteConfigurationRecorder", {"ConfigurationRecorderName": change.id})


RECORDER = Type(
    "config",
    create=Request("PutConfigurationRecorder", _RECORDER | {"Name": "ConfigurationRecorder.name"}),
    update=Request("PutConfigurationRecorder", _RECORDER, {"ConfigurationRecorder.name": "{id}"}),
    delete=_stop,
    id="{Name}",
    named="Name",
    replaces=frozenset({"Name"}),
    tags="",
    label="AmazonConfig",
    is_legacy=True,
)

_CHANNEL = {
    "ConfigSnapshotDeliveryProperties": "DeliveryChannel.configSnapshotDeliveryProperties",
    "S3BucketName": "DeliveryChannel.s3BucketName", "S3KeyPrefix": "DeliveryChannel.s3KeyPrefix",
    "S3KmsKeyArn": "DeliveryChannel.s3KmsKeyArn", "SnsTopicARN": "DeliveryChannel.snsTopicARN",
}  # fmt: skip
_PUT_CHANNEL = Request("PutDeliveryChannel", _CHANNEL | {"Name": "DeliveryChannel.name"})


def _create_channel(hands: Hands, properties: Properties) -> Made:
    """Make the channel, and start the recorders that waited for it."""
    ask(hands, "config", _PUT_CHANNEL, Change("", {}, properties))
    for one in hands.call("config", "DescribeConfigurationRecorders", {})["ConfigurationRecorders"]:
        hands.call("config", "StartConfigurationRecorder", {"ConfigurationRecorderName": one["name"]})
    return Made(str(properties["Name"]))


def _delete_channel(hands: Hands, change: Change) -> None:
    """Delete the channel; a recorder that is running would hold it."""
    for one in hands.call("config", "DescribeConfigurationRecorders", {})["ConfigurationRecorders"]:
        hands.call("config", "StopConfigurationRecorder", {"ConfigurationRecorderName": one["name"]})
    hands.call("config", "DeleteDeliveryChannel", {"DeliveryChannelName": change.id})


CHANNEL = Type(
    "config",
    create=_create_channel,
    update=Request("PutDeliveryChannel", _CHANNEL, {"DeliveryChannel.name": "{id}"}),
    delete=_delete_channel,
    id="",
    named="Name",
    replaces=frozenset({"Name"}),
    knows=frozenset({"Name", *_CHANNEL}),
    follows=frozenset({_RECORDER_TYPE}),
    tags="",
    label="AmazonConfig",
    is_legacy=True,
)

_RULE = below("ConfigRule", "Description", "InputParameters", "MaximumExecutionFrequency", "Scope", "Source",
              "EvaluationModes")  # fmt: skip
RULE = Type(
    "config",
    create=Request("PutConfigRule", _RULE | below("ConfigRule", "ConfigRuleName")),
    update=Request("PutConfigRule", _RULE, {"ConfigRule.ConfigRuleName": "{id}"}),
    delete=Request("DeleteConfigRule", given={"ConfigRuleName": "{id}"}),
    id="{ConfigRuleName}",
    attributes={"Arn": "arn:aws:config:{region}:{account}:config-rule/{id}"},
    named="ConfigRuleName",
    longest=128,
    replaces=frozenset({"ConfigRuleName"}),
    follows=frozenset({_RECORDER_TYPE, _CHANNEL_TYPE}),
    tags="",
    label="AmazonConfig",
    is_legacy=True,
)

_TRAIL = same(
    "CloudWatchLogsLogGroupArn", "CloudWatchLogsRoleArn", "EnableLogFileValidation", "IncludeGlobalServiceEvents",
    "IsMultiRegionTrail", "IsOrganizationTrail", "KMSKeyId", "S3BucketName", "S3KeyPrefix", "SnsTopicName",
)  # fmt: skip


def _log(hands: Hands, change: Change) -> None:
    if is_true(change.after.get("IsLogging", False)):
        hands.call("cloudtrail", "StartLogging", {"Name": change.id})
    elif change.before:
        hands.call("cloudtrail", "StopLogging", {"Name": change.id})


TRAIL = Type(
    "cloudtrail",
    create=Request("CreateTrail", _TRAIL | {"TrailName": "Name", "Tags": "TagsList"}),
    update=Request("UpdateTrail", _TRAIL, {"Name": "{id}"}),
    delete=Request("DeleteTrail", given={"Name": "{id}"}),
    id="{TrailName}",
    attributes={"Arn": "=TrailARN", "SnsTopicArn": "=SnsTopicARN"},
    named="TrailName",
    longest=128,
    replaces=frozenset({"TrailName"}),
    parts=(
        setting("cloudtrail", Request("PutEventSelectors", same("EventSelectors", "AdvancedEventSelectors"),
                                      {"TrailName": "{id}"})),
        setting("cloudtrail", Request("PutInsightSelectors", same("InsightSelectors"), {"TrailName": "{id}"})),
        Part(("IsLogging",), _log),
    ),
    label="CloudTrail",
)  # fmt: skip


def _encrypt(hands: Hands, change: Change) -> None:
    if not change.before:
        return  # made with it
    if change.after.get("KmsKeyId"):
        given = {"logGroupName": change.id, "kmsKeyId": change.after["KmsKeyId"]}
        hands.call("logs", "AssociateKmsKey", given)
    else:
        hands.call("logs", "DisassociateKmsKey", {"logGroupName": change.id})


LOG_GROUP = Type(
    "logs",
    create=Request("CreateLogGroup", same("LogGroupName", "KmsKeyId", "LogGroupClass", "Tags")),
    delete=Request("DeleteLogGroup", given={"logGroupName": "{id}"}),
    id="{LogGroupName}",
    attributes={"Arn": "arn:aws:logs:{region}:{account}:log-group:{id}:*"},
    named="LogGroupName",
    longest=512,
    replaces=frozenset({"LogGroupName"}),
    fixed=frozenset({"LogGroupClass"}),
    parts=(
        setting("logs", Request("PutRetentionPolicy", same("RetentionInDays"), {"logGroupName": "{id}"}),
                remove=Request("DeleteRetentionPolicy", given={"logGroupName": "{id}"})),
        Part(("KmsKeyId",), _encrypt),
        tags("logs", Request("TagLogGroup", {"Tags": "tags"}, {"logGroupName": "{id}"}),
             Request("UntagLogGroup", given={"logGroupName": "{id}"}), keys="tags"),
    ),
    label="CloudWatchLogs",
)  # fmt: skip
_FILTER = same("DestinationArn", "Distribution", "FilterPattern", "RoleArn", "LogGroupName")
SUBSCRIPTION_FILTER = Type(
    "logs",
    create=Request("PutSubscriptionFilter", _FILTER | same("FilterName")),
    update=Request("PutSubscriptionFilter", _FILTER, {"filterName": "{id}"}),
    delete=Request("DeleteSubscriptionFilter", given={"logGroupName": "{LogGroupName}", "filterName": "{id}"}),
    id="{FilterName}",
    named="FilterName",
    replaces=frozenset({"FilterName", "LogGroupName"}),
    tags="",
    label="CloudWatchLogs",
)

TYPES = {
    _RECORDER_TYPE: RECORDER,
    _CHANNEL_TYPE: CHANNEL,
    "AWS::Config::ConfigRule": RULE,
    "AWS::CloudTrail::Trail": TRAIL,
    "AWS::Logs::LogGroup": LOG_GROUP,
    "AWS::Logs::SubscriptionFilter": SUBSCRIPTION_FILTER,
}
