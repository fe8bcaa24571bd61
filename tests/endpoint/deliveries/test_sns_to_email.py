"""Topics deliver to the mailbox, if the message gets into the topic at all."""

import json

import pytest
from botocore.exceptions import ClientError

from keypost.endpoint.mailbox import list_mails
from tests.endpoint.local import Local, allow


def test_the_message_alone_or_its_envelope(local: Local) -> None:
    sns = local.client("sns")
    topic = sns.create_topic(Name="alerts")["TopicArn"]
    sns.subscribe(TopicArn=topic, Protocol="email", Endpoint="ann@example.com")
    sns.subscribe(TopicArn=topic, Protocol="email-json", Endpoint="bob@example.com")
    sns.publish(TopicArn=topic, Message="hello", Subject="greeting")
    sns.publish(TopicArn=topic, Message="again")
    told = [(one.recipient, one.subject) for one in list_mails(local.front.state)]
    assert told == [
        ("ann@example.com", "greeting"),
        ("bob@example.com", "greeting"),
        ("ann@example.com", "AWS Notification Message"),
        ("bob@example.com", "AWS Notification Message"),
    ]
    first, second = list_mails(local.front.state)[:2]
    assert first.text == "hello"
    assert (json.loads(second.text)["Message"], json.loads(second.text)["TopicArn"]) == ("hello", topic)


def test_what_the_key_keeps_out_of_the_topic_is_not_mailed(local: Local) -> None:
    sns = local.client("sns")
    topic = sns.create_topic(Name="alerts", Attributes={"KmsMasterKeyId": local.key()})["TopicArn"]
    sns.subscribe(TopicArn=topic, Protocol="email", Endpoint="ann@example.com")
    publisher = local.client("sns", local.user("ann", allow("sns:Publish")))
    with pytest.raises(ClientError, match="KMSAccessDenied"):
        publisher.publish(TopicArn=topic, Message="hello")
    assert list_mails(local.front.state) == []
