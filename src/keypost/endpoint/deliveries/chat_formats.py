"""Which messages the chat client shows, and as what: it drops the rest in silence.

Sources: Amazon Q Developer in chat applications Administrator Guide, monitoring AWS services (CloudWatch alarms, AWS
Budgets, AWS CloudFormation, AWS Cost Anomaly Detection, events of AWS services through Amazon EventBridge, developer
tools' notifications); custom notifications (version 1.0, source custom, a description). How a channel lays them out
isn't documented: what is written here is short.
"""

import json
import re
from collections.abc import Mapping
from typing import Any

_BUDGETS = re.compile(r"\AAWS (?:Budget Notification|Account \d{12})\b.*You requested that we alert you", re.DOTALL)
_STACK = re.compile(r"\AStackId='(?P<stack>[^']+)'", re.MULTILINE)
_STATUS = re.compile(r"^ResourceStatus='(?P<status>[^']+)'", re.MULTILINE)


def write_chat(text: str, subject: str) -> str:
    """Return what a channel shows of a message, an empty text for one that the chat client drops."""
    if _BUDGETS.match(text):
        return f"*{subject or 'AWS Budgets'}*\n{text}"
    stack = _STACK.match(text)
    if stack is not None:
        status = _STATUS.search(text)
        return f"*CloudFormation*: {stack['stack']} {status['status'] if status else ''}".rstrip()
    return _write_data(_read(text))


def _write_data(data: Mapping[str, Any]) -> str:
    if {"AlarmName", "NewStateValue", "AWSAccountId"} <= data.keys():
        return f"*{data['NewStateValue']}: {data['AlarmName']}* ({data['AWSAccountId']})\n{data.get('NewStateReason')}"
    kind = data.get("detail-type") or data.get("detailType")
    if kind and str(data.get("source", "")).startswith("aws.") and "account" in data:
        return f"*{kind}* ({data['account']}, {data.get('region')})"
    if {"anomalyId", "monitorArn"} <= data.keys():
        return f"*Cost anomaly*: {data['anomalyId']}"
    if (data.get("version"), data.get("source")) == ("1.0", "custom"):
        return _write_custom(data.get("content"))
    return ""


def _write_custom(content: object) -> str:
    """Return a custom notification, which has to have a description."""
    told = content if isinstance(content, Mapping) else {}
    if not isinstance(told.get("description"), str) or told.get("textType", "client-markdown") != "client-markdown":
        return ""
    title = f"*{told['title']}*\n" if told.get("title") else ""
    steps = told.get("nextSteps")
    return title + "\n".join([told["description"], *map(str, steps if isinstance(steps, list) else ())])


def _read(text: str) -> Mapping[str, Any]:
    try:
        data = json.loads(text)
    except ValueError:
        return {}
    return data if isinstance(data, dict) else {}
