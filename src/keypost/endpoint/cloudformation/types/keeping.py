"""What keeps data: DynamoDB tables, Kinesis streams, SSM parameters, secrets."""

import json
from collections.abc import Mapping
from typing import Any

from keypost.endpoint.cloudformation.hands import Hands
from keypost.endpoint.cloudformation.records import Properties
from keypost.endpoint.cloudformation.types.declare import Change, Made, Part, Request, Type, same
from keypost.endpoint.cloudformation.types.parts import tags

_TABLE = (
    "AttributeDefinitions", "BillingMode", "ProvisionedThroughput", "StreamSpecification", "SSESpecification",
    "TableClass", "DeletionProtectionEnabled", "OnDemandThroughput",
)  # fmt: skip
_TABLE_AT_BIRTH = ("TableName", "KeySchema", "LocalSecondaryIndexes", "GlobalSecondaryIndexes", "Tags")
_RENAMED = {"SSEEnabled": "Enabled"}


def _read_table(properties: Properties, names: tuple[str, ...]) -> dict[str, Any]:
    taken = {name: properties[name] for name in names if properties.get(name) is not None}
    if "StreamSpecification" in taken:
        view = {"StreamViewType": taken["StreamSpecification"]["StreamViewType"]}
        taken["StreamSpecification"] = {"StreamEnabled": True, **view}
    return taken


def _create_table(hands: Hands, properties: Properties) -> Made:
    taken = _read_table(properties, (*_TABLE, *_TABLE_AT_BIRTH))
    if "ProvisionedThroughput" not in taken:
        taken.setdefault("BillingMode", "PROVISIONED")
    result = hands.call("dynamodb", "CreateTable", taken, renamed=_RENAMED)
    return Made(str(properties["TableName"]), result)


def _update_table(hands: Hands, change: Change) -> None:
    names = tuple(name for name in _TABLE if change.touches(name))
    taken = _read_table(change.after, names)
    if "StreamSpecification" in names and "StreamSpecification" not in taken:
        taken["StreamSpecification"] = {"StreamEnabled": False}
    if "SSESpecification" in names and "SSESpecification" not in taken:
        taken["SSESpecification"] = {"Enabled": False}
    if taken:
        hands.call("dynamodb", "UpdateTable", {"TableName": change.id, **taken}, renamed=_RENAMED)
    for update in _compare_indexes(change):
        given = {"TableName": change.id, "GlobalSecondaryIndexUpdates": [update]}
        attributes = {"AttributeDefinitions": change.after.get("AttributeDefinitions")}
        hands.call("dynamodb", "UpdateTable", {**given, **attributes})


def _compare_indexes(change: Change) -> list[dict[str, Any]]:
    old = {one["IndexName"]: one for one in change.before.get("GlobalSecondaryIndexes") or ()}
    new = {one["IndexName"]: one for one in change.after.get("GlobalSecondaryIndexes") or ()}
    gone = [{"Delete": {"IndexName": name}} for name in old if new.get(name) != old[name]]
    return gone + [{"Create": dict(new[name])} for name in new if new[name] != old.get(name)]


def _expire(hands: Hands, change: Change) -> None:
    value = change.after.get("TimeToLiveSpecification")
    old: Mapping[str, Any] = change.before.get("TimeToLiveSpecification") or {}
    given = value or {"AttributeName": old.get("AttributeName", ""), "Enabled": False}
    hands.call("dynamodb", "UpdateTimeToLive", {"TableName": change.id, "TimeToLiveSpecification": given})


def _recover(hands: Hands, change: Change) -> None:
    value = change.after.get("PointInTimeRecoverySpecification") or {"PointInTimeRecoveryEnabled": False}
    given = {"TableName": change.id, "PointInTimeRecoverySpecification": value}
    hands.call("dynamodb", "UpdateContinuousBackups", given)


TABLE = Type(
    "dynamodb",
    create=_create_table,
    update=_update_table,
    delete=Request("DeleteTable", given={"TableName": "{id}"}),
    id="",
    attributes={"Arn": "=TableDescription.TableArn", "StreamArn": "=TableDescription.LatestStreamArn"},
    named="TableName",
    replaces=frozenset({"TableName", "KeySchema", "LocalSecondaryIndexes"}),
    knows=frozenset({*_TABLE, *_TABLE_AT_BIRTH}),
    parts=(
        Part(("TimeToLiveSpecification",), _expire),
        Part(("PointInTimeRecoverySpecification",), _recover),
        tags("dynamodb", Request("TagResource", {"Tags": "Tags"}, {"ResourceArn": "{Arn}"}),
             Request("UntagResource", given={"ResourceArn": "{Arn}"}), keys="TagKeys"),
    ),
    label="DynamoDb",
)  # fmt: skip


def _encrypt(hands: Hands, change: Change) -> None:
    old: Mapping[str, Any] = change.before.get("StreamEncryption") or {}
    value = change.after.get("StreamEncryption")
    verb = "Start" if value else "Stop"
    hands.call("kinesis", f"{verb}StreamEncryption", {"StreamName": change.id, **(value or old)})


def _retain(hands: Hands, change: Change) -> None:
    before, after = (int(one.get("RetentionPeriodHours") or 24) for one in (change.before, change.after))
    if before != after:
        verb = "Increase" if after > before else "Decrease"
        given = {"StreamName": change.id, "RetentionPeriodHours": after}
        hands.call("kinesis", f"{verb}StreamRetentionPeriod", given)


def _create_stream(hands: Hands, properties: Properties) -> Made:
    taken = {name: properties[name] for name in ("StreamModeDetails", "Tags") if properties.get(name)}
    is_on_demand = (taken.get("StreamModeDetails") or {}).get("StreamMode") == "ON_DEMAND"
    if not is_on_demand:
        taken["ShardCount"] = properties.get("ShardCount", 1)
    hands.call("kinesis", "CreateStream", {"StreamName": properties["Name"], **taken})
    return Made(str(properties["Name"]))


def _reshard(hands: Hands, change: Change) -> None:
    if change.touches("ShardCount") and change.after.get("ShardCount"):
        given = {"StreamName": change.id, "TargetShardCount": change.after["ShardCount"]}
        hands.call("kinesis", "UpdateShardCount", {**given, "ScalingType": "UNIFORM_SCALING"})


STREAM = Type(
    "kinesis",
    create=_create_stream,
    update=_reshard,
    delete=Request("DeleteStream", given={"StreamName": "{id}", "EnforceConsumerDeletion": True}),
    id="",
    attributes={"Arn": "arn:aws:kinesis:{region}:{account}:stream/{id}"},
    named="Name",
    longest=128,
    replaces=frozenset({"Name"}),
    knows=frozenset({"Name", "ShardCount", "StreamModeDetails"}),
    parts=(
        Part(("RetentionPeriodHours",), _retain),
        Part(("StreamEncryption",), _encrypt),
        tags("kinesis", Request("AddTagsToStream", {"Tags": "Tags"}, {"StreamName": "{id}"}),
             Request("RemoveTagsFromStream", given={"StreamName": "{id}"}), keys="TagKeys"),
    ),
    label="Kinesis",
)  # fmt: skip

_PARAMETER = same("AllowedPattern", "DataType", "Description", "Policies", "Tier", "Type", "Value")
PARAMETER = Type(
    "ssm",
    create=Request("PutParameter", _PARAMETER | same("Name", "Tags")),
    update=Request("PutParameter", _PARAMETER, {"Name": "{id}", "Overwrite": True}),
    delete=Request("DeleteParameter", given={"Name": "{id}"}),
    id="{Name}",
    attributes={"Type": "{Type}", "Value": "{Value}"},
    named="Name",
    replaces=frozenset({"Name"}),
    label="Ssm",
)


def _create_secret(hands: Hands, properties: Properties) -> Made:
    taken = {name: properties[name] for name in ("Name", "Description", "KmsKeyId", "Tags") if properties.get(name)}
    text = _write_secret(hands, properties)
    result = hands.call("secretsmanager", "CreateSecret", {**taken, **({"SecretString": text} if text else {})})
    return Made(str(result["ARN"]))


def _write_secret(hands: Hands, properties: Properties) -> str:
    """Return what the secret holds: given, or a password, in a template where that is asked for."""
    rules: dict[str, Any] = dict(properties.get("GenerateSecretString") or {})
    if "GenerateSecretString" not in properties:
        return str(properties.get("SecretString") or "")
    template, key = rules.pop("SecretStringTemplate", None), rules.pop("GenerateStringKey", None)
    password = str(hands.call("secretsmanager", "GetRandomPassword", rules)["RandomPassword"])
    return json.dumps({**json.loads(template), key: password}) if template and key else password


def _update_secret(hands: Hands, change: Change) -> None:
    given = {name: change.after[name] for name in ("Description", "KmsKeyId") if change.after.get(name)}
    if change.touches("SecretString", "GenerateSecretString"):
        given["SecretString"] = _write_secret(hands, change.after)
    hands.call("secretsmanager", "UpdateSecret", {"SecretId": change.id, **given})


SECRET = Type(
    "secretsmanager",
    create=_create_secret,
    update=_update_secret,
    delete=Request("DeleteSecret", given={"SecretId": "{id}", "ForceDeleteWithoutRecovery": True}),
    id="",
    attributes={"Id": "{id}"},
    named="Name",
    replaces=frozenset({"Name"}),
    knows=frozenset({"Name", "Description", "KmsKeyId", "SecretString", "GenerateSecretString"}),
    label="SecretsManager",
)

TYPES = {
    "AWS::DynamoDB::Table": TABLE,
    "AWS::Kinesis::Stream": STREAM,
    "AWS::SSM::Parameter": PARAMETER,
    "AWS::SecretsManager::Secret": SECRET,
}
