"""Who may use a key: each sort of principal, conditions, exceptions, and what can't be told."""

from collections.abc import Mapping
from typing import Any

import pytest

from keypost.checker.access.candidates import Sort
from keypost.checker.access.permissions import Permission, Standing
from keypost.checker.access.who_can import WhoCan, find_meant, who_can
from keypost.estate.estate import Assumption, Case, Estate, Reading, build_reading
from keypost.estate.kind import Kind
from keypost.estate.resource import Encryption, Resource, Sse
from keypost.policy.decision import NeedKind
from keypost.policy.document import Policy
from keypost.policy.parse import parse_policy
from keypost.policy.reasons import OpenPoint, PolicyKind
from keypost.policy.request import Grant, KeyFacts, KeyState
from keypost.unknown import Unread, Why, build_unknown
from tests.checker.test_connect import ABROAD, HERE, resource

KEY = resource(Kind.KEY, "Key", f"arn:aws:kms:us-east-1:{HERE}:key/1", aliases=("alias/app",))
ROOT = {"Sid": "Root", "Effect": "Allow", "Principal": {"AWS": HERE}, "Action": "kms:*", "Resource": "*"}
APP = f"arn:aws:iam::{HERE}:role/app"
READER = f"arn:aws:iam::{ABROAD}:role/reader"
Statement = Mapping[str, Any]


def policy(*statements: Statement) -> Policy:
    return parse_policy({"Version": "2012-10-17", "Statement": list(statements)})


def allow(principal: object, *, action: str = "kms:Decrypt", **elements: object) -> Statement:
    return {"Effect": "Allow", "Principal": principal, "Action": action, "Resource": "*", **elements}


def deny(principal: object, **elements: object) -> Statement:
    return {**allow(principal, action="kms:*"), "Effect": "Deny", **elements}


def role(*statements: Statement, arn: str = APP, **fields: object) -> Resource:
    identity = (policy(*statements),) if statements else ()
    account = arn.split(":")[4]
    return resource(Kind.ROLE, "App", arn, account=account, policy=None, **{"identity": identity, **fields})


USES = {"Effect": "Allow", "Action": "kms:Decrypt", "Resource": "*"}


def ask(*statements: Statement, others: tuple[Resource, ...] = (), action: str = "kms:Decrypt", **key: Any) -> WhoCan:
    asked = KEY._replace(policy=policy(*statements), **key)
    return who_can(build_reading((asked, *others)), key=asked, actions=(action,))


def told(answer: WhoCan) -> list[tuple[Sort, str, Standing]]:
    """Say whom the answer lists; the root user, who comes with each account, stands in tests of its own."""
    return [(one.who.sort, one.who.name, one.standing) for one in beside_root_users(answer)]


def beside_root_users(answer: WhoCan) -> list[Permission]:
    return [one for one in answer.permissions if one.who.sort is not Sort.ROOT_USER]


def only(answer: WhoCan) -> Permission:
    (permission,) = beside_root_users(answer)
    return permission


def test_a_service_that_a_statement_names_may() -> None:
    permission = only(ask(allow({"Service": "sns.amazonaws.com"}, Sid="Topics")))
    assert (permission.who.sort, permission.standing) == (Sort.SERVICE, Standing.ALLOWED)
    assert [(basis.policy, basis.sid) for basis in permission.through] == [(PolicyKind.RESOURCE, "Topics")]
    assert not permission.is_conditional
    assert not permission.own_unread


def test_conditions_that_only_the_request_settles_stay() -> None:
    tests = {"StringEquals": {"aws:SourceAccount": HERE}, "Bool": {"aws:PrincipalIsAWSService": "true"}}
    permission = only(ask(allow({"Service": "sns.amazonaws.com"}, Condition=tests)))
    assert [condition.key for condition in permission.through[0].conditions] == ["aws:SourceAccount"]
    assert permission.is_conditional


def test_a_condition_that_a_service_can_never_meet_leaves_nobody() -> None:
    tests = {"StringEquals": {"aws:PrincipalOrgID": "o-a"}}
    assert told(ask(allow({"Service": "sns.amazonaws.com"}, Condition=tests))) == []
    assert told(ask(allow({"AWS": APP}, Condition={"ArnLike": {"aws:SourceArn": "*"}}))) == []


def test_a_statement_for_the_account_leaves_it_to_identity_policies() -> None:
    assert told(ask(ROOT)) == [(Sort.ACCOUNT, HERE, Standing.OWN_POLICIES)]


def root_users(answer: WhoCan) -> list[Permission]:
    return [one for one in answer.permissions if one.who.sort is Sort.ROOT_USER]


@pytest.mark.parametrize("account", [HERE, ABROAD])
def test_a_statement_for_the_account_lets_its_root_user_in_without_more(account: str) -> None:
    (root,) = root_users(ask(allow({"AWS": f"arn:aws:iam::{account}:root"}, Sid="Account")))
    assert (root.who.name, root.standing, root.through[0].sid) == (account, Standing.ALLOWED, "Account")
    assert not root.is_conditional
    assert not root.own_unread


def test_conditions_and_denials_hold_for_the_root_user_too() -> None:
    test = {"StringEquals": {"kms:ViaService": "s3.us-east-1.amazonaws.com"}}
    (root,) = root_users(ask(allow({"AWS": HERE}, Condition=test)))
    assert [condition.key for condition in root.through[0].conditions] == ["kms:ViaService"]
    for whom in ({"AWS": HERE}, {"AWS": f"arn:aws:iam::{HERE}:root"}, "*"):
        assert [one.standing for one in root_users(ask(ROOT, deny(whom)))] == [Standing.DENIED]
    assert root_users(ask(ROOT, deny({"AWS": APP})))[0].unless == ()
    assert root_users(ask(allow({"AWS": APP}))) == []


def test_a_role_of_the_estate_is_decided_by_its_own_policies() -> None:
    answer = ask(ROOT, others=(role(USES),))
    permission = beside_root_users(answer)[0]
    assert (permission.who.name, permission.standing) == ("App", Standing.ALLOWED)
    assert [basis.policy for basis in permission.through] == [PolicyKind.RESOURCE, PolicyKind.IDENTITY]
    assert told(ask(ROOT, others=(role(),)))[1:] == []


def test_a_boundary_takes_away_and_adds_conditions() -> None:
    closed = role(USES, boundary=policy({"Effect": "Allow", "Action": "s3:*", "Resource": "*"}))
    assert told(ask(ROOT, others=(closed,))) == [(Sort.ACCOUNT, HERE, Standing.OWN_POLICIES)]
    test = {"StringEquals": {"kms:ViaService": "s3.us-east-1.amazonaws.com"}}
    limited = role(USES, boundary=policy({**USES, "Condition": test}))
    through = beside_root_users(ask(ROOT, others=(limited,)))[0].through
    kinds = [(basis.policy, len(basis.conditions)) for basis in through]
    assert kinds == [(PolicyKind.RESOURCE, 0), (PolicyKind.IDENTITY, 0), (PolicyKind.PERMISSIONS_BOUNDARY, 1)]


def test_a_role_that_the_key_policy_names_needs_no_policy_of_its_own() -> None:
    permission = only(ask(allow({"AWS": APP}), others=(role(USES),)))
    assert [basis.policy for basis in permission.through] == [PolicyKind.RESOURCE]
    outside = only(ask(allow({"AWS": APP})))
    assert (outside.who.name, outside.standing, outside.own_unread) == (APP, Standing.ALLOWED, True)


def test_another_account_needs_its_own_policies_as_well() -> None:
    assert told(ask(allow({"AWS": [ABROAD, READER]}))) == [
        (Sort.ACCOUNT, ABROAD, Standing.OWN_POLICIES),
        (Sort.ROLE, READER, Standing.OWN_POLICIES),
    ]
    known = role(USES, arn=READER)
    assert (Sort.ROLE, "App", Standing.ALLOWED) in told(ask(allow({"AWS": ABROAD}), others=(known,)))
    assert told(ask(allow({"AWS": ABROAD}, action="kms:PutKeyPolicy"), action="kms:PutKeyPolicy")) == []


def test_everyone_is_told_once_and_not_of_each() -> None:
    test = {"StringEquals": {"kms:CallerAccount": HERE, "kms:ViaService": "sns.us-east-1.amazonaws.com"}}
    permission = only(ask(allow("*", Condition=test), others=(role(USES),)))
    assert (permission.who.sort, permission.standing) == (Sort.EVERYONE, Standing.ALLOWED)
    assert [condition.key for condition in permission.through[0].conditions] == ["kms:CallerAccount", "kms:ViaService"]


def test_a_statement_for_everyone_that_tests_who_calls_is_told_of_whom_it_means() -> None:
    named = allow({"AWS": "*"}, Condition={"ArnEquals": {"aws:PrincipalArn": APP}})
    assert (Sort.ROLE, "App", Standing.ALLOWED) in told(ask(named, others=(role(USES),)))
    other = allow({"AWS": "*"}, Condition={"ArnEquals": {"aws:PrincipalArn": READER}})
    assert [sort for sort, _, _ in told(ask(other, others=(role(USES),)))] == [Sort.EVERYONE]


def test_not_principal_with_allow_stays_open() -> None:
    statement = {"Effect": "Allow", "NotPrincipal": {"AWS": APP}, "Action": "kms:*", "Resource": "*"}
    permission = only(ask(statement, others=(role(),)))
    assert (permission.who.sort, permission.standing) == (Sort.EVERYONE, Standing.OPEN)
    assert [need.name for need in permission.needs] == [OpenPoint.NOT_PRINCIPAL_WITH_ALLOW.value]


def test_a_deny_takes_away_and_is_told() -> None:
    answer = ask(ROOT, deny({"AWS": APP}, Sid="NotApp"), others=(role(USES),))
    assert (Sort.ROLE, "App", Standing.DENIED) in told(answer)
    denied = next(one for one in answer.permissions if one.standing is Standing.DENIED)
    assert denied.through[0].sid == "NotApp"
    assert told(ask(ROOT, deny({"AWS": APP}), others=(role(),))) == [(Sort.ACCOUNT, HERE, Standing.OWN_POLICIES)]


def test_a_deny_that_hits_some_of_many_is_an_exception() -> None:
    account = only(ask(ROOT, deny({"AWS": APP}, Sid="NotApp")))
    assert [(basis.sid, basis.principals) for basis in account.unless] == [("NotApp", (APP,))]
    test = {"StringNotEquals": {"aws:SourceVpce": "vpce-1"}}
    named = only(ask(allow({"AWS": APP}), deny("*", Condition=test)))
    assert [condition.key for condition in named.unless[0].conditions] == ["aws:SourceVpce"]


def test_a_deny_whose_test_a_service_cannot_meet_takes_it_away() -> None:
    test = {"StringNotEquals": {"aws:PrincipalOrgID": "o-a"}}
    assert told(ask(allow({"Service": "sns.amazonaws.com"}), deny("*", Condition=test))) == [
        (Sort.SERVICE, "sns.amazonaws.com", Standing.DENIED)
    ]


def test_whom_a_deny_for_all_others_leaves_out_remains() -> None:
    statement = {"Effect": "Deny", "NotPrincipal": {"Service": "sns.amazonaws.com"}, "Action": "kms:*", "Resource": "*"}
    assert told(ask(allow("*"), statement)) == [(Sort.SERVICE, "sns.amazonaws.com", Standing.ALLOWED)]


def test_a_grant_is_a_permission_under_its_constraints() -> None:
    grant = Grant(("Decrypt",), grantee_principal=APP, context_subset={"Team": "a"}, context_equals={"Team": "a"})
    permission = only(ask(deny({"AWS": ABROAD}), grants=(grant,)))
    assert (permission.who.name, permission.standing) == (APP, Standing.ALLOWED)
    assert permission.through[0].policy is PolicyKind.GRANT
    keys = [condition.key for condition in permission.through[0].conditions]
    assert keys == ["kms:EncryptionContext:Team", "kms:EncryptionContext:Team", "kms:EncryptionContextKeys"]


def test_a_grant_to_a_service_asks_for_its_source() -> None:
    source = f"arn:aws:sns:us-east-1:{HERE}:topic"
    grant = Grant(("Decrypt",), grantee_service="sns.amazonaws.com", source_arn=source)
    old = Grant(("Decrypt",), grantee_principal="dynamodb.us-east-1.amazonaws.com")
    answer = ask(deny({"AWS": ABROAD}), grants=(grant, old))
    assert [(one.who.name, len(one.through[0].conditions)) for one in answer.permissions] == [
        ("dynamodb.us-east-1.amazonaws.com", 0),
        ("sns.amazonaws.com", 1),
    ]


def test_what_of_the_key_could_not_be_read_is_told_for_all() -> None:
    unread = Unread(Why.UNKNOWN_VALUE, "Policy")
    key = KEY._replace(policy=unread, grants=Unread(Why.NOT_IN_INPUT, "grants"))
    answer = who_can(build_reading((key,)), key=key, actions=("kms:Decrypt",))
    assert answer.permissions == ()
    assert [need.kind for need in answer.unread] == [NeedKind.POLICY, NeedKind.GRANTS]
    half = KEY._replace(policy=policy(allow({"Service": "sns.amazonaws.com"}))._replace(unread=(unread,)))
    answer = who_can(build_reading((half,)), key=half, actions=("kms:Decrypt",))
    assert (len(answer.permissions), len(answer.unread)) == (1, 1)


def test_policies_of_a_role_that_could_not_be_read_leave_it_open() -> None:
    hidden = role(identity=(Unread(Why.NOT_IN_INPUT, "managed"),))
    answer = ask(ROOT, others=(hidden,))
    permission = next(one for one in answer.permissions if one.who.name == "App")
    assert (permission.standing, permission.needs[0].name) == (Standing.OPEN, "managed")
    named = next(one for one in ask(allow({"AWS": APP}), others=(hidden,)).permissions)
    assert (named.standing, named.own_unread) == (Standing.ALLOWED, True)


def test_a_principal_that_only_a_parameter_gives_is_open() -> None:
    permission = only(ask(allow({"AWS": build_unknown("Whoever")}), others=(role(USES),)))
    assert (permission.who.sort, permission.standing) == (Sort.OTHER, Standing.OPEN)
    assert [need.name for need in permission.needs] == ["Whoever"]


def test_a_key_whose_account_is_not_known_leaves_roles_of_a_known_one_open() -> None:
    account = build_unknown("AWS::AccountId")
    permission = only(ask(allow({"AWS": APP}), account=account))
    assert (permission.standing, [need.name for need in permission.needs]) == (Standing.OPEN, ["AWS::AccountId"])


@pytest.mark.parametrize("principal", [{"AWS": "AROAEXAMPLE12345678"}, {"AWS": "somebody"}, {"Federated": "a.b"}])
def test_names_that_nobody_has_are_nobody(principal: object) -> None:
    assert told(ask(allow(principal))) == []


def test_a_disabled_key_is_used_by_nobody() -> None:
    answer = ask(allow({"AWS": APP}), facts=KeyFacts(state=KeyState.DISABLED))
    assert told(answer) == []
    assert answer.halted is not None
    assert (answer.halted.state, answer.halted.actions) == (KeyState.DISABLED, ("kms:Decrypt",))
    assert [one.who.name for one in answer.halted.permissions] == [APP]


def test_a_disabled_key_is_managed_all_the_same() -> None:
    disabled = KeyFacts(state=KeyState.DISABLED)
    answer = ask(allow({"AWS": APP}, action="kms:*"), facts=disabled, action="kms:EnableKey")
    assert (only(answer).who.name, answer.halted) == (APP, None)


@pytest.mark.parametrize(
    ("spec", "usage", "can"),
    [
        ("RSA_2048", "SIGN_VERIFY", ("kms:Sign", "kms:DescribeKey", "kms:GetPublicKey")),
        ("RSA_2048", "ENCRYPT_DECRYPT", ("kms:Decrypt", "kms:DescribeKey", "kms:GetPublicKey")),
        ("RSA_2048", "", ("kms:Decrypt", "kms:Sign", "kms:DescribeKey", "kms:GetPublicKey")),
        ("ECC_NIST_P256", "", ("kms:Sign", "kms:DescribeKey", "kms:GetPublicKey")),
        ("HMAC_256", "GENERATE_VERIFY_MAC", ("kms:GenerateMac", "kms:DescribeKey", "kms:GetPublicKey")),
    ],
)
def test_what_a_key_of_its_kind_cannot_do_nobody_may(spec: str, usage: str, can: tuple[str, ...]) -> None:
    asked = ("kms:Decrypt", "kms:GenerateDataKey", "kms:Sign", "kms:GenerateMac", "kms:DescribeKey", "kms:GetPublicKey")
    statement = allow({"AWS": APP}, action="kms:*")
    key = KEY._replace(policy=policy(statement), facts=KeyFacts(spec=spec, usage=usage))
    answer = who_can(build_reading((key,)), key=key, actions=asked)
    assert only(answer).actions == can
    assert set(answer.unsuited) == set(asked) - set(can)


def test_actions_that_are_alike_are_told_together() -> None:
    key = KEY._replace(policy=policy(allow({"AWS": APP}, action="kms:De*")))
    answer = who_can(build_reading((key,)), key=key, actions=("kms:Decrypt", "kms:DescribeKey", "kms:Encrypt"))
    assert only(answer).actions == ("kms:Decrypt", "kms:DescribeKey")


def test_what_holds_under_some_assumptions_says_so() -> None:
    service = allow({"Service": "sns.amazonaws.com"})
    one, other = (KEY._replace(policy=policy(*found)) for found in ((service,), (service, allow({"AWS": APP}))))
    stage = [(Assumption("Stage", value),) for value in ("dev", "prod")]
    reading = Reading((Case(Estate((one,)), stage[0]), Case(Estate((other,)), stage[1])))
    answer = who_can(reading, key=one, actions=("kms:Decrypt",))
    assert [(one.who.name, one.assumptions) for one in answer.permissions] == [
        ("sns.amazonaws.com", ()),
        (APP, (stage[1],)),
    ]


@pytest.mark.parametrize(
    "name",
    ["Key", KEY.arn, "1", "alias/app", "app", f"arn:aws:kms:us-east-1:{HERE}:alias/app"],
)
def test_a_key_is_found_by_every_name_it_has(name: str) -> None:
    assert find_meant(build_reading((KEY,)), name) == (KEY,)


@pytest.mark.parametrize("name", ["key", f"arn:aws:kms:us-east-1:{ABROAD}:alias/app", "alias/other", ""])
def test_other_names_are_no_key(name: str) -> None:
    assert find_meant(build_reading((KEY,)), name) == ()


def test_a_nested_stack_says_its_name_in_front() -> None:
    nested = KEY._replace(id="Parent/Key")
    assert find_meant(build_reading((nested,)), "Key") == (nested,)
    assert find_meant(build_reading((KEY, nested)), "Key") == (KEY, nested)


def test_an_aws_managed_key_needs_no_template() -> None:
    reading = build_reading((role(USES),))
    (key,) = find_meant(reading, "alias/aws/sns")
    answer = who_can(reading, key=key, actions=("kms:Decrypt",))
    assert {one.who.sort for one in answer.permissions} == {Sort.EVERYONE, Sort.SERVICE}
    assert find_meant(build_reading(()), "alias/aws/sns") == ()


def encrypted(kind: Kind = Kind.TOPIC, key: str | Unread | None = KEY.arn, name: str = "Topic") -> Resource:
    service = {Kind.TOPIC: "sns", Kind.QUEUE: "sqs"}[kind]
    encryption = key if isinstance(key, Unread) else Encryption(Sse.KMS, key=key)
    arn = f"arn:aws:{service}:us-east-1:{HERE}:{name}"
    return resource(kind, name, arn, policy=None, encryption=encryption)


OF_ACCOUNT = {"StringEquals": {"aws:SourceAccount": HERE}}
RULES = allow({"Service": "events.amazonaws.com"}, Sid="Rules", Condition=OF_ACCOUNT)


def test_a_condition_key_that_a_service_is_documented_not_to_send_is_told() -> None:
    # Amazon SNS Developer Guide, key management: EventBridge to an encrypted topic.
    for action in ("kms:Decrypt", "kms:GenerateDataKey"):
        permission = only(ask({**RULES, "Action": "kms:*"}, others=(encrypted(),), action=action))
        assert (permission.who.name, permission.standing) == ("events.amazonaws.com", Standing.NEVER)
        assert permission.unsent == ("aws:SourceAccount",)
        assert permission.through[0].sid == "Rules"


def test_another_statement_that_allows_the_service_stands_first() -> None:
    free = allow({"Service": "events.amazonaws.com"}, Sid="Free")
    answer = ask(RULES, free, others=(encrypted(),))
    assert [(one.through[0].sid, one.standing) for one in answer.permissions] == [
        ("Free", Standing.ALLOWED),
        ("Rules", Standing.NEVER),
    ]


@pytest.mark.parametrize(
    "others",
    [
        (),
        (encrypted(key="alias/other"),),
        (encrypted(key=Unread(Why.UNKNOWN_VALUE, "KeyId")),),
        (encrypted(), encrypted(Kind.QUEUE, name="Queue")),
    ],
    ids=["unused", "other-key", "unread", "queue-too"],
)
def test_where_the_service_may_send_the_key_it_stays_a_condition(others: tuple[Resource, ...]) -> None:
    assert only(ask(RULES, others=others)).standing is Standing.ALLOWED


def test_keys_that_the_service_does_send_stay_conditions() -> None:
    alarms = allow({"Service": "cloudwatch.amazonaws.com"}, Condition=OF_ACCOUNT)
    assert only(ask(alarms, others=(encrypted(),))).standing is Standing.ALLOWED


def test_a_deny_on_a_key_that_the_service_does_not_send_takes_it_away() -> None:
    test = {"StringNotEquals": {"aws:SourceAccount": HERE}}
    free = allow({"Service": "events.amazonaws.com"})
    assert only(ask(free, deny("*", Condition=test), others=(encrypted(),))).standing is Standing.DENIED


def test_what_aws_leaves_open_of_a_service_stays_open() -> None:
    test = {"StringEquals": {"kms:ViaService": "sns.us-east-1.amazonaws.com"}}
    permission = only(ask(allow({"Service": "sns.amazonaws.com"}, Condition=test)))
    assert permission.standing is Standing.OPEN
    assert [need.name for need in permission.needs] == [OpenPoint.VIA_SERVICE_OF_SERVICE.value]
    assert only(ask(allow({"AWS": APP}, Condition=test))).standing is Standing.ALLOWED


@pytest.mark.parametrize("name", ["kms:EncryptionContext:Team", "kms:EncryptionContextKeys"])
def test_an_encryption_context_is_a_condition_only_where_the_action_carries_one(name: str) -> None:
    statement = allow({"AWS": APP}, action="kms:*", Condition={"StringEquals": {name: "a"}})
    for action in ("kms:Decrypt", "kms:ReEncryptFrom", "kms:GenerateDataKeyWithoutPlaintext", "kms:CreateGrant"):
        assert only(ask(statement, action=action)).is_conditional
    for action in ("kms:DescribeKey", "kms:PutKeyPolicy", "kms:Sign", "kms:GetPublicKey"):
        assert told(ask(statement, action=action)) == []
