"""S3 tries topics and queues when a notification is configured, and loses events in silence later."""

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.endpoint.local import ACCOUNT, Local, allow, document, refusal

BUCKET = "amzn-s3-demo-bucket"
QUEUE = f"arn:aws:sqs:us-east-1:{ACCOUNT}:uploads"
TOPIC = f"arn:aws:sns:us-east-1:{ACCOUNT}:uploads"
S3 = {"Service": "s3.amazonaws.com"}
FROM_BUCKET = {
    "ArnLike": {"aws:SourceArn": f"arn:aws:s3:*:*:{BUCKET}"},
    "StringEquals": {"aws:SourceAccount": ACCOUNT},
}


class Bucket:
    """A bucket, and a queue that lets it in."""

    def __init__(self, local: Local) -> None:
        self.local, self.s3 = local, local.client("s3")
        self.s3.create_bucket(Bucket=BUCKET)
        self.queue = local.queue("uploads", allow("sqs:SendMessage", on=QUEUE, Principal=S3, Condition=FROM_BUCKET))

    def configure(self, **settings: Any) -> None:
        told = {"QueueConfigurations": [{"QueueArn": QUEUE, "Events": ["s3:ObjectCreated:*"]}]}
        self.s3.put_bucket_notification_configuration(Bucket=BUCKET, **{"NotificationConfiguration": told, **settings})

    def configure_topic(self) -> None:
        told = {"TopicConfigurations": [{"TopicArn": TOPIC, "Events": ["s3:ObjectCreated:*"]}]}
        self.configure(NotificationConfiguration=told)

    def encrypt(self, key: str) -> None:
        sqs = self.local.client("sqs")
        sqs.set_queue_attributes(QueueUrl=self.queue, Attributes={"KmsMasterKeyId": key})

    def arrived(self) -> list[str]:
        told = [json.loads(body) for body in self.local.receive(self.queue)]
        return [one.get("Event") or one["Records"][0]["eventName"] for one in told]


@pytest.fixture
def bucket(local: Local) -> Bucket:
    return Bucket(local)


REFUSED = ("InvalidArgument", 400, "Unable to validate the following destination configurations")


def test_a_test_event_comes_first_then_objects(bucket: Bucket) -> None:
    bucket.configure()
    bucket.s3.put_object(Bucket=BUCKET, Key="a b", Body=b"12345")
    bucket.s3.copy_object(Bucket=BUCKET, Key="copy", CopySource=f"{BUCKET}/a b")
    bucket.s3.delete_object(Bucket=BUCKET, Key="copy")
    told = [json.loads(body) for body in bucket.local.receive(bucket.queue)]
    assert told[0]["Event"] == "s3:TestEvent"
    records = [one["Records"][0] for one in told[1:]]
    assert [one["eventName"] for one in records] == ["ObjectCreated:Put", "ObjectCreated:Copy"]
    stored = records[0]["s3"]
    assert stored["bucket"]["arn"] == f"arn:aws:s3:::{BUCKET}"
    assert (stored["object"]["key"], stored["object"]["size"]) == ("a+b", 5)


def test_a_queue_that_does_not_let_s3_in_is_refused(bucket: Bucket) -> None:
    policy = document(allow("sqs:SendMessage", on=QUEUE, Principal={"AWS": ACCOUNT}))
    bucket.local.client("sqs").set_queue_attributes(QueueUrl=bucket.queue, Attributes={"Policy": policy})
    with pytest.raises(ClientError) as raised:
        bucket.configure()
    assert refusal(raised.value) == REFUSED
    assert raised.value.response["Error"]["ArgumentName1"] == f"{QUEUE}, null"
    kept = bucket.s3.get_bucket_notification_configuration(Bucket=BUCKET)
    assert "QueueConfigurations" not in kept


def test_under_the_aws_managed_key_it_is_refused_and_lost_when_encrypted_later(bucket: Bucket) -> None:
    bucket.configure()
    assert bucket.arrived() == ["s3:TestEvent"]
    bucket.encrypt("alias/aws/sqs")
    bucket.s3.put_object(Bucket=BUCKET, Key="k", Body=b"")
    assert bucket.arrived() == []
    with pytest.raises(ClientError) as raised:
        bucket.configure()
    assert refusal(raised.value) == REFUSED
    events = bucket.local.client("cloudtrail").lookup_events()["Events"]
    told = [json.loads(one["CloudTrailEvent"]) for one in events if one["EventSource"] == "kms.amazonaws.com"]
    assert {one["userIdentity"]["invokedBy"] for one in told if one.get("errorCode")} == {"s3.amazonaws.com"}


@pytest.mark.parametrize("is_allowed", [False, True])
def test_a_customer_key_works_when_it_lets_s3_in(bucket: Bucket, *, is_allowed: bool) -> None:
    bucket.configure()
    bucket.arrived()
    bucket.encrypt(bucket.local.key(*[allow("kms:GenerateDataKey", "kms:Decrypt", Principal=S3)] * is_allowed))
    bucket.s3.put_object(Bucket=BUCKET, Key="k", Body=b"")
    assert bucket.arrived() == ["ObjectCreated:Put"] * is_allowed


def test_skipped_validation_takes_what_does_not_work(bucket: Bucket) -> None:
    bucket.encrypt("alias/aws/sqs")
    bucket.configure(SkipDestinationValidation=True)
    kept = bucket.s3.get_bucket_notification_configuration(Bucket=BUCKET)
    assert [one["QueueArn"] for one in kept["QueueConfigurations"]] == [QUEUE]


@pytest.mark.parametrize("is_allowed", [False, True])
def test_a_topic_is_tried_as_well(bucket: Bucket, *, is_allowed: bool) -> None:
    sns, sqs = bucket.local.client("sns"), bucket.local.client("sqs")
    use = [allow("kms:GenerateDataKey*", "kms:Decrypt", Principal=S3)] * is_allowed
    policy = document(allow("sns:Publish", on=TOPIC, Principal=S3, Condition=FROM_BUCKET))
    sns.create_topic(Name="uploads", Attributes={"Policy": policy, "KmsMasterKeyId": bucket.local.key(*use)})
    from_topic = allow("sqs:SendMessage", on=QUEUE, Principal={"Service": "sns.amazonaws.com"})
    sqs.set_queue_attributes(QueueUrl=bucket.queue, Attributes={"Policy": document(from_topic)})
    sns.subscribe(TopicArn=TOPIC, Protocol="sqs", Endpoint=QUEUE, Attributes={"RawMessageDelivery": "true"})
    if not is_allowed:
        with pytest.raises(ClientError) as raised:
            bucket.configure_topic()
        assert refusal(raised.value) == REFUSED
        return
    bucket.configure_topic()
    bucket.s3.put_object(Bucket=BUCKET, Key="k", Body=b"")
    assert bucket.arrived() == ["s3:TestEvent", "ObjectCreated:Put"]
