"""AWS Budgets, a topic that is encrypted later, Slack: lost in silence, still lost with a wider topic policy, mended.

Run it with `keypost local exec -- python examples/local/2-budget-encrypted-topic.py`.
"""

import json
import os
import urllib.request
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import boto3
from botocore.exceptions import ClientError

sns, sqs, kms, budgets = (boto3.client(name) for name in ("sns", "sqs", "kms", "budgets"))
account = boto3.client("sts").get_caller_identity()["Account"]
topic = sns.create_topic(Name="costs")["TopicArn"]
inbox_arn = topic.replace(":sns:", ":sqs:").replace(":costs", ":inbox")
to_budgets = {"Principal": {"Service": "budgets.amazonaws.com"}}


def policy(*statements: dict[str, object]) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": statements})


def allow(*actions: str, **parts: object) -> dict[str, object]:
    return {"Effect": "Allow", "Action": actions, "Resource": "*", **parts}


def change(attribute: str, value: str) -> None:
    sns.set_topic_attributes(TopicArn=topic, AttributeName=attribute, AttributeValue=value)


def ask(page: str, **given: object) -> dict[str, list[dict[str, str]]]:
    body = json.dumps(given).encode() if given else None
    address = f"{os.environ['AWS_ENDPOINT_URL']}/_keypost/{page}"
    with urllib.request.urlopen(address, data=body) as answer:  # noqa: S310 -- the endpoint on this machine
        told: dict[str, list[dict[str, str]]] = json.loads(answer.read())
    return told


class Slack(BaseHTTPRequestHandler):
    """Stands in for Slack on this machine: a webhook that keeps what is posted to it."""

    posted: list[str] = []  # noqa: RUF012 -- of the one server

    def do_POST(self) -> None:
        """Keep a message."""
        self.posted.append(json.loads(self.rfile.read(int(self.headers["Content-Length"])))["text"])
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_given: object) -> None:
        """Say nothing."""


server = HTTPServer(("127.0.0.1", 0), Slack)
Thread(target=server.serve_forever, daemon=True).start()
ask("chat", webhook=f"http://127.0.0.1:{server.server_port}/")
boto3.client("chatbot").create_slack_channel_configuration(
    SlackTeamId="T0123456789", SlackChannelId="C0123456789", ConfigurationName="costs", SnsTopicArns=[topic],
    IamRoleArn=f"arn:aws:iam::{account}:role/chat",
)  # fmt: skip
from_topic = allow("sqs:SendMessage", Principal={"Service": "sns.amazonaws.com"})
inbox = sqs.create_queue(QueueName="inbox", Attributes={"Policy": policy(from_topic)})["QueueUrl"]
sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=inbox_arn)
condition = {
    "StringEquals": {"aws:SourceAccount": account},
    "ArnLike": {"aws:SourceArn": f"arn:aws:budgets::{account}:*"},
}
change("Policy", policy(allow("SNS:Publish", **to_budgets, Condition=condition)))
ask("spend", actual=120)


def create_budget(title: str) -> None:
    """Create a budget whose threshold lies below what is spent: it notifies at once."""
    budget: dict[str, object] = {"BudgetName": title, "BudgetType": "COST", "TimeUnit": "MONTHLY"}
    budget["BudgetLimit"] = {"Amount": "100", "Unit": "USD"}
    threshold = {"NotificationType": "ACTUAL", "ComparisonOperator": "GREATER_THAN", "Threshold": 80}
    subscriber = {"SubscriptionType": "SNS", "Address": topic}
    told = [{"Notification": threshold, "Subscribers": [subscriber]}]
    try:
        budgets.create_budget(AccountId=account, Budget=budget, NotificationsWithSubscribers=told)
        print(f"{title}: {receive()} arrived, {len(Slack.posted)} in Slack")
    except ClientError as error:
        print(f"{title}: {error.response['Error']['Message']}")


def receive() -> int:
    messages = sqs.receive_message(QueueUrl=inbox).get("Messages", [])
    for message in messages:
        sqs.delete_message(QueueUrl=inbox, ReceiptHandle=message["ReceiptHandle"])
    return len(messages)


def cross_again(title: str) -> None:
    """Let what is spent fall below the threshold of the first budget, and cross it."""
    ask("spend", actual=10, budget="not encrypted")
    ask("spend", actual=120, budget="not encrypted")
    mails = len(ask("mailbox")["mails"])
    print(f"{title}: {receive()} arrived, {len(Slack.posted)} in Slack, {mails} in the mailbox")


create_budget("not encrypted")
change("KmsMasterKeyId", "alias/aws/sns")
cross_again("encrypted later")
print(f"  {ask('mailbox')['mails'][0]['text'][:73]}...")
create_budget("under alias/aws/sns")
change("Policy", policy(allow("SNS:Publish", Principal="*")))
cross_again("with a wider topic policy")

delegation = allow("kms:*", Principal={"AWS": f"arn:aws:iam::{account}:root"})
for_budgets = allow("kms:GenerateDataKey*", "kms:Decrypt", **to_budgets)
key = kms.create_key(Policy=policy(delegation))["KeyMetadata"]["Arn"]
change("KmsMasterKeyId", key)
cross_again("under a key with the default policy")
kms.put_key_policy(KeyId=key, PolicyName="default", Policy=policy(delegation, for_budgets))
cross_again("under a key that lets Budgets in")
change("KmsMasterKeyId", "")
cross_again("switched off")
print(f"  {Slack.posted[-1].splitlines()[0]}")
