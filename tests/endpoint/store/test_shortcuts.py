"""Shortcuts through moto: the same answers, and every account its own store."""

import re

import pytest
from moto.core import responses
from moto.kms.models import kms_backends
from moto.sqs.models import sqs_backends

from keypost.endpoint.store import shortcuts
from keypost.endpoint.store.silence import StoreChangedError
from tests.endpoint.local import Local


def test_methods_are_listed_once(local: Local) -> None:
    local.queue("orders")
    before = responses.method_names_from_class.cache_info().misses  # type: ignore[attr-defined]
    local.queue("more")
    assert responses.method_names_from_class.cache_info().misses == before  # type: ignore[attr-defined]


def test_accounts_have_stores_of_their_own_that_a_reset_empties(local: Local) -> None:
    local.client("sqs", ("111122223333", "test", None)).create_queue(QueueName="orders")
    assert sqs_backends["111122223333"]["us-east-1"].queues.keys() == {"orders"}
    assert not sqs_backends["444455556666"]["us-east-1"].queues
    local.front.reset()
    assert not sqs_backends["111122223333"]["us-east-1"].queues


def test_request_ids_and_receipt_handles_look_as_before(local: Local) -> None:
    queue, sqs = local.queue("orders"), local.client("sqs")
    sent = sqs.send_message(QueueUrl=queue, MessageBody="m")
    assert re.fullmatch("[A-Z0-9]{52}", sent["ResponseMetadata"]["HTTPHeaders"]["x-amzn-requestid"].upper())
    got = sqs.receive_message(QueueUrl=queue)["Messages"][0]["ReceiptHandle"]
    assert re.fullmatch("[a-z]{185}", got)
    sqs.delete_message(QueueUrl=queue, ReceiptHandle=got)


def test_keys_that_sign_have_private_keys_of_their_own(local: Local) -> None:
    kms = local.client("kms")
    spec = {"KeyUsage": "SIGN_VERIFY", "KeySpec": "RSA_2048"}
    ids = [kms.create_key(**spec)["KeyMetadata"]["KeyId"] for _ in range(2)]
    first, second = (kms.get_public_key(KeyId=one)["PublicKey"] for one in ids)
    assert first != second
    symmetric = [kms.create_key()["KeyMetadata"]["KeyId"] for _ in range(2)]
    kept = kms_backends["000000000000"]["us-east-1"].keys
    assert kept[symmetric[0]].private_key is kept[symmetric[1]].private_key


def test_another_moto_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(responses, "camelcase_to_underscores")
    with pytest.raises(StoreChangedError, match="camelcase_to_underscores"):
        shortcuts.take_shortcuts()
