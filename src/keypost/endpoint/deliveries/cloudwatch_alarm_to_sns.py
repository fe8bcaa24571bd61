"""CloudWatch alarm -> SNS topic: on every change of state, with the alarm's history.

Sources: CloudWatch API reference, SetAlarmState, DescribeAlarmHistory; the failure texts as re:Post quotes them
(knowledge-center/cloudwatch-receive-sns-for-alarm-trigger).
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from keypost.arn import parse_arn
from keypost.catalogue.paths import cloudwatch_alarm_to_sns, cloudwatch_alarm_to_sns_cross_account
from keypost.endpoint.call import Call, Caller
from keypost.endpoint.deliveries.alarms import find_any_alarm, list_composites, list_history, write_history
from keypost.endpoint.deliveries.attempt import attempt
from keypost.endpoint.deliveries.declare import Delivery
from keypost.endpoint.deliveries.sender import build_sender
from keypost.endpoint.front import Front, Result
from keypost.endpoint.refusal import RefusalError
from keypost.endpoint.store.alarms import StoredAlarm
from keypost.endpoint.store.perform import perform
from keypost.endpoint.wire.values import write_time

_KEY_REFUSED = "CloudWatch Alarms does not have authorization to access the SNS topic encryption key."
_PAGE = 100


def set_alarm_state(front: Front, call: Call, _caller: Caller) -> Result:
    """Set the state, write the change down, and run the actions of the new state."""
    name = call.get("AlarmName")
    before = find_any_alarm(front, name, call)
    if before is None:
        raise RefusalError("ResourceNotFound", "Unknown", status=404)  # seen in answers of the AWS CLI
    composite = list_composites(front, call).get(name)
    if composite is not None:
        composite |= {"StateValue": call.get("StateValue"), "StateReason": call.get("StateReason")}
    else:
        perform(call.service, call.operation, call.parameters, account=call.account, region=call.region)
    change_state(front, before, call)
    return {}


def change_state(front: Front, before: StoredAlarm, call: Call) -> None:
    """Write down that the alarm went from the state it had to the one it has, and run its actions."""
    alarm = find_any_alarm(front, before.name, call)
    if alarm is None or alarm.state == before.state:
        return
    summary = f"Alarm updated from {before.state} to {alarm.state}"
    write_history(front, alarm, call, "StateUpdate", summary, _describe_change(before, alarm))
    for action in alarm.actions.get(alarm.state, ()) if alarm.is_enabled else ():
        _run_action(front, action, before, alarm, call)


def describe_alarm_history(front: Front, call: Call, _caller: Caller) -> Result:
    """Return the history, newest first unless asked otherwise."""
    items = [one for one in list_history(front, call) if _is_wanted(one, call)]
    if call.get("ScanBy") != "TimestampAscending":
        items.reverse()
    token = call.get("NextToken")
    start = int(token) if token.isdecimal() else 0
    end = start + int(call.parameters.get("MaxRecords") or _PAGE)
    shown: dict[str, Any] = {"AlarmHistoryItems": items[start:end]}
    return shown | {"NextToken": str(end)} if end < len(items) else shown


def _is_wanted(item: Mapping[str, Any], call: Call) -> bool:
    begin, end = call.parameters.get("StartDate"), call.parameters.get("EndDate")
    return (
        call.get("AlarmName") in {"", item["AlarmName"]}
        and call.get("HistoryItemType") in {"", item["HistoryItemType"]}
        and (begin is None or item["Timestamp"] >= begin)
        and (end is None or item["Timestamp"] <= end)
    )


def _run_action(front: Front, action: str, before: StoredAlarm, alarm: StoredAlarm, call: Call) -> None:
    target = parse_arn(action)
    if target is None or target.service != "sns":
        return
    is_own = target.account == call.account
    path = (cloudwatch_alarm_to_sns if is_own else cloudwatch_alarm_to_sns_cross_account).PATH
    sender = build_sender(path, source=alarm.arn, target=action)
    subject = f'{alarm.state}: "{alarm.name}" in {call.region}'
    message = json.dumps(_describe_alarm(before, alarm, call), ensure_ascii=False)
    parameters = {"TopicArn": action, "Message": message, "Subject": subject[:100]}
    publish = Call("sns", "Publish", parameters, target.account, target.region)
    refused = attempt(front, publish, sender, path=path.id, source=alarm.arn, target=action)
    summary = f"Successfully executed action {action}"
    data: dict[str, Any] = {"actionState": "Succeeded", "notificationResource": action}
    if refused is not None:
        error = _word_failure(refused, alarm, action)
        summary = f'Failed to execute action {action}. Received error: "{error}"'
        data |= {"actionState": "Failed", "error": _word_key_failure(refused) or error}
    write_history(front, alarm, call, "Action", summary, data)


def _word_failure(refused: RefusalError, alarm: StoredAlarm, topic: str) -> str:
    if refused.code == "KMSAccessDenied":
        return _KEY_REFUSED
    if refused.code == "AuthorizationError":
        return f"Resource: {alarm.arn} is not authorized to perform: SNS:Publish on resource: {topic}"
    return _word_key_failure(refused) or refused.message


def _word_key_failure(refused: RefusalError) -> str:
    """Return how the history's data names what KMS refused: `null (Service: AWSKMS; ...)`."""
    _, is_kms, inner = refused.message.partition("(Service: AWSKMS;")
    return f"null (Service: AWSKMS;{inner}" if is_kms else ""


def _describe_change(before: StoredAlarm, alarm: StoredAlarm) -> dict[str, Any]:
    return {
        "version": "1.0",
        "oldState": {"stateValue": before.state, "stateReason": before.reason},
        "newState": {"stateValue": alarm.state, "stateReason": alarm.reason},
    }


def _describe_alarm(before: StoredAlarm, alarm: StoredAlarm, call: Call) -> dict[str, Any]:
    """Return what an alarm tells its topic."""
    return {
        "AlarmName": alarm.name,
        "AlarmDescription": alarm.description or None,
        "AWSAccountId": call.account,
        "NewStateValue": alarm.state,
        "NewStateReason": alarm.reason,
        "StateChangeTime": write_time(datetime.now(UTC), "iso8601"),
        "Region": call.region,
        "AlarmArn": alarm.arn,
        "OldStateValue": before.state,
        "OKActions": alarm.actions["OK"],
        "AlarmActions": alarm.actions["ALARM"],
        "InsufficientDataActions": alarm.actions["INSUFFICIENT_DATA"],
        "Trigger": alarm.trigger,
    }


DELIVERY = Delivery(
    operations={
        ("cloudwatch", "SetAlarmState"): set_alarm_state,
        ("cloudwatch", "DescribeAlarmHistory"): describe_alarm_history,
    }
)
