"""Budgets: updates, and subscribers one by one, which moto lacks (AWS Budgets API reference)."""

from collections.abc import Mapping
from typing import Any

from keypost.endpoint.call import Call, Caller
from keypost.endpoint.front import Front, Operation, Result
from keypost.endpoint.refusal import RefusalError
from keypost.endpoint.store.budgets import StoredBudget, StoredNotification, find_budget

_MOST_SUBSCRIBERS = 11
_TAGS = "budget-tags"


def require_budget(call: Call, name: str) -> StoredBudget:
    """Return the budget that the call names.

    Raises:
        RefusalError: there is none.
    """
    budget = find_budget(name, account=find_account(call))
    if budget is None:
        raise RefusalError("NotFoundException", f"Unable to get budget: {name} - the budget doesn't exist.")
    return budget


def require_notification(call: Call) -> StoredNotification:
    """Return the notification that the call names.

    Raises:
        RefusalError: there is none.
    """
    budget = require_budget(call, call.get("BudgetName"))
    found = budget.find_notification(call.parameters.get("Notification") or {})
    if found is None:
        raise RefusalError("NotFoundException", "Unable to get notification - the notification doesn't exist.")
    return found


def find_account(call: Call) -> str:
    """Return the account whose budgets the call is about."""
    return call.get("AccountId") or call.account


def update_budget(_front: Front, call: Call, _caller: Caller) -> Result:
    """Change a budget."""
    details: Mapping[str, Any] = call.parameters.get("NewBudget") or {}
    require_budget(call, str(details.get("BudgetName", ""))).replace(details)
    return {}


def describe_notifications(_front: Front, call: Call, _caller: Caller) -> Result:
    """Return a budget's notifications, each with its state."""
    budget = require_budget(call, call.get("BudgetName"))
    return {"Notifications": [{**one.details, "NotificationState": one.state} for one in budget.list_notifications()]}


def update_notification(_front: Front, call: Call, _caller: Caller) -> Result:
    """Change a notification; it begins anew as one that hasn't been sent."""
    budget = require_budget(call, call.get("BudgetName"))
    found = budget.find_notification(call.parameters.get("OldNotification") or {})
    if found is None:
        raise RefusalError("NotFoundException", "Unable to get notification - the notification doesn't exist.")
    found.details.clear()
    found.details.update(call.parameters.get("NewNotification") or {})
    return {}


def delete_notification(_front: Front, call: Call, _caller: Caller) -> Result:
    """Forget a notification and its subscribers."""
    require_notification(call)
    require_budget(call, call.get("BudgetName")).delete_notification(call.parameters["Notification"])
    return {}


def describe_subscribers(_front: Front, call: Call, _caller: Caller) -> Result:
    """Return a notification's subscribers."""
    return {"Subscribers": list(require_notification(call).subscribers)}


def create_subscriber(_front: Front, call: Call, _caller: Caller) -> Result:
    """Add a subscriber: at most one topic and ten addresses."""
    subscribers, added = require_notification(call).subscribers, dict(call.parameters.get("Subscriber") or {})
    if added in subscribers:
        raise RefusalError("DuplicateRecordException", "The subscriber already exists.")
    if len(subscribers) >= _MOST_SUBSCRIBERS or _has_topic(subscribers, added):
        raise RefusalError("CreationLimitExceededException", "Too many subscribers for this notification.")
    subscribers.append(added)
    return {}


def _has_topic(subscribers: list[dict[str, str]], added: Mapping[str, Any]) -> bool:
    return added.get("SubscriptionType") == "SNS" and any(one["SubscriptionType"] == "SNS" for one in subscribers)


def update_subscriber(_front: Front, call: Call, _caller: Caller) -> Result:
    """Replace a subscriber."""
    subscribers, old = require_notification(call).subscribers, dict(call.parameters.get("OldSubscriber") or {})
    if old not in subscribers:
        raise RefusalError("NotFoundException", "Unable to update subscriber - the subscriber doesn't exist.")
    subscribers[subscribers.index(old)] = dict(call.parameters.get("NewSubscriber") or {})
    return {}


def delete_subscriber(_front: Front, call: Call, _caller: Caller) -> Result:
    """Remove a subscriber."""
    subscribers, gone = require_notification(call).subscribers, dict(call.parameters.get("Subscriber") or {})
    if gone not in subscribers:
        raise RefusalError("NotFoundException", "Unable to delete subscriber - the subscriber doesn't exist.")
    subscribers.remove(gone)
    return {}


def _find_tags(front: Front, call: Call) -> dict[str, str]:
    """Return the tags of what the call names, which moto has no room for."""
    tags: dict[str, str] = front.state.map(_TAGS).setdefault(call.get("ResourceARN"), {})
    return tags


def list_tags(front: Front, call: Call, _caller: Caller) -> Result:
    """Return a budget's tags."""
    return {"ResourceTags": [{"Key": key, "Value": value} for key, value in _find_tags(front, call).items()]}


def tag(front: Front, call: Call, _caller: Caller) -> Result:
    """Put tags on a budget."""
    _find_tags(front, call).update({one["Key"]: one["Value"] for one in call.parameters.get("ResourceTags") or ()})
    return {}


def untag(front: Front, call: Call, _caller: Caller) -> Result:
    """Take tags off a budget."""
    tags = _find_tags(front, call)
    for key in call.parameters.get("ResourceTagKeys") or ():
        tags.pop(key, None)
    return {}


OPERATIONS: dict[str, Operation] = {
    "ListTagsForResource": list_tags,
    "TagResource": tag,
    "UntagResource": untag,
    "UpdateBudget": update_budget,
    "DescribeNotificationsForBudget": describe_notifications,
    "UpdateNotification": update_notification,
    "DeleteNotification": delete_notification,
    "DescribeSubscribersForNotification": describe_subscribers,
    "DeleteSubscriber": delete_subscriber,
}
