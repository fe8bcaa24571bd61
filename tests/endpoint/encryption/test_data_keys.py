"""SNS and SQS go on using a data key, if they are told to."""

from collections.abc import Iterator

import pytest
from botocore.exceptions import ClientError

from keypost.endpoint.encryption.data_keys import DataKeys
from tests.endpoint.local import DELEGATION, Keys, Local, allow, document


class Clock:
    """A clock that stands still unless it is turned."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(local: Local) -> Iterator[Clock]:
    found = Clock()
    local.front.data_keys = DataKeys(300, found)
    yield found
    local.front.reset()


def close(local: Local, key: str) -> None:
    local.client("kms").put_key_policy(KeyId=key, PolicyName="default", Policy=document(DELEGATION))


def open_for(*users: str) -> dict[str, object]:
    who = {"AWS": [f"arn:aws:iam::000000000000:user/{name}" for name in users]}
    return allow("kms:GenerateDataKey", "kms:Decrypt", Principal=who)


def is_sent(local: Local, queue: str, keys: Keys) -> bool:
    try:
        local.client("sqs", keys).send_message(QueueUrl=queue, MessageBody="m")
    except ClientError as error:
        return error.response["Error"]["Code"] not in {"KmsAccessDenied", "KMS.AccessDeniedException"}
    return True


def test_a_permission_that_is_taken_away_shows_when_the_data_key_is_over(local: Local, clock: Clock) -> None:
    ann, bob = (local.user(name, allow("sqs:*")) for name in ("ann", "bob"))
    key = local.key(open_for("ann", "bob"))
    queue = local.queue("orders", KmsMasterKeyId=key, KmsDataKeyReusePeriodSeconds="120")
    assert is_sent(local, queue, ann)
    close(local, key)
    assert is_sent(local, queue, ann)
    assert not is_sent(local, queue, bob)  # principals don't share data keys
    clock.now += 121
    assert not is_sent(local, queue, ann)


def test_what_is_sent_is_not_what_is_received_and_a_refusal_is_never_kept(local: Local, clock: Clock) -> None:
    ann = local.user("ann", allow("sqs:*"))
    key = local.key()
    queue = local.queue("orders", KmsMasterKeyId=key)
    assert not is_sent(local, queue, ann)
    local.client("kms").put_key_policy(KeyId=key, PolicyName="default", Policy=document(DELEGATION, open_for("ann")))
    assert is_sent(local, queue, ann)
    close(local, key)
    with pytest.raises(ClientError, match="AccessDenied"):
        local.client("sqs", ann).receive_message(QueueUrl=queue)
    clock.now += 299
    assert is_sent(local, queue, ann)


def test_sessions_of_one_role_count_as_one_and_topics_keep_five_minutes(local: Local, clock: Clock) -> None:
    role = local.role("app", allow("sns:*"), trusted={"AWS": "*"})
    key = local.key(allow("kms:GenerateDataKey", "kms:Decrypt", Principal={"AWS": role}))
    topic = local.client("sns").create_topic(Name="t", Attributes={"KmsMasterKeyId": key})["TopicArn"]
    sts = local.client("sts")
    first, second = (sts.assume_role(RoleArn=role, RoleSessionName=name)["Credentials"] for name in ("first", "second"))
    clients = [
        local.client("sns", (one["AccessKeyId"], one["SecretAccessKey"], one["SessionToken"]))
        for one in (first, second)
    ]
    clients[0].publish(TopicArn=topic, Message="m")
    close(local, key)
    clients[1].publish(TopicArn=topic, Message="m")
    clock.now += 300
    with pytest.raises(ClientError, match="KMSAccessDenied"):
        clients[1].publish(TopicArn=topic, Message="m")


def test_by_default_each_message_asks(local: Local) -> None:
    ann = local.user("ann", allow("sqs:*"))
    key = local.key(open_for("ann"))
    queue = local.queue("orders", KmsMasterKeyId=key)
    assert is_sent(local, queue, ann)
    close(local, key)
    assert not is_sent(local, queue, ann)
