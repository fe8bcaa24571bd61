"""What a fix offers: changes, what they turn, break, widen and cost, and whether they may be applied unseen."""

from keypost.checker.merge import Identity
from keypost.fixer.change import Changes
from keypost.named import Enum, NamedTuple


class CandidateKind(Enum):
    """What a candidate does, as machine keys; the kind of the first change that isn't a mere consequence."""

    ADD_STATEMENT = "add-statement"
    EXTEND_STATEMENT = "extend-statement"
    CHANGE_CONDITION = "change-condition"
    EXCEPT_SERVICES = "except-services-from-deny"
    EXCEPT_ROLE = "except-role-from-deny"
    ALLOW_ROLE = "allow-role"
    DELEGATE = "delegate-to-account"
    NEW_KEY = "new-key"
    SSE_SQS = "sse-sqs"
    NO_KMS = "no-kms"
    ENABLE_KEY = "enable-key"


class Disposition(Enum):
    """Whether a candidate may be applied unseen."""

    SAFE = "SAFE"
    REVIEW = "REVIEW"


class Caution(Enum):
    """Why a candidate is for review, or what it costs and loses."""

    LEAVES_WORKS = "leaves-works"
    GETS_WORSE = "gets-worse"
    RESTS_ON_INFERENCE = "rests-on-inference"
    LOSES_ENCRYPTION = "loses-encryption"
    KEY_FEE = "key-fee"
    SSE_SQS_LIMITS = "sse-sqs-limits"
    BACKLOG_UNDER_OLD_KEY = "backlog-under-old-key"
    WIDENS_STATEMENT = "widens-statement"
    REENABLES_KEY = "reenables-key"
    LEAVES_OWN_KEY = "leaves-own-key"
    NARROWS_DENY = "narrows-deny"
    COUNTS_IAM_POLICIES = "counts-iam-policies"
    UNSEEN_CONSUMERS = "unseen-consumers"
    ORDER_IS_YOURS = "order-is-yours"
    ORDER_IS_CIRCULAR = "order-is-circular"


class Gain(NamedTuple):
    """Who may do more than before: caller, actions, on which resource, under which conditions (as written).

    `on` is the resource's id; a role's own policy can also name what isn't in the input, then it is as written there.
    `is_own`: the policy is the caller's own. `is_lifted`: a Deny is gone for them, and nothing is allowed by that.
    """

    principal: str
    actions: tuple[str, ...]
    on: str
    conditions: tuple[str, ...] = ()
    is_own: bool = False
    is_lifted: bool = False


class Candidate(NamedTuple):
    """One way to make deliveries work: `turns` get through from now on, `breaks` did before and don't any more."""

    kind: CandidateKind
    changes: Changes
    disposition: Disposition
    turns: tuple[Identity, ...]
    breaks: tuple[Identity, ...] = ()
    gains: tuple[Gain, ...] = ()
    cautions: tuple[Caution, ...] = ()


class Fix(NamedTuple):
    """The candidates for one finding (its index in the result), best first; none where nothing in the input helps."""

    finding: int
    candidates: tuple[Candidate, ...] = ()
