"""What can be wrong with a policy document: the document in question, the problems by name, and one defect."""

from keypost.named import Enum, Mapping, MappingProxyType, NamedTuple
from keypost.origin import NOWHERE, Origin
from keypost.policy.document import Policy, Statement


class DocumentKind(Enum):
    """What a policy document is for: AWS's rules differ."""

    KEY = "key"
    TOPIC = "topic"
    QUEUE = "queue"
    BUCKET = "bucket"
    ROLE = "role"  # a role's trust policy
    IDENTITY = "identity"
    VAULT = "vault"
    OTHER = "other"  # any other resource policy: only what holds for all is looked at


class Standing(Enum):
    """What AWS does with the document: refuse it, or store it although it doesn't do what it says."""

    REFUSED = "refused"
    STORED = "stored"
    NOTED = "noted"  # it does what it says; worth to know


class Quota(Enum):
    """The quota that an IAM policy is measured by, where the reader knows it."""

    MANAGED = "managed"
    INLINE = "inline"


class Subject(NamedTuple):
    """A document and what is known of it: its kind, the ARN of what it protects, and its bytes as written.

    `bypasses_lockout_check`: the key is, or may be, made without KMS's look at who can change its policy.
    """

    policy: Policy
    kind: DocumentKind
    resource: str = ""
    size: int | None = None
    quota: Quota | None = None
    bypasses_lockout_check: bool = False


class Problem(Enum):
    """Every problem, as a machine key; its words stand with the rule that reports it."""

    # Of the document and its elements.
    NOT_A_DOCUMENT = "not-a-document"
    NO_STATEMENTS = "no-statements"
    WRONG_TYPE = "element-of-wrong-type"
    VERSION_UNKNOWN = "version-unknown"
    VERSION_MISSING = "version-missing"
    VARIABLE_IN_OLD_VERSION = "variable-in-old-version"
    ELEMENT_UNKNOWN = "element-unknown"
    ELEMENT_MISPLACED = "element-misplaced"
    ELEMENT_TWICE = "element-twice"
    ELEMENT_AND_TWIN = "element-and-its-twin"
    ELEMENT_MISSING = "element-missing"
    ELEMENT_EMPTY = "element-empty"
    EFFECT_INVALID = "effect-invalid"
    SID_TWICE = "sid-twice"
    SID_CHARACTERS = "sid-characters"
    CHARACTER = "character"
    TOO_LARGE = "too-large"
    ONLY_INLINE = "only-inline"
    TOO_MANY_STATEMENTS = "too-many-statements"
    TOO_MANY_PRINCIPALS = "too-many-principals"
    TOO_MANY_CONDITIONS = "too-many-conditions"
    TOO_MANY_ACTIONS = "too-many-actions"
    TOO_MANY_RESOURCES = "too-many-resources"
    # Of principals.
    PRINCIPAL_TYPE = "principal-type"
    PRINCIPAL_SHAPE = "principal-shape"
    PRINCIPAL_FORM = "principal-form"
    PRINCIPAL_WILDCARD = "principal-wildcard"
    PRINCIPAL_NOT_HERE = "principal-not-here"
    SERVICE_WILDCARD = "service-wildcard"
    SERVICE_MISSPELLED = "service-misspelled"
    SERVICE_DENIED = "service-denied"
    NOT_PRINCIPAL_ALLOWS = "not-principal-allows"
    NOT_PRINCIPAL_WITHOUT_ACCOUNT = "not-principal-without-account"
    PRINCIPAL_DELETED = "principal-deleted"
    OPEN_TO_EVERYONE = "open-to-everyone"
    SERVICE_ALLOWED_EVERYTHING = "service-allowed-everything"
    LOCKS_OUT = "locks-out"
    DENIES_EVERYONE = "denies-everyone"
    # Of actions and resources.
    ACTION_UNKNOWN = "action-unknown"
    ACTION_MISSPELLED = "action-misspelled"
    ACTION_WITHOUT_SERVICE = "action-without-service"
    ACTION_OF_OTHER_SERVICE = "action-of-other-service"
    ACTION_OUT_OF_SCOPE = "action-out-of-scope"
    ACTION_SERVICE_WILDCARD = "action-service-wildcard"
    ACTION_COLONS = "action-colons"
    ACTION_WILDCARD = "action-wildcard"
    RESOURCE_OTHER = "resource-other"
    RESOURCE_SECOND = "resource-second"
    RESOURCE_PARTITION = "resource-partition"
    RESOURCE_NOT_ARN = "resource-not-arn"
    RESOURCE_SERVICE_WILDCARD = "resource-service-wildcard"
    RESOURCE_UNFIT = "resource-unfit"
    NO_ACTION = "no-action"
    NO_RESOURCE = "no-resource"
    VARIABLE_TOO_EARLY = "variable-too-early"
    NOT_ACROSS_ACCOUNTS = "not-across-accounts"
    NOTHING_LEFT = "nothing-left"
    RESOURCE_IS_ALIAS = "resource-is-alias"
    RESOURCE_IS_NO_ARN = "resource-is-no-arn"
    RESOURCE_ELSEWHERE = "resource-elsewhere"
    # Of conditions.
    OPERATOR_UNKNOWN = "operator-unknown"
    OPERATOR_UNFIT = "operator-unfit"
    SET_OPERATOR_MISSING = "set-operator-missing"
    FOR_ALL_REFUSED = "for-all-refused"
    FOR_ALL_ADMITS_ABSENT = "for-all-admits-absent"
    KEY_UNKNOWN = "key-unknown"
    VARIABLE_UNKNOWN = "variable-unknown"
    KEY_OF_OTHER_SERVICE = "key-of-other-service"
    KEY_NOT_OF_ACTION = "key-not-of-action"
    KEY_NOT_OF_SERVICES = "key-not-of-services"
    KEY_NOT_OF_DELIVERY = "key-not-of-delivery"
    KEY_NOT_OF_SOME_DELIVERIES = "key-not-of-some-deliveries"
    KEY_ONLY_OF_SERVICES = "key-only-of-services"
    WILDCARD_IN_EXACT_KEY = "wildcard-in-exact-key"
    WILDCARD_LITERAL = "wildcard-literal"
    VALUE_FORMAT = "value-format"
    VALUE_SHAPE = "value-shape"


class Defect(NamedTuple):
    """One problem at one place: what AWS does with it, in which statement, about what, and what its words name."""

    problem: Problem
    standing: Standing
    origin: Origin = NOWHERE
    subject: str = ""
    statement: Statement | None = None
    details: Mapping[str, object] = MappingProxyType({})
