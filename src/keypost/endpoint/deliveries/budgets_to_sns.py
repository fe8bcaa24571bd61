"""AWS Budgets -> SNS topic: refused while configuring, lost in silence later, with a warning by e-mail.

A notification is sent when what is spent crosses its threshold, at once if it lies above it already; `spend` sets what
is spent. Sources: AWS Budgets API reference; Cost Management User Guide, creating an Amazon SNS topic for budget
notifications (which names the three refusals); the e-mail's text was observed.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from keypost.arn import parse_arn
from keypost.catalogue.paths.budgets_to_sns import PATH
from keypost.endpoint.actions.all import list_demands
from keypost.endpoint.call import PARTITION, Call, Caller
from keypost.endpoint.deliveries.declare import Delivery
from keypost.endpoint.deliveries.hand_over import build_handing, hand_over
from keypost.endpoint.deliveries.sender import build_sender
from keypost.endpoint.encryption.needs import list_key_uses
from keypost.endpoint.front import Done, Front, Operation, Result
from keypost.endpoint.mailbox import post
from keypost.endpoint.operations.budgets import create_subscriber, find_account, update_subscriber
from keypost.endpoint.refusal import RefusalError
from keypost.endpoint.store.budgets import ALARM, OK, StoredBudget, StoredNotification, find_budget, list_budgets
from keypost.endpoint.store.perform import perform
from keypost.endpoint.store.resources import find_topic

_SENDER = "AWS Budgets"
_SPEND = "spend"
_HUNDRED = Decimal(100)
_KINDS = ("ACTUAL", "FORECASTED")
_SIGNS = {"GREATER_THAN": ">", "LESS_THAN": "<", "EQUAL_TO": "="}
# Titles in the Budgets console (Cost Management User Guide).
_NO_ARN = "Please comply with SNS ARN format"
_NO_TOPIC = "Invalid SNS topic"
_ENCRYPTED = "The SNS topic is encrypted"
_WARNING = (
    "You requested that we notify you regarding the status of your <{budget}> budget on the following SNS topic: "
    "<{topic}>. Unfortunately, we are unable to successfully publish to this SNS topic at this time. Please ensure "
    "that AWS Budgets has been added to the list of services that are allowed to publish to this SNS topic. You can "
    "find additional information on how to add AWS Budgets to your SNS topic permissions here. You can also log in to "
    "your AWS Budgets Dashboard to check the status of your budget. Please note that if you do not adjust your SNS "
    "topic permissions, it is likely that budget notifications will not be sent to your SNS topic subscribers."
)
_NOTICE = """\
AWS Account {account}

You requested that we alert you when the {kind} amount of your {name} budget is {sign} {edge} {unit}. \
The {kind} amount of this budget is {spent} {unit}.

Budget Name: {name}
Budget Type: {type}
Budgeted Amount: {limit} {unit}
Alert Type: {kind}
Alert Threshold: {sign} {edge} {unit}
{kind} Amount: {spent} {unit}
"""


def set_spend(front: Front, account: str, *, budget: str, amounts: Mapping[str, Decimal]) -> None:
    """Set what an account has spent, or only what one budget counts, and send what is due."""
    front.state.map(_SPEND, account).setdefault(budget, {}).update(amounts)
    front.changes += 1
    for one in list_budgets(account):
        _evaluate(front, account, one)


def get_spend(front: Front, account: str, budget: str = "") -> Mapping[str, Decimal]:
    """Return what is spent, `ACTUAL` and `FORECASTED`: the budget's own amounts, else the account's."""
    kept = front.state.map(_SPEND, account)
    own: dict[str, Decimal] = {**kept.get("", {}), **kept.get(budget, {})}
    return {kind: own.get(kind, Decimal(0)) for kind in _KINDS}


def _after_validation(operation: Operation) -> Operation:
    """Return the operation as AWS does it: after every topic in it was tried."""

    def run(front: Front, call: Call, caller: Caller) -> Result:
        for subscriber in _list_new(call):
            if subscriber.get("SubscriptionType") == "SNS":
                _validate(front, str(subscriber.get("Address", "")), account=find_account(call))
        return operation(front, call, caller)

    return run


def _list_new(call: Call) -> Iterable[Mapping[str, Any]]:
    for one in call.parameters.get("NotificationsWithSubscribers") or ():
        yield from one.get("Subscribers") or ()
    yield from call.parameters.get("Subscribers") or ()
    for name in ("Subscriber", "NewSubscriber"):
        if call.parameters.get(name):
            yield call.parameters[name]


def _perform(_front: Front, call: Call, _caller: Caller) -> Result:
    return perform(call.service, call.operation, call.parameters, account=find_account(call), region=call.region)


def _validate(front: Front, topic: str, *, account: str) -> None:
    """Try topic and key as the service, without a message: nothing says that AWS sends one."""
    arn = parse_arn(topic)
    if arn is None or arn.service != "sns":
        raise RefusalError("InvalidParameterException", _NO_ARN)
    sender = _build_sender(account, "*", topic)
    publish = build_handing(front, "", target=topic)
    if arn.account != account or find_topic(topic) is None or not _is_let_in(front, publish, sender):
        raise RefusalError("InvalidParameterException", _NO_TOPIC)
    try:
        for use in list_key_uses(publish):
            front.use_key(use, sender, service="sns")
    except RefusalError as refusal:
        raise RefusalError("InvalidParameterException", _ENCRYPTED) from refusal


def _is_let_in(front: Front, publish: Call, sender: Caller) -> bool:
    try:
        for demand in list_demands(publish):
            front.require(demand, sender, call=publish)
    except RefusalError:
        return False
    return True


def _build_sender(account: str, name: str, topic: str) -> Caller:
    source = f"arn:{PARTITION}:budgets::{account}:budget/{name}"
    return build_sender(PATH, source=source, target=topic, account=account, rest=f"budget/{name}")


def evaluate(front: Front, done: Done) -> None:
    """Send what is due after a budget was made or changed."""
    account = find_account(done.call)
    given = done.call.parameters.get("Budget") or done.call.parameters.get("NewBudget") or {}
    budget = find_budget(str(given.get("BudgetName") or done.call.get("BudgetName")), account=account)
    if budget is not None:
        _evaluate(front, account, budget)


def _evaluate(front: Front, account: str, budget: StoredBudget) -> None:
    spend = get_spend(front, account, budget.name)
    told = {kind: {"Amount": str(spend[kind]), "Unit": budget.unit} for kind in _KINDS}
    budget.details["CalculatedSpend"] = {"ActualSpend": told["ACTUAL"], "ForecastedSpend": told["FORECASTED"]}
    for notification in budget.list_notifications():
        before = notification.state
        spent = spend[str(notification.details.get("NotificationType"))]
        notification.turn(ALARM if _is_crossed(notification, budget, spent) else OK)
        if (before, notification.state) == (OK, ALARM):
            _notify(front, account, budget, notification, spent)


def _find_edge(notification: StoredNotification, budget: StoredBudget) -> Decimal:
    threshold = Decimal(str(notification.details.get("Threshold", 0)))
    is_absolute = notification.details.get("ThresholdType") == "ABSOLUTE_VALUE"
    return threshold if is_absolute else budget.limit * threshold / _HUNDRED


def _is_crossed(notification: StoredNotification, budget: StoredBudget, spent: Decimal) -> bool:
    edge = _find_edge(notification, budget)
    operator = notification.details.get("ComparisonOperator")
    if operator == "EQUAL_TO":
        return spent == edge
    return spent < edge if operator == "LESS_THAN" else spent > edge


def _notify(front: Front, account: str, budget: StoredBudget, notification: StoredNotification, spent: Decimal) -> None:
    text = _NOTICE.format(
        account=account, name=budget.name, type=budget.details.get("BudgetType"), unit=budget.unit,
        kind=notification.details.get("NotificationType"), spent=spent, limit=budget.limit,
        sign=_SIGNS.get(str(notification.details.get("ComparisonOperator")), ">"),
        edge=f"{_find_edge(notification, budget).normalize():f}",
    )  # fmt: skip
    subject = f"AWS Budgets: {budget.name} has exceeded your alert threshold"[:100]
    mailed = [one["Address"] for one in notification.subscribers if one.get("SubscriptionType") == "EMAIL"]
    for address in mailed:
        post(front.state, address, sender=_SENDER, subject=subject, text=text)
    for one in notification.subscribers:
        if one.get("SubscriptionType") == "SNS":
            _publish(front, account, budget, one["Address"], text, subject, mailed or [f"account {account}"])


def _publish(
    front: Front, account: str, budget: StoredBudget, topic: str, text: str, subject: str, warned: Iterable[str]
) -> None:
    """Publish; where that fails, write to whoever is to know: it names the topic's permissions, never the key."""
    sender = _build_sender(account, budget.name, topic)
    source = f"arn:{PARTITION}:budgets::{account}:budget/{budget.name}"
    refused = hand_over(
        front, text, path=PATH, source=source, target=topic, sender=sender, further={"Subject": subject}
    )
    warning = _WARNING.format(budget=budget.name, topic=topic)
    for address in warned if refused is not None else ():
        post(front.state, address, sender=_SENDER, subject=_SENDER, text=warning)


DELIVERY = Delivery(
    reactions={
        ("budgets", name): evaluate
        for name in ("CreateBudget", "UpdateBudget", "CreateNotification", "UpdateNotification")
    },
    operations={
        ("budgets", "CreateBudget"): _after_validation(_perform),
        ("budgets", "CreateNotification"): _after_validation(_perform),
        ("budgets", "CreateSubscriber"): _after_validation(create_subscriber),
        ("budgets", "UpdateSubscriber"): _after_validation(update_subscriber),
    },
)
