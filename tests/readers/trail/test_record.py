from typing import Any

import pytest

from keypost.readers.trail.record import Use, read_record

KEY = "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
OTHER = "arn:aws:kms:us-east-1:111122223333:key/0987dcba-09fe-87dc-65ba-ab0987654321"
ROLE = "arn:aws:iam::111122223333:role/team/app"
SESSION = "arn:aws:sts::111122223333:assumed-role/app/i-0abc"
SERVICE = {"type": "AWSService", "invokedBy": "backup-storage.amazonaws.com"}


def event(**changed: Any) -> dict[str, Any]:
    record = {
        "eventVersion": "1.11",
        "userIdentity": {"type": "IAMUser", "arn": "arn:aws:iam::111122223333:user/alice", "accountId": "111122223333"},
        "eventTime": "2026-11-01T09:00:00Z",
        "eventSource": "kms.amazonaws.com",
        "eventName": "Decrypt",
        "awsRegion": "us-east-1",
        "sourceIPAddress": "192.0.2.7",
        "requestParameters": {"encryptionContext": {"b": "2", "a": "1"}},
        "responseElements": None,
        "eventID": "e-1",
        "eventType": "AwsApiCall",
        "recipientAccountId": "111122223333",
        "resources": [{"accountId": "111122223333", "type": "AWS::KMS::Key", "ARN": KEY}],
    }
    return record | changed


def session(**changed: Any) -> dict[str, Any]:
    issuer = {"type": "Role", "arn": ROLE, "accountId": "111122223333"}
    context = {"sessionIssuer": issuer, "attributes": {"mfaAuthenticated": "false"}}
    return {"type": "AssumedRole", "arn": SESSION, "accountId": "111122223333", "sessionContext": context} | changed


@pytest.mark.parametrize(
    ("identity", "caller", "of_session", "invoked_by"),
    [
        (SERVICE, "backup-storage.amazonaws.com", "", "backup-storage.amazonaws.com"),
        (session(), ROLE, SESSION, ""),
        (session(invokedBy="sns.amazonaws.com"), ROLE, SESSION, "sns.amazonaws.com"),
        (session(sessionContext={}), SESSION, SESSION, ""),
        ({"type": "IAMUser", "arn": "arn:aws:iam::1:user/u"}, "arn:aws:iam::1:user/u", "", ""),
        ({"type": "Root", "arn": "arn:aws:iam::1:root"}, "arn:aws:iam::1:root", "", ""),
        ({"type": "AWSAccount", "principalId": "AROA:s", "accountId": "444455556666"}, "444455556666", "", ""),
        (
            {"type": "FederatedUser", "arn": "arn:aws:sts::1:federated-user/f"},
            "arn:aws:sts::1:federated-user/f",
            "",
            "",
        ),
        (None, "", "", ""),
    ],
)
def test_who_called(identity: object, caller: str, of_session: str, invoked_by: str) -> None:
    record = read_record(event(userIdentity=identity))
    assert (record.caller, record.session, record.invoked_by) == (caller, of_session, invoked_by)


def test_a_record_says_when_where_and_how() -> None:
    record = read_record(event(userIdentity=session(), vpcEndpointId="vpce-1", errorCode="AccessDenied"))
    assert (record.time, record.account, record.region) == ("2026-11-01T09:00:00Z", "111122223333", "us-east-1")
    assert (record.address, record.endpoint, record.mfa, record.error) == (
        "192.0.2.7",
        "vpce-1",
        "false",
        "AccessDenied",
    )


def test_a_use_has_the_key_and_the_encryption_context_in_order() -> None:
    assert read_record(event()).uses == (Use("kms:Decrypt", KEY, (("a", "1"), ("b", "2"))),)


def test_re_encrypt_needs_a_permission_on_each_key() -> None:
    both = [{"type": "AWS::KMS::Key", "ARN": KEY}, {"type": "AWS::KMS::Key", "ARN": OTHER}]
    parameters = {"sourceEncryptionContext": {"a": "1"}, "destinationEncryptionContext": {"b": "2"}}
    record = read_record(event(eventName="ReEncrypt", resources=both, requestParameters=parameters))
    assert record.uses == (
        Use("kms:ReEncryptFrom", KEY, (("a", "1"),)),
        Use("kms:ReEncryptTo", OTHER, (("b", "2"),)),
    )


DENIED = f"User: {SESSION} is not authorized to perform: kms:Decrypt on resource: {KEY} because no policy allows it"


@pytest.mark.parametrize(
    ("changed", "key"),
    [
        ({"resources": None, "requestParameters": {"keyId": KEY}}, KEY),
        ({"resources": None, "requestParameters": {"keyId": KEY.rpartition("/")[2]}}, KEY),
        ({"resources": None, "requestParameters": None, "errorMessage": DENIED}, KEY),
        ({"resources": None, "requestParameters": {"keyId": "alias/orders"}}, ""),
        ({"resources": [], "requestParameters": None}, ""),
        ({"resources": [{"type": "AWS::KMS::Alias", "ARN": KEY.replace("key/", "alias/")}]}, ""),
        ({"awsRegion": "cn-north-1", "resources": [], "requestParameters": {"keyId": KEY[-36:]}}, "arn:aws-cn:kms:cn"),
    ],
)
def test_which_key(changed: dict[str, Any], key: str) -> None:
    (use,) = read_record(event(**changed)).uses
    assert use.key.startswith(key)
    assert bool(use.key) == bool(key)


@pytest.mark.parametrize("named", ["alias/orders", "arn:aws:kms:us-east-1:111122223333:alias/orders"])
def test_the_alias_of_a_request(named: str) -> None:
    assert read_record(event(requestParameters={"keyId": named})).alias == "alias/orders"
    assert not read_record(event(requestParameters={"keyId": KEY})).alias


def test_what_aws_does_of_itself_is_no_call() -> None:
    assert not read_record(event(eventType="AwsServiceEvent", eventName="RotateKey")).is_call
    assert read_record(event(eventType=None)).is_call


def test_what_has_another_type_counts_as_not_said() -> None:
    record = read_record({"userIdentity": "x", "eventTime": 3, "resources": {"a": 1}, "requestParameters": []})
    assert (record.caller, record.time, record.uses) == ("", "", (Use(":", "", ()),))
