"""S3: buckets and their policies. Templates spell a bucket's configurations otherwise than the API does."""

from collections.abc import Callable, Mapping
from typing import Any

from keypost.endpoint.cloudformation.hands import Hands
from keypost.endpoint.cloudformation.records import Properties
from keypost.endpoint.cloudformation.types.declare import Apply, Change, Made, Part, Request, Type, same

_HOME = "us-east-1"
Convert = Callable[[Mapping[str, Any]], Any]


def _create(hands: Hands, properties: Properties) -> Made:
    given: dict[str, Any] = {"Bucket": properties["BucketName"]}
    if hands.region != _HOME:
        given["CreateBucketConfiguration"] = {"LocationConstraint": hands.region}
    if properties.get("AccessControl"):
        given["ACL"] = _spell_acl(str(properties["AccessControl"]))
    if properties.get("ObjectLockEnabled") is not None:
        given["ObjectLockEnabledForBucket"] = properties["ObjectLockEnabled"]
    if properties.get("OwnershipControls"):
        rules = properties["OwnershipControls"].get("Rules") or [{}]
        given["ObjectOwnership"] = rules[0].get("ObjectOwnership")
    hands.call("s3", "CreateBucket", given)
    return Made(str(properties["BucketName"]))


def _spell_acl(name: str) -> str:
    """Return the canned ACL as the API spells it: `public-read` for `PublicRead`."""
    return "".join(f"-{one.lower()}" if one.isupper() else one for one in name).lstrip("-")


def _configure(
    name: str, operation: str, parameter: str, *, convert: Convert = dict, remove: str = "", empty: Any = None
) -> Part:
    """Return the part that one property configures; `empty` is what takes it away where no operation does."""

    def apply(hands: Hands, change: Change) -> None:
        value = change.after.get(name)
        if value is not None:
            hands.call("s3", operation, {"Bucket": change.id, parameter: convert(value)}, renamed=_RENAMED)
        elif remove:
            hands.call("s3", remove, {"Bucket": change.id})
        else:
            hands.call("s3", operation, {"Bucket": change.id, parameter: empty})

    return Part((name,), apply)


_RENAMED = {
    "ServerSideEncryptionByDefault": "ApplyServerSideEncryptionByDefault", "ExposedHeaders": "ExposeHeaders",
    "MaxAge": "MaxAgeSeconds", "DestinationBucketName": "TargetBucket", "LogFilePrefix": "TargetPrefix",
    "ReplicationTimeValue": "Time", "CorsRules": "CORSRules",
}  # fmt: skip


def _encryption(value: Mapping[str, Any]) -> dict[str, Any]:
    return {"Rules": value.get("ServerSideEncryptionConfiguration") or []}


def _lifecycle(value: Mapping[str, Any]) -> dict[str, Any]:
    return {"Rules": [_lifecycle_rule(one) for one in value.get("Rules") or ()]}


_TRANSITIONS = {"Transition": "Transitions", "NoncurrentVersionTransition": "NoncurrentVersionTransitions"}


def _lifecycle_rule(rule: Mapping[str, Any]) -> dict[str, Any]:
    moved = {
        "ExpirationInDays": ("Expiration", "Days"), "ExpirationDate": ("Expiration", "Date"),
        "ExpiredObjectDeleteMarker": ("Expiration", "ExpiredObjectDeleteMarker"),
        "NoncurrentVersionExpirationInDays": ("NoncurrentVersionExpiration", "NoncurrentDays"),
        "Prefix": ("Filter", "Prefix"), "ObjectSizeGreaterThan": ("Filter", "ObjectSizeGreaterThan"),
        "ObjectSizeLessThan": ("Filter", "ObjectSizeLessThan"),
    }  # fmt: skip
    found: dict[str, Any] = {}
    for name, value in rule.items():
        if name in moved:
            place, inner = moved[name]
            found.setdefault(place, {})[inner] = value
        elif name.rstrip("s") in _TRANSITIONS:
            days = "NoncurrentDays" if name.startswith("Noncurrent") else "Days"
            listed = value if isinstance(value, list) else [value]
            found[_TRANSITIONS[name.rstrip("s")]] = [_rename(one, {"TransitionInDays": days}) for one in listed]
        else:
            found[name] = value
    found.setdefault("Filter", {"Prefix": ""})
    return found


def _rename(value: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    return {names.get(key, key): one for key, one in value.items()}


_TARGETS = {
    "TopicConfigurations": ("Topic", "TopicArn"),
    "QueueConfigurations": ("Queue", "QueueArn"),
    "LambdaConfigurations": ("Function", "LambdaFunctionArn"),
}


def _notifications(value: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, (target, parameter) in _TARGETS.items():
        rules = [_notification(one, target, parameter) for one in value.get(name) or ()]
        if rules:
            found["LambdaFunctionConfigurations" if name.startswith("Lambda") else name] = rules
    bridge = value.get("EventBridgeConfiguration")
    if bridge is not None and str(bridge.get("EventBridgeEnabled", True)).lower() == "true":
        found["EventBridgeConfiguration"] = {}
    return found


def _notification(rule: Mapping[str, Any], target: str, parameter: str) -> dict[str, Any]:
    found: dict[str, Any] = {parameter: rule.get(target), "Events": [rule.get("Event")]}
    key = (rule.get("Filter") or {}).get("S3Key")
    return found | {"Filter": {"Key": {"FilterRules": key.get("Rules") or []}}} if key else found


def _logging(value: Mapping[str, Any]) -> dict[str, Any]:
    return {"LoggingEnabled": {"TargetPrefix": "", **_rename(value, _RENAMED)}}


def _website(value: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if value.get("IndexDocument"):
        found["IndexDocument"] = {"Suffix": value["IndexDocument"]}
    if value.get("ErrorDocument"):
        found["ErrorDocument"] = {"Key": value["ErrorDocument"]}
    rest = {"RedirectAllRequestsTo", "RoutingRules"} & value.keys()
    return found | {name: value[name] for name in rest}


def _tag(hands: Hands, change: Change) -> None:
    tags = change.after.get("Tags")
    if tags:
        hands.call("s3", "PutBucketTagging", {"Bucket": change.id, "Tagging": {"TagSet": tags}})
    else:
        hands.call("s3", "DeleteBucketTagging", {"Bucket": change.id})


def _own(hands: Hands, change: Change) -> None:
    if change.before:
        rules = change.after.get("OwnershipControls") or {"Rules": [{"ObjectOwnership": "BucketOwnerEnforced"}]}
        hands.call("s3", "PutBucketOwnershipControls", {"Bucket": change.id, "OwnershipControls": rules})


def _set_acl(hands: Hands, change: Change) -> None:
    if change.before:
        acl = _spell_acl(str(change.after.get("AccessControl") or "Private"))
        hands.call("s3", "PutBucketAcl", {"Bucket": change.id, "ACL": acl})


BUCKET = Type(
    "s3",
    create=_create,
    delete=Request("DeleteBucket", given={"Bucket": "{id}"}),
    id="",
    attributes={
        "Arn": "arn:aws:s3:::{id}", "DomainName": "{id}.s3.amazonaws.com",
        "DualStackDomainName": "{id}.s3.dualstack.{region}.amazonaws.com",
        "RegionalDomainName": "{id}.s3.{region}.amazonaws.com",
        "WebsiteURL": "http://{id}.s3-website-{region}.amazonaws.com",
    },
    named="BucketName",
    longest=63,
    is_lower=True,
    replaces=frozenset({"BucketName"}),
    fixed=frozenset({"ObjectLockEnabled"}),
    knows=frozenset({"BucketName", "ObjectLockEnabled"}),
    parts=(
        _configure("BucketEncryption", "PutBucketEncryption", "ServerSideEncryptionConfiguration",
                   convert=_encryption, remove="DeleteBucketEncryption"),
        _configure("PublicAccessBlockConfiguration", "PutPublicAccessBlock", "PublicAccessBlockConfiguration",
                   remove="DeletePublicAccessBlock"),
        _configure("VersioningConfiguration", "PutBucketVersioning", "VersioningConfiguration",
                   empty={"Status": "Suspended"}),
        _configure("LifecycleConfiguration", "PutBucketLifecycleConfiguration", "LifecycleConfiguration",
                   convert=_lifecycle, remove="DeleteBucketLifecycle"),
        _configure("LoggingConfiguration", "PutBucketLogging", "BucketLoggingStatus",
                   convert=_logging, empty={}),
        _configure("CorsConfiguration", "PutBucketCors", "CORSConfiguration", remove="DeleteBucketCors"),
        _configure("WebsiteConfiguration", "PutBucketWebsite", "WebsiteConfiguration", convert=_website,
                   remove="DeleteBucketWebsite"),
        _configure("AccelerateConfiguration", "PutBucketAccelerateConfiguration", "AccelerateConfiguration",
                   convert=lambda value: {"Status": value.get("AccelerationStatus")}, empty={"Status": "Suspended"}),
        _configure("NotificationConfiguration", "PutBucketNotificationConfiguration", "NotificationConfiguration",
                   convert=_notifications, empty={}),
        _configure("ReplicationConfiguration", "PutBucketReplication", "ReplicationConfiguration",
                   remove="DeleteBucketReplication"),
        Part(("OwnershipControls",), _own),
        Part(("AccessControl",), _set_acl),
        Part(("Tags",), _tag),
    ),
    label="S3",
)  # fmt: skip


def _put_policy(operation: str) -> Apply:
    def apply(hands: Hands, change: Change) -> None:
        bucket = (change.after or change.before)["Bucket"]
        policy = {"Policy": change.after["PolicyDocument"]} if change.after else {}
        hands.call("s3", operation, {"Bucket": bucket, **policy})

    return apply


BUCKET_POLICY = Type(
    "s3",
    create=Request("PutBucketPolicy", same("Bucket") | {"PolicyDocument": "Policy"}),
    update=_put_policy("PutBucketPolicy"),
    delete=_put_policy("DeleteBucketPolicy"),
    id="{Bucket}",
    replaces=frozenset({"Bucket"}),
    tags="",
    label="S3",
)

TYPES = {"AWS::S3::Bucket": BUCKET, "AWS::S3::BucketPolicy": BUCKET_POLICY}
