"""Documents with parts that aren't known: nothing is told of them that may turn out to be right."""

import pytest

from keypost.policy.parse import parse_policy
from keypost.policy.validity.defect import DocumentKind, Problem, Quota, Subject
from keypost.policy.validity.find import find_defects
from keypost.policy.validity.keys import ValueType, find_form
from keypost.policy.validity.names import find_actions, find_key_type, list_actions
from keypost.policy.validity.screen import is_plain
from keypost.unknown import Shape, Unread, Why, build_unknown

OPEN = Unread(Why.NOT_IN_INPUT, "x")
TEXT = build_unknown("Text")
ACCOUNT = build_unknown("AWS::AccountId", shape=Shape.ACCOUNT)
KEY = f"arn:aws:kms:us-east-1:{ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab"
ROOT = {"Effect": "Allow", "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"}, "Action": "kms:*", "Resource": "*"}
ROLE = f"arn:aws:iam::{ACCOUNT}:role/app"


def problems(document: object, kind: DocumentKind = DocumentKind.KEY, quota: Quota | None = None) -> set[Problem]:
    resource = KEY if kind is DocumentKind.KEY else ""
    return {one.problem for one in find_defects(Subject(parse_policy(document), kind, resource, quota=quota))}


def with_root(*statements: object) -> dict[str, object]:
    return {"Version": "2012-10-17", "Statement": [ROOT, *statements]}


@pytest.mark.parametrize("element", ["Effect", "Principal", "Action", "Resource", "Condition"])
@pytest.mark.parametrize("unknown", [OPEN, TEXT])
def test_an_element_that_is_not_known_is_not_wrong(element: str, unknown: object) -> None:
    statement = {"Effect": "Allow", "Principal": {"AWS": ROLE}, "Action": "kms:Decrypt", "Resource": "*"}
    assert problems(with_root({**statement, element: unknown})) == set()


@pytest.mark.parametrize("unknown", [OPEN, TEXT, f"a{TEXT}b"])
def test_a_value_that_is_not_known_is_not_wrong(unknown: object) -> None:
    condition = {"StringEquals": {"kms:ViaService": unknown}, "IpAddress": {"aws:SourceIp": unknown}}
    base = {"Effect": "Allow", "Principal": {"AWS": [ROLE, unknown]}, "Action": ["kms:Decrypt", unknown]}
    assert problems(with_root({**base, "Resource": ["*", unknown], "Condition": condition})) == set()


def test_a_wildcard_beside_an_unknown_part_is_surely_wrong() -> None:
    statement = {"Effect": "Allow", "Principal": {"AWS": f"{ROLE}-*"}, "Action": "kms:Decrypt", "Resource": "*"}
    assert problems(with_root(statement)) == {Problem.PRINCIPAL_WILDCARD}


def test_unknown_parts_have_no_length() -> None:
    long = build_unknown("x" * 2100)
    trust = {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
    condition = {"StringEquals": {"sts:ExternalId": long}}
    assert problems({"Statement": [{**trust, "Condition": condition}]}, DocumentKind.ROLE) == set()


def test_a_statement_that_is_not_known_may_let_somebody_change_the_policy() -> None:
    service = {"Effect": "Allow", "Principal": {"Service": "sns.amazonaws.com"}, "Action": "kms:Put*", "Resource": "*"}
    assert problems({"Version": "2012-10-17", "Statement": [service]}) == {Problem.LOCKS_OUT}
    assert problems({"Version": "2012-10-17", "Statement": [service, OPEN]}) == set()


def test_a_key_made_without_the_lockout_check_is_stored() -> None:
    service = {"Effect": "Allow", "Principal": {"Service": "sns.amazonaws.com"}, "Action": "kms:*", "Resource": "*"}
    policy = parse_policy({"Version": "2012-10-17", "Statement": [service]})
    told = [find_defects(Subject(policy, DocumentKind.KEY, bypasses_lockout_check=it))[0] for it in (True, False)]
    assert [(one.problem, one.standing.value) for one in told] == [
        (Problem.LOCKS_OUT, "stored"),
        (Problem.LOCKS_OUT, "refused"),
    ]


@pytest.mark.parametrize(
    ("quota", "length", "found"),
    [
        (Quota.MANAGED, 6_145, {Problem.TOO_LARGE}),
        (Quota.INLINE, 6_145, set()),
        (None, 6_145, {Problem.ONLY_INLINE}),
        (Quota.INLINE, 10_241, {Problem.TOO_LARGE}),
    ],
)
def test_identity_policies_have_the_quota_of_their_place(quota: Quota | None, length: int, found: set[Problem]) -> None:
    statement = {"Sid": "a" * length, "Effect": "Allow", "Action": "kms:Decrypt", "Resource": "*"}
    document = {"Version": "2012-10-17", "Statement": [statement]}
    assert problems(document, DocumentKind.IDENTITY, quota) == found


def test_a_long_queue_policy_of_short_statements_is_only_noted() -> None:
    condition = {"StringEquals": {"aws:SourceAccount": "111122223333"}, "Null": {"aws:SourceArn": "false"}}
    base = {"Effect": "Allow", "Principal": {"Service": "sns.amazonaws.com"}, "Action": "sqs:SendMessage"}
    statements = [{**base, "Resource": "*", "Condition": condition} for _ in range(6)]
    subject = Subject(parse_policy({"Version": "2012-10-17", "Statement": statements}), DocumentKind.QUEUE)
    (defect,) = find_defects(subject)
    assert (defect.problem, defect.standing.value) == (Problem.TOO_MANY_CONDITIONS, "noted")


def test_the_policies_of_the_examples_are_plain() -> None:
    service = {"Principal": {"Service": "sns.amazonaws.com"}, "Action": ["kms:Decrypt", "kms:GenerateDataKey*"]}
    source = {"StringEquals": {"aws:SourceAccount": ACCOUNT}}
    statement = {"Effect": "Allow", **service, "Resource": "*", "Condition": source}
    assert is_plain(parse_policy(with_root(statement)), kind="key", resource=KEY)
    stranger = {**ROOT, "Principal": {"AWS": "arn:aws:iam::444455556666:root"}}
    assert not is_plain(parse_policy({"Version": "2012-10-17", "Statement": [stranger]}), kind="key", resource=KEY)


def test_the_policy_of_a_new_topic_is_plain() -> None:
    """As SNS writes it (SNS API Reference, GetTopicAttributes); for another account's owner it isn't."""
    topic = f"arn:aws:sns:us-east-1:{ACCOUNT}:orders"
    actions = "GetTopicAttributes SetTopicAttributes AddPermission RemovePermission DeleteTopic Subscribe"
    statement = {
        "Sid": "__default_statement_ID",
        "Effect": "Allow",
        "Principal": {"AWS": "*"},
        "Action": [f"SNS:{action}" for action in (*actions.split(), "ListSubscriptionsByTopic", "Publish")],
        "Resource": topic,
        "Condition": {"StringEquals": {"AWS:SourceOwner": ACCOUNT}},
    }
    policy = parse_policy({"Version": "2008-10-17", "Id": "__default_policy_ID", "Statement": [statement]})
    assert is_plain(policy, kind="topic", resource=topic)
    assert find_defects(Subject(policy, DocumentKind.TOPIC, topic)) == ()
    assert not is_plain(policy, kind="topic", resource=topic.replace(ACCOUNT, "444455556666"))
    assert not is_plain(policy, kind="queue", resource=topic)


def test_names_are_looked_up_in_any_case() -> None:
    assert [action.name for action in find_actions("KMS:decrypt")] == ["Decrypt"]
    assert {action.name for action in find_actions("kms:Re?ncrypt*")} == {"ReEncryptFrom", "ReEncryptTo"}
    assert find_actions("kms:[D]ecrypt") == ()
    assert list_actions("nothing") == {}
    assert find_key_type("S3:existingobjecttag/Team") == "String"
    assert find_key_type("kms:Nothing") is None


@pytest.mark.parametrize(
    ("key", "type_", "several"),
    [
        ("aws:SourceIp", ValueType.ADDRESS, False),
        ("AWS:TagKeys", ValueType.STRING, True),
        ("aws:RequestTag/team", ValueType.ANY, False),
        ("kms:ValidTo", ValueType.DATE, False),
        ("sts:RequestContextProviders", ValueType.ARN, True),
        ("token.actions.githubusercontent.com:sub", ValueType.ANY, False),
    ],
)
def test_a_condition_key_has_its_type(key: str, type_: ValueType, several: bool) -> None:  # noqa: FBT001 -- a column
    form = find_form(key)
    assert form is not None
    assert (form.type, form.is_multivalued) == (type_, several)
