"""Waiting for messages."""

import threading
import time

from tests.endpoint.local import Local


def test_who_waits_keeps_nobody_else_waiting(local: Local) -> None:
    queue = local.queue("orders")
    found: list[object] = []

    def wait() -> None:
        found.append(local.client("sqs").receive_message(QueueUrl=queue, WaitTimeSeconds=10).get("Messages"))

    waiting = threading.Thread(target=wait)
    begun = time.monotonic()
    waiting.start()
    time.sleep(0.3)
    local.client("sqs").send_message(QueueUrl=queue, MessageBody="m")
    waiting.join()
    assert time.monotonic() - begun < 5
    assert found
    assert found[0]


def test_without_patience_nothing_is_waited_for(local: Local) -> None:
    queue = local.queue("orders")
    begun = time.monotonic()
    assert "Messages" not in local.client("sqs").receive_message(QueueUrl=queue)
    assert time.monotonic() - begun < 2
