"""The AWS CLI as far as scripts of ours use it: botocore's own names of operations and parameters, over boto3."""

import json
import sys
from collections.abc import Iterator, Sequence
from functools import reduce
from pathlib import Path
from typing import Any

import boto3
from botocore import xform_name

_SERVICES = {"s3api": "s3"}
_STRUCTURED = {"structure", "map", "list"}


def run(words: Sequence[str]) -> object:
    """Make the call; return what `--query` asks of its answer."""
    service, operation, *rest = words
    options = dict(_pair(rest))
    client = boto3.client(_SERVICES.get(service, service), region_name=options.pop("region", "us-east-1"))
    query, output = options.pop("query", None), options.pop("output", None)
    assert output in {None, "text"}
    method = operation.replace("-", "_")
    model = client.meta.service_model.operation_model(client.meta.method_to_api_mapping[method])
    members = {xform_name(name, "-"): (name, shape) for name, shape in model.input_shape.members.items()}
    given: dict[str, Any] = {}
    for option, text in options.items():
        name, shape = members[option]  # an option that the CLI doesn't have fails here
        given[name] = json.loads(_load(text)) if shape.type_name in _STRUCTURED else _load(text)
    if method == "set_queue_attributes":
        given["Attributes"] = _keep_policy(client, given["QueueUrl"]) | given["Attributes"]
    answer = getattr(client, method)(**given)
    return None if query is None else reduce(lambda part, step: part[step], query.split("."), answer)


def _keep_policy(client: Any, url: str) -> dict[str, str]:
    """AWS leaves attributes that aren't named as they are; moto forgets the policy."""
    found: dict[str, str] = client.get_queue_attributes(QueueUrl=url, AttributeNames=["Policy"]).get("Attributes", {})
    return found


def _pair(words: Sequence[str]) -> Iterator[tuple[str, str]]:
    assert len(words) % 2 == 0
    for option, value in zip(words[::2], words[1::2], strict=True):
        assert option.startswith("--")
        yield option.removeprefix("--"), value


def _load(text: str) -> str:
    return Path(text.removeprefix("file://")).read_text(encoding="utf-8") if text.startswith("file://") else text


if __name__ == "__main__":
    found = run(sys.argv[1:])
    if found is not None:
        sys.stdout.write(f"{found}\n")
