"""What exists: one resource, how it is encrypted, and what speaks about it."""

from keypost.estate.kind import Kind
from keypost.named import Enum, Mapping, MappingProxyType, NamedTuple
from keypost.origin import NOWHERE, Origin
from keypost.policy.document import Policy
from keypost.policy.request import Grant, KeyFacts
from keypost.unknown import Unread


class Sse(Enum):
    """How a resource is encrypted at rest."""

    NONE = "none"
    AWS_OWNED = "aws-owned"  # SSE-SQS, SSE-S3, and whatever needs no KMS permission of anybody.
    KMS = "kms"


class Encryption(NamedTuple):
    """How a resource is encrypted. `key` is the reference as written: key id, ARN, alias name or alias ARN.

    `bucket_key` says whether an S3 Bucket Key is on, which changes calls and encryption context.
    """

    mode: Sse
    key: str | None = None
    bucket_key: bool | Unread = False
    origin: Origin = NOWHERE

    @property
    def unplaced(self) -> tuple[Sse, str | None, bool | Unread]:
        """All but where it is written."""
        return self.mode, self.key, self.bucket_key


NOT_ENCRYPTED = Encryption(Sse.NONE)


class Membership(Enum):
    """Whether the input holds the resource, or only names it."""

    INSIDE = "inside"
    OUTSIDE = "outside"


class Handle(NamedTuple):
    """What tells a resource from all others of its reading."""

    stack: str
    id: str


class Resource(NamedTuple):
    """One resource. `id` is unique within its `stack`; `arn`, `account`, `region` may hold unknown parts.

    `policy` is its resource policy (None: it has none); of a KMS key, the key policy, and an AWS managed key has AWS's;
    of an IAM role, the trust policy. `attributes` are further texts that paths ask for by name. A KMS key has `facts`,
    `aliases` and `grants`; an IAM role or user has `identity` policies and a permissions `boundary` (None: none).
    """

    kind: Kind
    id: str
    arn: str
    stack: str = ""
    name: str = ""
    account: str = ""
    region: str = ""
    partition: str = ""
    origin: Origin = NOWHERE
    membership: Membership = Membership.INSIDE
    encryption: Encryption | Unread = NOT_ENCRYPTED
    policy: Policy | Unread | None = None
    policy_origin: Origin = NOWHERE
    attributes: Mapping[str, str] = MappingProxyType({})
    facts: KeyFacts = KeyFacts()
    aliases: tuple[str, ...] = ()
    grants: tuple[Grant, ...] | Unread = ()
    identity: tuple[Policy | Unread, ...] = ()
    boundary: Policy | Unread | None = None

    @property
    def handle(self) -> Handle:
        """What tells it from all others of its reading."""
        return Handle(self.stack, self.id)

    @property
    def is_key(self) -> bool:
        """Whether it is a KMS key, inside the input or outside."""
        return self.kind is Kind.KEY or self.kind is Kind.REPLICA_KEY

    @property
    def is_principal(self) -> bool:
        """Whether it is an IAM role or user, which can make requests of its own."""
        return self.kind is Kind.ROLE or self.kind is Kind.USER
