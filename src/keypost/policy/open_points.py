"""The open points, all in one table: where AWS's pages contradict each other or say nothing, and what follows.

The questions and answers stand in `reports/wording`; `docs/open-points.md` is made of both.
"""

from keypost.named import Enum, NamedTuple
from keypost.policy.reasons import OpenPoint

_IAM = "https://docs.aws.amazon.com/IAM/latest/UserGuide"
_IAM_2023 = "https://github.com/awsdocs/iam-user-guide/blob/main/doc_source"
_KMS = "https://docs.aws.amazon.com/kms/latest/developerguide"
_KMS_API = "https://docs.aws.amazon.com/kms/latest/APIReference"
_KMS_2023 = "https://github.com/awsdocs/aws-kms-developer-guide/blob/main/doc_source"
_SNS = "https://docs.aws.amazon.com/sns/latest/dg"
_SNS_2023 = "https://github.com/awsdocs/amazon-sns-developer-guide/blob/main/doc_source"
_KEYS = f"{_IAM}/reference_policies_condition-keys.html"
_OPERATORS = f"{_IAM}/reference_policies_elements_condition_operators.html"
_NOT_PRINCIPAL = f"{_IAM}/reference_policies_elements_notprincipal.html"
_SETS = f"{_IAM}/reference_policies_condition-single-vs-multi-valued-context-keys.html"
_CONFIG = "https://docs.aws.amazon.com/config/latest/developerguide/s3-bucket-policy.html"
_TRAIL = "https://docs.aws.amazon.com/awscloudtrail/latest/userguide"


class Treatment(Enum):
    """What Keypost makes of an open point.

    BOTH: both readings are tried, and the request is undecided where they differ. CHOSEN: one reading is taken, and
    the decision says so. SLIP: a page is taken for wrong or outdated, the others decide. ELSEWHERE: it bears on no
    decision of policies, but on what is read, or on what a delivery calls.
    """

    BOTH = "both"
    CHOSEN = "chosen"
    SLIP = "slip"
    ELSEWHERE = "elsewhere"


class OpenQuestion(NamedTuple):
    """A row of the table: how the point is treated, and the pages on its two sides (no other side: undocumented)."""

    point: OpenPoint
    treatment: Treatment
    one_side: tuple[str, ...]
    other_side: tuple[str, ...] = ()


OPEN_QUESTIONS = (
    OpenQuestion(
        OpenPoint.VIA_SERVICE_OF_SERVICE,
        Treatment.BOTH,
        (f"{_KMS}/conditions-kms.html",),
        ("https://docs.aws.amazon.com/dtconsole/latest/userguide/set-up-sns.html",),
    ),
    OpenQuestion(OpenPoint.PRINCIPAL_ARN_OF_SERVICE, Treatment.BOTH, (_KEYS,)),
    OpenQuestion(OpenPoint.ACCOUNT_OF_SERVICE, Treatment.BOTH, (_KEYS, _CONFIG)),
    OpenQuestion(OpenPoint.IDENTITY_OF_SERVICE, Treatment.BOTH, (_KEYS,)),
    OpenQuestion(OpenPoint.SOURCE_IP_OF_SERVICE, Treatment.BOTH, (_KEYS, f"{_KMS}/conditions-aws.html")),
    OpenQuestion(
        OpenPoint.SOURCE_IP_OF_FORWARDED_CALL,
        Treatment.BOTH,
        (f"{_IAM}/access_forward_access_sessions.html",),
        (f"{_KMS}/conditions-aws.html",),
    ),
    OpenQuestion(
        OpenPoint.SECURE_TRANSPORT_OF_SERVICE, Treatment.BOTH, (_KEYS,), (f"{_KEYS}#condition-keys-securetransport",)
    ),
    OpenQuestion(
        OpenPoint.SERVICE_NAME_WITHOUT_REGION,
        Treatment.BOTH,
        (f"{_IAM}/reference_policies_elements_principal.html#principal-services-in-opt-in-regions",),
    ),
    OpenQuestion(OpenPoint.STAR_ADMITS_SERVICE_TO_KEY, Treatment.CHOSEN, (f"{_SNS}/sns-access-policy-use-cases.html",)),
    OpenQuestion(OpenPoint.NOT_PRINCIPAL_WITHOUT_ACCOUNT, Treatment.BOTH, (_NOT_PRINCIPAL,)),
    OpenQuestion(
        OpenPoint.NOT_PRINCIPAL_WITH_ALLOW,
        Treatment.BOTH,
        (_NOT_PRINCIPAL,),
        (f"{_IAM_2023}/reference_policies_elements_notprincipal.md",),
    ),
    OpenQuestion(
        OpenPoint.GRANT_CONSTRAINT_KEY_CASE,
        Treatment.BOTH,
        (f"{_KMS}/create-grant-overview.html",),
        (f"{_KMS_API}/API_GrantConstraints.html",),
    ),
    OpenQuestion(OpenPoint.SET_OPERATOR_MISSING, Treatment.CHOSEN, (_SETS,)),
    OpenQuestion(
        OpenPoint.BOOL_VARIABLE,
        Treatment.BOTH,
        (_OPERATORS,),
        (f"{_IAM_2023}/reference_policies_variables.md",),
    ),
    OpenQuestion(
        OpenPoint.RESOURCE_ALIASES_IN_KEY_POLICY,
        Treatment.BOTH,
        (f"{_KMS}/conditions-kms.html",),
        (f"{_SNS}/sns-key-management.html",),
    ),
    OpenQuestion(
        OpenPoint.USER_NAME_CASE,
        Treatment.BOTH,
        (f"{_IAM}/reference_policies_elements_resource.html",),
        (f"{_IAM_2023}/reference_policies_elements_resource.md",),
    ),
    OpenQuestion(
        OpenPoint.FOR_ALL_VALUES_TABLE, Treatment.SLIP, (_SETS, _OPERATORS), (f"{_OPERATORS}#Conditions_String",)
    ),
    OpenQuestion(
        OpenPoint.GRANTEE_SERVICE,
        Treatment.SLIP,
        (f"{_KMS}/grants.html", f"{_KMS_API}/API_CreateGrant.html"),
        (f"{_KMS_2023}/create-grant-overview.md",),
    ),
    OpenQuestion(OpenPoint.TRAIL_ARN_EXAMPLE, Treatment.SLIP, (f"{_TRAIL}/how-kms-works-with-cloudtrail.html",)),
    OpenQuestion(
        OpenPoint.RESOURCE_ALIASES_SPELLING,
        Treatment.SLIP,
        (f"{_KMS}/conditions-kms.html",),
        ("https://docs.aws.amazon.com/aws-backup/latest/devguide/encryption.html",),
    ),
    OpenQuestion(
        OpenPoint.DEFAULT_TOPIC_POLICY,
        Treatment.ELSEWHERE,
        (f"{_SNS}/sns-access-policy-use-cases.html",),
        (f"{_SNS_2023}/sns-access-policy-use-cases.md",),
    ),
    OpenQuestion(
        OpenPoint.SOURCE_OF_EVENTBRIDGE,
        Treatment.ELSEWHERE,
        (f"{_SNS}/sns-key-management.html",),
        (f"{_SNS}/sns-access-policy-use-cases.html",),
    ),
    OpenQuestion(
        OpenPoint.ENCRYPT_OF_PUT_OBJECT,
        Treatment.ELSEWHERE,
        ("https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html",),
    ),
    OpenQuestion(
        OpenPoint.BACKUP_KEY_POLICY,
        Treatment.ELSEWHERE,
        ("https://docs.aws.amazon.com/aws-backup/latest/devguide/encryption.html",),
    ),
    OpenQuestion(OpenPoint.PENDING_DELETION_ERROR, Treatment.ELSEWHERE, (f"{_KMS}/key-state.html",)),
)
