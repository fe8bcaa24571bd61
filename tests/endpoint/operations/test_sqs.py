"""Waiting for messages."""

import json
import threading
import time

import pytest
from botocore.exceptions import ClientError

from tests.endpoint.local import Local, refusal


def test_who_waits_keeps_nobody_else_waiting(local: Local) -> None:
    queue = local.queue("orders")
    found: list[object] = []

    def wait() -> None:
        found.append(local.client("sqs").receive_message(QueueUrl=queue, WaitTimeSeconds=20).get("Messages"))

    waiting = threading.Thread(target=wait)
    begun = time.monotonic()
    waiting.start()
    time.sleep(0.3)
    local.client("sqs").send_message(QueueUrl=queue, MessageBody="m")
    waiting.join()
    assert time.monotonic() - begun < 15
    assert found
    assert found[0]


def test_without_patience_nothing_is_waited_for(local: Local) -> None:
    queue = local.queue("orders")
    begun = time.monotonic()
    assert "Messages" not in local.client("sqs").receive_message(QueueUrl=queue)
    assert time.monotonic() - begun < 15


def test_a_queue_is_encrypted_in_one_way_at_a_time(local: Local) -> None:
    sqs, key = local.client("sqs"), local.key()
    queue = local.queue("orders", KmsMasterKeyId=key)
    sqs.set_queue_attributes(QueueUrl=queue, Attributes={"SqsManagedSseEnabled": "true"})
    assert _encryption(local, queue) == {"SqsManagedSseEnabled": "true"}
    sqs.set_queue_attributes(QueueUrl=queue, Attributes={"KmsMasterKeyId": key})
    told = _encryption(local, queue)
    assert (told["KmsMasterKeyId"], told["SqsManagedSseEnabled"]) == (key, "false")
    with pytest.raises(ClientError) as caught:
        sqs.set_queue_attributes(QueueUrl=queue, Attributes={"KmsMasterKeyId": key, "SqsManagedSseEnabled": "true"})
    assert refusal(caught.value)[0] == "InvalidAttributeName"


def test_a_queue_begins_encrypted_in_one_way(local: Local) -> None:
    key = local.key()
    queue = local.queue("orders", KmsMasterKeyId=key)
    assert _encryption(local, queue) == {"KmsMasterKeyId": key, "SqsManagedSseEnabled": "false"}
    assert local.queue("orders", KmsMasterKeyId=key) == queue
    with pytest.raises(ClientError) as caught:
        local.queue("two", KmsMasterKeyId=key, SqsManagedSseEnabled="true")
    assert refusal(caught.value)[0] == "InvalidAttributeName"


def test_a_stack_makes_no_queue_that_is_encrypted_twice(local: Local) -> None:
    cloudformation = local.client("cloudformation")
    both = {"KmsMasterKeyId": local.key(), "SqsManagedSseEnabled": True}
    template = {"Resources": {"Queue": {"Type": "AWS::SQS::Queue", "Properties": both}}}
    cloudformation.create_stack(StackName="two", TemplateBody=json.dumps(template), OnFailure="DO_NOTHING")
    events = cloudformation.describe_stack_events(StackName="two")["StackEvents"]
    reasons = [one.get("ResourceStatusReason", "") for one in events if one["ResourceStatus"] == "CREATE_FAILED"]
    assert any("one type of server-side encryption" in reason for reason in reasons)


def _encryption(local: Local, queue: str) -> dict[str, str]:
    told = local.client("sqs").get_queue_attributes(QueueUrl=queue, AttributeNames=["All"])["Attributes"]
    return {name: value for name, value in told.items() if name in {"KmsMasterKeyId", "SqsManagedSseEnabled"}}
