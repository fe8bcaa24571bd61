"""What is read of each service, as the estate that comes of it."""

from collections.abc import Callable
from pathlib import Path

from botocore.client import BaseClient

from keypost.estate.resource import Encryption, Sse
from keypost.policy.document import Policy
from keypost.policy.request import KeyManager, KeyState
from keypost.unknown import Unread
from tests.readers.live.account import ACCOUNT, REGION, read_account
from tests.readers.reading import links, one

Aws = Callable[[str], BaseClient]


def test_a_key_with_its_policy_alias_and_grants(aws: Aws, tmp_path: Path) -> None:
    kms = aws("kms")
    key = kms.create_key()["KeyMetadata"]
    kms.create_alias(AliasName="alias/app", TargetKeyId=key["KeyId"])
    kms.create_grant(KeyId=key["KeyId"], GranteePrincipal=f"arn:aws:iam::{ACCOUNT}:role/app", Operations=["Decrypt"])
    (case,) = read_account(tmp_path / "s").cases
    found = one(case.estate, key["Arn"])
    assert found.aliases == ("alias/app",)
    assert found.facts.manager is KeyManager.CUSTOMER
    assert found.facts.state is KeyState.ENABLED
    assert isinstance(found.policy, Policy)
    assert not isinstance(found.grants, Unread)
    assert [(grant.grantee_principal, grant.operations) for grant in found.grants] == [
        (f"arn:aws:iam::{ACCOUNT}:role/app", ("Decrypt",))
    ]
    assert found.policy_origin.call == f"kms:GetKeyPolicy {key['Arn']}"


def test_a_disabled_key_and_one_that_is_to_be_deleted(aws: Aws, tmp_path: Path) -> None:
    kms = aws("kms")
    disabled, doomed = (kms.create_key()["KeyMetadata"] for _ in range(2))
    kms.disable_key(KeyId=disabled["KeyId"])
    kms.schedule_key_deletion(KeyId=doomed["KeyId"])
    (case,) = read_account(tmp_path / "s").cases
    assert one(case.estate, disabled["Arn"]).facts.state is KeyState.DISABLED
    assert one(case.estate, doomed["Arn"]).facts.state is KeyState.PENDING_DELETION


def test_an_aws_managed_key_is_known_by_its_alias_and_never_described(aws: Aws, tmp_path: Path) -> None:
    (alias,) = (one for one in aws("kms").list_aliases()["Aliases"] if one["AliasName"] == "alias/aws/s3")
    (case,) = read_account(tmp_path / "s").cases
    found = one(case.estate, "alias/aws/s3")
    assert found.facts.manager is KeyManager.AWS
    assert found.arn == f"arn:aws:kms:{REGION}:{ACCOUNT}:key/{alias['TargetKeyId']}"


def test_a_topic_its_policy_and_its_subscription(aws: Aws, tmp_path: Path) -> None:
    topic = aws("sns").create_topic(Name="alerts", Attributes={"KmsMasterKeyId": "alias/app"})["TopicArn"]
    queue = f"arn:aws:sqs:{REGION}:{ACCOUNT}:inbox"
    aws("sqs").create_queue(QueueName="inbox")
    aws("sns").subscribe(TopicArn=topic, Protocol="sqs", Endpoint=queue)
    (case,) = read_account(tmp_path / "s").cases
    found = one(case.estate, topic)
    assert found.name == "alerts"
    assert isinstance(found.encryption, Encryption)
    assert (found.encryption.mode, found.encryption.key) == (Sse.KMS, "alias/app")
    assert isinstance(found.policy, Policy)
    assert [target for source, _, target in links(case.estate) if source == topic] == [queue]


def test_a_queue_with_its_policy_and_its_dead_letter_queue(aws: Aws, tmp_path: Path) -> None:
    dead = f"arn:aws:sqs:{REGION}:{ACCOUNT}:dead"
    policy = '{"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Principal": "*", "Action": "sqs:*"}]}'
    aws("sqs").create_queue(QueueName="dead", Attributes={"KmsMasterKeyId": "alias/aws/sqs"})
    redrive = f'{{"deadLetterTargetArn": "{dead}", "maxReceiveCount": 3}}'
    aws("sqs").create_queue(QueueName="inbox", Attributes={"Policy": policy, "RedrivePolicy": redrive})
    (case,) = read_account(tmp_path / "s").cases
    inbox = one(case.estate, f"arn:aws:sqs:{REGION}:{ACCOUNT}:inbox")
    assert isinstance(inbox.policy, Policy)
    assert one(case.estate, dead).encryption == Encryption(Sse.KMS, "alias/aws/sqs")._replace(
        origin=one(case.estate, dead).encryption.origin  # type: ignore[union-attr]
    )
    assert (inbox.id, "RedrivePolicy.deadLetterTargetArn", dead) in links(case.estate)
