from datetime import date

import pytest

from keypost.origin import Origin, Pointer
from keypost.policy.document import Effect, PrincipalForm, Quantifier, Version
from keypost.policy.parse import NotAPolicy, NotAPolicyError, parse_policy
from keypost.policy.reasons import Reason
from keypost.policy.render import render_policy
from keypost.unknown import Unread, Why, build_unknown

UNREAD = Unread(Why.UNKNOWN_VALUE, "something")
ALLOW: dict[str, object] = {"Effect": "Allow", "Principal": "*", "Action": "kms:*", "Resource": "*"}


def build(**statement: object) -> dict[str, object]:
    return {"Version": "2012-10-17", "Statement": [{**ALLOW, **statement}]}


@pytest.mark.parametrize(
    ("document", "problem"),
    [
        ("{", NotAPolicy.NOT_JSON),
        ("[" * 100_000, NotAPolicy.NOT_JSON),
        ([], NotAPolicy.NOT_AN_OBJECT),
        (None, NotAPolicy.NOT_AN_OBJECT),
        ({"Version": "2012-10-17"}, NotAPolicy.NO_STATEMENT),
        ({"Statement": ["Allow"]}, NotAPolicy.NOT_A_STATEMENT),
        ({"Statement": 1}, NotAPolicy.NOT_A_STATEMENT),
    ],
)
def test_what_is_no_policy_is_refused(document: object, problem: NotAPolicy) -> None:
    with pytest.raises(NotAPolicyError) as caught:
        parse_policy(document)
    assert caught.value.problem is problem


def test_a_refusal_tells_the_place() -> None:
    with pytest.raises(NotAPolicyError) as caught:
        parse_policy({"Statement": [ALLOW, 7]})
    assert caught.value.origin.pointer == "/Statement/1"


def test_a_json_text_is_read() -> None:
    assert parse_policy('{"Statement": {"Effect": "Deny"}}').statements[0].effect is Effect.DENY


@pytest.mark.parametrize("document", [UNREAD, build_unknown("Policy")])
def test_an_unread_document_is_a_policy_that_may_say_anything(document: object) -> None:
    policy = parse_policy(document)
    assert policy.statements == ()
    assert policy.unread


def test_each_part_knows_its_place() -> None:
    def locate(pointer: Pointer) -> Origin:
        return Origin("file", len(pointer))

    statement = parse_policy(build(Condition={"StringEquals": {"a": "b"}}), locate=locate).statements[0]
    assert (statement.origin.line, statement.conditions[0].origin.line) == (2, 5)


@pytest.mark.parametrize(
    ("written", "version"),
    [
        (None, Version.OLD),
        ("2008-10-17", Version.OLD),
        ("2012-10-17", Version.CURRENT),
        (date(2012, 10, 17), Version.CURRENT),
    ],
)
def test_the_version_may_be_missing_or_a_date(written: object, version: Version) -> None:
    document = {"Version": written, "Statement": []} if written else {"Statement": []}
    assert parse_policy(document).version is version
    assert parse_policy(document).flaws == ()


def test_another_version_is_a_flaw() -> None:
    assert parse_policy({"Version": "2020-01-01", "Statement": []}).flaws[0].reason is Reason.MALFORMED_VALUE


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        ({"Action": None}, Reason.NO_ACTION),
        ({"Resource": None}, Reason.NO_RESOURCE),
        ({"Effect": "allow"}, Reason.STATEMENT_MALFORMED),
        ({"NotAction": "kms:Decrypt"}, Reason.STATEMENT_MALFORMED),
        ({"Principal": "arn:aws:iam::111122223333:root"}, Reason.STATEMENT_MALFORMED),
        ({"Principal": {"Role": "x"}}, Reason.STATEMENT_MALFORMED),
        ({"Principal": {"AWS": [{}]}}, Reason.MALFORMED_VALUE),
        ({"Condition": []}, Reason.STATEMENT_MALFORMED),
        ({"Condition": {"StringEquals": "x"}}, Reason.STATEMENT_MALFORMED),
        ({"Condition": {"StringSame": {"a": "b"}}}, Reason.NOT_AN_OPERATOR),
        ({"Condition": {"NullIfExists": {"a": "b"}}}, Reason.NOT_AN_OPERATOR),
        ({"Condition": {"StringEquals": {"a": None}}}, Reason.MALFORMED_VALUE),
    ],
)
def test_what_can_mean_nothing_is_kept_with_a_flaw(statement: dict[str, object], reason: Reason) -> None:
    assert [flaw.reason for flaw in parse_policy(build(**statement)).statements[0].flaws] == [reason]


def test_scalars_are_the_texts_that_aws_reads() -> None:
    values = [True, False, 7, 1.5, 2.0, date(2026, 4, 1)]
    statement = parse_policy(build(Condition={"StringEquals": {"a": values}})).statements[0]
    assert statement.conditions[0].values == ("true", "false", "7", "1.5", "2", "2026-04-01")


def test_an_account_without_its_leading_zeros_is_an_account() -> None:
    statement = parse_policy(build(Principal={"AWS": 11122223333})).statements[0]
    assert statement.principals
    assert statement.principals.values[0].value == "011122223333"


def test_an_operator_is_taken_apart() -> None:
    condition = (
        parse_policy(build(Condition={"forallvalues:stringlikeifexists": {"a": "b"}})).statements[0].conditions[0]
    )
    assert (condition.operator, condition.quantifier, condition.if_exists) == ("StringLike", Quantifier.FOR_ALL, True)


@pytest.mark.parametrize(
    "part",
    [
        {"Action": [UNREAD, "kms:Decrypt"]},
        {"Resource": UNREAD},
        {"Principal": UNREAD},
        {"Principal": {"AWS": [UNREAD]}},
        {"Principal": {"AWS": ["111122223333", UNREAD]}},
        {"Condition": UNREAD},
        {"Condition": {"StringEquals": UNREAD}},
        {"Condition": {"StringEquals": {"a": [UNREAD, "b"]}}},
        {"Effect": UNREAD},
        {"Effect": build_unknown("Effect")},
    ],
)
def test_unread_parts_are_kept(part: dict[str, object]) -> None:
    statement = parse_policy(build(**part)).statements[0]
    listings = (statement.actions, statement.resources, statement.principals)
    assert (
        statement.unread
        or statement.effect is Effect.UNKNOWN
        or any(listing and listing.unread for listing in listings)
        or any(condition.unread for condition in statement.conditions)
    )
    assert statement.flaws == ()
    again = parse_policy(render_policy(parse_policy(build(**part)))).statements[0]
    assert (again.unread, again.principals and again.principals.unread) == (
        statement.unread,
        statement.principals and statement.principals.unread,
    )


def test_an_unread_statement_is_kept_beside_the_others() -> None:
    statements: list[object] = [UNREAD, {**ALLOW, "Sid": "one"}]
    policy = parse_policy({"Id": "x", "Statement": statements})
    assert (policy.unread, policy.id, policy.statements[0].number) == ((UNREAD,), "x", 1)
    assert render_policy(policy)["Statement"] == [statements[1], UNREAD]


def test_every_form_of_principal_is_rendered_again() -> None:
    principal = {"AWS": ["111122223333", "*"], "Service": "sns.amazonaws.com", "CanonicalUser": "a", "Federated": "b"}
    policy = parse_policy(build(Principal=principal))
    assert policy.statements[0].principals
    assert {named.form for named in policy.statements[0].principals.values} == set(PrincipalForm) - {
        PrincipalForm.EVERYONE
    }
    assert render_policy(policy)["Statement"] == [{**ALLOW, "Principal": principal}]
