"""What is said to be near a decision, tried: every change that is proposed turns it, and none of them is needless."""

from hypothesis import given, settings

from keypost.policy.authorize import authorize
from keypost.policy.changes import Change, ChangeKind, Situation, apply_change, apply_changes
from keypost.policy.decision import Decision
from keypost.policy.nearest import Nearest, find_nearest
from keypost.policy.reasons import Outcome
from keypost.policy.request import KeyFacts, Policies, Request
from tests.laws.test_policy_laws import all_policies, contradicts, keys, requests

EXAMPLES = 100


def look(request: Request, policies: Policies, key: KeyFacts) -> tuple[Situation, Decision, Nearest]:
    situation = Situation(request, policies, key)
    decision = authorize(request, policies, key=key)
    return situation, decision, find_nearest(situation, decision)


def decide(situation: Situation) -> Decision:
    return authorize(situation.request, situation.policies, key=situation.key)


@settings(max_examples=EXAMPLES, deadline=None)
@given(request=requests, policies=all_policies, key=keys)
def test_every_way_out_of_a_denial_allows(request: Request, policies: Policies, key: KeyFacts) -> None:
    situation, decision, nearest = look(request, policies, key)
    assert not nearest.ways or decision.outcome in (Outcome.EXPLICIT_DENY, Outcome.IMPLICIT_DENY)
    for way in nearest.ways:
        changed = decide(apply_changes(way.changes, situation))
        assert changed.outcome is Outcome.ALLOW
        assert changed._replace(trace=()) == way.decision


@settings(max_examples=EXAMPLES, deadline=None)
@given(request=requests, policies=all_policies, key=keys)
def test_no_change_of_a_way_is_needless(request: Request, policies: Policies, key: KeyFacts) -> None:
    situation, _, nearest = look(request, policies, key)
    for way in nearest.ways:
        for change in way.changes:
            fewer = tuple(one for one in way.changes if one is not change)
            assert decide(apply_changes(fewer, situation)).outcome is not Outcome.ALLOW


@settings(max_examples=EXAMPLES, deadline=None)
@given(request=requests, policies=all_policies, key=keys)
def test_every_answer_turns_out_as_told(request: Request, policies: Policies, key: KeyFacts) -> None:
    situation, decision, nearest = look(request, policies, key)
    assert bool(nearest.questions) is (decision.outcome is Outcome.UNDECIDED)
    for question in nearest.questions:
        for answer in question.answers:
            told = decide(apply_change(answer.change, situation))
            assert told._replace(trace=()) == answer.decision
            assert not contradicts(decision, told)


@settings(max_examples=EXAMPLES, deadline=None)
@given(request=requests, policies=all_policies, key=keys)
def test_an_allow_falls_with_what_it_hangs_on(request: Request, policies: Policies, key: KeyFacts) -> None:
    situation, decision, nearest = look(request, policies, key)
    assert not nearest.hangs_on or decision.outcome is Outcome.ALLOW
    for step in nearest.hangs_on:
        drop = Change(ChangeKind.DROP_STATEMENT, step.policy, step.document, step.statement)
        assert decide(apply_change(drop, situation)).outcome is not Outcome.ALLOW
