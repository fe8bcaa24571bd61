"""Connections -> verdicts: every call is decided by the policy engine, and the worst call wins."""

from keypost.catalogue.declare import Call, Caller, Evidence, MadeGrant, Necessity, Path
from keypost.checker.acceptance import is_accepted
from keypost.checker.alike import Alike
from keypost.checker.assuming import find_trust, names_of
from keypost.checker.callers import Attempt, attempts_of
from keypost.checker.connect import Connection
from keypost.checker.needs import needs_of, unread_need
from keypost.checker.requests import build_request, is_made
from keypost.checker.verdict import RANK, CallVerdict, Delivery, Need, NeedKind, Verdict
from keypost.estate.resource import Encryption, Membership, Resource
from keypost.named import TYPE_CHECKING, Iterable, Iterator
from keypost.policy.compile import Authorizer, compile_policies
from keypost.policy.decision import Decision
from keypost.policy.document import EMPTY_POLICY, Policy
from keypost.policy.reasons import OpenPoint, Outcome, PolicyKind, Reason
from keypost.policy.request import Grant, KeyFacts, KeyManager, Policies, Request
from keypost.unknown import Unread, Why, render_unknown, same_text

if TYPE_CHECKING:
    from keypost.estate.organization import Control

_DENIALS = (Outcome.EXPLICIT_DENY, Outcome.IMPLICIT_DENY)
_REFUSED = Decision(Outcome.IMPLICIT_DENY, Reason.ENCRYPTION_REFUSED, PolicyKind.RESOURCE)
_Made = tuple[Grant, ...] | Unread


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    """Return the worst of the verdicts; WORKS where there is none."""
    return max(verdicts, key=RANK.__getitem__, default=Verdict.WORKS)


class Decider:
    """Decides connections; policies that speak about the same resource and caller are compiled once."""

    def __init__(self) -> None:
        """Start with nothing compiled."""
        self._compiled: dict[tuple[int, int, int, _Made], Authorizer] = {}
        self._alive: list[object] = []  # what `id` told apart must not be freed meanwhile
        self._decided: dict[tuple[object, ...], Delivery] = {}
        self._alike = Alike()

    def decide(self, connection: Connection) -> Delivery:
        """Return the connection's delivery, without findings; what differs in the setting alone is decided once."""
        wire = connection.wire
        ends = (connection.source, connection.target, connection.key, connection.role, connection.linked_role)
        # Where the encryption is written makes no other delivery, and looking that up costs a twentieth of a run.
        encryption = connection.encryption
        how = encryption if isinstance(encryption, Unread) else encryption.unplaced
        handle = (connection.path.id, *map(id, (*ends, connection.accounts)), wire.target, how, *wire.values.items())
        delivery = self._decided.get(handle)
        if delivery is None:
            delivery = self._decided[handle] = self._build_delivery(connection)
            self._alive.append((*ends, connection.accounts))
        return delivery

    def _build_delivery(self, connection: Connection) -> Delivery:
        calls = self._decide_calls(connection)
        verdict = _soften(worst(call.verdict for call in calls), connection)
        needs = () if verdict is Verdict.FAILS else (*connection.needs, *_needs_of_calls(calls, connection))
        encryption = connection.encryption
        return Delivery(
            path=connection.path,
            wire=connection.wire,
            source=connection.source,
            target=connection.target,
            verdict=Verdict.DEPENDS if needs else verdict,
            key=connection.key,
            role=connection.role,
            encryption=encryption if isinstance(encryption, Encryption) else None,
            calls=calls,
            needs=tuple(dict.fromkeys(needs)),
        )

    def _decide_calls(self, connection: Connection) -> tuple[CallVerdict, ...]:
        """Decide all calls for each caller that tries, and return the best attempt: nobody changes in the middle."""
        attempts = [self._decide_attempt(attempt, connection) for attempt in attempts_of(connection)]
        return (
            attempts[0]
            if len(attempts) == 1
            else min(attempts, key=lambda calls: RANK[worst(call.verdict for call in calls)])
        )

    def _decide_attempt(self, attempt: Attempt, connection: Connection) -> tuple[CallVerdict, ...]:
        made = (call for call in connection.path.calls if is_made(call, connection) is not False)
        calls = (
            *self._decide_assuming(attempt.caller, connection),
            *(self._decide_call(call, connection, call.caller or attempt.caller) for call in made),
        )
        return calls if attempt.doubt is None else tuple(_doubt(call, attempt.doubt) for call in calls)

    def _decide_assuming(self, caller: Caller, connection: Connection) -> tuple[CallVerdict, ...]:
        """Decide whether the service may assume the role that makes the calls, under the name that does best."""
        trust = find_trust(caller, connection)
        if trust is None:
            return ()
        best = None
        for name in names_of(trust, connection):
            found = self._decide_call(trust.call, connection, name.caller)
            found = found if name.doubt is None else _doubt(found, name.doubt)
            if best is None or RANK[found.verdict] < RANK[best.verdict]:
                best = found
            if best.verdict is Verdict.WORKS:
                break
        return () if best is None else (best,)

    def _decide_call(self, call: Call, connection: Connection, caller: Caller) -> CallVerdict:
        request = build_request(call, connection, caller)
        if request is None:
            return CallVerdict(call, None, _undecided(), Verdict.DEPENDS, (_need_of_caller(connection),))
        accepted = is_accepted(call, connection)
        decision = _REFUSED if accepted is False else self._ask(request, call, connection)
        verdict, needs = _weigh(decision, call, connection)
        if accepted is None and verdict is Verdict.WORKS:
            verdict, needs = Verdict.DEPENDS, tuple(_needs_of_encryption(connection))
        control = _control_of(decision, call, connection) if connection.accounts else None
        return CallVerdict(call, request, decision, verdict, needs, control)

    def _ask(self, request: Request, call: Call, connection: Connection) -> Decision:
        """Ask the engine; the trace is built only where something didn't simply work."""
        if call.on_key and _lies_elsewhere(connection):
            return Decision(Outcome.IMPLICIT_DENY, Reason.KEY_IN_OTHER_REGION, PolicyKind.RESOURCE)
        made = () if call.grant is MadeGrant.NONE else _made_grants(call, request, connection)
        owner = None if made or connection.accounts else connection.owner_of(call)
        known = None if owner is None else self._alike.find(owner, request)
        if known is not None:
            return known
        decision = self._authorizer(call, connection, made).explain_denial(request)
        if owner is not None:
            self._alike.learn(owner, request, decision)
        return decision

    def _authorizer(self, call: Call, connection: Connection, made: _Made) -> Authorizer:
        owner, role, accounts = connection.owner_of(call), connection.role_of(call), connection.accounts
        handle = (id(owner), id(role), id(accounts), made)
        if handle not in self._compiled:
            policies = _build_policies(owner, role, made)
            if accounts:
                from keypost.checker.controls import add_controls

                policies = add_controls(policies, owner=owner, role=role, accounts=accounts)
            self._compiled[handle] = compile_policies(policies, key=_key_facts(owner))
            self._alive.append((owner, role, accounts))
        return self._compiled[handle]


def _control_of(decision: Decision, call: Call, connection: Connection) -> "Control | None":
    if decision.outcome is Outcome.ALLOW:
        return None
    from keypost.checker.controls import find_control

    owner, role = connection.owner_of(call), connection.role_of(call)
    return find_control(decision, owner=owner, role=role, accounts=connection.accounts)


def _doubt(call: CallVerdict, point: OpenPoint) -> CallVerdict:
    """What works only for a caller that AWS doesn't document is open."""
    if call.verdict is not Verdict.WORKS:
        return call
    need = Need(NeedKind.OPEN_POINT, point.value, call.decision.origin)
    return call._replace(verdict=Verdict.DEPENDS, needs=(need,))


def _need_of_caller(connection: Connection) -> Need:
    """Whoever calls isn't known: that is the role that the setting names, or the one that it leaves out."""
    named = (need for need in connection.needs if need.kind is NeedKind.ROLE)
    return next(named, Need(NeedKind.ROLE, connection.source.id, connection.wire.origin))


def _undecided() -> Decision:
    return Decision(Outcome.UNDECIDED, Reason.POLICY_UNREAD)


def _build_policies(owner: Resource | None, role: Resource | None, made: _Made) -> Policies:
    unread = Unread(Why.NOT_IN_INPUT)
    identity: tuple[Policy | Unread, ...] = ()
    boundary = None
    if role is not None:
        identity, boundary = (role.identity, role.boundary) if role.is_principal else ((unread,), None)
    return Policies(
        identity=identity,
        resource=_resource_policy(owner, made) if owner is not None else unread,
        permissions_boundary=None if boundary is None else (boundary,),
        grants=_build_grants(owner, made),
    )


def _resource_policy(owner: Resource, made: _Made) -> Policy | Unread | None:
    """AWS's policies of its managed keys deny nothing: a grant made with the target holds even where one is unread."""
    of_aws = owner.is_key and owner.facts.manager is KeyManager.AWS
    is_granted = bool(made) and not isinstance(made, Unread)
    return EMPTY_POLICY if is_granted and of_aws and isinstance(owner.policy, Unread) else owner.policy


def _build_grants(owner: Resource | None, made: _Made) -> tuple[Grant, ...] | Unread:
    known = owner.grants if owner is not None else ()
    if isinstance(known, Unread) or isinstance(made, Unread):
        return known if isinstance(known, Unread) else made
    return (*known, *made)


def _made_grants(call: Call, request: Request, connection: Connection) -> _Made:
    """Return the grant for this call that no policy shows; Unread where nobody but its maker knows of it."""
    if call.grant is MadeGrant.BY_HAND:
        return Unread(Why.NOT_IN_INPUT, connection.key.id if connection.key is not None else "")
    operations, grantee = (call.action.partition(":")[2],), request.principal.name
    if call.grant is MadeGrant.WITH_SOURCE:
        return (Grant(operations, grantee_principal=grantee),)
    return (Grant(operations, grantee_service=grantee),)


def _key_facts(owner: Resource | None) -> KeyFacts | None:
    return owner.facts if owner is not None and owner.is_key else None


def _lies_elsewhere(connection: Connection) -> bool:
    """KMS keys are regional: a key of another Region can't encrypt the target (KMS Developer Guide)."""
    if connection.key is None or not connection.key.region or not connection.target.region:
        return False
    return same_text(connection.key.region, connection.target.region) is False


def _weigh(decision: Decision, call: Call, connection: Connection) -> tuple[Verdict, tuple[Need, ...]]:
    """Weigh a decision: allowed works, denied fails if the facts behind it are good enough."""
    if decision.outcome is Outcome.ALLOW or (decision.outcome in _DENIALS and call.necessity is Necessity.RECOMMENDED):
        return Verdict.WORKS, ()
    if decision.outcome is Outcome.UNDECIDED:
        return Verdict.DEPENDS, needs_of(decision, call, connection)
    doubts = tuple(_doubts(decision, call, connection))
    unsure = bool(doubts) or is_made(call, connection) is None
    return (Verdict.DEPENDS if unsure else Verdict.FAILS), doubts


def _doubts(decision: Decision, call: Call, connection: Connection) -> Iterator[Need]:
    """Yield why a denial isn't FAILS: that rests on documented or observed facts alone."""
    if Evidence.INFERRED in _evidence_of(decision, call, connection.path):
        yield Need(NeedKind.INFERRED_FACT, call.action, decision.origin)
    if connection.is_key_doubtful and call.on_key:
        yield Need(NeedKind.INFERRED_FACT, call.action, decision.origin)
    for point in decision.open_points:
        yield Need(NeedKind.OPEN_POINT, point.value, decision.origin)


def _evidence_of(decision: Decision, call: Call, path: Path) -> tuple[Evidence, ...]:
    """Return how the facts are known that a denial rests on: those of the call, or which encryption is accepted."""
    if path.accepts is not None and decision is _REFUSED:
        return (path.accepts.evidence,)
    return (call.evidence, path.evidence)


def _needs_of_calls(calls: tuple[CallVerdict, ...], connection: Connection) -> Iterator[Need]:
    """Yield what the calls need; where the encryption isn't known, that comes before what rests on it."""
    encryption = connection.encryption
    unread = encryption if isinstance(encryption, Unread) else encryption.bucket_key
    for call in calls:
        if isinstance(unread, Unread) and _rests_on_encryption(call, connection):
            yield unread_need(_kind_of_unread(unread, connection), unread, connection)
        else:
            yield from call.needs


def _needs_of_encryption(connection: Connection) -> Iterator[Need]:
    """Yield what would tell the kind of encryption: the encryption itself, or whose key it is."""
    encryption = connection.encryption
    if isinstance(encryption, Unread):
        yield unread_need(_kind_of_unread(encryption, connection), encryption, connection)
    elif not connection.needs:
        named = connection.key.id if connection.key is not None else encryption.key or ""
        yield Need(NeedKind.KEY, render_unknown(named), connection.wire.origin)


def _kind_of_unread(unread: Unread, connection: Connection) -> NeedKind:
    """Tell what the unread part names: a target of which only the reference is known, or a key."""
    target = connection.target
    is_target = target.membership is Membership.OUTSIDE and unread.subject == target.id
    return NeedKind.ENCRYPTION if is_target else NeedKind.KEY


def _rests_on_encryption(call: CallVerdict, connection: Connection) -> bool:
    """Whether what isn't known about the encryption is the reason why this call isn't settled."""
    if is_made(call.call, connection) is not None or call.verdict is Verdict.WORKS:
        return False
    return isinstance(connection.encryption, Unread) or not call.needs


def _soften(verdict: Verdict, connection: Connection) -> Verdict:
    """What rests on a guess about which resource is meant can't be more than DEPENDS."""
    unsure = any(need.kind in (NeedKind.TARGET, NeedKind.KEY, NeedKind.ROLE) for need in connection.needs)
    return Verdict.DEPENDS if unsure and verdict is Verdict.FAILS else verdict
