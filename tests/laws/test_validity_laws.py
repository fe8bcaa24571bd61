"""What holds for every policy document, whatever is wrong with it."""

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from keypost.checker.documents import build_claim
from keypost.policy.parse import NotAPolicyError, parse_policy
from keypost.policy.validity.defect import Defect, DocumentKind, Subject
from keypost.policy.validity.find import find_defects
from keypost.policy.validity.screen import is_plain
from keypost.unknown import Shape, build_unknown

EXAMPLES = 150
HERE = "111122223333"
RESOURCES = {
    DocumentKind.KEY: f"arn:aws:kms:us-east-1:{HERE}:key/1234abcd-12ab-34cd-56ef-1234567890ab",
    DocumentKind.TOPIC: f"arn:aws:sns:us-east-1:{HERE}:alerts",
    DocumentKind.QUEUE: f"arn:aws:sqs:us-east-1:{HERE}:orders",
    DocumentKind.BUCKET: "arn:aws:s3:::reports-prod",
}
NAME = build_unknown("Name")
ACCOUNT = build_unknown("Account", shape=Shape.ACCOUNT)
SETTLED = {NAME: ("x", "*", "", "arn:aws:iam::111122223333:role/app"), ACCOUNT: (HERE, "444455556666")}

ROOT = f"arn:aws:iam::{ACCOUNT}:root"
ROLE = f"arn:aws:iam::{HERE}:role/app"
principals = st.sampled_from(
    (
        *("*", {"AWS": "*"}, {"AWS": ROOT}, {"AWS": ROLE}, {"AWS": [ROLE, HERE]}, {"AWS": f"{ROLE}-*"}, {"AWS": NAME}),
        *({"Service": "sns.amazonaws.com"}, {"Service": ["sns.amazonaws.com", "*"]}, {"Service": NAME}, {"User": "x"}),
        *({"AWS": "AROAEXAMPLEEXAMPLE123"}, {"CanonicalUser": "x"}, {"Federated": "x"}, {}, {"AWS": []}, NAME),
    )
)
actions = st.sampled_from(
    (
        *("kms:*", "kms:Decrypt", "sns:Publish", "sqs:SendMessage", "s3:GetObject", "sts:AssumeRole", "kms:Nothing"),
        *(["kms:Decrypt", "kms:GenerateDataKey*"], ["sqs:SendMessage"] * 8, "Decrypt", "kms:PutKeyPolicy", NAME, "*"),
    )
)
resources = st.sampled_from(
    ("*", *RESOURCES.values(), "arn:aws:s3:::reports-prod/*", "alias/x", "x", NAME, f"a{NAME}", f"arn:aws:s3:::{NAME}")
)
values = st.sampled_from((HERE, ACCOUNT, "1111*", "x", NAME, "true", "203.0.113.0/24", ROLE, "${aws:username}"))
keys = st.sampled_from(
    (
        *("aws:SourceAccount", "aws:SourceArn", "aws:SourceIp", "aws:PrincipalOrgID", "aws:SecureTransport", "x"),
        *("kms:ViaService", "kms:EncryptionContext:a", "kms:EncryptionContextKeys", "s3:prefix", "aws:PrincipalArn"),
    )
)
operators = st.sampled_from(
    (
        *("StringEquals", "StringLike", "ArnLike", "Bool", "Null", "IpAddress", "StringNotEquals", "StringMatches"),
        *("ForAllValues:StringEquals", "ForAnyValue:StringLike", "StringEqualsIfExists", "NumericLessThan"),
    )
)
statements = st.fixed_dictionaries(
    {"Effect": st.sampled_from(("Allow", "Allow", "Deny", "allow")), "Action": actions, "Resource": resources},
    optional={
        "Sid": st.sampled_from(("A", "B", "a b", "監査")),
        "Principal": principals,
        "Condition": st.dictionaries(operators, st.dictionaries(keys, values, max_size=2), max_size=2),
        "Comment": st.just("x"),
    },
)
documents = st.fixed_dictionaries(
    {"Statement": st.lists(statements, max_size=3)},
    optional={"Version": st.sampled_from(("2012-10-17", "2012-10-17", "2008-10-17", "2024-01-01"))},
)
kinds = st.sampled_from(list(DocumentKind))
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
)
elements = st.sampled_from(("Sid", "Effect", "Principal", "NotPrincipal", "Action", "Resource", "Condition", "x"))
strange = st.fixed_dictionaries(
    {"Statement": st.lists(st.dictionaries(elements, anything, max_size=6), max_size=3) | anything},
    optional={"Version": anything, "Id": anything},
)


def judge(document: object, kind: DocumentKind) -> tuple[Defect, ...]:
    return find_defects(Subject(parse_policy(document), kind, RESOURCES.get(kind, "")))


def settle(document: Any, choice: int) -> Any:
    text = json.dumps(document, ensure_ascii=False)
    for unknown, options in SETTLED.items():
        text = text.replace(unknown, options[choice % len(options)])
    return json.loads(text)


@settings(max_examples=EXAMPLES, deadline=None)
@given(document=strange, kind=kinds)
def test_a_random_document_never_stops_the_run(document: object, kind: DocumentKind) -> None:
    try:
        defects = judge(document, kind)
    except NotAPolicyError:
        return
    for defect in defects:
        _, claim = build_claim(defect)
        assert claim.message.en
        assert str(claim.origin) is not None


@settings(max_examples=EXAMPLES, deadline=None)
@given(document=documents, kind=kinds)
def test_a_plain_policy_has_no_defect(document: object, kind: DocumentKind) -> None:
    resource = RESOURCES.get(kind, "")
    if is_plain(parse_policy(document), kind=kind.value, resource=resource):
        assert judge(document, kind) == ()


@settings(max_examples=EXAMPLES, deadline=None)
@given(document=documents, kind=kinds, choice=st.integers(0, 3))
def test_settling_what_is_unknown_takes_no_defect_back(document: object, kind: DocumentKind, choice: int) -> None:
    told = {(one.problem, one.statement and one.statement.number) for one in judge(document, kind)}
    settled = judge(settle(document, choice), kind)
    kept = {(one.problem, one.statement and one.statement.number) for one in settled}
    assert told <= kept
