"""Builds the plan for one caller, action and resource out of compiled policies."""

from keypost.arn import parse_arn
from keypost.policy.context import VIA_AWS_SERVICE, is_forwarded
from keypost.policy.decision import Decision
from keypost.policy.document import Effect, Policy, Quantifier
from keypost.policy.facts import Facts
from keypost.policy.grants import keys_of_grant, match_grantee
from keypost.policy.key_policy import CROSS_ACCOUNT_ACTIONS, KEYLESS_ACTIONS, check_spec, check_state
from keypost.policy.logic import negate
from keypost.policy.plan import Entries, Gate, Plan, deny_implicitly, gate_of_endpoint, gate_of_levels
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
_NO_KEY_POLICY = Unread(Why.NOT_IN_INPUT, "key policy")

Document = tuple[CompiledStatement, ...]


class CompiledPolicy:
    """The statements of one policy; `unread`: there is more that could not be read, or all of it."""

    __slots__ = ("document", "kind", "statements", "unread")

    def __init__(self, policy: Policy | Unread, *, kind: PolicyKind, document: int) -> None:
        """Compile the policy, the `document`-th of its kind."""
        self.kind = kind
        self.document = document
        self.unread: tuple[Unread, ...] = (policy,) if isinstance(policy, Unread) else policy.unread
        self.statements: Document = ()
        if isinstance(policy, Policy):
            self.statements = tuple(
                CompiledStatement(statement, kind=kind, document=document, version=policy.version)
                for statement in policy.statements
            )


class CompiledPolicies:
    """Every policy that may speak, compiled."""

    __slots__ = ("bounded", "grants", "grants_unread", "key", "levels", "listed", "policies")

    def __init__(self, policies: Policies, *, key: KeyFacts) -> None:
        """Compile them all."""
        self.policies = policies
        self.key = key
        self.bounded = bool(policies.permissions_boundary)
        self.grants_unread = policies.grants if isinstance(policies.grants, Unread) else None
        self.grants = () if isinstance(policies.grants, Unread) else policies.grants
        self.listed: dict[PolicyKind, tuple[CompiledPolicy, ...]] = {
            kind: _compile_all(documents or (), kind) for kind, documents in _documents(policies).items()
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
    return tuple(CompiledPolicy(policy, kind=kind, document=index) for index, policy in enumerate(documents))


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


def build_target(compiled: CompiledPolicies, request: Request) -> Target:
    """Return what of the request stays the same for all requests that share its plan."""
    action = request.action.lower()
    arn = parse_arn(request.resource)
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
    target = build_target(compiled, request)
    arn = parse_arn(request.resource)
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
    keys: set[str] = set()
    loose: set[str] = set()
    for policy in policies:
        for statement in policy.statements:
            if statement.static(plan.target) is not False:
                keys |= statement.keys
                loose |= {
                    condition.key.lower()
                    for condition in statement.statement.conditions
                    if condition.quantifier is Quantifier.NONE and condition.operator != "Null"
                }
    plan.keys = frozenset(keys)
    plan.loose_keys = tuple(loose)
    plan.denies = tuple(entry for policy in policies for entry in bind_denies(plan.target, policy))
    resource = _of_kind(policies, PolicyKind.RESOURCE)
    plan.direct = bind_allows(plan.target, resource, reach="direct")
    plan.limited = bind_allows(plan.target, resource, reach="limited")
    plan.delegated = bind_allows(plan.target, resource, reach="delegated")
    plan.identity = bind_allows(plan.target, _of_kind(policies, PolicyKind.IDENTITY))
    boundary = _of_kind(policies, PolicyKind.PERMISSIONS_BOUNDARY)
    if boundary and not is_service_linked(plan.target.caller):
        plan.boundary = bind_allows(plan.target, boundary)
    session = _of_kind(policies, PolicyKind.SESSION)
    if session:
        plan.session = bind_allows(plan.target, session)


def _of_kind(policies: list[CompiledPolicy], kind: PolicyKind) -> list[CompiledPolicy]:
    return [policy for policy in policies if policy.kind is kind]


def bind_denies(target: Target, policy: CompiledPolicy) -> Entries:
    """Return the statements that may deny the target's requests."""
    entries = [
        statement.bind(target, reached=audience.any_reach, audience=audience)
        for statement in policy.statements
        if statement.statement.effect is not Effect.ALLOW
        for audience in [statement.audience(target)]
    ]
    found = [entry for entry in entries if entry is not None]
    if policy.kind is PolicyKind.VPC_ENDPOINT:
        found = [Entry(entry.static, (_COMES_ITSELF, *entry.questions), source=entry.source) for entry in found]
    return (*found, *[UNREAD_ENTRY] * bool(policy.unread))


def _comes_itself(facts: Facts) -> Tri:
    return negate(is_forwarded(facts))


_COMES_ITSELF = (_comes_itself, frozenset({VIA_AWS_SERVICE}))


def bind_allows(target: Target, policies: list[CompiledPolicy], *, reach: str = "any_reach") -> Entries:
    """Return the statements that may allow the target's requests; those that rest on nothing open come first."""
    entries: list[Entry] = []
    for policy in policies:
        for statement in policy.statements:
            if statement.statement.effect is Effect.DENY or statement.static(target) is False:
                continue
            audience = statement.audience(target)
            reached = getattr(audience, reach)
            entry = statement.bind(target, reached=reached, audience=audience) if reached is not False else None
            if entry is not None:
                entries.append(entry)
        if policy.unread:
            entries.append(UNREAD_ENTRY)
    return tuple(sorted(entries, key=lambda entry: len(entry.open_points)))


def _bind_grants(plan: Plan, compiled: CompiledPolicies) -> None:
    if not plan.target.uses_key:
        return
    caller, action = plan.target.caller, plan.target.action
    plan.grants_unread = compiled.grants_unread is not None
    plan.grants = tuple(
        grant for grant in compiled.grants if match_grantee(grant, caller=caller, action=action)[0] is not False
    )
    for grant in plan.grants:
        plan.keys |= keys_of_grant(grant, action=action)


def _build_gates(plan: Plan, compiled: CompiledPolicies, policies: list[CompiledPolicy]) -> tuple[Gate, ...]:
    gates: list[Gate] = []
    for kind, reason in (
        (PolicyKind.RESOURCE_CONTROL, Reason.LIMITED_BY_RESOURCE_CONTROL),
        (PolicyKind.SERVICE_CONTROL, Reason.LIMITED_BY_SERVICE_CONTROL),
    ):
        counts = compiled.levels[kind]
        if counts and _applies(kind, compiled, plan.target):
            gates.append(gate_of_levels(_bind_levels(plan.target, compiled.listed[kind], counts), reason, kind))
    endpoint = [policy for policy in policies if policy.kind is PolicyKind.VPC_ENDPOINT]
    if endpoint:
        gates.append(gate_of_endpoint(bind_allows(plan.target, endpoint)))
        plan.keys |= {VIA_AWS_SERVICE}
    return tuple(gates)


def _bind_levels(target: Target, documents: tuple[CompiledPolicy, ...], counts: tuple[int, ...]) -> tuple[Entries, ...]:
    levels: list[Entries] = []
    start = 0
    for count in counts:
        levels.append(bind_allows(target, list(documents[start : start + count])))
        start += count
    return tuple(levels)


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
