"""AWS Budgets: budgets with whom they notify, and budget actions.

https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_Operations_AWS_Budgets.html
All reads of budgets need `budgets:ViewBudget` (Service Authorization Reference, AWS Budget Service).
"""

from collections.abc import Iterator

from keypost.readers.live.api import Api
from keypost.readers.live.part import Part, Reach
from keypost.readers.live.reply import Item, Value, settle
from keypost.readers.snapshot.record import Record
from keypost.unknown import Unread

_NOTIFICATIONS = "NotificationsWithSubscribers"


def _fetch(api: Api) -> Iterator[Record]:
    yield from api.each(api.items("DescribeBudgets", "Budgets", AccountId=api.account), _fetch_budget)
    for action in api.items("DescribeBudgetActionsForAccount", "Actions", AccountId=api.account):
        yield _action(api, action)


def _fetch_budget(api: Api, budget: Item) -> Iterator[Record]:
    name = budget["BudgetName"]
    arn = api.arn("budgets", f"budget/{name}", region="")
    properties = {"Budget": {"BudgetName": name}, _NOTIFICATIONS: _fetch_notifications(api, name, about=arn)}
    calls = {_NOTIFICATIONS: "budgets:DescribeSubscribersForNotification"}
    yield Record("AWS::Budgets::Budget", arn, arn, name, properties, "budgets:DescribeBudgets", calls)


def _fetch_notifications(api: Api, name: str, *, about: str) -> Value:
    """Return the notifications with their subscribers; Unread as a whole where one of them is."""
    budget = {"AccountId": api.account, "BudgetName": name}
    listed = api.whole("DescribeNotificationsForBudget", "Notifications", about=about, **budget)
    if isinstance(listed, Unread):
        return listed
    told = []
    for one in listed:
        operation, asked = "DescribeSubscribersForNotification", {**budget, "Notification": one}
        subscribers = api.whole(operation, "Subscribers", about=about, **asked)
        if isinstance(subscribers, Unread):
            return subscribers
        told.append({"Notification": one, "Subscribers": subscribers})
    return told


def _action(api: Api, action: Item) -> Record:
    name, budget = action["ActionId"], action["BudgetName"]
    arn = api.arn("budgets", f"budget/{budget}/action/{name}", region="")
    subscribers = [{"Type": one["SubscriptionType"], "Address": one["Address"]} for one in action["Subscribers"]]
    properties = {"BudgetName": budget, "ActionType": action.get("ActionType"), "Subscribers": subscribers}
    call = "budgets:DescribeBudgetActionsForAccount"
    return Record("AWS::Budgets::BudgetsAction", arn, arn, name, settle(properties), call)


PART = Part(
    "budgets",
    "budgets",
    {
        "DescribeBudgets": "budgets:ViewBudget",
        "DescribeNotificationsForBudget": "budgets:ViewBudget",
        "DescribeSubscribersForNotification": "budgets:ViewBudget",
        "DescribeBudgetActionsForAccount": "budgets:DescribeBudgetActionsForAccount",
    },
    _fetch,
    Reach.ACCOUNT,
)
