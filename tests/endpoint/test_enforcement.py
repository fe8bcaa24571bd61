"""What is allowed and refused, with code, status and message of each protocol."""

from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.endpoint.local import ACCOUNT, Local, allow, document, refusal

USER = f"arn:aws:iam::{ACCOUNT}:user/ann"
TOPIC = f"arn:aws:sns:us-east-1:{ACCOUNT}:alerts"
QUEUE = f"arn:aws:sqs:us-east-1:{ACCOUNT}:orders"
BUCKET = "amzn-s3-demo-bucket"


def expect(code: str, status: int, *, text: str = "", call: Any) -> None:
    with pytest.raises(ClientError) as raised:
        call()
    told = refusal(raised.value)
    assert told[:2] == (code, status), told
    assert text in told[2]


def test_nothing_is_allowed_to_a_user_without_policies(local: Local) -> None:
    keys = local.user("ann")
    queue = local.queue("orders")
    local.client("sns").create_topic(Name="alerts")
    key = local.key()
    says = f"User: {USER} is not authorized to perform: "
    expect(
        "AccessDenied", 403, call=lambda: local.client("sqs", keys).send_message(QueueUrl=queue, MessageBody="m"),
        text=f"{says}sqs:sendmessage on resource: {QUEUE} because no identity-based policy allows",
    )  # fmt: skip
    expect(
        "AuthorizationError", 403, call=lambda: local.client("sns", keys).publish(TopicArn=TOPIC, Message="m"),
        text=f"{says}SNS:Publish on resource: {TOPIC} because no identity-based policy allows the SNS:Publish action",
    )  # fmt: skip
    expect(
        "AccessDeniedException", 400, call=lambda: local.client("kms", keys).encrypt(KeyId=key, Plaintext=b"m"),
        text=f"{says}kms:Encrypt on resource: {key} because no identity-based policy allows the kms:Encrypt action",
    )  # fmt: skip
    expect(
        "AccessDenied", 403, call=lambda: local.client("s3", keys).put_object(Bucket=BUCKET, Key="k", Body=b"m"),
        text=f'{says}s3:PutObject on resource: "arn:aws:s3:::{BUCKET}/k" because no identity-based policy',
    )  # fmt: skip
    expect("403", 403, call=lambda: local.client("s3", keys).head_object(Bucket=BUCKET, Key="k"))
    expect("AccessDeniedException", 403, call=lambda: local.client("lambda", keys).list_functions())
    expect("AccessDenied", 403, call=lambda: local.client("cloudwatch", keys).describe_alarms())
    expect("AccessDenied", 403, call=lambda: local.client("iam", keys).list_users())


def test_an_explicit_deny_is_told_as_one(local: Local) -> None:
    keys = local.user("ann", allow("sns:*"), {"Effect": "Deny", "Action": "sns:Publish", "Resource": "*"})
    local.client("sns").create_topic(Name="alerts")
    expect(
        "AuthorizationError", 403, call=lambda: local.client("sns", keys).publish(TopicArn=TOPIC, Message="m"),
        text="with an explicit deny in an identity-based policy",
    )  # fmt: skip


def test_a_group_s_policy_counts(local: Local) -> None:
    keys = local.user("ann")
    iam = local.client("iam")
    iam.create_group(GroupName="staff")
    iam.put_group_policy(GroupName="staff", PolicyName="own", PolicyDocument=document(allow("sns:ListTopics")))
    iam.add_user_to_group(GroupName="staff", UserName="ann")
    local.client("sns", keys).list_topics()


def test_an_aws_managed_policy_counts_whole(local: Local) -> None:
    keys = local.user("ann")
    local.client("iam").attach_user_policy(UserName="ann", PolicyArn="arn:aws:iam::aws:policy/AmazonSNSReadOnlyAccess")
    local.client("sns", keys).list_topics()
    expect("AuthorizationError", 403, call=lambda: local.client("sns", keys).create_topic(Name="alerts"))


def test_a_boundary_limits_a_role(local: Local) -> None:
    role = local.role("app", allow("sns:*", "sqs:*"), trusted={"AWS": ACCOUNT})
    made = local.client("iam").create_policy(PolicyName="limit", PolicyDocument=document(allow("sns:*")))
    local.client("iam").put_role_permissions_boundary(RoleName="app", PermissionsBoundary=made["Policy"]["Arn"])
    keys = local.assume(role)
    local.client("sns", keys).list_topics()
    expect(
        "AccessDenied", 403, call=lambda: local.client("sqs", keys).list_queues(), text="no permissions boundary allows"
    )


def test_a_boundary_limits_a_user_until_it_is_taken_away(local: Local) -> None:
    keys = local.user("ann", allow("sns:*", "sqs:*"))
    iam = local.client("iam")
    limit = iam.create_policy(PolicyName="limit", PolicyDocument=document(allow("sns:*")))["Policy"]["Arn"]
    iam.put_user_permissions_boundary(UserName="ann", PermissionsBoundary=limit)
    local.client("sns", keys).list_topics()
    expect("AccessDenied", 403, call=local.client("sqs", keys).list_queues, text="no permissions boundary allows")
    iam.delete_user_permissions_boundary(UserName="ann")
    local.client("sqs", keys).list_queues()


def test_a_queue_s_policy_lets_another_account_in(local: Local) -> None:
    stranger = ("111122223333", "test", None)
    queue = local.queue("orders")
    sqs = local.client("sqs", stranger)
    expect("AccessDenied", 403, call=lambda: sqs.send_message(QueueUrl=queue, MessageBody="m"))
    policy = document(allow("sqs:SendMessage", on=QUEUE, Principal={"AWS": "111122223333"}))
    local.client("sqs").set_queue_attributes(QueueUrl=queue, Attributes={"Policy": policy})
    sqs.send_message(QueueUrl=queue, MessageBody="m")
    assert local.receive(queue) == ["m"]


def test_a_bucket_s_policy_denies_even_the_root_user_an_object(local: Local) -> None:
    s3 = local.client("s3")
    s3.create_bucket(Bucket=BUCKET)
    deny = {"Effect": "Deny", "Principal": "*", "Action": "s3:PutObject", "Resource": f"arn:aws:s3:::{BUCKET}/*"}
    s3.put_bucket_policy(Bucket=BUCKET, Policy=document(deny))
    expect(
        "AccessDenied", 403, call=lambda: s3.put_object(Bucket=BUCKET, Key="k", Body=b"m"),
        text="with an explicit deny in a resource-based policy",
    )  # fmt: skip


def test_the_encryption_of_a_queue_asks_for_the_key_as_the_caller(local: Local) -> None:
    keys = local.user("ann", allow("sqs:*"))
    key = local.key()
    queue = local.queue("orders", KmsMasterKeyId=key)
    sqs = local.client("sqs", keys)
    expect(
        "KMS.AccessDeniedException", 400, call=lambda: sqs.send_message(QueueUrl=queue, MessageBody="m"),
        text=f"is not authorized to perform: kms:GenerateDataKey on resource: {key} because no identity-based policy",
    )  # fmt: skip
    statement = allow("kms:GenerateDataKey", "kms:Decrypt", on=key, Condition=_via("sqs"))
    local.client("iam").put_user_policy(UserName="ann", PolicyName="key", PolicyDocument=document(statement))
    sqs.send_message(QueueUrl=queue, MessageBody="m")
    expect("AccessDeniedException", 400, call=lambda: local.client("kms", keys).decrypt(KeyId=key, CiphertextBlob=b"c"))


def _via(service: str) -> dict[str, Any]:
    return {"StringEquals": {"kms:ViaService": f"{service}.us-east-1.amazonaws.com", "kms:CallerAccount": ACCOUNT}}


def test_whoever_may_use_the_queue_may_use_its_aws_managed_key(local: Local) -> None:
    keys = local.user("ann", allow("sqs:*"))
    queue = local.queue("orders", KmsMasterKeyId="alias/aws/sqs")
    local.client("sqs", keys).send_message(QueueUrl=queue, MessageBody="m")
    key = local.client("kms").describe_key(KeyId="alias/aws/sqs")["KeyMetadata"]
    assert key["KeyManager"] == "AWS"
    expect("AccessDeniedException", 400, call=lambda: local.client("kms").encrypt(KeyId=key["Arn"], Plaintext=b"m"))


def test_a_disabled_key_refuses(local: Local) -> None:
    key = local.key()
    queue = local.queue("orders", KmsMasterKeyId=key)
    local.client("kms").disable_key(KeyId=key)
    expect(
        "DisabledException", 400, text=f"{key} is disabled.",
        call=lambda: local.client("kms").encrypt(KeyId=key, Plaintext=b"m"),
    )  # fmt: skip
    expect("KMS.DisabledException", 400, call=lambda: local.client("sqs").send_message(QueueUrl=queue, MessageBody="m"))


def test_a_grant_lets_its_grantee_use_the_key_as_far_as_its_constraints_go(local: Local) -> None:
    keys = local.user("ann")
    key = local.key()
    kms = local.client("kms", keys)
    local.client("kms").create_grant(
        KeyId=key, GranteePrincipal=USER, Operations=["Encrypt"],
        Constraints={"EncryptionContextSubset": {"for": "orders"}},
    )  # fmt: skip
    kms.encrypt(KeyId=key, Plaintext=b"m", EncryptionContext={"for": "orders"})
    expect("AccessDeniedException", 400, call=lambda: kms.encrypt(KeyId=key, Plaintext=b"m"))


def test_a_deny_whose_condition_doesn_t_hold_denies_nothing(local: Local) -> None:
    s3 = local.client("s3")
    s3.create_bucket(Bucket=BUCKET)
    deny = {
        **allow("s3:*"),
        "Effect": "Deny",
        "Principal": "*",
        "Condition": {"Bool": {"aws:SecureTransport": "false"}},
    }
    s3.put_bucket_policy(Bucket=BUCKET, Policy=document(deny))
    s3.put_object(Bucket=BUCKET, Key="k", Body=b"kept")
    assert s3.get_object(Bucket=BUCKET, Key="k")["Body"].read() == b"kept"


def test_an_encrypted_bucket_asks_for_its_key(local: Local) -> None:
    keys = local.user("ann", allow("s3:*"))
    key = local.key()
    s3 = local.client("s3")
    s3.create_bucket(Bucket=BUCKET)
    rule = {"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": key}}
    s3.put_bucket_encryption(Bucket=BUCKET, ServerSideEncryptionConfiguration={"Rules": [rule]})
    s3.put_object(Bucket=BUCKET, Key="k", Body=b"m")
    mine = local.client("s3", keys)
    says = f"is not authorized to perform: kms:GenerateDataKey on resource: {key}"
    expect("AccessDenied", 403, call=lambda: mine.put_object(Bucket=BUCKET, Key="k", Body=b"m"), text=says)
    expect("AccessDenied", 403, call=lambda: mine.get_object(Bucket=BUCKET, Key="k"), text="kms:Decrypt")
    condition = {"StringEquals": {"kms:EncryptionContext:aws:s3:arn": f"arn:aws:s3:::{BUCKET}/k"}}
    statement = allow("kms:GenerateDataKey", "kms:Decrypt", on=key, Condition=condition)
    local.client("iam").put_user_policy(UserName="ann", PolicyName="key", PolicyDocument=document(statement))
    mine.put_object(Bucket=BUCKET, Key="k", Body=b"m")
    assert mine.get_object(Bucket=BUCKET, Key="k")["Body"].read() == b"m"
    expect("AccessDenied", 403, call=lambda: mine.put_object(Bucket=BUCKET, Key="other", Body=b"m"), text=says)


def test_service_control_policies_limit_members(local: Local) -> None:
    organizations = local.client("organizations")
    organizations.create_organization(FeatureSet="ALL")
    root = organizations.list_roots()["Roots"][0]["Id"]
    organizations.enable_policy_type(RootId=root, PolicyType="SERVICE_CONTROL_POLICY")
    made = organizations.create_account(AccountName="member", Email="a@example.com")["CreateAccountStatus"]
    member = (made["AccountId"], "test", None)
    local.client("sns", member).list_topics()
    deny = document({"Effect": "Deny", "Action": "sns:*", "Resource": "*"})
    policy = organizations.create_policy(
        Content=deny, Description="d", Name="n", Type="SERVICE_CONTROL_POLICY"
    )["Policy"]["PolicySummary"]["Id"]  # fmt: skip
    organizations.attach_policy(PolicyId=policy, TargetId=root)
    expect(
        "AuthorizationError", 403, call=lambda: local.client("sns", member).list_topics(),
        text="with an explicit deny in a service control policy",
    )  # fmt: skip
    local.client("sns").list_topics()


def test_a_service_that_is_not_modelled_is_told_of(local: Local) -> None:
    local.client("ssm").describe_parameters()
    assert local.front.decisions.list()[-1].mark.value == "unmodelled"
    keys = local.user("ann")
    expect("AccessDeniedException", 400, call=lambda: local.client("ssm", keys).describe_parameters())


@pytest.mark.parametrize("soft", [False, True])
def test_strict_refuses_what_is_not_modelled(local: Local, *, soft: bool) -> None:
    keys, before = local.user("ann", allow("ssm:*")), local.front.settings
    local.front.settings = before._replace(strict=True, soft=soft)
    try:
        for who in (keys, local.user("bob")):
            with pytest.raises(ClientError, match="AccessDenied"):
                local.client("ssm", who).describe_parameters()
    finally:
        local.front.settings = before


def test_soft_lets_a_denial_pass_and_writes_it_down(local: Local) -> None:
    keys = local.user("ann")
    strict = local.front.settings
    local.front.settings = strict._replace(soft=True)
    try:
        local.client("sns", keys).list_topics()
    finally:
        local.front.settings = strict
    assert local.front.decisions.list()[-1].mark.value == "let-pass"
