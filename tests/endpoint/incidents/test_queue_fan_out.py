"""The fourth situation: a topic, encrypted queues, and the trap behind the first fix."""

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.endpoint.local import ACCOUNT, DELEGATION, Keys, Local, allow, document

TOPIC = f"arn:aws:sns:us-east-1:{ACCOUNT}:orders"
QUEUES = ("billing", "shipping")
FOR_SNS = allow("kms:GenerateDataKey", "kms:Decrypt", Principal={"Service": "sns.amazonaws.com"})
VIA = {"kms:ViaService": "sqs.us-east-1.amazonaws.com", "kms:CallerAccount": ACCOUNT}
LIKE_THE_MANAGED_KEY = allow("kms:Decrypt", Principal={"AWS": "*"}, Condition={"StringEquals": VIA})


class FanOut:
    """A topic with two queues, and a consumer that has `sqs:*`."""

    def __init__(self, local: Local) -> None:
        self.local, self.sns = local, local.client("sns")
        self.sns.create_topic(Name="orders")
        self.queues = {name: self._subscribe(name) for name in QUEUES}
        self.consumer: Keys = local.user("consumer", allow("sqs:*"))

    def _subscribe(self, name: str, **attributes: str) -> str:
        arn = f"arn:aws:sqs:us-east-1:{ACCOUNT}:{name}"
        source = {"ArnEquals": {"aws:SourceArn": TOPIC}}
        send = allow("sqs:SendMessage", on=arn, Principal={"Service": "sns.amazonaws.com"}, Condition=source)
        address = self.local.queue(name, send, **attributes)
        self.sns.subscribe(TopicArn=TOPIC, Protocol="sqs", Endpoint=arn)
        return address

    def encrypt(self, key: str) -> None:
        for address in self.queues.values():
            self.local.client("sqs").set_queue_attributes(QueueUrl=address, Attributes={"KmsMasterKeyId": key})

    def publish(self) -> dict[str, int]:
        """Publish a message; return how many wait in each queue."""
        self.sns.publish(TopicArn=TOPIC, Message="an order", Subject="s")
        sqs = self.local.client("sqs")
        name = "ApproximateNumberOfMessages"
        return {
            queue: int(sqs.get_queue_attributes(QueueUrl=address, AttributeNames=[name])["Attributes"][name])
            for queue, address in self.queues.items()
        }

    def consume(self, queue: str) -> list[Any]:
        answer = self.local.client("sqs", self.consumer).receive_message(QueueUrl=self.queues[queue])
        return [json.loads(one["Body"])["Message"] for one in answer.get("Messages", [])]


@pytest.fixture
def fan_out(local: Local) -> FanOut:
    return FanOut(local)


def test_without_encryption_it_arrives_in_both(fan_out: FanOut) -> None:
    assert fan_out.publish() == {"billing": 1, "shipping": 1}
    assert fan_out.consume("billing") == ["an order"]


@pytest.mark.parametrize("key", ["alias/aws/sqs", ""])
def test_a_key_that_leaves_amazon_sns_out_loses_it_in_silence(fan_out: FanOut, key: str) -> None:
    fan_out.encrypt(key or fan_out.local.key())
    assert fan_out.publish() == {"billing": 0, "shipping": 0}


def test_the_first_fix_locks_the_consumers_out(fan_out: FanOut) -> None:
    fan_out.encrypt(fan_out.local.key(FOR_SNS))
    assert fan_out.publish() == {"billing": 1, "shipping": 1}
    for queue in QUEUES:
        with pytest.raises(ClientError) as raised:
            fan_out.consume(queue)
        assert raised.value.response["Error"]["Code"] == "KMS.AccessDeniedException"


def test_a_key_shaped_like_the_managed_one_lets_them_in_again(fan_out: FanOut) -> None:
    fan_out.encrypt(fan_out.local.key(FOR_SNS, LIKE_THE_MANAGED_KEY))
    fan_out.publish()
    assert [fan_out.consume(queue) for queue in QUEUES] == [["an order"], ["an order"]]


def test_so_does_kms_decrypt_for_each_of_them(fan_out: FanOut) -> None:
    key = fan_out.local.key(FOR_SNS)
    fan_out.encrypt(key)
    fan_out.publish()
    decrypt = document(allow("kms:Decrypt", on=key))
    fan_out.local.client("iam").put_user_policy(UserName="consumer", PolicyName="key", PolicyDocument=decrypt)
    assert fan_out.consume("shipping") == ["an order"]


def test_a_queue_with_a_key_of_sqs_needs_nothing(fan_out: FanOut) -> None:
    for address in fan_out.queues.values():
        fan_out.local.client("sqs").set_queue_attributes(QueueUrl=address, Attributes={"SqsManagedSseEnabled": "true"})
    assert fan_out.publish() == {"billing": 1, "shipping": 1}
    assert fan_out.consume("billing") == ["an order"]


def test_what_is_lost_goes_to_the_dead_letter_queue_and_is_logged(fan_out: FanOut) -> None:
    local = fan_out.local
    dead = local.queue("dead", allow("sqs:SendMessage", Principal={"Service": "sns.amazonaws.com"}))
    redrive = json.dumps({"deadLetterTargetArn": f"arn:aws:sqs:us-east-1:{ACCOUNT}:dead"})
    for one in fan_out.sns.list_subscriptions_by_topic(TopicArn=TOPIC)["Subscriptions"]:
        arn = one["SubscriptionArn"]
        fan_out.sns.set_subscription_attributes(
            SubscriptionArn=arn, AttributeName="RedrivePolicy", AttributeValue=redrive
        )
    role = local.role("feedback", allow("logs:*"), trusted={"Service": "sns.amazonaws.com"})
    fan_out.sns.set_topic_attributes(TopicArn=TOPIC, AttributeName="SQSFailureFeedbackRoleArn", AttributeValue=role)
    fan_out.encrypt(local.key(DELEGATION))
    fan_out.publish()
    assert [json.loads(body)["Message"] for body in local.receive(dead)] == ["an order", "an order"]
    events = local.client("logs").filter_log_events(logGroupName=f"sns/us-east-1/{ACCOUNT}/orders/Failure")["events"]
    told = [json.loads(one["message"]) for one in events]
    assert [one["status"] for one in told] == ["FAILURE", "FAILURE"]
    response = json.loads(told[0]["delivery"]["providerResponse"])
    assert response["ErrorCode"] == "KMS.AccessDeniedException"
    assert "is not authorized to perform: kms:GenerateDataKey on resource: arn:aws:kms:" in response["ErrorMessage"]


def test_a_filter_keeps_messages_away(fan_out: FanOut) -> None:
    for one in fan_out.sns.list_subscriptions_by_topic(TopicArn=TOPIC)["Subscriptions"]:
        if one["Endpoint"].endswith("billing"):
            fan_out.sns.set_subscription_attributes(
                SubscriptionArn=one["SubscriptionArn"], AttributeName="FilterPolicy",
                AttributeValue='{"kind": ["invoice"]}',
            )  # fmt: skip
    attributes = {"kind": {"DataType": "String", "StringValue": "parcel"}}
    fan_out.sns.publish(TopicArn=TOPIC, Message="m", MessageAttributes=attributes)
    assert fan_out.publish() == {"billing": 0, "shipping": 2}


def test_raw_messages_come_as_they_are(fan_out: FanOut) -> None:
    for one in fan_out.sns.list_subscriptions_by_topic(TopicArn=TOPIC)["Subscriptions"]:
        fan_out.sns.set_subscription_attributes(
            SubscriptionArn=one["SubscriptionArn"], AttributeName="RawMessageDelivery", AttributeValue="true"
        )
    fan_out.sns.publish_batch(
        TopicArn=TOPIC, PublishBatchRequestEntries=[{"Id": "1", "Message": "a"}, {"Id": "2", "Message": "b"}]
    )
    assert sorted(fan_out.local.receive(fan_out.queues["billing"])) == ["a", "b"]
