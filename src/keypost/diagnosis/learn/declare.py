"""What is learned from a history."""

from keypost.named import Enum, NamedTuple
from keypost.policy.document import Policy, Statement
from keypost.readers.trail.requests import Seen


class Doubt(Enum):
    """Why somebody must look at what was learned, or at one statement of it, before it is used."""

    WINDOW = "window"
    RARE_JOBS = "rare-jobs"
    CACHED_KEYS = "cached-data-keys"
    GRANTS = "grants"
    OTHER_ACCOUNTS_DENIALS = "denials-in-other-accounts"
    FAILED_CALLS = "failed-calls"
    READ_IN_PART = "read-in-part"
    TOO_LARGE = "policy-too-large"
    ADMINISTRATION = "administration"
    KEPT_DENY = "deny-kept"
    DROPPED_DENY = "deny-dropped"
    # Of one statement:
    FORWARDED_OR_NOT = "forwarded-or-not"
    SERVICE_NOT_NAMED = "via-service-not-named"
    WHOLE_ACCOUNT = "whole-account"
    ROLE_PATH = "role-path-not-told"
    CONTEXT_WIDENED = "context-widened"
    MAKES_GRANTS = "makes-grants"
    SOURCE_KEYS = "source-keys-not-recorded"
    FOR_ANYBODY = "service-for-anybody"


class NotLearnable(Enum):
    """Why a request that succeeded has no statement."""

    NO_CALLER = "no-caller"
    GRANT_ONLY = "grant-only"


class Learned(NamedTuple):
    """One statement of the policy: the requests that it is learned from, and what is doubtful about it.

    One that is no request's is the administration of the account or a Deny that stays; `seen` is then empty.
    """

    statement: Statement
    seen: tuple[Seen, ...] = ()
    doubts: tuple[Doubt, ...] = ()


class NotLearned(NamedTuple):
    """A request that succeeded, for which no statement could be written."""

    seen: Seen
    why: NotLearnable


class Lesson(NamedTuple):
    """The policy that allows what succeeded on the key, statement by statement; always for REVIEW.

    `failed` are the requests that failed at the time: they aren't allowed. `unused` are the statements of the current
    policy that allowed nothing that happened.
    """

    key: str
    policy: Policy
    learned: tuple[Learned, ...]
    doubts: tuple[Doubt, ...]
    failed: tuple[Seen, ...] = ()
    not_learned: tuple[NotLearned, ...] = ()
    unused: tuple[Statement, ...] = ()
    dropped: tuple[Statement, ...] = ()
