"""Tags of what an ARN names, as the service that has it tells them."""

from collections.abc import Callable, Mapping
from typing import Any

from keypost.arn import Arn, parse_arn
from keypost.endpoint.refusal import RefusalError
from keypost.endpoint.store.identities import find_role, find_user
from keypost.endpoint.store.perform import perform
from keypost.endpoint.store.resources import find_bucket
from keypost.named import NamedTuple

_NAMES = (("Key", "Value"), ("TagKey", "TagValue"))


class _Question(NamedTuple):
    """The operation that tells tags, its parameters, and the member of the answer that holds them."""

    operation: str
    ask: Callable[[Arn], Mapping[str, Any]]
    member: str


def find_tags(arn: str) -> dict[str, str]:
    """Return the tags of the resource; none where nobody knows it, or where it can't have any."""
    parts = parse_arn(arn)
    if parts is None:
        return {}
    if parts.service == "iam":
        found = find_role(arn) if parts.resource.startswith("role/") else find_user(arn)
        return dict(found.tags) if found is not None else {}
    return _ask(parts)


def find_object_tags(bucket: str, key: str) -> dict[str, str]:
    """Return the tags of an object in a bucket."""
    found = find_bucket(bucket)
    if found is None or not key or key not in found.keys:
        return {}
    parameters = {"Bucket": bucket, "Key": key}
    try:
        told = perform("s3", "GetObjectTagging", parameters, account=found.account_id, region=found.region_name)
    except RefusalError:
        return {}
    return _read(told.get("TagSet"))


def _ask(parts: Arn) -> dict[str, str]:
    question = _QUESTIONS.get(parts.service)
    if question is None:
        return {}
    try:
        told = perform(
            parts.service, question.operation, question.ask(parts), account=parts.account, region=parts.region
        )
    except RefusalError:
        return {}
    return _read(told.get(question.member))


def _read(given: Any) -> dict[str, str]:
    if isinstance(given, Mapping):
        return {str(key): str(value) for key, value in given.items()}
    for key, value in _NAMES:
        if given and key in given[0]:
            return {str(one[key]): str(one.get(value, "")) for one in given}
    return {}


def _by(parameter: str) -> Callable[[Arn], Mapping[str, Any]]:
    return lambda parts: {parameter: str(parts)}


_QUESTIONS = {
    "backup": _Question("ListTags", _by("ResourceArn"), "Tags"),
    "cloudwatch": _Question("ListTagsForResource", _by("ResourceARN"), "Tags"),
    "dynamodb": _Question(
        "ListTagsOfResource", lambda parts: {"ResourceArn": str(parts).partition("/index/")[0]}, "Tags"
    ),
    "events": _Question("ListTagsForResource", _by("ResourceARN"), "Tags"),
    "kms": _Question("ListResourceTags", lambda parts: {"KeyId": parts.resource.removeprefix("key/")}, "Tags"),
    "lambda": _Question("ListTags", _by("Resource"), "Tags"),
    "logs": _Question(
        "ListTagsForResource", lambda parts: {"resourceArn": str(parts).partition(":log-stream:")[0]}, "tags"
    ),
    "sns": _Question("ListTagsForResource", _by("ResourceArn"), "Tags"),
    "sqs": _Question(
        "ListQueueTags", lambda parts: {"QueueUrl": f"http://127.0.0.1/{parts.account}/{parts.resource}"}, "Tags"
    ),
}
