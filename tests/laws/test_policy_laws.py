"""What holds for every decision, whatever the policies say."""

import itertools
from collections.abc import Mapping
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from keypost.policy.authorize import authorize
from keypost.policy.compile import compile_policies
from keypost.policy.decision import Decision
from keypost.policy.document import Policy
from keypost.policy.parse import parse_policy
from keypost.policy.principals import parse_principal
from keypost.policy.reasons import Outcome
from keypost.policy.render import render_policy
from keypost.policy.request import Grant, KeyFacts, KeyManager, KeyState, Policies, Request, Unlisted
from keypost.unknown import Shape, Unread, Why, build_unknown

EXAMPLES = 100
HERE, ABROAD = "111122223333", "444455556666"
KEY = f"arn:aws:kms:us-east-1:{HERE}:key/1234abcd-12ab-34cd-56ef-1234567890ab"
TOPIC = f"arn:aws:sns:us-east-1:{HERE}:alerts"
BUCKET = "arn:aws:s3:::bucket"
ACCOUNT = build_unknown("Account", shape=Shape.ACCOUNT)
NAME = build_unknown("Name")
SETTLED = {NAME: ("x", "*", "app", TOPIC), ACCOUNT: (HERE, ABROAD)}

CALLERS = (
    f"arn:aws:iam::{HERE}:role/app",
    f"arn:aws:sts::{HERE}:assumed-role/app/s",
    f"arn:aws:iam::{HERE}:user/alice",
    f"arn:aws:sts::{HERE}:federated-user/alice",
    f"arn:aws:iam::{HERE}:root",
    f"arn:aws:iam::{ABROAD}:role/reader",
    f"arn:aws:iam::{HERE}:role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX",
    "cloudwatch.amazonaws.com",
    "anonymous",
)
KEYS = ("aws:SourceAccount", "aws:SourceArn", "kms:EncryptionContext:K", "aws:PrincipalTag/T", "aws:PrincipalArn")
OTHER_KEYS = ("aws:PrincipalIsAWSService", "kms:ViaService", "aws:SecureTransport", "aws:PrincipalAccount")
VALUES = (HERE, ABROAD, "x", "y", TOPIC, "*", "true", "${aws:PrincipalTag/T}", CALLERS[0], NAME, f"x{NAME}")
OPERATORS = (
    *("StringEquals", "StringNotEquals", "StringLike", "StringNotLike", "ArnLike", "ArnNotLike", "Bool", "Null"),
    *("StringEqualsIfExists", "StringNotEqualsIfExists", "ForAllValues:StringLike", "ForAnyValue:StringNotEquals"),
    *("StringEqualsIgnoreCase", "NumericLessThan", "IpAddress", "NotIpAddress", "BoolIfExists", "DateEquals"),
)
PRINCIPALS = (
    *("*", {"AWS": "*"}, {"Service": "cloudwatch.amazonaws.com"}, {"AWS": HERE}),
    *({"AWS": CALLERS[0]}, {"AWS": [CALLERS[1], CALLERS[2]]}, {"AWS": f"arn:aws:iam::{ACCOUNT}:root"}),
    *({"AWS": NAME}, {"AWS": f"arn:aws:iam::{ACCOUNT}:role/app"}, {"AWS": f"arn:aws:iam::{ABROAD}:root"}),
)
ACTIONS = (
    *("kms:*", "*", "*", "*", "kms:Decrypt", "kms:GenerateDataKey*", "sns:Publish"),
    ["s3:GetObject", "kms:Decrypt"],
)
RESOURCES = (
    *("*", "*", "*", "*", KEY, TOPIC, NAME),
    *(f"{BUCKET}/${{aws:PrincipalTag/T}}/*", f"arn:aws:kms:*:{ACCOUNT}:key/*"),
)

values = st.sampled_from(VALUES) | st.lists(st.sampled_from(VALUES), min_size=1, max_size=2)
conditions = st.dictionaries(
    st.sampled_from(OPERATORS),
    st.dictionaries(st.sampled_from(KEYS + OTHER_KEYS), values, min_size=1, max_size=2),
    max_size=2,
)
effects = st.sampled_from(("Allow", "Allow", "Allow", "Deny"))
attached = st.fixed_dictionaries(
    {"Effect": effects, "Action": st.sampled_from(ACTIONS), "Resource": st.sampled_from(RESOURCES)},
    optional={"Condition": conditions},
)
standing = st.builds(
    lambda statement, principal, excepts: {
        **statement,
        "NotPrincipal" if excepts and principal != "*" else "Principal": principal,
    },
    attached,
    st.sampled_from(PRINCIPALS),
    st.sampled_from((False, False, False, True)),
)


def documents(statements: st.SearchStrategy[object]) -> st.SearchStrategy[Policy]:
    return st.lists(statements, min_size=1, max_size=4).map(
        lambda found: parse_policy({"Version": "2012-10-17", "Statement": found})
    )


resource_policies = documents(standing)
identity_policies = documents(attached)
few = st.lists(identity_policies, max_size=2).map(tuple)
grants = st.lists(
    st.builds(
        Grant,
        operations=st.sampled_from((("Decrypt",), ("GenerateDataKey",))),
        grantee_principal=st.sampled_from((CALLERS[0], CALLERS[2], f"arn:aws:iam::{ABROAD}:root")),
        context_subset=st.sampled_from((None, {"K": "x"}, {"k": "x"})),
        context_equals=st.sampled_from((None, None, {"K": "x"})),
    ),
    max_size=1,
).map(tuple)
limits = st.none() | st.none() | few
whole = parse_policy(
    {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}}
)
levels = st.lists(identity_policies.map(lambda policy: (whole, policy)), max_size=2).map(tuple)
all_policies = st.builds(
    Policies,
    identity=few,
    resource=resource_policies | st.none(),
    permissions_boundary=limits,
    session=limits,
    service_control=st.none() | levels,
    resource_control=st.none() | resource_policies.map(lambda policy: ((whole, policy),)),
    vpc_endpoint=st.none() | resource_policies.map(lambda policy: (whole, policy)),
    grants=grants,
)
plain = st.sampled_from([value for value in VALUES if value.isascii()]).map(lambda value: (value,))
contexts = st.dictionaries(st.sampled_from(KEYS), plain | st.just(("x", "y")), max_size=3)
requests = st.builds(
    Request,
    principal=st.sampled_from(CALLERS).map(parse_principal),
    action=st.sampled_from(("kms:Decrypt", "kms:GenerateDataKey", "sns:Publish", "s3:GetObject")),
    resource=st.sampled_from((KEY, TOPIC, f"{BUCKET}/x/o")),
    resource_account=st.sampled_from((None, HERE, HERE)),
    context=contexts,
    uncertain=st.dictionaries(st.sampled_from(KEYS), plain, max_size=2),
    unknown=st.sets(st.sampled_from(KEYS + OTHER_KEYS), max_size=2).map(frozenset),
    unlisted=st.sampled_from(list(Unlisted)),
)
states = (*[KeyState.ENABLED] * 5, KeyState.DISABLED)
keys = st.builds(KeyFacts, manager=st.sampled_from(list(KeyManager)), state=st.sampled_from(states))


def contradicts(before: Decision, after: Decision) -> bool:
    """A settled answer stays; only of a denial it may turn out that a Deny was behind it too."""
    if before.outcome is Outcome.UNDECIDED:
        return False
    if before.outcome is Outcome.IMPLICIT_DENY:
        return after.outcome not in (Outcome.IMPLICIT_DENY, Outcome.EXPLICIT_DENY)
    return after.outcome is not before.outcome


def settle(value: object, choice: Mapping[str, str]) -> object:
    """Return plain data with the unknown parts replaced."""
    if isinstance(value, str):
        for unknown, text in choice.items():
            value = value.replace(unknown, text)
        return value
    if isinstance(value, list | tuple):
        return [settle(part, choice) for part in value]
    if isinstance(value, Mapping):
        return {settle(key, choice): settle(part, choice) for key, part in value.items()}
    return value


def settle_policy(policy: object, choice: Mapping[str, str]) -> object:
    if isinstance(policy, Policy):
        return parse_policy(settle(render_policy(policy), choice))
    return tuple(settle_policy(part, choice) for part in policy) if isinstance(policy, tuple) else policy


def settle_policies(policies: Policies, choice: Mapping[str, str]) -> Policies:
    names = ("identity", "resource", "permissions_boundary", "session", "service_control", "resource_control")
    return swap(policies, {name: settle_policy(getattr(policies, name), choice) for name in (*names, "vpc_endpoint")})


def swap(policies: Policies, changes: dict[str, Any]) -> Policies:
    return policies._replace(**changes)


@settings(max_examples=EXAMPLES, deadline=None)
@given(request=requests, policies=all_policies, key=keys)
def test_the_fast_decision_is_the_explained_one(request: Request, policies: Policies, key: KeyFacts) -> None:
    authorizer = compile_policies(policies, key=key)
    fast, slow = authorizer.decide(request), authorizer.explain(request)
    assert slow._replace(trace=()) == fast
    assert bool(fast.needs) is (fast.outcome is Outcome.UNDECIDED)


@settings(max_examples=EXAMPLES, deadline=None)
@given(request=requests, policies=all_policies, key=keys, denial=standing)
def test_another_deny_never_allows(
    request: Request, policies: Policies, key: KeyFacts, denial: dict[str, object]
) -> None:
    before = authorize(request, policies, key=key)
    more = parse_policy({"Version": "2012-10-17", "Statement": [denial | {"Effect": "Deny"}]})
    source = policies.resource
    statements = (*(source.statements if isinstance(source, Policy) else ()), *more.statements)
    after = authorize(request, policies._replace(resource=more._replace(statements=statements)), key=key)
    if source is not None and before.outcome in (Outcome.EXPLICIT_DENY, Outcome.IMPLICIT_DENY):
        assert after.outcome in (Outcome.EXPLICIT_DENY, Outcome.IMPLICIT_DENY)
    if source is not None and before.outcome is Outcome.UNDECIDED:
        assert after.outcome is not Outcome.ALLOW


@settings(max_examples=EXAMPLES, deadline=None)
@given(request=requests, policies=all_policies, key=keys, data=st.data())
def test_the_order_of_statements_is_irrelevant(
    request: Request, policies: Policies, key: KeyFacts, data: st.DataObject
) -> None:
    if not isinstance(policies.resource, Policy):
        return
    shuffled = data.draw(st.permutations(policies.resource.statements))
    other = policies._replace(resource=policies.resource._replace(statements=tuple(shuffled)))
    assert authorize(request, policies, key=key).outcome is authorize(request, other, key=key).outcome


@given(policy=resource_policies | identity_policies)
def test_rendering_and_parsing_are_inverse(policy: Policy) -> None:
    rendered = render_policy(policy)
    again = parse_policy(rendered)
    assert render_policy(again) == rendered
    strip = [(one.sid, one.effect, len(one.conditions)) for one in policy.statements]
    assert [(one.sid, one.effect, len(one.conditions)) for one in again.statements] == strip


@settings(max_examples=EXAMPLES, deadline=None)
@given(request=requests, policies=all_policies, key=keys)
def test_settling_an_unknown_part_contradicts_nothing(request: Request, policies: Policies, key: KeyFacts) -> None:
    before = authorize(request, policies, key=key)
    for name, account in itertools.product(SETTLED[NAME], SETTLED[ACCOUNT]):
        after = authorize(request, settle_policies(policies, {NAME: name, ACCOUNT: account}), key=key)
        assert not contradicts(before, after)


@settings(max_examples=EXAMPLES, deadline=None)
@given(request=requests, policies=all_policies, key=keys, value=plain | st.just(("x", "y")))
def test_settling_a_context_key_contradicts_nothing(
    request: Request, policies: Policies, key: KeyFacts, value: tuple[str, ...]
) -> None:
    before = authorize(request, policies, key=key)
    for name in request.unknown:
        rest = request.unknown - {name}
        others = {key: found for key, found in request.context.items() if key.lower() != name.lower()}
        uncertain = {key: found for key, found in request.uncertain.items() if key.lower() != name.lower()}
        # Absent, unless the key follows from the caller: then only values can be told apart.
        settled = [{**others, name: value}] + ([{**others}] if name in KEYS[:4] else [])
        for context in settled:
            after = authorize(request._replace(context=context, unknown=rest, uncertain=uncertain), policies, key=key)
            assert not contradicts(before, after)


@settings(max_examples=EXAMPLES, deadline=None)
@given(request=requests, policies=all_policies, key=keys)
def test_an_uncertain_key_is_both_alternatives(request: Request, policies: Policies, key: KeyFacts) -> None:
    for name, values in request.uncertain.items():
        if name in request.unknown or name == "aws:PrincipalArn":
            continue
        rest = {key: found for key, found in request.uncertain.items() if key != name}
        absent = {key: found for key, found in request.context.items() if key != name}
        before = authorize(request, policies, key=key)
        sent = authorize(request._replace(uncertain=rest, context={**absent, name: values}), policies, key=key)
        without = request._replace(uncertain=rest, context=absent, absent=request.absent | {name})
        not_sent = authorize(without, policies, key=key)
        assert not contradicts(before, sent)
        assert not contradicts(before, not_sent)
        if {sent.outcome, not_sent.outcome} in ({Outcome.ALLOW}, {Outcome.EXPLICIT_DENY}):
            assert before.outcome is sent.outcome


@settings(max_examples=EXAMPLES, deadline=None)
@given(request=requests, policies=all_policies, key=keys, data=st.data())
def test_reading_an_unread_policy_contradicts_nothing(
    request: Request, policies: Policies, key: KeyFacts, data: st.DataObject
) -> None:
    unread = Unread(Why.ACCESS_DENIED, "some policy")
    kind = data.draw(st.sampled_from(("resource", "identity", "permissions_boundary", "session", "grants")))
    given_policy = getattr(policies, kind)
    if not given_policy:
        return
    hidden = unread if kind in ("resource", "grants") else (unread, *given_policy[1:])
    before = authorize(request, swap(policies, {kind: hidden}), key=key)
    assert not contradicts(before, authorize(request, policies, key=key))
