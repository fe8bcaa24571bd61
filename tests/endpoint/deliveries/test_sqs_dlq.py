"""Dead letters stay under the key of the queue that they were sent to: who reads or redrives them needs it."""

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

from keypost.endpoint.deliveries import sqs_dlq_redrive
from keypost.endpoint.deliveries.attempt import list_deliveries
from tests.endpoint.local import ACCOUNT, Keys, Local, allow

REGION = f"arn:aws:sqs:us-east-1:{ACCOUNT}"


def fall(local: Local, *, source_key: str = "", letters_key: str = "") -> tuple[str, str]:
    """Send a message that is received too often; return both queues."""
    letters = local.queue("letters", **({"KmsMasterKeyId": letters_key} if letters_key else {}))
    policy = json.dumps({"deadLetterTargetArn": f"{REGION}:letters", "maxReceiveCount": 1})
    given = {"RedrivePolicy": policy, "VisibilityTimeout": "0"}
    orders = local.queue("orders", **given, **({"KmsMasterKeyId": source_key} if source_key else {}))
    sqs = local.client("sqs")
    sqs.send_message(
        QueueUrl=orders, MessageBody="m", MessageAttributes={"a": {"DataType": "String", "StringValue": "b"}}
    )
    assert len(sqs.receive_message(QueueUrl=orders)["Messages"]) == 1
    assert "Messages" not in sqs.receive_message(QueueUrl=orders)
    return orders, letters


def can_read(local: Local, queue: str, keys: Keys) -> bool:
    try:
        found = local.client("sqs", keys).receive_message(QueueUrl=queue, VisibilityTimeout=0)
    except ClientError as error:
        if "AccessDenied" not in error.response["Error"]["Code"]:
            raise
        return False
    return len(found["Messages"]) == 1


def test_whoever_reads_dead_letters_needs_the_key_of_their_queue(local: Local) -> None:
    source, own = local.key(), local.key()
    _, letters = fall(local, source_key=source, letters_key=own)
    outcomes = [(one.path, one.source, one.target, one.error) for one in list_deliveries(local.front.state)]
    assert outcomes == [("sqs-dlq-move", f"{REGION}:orders", f"{REGION}:letters", "")]
    assert can_read(local, letters, local.user("ann", allow("sqs:*"), allow("kms:Decrypt", on=source)))
    assert not can_read(local, letters, local.user("bob", allow("sqs:*"), allow("kms:Decrypt", on=own)))


def test_what_was_not_encrypted_stays_so_in_an_encrypted_queue(local: Local) -> None:
    _, letters = fall(local, letters_key=local.key())
    assert can_read(local, letters, local.user("ann", allow("sqs:*")))


def test_messages_stay_under_the_key_that_they_were_sent_with(local: Local) -> None:
    old, new = local.key(), local.key()
    queue = local.queue("orders", KmsMasterKeyId=old)
    sqs = local.client("sqs")
    sqs.send_message(QueueUrl=queue, MessageBody="m")
    sqs.set_queue_attributes(QueueUrl=queue, Attributes={"KmsMasterKeyId": new})
    assert not can_read(local, queue, local.user("ann", allow("sqs:*"), allow("kms:Decrypt", on=new)))
    sqs.set_queue_attributes(QueueUrl=queue, Attributes={"KmsMasterKeyId": ""})
    assert can_read(local, queue, local.user("bob", allow("sqs:*"), allow("kms:Decrypt", on=old)))


def redrive(local: Local, keys: Keys, **given: Any) -> dict[str, Any]:
    sqs = local.client("sqs", keys)
    sqs.start_message_move_task(SourceArn=f"{REGION}:letters", **given)
    task: dict[str, Any] = sqs.list_message_move_tasks(SourceArn=f"{REGION}:letters")["Results"][0]
    return task


def test_a_redrive_needs_both_keys_and_moves_the_message_back(local: Local) -> None:
    source = local.key()
    orders, _ = fall(local, source_key=source)
    ann = local.user("ann", allow("sqs:*"))
    task = redrive(local, ann)
    assert (task["Status"], task["FailureReason"]) == ("FAILED", "KMS.AccessDeniedException")
    key = allow("kms:Decrypt", "kms:GenerateDataKey", on=source)
    task = redrive(local, local.user("bob", allow("sqs:*"), key))
    assert (task["Status"], task["ApproximateNumberOfMessagesMoved"]) == ("COMPLETED", 1)
    found = local.client("sqs").receive_message(QueueUrl=orders, MessageAttributeNames=["All"])["Messages"]
    assert found[0]["MessageAttributes"]["a"]["StringValue"] == "b"
    made = [(one.path, bool(one.error)) for one in list_deliveries(local.front.state)]
    assert made[1:3] == [("sqs-dlq-redrive", True), ("sqs-dlq-redrive", False)]


def test_a_redrive_goes_where_it_is_told(local: Local) -> None:
    fall(local)
    other = local.queue("other")
    mover = local.user("ann", allow("sqs:StartMessageMoveTask", "sqs:ListMessageMoveTasks"))
    with pytest.raises(ClientError, match="sqs:receivemessage"):
        redrive(local, mover, DestinationArn=f"{REGION}:other")
    redrive(local, local.user("bob", allow("sqs:*")), DestinationArn=f"{REGION}:other")
    assert local.receive(other) == ["m"]


@pytest.mark.parametrize(
    ("source", "told"),
    [("nothing", "ResourceNotFoundException"), ("orders", "must be configured as a Dead Letter Queue")],
)
def test_only_dead_letters_are_redriven(local: Local, source: str, told: str) -> None:
    fall(local)
    with pytest.raises(ClientError, match=told):
        local.client("sqs").start_message_move_task(SourceArn=f"{REGION}:{source}")


def test_tasks_are_kept_as_long_as_they_can_be_listed(local: Local, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqs_dlq_redrive, "_KEPT", 2)
    fall(local)
    sqs = local.client("sqs")
    for _ in range(4):
        sqs.start_message_move_task(SourceArn=f"{REGION}:letters")
    tasks = sqs.list_message_move_tasks(SourceArn=f"{REGION}:letters", MaxResults=10)["Results"]
    assert [task["ApproximateNumberOfMessagesMoved"] for task in tasks] == [0, 0]
