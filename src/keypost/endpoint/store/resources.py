"""Resource policies: whose resource an ARN names, and the policy that is attached to it."""

import json
from collections.abc import Callable
from typing import Any

from keypost.arn import Arn, parse_arn
from keypost.named import NamedTuple

_PARTITION = "aws"


class Attached(NamedTuple):
    """A resource's account, and its policy as JSON; None where it has none."""

    account: str
    policy: str | None


def find_attached(arn: str) -> Attached:
    """Return the account and the policy of the resource; its account is empty where nobody knows the resource."""
    parts = parse_arn(arn)
    if parts is None:
        return Attached("", None)
    find = _FINDERS.get(parts.service)
    found = find(parts) if find is not None else None
    return found or Attached(parts.account, None)


def find_topic(arn: str) -> Any:
    """Return moto's own object of the topic, None where there is none."""
    from moto.sns.models import sns_backends

    parts = parse_arn(arn)
    return None if parts is None else sns_backends[parts.account][parts.region].topics.get(arn)


def find_queue(arn: str) -> Any:
    """Return moto's own object of the queue, None where there is none."""
    from moto.sqs.models import sqs_backends

    parts = parse_arn(arn)
    return None if parts is None else sqs_backends[parts.account][parts.region].queues.get(parts.resource)


def find_bucket(name: str) -> Any:
    """Return moto's own object of the bucket, None where there is none."""
    from moto.s3.models import s3_backends

    owner = s3_backends.bucket_accounts.get(name)
    return None if owner is None else s3_backends[owner[1]][owner[0]].buckets.get(name)


def _topic_policy(parts: Arn) -> Attached | None:
    topic = find_topic(str(parts))
    if topic is None:  # the ARN of a subscription begins with its topic's
        topic = find_topic(str(parts).rpartition(":")[0])
    return None if topic is None else Attached(parts.account, topic.policy)


def _queue_policy(parts: Arn) -> Attached | None:
    queue = find_queue(str(parts))
    return None if queue is None else Attached(parts.account, _written(queue.policy))


def _bucket_policy(parts: Arn) -> Attached | None:
    bucket = find_bucket(parts.resource.partition("/")[0])
    if bucket is None:
        return None
    policy = bucket.policy
    return Attached(bucket.account_id, policy.decode() if isinstance(policy, bytes) else policy)


def _trust_policy(parts: Arn) -> Attached | None:
    from keypost.endpoint.store.identities import find_role

    role = find_role(str(parts)) if parts.resource.startswith("role/") else None
    return None if role is None else Attached(parts.account, role.trust)


def _bus_policy(parts: Arn) -> Attached | None:
    from moto.events.models import events_backends

    kind, _, name = parts.resource.partition("/")
    bus = events_backends[parts.account][parts.region].event_buses.get(name) if kind == "event-bus" else None
    return None if bus is None else Attached(parts.account, bus.policy)


def _function_policy(parts: Arn) -> Attached | None:
    from moto.awslambda.models import lambda_backends

    name = parts.resource.split(":")[1] if ":" in parts.resource else ""
    if not name:
        return None
    function = next((one for one in lambda_backends[parts.account][parts.region].list_functions()
                     if one.function_name == name), None)  # fmt: skip
    policy: Any = getattr(function, "policy", None)
    if policy is None or not policy.statements:
        return Attached(parts.account, None)
    statements = [{**one, "Principal": _name_kind(one["Principal"])} for one in policy.statements]
    return Attached(parts.account, json.dumps({"Version": "2012-10-17", "Statement": statements}))


def _name_kind(principal: Any) -> Any:
    """Return a principal as a policy has it: moto keeps users, roles and accounts as bare texts."""
    return {"AWS": principal} if isinstance(principal, str) and principal != "*" else principal


def _written(policy: object) -> str | None:
    """Return the policy as JSON; moto keeps an empty one for none."""
    data = json.loads(policy) if isinstance(policy, str) else policy
    return json.dumps(data) if isinstance(data, dict) and data.get("Statement") else None


_FINDERS: dict[str, Callable[[Arn], Attached | None]] = {
    "sns": _topic_policy,
    "sqs": _queue_policy,
    "s3": _bucket_policy,
    "iam": _trust_policy,
    "events": _bus_policy,
    "lambda": _function_policy,
}
