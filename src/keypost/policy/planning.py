"""Builds the plan for one caller, action and resource out of compiled policies."""

from keypost.arn import Arn, parse_arn
from keypost.named import Iterable, Iterator, Sequence
from keypost.policy.audiences import AudienceIndex
from keypost.policy.conditions.evaluate import Test
from keypost.policy.context import VIA_AWS_SERVICE, is_forwarded
from keypost.policy.decision import Decision
from keypost.policy.document import Effect, Policy
from keypost.policy.facts import Facts
from keypost.policy.key_policy import CROSS_ACCOUNT_ACTIONS, KEYLESS_ACTIONS, check_spec, check_state
from keypost.policy.logic import negate
from keypost.policy.plan import Entries, Gate, Plan, deny_implicitly, gate_of_endpoint, gate_of_level
from keypost.policy.principals import is_of_an_account, is_root, is_service_linked
from keypost.policy.reasons import Outcome, PolicyKind, Reason
from keypost.policy.request import KeyFacts, KeyManager, Policies, Principal, PrincipalKind, Request
from keypost.policy.statement import UNREAD_ENTRY, CompiledStatement, Entry, Target
from keypost.unknown import Tri, Unread, Why, same_text

# Services whose resources resource control policies reach (AWS Organizations User Guide, RCPs).
_CONTROLLED_SERVICES = frozenset(
    {
        *("s3", "sts", "kms", "sqs", "secretsmanager", "cognito-idp", "cognito-identity", "cognito-sync", "logs"),
        *("dynamodb", "appconfig", "appstream", "autoscaling", "codebuild", "codecommit", "comprehend"),
        *("comprehendmedical", "dax", "ecr", "health", "kinesisvideo", "aoss", "signin", "support", "textract"),
        *("transcribe", "translate"),
    }
)
# Below that many statements asking each is as quick as looking it up.
_WORTH_AN_INDEX = 4
_NO_KEY_POLICY = Unread(Why.NOT_IN_INPUT, "key policy")


class CompiledPolicy:
    """The statements of one policy; `unread`: there is more that could not be read, or all of it."""

    __slots__ = ("_index", "document", "kind", "statements", "unread")

    def __init__(self, policy: Policy | Unread, *, kind: PolicyKind, document: int) -> None:
        """Compile the policy, the `document`-th of its kind."""
        self.kind = kind
        self.document = document
        self.unread: tuple[Unread, ...] = (policy,) if isinstance(policy, Unread) else policy.unread
        self.statements: tuple[CompiledStatement, ...] = ()
        self._index: AudienceIndex | None = None
        if isinstance(policy, Policy):
            version = policy.version
            self.statements = tuple(
                [CompiledStatement(one, kind=kind, document=document, version=version) for one in policy.statements]
            )

    def may_mean(self, caller: Principal) -> Sequence[CompiledStatement]:
        """Return the statements that can reach the caller, in order."""
        if len(self.statements) < _WORTH_AN_INDEX:
            return self.statements
        if self._index is None:
            self._index = AudienceIndex([one.statement for one in self.statements])
        places = self._index.find(caller)
        return self.statements if places is None else [self.statements[place] for place in places]


class CompiledPolicies:
    """Every policy that may speak, compiled."""

    __slots__ = ("bounded", "grants", "grants_unread", "has_gates", "key", "levels", "listed", "policies")

    def __init__(self, policies: Policies, *, key: KeyFacts) -> None:
        """Compile them all."""
        self.policies = policies
        self.key = key
        self.bounded = bool(policies.permissions_boundary)
        self.has_gates = bool(policies.service_control or policies.resource_control or policies.vpc_endpoint)
        self.grants_unread = policies.grants if isinstance(policies.grants, Unread) else None
        self.grants = () if isinstance(policies.grants, Unread) else policies.grants
        self.listed: dict[PolicyKind, tuple[CompiledPolicy, ...]] = {
            kind: _compile_all(documents, kind) if documents else () for kind, documents in _documents(policies).items()
        }
        self.levels: dict[PolicyKind, tuple[int, ...] | None] = {
            PolicyKind.SERVICE_CONTROL: _count(policies.service_control),
            PolicyKind.RESOURCE_CONTROL: _count(policies.resource_control),
        }


def _documents(policies: Policies) -> dict[PolicyKind, tuple[Policy | Unread, ...] | None]:
    """List the policies by kind, in the order in which AWS looks for a Deny."""
    return {
        PolicyKind.RESOURCE_CONTROL: sum(policies.resource_control or (), ()),
        PolicyKind.SERVICE_CONTROL: sum(policies.service_control or (), ()),
        PolicyKind.RESOURCE: () if policies.resource is None else (policies.resource,),
        PolicyKind.IDENTITY: policies.identity,
        PolicyKind.PERMISSIONS_BOUNDARY: policies.permissions_boundary,
        PolicyKind.SESSION: policies.session,
        PolicyKind.VPC_ENDPOINT: policies.vpc_endpoint,
    }


def _compile_all(documents: tuple[Policy | Unread, ...], kind: PolicyKind) -> tuple[CompiledPolicy, ...]:
    return tuple([CompiledPolicy(policy, kind=kind, document=index) for index, policy in enumerate(documents)])


def _count(levels: tuple[tuple[Policy | Unread, ...], ...] | None) -> tuple[int, ...] | None:
    return None if levels is None else tuple(len(level) for level in levels)


def applicable_policies(compiled: CompiledPolicies, target: Target) -> list[CompiledPolicy]:
    """Return the policies that have a say over the request, in the order in which AWS looks for a Deny."""
    policies: list[CompiledPolicy] = []
    for kind, documents in compiled.listed.items():
        if documents and _applies(kind, compiled, target):
            policies += documents
    if target.uses_key and compiled.policies.resource is None:
        policies.append(CompiledPolicy(_NO_KEY_POLICY, kind=PolicyKind.RESOURCE, document=0))
    return policies


def _applies(kind: PolicyKind, compiled: CompiledPolicies, target: Target) -> bool:
    caller = target.caller
    if kind is PolicyKind.RESOURCE:
        return not target.is_keyless
    if kind is PolicyKind.RESOURCE_CONTROL:
        return not is_service_linked(caller) and _is_controlled(compiled.key, target)
    if kind is PolicyKind.VPC_ENDPOINT:
        return caller.kind is not PrincipalKind.SERVICE and not is_service_linked(caller)
    if not is_of_an_account(caller):
        return False
    if kind is PolicyKind.SERVICE_CONTROL:
        return not is_service_linked(caller)
    return True


def _is_controlled(key: KeyFacts, target: Target) -> bool:
    """RCPs reach listed services, and of KMS neither AWS managed keys nor the retirement of grants."""
    service, _, name = target.action.lower().partition(":")
    if service == "kms" and (key.manager is not KeyManager.CUSTOMER or name == "retiregrant"):
        return False
    return service in _CONTROLLED_SERVICES


def _build_target(compiled: CompiledPolicies, request: Request, arn: Arn | None) -> Target:
    """Return what of the request stays the same for all requests that share its plan."""
    action = request.action.lower()
    is_kms = action.startswith("kms:")
    alias = arn is not None and arn.resource.startswith("alias/") and "alias" in action
    keyless = is_kms and (action in KEYLESS_ACTIONS or alias)
    is_role = arn is not None and arn.service == "iam" and arn.resource.startswith("role/")
    return Target(
        request.principal,
        action=request.action,
        resource=request.resource,
        bounded=compiled.bounded,
        uses_key=is_kms and not keyless,
        is_keyless=keyless,
        assumes_role=is_role and action.startswith("sts:"),
    )


def build_plan(compiled: CompiledPolicies, request: Request) -> Plan:
    """Return the plan for the request's caller, action and resource."""
    arn = parse_arn(request.resource)
    target = _build_target(compiled, request, arn)
    account = request.resource_account or (arn.account if arn else "") or None
    if account is None and request.resource == "*":
        # An action that names no resource happens in the caller's own account.
        account = request.principal.account
    plan = Plan(target)
    plan.resource_account = account
    plan.same_account = _is_same(request.principal, account)
    plan.needs_delegation = target.uses_key or target.assumes_role
    plan.crosses_accounts = not target.uses_key or request.action.lower() in CROSS_ACCOUNT_ACTIONS
    plan.root = is_root(request.principal)
    plan.managed_key = target.uses_key and compiled.key.manager is KeyManager.AWS
    policies = applicable_policies(compiled, target)
    _bind_all(plan, policies)
    _bind_grants(plan, compiled)
    plan.gates = _build_gates(plan, compiled, policies)
    plan.key_gates = _build_key_gates(target, compiled.key)
    if target.uses_key and compiled.key.manager is KeyManager.AWS_OWNED:
        plan.constant = Decision(Outcome.ALLOW, Reason.KEY_OWNED_BY_AWS)
    return plan


def _is_same(caller: Principal, account: str | None) -> Tri:
    if caller.account is None or account is None:
        return None
    return same_text(caller.account, account)


def _bind_all(plan: Plan, policies: list[CompiledPolicy]) -> None:
    bound = [_Bound(plan.target, policy) for policy in policies]
    plan.denies = tuple([entry for one in bound for entry in one.denies])
    for one in bound:
        if one.policy.kind is PolicyKind.RESOURCE:  # there is one at most
            plan.direct, plan.limited = _sort(one.direct), _sort(one.limited)
            plan.delegated = _sort(one.delegated)
    attached = [one for one in bound if one.policy.kind is not PolicyKind.RESOURCE]
    if attached:
        _bind_attached(plan, attached)
    _collect_keys(plan, bound)


def _bind_attached(plan: Plan, bound: list["_Bound"]) -> None:
    plan.identity = _allows(_of_kind(bound, PolicyKind.IDENTITY))
    boundary, session = _of_kind(bound, PolicyKind.PERMISSIONS_BOUNDARY), _of_kind(bound, PolicyKind.SESSION)
    if boundary and not is_service_linked(plan.target.caller):
        plan.boundary = _allows(boundary)
    if session:
        plan.session = _allows(session)


def _of_kind(bound: list["_Bound"], kind: PolicyKind) -> list["_Bound"]:
    return [one for one in bound if one.policy.kind is kind]


def _allows(bound: Iterable["_Bound"]) -> Entries:
    return _sort([entry for one in bound for entry in one.direct])


def _sort(entries: list[Entry]) -> Entries:
    """Put those that rest on nothing open first."""
    if any(entry.open_points for entry in entries):
        entries.sort(key=lambda entry: len(entry.open_points))
    return tuple(entries)


def _collect_keys(plan: Plan, bound: list["_Bound"]) -> None:
    keys: set[str] = set()
    for one in bound:
        for entry in one.entries:
            for test in entry.tests:
                keys |= test.keys
                if isinstance(test, Test) and test.is_loose:
                    plan.loose_keys.add(test.key)
    plan.keys = frozenset(keys)


class _Bound:
    """What of one policy may apply to the target: entries by what they do and, of a resource policy, how they reach."""

    __slots__ = ("delegated", "denies", "direct", "entries", "limited", "policy", "target")

    def __init__(self, target: Target, policy: CompiledPolicy) -> None:
        """Bind every statement that can reach the target's caller."""
        self.target, self.policy = target, policy
        self.entries: list[Entry] = []
        self.denies: list[Entry] = []
        self.direct: list[Entry] = []
        self.limited: list[Entry] = []
        self.delegated: list[Entry] = []
        for statement in policy.may_mean(target.caller):
            static = statement.static(target)
            if static is not False:
                self._take(statement, static)
        if policy.unread:
            for entries in (self.denies, self.direct, self.limited, self.delegated):
                entries.append(UNREAD_ENTRY)

    def _take(self, statement: CompiledStatement, static: Tri) -> None:
        audience, effect = statement.audience(self.target), statement.statement.effect
        reached = audience.any_reach
        if reached is False:
            return
        if effect is not Effect.ALLOW:
            self._deny(statement.bind(self.target, static, reached=reached, audience=audience))
        if effect is Effect.DENY:
            return
        if self.policy.kind is not PolicyKind.RESOURCE:
            self._add(self.direct, statement.bind(self.target, static, reached=reached, audience=audience))
            return
        for entries, reached in (
            (self.direct, audience.direct),
            (self.limited, audience.limited),
            (self.delegated, audience.delegated),
        ):
            if reached is not False:
                self._add(entries, statement.bind(self.target, static, reached=reached, audience=audience))

    def _deny(self, entry: Entry) -> None:
        if self.policy.kind is PolicyKind.VPC_ENDPOINT:
            entry = Entry(entry.static, (_COMES_ITSELF, *entry.tests), source=entry.source)
        self._add(self.denies, entry)

    def _add(self, entries: list[Entry], entry: Entry) -> None:
        entries.append(entry)
        self.entries.append(entry)


class _ComesItself:
    """Asks whether the caller makes the call itself: an endpoint's policy says nothing about forwarded calls."""

    keys = frozenset({VIA_AWS_SERVICE})

    def __call__(self, facts: Facts) -> Tri:
        return negate(is_forwarded(facts))


_COMES_ITSELF = _ComesItself()


def _bind_grants(plan: Plan, compiled: CompiledPolicies) -> None:
    if not plan.target.uses_key:
        return
    caller, action = plan.target.caller, plan.target.action
    plan.grants_unread = compiled.grants_unread is not None
    plan.grants = ()
    if not compiled.grants:
        return
    from keypost.policy.grants import keys_of_grant, match_grantee

    plan.grants = tuple(
        grant for grant in compiled.grants if match_grantee(grant, caller=caller, action=action)[0] is not False
    )
    for grant in plan.grants:
        plan.keys |= keys_of_grant(grant, action=action)


def _build_gates(plan: Plan, compiled: CompiledPolicies, policies: list[CompiledPolicy]) -> tuple[Gate, ...]:
    if not compiled.has_gates:
        return ()
    gates: list[Gate] = []
    for kind, reason in (
        (PolicyKind.RESOURCE_CONTROL, Reason.LIMITED_BY_RESOURCE_CONTROL),
        (PolicyKind.SERVICE_CONTROL, Reason.LIMITED_BY_SERVICE_CONTROL),
    ):
        counts = compiled.levels[kind]
        if counts and _applies(kind, compiled, plan.target):
            for start, level in _bind_levels(plan.target, compiled.listed[kind], counts):
                gates.append(gate_of_level(level, reason, kind, document=start))
    endpoint = [policy for policy in policies if policy.kind is PolicyKind.VPC_ENDPOINT]
    if endpoint:
        gates.append(gate_of_endpoint(_allows([_Bound(plan.target, policy) for policy in endpoint])))
        plan.keys |= {VIA_AWS_SERVICE}
    return tuple(gates)


def _bind_levels(
    target: Target, documents: tuple[CompiledPolicy, ...], counts: tuple[int, ...]
) -> Iterator[tuple[int, Entries]]:
    """Yield the number of each level's first policy, and what the level says."""
    start = 0
    for count in counts:
        yield start, _allows([_Bound(target, policy) for policy in documents[start : start + count]])
        start += count


def _build_key_gates(target: Target, key: KeyFacts) -> tuple[Gate, ...]:
    if not target.uses_key:
        return ()
    usable, reason = check_state(key, action=target.action)
    suits = check_spec(key, action=target.action, caller=target.caller)
    gates = []
    if usable is not True:
        gates.append(Gate(lambda _facts: usable, deny_implicitly(reason, by=None)))
    if suits is not True:
        gates.append(Gate(lambda _facts: suits, deny_implicitly(Reason.KEY_WRONG_SPEC, by=None)))
    return tuple(gates)
