"""Bound statements: how their tests combine, and which of them facts settle once and for all."""

import pytest

from keypost.policy.facts import Facts
from keypost.policy.parse import parse_policy
from keypost.policy.principals import parse_principal
from keypost.policy.reasons import OpenPoint, Outcome, PolicyKind, Reason
from keypost.policy.statement import UNREAD_ENTRY, CompiledStatement, Entry, Target, find, told
from keypost.unknown import Tri, Unread, Why

KEY = "arn:aws:kms:us-east-1:111122223333:key/1"
APP = "arn:aws:iam::111122223333:role/app"
SERVICE = "sns.amazonaws.com"
YES: Facts = {"k": ("yes",)}
NO: Facts = {"k": ("no",)}
OPEN: Facts = {"k": ("open",)}


class Says:
    """Asks one key, whose value is the answer."""

    def __init__(self, *keys: str) -> None:
        self.keys = frozenset(keys)

    def __call__(self, facts: Facts) -> Tri:
        answers = [{"yes": True, "no": False}.get(str((facts.get(key) or ("",))[0])) for key in self.keys]
        return answers[0] if answers else None


def build_entry(*tests: Says, static: Tri = True) -> Entry:
    return Entry(static, tests, source=None)


@pytest.mark.parametrize(
    ("static", "facts", "answer"),
    [
        (True, {"k": ("yes",), "l": ("yes",)}, True),
        (True, {"k": ("yes",), "l": ("no",)}, False),
        (True, {"k": ("yes",)}, None),
        (True, {"l": ("no",)}, False),
        (None, {"k": ("yes",), "l": ("yes",)}, None),
        (None, {"k": ("yes",), "l": ("no",)}, False),
    ],
)
def test_a_statement_holds_when_all_its_tests_do(static: Tri, facts: Facts, answer: Tri) -> None:
    assert build_entry(Says("k"), Says("l"), static=static).holds(facts) is answer


def test_what_facts_answer_is_not_asked_again() -> None:
    one, other, unread = Says("k"), Says("l"), Says()
    whole = build_entry(one, other, unread)
    decision = whole.allow()
    settled = whole.settle(YES)
    assert settled is not None
    assert settled.tests == (other, unread)
    assert settled.allow() is decision
    more = whole.settle({**YES, "m": ("x",)})
    assert more is not None
    assert more.tests == (other, unread)
    assert whole.settle(NO) is None
    left = whole.settle(OPEN)
    assert left is not None
    assert left.tests == (one, other, unread)


def test_the_first_entry_that_holds_is_found() -> None:
    sure, doubtful, never = build_entry(), build_entry(static=None), build_entry(static=False)
    assert find((never, doubtful, sure, build_entry()), {}) is sure
    assert find((doubtful, never), {}) is None
    assert find((never,), {}) is False
    assert find((), {}) is False
    assert [told(hit) for hit in (sure, True, None, False)] == [True, True, None, False]
    assert UNREAD_ENTRY.holds({}) is None


def compile_statement(kind: PolicyKind = PolicyKind.RESOURCE, **parts: object) -> CompiledStatement:
    statement = {"Sid": "S", "Effect": "Allow", "Action": "kms:Decrypt", "Resource": "*", **parts}
    policy = parse_policy({"Version": "2012-10-17", "Statement": [{"Effect": "Deny"}, statement]})
    return CompiledStatement(policy.statements[1], kind=kind, document=2, version=policy.version)


def aim(caller: str = APP, *, resource: str = KEY, uses_key: bool = True, assumes_role: bool = False) -> Target:
    return Target(
        parse_principal(caller),
        action="kms:Decrypt",
        resource=resource,
        bounded=False,
        uses_key=uses_key,
        is_keyless=False,
        assumes_role=assumes_role,
    )


def bind(statement: CompiledStatement, target: Target) -> Entry:
    return statement.bind(target, statement.static(target), reached=True, audience=statement.audience(target))


@pytest.mark.parametrize(
    ("statement", "target", "points"),
    [
        (compile_statement(Principal="*"), aim(SERVICE), (OpenPoint.STAR_ADMITS_SERVICE_TO_KEY,)),
        (compile_statement(Principal={"AWS": "*"}), aim(SERVICE), (OpenPoint.STAR_ADMITS_SERVICE_TO_KEY,)),
        (compile_statement(Principal={"AWS": "*", "Service": SERVICE}), aim(SERVICE), ()),
        (compile_statement(Principal={"Service": SERVICE}), aim(SERVICE), ()),
        (compile_statement(Principal="*"), aim(), ()),
        (compile_statement(Principal="*"), aim(SERVICE, uses_key=False), ()),
        (compile_statement(Principal="*", Effect="Deny"), aim(SERVICE), ()),
        (compile_statement(PolicyKind.VPC_ENDPOINT, Principal="*"), aim(SERVICE), ()),
        (compile_statement(NotPrincipal={"AWS": APP}), aim(SERVICE), ()),
    ],
)
def test_a_service_let_into_a_key_through_a_star_rests_on_an_open_point(
    statement: CompiledStatement, target: Target, points: tuple[OpenPoint, ...]
) -> None:
    assert bind(statement, target).open_points == points


def test_a_decision_names_the_statement_behind_it() -> None:
    bound = bind(compile_statement(Principal="*"), aim())
    for decision, outcome, reason in (
        (bound.allow(), Outcome.ALLOW, Reason.STATEMENT_ALLOWS),
        (bound.deny(), Outcome.EXPLICIT_DENY, Reason.STATEMENT_DENIES),
    ):
        assert (decision.outcome, decision.reason) == (outcome, reason)
        assert (decision.decided_by, decision.document, decision.statement) == (PolicyKind.RESOURCE, 2, 1)
        assert decision.sid == "S"
    unread = UNREAD_ENTRY.deny()
    assert (unread.decided_by, unread.statement, unread.sid) == (None, None, None)


@pytest.mark.parametrize("kind", PolicyKind)
def test_only_policies_attached_to_the_caller_need_no_principal(kind: PolicyKind) -> None:
    attached = {"identity", "permissions_boundary", "session", "service_control"}
    reach = compile_statement(kind).audience(aim()).any_reach
    assert reach is (kind.name.lower() in attached)


@pytest.mark.parametrize(
    ("resource", "target", "covers", "static"),
    [
        ("*", aim(), True, True),
        (KEY, aim(), True, True),
        (["*", "x"], aim(), True, True),
        ("arn:aws:kms:*:*:alias/*", aim(), False, False),
        (Unread(Why.UNKNOWN_VALUE, "r"), aim(), None, None),
        ("arn:aws:kms:*:*:key/${a:k}", aim(), False, True),
        ("arn:aws:kms:*:*:key/${$}", aim(), False, False),
    ],
)
def test_a_resource_element_covers_or_varies(resource: object, target: Target, covers: Tri, static: Tri) -> None:
    statement = compile_statement(Principal="*", Resource=resource)
    assert statement.covers_resource(target, {}) is covers
    assert statement.static(target) is static


def test_a_varying_resource_is_asked_before_the_conditions() -> None:
    condition = {"StringEquals": {"a:x": "1"}}
    statement = compile_statement(Principal="*", Resource="arn:aws:kms:*:*:key/${a:k}", Condition=condition)
    bound = bind(statement, aim())
    assert [question.keys for question in bound.tests] == [{"a:k"}, {"a:x"}]
    assert bound.holds({"a:k": ("1",), "a:x": ("1",)}) is True
    assert bound.holds({"a:k": ("2",), "a:x": ("1",)}) is False


@pytest.mark.parametrize(
    ("kind", "assumes_role", "covers"),
    [
        (PolicyKind.RESOURCE, True, True),
        (PolicyKind.RESOURCE, False, False),
        (PolicyKind.IDENTITY, True, False),
    ],
)
def test_only_a_trust_policy_needs_no_resource(kind: PolicyKind, *, assumes_role: bool, covers: bool) -> None:
    statement = compile_statement(kind, Principal="*")
    bare = CompiledStatement(
        statement.statement._replace(resources=None), kind=kind, document=0, version=statement.version
    )
    assert bare.covers_resource(aim(assumes_role=assumes_role), {}) is covers


def test_a_statement_of_unknown_effect_may_apply() -> None:
    assert bind(compile_statement(Principal="*", Effect="Permit"), aim()).static is None


def test_a_condition_that_could_not_be_read_leaves_the_statement_open() -> None:
    bound = bind(compile_statement(Principal="*", Condition=Unread(Why.UNKNOWN_VALUE, "c")), aim())
    assert bound.holds({}) is None
    assert bound.settle({}) is not None


@pytest.mark.parametrize(("kind", "holds"), [(PolicyKind.RESOURCE, None), (PolicyKind.IDENTITY, True)])
def test_aliases_of_a_key_are_contested_in_key_policies(kind: PolicyKind, holds: Tri) -> None:
    condition = {"ForAnyValue:StringEquals": {"KMS:ResourceAliases": "alias/x"}}
    bound = bind(compile_statement(kind, Principal="*", Condition=condition), aim())
    assert bound.holds({"kms:resourcealiases": ("alias/x",)}) is holds
