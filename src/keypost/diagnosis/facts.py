"""What a failure tells about itself: who was refused, what for, on which key, by which kind of policy."""

from keypost.diagnosis.declare import Manner
from keypost.named import Enum, NamedTuple


class PolicyType(Enum):
    """The kinds of policies that a denial names (IAM User Guide, "Troubleshoot access denied error messages")."""

    SERVICE_CONTROL = "service-control-policy"
    RESOURCE_CONTROL = "resource-control-policy"
    VPC_ENDPOINT = "vpc-endpoint-policy"
    BOUNDARY = "permissions-boundary"
    SESSION = "session-policy"
    RESOURCE = "resource-based-policy"
    IDENTITY = "identity-based-policy"
    TRUST = "role-trust-policy"


class Effect(Enum):
    """Whether something denies, or nothing allows."""

    DENIES = "denies"
    OMITS = "omits"


class Denial(NamedTuple):
    """The clause of a denial that tells why: nothing in that kind of policy allows it, or something denies it.

    Without a policy type the text only says that something denies explicitly. `policy` is the policy's ARN where the
    text has it.
    """

    effect: Effect
    by: PolicyType | None = None
    policy: str = ""


class Facts(NamedTuple):
    """What was found in the text; what it doesn't tell is an empty text."""

    principal: str = ""
    manner: Manner = Manner.UNKNOWN
    service: str = ""  # the service that was refused or reports it, as a service principal
    action: str = ""
    resource: str = ""
    key: str = ""
    account: str = ""  # the caller's
    key_account: str = ""
    region: str = ""
    request_id: str = ""
    error: str = ""
    operation: str = ""
    resource_type: str = ""
    denial: Denial | None = None
    target: str = ""  # an ARN beside the key: topic, queue, bucket ...
    encoded: str = ""  # an encoded authorization message
    target_kinds: tuple[str, ...] = ()  # kinds of targets that it names: sns, sqs, s3
    names: tuple[str, ...] = ()  # every ARN in the text; of a session, that of its role

    @property
    def on_key(self) -> bool:
        """Whether the refused action is one of KMS."""
        return self.action.lower().startswith("kms:")

    @property
    def by_service(self) -> bool:
        """Whether a service calls as itself."""
        return self.manner is Manner.SERVICE

    @property
    def crosses_accounts(self) -> bool:
        """Whether the caller and the key are known to stand in different accounts."""
        return bool(self.account and self.key_account and self.account != self.key_account)

    @property
    def on_managed_key(self) -> bool:
        """Whether the key is named by the alias of an AWS managed key."""
        return "alias/aws/" in self.key
