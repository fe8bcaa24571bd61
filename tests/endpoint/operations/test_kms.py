"""Keys that don't exist, keys of other Regions, and calls that only ask."""

from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.endpoint.local import REGION, Local, allow, refusal

_NOBODYS = "11111111-2222-3333-4444-555555555555"


def _refused(client: Any, **parameters: Any) -> tuple[str, int, str]:
    with pytest.raises(ClientError) as caught:
        client.generate_data_key(KeySpec="AES_256", **parameters)
    return refusal(caught.value)


def test_who_may_use_keys_is_told_that_a_key_does_not_exist(local: Local) -> None:
    told = [_refused(local.client("kms"), KeyId=name)[0] for name in (_NOBODYS, "alias/nobodys")]
    assert told == ["NotFoundException", "NotFoundException"]
    nobody = local.user("nobody")
    code, _, message = _refused(local.client("kms", nobody), KeyId=_NOBODYS)
    assert code == "AccessDeniedException"
    assert message.endswith("because no identity-based policy allows the kms:GenerateDataKey action")


def test_a_call_that_only_asks_returns_nothing_and_says_whether_it_would_succeed(local: Local) -> None:
    key = local.key()
    assert _refused(local.client("kms"), KeyId=key, DryRun=True)[:2] == ("DryRunOperationException", 412)
    nobody = local.client("kms", local.user("nobody"))
    assert _refused(nobody, KeyId=key, DryRun=True)[0] == "AccessDeniedException"


def test_a_key_of_another_region_encrypts_no_topic_and_no_queue(local: Local) -> None:
    key = local.client("kms", region="eu-west-1").create_key()["KeyMetadata"]["Arn"]
    assert _refused(local.client("kms"), KeyId=key)[::2] == ("NotFoundException", "Invalid arn eu-west-1")
    topic = local.client("sns").create_topic(Name="t", Attributes={"KmsMasterKeyId": key})["TopicArn"]
    with pytest.raises(ClientError) as caught:
        local.client("sns").publish(TopicArn=topic, Message="m")
    assert refusal(caught.value)[0] == "KMSNotFound"
    queue = local.queue("q", KmsMasterKeyId=key)
    with pytest.raises(ClientError) as caught:
        local.client("sqs").send_message(QueueUrl=queue, MessageBody="m")
    assert refusal(caught.value)[0] == "KMS.NotFoundException"
    assert REGION != "eu-west-1"


def test_a_user_who_may_use_keys_is_told_too(local: Local) -> None:
    user = local.client("kms", local.user("keys", allow("kms:*")))
    assert _refused(user, KeyId=_NOBODYS)[0] == "NotFoundException"


@pytest.mark.parametrize("blob", [b"garbage", b"g" * 200])
def test_what_was_never_encrypted_is_no_ciphertext(local: Local, blob: bytes) -> None:
    key = local.key()
    user = local.client("kms", local.user("keys", allow("kms:*")))
    for client, parameters in ((local.client("kms"), {}), (user, {}), (user, {"KeyId": key})):
        with pytest.raises(ClientError) as caught:
            client.decrypt(CiphertextBlob=blob, **parameters)
        assert refusal(caught.value) == ("InvalidCiphertextException", 400, "")
    sealed = user.encrypt(KeyId=key, Plaintext=b"m")["CiphertextBlob"]
    assert user.decrypt(CiphertextBlob=sealed)["Plaintext"] == b"m"
    nobody = local.client("kms", local.user("nobody"))
    with pytest.raises(ClientError) as caught:
        nobody.decrypt(CiphertextBlob=blob)
    assert refusal(caught.value)[0] == "AccessDeniedException"
