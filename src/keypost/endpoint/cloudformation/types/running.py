"""What runs: Lambda functions with their permissions, sources and versions."""

import io
import zipfile
from typing import Any

from keypost.endpoint.cloudformation.hands import Hands
from keypost.endpoint.cloudformation.records import Properties
from keypost.endpoint.cloudformation.types.declare import Change, Made, Request, Type, same
from keypost.endpoint.cloudformation.types.parts import setting, tags

_CONFIGURATION = (
    "DeadLetterConfig", "Description", "Environment", "EphemeralStorage", "FileSystemConfigs", "Handler", "ImageConfig",
    "KmsKeyArn", "Layers", "LoggingConfig", "MemorySize", "Role", "Runtime", "SnapStart", "Timeout", "TracingConfig",
    "VpcConfig",
)  # fmt: skip
_AT_BIRTH = ("FunctionName", "PackageType", "Architectures", "CodeSigningConfigArn", "Tags")


def _pack(code: Properties, runtime: str) -> dict[str, Any]:
    """Return the code as the API takes it: text in the template is a file `index` in an archive."""
    if "ZipFile" not in code:
        return {name: code[name] for name in code if name != "SourceKMSKeyArn"}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("index.js" if runtime.startswith("nodejs") else "index.py", str(code["ZipFile"]))
    return {"ZipFile": packed.getvalue()}


def _create_function(hands: Hands, properties: Properties) -> Made:
    taken = {name: properties[name] for name in (*_CONFIGURATION, *_AT_BIRTH) if properties.get(name) is not None}
    code = _pack(properties.get("Code") or {}, str(properties.get("Runtime", "")))
    result = hands.call("lambda", "CreateFunction", {**taken, "Code": code})
    return Made(str(properties["FunctionName"]), result)


def _update_function(hands: Hands, change: Change) -> None:
    if change.touches("Code"):
        code = _pack(change.after.get("Code") or {}, str(change.after.get("Runtime", "")))
        hands.call("lambda", "UpdateFunctionCode", {"FunctionName": change.id, **code})
    if change.touches(*_CONFIGURATION):
        taken = {name: change.after[name] for name in _CONFIGURATION if change.after.get(name) is not None}
        hands.call("lambda", "UpdateFunctionConfiguration", {"FunctionName": change.id, **taken})


FUNCTION = Type(
    "lambda",
    create=_create_function,
    update=_update_function,
    delete=Request("DeleteFunction", given={"FunctionName": "{id}"}),
    id="",
    attributes={"Arn": "=FunctionArn"},
    named="FunctionName",
    longest=64,
    replaces=frozenset({"FunctionName", "PackageType"}),
    knows=frozenset({*_CONFIGURATION, *_AT_BIRTH, "Code"}),
    parts=(
        setting("lambda", Request("PutFunctionConcurrency", same("ReservedConcurrentExecutions"),
                                  {"FunctionName": "{id}"}),
                remove=Request("DeleteFunctionConcurrency", given={"FunctionName": "{id}"})),
        tags("lambda", Request("TagResource", {"Tags": "Tags"}, {"Resource": "{Arn}"}),
             Request("UntagResource", given={"Resource": "{Arn}"}), keys="TagKeys"),
    ),
    label="Lambda",
)  # fmt: skip

_PERMISSION = (
    "Action", "EventSourceToken", "FunctionName", "FunctionUrlAuthType", "Principal", "PrincipalOrgID", "SourceAccount",
    "SourceArn",
)  # fmt: skip


def _permit(hands: Hands, properties: Properties) -> Made:
    name = hands.name(most=100)
    hands.call("lambda", "AddPermission", {**properties, "StatementId": name})
    return Made(name)


PERMISSION = Type(
    "lambda",
    create=_permit,
    delete=Request("RemovePermission", given={"FunctionName": "{FunctionName}", "StatementId": "{id}"}),
    id="",
    attributes={"Id": "{id}"},
    replaces=frozenset(_PERMISSION),
    knows=frozenset(_PERMISSION),
    tags="",
    label="Lambda",
)

_MAPPING = same(
    "BatchSize", "BisectBatchOnFunctionError", "DestinationConfig", "Enabled", "FilterCriteria", "FunctionName",
    "FunctionResponseTypes", "KmsKeyArn", "MaximumBatchingWindowInSeconds", "MaximumRecordAgeInSeconds",
    "MaximumRetryAttempts", "ParallelizationFactor", "ScalingConfig", "SourceAccessConfigurations",
    "TumblingWindowInSeconds",
)  # fmt: skip
MAPPING = Type(
    "lambda",
    create=Request(
        "CreateEventSourceMapping",
        _MAPPING | same("EventSourceArn", "StartingPosition", "StartingPositionTimestamp", "Topics", "Queues", "Tags"),
    ),
    update=Request("UpdateEventSourceMapping", _MAPPING, {"UUID": "{id}"}),
    delete=Request("DeleteEventSourceMapping", given={"UUID": "{id}"}),
    id="=UUID",
    attributes={"Id": "{id}", "EventSourceMappingArn": "arn:aws:lambda:{region}:{account}:event-source-mapping:{id}"},
    replaces=frozenset({"EventSourceArn", "StartingPosition", "StartingPositionTimestamp"}),
    label="Lambda",
)

_INVOKE = same("DestinationConfig", "MaximumEventAgeInSeconds", "MaximumRetryAttempts", "FunctionName", "Qualifier")
INVOKE_CONFIG = Type(
    "lambda",
    create=Request("PutFunctionEventInvokeConfig", _INVOKE),
    update=Request("PutFunctionEventInvokeConfig", _INVOKE),
    delete=Request(
        "DeleteFunctionEventInvokeConfig", given={"FunctionName": "{FunctionName}", "Qualifier": "{Qualifier}"}
    ),
    id="{FunctionName}|{Qualifier}",
    replaces=frozenset({"FunctionName", "Qualifier"}),
    tags="",
    label="Lambda",
)
VERSION = Type(
    "lambda",
    create=Request("PublishVersion", same("FunctionName", "Description", "CodeSha256")),
    delete=Request("DeleteFunction", given={"FunctionName": "{FunctionName}", "Qualifier": "{Version}"}),
    id="=FunctionArn",
    attributes={"FunctionArn": "{id}", "Version": "=Version"},
    replaces=frozenset({"FunctionName", "Description", "CodeSha256"}),
    tags="",
    label="Lambda",
)
_ALIAS = same("Description", "FunctionName", "FunctionVersion", "RoutingConfig")
ALIAS = Type(
    "lambda",
    create=Request("CreateAlias", _ALIAS | same("Name")),
    update=Request("UpdateAlias", _ALIAS, {"Name": "{Name}"}),
    delete=Request("DeleteAlias", given={"FunctionName": "{FunctionName}", "Name": "{Name}"}),
    id="=AliasArn",
    attributes={"AliasArn": "{id}"},
    replaces=frozenset({"FunctionName", "Name"}),
    tags="",
    label="Lambda",
)

TYPES = {
    "AWS::Lambda::Function": FUNCTION,
    "AWS::Lambda::Permission": PERMISSION,
    "AWS::Lambda::EventSourceMapping": MAPPING,
    "AWS::Lambda::EventInvokeConfig": INVOKE_CONFIG,
    "AWS::Lambda::Version": VERSION,
    "AWS::Lambda::Alias": ALIAS,
}
