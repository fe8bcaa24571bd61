"""EventBridge rule -> SNS topic or SQS queue, as the service or as the target's role; what fails goes to its queue.

Sources: EventBridge User Guide, using dead-letter queues to process undelivered events (attributes and error codes: a
missing permission isn't retried); using resource-based policies for Amazon EventBridge; AWS service event metadata.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from keypost.arn import parse_arn
from keypost.catalogue.declare import Path
from keypost.catalogue.paths import (
    eventbridge_rule_to_sns,
    eventbridge_rule_to_sns_role,
    eventbridge_rule_to_sqs,
    eventbridge_rule_to_sqs_role,
    eventbridge_target_dlq,
)
from keypost.endpoint.call import Call, Caller
from keypost.endpoint.caller import build_role_session
from keypost.endpoint.deliveries.declare import Delivery
from keypost.endpoint.deliveries.hand_over import hand_over
from keypost.endpoint.deliveries.sender import build_sender, enter_role
from keypost.endpoint.front import Done, Front
from keypost.endpoint.refusal import RefusalError
from keypost.endpoint.store.resources import find_queue, find_topic
from keypost.endpoint.store.rules import StoredRule, list_matching, write_input
from keypost.endpoint.wire.values import write_time

_PATHS = {"sns": eventbridge_rule_to_sns.PATH, "sqs": eventbridge_rule_to_sqs.PATH}
_OF_ROLES = {"sns": eventbridge_rule_to_sns_role.PATH, "sqs": eventbridge_rule_to_sqs_role.PATH}
_SERVICE = "events.amazonaws.com"
_NO_PERMISSIONS = "NO_PERMISSIONS"
_NO_RESOURCE = "NO_RESOURCE"
_NO_ROLE = "FAILED_TO_ASSUME_ROLE"
_FAILED = "SDK_CLIENT_ERROR"
_DENIALS = frozenset(
    {"AuthorizationError", "AccessDeniedException", "AccessDenied", "KMSAccessDenied", "KmsAccessDenied"}
)


def deliver(front: Front, done: Done) -> None:
    """Hand each event that was taken to the targets of the rules that it matches."""
    for entry, told in zip(done.call.parameters.get("Entries") or (), done.result.get("Entries") or (), strict=False):
        if told.get("EventId"):
            bus = parse_arn(str(entry.get("EventBusName", "")))
            account, region = (bus.account, bus.region) if bus is not None else (done.call.account, done.call.region)
            name = str(entry.get("EventBusName") or "default").rpartition("/")[2]
            event = _build_event(entry, str(told["EventId"]), account=done.call.account, region=region)
            for rule in list_matching(event, bus=name, account=account, region=region):
                for target in rule.targets:
                    _send(front, event, rule, target)


def _build_event(entry: Mapping[str, Any], event_id: str, *, account: str, region: str) -> dict[str, Any]:
    at = entry.get("Time")
    return {
        "version": "0",
        "id": event_id,
        "detail-type": entry["DetailType"],
        "source": entry["Source"],
        "account": account,
        "time": write_time(at if isinstance(at, datetime) else datetime.now(UTC), "iso8601"),
        "region": region,
        "resources": list(entry.get("Resources") or ()),
        "detail": json.loads(entry["Detail"]),
    }


def _send(front: Front, event: Mapping[str, Any], rule: StoredRule, target: Mapping[str, Any]) -> None:
    arn = str(target["Arn"])
    parts = parse_arn(arn)
    if parts is None or parts.service not in _PATHS:
        return
    role = str(target.get("RoleArn") or "")
    path = (_OF_ROLES if role else _PATHS)[parts.service]
    refused = _enter_role(front, rule, role)
    if refused is not None:
        _bury(front, event, rule, target, _NO_ROLE, refused)
        return
    sender = _build_sender(rule, arn, role, path)
    text, further = write_input(event, target), target.get("SqsParameters") or {}
    refused = hand_over(front, text, path=path, source=rule.arn, target=arn, sender=sender, further=further)
    if refused is not None:
        _bury(front, event, rule, target, _find_code(refused, arn), refused)


def _find_code(refused: RefusalError, target: str) -> str:
    if find_topic(target) is None and find_queue(target) is None:
        return _NO_RESOURCE
    return _NO_PERMISSIONS if refused.code in _DENIALS else _FAILED


def _enter_role(front: Front, rule: StoredRule, role: str) -> RefusalError | None:
    """Return why the service may not assume the target's role; without a role it calls as itself."""
    parts = parse_arn(role)
    if parts is None:
        return None
    assume = Call("sts", "AssumeRole", {"RoleArn": role}, parts.account, rule.arn.split(":")[3])
    try:
        enter_role(front, role, _SERVICE, source=rule.arn, call=assume)
    except RefusalError as refusal:
        return refusal
    return None


def _build_sender(rule: StoredRule, target: str, role: str, path: Path) -> Caller:
    parts = parse_arn(role)
    if parts is None:
        return build_sender(path, source=rule.arn, target=target)
    return build_role_session(role, session="events", account=parts.account)


def _bury(
    front: Front,
    event: Mapping[str, Any],
    rule: StoredRule,
    target: Mapping[str, Any],
    code: str,
    refused: RefusalError,
) -> None:
    """Hand the event to the target's dead-letter queue, which has a policy and a key of its own."""
    queue = str((target.get("DeadLetterConfig") or {}).get("Arn") or "")
    if parse_arn(queue) is None:
        return
    told = {
        "RULE_ARN": rule.arn,
        "TARGET_ARN": str(target["Arn"]),
        "ERROR_CODE": code,
        "ERROR_MESSAGE": refused.message,
        "RETRY_ATTEMPTS": "0",
    }
    attributes = {name: {"DataType": "String", "StringValue": value} for name, value in told.items()}
    further = {"MessageAttributes": attributes}
    path = eventbridge_target_dlq.PATH
    hand_over(front, json.dumps(event), path=path, source=rule.arn, target=queue, further=further)


DELIVERY = Delivery(reactions={("events", "PutEvents"): deliver})
