"""What control policies of the organizations add to a decision."""

from types import MappingProxyType

import pytest

from keypost.checker.controls import add_controls, find_control, tell_membership
from keypost.estate.kind import Kind
from keypost.estate.organization import Account, Control
from keypost.estate.resource import Resource
from keypost.policy.compile import compile_policies
from keypost.policy.decision import Decision
from keypost.policy.parse import parse_policy
from keypost.policy.principals import parse_principal
from keypost.policy.reasons import Outcome, PolicyKind, Reason
from keypost.policy.request import Policies, Request, Unlisted

HERE, ABROAD = "111122223333", "444455556666"
KEY = Resource(Kind.KEY, "Key", f"arn:aws:kms:us-east-1:{HERE}:key/k", account=HERE)
ROLE = Resource(Kind.ROLE, "Role", f"arn:aws:iam::{ABROAD}:role/app", account=ABROAD)


def policy(effect: str, action: str = "*", **more: object) -> object:
    return parse_policy({"Statement": {"Effect": effect, "Principal": "*", "Action": action, "Resource": "*", **more}})


def control(name: str, effect: str = "Allow", action: str = "*", *, target: str = HERE) -> Control:
    return Control(name, target, policy(effect, action))  # type: ignore[arg-type]


ALLOWED = control("FullAWSAccess", target="r-ab12")


def test_service_control_is_the_callers_and_resource_control_the_resources() -> None:
    accounts = {
        HERE: Account(HERE, service_control=((control("mine"),),), resource_control=((control("rcp"),),)),
        ABROAD: Account(ABROAD, service_control=((control("scp"),),), resource_control=((control("theirs"),),)),
    }
    added = add_controls(Policies(), owner=KEY, role=ROLE, accounts=accounts)
    assert added.service_control == ((accounts[ABROAD].service_control[0][0].policy,),)
    assert added.resource_control == ((accounts[HERE].resource_control[0][0].policy,),)


def test_an_account_of_which_nothing_is_known_adds_nothing() -> None:
    assert add_controls(Policies(), owner=KEY, role=ROLE, accounts={}) == Policies()
    accounts = {HERE: Account(HERE), ABROAD: Account(ABROAD)}
    assert add_controls(Policies(), owner=KEY, role=ROLE, accounts=accounts) == Policies()


@pytest.mark.parametrize(
    ("levels", "reason", "name", "target"),
    [
        (((ALLOWED,), (ALLOWED, control("deny", "Deny"))), Reason.STATEMENT_DENIES, "deny", HERE),
        (((ALLOWED,), (control("few", action="s3:*"),)), Reason.LIMITED_BY_SERVICE_CONTROL, "few", HERE),
        (
            ((control("few", action="s3:*", target="r-ab12"),), (ALLOWED,)),
            Reason.LIMITED_BY_SERVICE_CONTROL,
            "few",
            "r-ab12",
        ),
    ],
)
def test_the_policy_behind_a_denial_is_found_with_its_target(
    levels: tuple[tuple[Control, ...], ...], reason: Reason, name: str, target: str
) -> None:
    accounts = {ABROAD: Account(ABROAD, service_control=levels)}
    policies = add_controls(Policies(resource=policy("Allow")), owner=KEY, role=ROLE, accounts=accounts)  # type: ignore[arg-type]
    decision = compile_policies(policies).decide(Request(parse_principal(ROLE.arn), "kms:Decrypt", KEY.arn))
    found = find_control(decision, owner=KEY, role=ROLE, accounts=accounts)
    assert decision.reason is reason
    assert found is not None
    assert (found.name, found.target) == (name, target)


def test_a_decision_of_another_policy_has_no_control_behind_it() -> None:
    denied = Decision(Outcome.EXPLICIT_DENY, Reason.STATEMENT_DENIES, PolicyKind.RESOURCE)
    accounts = {HERE: Account(HERE, resource_control=((ALLOWED,),))}
    assert find_control(denied, owner=KEY, role=ROLE, accounts=accounts) is None


def test_membership_is_told_as_far_as_it_is_known() -> None:
    accounts = {
        HERE: Account(HERE, "o-exampleorg", "o-exampleorg/r-ab12/"),
        ABROAD: Account(ABROAD, "o-exampleorg"),
        "777788889999": Account("777788889999"),
    }
    assert dict(tell_membership(HERE, "Resource", accounts)) == {
        "aws:ResourceOrgID": ("o-exampleorg",),
        "aws:ResourceOrgPaths": ("o-exampleorg/r-ab12/",),
    }
    assert dict(tell_membership(ABROAD, "Principal", accounts)) == {"aws:PrincipalOrgID": ("o-exampleorg",)}
    assert dict(tell_membership("777788889999", "Source", accounts)) == {}
    assert dict(tell_membership(None, "Source", accounts)) == {}


@pytest.mark.parametrize(("organization", "outcome"), [("o-ours", Outcome.ALLOW), ("o-theirs", Outcome.UNDECIDED)])
def test_the_sources_organization_is_sent_where_its_account_is(organization: str, outcome: Outcome) -> None:
    """Both or neither: a service that doesn't send the account isn't meant by the Deny."""
    deputies = {
        "StringNotEqualsIfExists": {"aws:SourceOrgID": organization},
        "Null": {"aws:SourceAccount": "false"},
    }
    perimeter = policy("Deny", Condition=deputies)
    request = Request(
        parse_principal("cloudwatch.amazonaws.com"),
        "kms:Decrypt",
        KEY.arn,
        uncertain=MappingProxyType({"aws:SourceAccount": (HERE,), "aws:SourceOrgID": ("o-ours",)}),
        unlisted=Unlisted.UNKNOWN,
    )
    policies = Policies(resource=policy("Allow", Sid="All"), resource_control=((ALLOWED.policy, perimeter),))  # type: ignore[arg-type]
    assert compile_policies(policies).decide(request).outcome is outcome
