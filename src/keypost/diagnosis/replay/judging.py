"""What becomes of one past request under a proposed key policy.

CloudTrail doesn't tell why KMS allowed a request: by the key policy, by an identity policy that the key policy lets
speak, or by a grant. Identity policies and grants are taken to be as they were; only what the two key policies say of
the request is compared.
"""

import json
from collections.abc import Iterable, Sequence

from keypost.catalogue.declare import Path
from keypost.diagnosis.replay.requests import SOURCE_KEYS, VIA_SERVICE, build_requests
from keypost.diagnosis.replay.sources import find_calls
from keypost.named import Enum, NamedTuple
from keypost.policy.compile import Authorizer, compile_policies
from keypost.policy.decision import Decision, Need, NeedKind
from keypost.policy.document import Effect, Policy
from keypost.policy.key_policy import CRYPTOGRAPHIC_ACTIONS
from keypost.policy.parse import parse_policy
from keypost.policy.principals import NotAPrincipalError
from keypost.policy.reasons import Match, Outcome, PolicyKind
from keypost.policy.request import Grant, KeyFacts, Policies, Request
from keypost.readers.trail.record import has_succeeded
from keypost.readers.trail.requests import PastRequest, Seen

# What a grant can allow (KMS API reference, CreateGrant, Operations).
_GRANTABLE = CRYPTOGRAPHIC_ACTIONS | {"kms:creategrant", "kms:retiregrant", "kms:describekey", "kms:getpublickey"}
_ANYTHING = parse_policy(
    {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "kms:*", "Resource": "*"}]}
)
# Neither spec nor state of the key is in the trail, and what succeeded was no matter of them.
_KEY = KeyFacts(spec="")
IDENTITY_POLICIES, GRANTS, CALLER = "identity policies", "grants", "userIdentity"


class Fate(Enum):
    """What becomes of a request; one that failed at the time is not decided."""

    DENIED = "denied"
    STAYS = "stays"
    UNDECIDED = "undecided"
    FAILED_THEN = "failed-then"


class Basis(Enum):
    """What a request that stays rests on: the proposed policy by itself, or what it leaves in force."""

    KEY_POLICY = "key-policy"
    IDENTITY_POLICY = "identity-policy"
    GRANT = "grant"
    UNCHANGED = "unchanged"


class Judged(NamedTuple):
    """One distinct request: what becomes of it, and why.

    `decision` is that of the proposed policy, with its trace, and `request` what was decided (None: nothing was).
    `current` is what the current policy says by itself, where one is given. `paths` are those that document whether the
    request carries a context key that a statement looks at.
    """

    seen: Seen
    fate: Fate
    basis: Basis | None = None
    request: Request | None = None
    decision: Decision | None = None
    needs: tuple[Need, ...] = ()
    current: Outcome | None = None
    paths: tuple[Path, ...] = ()


class _Reading(NamedTuple):
    """What becomes of one of the requests that a record may stand for."""

    request: Request
    fate: Fate
    basis: Basis | None
    decision: Decision
    needs: tuple[Need, ...]


class _Side:
    """One key policy: by itself, and with all the help that identity policies and the known grants can give."""

    def __init__(self, policy: Policy, *, grants: Sequence[Grant]) -> None:
        self.policy = policy
        self.alone = _compile(Policies(resource=policy))
        self.helped = _compile(Policies(resource=policy, identity=(_ANYTHING,), grants=tuple(grants)))

    def allows_alone(self, request: Request) -> bool:
        return self.alone.decide(request).outcome is Outcome.ALLOW

    def list_applying(self, request: Request, effect: Effect) -> set[str]:
        """Return the statements that apply to the request or may, as JSON without their names."""
        steps = self.helped.explain(request).trace
        numbers = {
            step.statement
            for step in steps
            if step.policy is PolicyKind.RESOURCE
            and step.outcome is not Match.NO_MATCH
            and step.effect in {effect, Effect.UNKNOWN}
        }
        return {_render(self.policy, number) for number in numbers}


class Judge:
    """Decides past requests under a proposed key policy, beside the current one where it is given."""

    def __init__(
        self,
        proposed: Policy,
        *,
        current: Policy | None = None,
        grants: Sequence[Grant] | None = None,
        tested: frozenset[str] = frozenset(),
    ) -> None:
        """Take the policies, the key's grants (None: not known), and the context keys that the policies look at."""
        self._proposed = _Side(proposed, grants=grants or ())
        self._current = None if current is None else _Side(current, grants=grants or ())
        self._knows_grants = grants is not None
        self._tested = tested

    def judge(self, seen: Seen) -> Judged:
        """Return what becomes of the request."""
        if not has_succeeded(seen.request.error):
            return Judged(seen, Fate.FAILED_THEN)
        try:
            requests = build_requests(seen.request, tested=self._tested)
        except NotAPrincipalError:
            return Judged(seen, Fate.UNDECIDED, needs=(Need(NeedKind.INPUT_VALUE, CALLER),))
        readings = [self._judge(request) for request in requests]
        fates = {reading.fate for reading in readings}
        first = min(readings, key=lambda reading: _ORDER.index(reading.fate))
        if len(fates) > 1 and Fate.UNDECIDED not in fates:
            needs: tuple[Need, ...] = (_need_of_readings(seen.request),)
            return self._finish(seen, first._replace(fate=Fate.UNDECIDED, basis=None, needs=needs))
        return self._finish(seen, first)

    def _finish(self, seen: Seen, reading: _Reading) -> Judged:
        decision = reading.decision
        if reading.fate is not Fate.STAYS:
            decision = self._proposed.helped.explain(reading.request)
        current = None if self._current is None else self._current.helped.decide(reading.request).outcome
        paths = _list_paths(seen.request, reading.request, decision)
        return Judged(seen, reading.fate, reading.basis, reading.request, decision, reading.needs, current, paths)

    def _judge(self, request: Request) -> _Reading:
        decision = self._proposed.helped.decide(request)
        if decision.outcome is Outcome.EXPLICIT_DENY:
            return _Reading(request, Fate.DENIED, None, decision, ())
        if decision.outcome is Outcome.ALLOW and self._proposed.allows_alone(request):
            return _Reading(request, Fate.STAYS, Basis.KEY_POLICY, decision, ())
        if self._is_unchanged(request):
            return _Reading(request, Fate.STAYS, Basis.UNCHANGED, decision, ())
        fate, basis, needs = self._weigh(request, decision)
        return _Reading(request, fate, basis, decision, needs)

    def _weigh(self, request: Request, decision: Decision) -> tuple[Fate, Basis | None, tuple[Need, ...]]:
        """Return what becomes of a request that the proposed policy neither allows by itself nor denies outright."""
        if decision.outcome is Outcome.UNDECIDED:
            return Fate.UNDECIDED, None, decision.needs
        if decision.decided_by is PolicyKind.GRANT:
            return Fate.STAYS, Basis.GRANT, ()
        was_by_itself = self._current is not None and self._current.allows_alone(request)
        if decision.outcome is Outcome.ALLOW:
            if was_by_itself:
                return Fate.UNDECIDED, None, (Need(NeedKind.POLICY, IDENTITY_POLICIES),)
            return Fate.STAYS, Basis.IDENTITY_POLICY, ()
        if self._knows_grants or was_by_itself or request.action.lower() not in _GRANTABLE:
            return Fate.DENIED, None, ()
        return Fate.UNDECIDED, None, (Need(NeedKind.GRANTS, GRANTS),)

    def _is_unchanged(self, request: Request) -> bool:
        """Tell whether both policies say the same of the request, whatever isn't known of it.

        So it is where no statement that may allow it is gone, and none that may deny it is new.
        """
        proposed, current = self._proposed, self._current
        if current is None or proposed.policy.unread or current.policy.unread:
            return False
        new = proposed.list_applying(request, Effect.DENY) - current.list_applying(request, Effect.DENY)
        return not new and current.list_applying(request, Effect.ALLOW) <= proposed.list_applying(request, Effect.ALLOW)


_ORDER = (Fate.UNDECIDED, Fate.DENIED, Fate.STAYS)


def judge_all(judge: Judge, seen: Iterable[Seen]) -> tuple[Judged, ...]:
    """Return what becomes of each request, what would break first, the most frequent of each kind first."""
    judged = [judge.judge(one) for one in seen]
    return tuple(sorted(judged, key=lambda one: (_FATES.index(one.fate), -one.seen.times, one.seen.request)))


_FATES = (Fate.DENIED, Fate.UNDECIDED, Fate.STAYS, Fate.FAILED_THEN)


def _compile(policies: Policies) -> Authorizer:
    return compile_policies(policies, key=_KEY)


def _need_of_readings(past: PastRequest) -> Need:
    """Return what tells the readings of a record apart."""
    return Need(NeedKind.CONTEXT_KEY, VIA_SERVICE) if past.invoked_by else Need(NeedKind.INPUT_VALUE, "resources")


def _list_paths(past: PastRequest, request: Request, decision: Decision) -> tuple[Path, ...]:
    """Return the paths that tell whether a key is sent, and what is sent, that the decision's trace looks at."""
    told = request.absent | {key for key in map(str.lower, request.context) if key.startswith(SOURCE_KEYS)}
    if told.isdisjoint((step.key or "").lower() for step in decision.trace):
        return ()
    return tuple({one.path.id: one.path for one in find_calls(past, action=request.action)}.values())


def _render(policy: Policy, number: int) -> str:
    listed = (policy.source or {}).get("Statement")
    statement = listed[number] if isinstance(listed, list) else listed
    without_name = (
        {name: said for name, said in statement.items() if name != "Sid"} if isinstance(statement, dict) else {}
    )
    return json.dumps(without_name, sort_keys=True)
