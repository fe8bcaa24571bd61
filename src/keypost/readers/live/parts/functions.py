"""Lambda: functions with their policies, asynchronous destinations, and event source mappings.

https://docs.aws.amazon.com/lambda/latest/api/API_Operations.html
Of environment variables it is kept that there are some, neither their names nor their values.
"""

from collections.abc import Iterator

from keypost.readers.live.api import Api
from keypost.readers.live.part import Part
from keypost.readers.live.reply import Item, Value, settle
from keypost.readers.snapshot.record import Record
from keypost.unknown import Unread

_NO_POLICY = "ResourceNotFoundException: The resource you requested does not exist"
_MAPPING = ("EventSourceArn", "DestinationConfig", "SourceAccessConfigurations", "Queues", "State")


def _fetch(api: Api) -> Iterator[Record]:
    yield from api.each(api.items("ListFunctions", "Functions"), _fetch_function)
    yield from (_mapping(api, one) for one in api.items("ListEventSourceMappings", "EventSourceMappings"))


def _fetch_function(api: Api, function: Item) -> Iterator[Record]:
    arn, name = function["FunctionArn"], function["FunctionName"]
    policy = api.call("GetPolicy", about=arn, absent=[_NO_POLICY], FunctionName=name)
    properties = {
        "FunctionName": name,
        "Role": function.get("Role"),
        "KmsKeyArn": function.get("KMSKeyArn") or None,
        "Environment": {"Variables": {}} if _has_variables(function) else None,
        "DeadLetterConfig": function.get("DeadLetterConfig"),
        "Policy": policy.document("Policy"),
    }
    calls = {"Policy": "lambda:GetPolicy"}
    yield Record("AWS::Lambda::Function", arn, arn, name, settle(properties), "lambda:ListFunctions", calls)
    yield from _fetch_destinations(api, name, arn)


def _has_variables(function: Item) -> bool:
    """An error in their place says that they can't be decrypted, so there are some."""
    environment = function.get("Environment") or {}
    return bool(environment.get("Variables") or environment.get("Error"))


def _fetch_destinations(api: Api, name: str, arn: str) -> Iterator[Record]:
    member, call = "FunctionEventInvokeConfigs", "lambda:ListFunctionEventInvokeConfigs"
    listed = api.whole("ListFunctionEventInvokeConfigs", member, about=arn, FunctionName=name)
    for configuration in () if isinstance(listed, Unread) else listed:
        qualified = configuration["FunctionArn"]
        properties = {"FunctionName": qualified, "DestinationConfig": configuration.get("DestinationConfig")}
        kind = "AWS::Lambda::EventInvokeConfig"
        yield Record(kind, f"{qualified} EventInvokeConfig", "", "", settle(properties), call)


def _mapping(api: Api, mapping: Item) -> Record:
    name = mapping["UUID"]
    arn = mapping.get("EventSourceMappingArn") or api.arn("lambda", f"event-source-mapping:{name}")
    settings: dict[str, Value] = {setting: mapping.get(setting) for setting in _MAPPING}
    properties = settle(settings | {"FunctionName": mapping.get("FunctionArn"), "KmsKeyArn": mapping.get("KMSKeyArn")})
    return Record("AWS::Lambda::EventSourceMapping", arn, arn, name, properties, "lambda:ListEventSourceMappings")


PART = Part(
    "lambda",
    "lambda",
    {
        "ListFunctions": "lambda:ListFunctions",
        "GetPolicy": "lambda:GetPolicy",
        "ListFunctionEventInvokeConfigs": "lambda:ListFunctionEventInvokeConfigs",
        "ListEventSourceMappings": "lambda:ListEventSourceMappings",
    },
    _fetch,
)
