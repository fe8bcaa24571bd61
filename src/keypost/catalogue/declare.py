"""The words in which delivery paths are declared; a wrong condition key or a missing translation is a type error."""

from keypost.estate.kind import Kind
from keypost.named import Enum, Literal, Mapping, MappingProxyType, NamedTuple
from keypost.text import Text


class Evidence(Enum):
    """How a fact is known, weakest last."""

    OBSERVED = "observed"
    DOCUMENTED = "documented"
    INFERRED = "inferred"


OBSERVED, DOCUMENTED, INFERRED = Evidence.OBSERVED, Evidence.DOCUMENTED, Evidence.INFERRED


class Part(Enum):
    """A text that a call carries, filled in from the delivery's source, target, key, role and setting.

    Fields are those of the resources (`{source.account}`), `{values.NAME}` the setting's further texts (empty where
    unset), `{reference}` the target as the setting names it, and `{any}` a text that nobody knows beforehand.
    """

    ANY = "{any}"
    SOURCE_ARN = "{source.arn}"
    SOURCE_ACCOUNT = "{source.account}"
    SOURCE_REGION = "{source.region}"
    TARGET = "{target.arn}"
    TARGET_ACCOUNT = "{target.account}"
    TARGET_KEY = "{key.arn}"
    ROLE = "{role.arn}"
    BUDGETS_OF_ACCOUNT = "arn:{source.partition}:budgets::{source.account}:{any}"
    CONFIG_OF_ACCOUNT = "arn:{source.partition}:config:{source.region}:{source.account}:*"  # ends in a real asterisk
    CONFIG_OF_ANY_ACCOUNT = "arn:{source.partition}:config:{any}:{any}:*"
    RDS_OF_ACCOUNT = "arn:{source.partition}:rds:{source.region}:{source.account}:{any}"
    SES_OF_ACCOUNT = "arn:{source.partition}:ses:{source.region}:{source.account}:{any}"
    LOGS_OF_ACCOUNT = "arn:{source.partition}:logs:{source.region}:{source.account}:{any}"
    DELIVERY_SOURCES_OF_ACCOUNT = "arn:{source.partition}:logs:{source.region}:{source.account}:delivery-source:{any}"
    SCHEDULE_GROUPS = "arn:{source.partition}:scheduler:{source.region}:{source.account}:schedule-group/{any}"
    STATES_OF_ACCOUNT = "arn:{source.partition}:states:{source.region}:{source.account}:{any}"
    LOG_GROUPS_OF_ACCOUNT = "arn:{source.partition}:logs:{source.region}:{source.account}:log-group:{any}"
    SYNCS_OF_ACCOUNT = "arn:{source.partition}:ssm:{source.region}:{source.account}:resource-data-sync/{any}"
    EXPORTS_OF_ACCOUNT = "arn:{source.partition}:bcm-data-exports:us-east-1:{source.account}:export/{any}"
    BEDROCK_OF_ACCOUNT = "arn:{source.partition}:bedrock:{source.region}:{source.account}:{any}"
    MACIE_OF_ACCOUNT = "arn:{source.partition}:macie2:{source.region}:{source.account}:{any}"
    INSPECTOR_REPORTS_OF_ACCOUNT = "arn:{source.partition}:inspector2:{source.region}:{source.account}:report/{any}"
    LOG_GROUP = "arn:{source.partition}:logs:{source.region}:{source.account}:log-group:{source.name}"
    BASELINE_TRAIL = (
        "arn:{source.partition}:cloudtrail:{source.region}:{source.account}:trail/aws-controltower-BaselineCloudTrail"
    )
    AUDIT_MANAGER_OF_ACCOUNT = "arn:{source.partition}:auditmanager:{source.region}:{source.account}:{any}"
    CLOUDTRAIL_OBJECT = "{target.arn}/{values.prefix/}AWSLogs/{source.account}/CloudTrail/{any}"
    CONFIG_OBJECT = "{target.arn}/{values.prefix/}AWSLogs/{source.account}/Config/{any}"
    FLOW_LOG_OBJECT = "{values.destination/}AWSLogs/{source.account}/vpcflowlogs/{any}"
    WAF_LOG_OBJECT = "{values.destination/}AWSLogs/{source.account}/WAFLogs/{any}"
    VENDED_LOG_OBJECT = "{values.destination/}AWSLogs/{source.account}/{any}"
    LOAD_BALANCER_LOG_OBJECT = "{target.arn}/{values.prefix/}AWSLogs/{source.account}/elasticloadbalancing/{any}"
    GUARDDUTY_OBJECT = "{values.destination/}AWSLogs/{source.account}/GuardDuty/{any}"
    STORAGE_LENS_OBJECT = "{target.arn}/{values.prefix/}StorageLens/{source.account}/{any}"
    RESOURCE_DATA_OBJECT = "{target.arn}/{values.prefix/}{any}/accountid={source.account}/{any}"
    LOAD_BALANCERS = "arn:{source.partition}:elasticloadbalancing:{source.region}:{source.account}:loadbalancer/{any}"
    SOURCE_CLUSTER = "arn:{source.partition}:redshift:{source.region}:{source.account}:cluster:{source.name}"
    BEDROCK_OBJECT = "{target.arn}/{values.prefix/}AWSLogs/{source.account}/BedrockModelInvocationLogs/{any}"
    ORIGIN_OBJECT = "{target.arn}{values.path}/{any}"
    ANY_OBJECT = "{target.arn}/{any}"
    DESTINATION_OBJECT = "{values.destination/}{any}"
    BACKUP_REPORT_OBJECT = "{target.arn}/{values.prefix/}Backup/{any}"
    ACCOUNT_LOG_OBJECT = "{target.arn}/{values.prefix/}AWSLogs/{source.account}/{any}"
    TABLE_OBJECT = "{source.arn}/{any}"
    METADATA_TABLE_OBJECT = "arn:{source.partition}:s3tables:{source.region}:{source.account}:bucket/aws-s3/{any}"
    BUCKET_OBJECT = "arn:{source.partition}:s3:::{any}"
    GLUE_LOG_GROUPS = "arn:{source.partition}:logs:{source.region}:{source.account}:log-group:/aws-glue/{any}"
    QUERY_RESULTS = "arn:{source.partition}:logs:{source.region}:{source.account}:query-result:{any}"
    HOSTED_ZONE = "arn:{source.partition}:route53:::hostedzone/{values.zone}"
    FOLDER_OBJECT = "{target.arn}/{values.prefix/}{any}"
    PREFIXED_OBJECT = "{target.arn}/{values.prefix}{any}"
    TABLE_STREAM = "{reference}"
    ARCHIVED_BUS = "{values.bus}"
    LOGS_ASTERISK = "arn:{source.partition}:logs:{source.region}:{source.account}:*"  # ends in a real asterisk
    VIA_SNS = "sns.{target.region}.amazonaws.com"
    VIA_SQS = "sqs.{target.region}.amazonaws.com"
    VIA_S3 = "s3.{target.region}.amazonaws.com"
    VIA_KINESIS = "kinesis.{target.region}.amazonaws.com"
    VIA_RDS = "rds.{target.region}.amazonaws.com"
    VIA_AIOPS = "aiops.{target.region}.amazonaws.com"
    VIA_BACKUP = "backup.{target.region}.amazonaws.com"
    VIA_EC2 = "ec2.{key.region}.amazonaws.com"
    VIA_RDS_OF_KEY = "rds.{key.region}.amazonaws.com"
    VIA_DYNAMODB = "dynamodb.{target.region}.amazonaws.com"
    VIA_LAMBDA = "lambda.{source.region}.amazonaws.com"
    VIA_ECR = "ecr.{key.region}.amazonaws.com"
    VIA_EFS = "elasticfilesystem.{target.region}.amazonaws.com"
    VIA_REDSHIFT = "redshift.{target.region}.amazonaws.com"
    VIA_MSK = "kafka.{target.region}.amazonaws.com"
    VIA_OPENSEARCH = "es.{target.region}.amazonaws.com"
    TARGET_NAME = "{target.name}"
    VIA_SECRETS = "secretsmanager.{target.region}.amazonaws.com"
    VIA_SSM = "ssm.{target.region}.amazonaws.com"
    VIA_GLUE = "glue.{target.region}.amazonaws.com"
    VIA_CODECOMMIT = "codecommit.{target.region}.amazonaws.com"
    VIA_XRAY = "xray.{target.region}.amazonaws.com"
    VIA_APPFLOW = "appflow.{target.region}.amazonaws.com"


ContextKey = Literal[
    "aws:SourceArn",
    "aws:SourceAccount",
    "aws:SourceOrgID",
    "aws:SourceOrgPaths",
    "aws:SourceOwner",
    "aws:PrincipalOrgID",
    "kms:ViaService",
    "kms:GrantIsForAWSResource",
    "kms:GrantOperations",
    "kms:EncryptionContext:aws:sns:topicArn",
    "kms:EncryptionContext:aws:sqs:arn",
    "kms:EncryptionContext:aws:s3:arn",
    "kms:EncryptionContext:aws:kinesis:arn",
    "kms:EncryptionContext:aws:cloudtrail:arn",
    "kms:EncryptionContext:aws:logs:arn",
    "kms:EncryptionContext:aws:backup:backup-vault",
    "kms:EncryptionContext:aws:ebs:id",
    "kms:EncryptionContext:aws:rds:db-id",
    "kms:EncryptionContext:aws:dynamodb:tableName",
    "kms:EncryptionContext:aws:dynamodb:subscriberId",
    "kms:EncryptionContext:aws:lambda:FunctionArn",
    "kms:EncryptionContext:aws:ecr:arn",
    "kms:EncryptionContext:aws:redshift:arn",
    "kms:EncryptionContext:aws:redshift:integration:arn",
    "kms:EncryptionContext:SecretARN",
    "kms:EncryptionContext:PARAMETER_ARN",
    "kms:EncryptionContext:aws:events:event-bus:arn",
    "kms:EncryptionContext:aws:pipe:arn",
    "kms:EncryptionContext:aws:pipes:arn",
    "kms:EncryptionContext:aws:scheduler:schedule:arn",
    "kms:EncryptionContext:aws:states:stateMachineArn",
    "kms:EncryptionContext:SourceArn",
    "kms:EncryptionContext:aws:aiops:investigation-group-arn",
    "kms:EncryptionContext:glue_catalog_id",
    "kms:EncryptionContext:aws:ssm:SessionId",
    "kms:EncryptionContext:aws:ssm:TargetId",
    "s3:x-amz-acl",
    "sts:ExternalId",
]


class Sent(NamedTuple):
    """The call carries the condition key with this value (text: a literal value).

    Inferred: with this value or not at all; never with another one. `others` are the further values of a key that has
    several.
    """

    value: Part | str
    evidence: Evidence
    others: tuple[str, ...] = ()


class Absent(NamedTuple):
    """The call doesn't carry the condition key: a positive test on it never holds."""

    evidence: Evidence


class Undocumented(NamedTuple):
    """Nothing is known about the condition key on this call."""


ContextValue = Sent | Absent | Undocumented


class When(Enum):
    """Under which encryption of what is delivered a call is made."""

    ALWAYS = "always"
    TARGET_USES_KMS = "target-uses-kms"  # the path's key, be it the target's or the setting's
    BUCKET_KEY_IS_ON = "bucket-key-is-on"  # ... with an S3 Bucket Key
    BUCKET_KEY_IS_OFF = "bucket-key-is-off"  # ... without one


class Service(NamedTuple):
    """A service calls as itself; `{region}` in the name stands for the source's Region.

    `seen_as` is another name that public policies use although AWS documents `name` alone. One that is
    `regional_where_opted_in` has the Region in its name in every Region that an account must enable.
    """

    name: str
    seen_as: str | None = None
    regional_where_opted_in: bool = False


class AssumedRole(NamedTuple):
    """A role calls, which the setting names and `trusted_service` assumes."""

    trusted_service: str


class LinkedRole(NamedTuple):
    """The service-linked role of an account, mostly the source's; `policy` is the managed policy that AWS gives it.

    Where it is the path's caller, a wiring with a `role` may name another one of the same service.
    """

    service: str
    name: str
    policy: str
    account: Part = Part.SOURCE_ACCOUNT


class RoleThenService(NamedTuple):
    """AWS Config's way: the role tries first, and where that is refused the service calls as itself."""

    trusted_service: str
    service: str


class ThePrincipal(NamedTuple):
    """The source itself calls: a role or user that uses the API."""


class Nobody(NamedTuple):
    """Nothing has to be allowed on this hop."""


Caller = Service | AssumedRole | LinkedRole | RoleThenService | ThePrincipal | Nobody


class Necessity(Enum):
    """What it means when a call is denied."""

    REQUIRED = "required"
    RECOMMENDED = "recommended"  # AWS asks for it; deliveries were seen without it: never alone a reason for FAILS.


class MadeGrant(Enum):
    """Who holds a grant for this call although no policy shows it."""

    NONE = "none"
    WITH_TARGET = "with-target"  # made when the target was created (the vault of AWS Backup).
    WITH_SOURCE = "with-source"  # made when the source was configured, by whoever did that (a Lambda function).
    BY_HAND = "by-hand"  # perhaps made by somebody, as AWS asks for it: then it isn't known which grants there are


class Call(NamedTuple):
    """One AWS action that the path needs, on which resource, with which condition keys present and absent.

    `advised` is the action as AWS recommends to allow it (`kms:GenerateDataKey*`), for repairs. `role_context`
    holds the condition keys of the role's attempt where the caller is `RoleThenService`.
    """

    action: str
    on: Part | str
    when: When = When.ALWAYS
    context: Mapping[ContextKey, ContextValue] = MappingProxyType({})
    evidence: Evidence = Evidence.DOCUMENTED
    necessity: Necessity = Necessity.REQUIRED
    caller: Caller | None = None
    grant: MadeGrant = MadeGrant.NONE
    advised: str | None = None
    role_context: Mapping[ContextKey, ContextValue] = MappingProxyType({})

    @property
    def on_key(self) -> bool:
        """Whether the action is one on the KMS key."""
        return self.on is Part.TARGET_KEY

    @property
    def on_role(self) -> bool:
        """Whether the action is one on the role that calls: a service assumes it."""
        return self.on is Part.ROLE


class Reach(Enum):
    """Whether source and target stand in one account; two paths that differ in this share their setting."""

    ANY = "any"
    ONE_ACCOUNT = "one-account"
    ACROSS_ACCOUNTS = "across-accounts"

    def fits(self, *, crosses: bool) -> bool:
        """Tell whether the path is meant for a delivery that is known to cross accounts, or for one that isn't."""
        return self is Reach.ANY or crosses is (self is Reach.ACROSS_ACCOUNTS)


class KeyOf(Enum):
    """Which key encrypts what is delivered."""

    TARGET = "target"  # the target's own encryption
    SETTING = "setting"  # the key that the setting names, and no other
    SETTING_ELSE_TARGET = "setting-else-target"
    SETTING_ELSE_PERHAPS_TARGET = "setting-else-perhaps-target"  # sources disagree on what holds without the setting
    SOURCE = "source"  # the source's own encryption
    NONE = "none"


class EncryptionKind(Enum):
    """The kinds of encryption of a target that services tell apart."""

    NO_KMS = "no-kms"  # SSE-S3, SSE-SQS, a key that AWS owns, or nothing
    AWS_MANAGED_KEY = "aws-managed-key"
    CUSTOMER_MANAGED_KEY = "customer-managed-key"
    SINGLE_REGION_KEY = "single-region-key"  # a customer managed key, and no multi-Region one


class Accepts(NamedTuple):
    """The kinds of encryption under which AWS takes the call of `action`; else it refuses, whatever policies allow."""

    kinds: tuple[EncryptionKind, ...]
    action: str
    evidence: Evidence


class Failure(Enum):
    """When a failure shows."""

    AT_CONFIGURATION = "at-configuration"
    SILENT = "silent"
    RECORDED = "recorded"  # lost, but written down somewhere
    TO_CALLER = "to-caller"
    AT_CONFIGURATION_THEN_SILENT = "at-configuration-then-silent"


class Wiring(NamedTuple):
    """The setting that makes such a delivery.

    Each of `target`, `source`, `role` and `key` is a way through properties, e.g.
    `("NotificationsWithSubscribers[].Subscribers[SubscriptionType=SNS].Address",)`: `[]` takes every element,
    `[Name=value]` those with that value (`[Name=one|other]`: with either), `[Name]` / `[!Name]` those with / without
    that property. A way that begins with such a test asks it of the holder (`[Protocol=sqs].Endpoint`). A text that
    holds JSON is gone through like an object. A second step goes on at the resource that the first one refers to
    (`("FunctionName", "Role")`). `role`, `key` and `values` start at the innermost object that `target` went through
    when they begin with `.`, else at the holder. A value whose name ends in `/` is a folder: a text that doesn't
    end in `/` gets one, an unset one stays empty. An empty `source` or `target` is the holder itself. `role_holder`
    starts `role` at the stack's only resource of that kind. The source's role assumes one `of_a_role`.
    """

    holder: Kind
    target: tuple[str, ...]
    source: tuple[str, ...] = ()
    role: tuple[str, ...] = ()
    key: tuple[str, ...] = ()
    role_holder: Kind | None = None
    of_a_role: bool = False
    values: Mapping[str, str] = MappingProxyType({})
    terraform: tuple[str, ...] = ()

    @property
    def setting(self) -> str:
        """The setting's name in wires: all steps to the target, then those to a source that isn't the holder."""
        return " -> ".join((*self.target, *self.source))


class Doc(NamedTuple):
    """One source: its address, what it says in our words, and the day it was read."""

    url: str
    says: Text
    read_on: str


class Path(NamedTuple):
    """One kind of delivery: who hands what to which kind of target, and all that AWS looks at on the way.

    Without `wirings` no template shows it, and it makes no delivery. Where several kinds of targets make up one path,
    each has a literal of its own, `part_of` it. `assumed_by` assumes the setting's role though `caller` is another.
    """

    id: str
    title: Text
    source: tuple[Kind, ...]
    target: Kind
    caller: Caller
    wirings: tuple[Wiring, ...]
    calls: tuple[Call, ...]
    failure: Failure
    seen_in: tuple[Text, ...]
    evidence: Evidence
    documented_by: tuple[Doc, ...]
    key_of: KeyOf = KeyOf.TARGET
    reach: Reach = Reach.ANY
    accepts: Accepts | None = None
    symptoms: tuple[str, ...] = ()
    notes: Text | None = None
    part_of: str | None = None
    assumed_by: str = ""

    @property
    def reported_id(self) -> str:
        """The id by which deliveries are reported."""
        return self.part_of or self.id

    def service_of(self, call: Call) -> str:
        """Return the service that makes the call as itself, an empty text where none does."""
        caller = call.caller or self.caller
        if isinstance(caller, Service):
            return caller.name
        return caller.service if isinstance(caller, RoleThenService) else ""
