"""The second situation: AWS Budgets and a topic that is encrypted later."""

import json
import urllib.request
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.endpoint.local import ACCOUNT, Local, allow, document, refusal
from tests.endpoint.receiver import listen

TOPIC = f"arn:aws:sns:us-east-1:{ACCOUNT}:costs"
QUEUE = f"arn:aws:sqs:us-east-1:{ACCOUNT}:inbox"
BUDGETS = {"Service": "budgets.amazonaws.com"}
CONDITION = {
    "StringEquals": {"aws:SourceAccount": ACCOUNT},
    "ArnLike": {"aws:SourceArn": f"arn:aws:budgets::{ACCOUNT}:*"},
}
NAME = "cost-all-services-manage"


def notification(threshold: float) -> dict[str, Any]:
    return {"NotificationType": "ACTUAL", "ComparisonOperator": "GREATER_THAN", "Threshold": threshold}


def subscribers(topic: str = TOPIC) -> list[dict[str, str]]:
    return [{"SubscriptionType": "SNS", "Address": topic}]


class Costs:
    """A topic that Budgets may publish to, with a queue behind it, and 120 USD spent."""

    def __init__(self, local: Local) -> None:
        self.local = local
        from_topic = allow("sqs:SendMessage", on=QUEUE, Principal={"Service": "sns.amazonaws.com"})
        self.inbox = local.queue("inbox", from_topic)
        self.sns, self.budgets = local.client("sns"), local.client("budgets")
        self.sns.create_topic(Name="costs")
        self.allow(allow("SNS:Publish", on=TOPIC, Principal=BUDGETS, Condition=CONDITION))
        self.sns.subscribe(TopicArn=TOPIC, Protocol="sqs", Endpoint=QUEUE)
        self.spend(actual=120)

    def allow(self, statement: dict[str, Any]) -> None:
        self.sns.set_topic_attributes(TopicArn=TOPIC, AttributeName="Policy", AttributeValue=document(statement))

    def encrypt(self, key: str) -> None:
        self.sns.set_topic_attributes(TopicArn=TOPIC, AttributeName="KmsMasterKeyId", AttributeValue=key)

    def spend(self, **given: Any) -> dict[str, Any]:
        return self.page("spend", json.dumps(given).encode())

    def page(self, name: str, body: bytes | None = None) -> dict[str, Any]:
        address = f"{self.local.address}/_keypost/{name}"
        with urllib.request.urlopen(address, data=body) as answer:  # noqa: S310 -- the endpoint in this process
            told: dict[str, Any] = json.loads(answer.read())
        return told

    def create(self, *, threshold: float = 80, topic: str = TOPIC) -> None:
        budget: dict[str, Any] = {"BudgetName": NAME, "BudgetType": "COST", "TimeUnit": "MONTHLY"}
        budget |= {"BudgetLimit": {"Amount": "100", "Unit": "USD"}}
        told = {"Notification": notification(threshold), "Subscribers": subscribers(topic)}
        self.budgets.create_budget(AccountId=ACCOUNT, Budget=budget, NotificationsWithSubscribers=[told])

    def arrived(self) -> list[str]:
        return [json.loads(body)["Subject"] for body in self.local.receive(self.inbox)]

    def refused(self, **given: Any) -> tuple[str, str]:
        with pytest.raises(ClientError) as raised:
            self.create(**given)
        code, status, message = refusal(raised.value)
        assert status == 400
        return code, message


@pytest.fixture
def costs(local: Local) -> Costs:
    return Costs(local)


ARRIVES = [f"AWS Budgets: {NAME} has exceeded your alert threshold"]


def test_a_threshold_below_what_is_spent_notifies_at_once(costs: Costs) -> None:
    costs.create()
    assert costs.arrived() == ARRIVES
    shown = costs.budgets.describe_budget(AccountId=ACCOUNT, BudgetName=NAME)["Budget"]
    assert shown["CalculatedSpend"]["ActualSpend"] == {"Amount": "120", "Unit": "USD"}
    states = costs.budgets.describe_notifications_for_budget(AccountId=ACCOUNT, BudgetName=NAME)["Notifications"]
    assert [one["NotificationState"] for one in states] == ["ALARM"]


def test_a_threshold_above_it_notifies_when_it_is_crossed_and_only_then(costs: Costs) -> None:
    costs.create(threshold=200)
    assert costs.arrived() == []
    costs.spend(actual="200.01", budget=NAME)
    assert costs.arrived() == ARRIVES
    costs.spend(actual=300, budget=NAME)
    assert costs.arrived() == []


def test_encrypted_later_every_notification_is_lost_and_an_e_mail_names_the_permissions_only(costs: Costs) -> None:
    costs.create(threshold=200)
    costs.encrypt("alias/aws/sns")
    costs.spend(actual=201)
    assert costs.arrived() == []
    mails = costs.page("mailbox")["mails"]
    assert [one["from"] for one in mails] == ["AWS Budgets"]
    begin = (
        f"You requested that we notify you regarding the status of your <{NAME}> budget on the following SNS topic: "
        f"<{TOPIC}>. Unfortunately, we are unable to successfully publish to this SNS topic at this time."
    )
    assert mails[0]["text"].startswith(begin)
    assert "KMS" not in mails[0]["text"]
    events = costs.local.client("cloudtrail").lookup_events()["Events"]
    told = [json.loads(one["CloudTrailEvent"]) for one in events if one["EventSource"] == "kms.amazonaws.com"]
    denied = [one for one in told if one.get("errorCode") == "AccessDenied"]
    assert denied[0]["userIdentity"] == {"type": "AWSService", "invokedBy": "budgets.amazonaws.com"}


def test_the_topic_is_still_configured_but_setting_it_again_is_refused(costs: Costs) -> None:
    costs.create(threshold=200)
    costs.encrypt("alias/aws/sns")
    named = {"AccountId": ACCOUNT, "BudgetName": NAME, "Notification": notification(200)}
    shown = costs.budgets.describe_subscribers_for_notification(**named)["Subscribers"]
    assert shown == subscribers()
    with pytest.raises(ClientError) as raised:
        costs.budgets.update_subscriber(**named, OldSubscriber=shown[0], NewSubscriber=shown[0])
    assert refusal(raised.value) == ("InvalidParameterException", 400, "The SNS topic is encrypted")


def test_configuring_is_refused_as_the_console_words_it(costs: Costs) -> None:
    assert costs.refused(topic="costs") == ("InvalidParameterException", "Please comply with SNS ARN format")
    costs.encrypt("alias/aws/sns")
    assert costs.refused() == ("InvalidParameterException", "The SNS topic is encrypted")
    costs.allow(allow("SNS:Publish", on=TOPIC, Principal={"AWS": ACCOUNT}))
    assert costs.refused() == ("InvalidParameterException", "Invalid SNS topic")
    assert costs.budgets.describe_budgets(AccountId=ACCOUNT)["Budgets"] == []


def test_the_topic_policy_is_the_tempting_wrong_fix(costs: Costs) -> None:
    costs.create(threshold=200)
    costs.encrypt("alias/aws/sns")
    costs.allow(allow("SNS:Publish", on=TOPIC, Principal="*"))
    costs.spend(actual=201)
    assert costs.arrived() == []


@pytest.mark.parametrize("is_allowed", [False, True])
def test_a_customer_key_works_when_it_lets_budgets_in(costs: Costs, *, is_allowed: bool) -> None:
    costs.create(threshold=200)
    statement = allow("kms:GenerateDataKey*", "kms:Decrypt", Principal=BUDGETS)
    costs.encrypt(costs.local.key(*[statement] * is_allowed))
    costs.spend(actual=201)
    assert costs.arrived() == ARRIVES * is_allowed


def test_switching_encryption_off_works_in_place(costs: Costs) -> None:
    costs.create(threshold=200)
    costs.encrypt("alias/aws/sns")
    costs.encrypt("")
    costs.spend(actual=201)
    assert costs.arrived() == ARRIVES


def test_subscribers_and_notifications_come_and_go(costs: Costs) -> None:
    costs.create(threshold=200)
    named = {"AccountId": ACCOUNT, "BudgetName": NAME, "Notification": notification(200)}
    person = {"SubscriptionType": "EMAIL", "Address": "ann@example.com"}
    costs.budgets.create_subscriber(**named, Subscriber=person)
    costs.budgets.delete_subscriber(**named, Subscriber=subscribers()[0])
    assert costs.budgets.describe_subscribers_for_notification(**named)["Subscribers"] == [person]
    costs.budgets.update_notification(
        AccountId=ACCOUNT, BudgetName=NAME, OldNotification=notification(200), NewNotification=notification(50)
    )
    assert [one["to"] for one in costs.page("mailbox")["mails"]] == ["ann@example.com"]
    costs.budgets.delete_notification(AccountId=ACCOUNT, BudgetName=NAME, Notification=notification(50))
    shown = costs.budgets.describe_notifications_for_budget(AccountId=ACCOUNT, BudgetName=NAME)
    assert shown["Notifications"] == []


@pytest.mark.parametrize("is_allowed", [False, True])
def test_the_message_reaches_the_chat_channel_when_the_key_lets_budgets_in(costs: Costs, *, is_allowed: bool) -> None:
    costs.local.client("chatbot").create_slack_channel_configuration(
        SlackTeamId="T0123456789", SlackChannelId="C0123456789", ConfigurationName="costs", SnsTopicArns=[TOPIC],
        IamRoleArn=f"arn:aws:iam::{ACCOUNT}:role/chat",
    )  # fmt: skip
    costs.create(threshold=200)
    statement = allow("kms:GenerateDataKey*", "kms:Decrypt", Principal=BUDGETS)
    costs.encrypt(costs.local.key(*[statement] * is_allowed))
    with listen() as slack:
        costs.page("chat", json.dumps({"webhook": slack.address}).encode())
        costs.spend(actual=201)
    assert [one["text"].startswith(f"*{ARRIVES[0]}*") for one in slack.messages] == [True] * is_allowed


@pytest.mark.parametrize("body", [b"{", b"[]", b"{}", b'{"actual": "much"}', b'{"actual": "NaN"}', b'{"spent": 1}'])
def test_a_spend_that_cannot_be_read_is_told(costs: Costs, body: bytes) -> None:
    with pytest.raises(urllib.error.HTTPError) as raised:
        costs.page("spend", body)
    assert raised.value.code == 400
    assert "send JSON such as" in json.loads(raised.value.read())["error"]
    assert costs.page("spend")["actual"] == "120"


def test_the_amounts_read_as_people_write_them(local: Local) -> None:
    costs = Costs(local)
    costs.create(threshold=80)
    assert "Alert Threshold: > 80 USD" in json.loads(local.receive(costs.inbox)[0])["Message"]
