"""Why a value of a Principal element means a caller or not."""

import pytest

from keypost.policy.document import NamedPrincipal, PrincipalForm
from keypost.policy.principals import (
    NotAPrincipalError,
    Reach,
    admit,
    is_account,
    is_service_linked,
    name_in_policy,
    parse_principal,
)
from keypost.policy.reasons import Reason
from keypost.policy.request import Principal, PrincipalKind
from keypost.unknown import Shape, Tri, build_unknown

HOME, ABROAD = "111122223333", "444455556666"
IAM, STS = f"arn:aws:iam::{HOME}", f"arn:aws:sts::{HOME}"
ACCOUNT = build_unknown("Account", shape=Shape.ACCOUNT)
NAME = build_unknown("Name")
ROLE = "arn:aws:iam::111122223333:role/app"
PROVIDER = "arn:aws:iam::111122223333:oidc-provider/token.example.com"
AWS, SERVICE, FEDERATED = PrincipalForm.AWS, PrincipalForm.SERVICE, PrincipalForm.FEDERATED


@pytest.mark.parametrize(
    ("form", "value", "caller", "expected"),
    [
        (SERVICE, "*.amazonaws.com", "sns.amazonaws.com", (False, Reach.DIRECT, Reason.WILDCARD_IN_PRINCIPAL)),
        (SERVICE, "s3.amazonaws.com", "sns.amazonaws.com", (False, Reach.DIRECT, Reason.SERVICE_NOT_LISTED)),
        (SERVICE, "sns.amazonaws.com", "sns.amazonaws.com", (True, Reach.DIRECT, Reason.PRINCIPAL_LISTED)),
        (SERVICE, "sns.amazonaws.com", ROLE, (False, Reach.DIRECT, Reason.PRINCIPAL_NOT_LISTED)),
        (AWS, "arn:aws:iam::111122223333:role/*", ROLE, (False, Reach.LIMITED, Reason.WILDCARD_IN_PRINCIPAL)),
        (AWS, "AROAEXAMPLEID1234567", ROLE, (False, Reach.DIRECT, Reason.DELETED_PRINCIPAL)),
        (AWS, NAME, ROLE, (None, Reach.DIRECT, Reason.VALUE_UNKNOWN)),
        (AWS, "app", ROLE, (False, Reach.DIRECT, Reason.PRINCIPAL_NOT_LISTED)),
        (AWS, "111122223333", ROLE, (True, Reach.DELEGATED, Reason.ACCOUNT_DELEGATES)),
        (AWS, "111122223333", "sns.amazonaws.com", (False, Reach.DELEGATED, Reason.ACCOUNT_EXCLUDES_SERVICES)),
        (AWS, "111122223333", PROVIDER, (False, Reach.DELEGATED, Reason.PRINCIPAL_NOT_LISTED)),
        (FEDERATED, PROVIDER, PROVIDER, (True, Reach.DIRECT, Reason.PRINCIPAL_LISTED)),
        (FEDERATED, PROVIDER, ROLE, (False, Reach.DIRECT, Reason.PRINCIPAL_NOT_LISTED)),
        (FEDERATED, "accounts.google.com", "accounts.google.com", (True, Reach.DIRECT, Reason.PRINCIPAL_LISTED)),
    ],
)
def test_a_value_means_a_caller_or_tells_why_not(
    form: PrincipalForm, value: str, caller: str, expected: tuple[Tri, Reach, Reason]
) -> None:
    assert admit(NamedPrincipal(form, value), caller=parse_principal(caller)) == expected


@pytest.mark.parametrize(
    ("text", "kind", "account", "role_arn"),
    [
        ("anonymous", PrincipalKind.ANONYMOUS, None, None),
        (HOME, PrincipalKind.ACCOUNT, HOME, None),
        (ACCOUNT, PrincipalKind.ACCOUNT, ACCOUNT, None),
        (f"{IAM}:root", PrincipalKind.ROOT_USER, HOME, None),
        (f"{IAM}:user/team/alice", PrincipalKind.USER, HOME, None),
        (f"{IAM}:role/team/app", PrincipalKind.ROLE, HOME, f"{IAM}:role/team/app"),
        (f"{STS}:assumed-role/app/s1", PrincipalKind.ROLE_SESSION, HOME, f"{IAM}:role/app"),
        (f"{STS}:federated-user/alice", PrincipalKind.FEDERATED_USER, HOME, None),
        (PROVIDER, PrincipalKind.PROVIDER, None, None),
        (f"{IAM}:saml-provider/corp", PrincipalKind.PROVIDER, None, None),
        ("sns.amazonaws.com", PrincipalKind.SERVICE, None, None),
        ("accounts.google.com", PrincipalKind.SERVICE, None, None),
        (NAME, PrincipalKind.SERVICE, None, None),
    ],
)
def test_a_caller_is_told_by_its_name(
    text: str, kind: PrincipalKind, account: str | None, role_arn: str | None
) -> None:
    assert parse_principal(text) == Principal(kind, text, account, role_arn)


@pytest.mark.parametrize(
    "text",
    [
        *("", "*", "sns", "sns.", ".com", "sns.amazonaws.*", "sns amazonaws.com", "1111222233334", "11112222333x"),
        *(
            f"{IAM}:user/",
            f"{IAM}:role/",
            f"{IAM}:group/x",
            f"{IAM}:oidc-provider/",
            f"{IAM}:rooted",
            f"{IAM}:user",
            f"{IAM}:zoo/x",
        ),
        *(f"{STS}:assumed-role/app", f"{STS}:assumed-role/app/", f"{STS}:assumed-role//s1", f"{STS}:federated-user/"),
        *(f"{STS}:user/alice", f"{STS}:role/app", f"{STS}:root", f"{STS}:oidc-provider/x", f"{IAM}:federated-user/x"),
        *(f"{IAM}:assumed-role/app/s1", f"{STS}:other/app/s1", f"{STS}:broken-role/app/s1"),
        *(f"arn:aws:{service}::{HOME}:{rest}" for service in ("a", "zz") for rest in ("root", "user/x", "role/x")),
        *(f"arn:aws:{service}::{HOME}:assumed-role/app/s1" for service in ("a", "zz")),
        *(f"arn:aws:{service}::{HOME}:federated-user/x" for service in ("a", "zz")),
        *(f"arn:aws:{service}::{HOME}:oidc-provider/x" for service in ("a", "zz")),
    ],
)
def test_other_texts_name_no_caller(text: str) -> None:
    with pytest.raises(NotAPrincipalError):
        parse_principal(text)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        (HOME, True),
        (ACCOUNT, True),
        (HOME + "4", False),
        (HOME[1:], False),
        ("1111222233\u0663\u0663", False),
        (ACCOUNT + "1", False),
        (ACCOUNT + ACCOUNT, False),
        (NAME, False),
    ],
)
def test_an_account_has_twelve_digits(text: str, *, answer: bool) -> None:
    assert is_account(text) is answer


@pytest.mark.parametrize(
    ("caller", "answer"),
    [
        (f"{IAM}:role/aws-service-role/sns.amazonaws.com/AWSServiceRoleForSNS", True),
        (f"{STS}:assumed-role/AWSServiceRoleForSNS/s1", True),
        (f"{STS}:assumed-role/app/AWSServiceRoleForSNS", False),
        (f"{IAM}:role/AWSServiceRoleForSNS", False),
        (f"{IAM}:user/assumed-role/AWSServiceRoleForSNS/x", False),
        (ROLE, False),
        ("sns.amazonaws.com", False),
    ],
)
def test_a_service_linked_role_is_told_by_its_path_or_its_name(caller: str, *, answer: bool) -> None:
    assert is_service_linked(parse_principal(caller)) is answer


@pytest.mark.parametrize(
    ("caller", "name"),
    [
        ("anonymous", "*"),
        (f"{STS}:assumed-role/app/s1", ROLE),
        (f"{IAM}:user/alice", f"{IAM}:user/alice"),
        ("sns.amazonaws.com", "sns.amazonaws.com"),
    ],
)
def test_a_policy_names_a_session_by_its_role(caller: str, name: str) -> None:
    assert name_in_policy(parse_principal(caller)) == name


SESSION, FEDERATED_USER = f"{STS}:assumed-role/app/s1", f"{STS}:federated-user/alice"


@pytest.mark.parametrize(
    ("value", "caller", "answer", "reach"),
    [
        (f"{IAM}:user/alice", f"{IAM}:user/alice", True, Reach.DIRECT),
        (f"{IAM}:user/{NAME}", f"{IAM}:user/alice", None, Reach.DIRECT),
        (f"{IAM}:role/app", ROLE, True, Reach.LIMITED),
        (f"{IAM}:role/{NAME}", ROLE, None, Reach.LIMITED),
        (SESSION, SESSION, True, Reach.DIRECT),
        (f"{STS}:assumed-role/app/s2", SESSION, False, Reach.DIRECT),
        (f"{IAM}:role/app", SESSION, True, Reach.LIMITED),
        (f"{IAM}:role/team/app", SESSION, True, Reach.LIMITED),
        (f"{IAM}:role/team/zoe", SESSION, False, Reach.LIMITED),
        (f"{IAM}:role/app".replace(HOME, ABROAD), SESSION, False, Reach.LIMITED),
        (f"{IAM}:role/app".replace(HOME, ACCOUNT), SESSION, None, Reach.LIMITED),
        (f"{IAM}:user/app", SESSION, False, Reach.LIMITED),
        (f"arn:aws:a::{HOME}:role/app", SESSION, False, Reach.LIMITED),
        (f"arn:aws:zz::{HOME}:role/app", SESSION, False, Reach.LIMITED),
        (f"arn:aws:{NAME}::{HOME}:role/app", SESSION, None, Reach.LIMITED),
        (FEDERATED_USER, FEDERATED_USER, True, Reach.DIRECT),
        (f"{IAM}:user/alice", FEDERATED_USER, True, Reach.LIMITED),
        (f"{IAM}:user/team/alice", FEDERATED_USER, True, Reach.LIMITED),
        (f"{IAM}:user/bob", FEDERATED_USER, False, Reach.LIMITED),
        (f"{IAM}:user/alice".replace(HOME, ABROAD), FEDERATED_USER, False, Reach.LIMITED),
        (f"{IAM}:role/alice", FEDERATED_USER, False, Reach.DIRECT),
        (f"arn:aws:a::{HOME}:user/alice", FEDERATED_USER, False, Reach.DIRECT),
        (ROLE, f"{IAM}:root", False, Reach.DIRECT),
        (f"{IAM}:root", f"{IAM}:root", True, Reach.DIRECT),
        (HOME, HOME, True, Reach.DIRECT),
        (HOME, f"{IAM}:root", True, Reach.DIRECT),
        (HOME, ROLE, True, Reach.DELEGATED),
        (f"{IAM}:root", ROLE, True, Reach.DELEGATED),
        (f"arn:aws:a::{HOME}:root", ROLE, False, Reach.LIMITED),
        (f"arn:aws:zz::{HOME}:root", ROLE, False, Reach.LIMITED),
        (ABROAD, ROLE, False, Reach.DELEGATED),
        (ACCOUNT, ROLE, None, Reach.DELEGATED),
        (ACCOUNT, "anonymous", False, Reach.DELEGATED),
        (HOME, "anonymous", False, Reach.DELEGATED),
        (NAME, ROLE, None, Reach.DIRECT),
        (NAME, "sns.amazonaws.com", None, Reach.DIRECT),
        (ROLE, "sns.amazonaws.com", False, Reach.DIRECT),
    ],
)
def test_a_value_under_aws_reaches_a_caller_in_its_way(value: str, caller: str, answer: Tri, reach: Reach) -> None:
    found, way, _ = admit(NamedPrincipal(AWS, value), caller=parse_principal(caller))
    assert (found, way) == (answer, reach)


def test_a_session_of_a_role_whose_path_is_known_is_reached_by_the_whole_arn() -> None:
    caller = parse_principal(SESSION)._replace(role_arn=f"{IAM}:role/team/app")
    values = {f"{IAM}:role/team/app": True, f"{IAM}:role/app": False, f"{IAM}:role/other/app": False}
    for value, answer in values.items():
        assert admit(NamedPrincipal(AWS, value), caller=caller)[0] is answer


@pytest.mark.parametrize(
    ("form", "value", "caller", "answer"),
    [
        (PrincipalForm.CANONICAL_USER, "79a59df9", ROLE, None),
        (PrincipalForm.CANONICAL_USER, "79a59df9", "sns.amazonaws.com", False),
        (PrincipalForm.CANONICAL_USER, "79a59df9", "anonymous", False),
        (SERVICE, "accounts.google.com", PROVIDER, False),
        (FEDERATED, NAME, PROVIDER, None),
        (FEDERATED, "accounts.google.com", "anonymous", False),
        (AWS, "*", "anonymous", True),
        (SERVICE, "*", "sns.amazonaws.com", False),
    ],
)
def test_other_forms_mean_their_own_kind(form: PrincipalForm, value: str, caller: str, answer: Tri) -> None:
    assert admit(NamedPrincipal(form, value), caller=parse_principal(caller))[0] is answer
