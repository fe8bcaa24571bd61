"""Topics deliver to addresses on this machine, once those have confirmed."""

import base64
import json
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA1, SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from keypost.endpoint import certificate, courier
from keypost.endpoint.deliveries.attempt import list_deliveries
from keypost.endpoint.posting import NOT_HERE, is_on_this_machine
from tests.endpoint.local import ACCOUNT, Local, allow
from tests.endpoint.receiver import Receiver, listen

QUEUE = f"arn:aws:sqs:us-east-1:{ACCOUNT}"
SIGNED = {
    "Notification": ("Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"),
    "SubscriptionConfirmation": ("Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"),
}


def subscribe(local: Local, topic: str, receiver: Receiver, **attributes: Any) -> str:
    """Subscribe and confirm; return the subscription, and forget what was sent for it."""
    sns = local.client("sns")
    told = {name: json.dumps(value) for name, value in attributes.items()}
    sns.subscribe(TopicArn=topic, Protocol="http", Endpoint=receiver.address, Attributes=told)
    (asked,) = receiver.messages
    arn = str(sns.confirm_subscription(TopicArn=topic, Token=asked["Token"])["SubscriptionArn"])
    receiver.bodies.clear()
    receiver.headers.clear()
    return arn


def visit(address: str) -> str:
    with urllib.request.urlopen(address) as answer:  # noqa: S310 -- the endpoint in this process
        return str(answer.read().decode())


def count(local: Local, topic: str) -> tuple[str, ...]:
    told = local.client("sns").get_topic_attributes(TopicArn=topic)["Attributes"]
    return tuple(told[f"Subscriptions{name}"] for name in ("Pending", "Confirmed", "Deleted"))


def check_signature(message: dict[str, Any]) -> None:
    text = "".join(f"{name}\n{message[name]}\n" for name in SIGNED[message["Type"]] if name in message)
    key = x509.load_pem_x509_certificate(visit(message["SigningCertURL"]).encode()).public_key()
    assert isinstance(key, RSAPublicKey)
    algorithm = {"1": SHA1, "2": SHA256}[message["SignatureVersion"]]()
    key.verify(base64.b64decode(message["Signature"]), text.encode(), PKCS1v15(), algorithm)


def test_nothing_comes_before_the_subscription_is_confirmed(local: Local, topic: str, receiver: Receiver) -> None:
    sns = local.client("sns")
    made = sns.subscribe(TopicArn=topic, Protocol="http", Endpoint=receiver.address)
    assert made["SubscriptionArn"] == "pending confirmation"
    (shown,) = sns.list_subscriptions_by_topic(TopicArn=topic)["Subscriptions"]
    assert shown["SubscriptionArn"] == "PendingConfirmation"
    assert count(local, topic) == ("1", "0", "0")
    sns.publish(TopicArn=topic, Message="too early")
    (asked,) = receiver.messages
    assert receiver.headers[0]["x-amz-sns-message-type"] == asked["Type"] == "SubscriptionConfirmation"
    assert receiver.headers[0]["Content-Type"] == "text/plain; charset=UTF-8"
    check_signature(asked)
    assert "<SubscriptionArn>" in visit(asked["SubscribeURL"])
    assert count(local, topic) == ("0", "1", "0")
    sns.publish(TopicArn=topic, Message="hello", Subject="greeting")
    told = receiver.messages[1]
    assert (told["Message"], told["Subject"], told["TopicArn"]) == ("hello", "greeting", topic)
    assert receiver.headers[1]["x-amz-sns-subscription-arn"].startswith(f"{topic}:")
    check_signature(told)


def test_a_topic_signs_with_sha256_when_it_is_told_to(local: Local, topic: str, receiver: Receiver) -> None:
    sns = local.client("sns")
    sns.set_topic_attributes(TopicArn=topic, AttributeName="SignatureVersion", AttributeValue="2")
    subscribe(local, topic, receiver)
    sns.publish(TopicArn=topic, Message="hello")
    assert receiver.messages[0]["SignatureVersion"] == "2"
    check_signature(receiver.messages[0])


def test_a_token_of_another_topic_confirms_nothing(local: Local, topic: str) -> None:
    with pytest.raises(ClientError, match="Invalid parameter: Token"):
        local.client("sns").confirm_subscription(TopicArn=topic, Token="0" * 128)


def test_whoever_visits_the_address_in_a_message_ends_the_subscription(
    local: Local, topic: str, receiver: Receiver
) -> None:
    sns = local.client("sns")
    subscribe(local, topic, receiver)
    sns.publish(TopicArn=topic, Message="hello")
    visit(receiver.messages[0]["UnsubscribeURL"])
    assert sns.list_subscriptions()["Subscriptions"] == []
    assert count(local, topic) == ("0", "0", "1")
    farewell = receiver.messages[1]
    assert farewell["Type"] == "UnsubscribeConfirmation"
    visit(farewell["SubscribeURL"])
    sns.publish(TopicArn=topic, Message="again")
    assert receiver.messages[2]["Message"] == "again"


def test_a_subscription_that_is_confirmed_strictly_is_ended_by_those_who_may(
    local: Local, topic: str, receiver: Receiver
) -> None:
    sns = local.client("sns")
    sns.subscribe(TopicArn=topic, Protocol="http", Endpoint=receiver.address)
    token = receiver.messages[0]["Token"]
    arn = sns.confirm_subscription(TopicArn=topic, Token=token, AuthenticateOnUnsubscribe="true")["SubscriptionArn"]
    sns.publish(TopicArn=topic, Message="hello")
    with pytest.raises(urllib.error.HTTPError) as raised:
        visit(receiver.messages[1]["UnsubscribeURL"])
    with raised.value as answer:
        assert answer.code == 403
    with pytest.raises(ClientError, match="AuthorizationError"):
        local.client("sns", local.user("ann")).unsubscribe(SubscriptionArn=arn)
    sns.unsubscribe(SubscriptionArn=arn)
    assert sns.list_subscriptions()["Subscriptions"] == []


def test_a_raw_message_comes_alone(local: Local, topic: str, receiver: Receiver) -> None:
    kind = {"requestPolicy": {"headerContentType": "application/json"}}
    subscribe(local, topic, receiver, RawMessageDelivery=True, DeliveryPolicy=kind)
    local.client("sns").publish(TopicArn=topic, Message='{"a": 1}')
    assert receiver.bodies == ['{"a": 1}']
    assert receiver.headers[0]["x-amz-sns-rawdelivery"] == "true"
    assert receiver.headers[0]["Content-Type"] == "application/json"


@pytest.mark.parametrize(
    ("statuses", "attempts", "arrives"),
    [([500, 429, 200], 3, True), ([500], 4, False), ([403], 1, False)],
)
def test_what_the_server_fails_is_tried_again_and_what_it_refuses_is_not(
    local: Local, topic: str, receiver: Receiver, statuses: list[int], attempts: int, *, arrives: bool
) -> None:
    letters = local.queue("letters", allow("sqs:SendMessage", Principal={"Service": "sns.amazonaws.com"}))
    subscribe(local, topic, receiver, RedrivePolicy={"deadLetterTargetArn": f"{QUEUE}:letters"})
    receiver.statuses = statuses
    local.client("sns").publish(TopicArn=topic, Message="hello")
    assert len(receiver.bodies) == attempts
    made = [(one.path, not one.error) for one in list_deliveries(local.front.state)]
    assert made[1] == ("sns-to-email-sms-https", arrives)
    buried = [json.loads(body)["Message"] for body in local.receive(letters)]
    assert buried == ([] if arrives else ["hello"])
    assert made[2:] == ([] if arrives else [("sns-subscription-dlq", True)])


def test_the_delivery_policy_says_how_often(local: Local, topic: str, receiver: Receiver) -> None:
    subscribe(local, topic, receiver, DeliveryPolicy={"healthyRetryPolicy": {"numRetries": 1}})
    receiver.statuses = [503]
    local.client("sns").publish(TopicArn=topic, Message="hello")
    assert len(receiver.bodies) == 2


def test_failures_and_successes_are_logged(local: Local, topic: str, receiver: Receiver) -> None:
    sns, logs = local.client("sns"), local.client("logs")
    role = local.role("feedback", allow("logs:*"), trusted={"Service": "sns.amazonaws.com"})
    for name, value in (
        ("HTTPSuccessFeedbackRoleArn", role), ("HTTPFailureFeedbackRoleArn", role),
        ("HTTPSuccessFeedbackSampleRate", "100"),
    ):  # fmt: skip
        sns.set_topic_attributes(TopicArn=topic, AttributeName=name, AttributeValue=value)
    subscribe(local, topic, receiver)
    receiver.statuses = [200, 404]
    for message in ("hello", "lost"):
        sns.publish(TopicArn=topic, Message=message)
    for group, status, code in (("", "SUCCESS", 200), ("/Failure", "FAILURE", 404)):
        (event,) = logs.filter_log_events(logGroupName=f"sns/us-east-1/{ACCOUNT}/alerts{group}")["events"]
        told = json.loads(event["message"])
        assert (told["status"], told["delivery"]["statusCode"]) == (status, code)
        assert told["delivery"]["destination"] == receiver.address


def test_a_slow_server_keeps_nobody_waiting(
    local: Local, topic: str, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(courier, "_PATIENCE", 0.01)
    subscribe(local, topic, receiver)
    with receiver.held():
        local.client("sns").publish(TopicArn=topic, Message="hello")
        made = len(list_deliveries(local.front.state))
    ends = time.monotonic() + 60
    while len(list_deliveries(local.front.state)) == made and time.monotonic() < ends:
        time.sleep(0.01)
    assert [one.error for one in list_deliveries(local.front.state)] == ["", ""]


def test_https_needs_no_certificate_that_anybody_knows(local: Local, topic: str, tmp_path: Path) -> None:
    pair = tmp_path / "pair.pem"
    key = certificate._make().key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    pair.write_bytes(key + certificate.get_certificate())
    with listen(certificate=pair) as receiver:
        address = receiver.address.replace("127.0.0.1", "localhost")
        local.client("sns").subscribe(TopicArn=topic, Protocol="https", Endpoint=address)
        assert address.startswith("https://localhost:")
        assert receiver.messages[0]["Type"] == "SubscriptionConfirmation"


def test_nothing_leaves_this_machine(local: Local, topic: str) -> None:
    sns = local.client("sns")
    sns.subscribe(TopicArn=topic, Protocol="https", Endpoint="https://example.com/hook")
    (made,) = list_deliveries(local.front.state)
    assert made.error == f"SubscriptionConfirmation: no answer: {NOT_HERE}"
    with pytest.raises(ClientError, match="Endpoint must match the specified protocol"):
        sns.subscribe(TopicArn=topic, Protocol="https", Endpoint="http://127.0.0.1/")


@pytest.mark.parametrize(
    ("address", "is_here"),
    [
        ("http://127.0.0.1:80/a", True),
        ("https://localhost:8443", True),
        ("http://[::1]:9", True),
        ("http://127.9.9.9/", True),
        ("http://127.0.0.1.example.com/", False),
        ("http://localhost.example.com/", False),
        ("http://127.0.0.1@example.com/", False),
        ("http://[::ffff:10.0.0.1]/", False),
        ("http://0.0.0.0/", False),
        ("http://2130706433/", False),
        ("http://169.254.169.254/latest", False),
        ("file:///etc/hosts", False),
        ("http://[::1", False),
        ("http://127.0.0.1:port/", False),
    ],
)
def test_what_is_on_this_machine(address: str, *, is_here: bool) -> None:
    assert is_on_this_machine(address) is is_here
