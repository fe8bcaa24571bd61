"""The statements that single requests teach, and what is said of them."""

from typing import Any

import pytest

from keypost.diagnosis.learn.administration import SID
from keypost.diagnosis.learn.declare import Doubt, Lesson, NotLearnable
from keypost.diagnosis.learn.lesson import learn
from keypost.diagnosis.replay.sources import sends_source_account
from keypost.policy.document import Policy
from keypost.policy.parse import parse_policy
from keypost.policy.render import render_statement
from keypost.policy.validity.defect import DocumentKind, Subject
from keypost.policy.validity.lockout import find_lockout
from keypost.readers.trail.record import read_record
from keypost.readers.trail.requests import Asked, History, Seen, Skipped, merge, reduce_record

ACCOUNT = "111122223333"
KEY = f"arn:aws:kms:eu-west-1:{ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/team/app"
SESSION = {
    "type": "AssumedRole",
    "arn": f"arn:aws:sts::{ACCOUNT}:assumed-role/app/i-1",
    "accountId": ACCOUNT,
    "sessionContext": {"sessionIssuer": {"arn": ROLE}},
}
SERVICE = {"type": "AWSService", "invokedBy": "backup-storage.amazonaws.com"}


def call(name: str = "Decrypt", *, who: dict[str, Any] = SESSION, error: str = "", **context: str) -> Seen:
    data = {
        "eventTime": "2026-11-01T09:00:00Z", "eventSource": "kms.amazonaws.com", "eventName": name, "errorCode": error,
        "awsRegion": "eu-west-1", "userIdentity": who, "resources": [{"ARN": KEY}], "recipientAccountId": ACCOUNT,
        "requestParameters": {"encryptionContext": context},
    }  # fmt: skip
    record = read_record(data)
    (request,) = reduce_record(record, asked=Asked())
    return Seen(request, 1, record.time, record.time)


def learn_from(*seen: Seen, current: Policy | None = None, **given: Any) -> Lesson:
    return learn(History(merge(seen), len(seen)), key=KEY, current=current, **given)


def learned(*seen: Seen, **given: Any) -> list[Any]:
    """Return the statements but that of the administration, without their names."""
    lesson = learn_from(*seen, **given)
    statements = [render_statement(one.statement) for one in lesson.learned if one.statement.sid != SID]
    return [
        {name: value for name, value in one.items() if name not in {"Sid", "Effect", "Resource"}} for one in statements
    ]


def doubts(*seen: Seen, **given: Any) -> set[Doubt]:
    return {doubt for one in learn_from(*seen, **given).learned for doubt in one.doubts}


def test_a_service_is_let_in_under_its_encryption_context() -> None:
    seen = [call(name, who=SERVICE, **{"aws:backup:backup-vault": "v"}) for name in ("Decrypt", "GenerateDataKey")]
    assert learned(*seen) == [
        {
            "Principal": {"Service": "backup-storage.amazonaws.com"},
            "Action": ["kms:Decrypt", "kms:GenerateDataKey"],
            "Condition": {"StringEquals": {"kms:EncryptionContext:aws:backup:backup-vault": "v"}},
        }
    ]


def test_sessions_are_their_role_and_the_service_in_between_is_a_condition() -> None:
    seen = call(who=SESSION | {"invokedBy": "s3.amazonaws.com"}, **{"aws:s3:arn": "arn:aws:s3:::logs/2026/a"})
    assert learned(seen) == [
        {
            "Principal": {"AWS": ROLE},
            "Action": "kms:Decrypt",
            "Condition": {
                "StringLike": {"kms:EncryptionContext:aws:s3:arn": "arn:aws:s3:::logs/*"},
                "StringEqualsIfExists": {"kms:ViaService": "s3.eu-west-1.amazonaws.com"},
            },
        }
    ]
    assert doubts(seen) == {Doubt.FORWARDED_OR_NOT}


def test_callers_with_the_same_rights_share_a_statement() -> None:
    user = {"type": "IAMUser", "arn": f"arn:aws:iam::{ACCOUNT}:user/alice", "accountId": ACCOUNT}
    (statement,) = learned(call(), call(who=user))
    assert statement["Principal"] == {"AWS": [ROLE, user["arn"]]}


def test_the_root_user_is_let_in_and_not_its_account() -> None:
    root = f"arn:aws:iam::{ACCOUNT}:root"
    (statement,) = learned(call(who={"type": "Root", "arn": root, "accountId": ACCOUNT}))
    assert statement["Condition"] == {"StringEquals": {"aws:PrincipalArn": root}}


def test_a_service_linked_role_forwards_nobody() -> None:
    role = f"arn:aws:iam::{ACCOUNT}:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling"
    who = SESSION | {"sessionContext": {"sessionIssuer": {"arn": role}}, "invokedBy": "autoscaling.amazonaws.com"}
    (statement,) = learned(call("CreateGrant", who=who))
    assert statement == {"Principal": {"AWS": role}, "Action": "kms:CreateGrant"}
    assert doubts(call("CreateGrant", who=who)) == {Doubt.MAKES_GRANTS}


@pytest.mark.parametrize(
    ("who", "principal", "doubt"),
    [
        ({"type": "AWSAccount", "accountId": "444455556666"}, "arn:aws:iam::444455556666:root", Doubt.WHOLE_ACCOUNT),
        (SESSION | {"sessionContext": {}}, f"arn:aws:iam::{ACCOUNT}:role/app", Doubt.ROLE_PATH),
        (SESSION | {"invokedBy": "unheard-of.amazonaws.com"}, ROLE, Doubt.SERVICE_NOT_NAMED),
    ],
)
def test_what_cloudtrail_doesn_t_tell_of_the_caller_is_said(who: dict[str, Any], principal: str, doubt: Doubt) -> None:
    (statement,) = learned(call(who=who))
    assert statement["Principal"] == {"AWS": principal}
    assert doubts(call(who=who)) == {doubt}


@pytest.mark.parametrize(
    ("who", "why"),
    [
        ({"type": "AWSService", "invokedBy": "AWS Internal"}, NotLearnable.NO_CALLER),
        (
            SESSION
            | {"sessionContext": {"sessionIssuer": {"arn": f"arn:aws:iam::{ACCOUNT}:role/aws:ec2-infrastructure"}}},
            NotLearnable.GRANT_ONLY,
        ),
    ],
)
def test_a_caller_that_can_t_be_named_is_told(who: dict[str, Any], why: NotLearnable) -> None:
    lesson = learn_from(call(who=who), call())
    assert [one.why for one in lesson.not_learned] == [why]
    assert len(lesson.learned) == 2


@pytest.mark.parametrize("value", ["${aws:username}", "a*b?", "${*}", "$", "${$}{"])
def test_a_value_stands_for_itself(value: str) -> None:
    """Beside a pattern too; that the policy then lets in this value and no other is a law."""
    plain = learned(call(Tenant=value))[0]["Condition"]["StringEquals"]["kms:EncryptionContext:tenant"]
    assert plain == value.replace("${", "${$}{")


def test_many_values_are_any_value_but_one_there_must_be() -> None:
    seen = [call(Tenant=str(number)) for number in range(11)]
    (statement,) = learned(*seen)
    assert statement["Condition"] == {"StringLike": {"kms:EncryptionContext:tenant": "*"}}
    assert doubts(*seen) == {Doubt.CONTEXT_WIDENED}


def test_what_a_policy_can_t_hold_isn_t_in_it() -> None:
    """KMS takes Latin-1; names that differ by case alone are one to it."""
    (statement,) = learned(call(日本="1", Tenant="☃", a="1", A="2"))
    assert statement["Condition"] == {"StringLike": {"kms:EncryptionContext:tenant": "*"}}
    assert doubts(call(日本="1")) == {Doubt.CONTEXT_WIDENED}


def test_source_accounts_are_a_condition_where_every_path_of_the_service_documents_them() -> None:
    trail = {"type": "AWSService", "invokedBy": "cloudtrail.amazonaws.com"}
    alarm = {"type": "AWSService", "invokedBy": "cloudwatch.amazonaws.com"}
    assert [sends_source_account(name) for name in ("events.amazonaws.com", "nobody.amazonaws.com")] == [False, False]
    statements = learned(call(who=trail), call(who=alarm), source_accounts=[ACCOUNT])
    with_condition = {one["Principal"]["Service"] for one in statements if "aws:SourceAccount" in str(one)}
    services = ("cloudtrail.amazonaws.com", "cloudwatch.amazonaws.com")
    assert with_condition == {name for name in services if sends_source_account(name)}


def test_a_service_that_nothing_limits_is_told() -> None:
    assert Doubt.FOR_ANYBODY in doubts(call(who=SERVICE))
    assert Doubt.FOR_ANYBODY not in doubts(call(who=SERVICE, vault="orders"))
    assert Doubt.FOR_ANYBODY not in doubts(call())


def test_what_failed_is_not_allowed_and_told() -> None:
    lesson = learn_from(call(error="AccessDenied"), call(error="DryRunOperationException", name="Encrypt"))
    assert [seen.request.error for seen in lesson.failed] == ["AccessDenied"]
    assert Doubt.FAILED_CALLS in lesson.doubts
    assert "kms:Decrypt" not in str(lesson.policy)


def test_a_history_that_was_read_in_part_is_one_to_look_at() -> None:
    history = History(merge([call()]), 1, skipped=(Skipped("a.json", "torn"),))
    assert Doubt.READ_IN_PART in learn(history, key=KEY).doubts
    assert Doubt.READ_IN_PART in learn(history._replace(skipped=(), complete=False), key=KEY).doubts
    assert Doubt.READ_IN_PART not in learn_from(call()).doubts


def statement(sid: str, effect: str, principal: object, **more: object) -> dict[str, object]:
    return {"Sid": sid, "Effect": effect, "Principal": principal, "Action": "kms:*", "Resource": "*", **more}


CURRENT = parse_policy(
    {
        "Version": "2012-10-17",
        "Statement": [
            statement("Account", "Allow", {"AWS": f"arn:aws:iam::{ACCOUNT}:root"}),
            statement("Alarms", "Allow", {"Service": "cloudwatch.amazonaws.com"}),
            statement("NotBob", "Deny", {"AWS": f"arn:aws:iam::{ACCOUNT}:user/bob"}),
            statement("Nobody", "Deny", "*", Condition={"StringNotEquals": {"aws:PrincipalArn": ROLE}}),
        ],
    }
)


def test_what_nothing_used_is_named_and_denies_stay_unless_they_would_have_hit() -> None:
    lesson = learn_from(call(), call(who=SERVICE), current=CURRENT)
    assert [one.sid for one in lesson.unused] == ["Alarms"]
    assert [one.sid for one in lesson.dropped] == ["Nobody"]
    assert [one.statement.sid for one in lesson.learned if one.statement.effect.value == "Deny"] == ["NotBob"]
    assert {Doubt.KEPT_DENY, Doubt.DROPPED_DENY} <= set(lesson.doubts)


def test_the_policy_locks_nobody_out() -> None:
    lesson = learn_from(call(), call(who=SERVICE), current=CURRENT)
    assert not list(find_lockout(Subject(lesson.policy, DocumentKind.KEY, KEY)))


def test_a_policy_that_kms_would_not_store_is_told() -> None:
    seen = [
        call(who=SESSION | {"sessionContext": {"sessionIssuer": {"arn": f"{ROLE}-{at}-{'x' * 60}"}}})
        for at in range(400)
    ]
    assert Doubt.TOO_LARGE in learn_from(*seen).doubts
    assert Doubt.TOO_LARGE not in learn_from(seen[0]).doubts
