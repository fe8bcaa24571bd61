"""Statements name who calls, what, on which resource, and only such conditions as are known to hold."""

from typing import Any

import pytest

from keypost.catalogue.all import all_paths, load_path
from keypost.catalogue.declare import AssumedRole, Evidence, LinkedRole, Path, Sent, Service
from keypost.checker.connect import Connection
from keypost.checker.samples import build_sample, name_examples, name_placeholders
from keypost.checker.statements import Form, Place, build_statements, list_callers
from keypost.estate.resource import Encryption, Sse
from keypost.policy.render import render_statement

PATHS = pytest.mark.parametrize("path", all_paths(), ids=lambda path: path.id)


def sample(path_id: str) -> Connection:
    path = load_path(path_id)
    return build_sample(path, names=name_placeholders(path))


def state(connection: Connection, form: Form, *, way: int = 0) -> dict[Place, list[dict[str, Any]]]:
    caller = list_callers(connection)[way]
    placed = build_statements(connection, caller=caller, form=form)
    told: dict[Place, list[dict[str, Any]]] = {}
    for one in placed:
        told.setdefault(one.place, []).extend(render_statement(statement) for statement in one.statements)
    return told


def list_tests(statement: dict[str, Any]) -> dict[str, Any]:
    return {key: value for block in statement.get("Condition", {}).values() for key, value in block.items()}


def test_a_service_stands_in_the_policies_of_target_and_key() -> None:
    told = state(sample("sns-to-sqs"), Form.MINIMAL)
    service = {"Service": "sns.amazonaws.com"}
    assert told == {
        Place.TARGET_POLICY: [
            {"Effect": "Allow", "Principal": service, "Action": "sqs:SendMessage", "Resource": "QUEUE_ARN"}
        ],
        Place.KEY_POLICY: [
            {"Effect": "Allow", "Principal": service, "Action": ["kms:GenerateDataKey", "kms:Decrypt"], "Resource": "*"}
        ],
    }


def test_a_role_gets_all_in_a_policy_of_its_own() -> None:
    told = state(sample("eventbridge-rule-to-sns-role"), Form.HARDENED)
    assert list(told) == [Place.IDENTITY_POLICY]
    publish, use_key = told[Place.IDENTITY_POLICY]
    assert publish == {"Effect": "Allow", "Action": "sns:Publish", "Resource": "TOPIC_ARN"}
    assert use_key["Resource"] == "KEY_ARN"
    assert list_tests(use_key) == {"kms:ViaService": "sns.REGION.amazonaws.com"}


def test_a_service_linked_role_stands_in_the_key_policy() -> None:
    told = state(sample("autoscaling-notification-to-sns"), Form.MINIMAL)
    role = "arn:aws:iam::ACCOUNT_ID:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling"
    assert list(told) == [Place.KEY_POLICY]
    assert told[Place.KEY_POLICY][0]["Principal"] == {"AWS": role}


def test_what_a_service_linked_role_may_not_do_stands_in_the_targets_policy() -> None:
    """Its policy lets License Manager publish to topics with a certain name only."""
    told = state(sample("license-manager-to-sns"), Form.MINIMAL)
    assert told[Place.TARGET_POLICY][0]["Action"] == "sns:Publish"


def test_a_role_of_another_account_stands_on_both_sides() -> None:
    connection = sample("app-publish-to-sns")
    target = connection.target._replace(account="999999999999")
    key = connection.key._replace(account="999999999999") if connection.key else None
    told = state(connection._replace(target=target, key=key), Form.MINIMAL)
    assert set(told) == set(Place)
    assert told[Place.KEY_POLICY][0]["Principal"] == told[Place.TARGET_POLICY][0]["Principal"]
    assert told[Place.KEY_POLICY][0]["Principal"] == {"AWS": "arn:aws:iam::ACCOUNT_ID:role/ROLE_NAME"}


def test_aws_config_delivers_as_its_role_or_as_itself() -> None:
    connection = sample("config-to-sns")
    assert [type(caller) for caller in list_callers(connection)] == [AssumedRole, Service]
    assert list(state(connection, Form.MINIMAL)) == [Place.IDENTITY_POLICY]
    assert list(state(connection, Form.MINIMAL, way=1)) == [Place.TARGET_POLICY, Place.KEY_POLICY]


def test_a_pattern_is_compared_as_one() -> None:
    (statement,) = state(sample("budgets-to-sns"), Form.HARDENED)[Place.TARGET_POLICY]
    assert statement["Condition"] == {
        "ArnLike": {"aws:SourceArn": "arn:aws:budgets::ACCOUNT_ID:*"},
        "StringEquals": {"aws:SourceAccount": "ACCOUNT_ID"},
    }


def test_eventbridge_gets_no_source_on_the_key_of_a_topic() -> None:
    """Amazon SNS Developer Guide, key management: such conditions aren't supported there."""
    (statement,) = state(sample("eventbridge-rule-to-sns"), Form.HARDENED)[Place.KEY_POLICY]
    assert "Condition" not in statement


def test_both_encryption_contexts_of_a_bucket_are_listed() -> None:
    (statement,) = state(sample("config-to-s3"), Form.HARDENED, way=1)[Place.KEY_POLICY]
    objects = "BUCKET_ARN/PREFIX/AWSLogs/ACCOUNT_ID/Config/*"
    assert statement["Condition"]["StringLike"] == {"kms:EncryptionContext:aws:s3:arn": [objects, "BUCKET_ARN"]}


@pytest.mark.parametrize(("bucket_key", "context"), [(True, "BUCKET_ARN"), (False, "BUCKET_ARN/PREFIX/AWSLogs/*")])
def test_a_known_bucket_key_leaves_one_context(bucket_key: bool, context: str) -> None:  # noqa: FBT001 -- a parameter
    connection = sample("config-to-s3")
    known = connection._replace(encryption=Encryption(Sse.KMS, "KEY_ARN", bucket_key=bucket_key))
    (statement,) = state(known, Form.HARDENED, way=1)[Place.KEY_POLICY]
    told = list_tests(statement)["kms:EncryptionContext:aws:s3:arn"]
    assert isinstance(told, str)
    assert told.startswith(context.removesuffix("*"))


def test_what_is_not_encrypted_needs_nothing_on_a_key() -> None:
    plain = sample("sns-to-sqs")._replace(encryption=Encryption(Sse.NONE), key=None)
    assert list(state(plain, Form.HARDENED)) == [Place.TARGET_POLICY]


def test_a_trail_may_write_all_its_files() -> None:
    """Digests and insights lie beside the logs; AWS's own bucket policy allows the folder of the account."""
    _, put = state(sample("cloudtrail-to-s3"), Form.MINIMAL)[Place.TARGET_POLICY]
    assert put["Resource"] == "BUCKET_ARN/PREFIX/AWSLogs/ACCOUNT_ID/*"


def test_what_is_recommended_is_hardened_only() -> None:
    minimal, hardened = (state(sample("cwlogs-log-group-kms"), form)[Place.KEY_POLICY] for form in Form)
    assert "Describe" not in str(minimal)
    assert hardened[-1]["Action"] == "kms:Describe*"
    assert "Condition" not in hardened[-1]


def test_a_role_that_nobody_knows_gets_no_statement() -> None:
    """Whom it would name isn't known."""
    unknown = sample("eventbridge-rule-to-sns-role")._replace(role=None)
    assert state(unknown, Form.MINIMAL) == {}


def test_a_grant_needs_no_statement() -> None:
    assert state(sample("backup-to-vault-fully-managed"), Form.HARDENED) == {}


def test_a_pattern_of_every_account_is_no_condition() -> None:
    """AWS Config writes for every account of a landing zone."""
    placed = state(sample("control-tower-landing-zone-kms"), Form.HARDENED)[Place.KEY_POLICY]
    assert [
        statement for statement in placed if "config" in str(statement["Principal"]) and list_tests(statement)
    ] == []


@PATHS
def test_minimal_statements_have_no_condition(path: Path) -> None:
    for caller in list_callers(sample(path.id)):
        for placed in build_statements(sample(path.id), caller=caller, form=Form.MINIMAL):
            assert not any(statement.conditions for statement in placed.statements)


@PATHS
def test_no_condition_rests_on_inference(path: Path) -> None:
    """Each key that is tested is documented or observed to be sent with some call of the path."""
    sent = {
        key
        for call in path.calls
        for key, value in [*call.context.items(), *call.role_context.items()]
        if isinstance(value, Sent) and value.evidence is not Evidence.INFERRED
    }
    for caller in list_callers(sample(path.id)):
        for placed in build_statements(sample(path.id), caller=caller, form=Form.HARDENED):
            for statement in placed.statements:
                assert {condition.key for condition in statement.conditions} <= sent


@PATHS
def test_key_metadata_is_never_behind_an_encryption_context(path: Path) -> None:
    """A condition on the encryption context never matches kms:DescribeKey (KMS Developer Guide, least privilege)."""
    for caller in list_callers(sample(path.id)):
        for placed in build_statements(sample(path.id), caller=caller, form=Form.HARDENED):
            for statement in map(render_statement, placed.statements):
                if "kms:Describe" in str(statement["Action"]):
                    assert "EncryptionContext" not in str(statement)


@PATHS
def test_examples_and_placeholders_make_the_same_statements(path: Path) -> None:
    shapes = []
    for names in (name_examples(path), name_placeholders(path)):
        connection = build_sample(path, names=names)
        placed = [
            one
            for caller in list_callers(connection)
            for one in build_statements(connection, caller=caller, form=Form.HARDENED)
        ]
        shapes.append([(one.place, [statement.actions for statement in one.statements]) for one in placed])
    assert shapes[0] == shapes[1]


@PATHS
def test_a_linked_role_is_never_given_an_identity_policy(path: Path) -> None:
    if isinstance(path.caller, LinkedRole):
        placed = build_statements(sample(path.id), caller=path.caller, form=Form.HARDENED)
        assert Place.IDENTITY_POLICY not in {one.place for one in placed}
