"""moto's slow spots, mended: what is asked of a queue stays the same."""

import pytest
from botocore.exceptions import ClientError
from moto.sqs.models import sqs_backends

from tests.endpoint.local import Local


def test_attributes_are_what_they_were(local: Local) -> None:
    queue = local.queue("orders", VisibilityTimeout="7")
    sqs = local.client("sqs")
    sqs.send_message(QueueUrl=queue, MessageBody="m")
    told = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["All"])["Attributes"]
    assert (told["VisibilityTimeout"], told["ApproximateNumberOfMessages"]) == ("7", "1")
    one = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["DelaySeconds"])["Attributes"]
    assert one == {"DelaySeconds": "0"}
    assert local.queue("orders", VisibilityTimeout="7") == queue


def test_a_fifo_queue_drops_what_it_has_by_content(local: Local) -> None:
    queue = local.queue("orders.fifo", FifoQueue="true", ContentBasedDeduplication="true")
    sqs = local.client("sqs")
    for _ in range(2):
        sqs.send_message(QueueUrl=queue, MessageBody="m", MessageGroupId="g")
    assert local.receive(queue) == ["m"]


def test_sending_counts_nothing(local: Local) -> None:
    queue = local.queue("orders")
    stored = sqs_backends["000000000000"]["us-east-1"].queues["orders"]
    counted: list[int] = []

    class Counting(list[object]):
        def __iter__(self) -> object:  # type: ignore[override]
            counted.append(1)
            return super().__iter__()

    stored._messages = Counting(stored._messages)  # type: ignore[assignment]  # noqa: SLF001
    local.client("sqs").send_message(QueueUrl=queue, MessageBody="m")
    assert counted == []


def test_published_messages_are_not_kept_for_ever(local: Local) -> None:
    from moto.sns.models import sns_backends

    sns = local.client("sns")
    topic = sns.create_topic(Name="alerts")["TopicArn"]
    for number in range(110):
        sns.publish(TopicArn=topic, Message=str(number))
    assert len(sns_backends["000000000000"]["us-east-1"].topics[topic].sent_notifications) == 100


def test_each_attribute_alone_is_what_all_of_them_tell(local: Local) -> None:
    redrive = f'{{"deadLetterTargetArn": "arn:aws:sqs:us-east-1:000000000000:{local.queue("dead").rpartition("/")[2]}"'
    queue = local.queue("orders", RedrivePolicy=f'{redrive}, "maxReceiveCount": 3}}', KmsMasterKeyId="alias/aws/sqs")
    sqs = local.client("sqs")
    told = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["All"])["Attributes"]
    assert "RedrivePolicy" in told
    for name, value in told.items():
        assert sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=[name])["Attributes"] == {name: value}


def test_deleting_takes_one_message_once(local: Local) -> None:
    queue, sqs = local.queue("orders"), local.client("sqs")
    for number in range(3):
        sqs.send_message(QueueUrl=queue, MessageBody=str(number))
    got = sqs.receive_message(QueueUrl=queue, MaxNumberOfMessages=3, VisibilityTimeout=0)["Messages"]
    for _ in range(2):  # twice is no error
        sqs.delete_message(QueueUrl=queue, ReceiptHandle=got[1]["ReceiptHandle"])
    assert sorted(local.receive(queue)) == sorted({"0", "1", "2"} - {got[1]["Body"]})
    with pytest.raises(ClientError, match="ReceiptHandleIsInvalid"):
        sqs.delete_message(QueueUrl=queue, ReceiptHandle="nobody's")
