"""Who calls: access keys, sessions, signatures."""

import urllib.error
import urllib.request
from datetime import UTC, datetime

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

from tests.endpoint.local import Local, allow, refusal

UNKNOWN = ("AKIAIOSFODNN7EXAMPLE", "nobody's", None)


def test_test_is_the_root_user(local: Local) -> None:
    told = local.client("sts").get_caller_identity()
    assert (told["Arn"], told["Account"]) == ("arn:aws:iam::000000000000:root", "000000000000")


def test_twelve_digits_are_the_root_user_of_that_account(local: Local) -> None:
    told = local.client("sts", ("111122223333", "test", None)).get_caller_identity()
    assert told["Arn"] == "arn:aws:iam::111122223333:root"


@pytest.mark.parametrize(
    ("service", "operation", "expected"),
    [
        ("sts", "get_caller_identity", ("InvalidClientTokenId", 403)),
        ("sns", "list_topics", ("InvalidClientTokenId", 403)),
        ("kms", "list_keys", ("UnrecognizedClientException", 400)),
        ("s3", "list_buckets", ("InvalidAccessKeyId", 403)),
        ("lambda", "list_functions", ("UnrecognizedClientException", 403)),
    ],
)
def test_an_unknown_key_is_refused(local: Local, service: str, operation: str, expected: tuple[str, int]) -> None:
    with pytest.raises(ClientError) as raised:
        getattr(local.client(service, UNKNOWN), operation)()
    assert refusal(raised.value)[:2] == expected


@pytest.mark.parametrize(("service", "operation"), [("sts", "get_caller_identity"), ("s3", "list_buckets")])
def test_a_wrong_secret_is_refused(local: Local, service: str, operation: str) -> None:
    with pytest.raises(ClientError) as raised:
        getattr(local.client(service, ("test", "wrong", None)), operation)()
    assert refusal(raised.value)[0] == "SignatureDoesNotMatch"


def test_a_user_is_known_by_its_key_until_that_is_switched_off(local: Local) -> None:
    keys = local.user("ann")
    assert local.client("sts", keys).get_caller_identity()["Arn"] == "arn:aws:iam::000000000000:user/ann"
    local.client("iam").update_access_key(UserName="ann", AccessKeyId=keys[0], Status="Inactive")
    with pytest.raises(ClientError, match="InvalidClientTokenId"):
        local.client("sts", keys).get_caller_identity()


def test_a_session_acts_as_its_role(local: Local) -> None:
    role = local.role("app", allow("sqs:ListQueues"), trusted={"AWS": "arn:aws:iam::000000000000:root"})
    keys = local.assume(role)
    assert local.client("sts", keys).get_caller_identity()["Arn"].endswith(":assumed-role/app/session")
    local.client("sqs", keys).list_queues()
    with pytest.raises(ClientError, match="AuthorizationError"):
        local.client("sns", keys).list_topics()


def test_a_session_without_its_token_is_refused(local: Local) -> None:
    role = local.role("app", trusted={"AWS": "000000000000"})
    access_key, secret, _ = local.assume(role)
    with pytest.raises(ClientError, match="InvalidClientTokenId"):
        local.client("sts", (access_key, secret, None)).get_caller_identity()


def test_a_session_ends(local: Local) -> None:
    keys = local.assume(local.role("app", trusted={"AWS": "000000000000"}))
    session = local.front.sessions.by_key[keys[0]]
    local.front.sessions.by_key[keys[0]] = session._replace(ends=datetime(2020, 1, 1, tzinfo=UTC))
    with pytest.raises(ClientError, match="ExpiredToken"):
        local.client("sts", keys).get_caller_identity()


def test_a_role_that_trusts_nobody_here_is_not_assumed(local: Local) -> None:
    role = local.role("app", trusted={"Service": "lambda.amazonaws.com"})
    with pytest.raises(ClientError) as raised:
        local.assume(role)
    code, status, message = refusal(raised.value)
    assert (code, status) == ("AccessDenied", 403)
    assert "is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::000000000000:role/app" in message


def test_a_session_policy_limits(local: Local) -> None:
    role = local.role("app", allow("sqs:*", "sns:*"), trusted={"AWS": "000000000000"})
    keys = local.assume(
        role, Policy='{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sns:*","Resource":"*"}]}'
    )
    local.client("sns", keys).list_topics()
    with pytest.raises(ClientError, match="no session policy allows the sqs:listqueues action"):
        local.client("sqs", keys).list_queues()


def test_a_federated_user_has_what_both_allow(local: Local) -> None:
    sts = local.client("sts", local.user("ann", allow("sns:*", "sts:*")))
    policy = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["sns:*","sqs:*"],"Resource":"*"}]}'
    made = sts.get_federation_token(Name="bob", Policy=policy)["Credentials"]
    keys = (made["AccessKeyId"], made["SecretAccessKey"], made["SessionToken"])
    assert local.client("sts", keys).get_caller_identity()["Arn"].endswith(":federated-user/bob")
    local.client("sns", keys).list_topics()
    with pytest.raises(ClientError, match="no identity-based policy allows"):
        local.client("sqs", keys).list_queues()


@pytest.mark.parametrize("version", ["s3", "s3v4"])
def test_a_presigned_address_is_checked(local: Local, version: str) -> None:
    local.client("s3").create_bucket(Bucket="amzn-s3-demo-bucket")
    local.client("s3").put_object(Bucket="amzn-s3-demo-bucket", Key="a b", Body=b"here")
    parameters = {"Bucket": "amzn-s3-demo-bucket", "Key": "a b"}
    s3 = boto3.client(
        "s3",
        endpoint_url=local.address,
        region_name="us-east-1",
        aws_access_key_id="test",
        aws_secret_access_key="test",  # noqa: S106
        config=Config(signature_version=version),
    )
    address = s3.generate_presigned_url("get_object", Params=parameters)
    assert urllib.request.urlopen(address).read() == b"here"  # noqa: S310 -- http, here
    with pytest.raises(urllib.error.HTTPError) as raised:
        urllib.request.urlopen(address.replace("a%20b", "c"))  # noqa: S310
    assert raised.value.code == 403
    raised.value.close()
