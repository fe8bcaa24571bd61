"""The words of a decision: outcomes, the parts of a policy, and every reason, as machine keys."""

from keypost.named import Enum


class Outcome(Enum):
    """What was decided of one request."""

    ALLOW = "allow"
    EXPLICIT_DENY = "explicit_deny"
    IMPLICIT_DENY = "implicit_deny"
    UNDECIDED = "undecided"


class PolicyKind(Enum):
    """Which kind of policy speaks."""

    IDENTITY = "identity"
    RESOURCE = "resource"
    PERMISSIONS_BOUNDARY = "permissionsBoundary"
    SESSION = "session"
    SERVICE_CONTROL = "serviceControl"
    RESOURCE_CONTROL = "resourceControl"
    VPC_ENDPOINT = "vpcEndpoint"
    GRANT = "grant"


class Element(Enum):
    """The element of a statement that a step of the trace is about."""

    PRINCIPAL = "Principal"
    NOT_PRINCIPAL = "NotPrincipal"
    ACTION = "Action"
    NOT_ACTION = "NotAction"
    RESOURCE = "Resource"
    NOT_RESOURCE = "NotResource"
    CONDITION = "Condition"


class Match(Enum):
    """Whether a statement or one of its elements applies to the request."""

    MATCH = "match"
    NO_MATCH = "no-match"
    UNKNOWN = "unknown"


class Reason(Enum):
    """Why a decision is what it is, or why a statement applies or doesn't; sentences stand in reports/wording."""

    # Of a decision.
    STATEMENT_ALLOWS = "statement-allows"
    GRANT_ALLOWS = "grant-allows"
    ROOT_USER = "root-user-of-the-account"
    NO_STATEMENT_ALLOWS = "no-statement-allows"
    STATEMENT_DENIES = "statement-denies"
    NO_DELEGATION_TO_ACCOUNT = "no-delegation-to-account"
    DELEGATED_BUT_NO_IDENTITY_ALLOW = "delegated-but-no-identity-allow"
    OTHER_ACCOUNT_HAS_NO_IDENTITY_ALLOW = "other-account-has-no-identity-allow"
    NOT_ACROSS_ACCOUNTS = "action-not-across-accounts"
    MANAGED_KEY_EXCLUDES_SERVICES = "managed-key-excludes-services"
    MANAGED_KEY_EXCLUDES_ACCOUNT = "managed-key-excludes-account"
    LIMITED_BY_BOUNDARY = "limited-by-permissions-boundary"
    LIMITED_BY_SESSION = "limited-by-session-policy"
    LIMITED_BY_SERVICE_CONTROL = "limited-by-service-control-policy"
    LIMITED_BY_RESOURCE_CONTROL = "limited-by-resource-control-policy"
    LIMITED_BY_VPC_ENDPOINT = "limited-by-vpc-endpoint-policy"
    KEY_DISABLED = "key-disabled"
    KEY_PENDING_DELETION = "key-pending-deletion"
    KEY_PENDING_IMPORT = "key-pending-import"
    KEY_UNAVAILABLE = "key-unavailable"
    KEY_WRONG_SPEC = "key-wrong-spec"
    KEY_OWNED_BY_AWS = "key-owned-by-aws"
    KEY_IN_OTHER_REGION = "key-in-other-region"
    ENCRYPTION_REFUSED = "encryption-refused"
    POLICY_UNREAD = "policy-unread"
    VALUE_UNKNOWN = "value-unknown"
    # Of a principal.
    SERVICE_NOT_LISTED = "service-not-listed"
    PRINCIPAL_NOT_LISTED = "principal-not-listed"
    ACCOUNT_EXCLUDES_SERVICES = "account-principal-excludes-services"
    ACCOUNT_DELEGATES = "account-principal-delegates"
    PRINCIPAL_LISTED = "principal-listed"
    EVERYONE = "everyone"
    PRINCIPAL_EXCEPTED = "principal-excepted"
    PRINCIPAL_NOT_EXCEPTED = "principal-not-excepted"
    WILDCARD_IN_PRINCIPAL = "wildcard-in-principal-is-literal"
    DELETED_PRINCIPAL = "unique-id-of-deleted-principal"
    NO_PRINCIPAL = "no-principal"
    # Of an action or resource.
    ACTION_LISTED = "action-listed"
    ACTION_NOT_LISTED = "action-not-listed"
    NO_ACTION = "no-action"
    RESOURCE_LISTED = "resource-listed"
    RESOURCE_NOT_LISTED = "resource-not-listed"
    RESOURCE_IS_ALIAS = "resource-is-alias"
    RESOURCE_IS_NOT_ARN = "resource-is-not-an-arn"
    NO_RESOURCE = "no-resource"
    # Of a condition.
    CONDITION_HOLDS = "condition-holds"
    KEY_ABSENT = "key-absent"
    KEY_ABSENT_SO_NEGATED_HOLDS = "key-absent-so-negated-test-holds"
    KEY_ABSENT_SO_IF_EXISTS_HOLDS = "key-absent-so-if-exists-holds"
    VALUE_DIFFERS = "value-differs"
    VALUE_EXCLUDED = "value-excluded"
    NOT_AN_OPERATOR = "not-an-operator"
    MALFORMED_VALUE = "malformed-value"
    CONDITION_NOT_KNOWN = "condition-not-known"
    # Of a grant.
    GRANT_FOR_OTHER_PRINCIPAL = "grant-for-other-principal"
    GRANT_WITHOUT_OPERATION = "grant-without-operation"
    GRANT_CONSTRAINT_DIFFERS = "grant-constraint-differs"
    # Of a statement as a whole.
    ALL_ELEMENTS_MATCH = "all-elements-match"
    STATEMENT_MALFORMED = "statement-malformed"


class OpenPoint(Enum):
    """Points that AWS documents contradictorily or not at all; `open_points` has the sources and the treatment."""

    SERVICE_NAME_WITHOUT_REGION = "service-name-without-region"
    VIA_SERVICE_OF_SERVICE = "kms-via-service-of-a-service-principal"
    PRINCIPAL_ARN_OF_SERVICE = "principal-arn-of-a-service-principal"
    SECURE_TRANSPORT_OF_SERVICE = "secure-transport-of-a-service-principal"
    GRANT_CONSTRAINT_KEY_CASE = "grant-constraint-key-case"
    STAR_ADMITS_SERVICE_TO_KEY = "star-admits-a-service-to-a-key"
    NOT_PRINCIPAL_WITHOUT_ACCOUNT = "not-principal-without-account"
    SOURCE_IP_OF_SERVICE = "source-ip-of-a-service-principal"
    SET_OPERATOR_MISSING = "set-operator-missing-on-multivalued-key"
    BOOL_VARIABLE = "variable-in-bool"
    ACCOUNT_OF_SERVICE = "account-of-a-service-principal"
    NOT_PRINCIPAL_WITH_ALLOW = "not-principal-with-allow"
    IDENTITY_OF_SERVICE = "type-and-user-id-of-a-service-principal"
    SOURCE_IP_OF_FORWARDED_CALL = "source-ip-of-a-forwarded-call"
    RESOURCE_ALIASES_IN_KEY_POLICY = "resource-aliases-in-a-key-policy"
    USER_NAME_CASE = "case-of-a-user-name-in-resource"
    # No decision rests on these.
    FOR_ALL_VALUES_TABLE = "table-of-for-all-values"
    GRANTEE_SERVICE = "service-as-grantee"
    DEFAULT_TOPIC_POLICY = "default-topic-policy"
    SOURCE_OF_EVENTBRIDGE = "source-account-of-eventbridge"
    ENCRYPT_OF_PUT_OBJECT = "encrypt-for-put-object"
    BACKUP_KEY_POLICY = "policy-of-the-aws-managed-key-for-backup"
    PENDING_DELETION_ERROR = "error-of-a-key-pending-deletion"
    TRAIL_ARN_EXAMPLE = "trail-arn-in-a-log-example"
    RESOURCE_ALIASES_SPELLING = "spelling-of-resource-aliases"
