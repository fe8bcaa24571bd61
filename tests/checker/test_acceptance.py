"""Which encryption a path accepts: refused, accepted, or not known."""

import pytest

from keypost.catalogue.all import load_path
from keypost.catalogue.declare import Call, Part, Path
from keypost.checker.acceptance import is_accepted
from keypost.checker.connect import Connection
from keypost.checker.decide import Decider
from keypost.checker.verdict import NeedKind, Verdict
from keypost.estate.estate import Wire
from keypost.estate.kind import Kind
from keypost.estate.resource import Encryption, Resource, Sse
from keypost.policy.parse import parse_policy
from keypost.policy.request import KeyFacts, KeyManager
from keypost.unknown import Tri, Unread, Why

ACCOUNT = "111122223333"
ARN = "arn:aws:s3:::logs-example"
OPEN = parse_policy({"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}]})
DATA = Resource(Kind.BUCKET, "Data", "arn:aws:s3:::data-example", account=ACCOUNT, region="us-east-1")
LOGS = Resource(Kind.BUCKET, "Logs", ARN, account=ACCOUNT, region="us-east-1", policy=OPEN)
WIRE = Wire(DATA, DATA, "LoggingConfiguration.DestinationBucketName", ARN)
UNREAD = Unread(Why.UNKNOWN_VALUE, "Algorithm")
ONLY_WITHOUT = load_path("s3-server-access-logs")
ONLY_CUSTOMER = load_path("guardduty-export-to-s3")


def key(manager: KeyManager) -> Resource:
    return Resource(Kind.KEY, "Key", "", account=ACCOUNT, facts=KeyFacts(manager))


def connect(path: Path, encryption: Encryption | Unread, managed_by: KeyManager | None = None) -> Connection:
    return Connection(path, WIRE, DATA, LOGS, encryption, key(managed_by) if managed_by else None, None, ())


@pytest.mark.parametrize(
    ("path", "encryption", "managed_by", "accepted"),
    [
        (ONLY_WITHOUT, Encryption(Sse.NONE), None, True),
        (ONLY_WITHOUT, Encryption(Sse.AWS_OWNED), None, True),
        (ONLY_WITHOUT, Encryption(Sse.KMS), KeyManager.CUSTOMER, False),
        (ONLY_WITHOUT, Encryption(Sse.KMS), KeyManager.AWS, False),
        (ONLY_WITHOUT, Encryption(Sse.KMS), None, False),
        (ONLY_WITHOUT, UNREAD, None, None),
        (ONLY_CUSTOMER, Encryption(Sse.AWS_OWNED), None, False),
        (ONLY_CUSTOMER, Encryption(Sse.KMS), KeyManager.CUSTOMER, True),
        (ONLY_CUSTOMER, Encryption(Sse.KMS), KeyManager.AWS, False),
        (ONLY_CUSTOMER, Encryption(Sse.KMS), None, None),
    ],
)
def test_the_kind_of_encryption_decides(
    path: Path, encryption: Encryption | Unread, managed_by: KeyManager | None, accepted: Tri
) -> None:
    assert is_accepted(Call("s3:PutObject", on=Part.ANY_OBJECT), connect(path, encryption, managed_by)) is accepted


def test_other_calls_and_other_paths_are_not_concerned() -> None:
    under_kms = Encryption(Sse.KMS)
    assert is_accepted(Call("s3:GetBucketAcl", on=Part.TARGET), connect(ONLY_WITHOUT, under_kms))
    assert is_accepted(Call("s3:PutObject", on=Part.ANY_OBJECT), connect(load_path("s3-inventory"), under_kms))


def test_a_kind_that_is_not_known_is_needed() -> None:
    delivery = Decider().decide(connect(ONLY_WITHOUT, UNREAD))
    assert delivery.verdict is Verdict.DEPENDS
    assert [(need.kind, need.fact) for need in delivery.needs] == [(NeedKind.KEY, "Algorithm")]


def test_whose_key_it_is_is_needed() -> None:
    path = ONLY_WITHOUT._replace(accepts=ONLY_CUSTOMER.accepts)
    delivery = Decider().decide(connect(path, Encryption(Sse.KMS, "some-key")))
    assert delivery.verdict is Verdict.DEPENDS
    assert [(need.kind, need.fact) for need in delivery.needs] == [(NeedKind.KEY, "some-key")]
