"""What the statements of the current policy had to say of what happened."""

from collections.abc import Iterable

from keypost.diagnosis.learn.callers import list_requests
from keypost.diagnosis.replay.asking import find_tested
from keypost.policy.compile import Authorizer, compile_policies
from keypost.policy.document import Effect, Policy, Statement
from keypost.policy.reasons import Match, PolicyKind
from keypost.policy.request import KeyFacts, Policies, Request
from keypost.readers.trail.requests import Seen


class Applying:
    """For each statement, whether it applies to one of the requests: surely, perhaps, or to none."""

    def __init__(self, policy: Policy, succeeded: Iterable[Seen]) -> None:
        """Take the policy and the requests that succeeded under it."""
        authorizer = compile_policies(Policies(resource=policy), key=KeyFacts(spec=""))
        tested = find_tested((policy,))
        self._policy = policy
        self._outcomes: dict[int, set[Match]] = {}
        for seen in succeeded:
            for request in list_requests(seen.request, tested=tested):
                self._note(authorizer, request)

    def list_unused(self) -> tuple[Statement, ...]:
        """Return the statements that surely allowed nothing that happened."""
        allowing = (one for one in self._policy.statements if one.effect is Effect.ALLOW)
        return tuple(one for one in allowing if self._outcomes.get(one.number, set()) <= {Match.NO_MATCH})

    def list_denying(self) -> tuple[tuple[Statement, ...], tuple[Statement, ...]]:
        """Return the Deny statements that may stay, and those that would have denied what succeeded."""
        denying = [one for one in self._policy.statements if one.effect is Effect.DENY]
        hitting = tuple(one for one in denying if Match.MATCH in self._outcomes.get(one.number, set()))
        return tuple(one for one in denying if one not in hitting), hitting

    def _note(self, authorizer: Authorizer, request: Request) -> None:
        for step in authorizer.explain(request).trace:
            if step.policy is PolicyKind.RESOURCE:
                self._outcomes.setdefault(step.statement, set()).add(step.outcome)
