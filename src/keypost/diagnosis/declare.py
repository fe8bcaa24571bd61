"""The words in which messages are declared: what a text says, who was refused, and which causes it leaves."""

from keypost.named import Enum, NamedTuple
from keypost.text import Text


class Symptom(Enum):
    """What a text says, once the names in it are left out."""

    KEY_DENIED = "key-denied"  # KMS refused the caller
    KEY_DENIED_OR_MISSING = "key-denied-or-missing"  # "does not exist ... or you are not allowed to access"
    KEY_UNUSABLE = "key-unusable"  # "does not exist, is not enabled, or access is denied": one text for them all
    KEY_DISABLED = "key-disabled"
    KEY_PENDING_DELETION = "key-pending-deletion"
    KEY_STATE = "key-state"  # a state that doesn't allow it, the text doesn't say which
    KEY_MISSING = "key-missing"  # no such key or alias, in this account and Region
    KEY_ELSEWHERE = "key-elsewhere"  # the key is one of another Region
    KEY_TYPE = "key-type"  # its spec, usage or manager doesn't suit
    MANAGED_KEY = "managed-key"  # an AWS managed key, where none can serve
    GRANT_DENIED = "grant-denied"  # a grant is missing, was revoked, or may not be created
    CONTEXT_DIFFERS = "context-differs"  # decrypted under another encryption context, or another key
    TARGET_OR_KEY_DENIED = "target-or-key-denied"  # "can't write to the bucket or use the key"
    TOPIC_DENIED = "topic-denied"  # the topic's policy
    QUEUE_DENIED = "queue-denied"
    BUCKET_DENIED = "bucket-denied"
    TARGET_DENIED = "target-denied"  # the resource policy of something else
    ACCESS_DENIED = "access-denied"  # no word on what was denied
    REQUEST_REFUSED = "request-refused"  # what was asked for isn't taken, whoever asks
    ENCRYPTION_FAILED = "encryption-failed"  # something about encryption failed, the text doesn't say what
    NOT_A_KEY = "not-a-key"  # a failure that has nothing to do with who may use a key
    UNTELLING = "untelling"  # a frame around some reason, or a text that fits everything


class Manner(Enum):
    """How the one who was refused comes to KMS (AWS KMS Developer Guide, "Authentication and access control")."""

    SERVICE = "service"  # a service calls as itself: the key policy alone can let it in
    ROLE = "role"  # a role that a service assumes, or a workload's: key policy, or key policy and its own policies
    USER = "user"  # whoever calls the API, perhaps through a service on their behalf
    LINKED_ROLE = "linked-role"  # only the key policy or a grant can let it in
    UNKNOWN = "unknown"


class Candidate(NamedTuple):
    """A cause (a rule id) that a message speaks for, how much (100: nothing else fits), and what is known of it."""

    cause: str
    weight: int
    why: Text | None = None


class Message(NamedTuple):
    """One message, whatever names stand in it.

    `texts` are its wordings, English and Japanese alike: white space, quotes, capitals and punctuation don't count, and
    `{...}` stands for anything short; any of them is enough. So is one of `codes`, which are compared whole, as error
    names stand in texts (`KMSDisabledException`). `beside` must stand somewhere in the text too (any of them), of
    `unless` none may.
    `says` ranks causes by what is known in general; `causes` are what is known of this very message beyond that.
    `source` shows the meaning and one of the wordings at least; wordings found elsewhere stand in tests/spec/messages,
    each with its own source, or are an API's names and descriptions of its errors.
    `service` is who reports it; `manner` how the one who was refused calls, where that is always the same.
    """

    id: str
    says: Symptom
    meaning: Text
    source: str
    texts: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    service: str = ""
    manner: Manner = Manner.UNKNOWN
    paths: tuple[str, ...] = ()
    causes: tuple[Candidate, ...] = ()
    since: str = ""
