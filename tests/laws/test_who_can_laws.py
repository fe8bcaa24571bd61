"""Who may use a key, against the engine's answers to single requests: nobody too many, nobody forgotten."""

from collections.abc import Mapping

from hypothesis import given, settings
from hypothesis import strategies as st

from keypost.checker.access.candidates import Sort
from keypost.checker.access.permissions import Permission, Standing
from keypost.checker.access.who_can import who_can
from keypost.estate.estate import build_reading
from keypost.estate.kind import Kind
from keypost.estate.resource import Resource
from keypost.policy.authorize import authorize
from keypost.policy.document import Policy
from keypost.policy.principals import parse_principal
from keypost.policy.reasons import Outcome
from keypost.policy.request import Grant, Policies, Request
from keypost.policy.sendable import can_send
from tests.laws.test_policy_laws import ABROAD, CALLERS, HERE, contexts, grants, identity_policies, resource_policies
from tests.laws.test_policy_laws import KEY as KEY_ARN

EXAMPLES = 100
ACTION = "kms:Decrypt"
APP, READER, ALARMS = CALLERS[0], CALLERS[5], CALLERS[7]
Context = Mapping[str, tuple[str, ...]]

members = st.lists(identity_policies, max_size=2).map(tuple)
whose = st.sampled_from((APP, READER, ALARMS))


def build(policy: Policy, given_grants: tuple[Grant, ...], identity: tuple[Policy, ...]) -> list[Resource]:
    key = Resource(
        Kind.KEY, "Key", KEY_ARN, account=HERE, region="us-east-1", partition="aws", policy=policy, grants=given_grants
    )
    roles = [
        Resource(Kind.ROLE, arn, arn, account=account, partition="aws", identity=identity)
        for arn, account in ((APP, HERE), (READER, ABROAD))
    ]
    return [key, *roles]


def ask(resources: list[Resource]) -> tuple[Permission, ...]:
    return who_can(build_reading(resources), key=resources[0], actions=(ACTION,)).permissions


def call(name: str, context: Context, resources: list[Resource]) -> Outcome:
    key, member = resources[0], next((one for one in resources if one.id == name), None)
    caller = parse_principal(name)
    sent = {key: values for key, values in context.items() if can_send(key, caller=caller)}
    identity = member.identity if member is not None else ()
    policies = Policies(identity=identity, resource=key.policy, grants=key.grants)
    return authorize(Request(caller, ACTION, key.arn, context=sent), policies, key=key.facts).outcome


@settings(max_examples=EXAMPLES, deadline=None)
@given(policy=resource_policies, given_grants=grants, identity=members, context=contexts, name=whose)
def test_whoever_may_without_condition_may_with_every_context(
    policy: Policy, given_grants: tuple[Grant, ...], identity: tuple[Policy, ...], context: Context, name: str
) -> None:
    resources = build(policy, given_grants, identity)
    for permission in ask(resources):
        if permission.who.name == name and permission.standing is Standing.ALLOWED and not permission.is_conditional:
            assert call(name, context, resources) in (Outcome.ALLOW, Outcome.UNDECIDED)


@settings(max_examples=EXAMPLES, deadline=None)
@given(policy=resource_policies, given_grants=grants, identity=members, context=contexts, name=whose)
def test_whoever_is_allowed_something_is_listed(
    policy: Policy, given_grants: tuple[Grant, ...], identity: tuple[Policy, ...], context: Context, name: str
) -> None:
    resources = build(policy, given_grants, identity)
    if call(name, context, resources) is Outcome.ALLOW:
        told = [one for one in ask(resources) if one.standing is not Standing.DENIED]
        many = (Sort.EVERYONE, Sort.OTHER)
        assert any(one.who.name == name or one.who.sort in many for one in told)


@settings(max_examples=EXAMPLES, deadline=None)
@given(policy=resource_policies, given_grants=grants, identity=members, context=contexts, name=whose)
def test_whoever_is_denied_is_never_allowed(
    policy: Policy, given_grants: tuple[Grant, ...], identity: tuple[Policy, ...], context: Context, name: str
) -> None:
    resources = build(policy, given_grants, identity)
    denied = {one.who.name for one in ask(resources) if one.standing is Standing.DENIED}
    if name in denied:
        assert call(name, context, resources) is not Outcome.ALLOW
