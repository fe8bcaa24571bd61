"""Policies that AWS refuses are refused, in the words of the service."""

from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.endpoint.local import ACCOUNT, DELEGATION, ROOT, Keys, Local, allow, document, refusal

ROOT_USER = {"AWS": f"arn:aws:iam::{ACCOUNT}:root"}
NOBODY = {"AWS": f"arn:aws:iam::{ACCOUNT}:role/nobody"}
BUCKET = "amzn-s3-demo-bucket"
TOPIC = f"arn:aws:sns:us-east-1:{ACCOUNT}:alerts"
PRINCIPALS = "Policy contains a statement with one or more invalid principals."
LOCKED = "The new key policy will not allow you to update the key policy in the future."
SEMANTICS = "The request was rejected because the specified policy is not syntactically or semantically correct."


def set_policy(local: Local, kind: str, policy: str, keys: Keys = ROOT) -> None:
    client = local.client(kind, keys)
    if kind == "kms":
        client.put_key_policy(KeyId=local.key(), Policy=policy)
    elif kind == "sns":
        arn = client.create_topic(Name="alerts")["TopicArn"]
        client.set_topic_attributes(TopicArn=arn, AttributeName="Policy", AttributeValue=policy)
    elif kind == "sqs":
        client.set_queue_attributes(QueueUrl=local.queue("orders"), Attributes={"Policy": policy})
    elif kind == "s3":
        client.create_bucket(Bucket=BUCKET)
        client.put_bucket_policy(Bucket=BUCKET, Policy=policy)
    else:
        client.create_role(RoleName="app", AssumeRolePolicyDocument=policy)


def lets(principal: Any, *actions: str, on: str = "*", **parts: Any) -> dict[str, Any]:
    return allow(*actions, on=on, Principal=principal, **parts)


TRUST = {"Effect": "Allow", "Action": "sts:AssumeRole"}
MALFORMED = "MalformedPolicyDocumentException"


@pytest.mark.parametrize(
    ("kind", "policy", "code", "message"),
    [
        ("kms", "{", MALFORMED, "malformed JSON"),
        ("kms", document(DELEGATION, lets({"AWS": "bogus"}, "kms:Decrypt")), MALFORMED, PRINCIPALS),
        ("kms", document(DELEGATION, lets(NOBODY, "kms:Decrypt")), MALFORMED, PRINCIPALS),
        ("kms", document(DELEGATION, {"Effect": "Allow", "Action": "kms:*", "Resource": "*"}), MALFORMED, SEMANTICS),
        ("kms", document(lets(ROOT_USER, "kms:Encrypt")), MALFORMED, LOCKED),
        ("sns", document(lets({"AWS": "111122223333x"}, "sns:Publish", on=TOPIC)), "InvalidParameter",
         "Invalid parameter: Policy Error: PrincipalNotFound"),
        ("sns", document(lets(NOBODY, "sns:Publish", on=TOPIC)), "InvalidParameter",
         "Invalid parameter: Policy Error: PrincipalNotFound"),
        ("sns", document(lets(ROOT_USER, "sqs:SendMessage", on=TOPIC)), "InvalidParameter",
         "Invalid parameter: Policy statement action out of service scope!"),
        ("sns", "[]", "InvalidParameter", "Invalid parameter: Policy Error: null"),
        ("sqs", document(lets(NOBODY, "sqs:SendMessage")), "InvalidAttributeValue",
         "Invalid value for the parameter Policy."),
        ("s3", "x{", "MalformedPolicy", "Policies must be valid JSON"),
        ("s3", document(lets(NOBODY, "s3:GetObject", on=f"arn:aws:s3:::{BUCKET}/*")), "MalformedPolicy",
         "Invalid principal in policy"),
        ("s3", document(lets(ROOT_USER, "s3:GetObject", on="arn:aws:s3:::other/*")), "MalformedPolicy",
         "Policy has invalid resource"),
        ("s3", document(lets(ROOT_USER, "s3:GetObject", on=f"arn:aws:s3:::{BUCKET}")), "MalformedPolicy",
         "Action does not apply to any resource(s) in statement"),
        ("iam", document(TRUST | {"Principal": NOBODY}), "MalformedPolicyDocument", "Invalid principal in policy"),
        ("iam", document(TRUST | {"Principal": ROOT_USER, "Action": "s3:*"}), "MalformedPolicyDocument",
         "AssumeRole policy may only specify STS AssumeRole actions."),
        ("iam", document(TRUST | {"Principal": ROOT_USER, "Resource": "*"}), "MalformedPolicyDocument",
         "Has prohibited field Resource"),
    ],
)  # fmt: skip
def test_a_policy_is_refused_in_the_service_s_words(
    local: Local, kind: str, policy: str, code: str, message: str
) -> None:
    with pytest.raises(ClientError) as raised:
        set_policy(local, kind, policy)
    told = refusal(raised.value)
    assert (told[0], told[1]) == (code, 400)
    assert message in told[2]


@pytest.mark.parametrize(
    ("kind", "policy"),
    [
        ("kms", document(DELEGATION, lets({"AWS": "arn:aws:iam::111122223333:role/far"}, "kms:Decrypt"))),
        ("kms", document(lets({"AWS": "*"}, "kms:*"))),
        ("sns", document(lets("*", "sns:Publish", on=TOPIC))),
        ("sqs", document(lets({"Service": "sns.amazonaws.com"}, "sqs:SendMessage"))),
        ("s3", document(lets(ROOT_USER, "s3:*", on=f"arn:aws:s3:::{BUCKET}"))),
        ("iam", document(TRUST | {"Principal": {"Service": "lambda.amazonaws.com"}})),
    ],
)
def test_a_policy_that_is_in_order_is_taken(local: Local, kind: str, policy: str) -> None:
    set_policy(local, kind, policy)


def test_whoever_sets_a_key_policy_must_be_let_in_again(local: Local) -> None:
    keys = local.user("ann", allow("kms:*"))
    local.user("bob", allow("kms:*"))
    kms = local.client("kms", keys)
    only_bob = document(lets({"AWS": f"arn:aws:iam::{ACCOUNT}:user/bob"}, "kms:*"))
    for made in ({"Policy": only_bob}, {"Policy": document(lets(ROOT_USER, "kms:Describe*"))}):
        with pytest.raises(ClientError, match="will not allow you to update the key policy"):
            kms.create_key(**made)
    key = kms.create_key(Policy=only_bob, BypassPolicyLockoutSafetyCheck=True)["KeyMetadata"]["Arn"]
    with pytest.raises(ClientError, match="kms:DescribeKey"):
        kms.describe_key(KeyId=key)
    own = kms.create_key()["KeyMetadata"]["Arn"]
    with pytest.raises(ClientError, match="will not allow you to update the key policy"):
        kms.put_key_policy(KeyId=own, Policy=only_bob)
    kms.put_key_policy(KeyId=own, Policy=only_bob, BypassPolicyLockoutSafetyCheck=True)
