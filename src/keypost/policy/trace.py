"""Why a decision is what it is: one step for every statement and grant, and what would settle the open ones.

An outline holds what all requests to one target share: most statements are about another caller, action or resource,
and their steps are built once.
"""

from keypost.named import Iterator
from keypost.policy.context import encryption_context, is_forwarded
from keypost.policy.decision import Decision, Need, NeedKind, Step
from keypost.policy.document import Effect
from keypost.policy.explain import Asked, outline
from keypost.policy.facts import Facts
from keypost.policy.key_policy import check_spec, check_state
from keypost.policy.needs import needs_of_points, needs_of_texts
from keypost.policy.plan import Plan
from keypost.policy.planning import CompiledPolicies, CompiledPolicy, applicable_policies
from keypost.policy.reasons import Match, PolicyKind, Reason
from keypost.policy.request import Grant
from keypost.policy.statement import Target
from keypost.unknown import Unread

_MATCHES = {True: Match.MATCH, False: Match.NO_MATCH, None: Match.UNKNOWN}


class Outline:
    """How the requests to one target are explained."""

    __slots__ = ("_compiled", "_parts", "_plan")

    def __init__(self, plan: Plan, compiled: CompiledPolicies) -> None:
        """Take the plan, and the policies that it was built from."""
        self._plan = plan
        self._compiled = compiled
        self._parts: tuple[Step | Asked, ...] | None = None

    def explain(self, facts: Facts) -> tuple[Step, ...]:
        """Return a step for every statement of every policy that has a say, and for every grant."""
        if self._parts is None:
            self._parts = tuple(self._outline_all())
        steps = tuple([part.explain(facts) if isinstance(part, Asked) else part for part in self._parts])
        return (*steps, *self._explain_grants(facts)) if self._plan.target.uses_key else steps

    def explain_open(self, facts: Facts) -> tuple[Step, ...]:
        """Return the steps of what may apply, and no others: enough to tell what would settle the request."""
        target = self._plan.target
        steps: list[Step] = []
        for policy in applicable_policies(self._compiled, target):
            for statement in policy.may_mean(target.caller):
                part = outline(statement, target) if statement.static(target) is not False else None
                if isinstance(part, Asked):
                    steps.append(part.explain(facts))
            steps += [_explain_unread(policy, unread) for unread in policy.unread]
        return (*steps, *self._explain_grants(facts)) if target.uses_key else tuple(steps)

    def find_needs(self, steps: tuple[Step, ...], facts: Facts) -> tuple[Need, ...]:
        """Return the facts that would settle what the steps leave open, each once."""
        plan, compiled = self._plan, self._compiled
        needs = [need for step in steps if step.outcome is Match.UNKNOWN for need in step.needs]
        if plan.same_account is None and plan.target.caller.account is not None:
            needs.append(Need(NeedKind.INPUT_VALUE, "resourceAccount"))
        if compiled.policies.vpc_endpoint and is_forwarded(facts) is None:
            needs.append(Need(NeedKind.CONTEXT_KEY, "aws:ViaAWSService"))
        needs += _key_needs(plan, compiled)
        return tuple(dict.fromkeys(needs))

    def add_open_points(self, decision: Decision, facts: Facts) -> Decision:
        """Return the decision with the open points that the statement behind it rests on."""
        for step in self.explain(facts):
            place = (step.policy, step.document, step.statement)
            if place == (decision.decided_by, decision.document, decision.statement):
                points = dict.fromkeys((*decision.open_points, *step.open_points))
                return decision._replace(open_points=tuple(points))
        return decision

    def _outline_all(self) -> Iterator[Step | Asked]:
        target = self._plan.target
        for policy in applicable_policies(self._compiled, target):
            for statement in policy.statements:
                yield outline(statement, target)
            yield from (_explain_unread(policy, unread) for unread in policy.unread)

    def _explain_grants(self, facts: Facts) -> Iterator[Step]:
        for index, grant in enumerate(self._compiled.grants):
            yield _explain_grant(grant, index, self._plan.target, facts)
        unread = self._compiled.grants_unread
        if unread is not None:
            need = Need(NeedKind.GRANTS, unread.subject or "grants")
            yield Step(PolicyKind.GRANT, Match.UNKNOWN, Reason.POLICY_UNREAD, needs=(need,))


def _key_needs(plan: Plan, compiled: CompiledPolicies) -> list[Need]:
    if not plan.target.uses_key:
        return []
    needs: list[Need] = []
    if check_state(compiled.key, action=plan.target.action)[0] is None:
        subject = compiled.key.state.subject if isinstance(compiled.key.state, Unread) else ""
        needs.append(Need(NeedKind.KEY_STATE, subject or "key state"))
    if check_spec(compiled.key, action=plan.target.action, caller=plan.target.caller) is None:
        needs += needs_of_texts(compiled.key.spec, compiled.key.usage)
    return needs


def _explain_unread(policy: CompiledPolicy, unread: Unread) -> Step:
    need = Need(NeedKind.POLICY, unread.subject or policy.kind.value)
    return Step(policy.kind, Match.UNKNOWN, Reason.POLICY_UNREAD, document=policy.document, needs=(need,))


def _explain_grant(grant: Grant, index: int, target: Target, facts: Facts) -> Step:
    from keypost.policy.grants import match_grant

    answer = match_grant(grant, caller=target.caller, action=target.action, facts=facts)
    needs: list[Need] = []
    if answer.allows is None:
        needs += needs_of_points(answer.open_points)
        texts = (grant.grantee_principal, grant.grantee_service, grant.source_arn)
        needs += needs_of_texts(*(text for text in texts if text), target.caller.name)
        if not needs and encryption_context(facts)[1] is None:
            needs.append(Need(NeedKind.CONTEXT_KEY, "kms:EncryptionContextKeys"))
        if not needs:
            needs.append(Need(NeedKind.CONTEXT_KEY, "aws:SourceArn"))
    return Step(
        PolicyKind.GRANT,
        _MATCHES[answer.allows],
        answer.reason,
        statement=index,
        effect=Effect.ALLOW,
        origin=grant.origin,
        needs=tuple(needs),
        open_points=answer.open_points,
    )
