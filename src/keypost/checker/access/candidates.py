"""Who might use a key: everybody whom its policy, its grants or the estate names."""

from collections.abc import Iterator

from keypost.arn import parse_arn
from keypost.estate.estate import Estate
from keypost.estate.resource import Membership, Resource
from keypost.named import Enum, NamedTuple
from keypost.origin import NOWHERE, Origin
from keypost.policy.document import Effect, NamedPrincipal, Policy, PrincipalForm
from keypost.policy.principals import NotAPrincipalError, is_account, parse_principal
from keypost.policy.request import Principal, PrincipalKind
from keypost.unknown import Shape, Unread, build_unknown, same_text

# What is not known of somebody who stands for many: no input gives it.
_ANY_ACCOUNT, _ANY_NAME = "any account", "any principal"
INVENTED = frozenset({_ANY_ACCOUNT, _ANY_NAME})


class Sort(Enum):
    """What sort of principal it is, in the order in which reports list them."""

    EVERYONE = "everyone"
    ACCOUNT = "account"
    ROOT_USER = "root-user"
    SERVICE = "service"
    ROLE = "role"
    USER = "user"
    SESSION = "session"
    OTHER = "other"


class Who(NamedTuple):
    """How a principal is told: a role or user of the estate by its id, others by the name that a policy gives them."""

    sort: Sort
    name: str
    origin: Origin = NOWHERE


class Candidate(NamedTuple):
    """Somebody who might use the key.

    `resource` is its role or user of the estate, whose own policies are known; of all others but services they are
    not. An account and everyone are decided by a principal of whom nothing is known but that. `unsent` are context
    keys (in lower case) that it is documented not to send to the key.
    """

    who: Who
    principal: Principal
    resource: Resource | None = None
    unsent: frozenset[str] = frozenset()

    @property
    def is_many(self) -> bool:
        """Tell whether it stands for many principals, of whom some may be treated otherwise."""
        return self.who.sort is Sort.EVERYONE or self.who.sort is Sort.ACCOUNT


# An identity provider only lets people assume roles; it calls no key itself.
_SORTS = {
    PrincipalKind.SERVICE: Sort.SERVICE,
    PrincipalKind.ROLE: Sort.ROLE,
    PrincipalKind.USER: Sort.USER,
    PrincipalKind.ROLE_SESSION: Sort.SESSION,
    PrincipalKind.FEDERATED_USER: Sort.SESSION,
    PrincipalKind.ROOT_USER: Sort.ACCOUNT,
    PrincipalKind.ACCOUNT: Sort.ACCOUNT,
    PrincipalKind.ANONYMOUS: Sort.EVERYONE,
}


def list_candidates(key: Resource, estate: Estate) -> tuple[Candidate, ...]:
    """Return everybody who might use the key, each once; whom the estate holds, with what it knows of them."""
    members = tuple(
        one for one in estate.resources if one.is_principal and one.membership is Membership.INSIDE and one.arn
    )
    found: dict[tuple[Sort, str], Candidate] = {}
    for named in (*_named_by_policy(key.policy), *_named_by_grants(key)):
        candidate = _build(named, key)
        if candidate is not None and not any(same_text(one.arn, named.value) for one in members):
            found.setdefault(candidate.who[:2], candidate)
        if candidate is not None and candidate.who.sort is Sort.ACCOUNT:
            root = _build_root_user(candidate, key)
            found.setdefault(root.who[:2], root)
    return (*found.values(), *map(_of_member, members))


def _named_by_policy(policy: Policy | Unread | None) -> Iterator[NamedPrincipal]:
    """Yield whom an Allow means, and whom NotPrincipal leaves out: of a Deny for all others these alone remain."""
    for statement in policy.statements if isinstance(policy, Policy) else ():
        listing = statement.principals
        if listing is None:
            continue
        if statement.effect is not Effect.DENY and listing.negated:
            yield NamedPrincipal(PrincipalForm.EVERYONE, "*", listing.origin)
        if statement.effect is not Effect.DENY or listing.negated:
            yield from listing.values


def _named_by_grants(key: Resource) -> Iterator[NamedPrincipal]:
    for grant in () if isinstance(key.grants, Unread) else key.grants:
        if grant.grantee_service is not None:
            yield NamedPrincipal(PrincipalForm.SERVICE, grant.grantee_service, grant.origin)
        elif grant.grantee_principal is not None:
            is_name = grant.grantee_principal.startswith("arn:") or is_account(grant.grantee_principal)
            form = PrincipalForm.AWS if is_name else PrincipalForm.SERVICE
            yield NamedPrincipal(form, grant.grantee_principal, grant.origin)


def _of_member(resource: Resource) -> Candidate:
    principal = parse_principal(resource.arn)
    return Candidate(Who(_SORTS[principal.kind], resource.id, resource.origin), principal, resource)


def _build(named: NamedPrincipal, key: Resource) -> Candidate | None:
    """Return whom the value of a Principal element means; None for a name that nobody can have."""
    if named.form is PrincipalForm.EVERYONE or named.value == "*":
        return Candidate(
            Who(Sort.EVERYONE, "*"), _anybody(key.partition, build_unknown(_ANY_ACCOUNT, shape=Shape.ACCOUNT))
        )
    try:
        principal = parse_principal(named.value)
    except NotAPrincipalError:
        return None
    sort = _SORTS.get(principal.kind)
    if sort is None or named.form not in (PrincipalForm.AWS, PrincipalForm.SERVICE):
        return None
    if named.form is not PrincipalForm.SERVICE and sort is Sort.SERVICE:
        return Candidate(Who(Sort.OTHER, named.value, named.origin), principal)
    if sort is not Sort.ACCOUNT:
        return Candidate(Who(sort, named.value, named.origin), principal)
    arn, account = parse_arn(named.value), principal.account or ""
    return Candidate(Who(sort, account, named.origin), _anybody(arn.partition if arn else key.partition, account))


def _build_root_user(account: Candidate, key: Resource) -> Candidate:
    """Return the account's root user, whom a statement for it means too (KMS Developer Guide, key policies)."""
    arn = parse_arn(account.principal.name)
    name = f"arn:{arn.partition if arn else key.partition}:iam::{account.who.name}:root"
    who = account.who._replace(sort=Sort.ROOT_USER)
    return Candidate(who, Principal(PrincipalKind.ROOT_USER, name, account=account.who.name))


def _anybody(partition: str, account: str) -> Principal:
    """Return a principal of the account of whom nothing else is known."""
    name = f"arn:{partition}:iam::{account}:{build_unknown(_ANY_NAME)}"
    return Principal(PrincipalKind.USER, name, account=account)
