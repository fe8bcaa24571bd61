"""One request, and everything that may speak about it."""

from keypost.named import Enum, Mapping, MappingProxyType, NamedTuple
from keypost.origin import NOWHERE, Origin
from keypost.policy.document import Policy
from keypost.unknown import Unread


class PrincipalKind(Enum):
    """What kind of caller makes the request."""

    ROOT_USER = "root"
    USER = "user"
    ROLE = "role"
    ROLE_SESSION = "assumed-role"
    FEDERATED_USER = "federated-user"
    ACCOUNT = "account"
    SERVICE = "service"
    PROVIDER = "identity-provider"
    ANONYMOUS = "anonymous"


class Principal(NamedTuple):
    """The caller: its ARN, service name, account or `anonymous` in `name`, and its account where it has one.

    An identity provider (SAML, OpenID Connect) stands for whoever signs in with it to assume a role.

    `role_arn` is the role's own ARN for a role and for a session (the session's ARN has lost the role's path:
    then it is what is known of it).
    """

    kind: PrincipalKind
    name: str
    account: str | None = None
    role_arn: str | None = None


class Unlisted(Enum):
    """What to make of a context key that is neither given nor follows from principal, resource and action.

    The contract's `simulate` says absent. The checker says unknown, because no page lists all that a caller sends:
    then only keys that are given, derived, or known to be absent for this kind of principal (for a service principal
    aws:PrincipalOrgID, aws:PrincipalTag/*, aws:SourceVpce, ...; for an encryption context that is given, every other
    pair) are settled.
    """

    ABSENT = "absent"
    UNKNOWN = "unknown"


class Request(NamedTuple):
    """One call to be decided.

    `context` holds what the request carries beyond what follows from principal and resource. `absent` keys are
    documented not to be sent. `uncertain` keys are sent with this value or not at all (undocumented); `unknown` keys
    may have any value or be absent; `unlisted` says what all others are. Keys are compared without regard to case.
    """

    principal: Principal
    action: str
    resource: str
    resource_account: str | None = None
    context: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    uncertain: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    unknown: frozenset[str] = frozenset()
    absent: frozenset[str] = frozenset()
    unlisted: Unlisted = Unlisted.ABSENT


class KeyManager(Enum):
    """Who manages a KMS key."""

    CUSTOMER = "CUSTOMER"
    AWS = "AWS"
    AWS_OWNED = "AWS_OWNED"


class KeyState(Enum):
    """The states of a KMS key (KMS Developer Guide, key states)."""

    ENABLED = "Enabled"
    DISABLED = "Disabled"
    PENDING_DELETION = "PendingDeletion"
    PENDING_REPLICA_DELETION = "PendingReplicaDeletion"
    PENDING_IMPORT = "PendingImport"
    UNAVAILABLE = "Unavailable"
    CREATING = "Creating"
    UPDATING = "Updating"


SYMMETRIC = "SYMMETRIC_DEFAULT"


class KeyFacts(NamedTuple):
    """What KMS looks at beside policies; `usage` is empty where nothing but the spec tells it.

    An empty `spec` is that of a key outside the input: whoever adds the key's policy tells it as well.
    """

    manager: KeyManager = KeyManager.CUSTOMER
    state: KeyState | Unread = KeyState.ENABLED
    spec: str = SYMMETRIC
    usage: str = ""


class Grant(NamedTuple):
    """A KMS grant; exactly one of the grantees is set. Constraints are pairs of the encryption context."""

    operations: tuple[str, ...]
    grantee_principal: str | None = None
    grantee_service: str | None = None
    retiring_principal: str | None = None
    retiring_service: str | None = None
    context_equals: Mapping[str, str] | None = None
    context_subset: Mapping[str, str] | None = None
    source_arn: str | None = None
    origin: Origin = NOWHERE


class Policies(NamedTuple):
    """Everything that may speak about a request. Levels of control policies run from the root to the account."""

    identity: tuple[Policy | Unread, ...] = ()
    resource: Policy | Unread | None = None
    permissions_boundary: tuple[Policy | Unread, ...] | None = None
    session: tuple[Policy | Unread, ...] | None = None
    service_control: tuple[tuple[Policy | Unread, ...], ...] | None = None
    resource_control: tuple[tuple[Policy | Unread, ...], ...] | None = None
    vpc_endpoint: tuple[Policy | Unread, ...] | None = None
    grants: tuple[Grant, ...] | Unread = ()
