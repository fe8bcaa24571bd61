"""What exists: one resource, how it is encrypted, and what speaks about it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from keypost.estate.kind import Kind
from keypost.origin import NOWHERE, Origin
from keypost.policy.document import Policy
from keypost.policy.request import Grant, KeyFacts
from keypost.unknown import Unread


class Sse(Enum):
    """How a resource is encrypted at rest."""

    NONE = "none"
    AWS_OWNED = "aws-owned"  # SSE-SQS, SSE-S3, and whatever needs no KMS permission of anybody.
    KMS = "kms"


@dataclass(frozen=True, slots=True)
class Encryption:
    """How a resource is encrypted. `key` is the reference as written: key id, ARN, alias name or alias ARN.

    `bucket_key` says whether an S3 Bucket Key is on, which changes calls and encryption context.
    """

    mode: Sse
    key: str | None = None
    bucket_key: bool | Unread = False
    origin: Origin = NOWHERE


NOT_ENCRYPTED = Encryption(Sse.NONE)


class Membership(Enum):
    """Whether the input holds the resource, or only names it."""

    INSIDE = "inside"
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True)
class Resource:
    """One resource. `id` is unique within its `stack`; `arn`, `account`, `region` may hold unknown parts.

    `policy` is its resource policy (None: it has none); `attributes` are further texts that paths ask for by name.
    `properties` are the settings as the reader found them, in CloudFormation's words.
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
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Key(Resource):
    """A KMS key. `policy` is its key policy; an AWS managed key has AWS's."""

    facts: KeyFacts = KeyFacts()
    aliases: tuple[str, ...] = ()
    grants: tuple[Grant, ...] | Unread = ()


@dataclass(frozen=True, slots=True)
class Role(Resource):
    """An IAM role (or user): its identity policies and its permissions boundary (None: no boundary)."""

    identity: tuple[Policy | Unread, ...] = ()
    boundary: Policy | Unread | None = None
    trust: Policy | Unread | None = None
