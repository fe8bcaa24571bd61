"""The statements that are looked up for a caller: those that name it, and those that may mean anybody."""

import pytest

from keypost.policy.admission import find_audience
from keypost.policy.audiences import AudienceIndex
from keypost.policy.parse import parse_policy
from keypost.policy.principals import parse_principal
from keypost.unknown import Shape, Unread, Why, build_unknown

ACCOUNT = "111122223333"
IAM, STS = f"arn:aws:iam::{ACCOUNT}", f"arn:aws:sts::{ACCOUNT}"
UNKNOWN = build_unknown("Account", shape=Shape.ACCOUNT)
PRINCIPALS: dict[str, object] = {
    "role": {"AWS": f"{IAM}:role/app"},
    "root": {"AWS": f"{IAM}:root"},
    "account": {"AWS": ACCOUNT},
    "service": {"Service": "sns.amazonaws.com"},
    "star": "*",
    "user": {"AWS": f"{IAM}:user/team/alice"},
    "session": {"AWS": f"{STS}:assumed-role/app/s1"},
    "path": {"AWS": f"{IAM}:role/team/app"},
    "provider": {"Federated": "accounts.google.com"},
    "canonical": {"CanonicalUser": "79a59df900b949e5"},
    "unknown": {"AWS": f"arn:aws:iam::{UNKNOWN}:role/other"},
    "unread": {"AWS": [f"{IAM}:role/other", Unread(Why.UNKNOWN_VALUE, "principal")]},
    "several": {"AWS": [f"{IAM}:role/zoe", f"{IAM}:user/bob"], "Service": ["s3.amazonaws.com", "sns.amazonaws.com"]},
    "aws-star": {"AWS": "*"},
}
OPEN = {"star", "provider", "canonical", "unknown", "unread", "aws-star", "but", "none"}
STATEMENTS = parse_policy(
    {
        "Statement": [
            *({"Effect": "Allow", "Principal": principal} for principal in PRINCIPALS.values()),
            {"Effect": "Deny", "NotPrincipal": {"AWS": f"{IAM}:role/other"}},
            {"Effect": "Deny"},
        ]
    }
).statements
NAMES = (*PRINCIPALS, "but", "none")
NAMED = {
    f"{IAM}:role/app": {"role", "root", "account", "path"},
    f"{IAM}:role/team/app": {"role", "root", "account", "path"},
    f"{STS}:assumed-role/app/s1": {"role", "root", "account", "path", "session"},
    f"{STS}:assumed-role/app/s2": {"role", "root", "account", "path"},
    f"{IAM}:user/team/alice": {"root", "account", "user"},
    f"{IAM}:user/bob": {"root", "account", "several"},
    f"{STS}:federated-user/alice": {"root", "account", "user"},
    f"{IAM}:root": {"root", "account"},
    "sns.amazonaws.com": {"service", "several"},
    "s3.amazonaws.com": {"several"},
    "sqs.amazonaws.com": set(),
    "accounts.google.com": set(),
    f"{IAM}:oidc-provider/app": set(),
    "anonymous": set(),
}


@pytest.mark.parametrize("caller", NAMED)
def test_a_caller_is_looked_up_by_name(caller: str) -> None:
    places = AudienceIndex(STATEMENTS).find(parse_principal(caller))
    assert places is not None
    assert places == sorted(places)
    assert {NAMES[place] for place in places} == NAMED[caller] | OPEN


@pytest.mark.parametrize("caller", NAMED)
def test_nothing_that_may_mean_the_caller_is_left_out(caller: str) -> None:
    principal = parse_principal(caller)
    places = AudienceIndex(STATEMENTS).find(principal) or []
    for place, statement in enumerate(STATEMENTS):
        if find_audience(statement, caller=principal, bounded=False).any_reach is not False:
            assert place in places


@pytest.mark.parametrize(
    "caller", [f"arn:aws:iam::{UNKNOWN}:role/app", f"{STS}:assumed-role/app/{UNKNOWN}", f"{IAM}:user/\u00e4"]
)
def test_a_caller_whose_name_is_no_plain_text_may_be_meant_by_any(caller: str) -> None:
    assert AudienceIndex(STATEMENTS).find(parse_principal(caller)) is None
