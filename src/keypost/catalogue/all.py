"""The registry of delivery paths: every path file, and whose settings make such a delivery.

Only the files that an input can need are imported: a template with alarms loads the alarm paths and no other.
"""

from keypost.catalogue.declare import Path, Wiring
from keypost.estate.kind import Kind
from keypost.named import Iterable, Mapping, cache

# Path id -> the kinds of resources that hold its settings; none for a path that no template shows.
_HOLDERS: Mapping[str, tuple[Kind, ...]] = {
    "alb-access-logs-to-s3": (Kind.LOAD_BALANCER, Kind.CLASSIC_LOAD_BALANCER),
    "apigateway-to-sns": (),
    "apigateway-to-sqs": (Kind.API_INTEGRATION,),
    "app-publish-to-sns": (Kind.ROLE, Kind.USER),
    "appflow-flow-key": (),
    "appflow-from-s3": (Kind.APP_FLOW,),
    "appflow-to-s3": (Kind.APP_FLOW,),
    "athena-results-to-s3": (),
    "athena-spark-results-to-s3": (Kind.WORKGROUP,),
    "audit-manager-to-sns": (),
    "autoscaling-ebs": (Kind.AUTO_SCALING_GROUP, Kind.NODE_GROUP),
    "autoscaling-ebs-cross-account": (Kind.AUTO_SCALING_GROUP, Kind.NODE_GROUP),
    "autoscaling-lifecycle-hook-to-sns": (Kind.LIFECYCLE_HOOK, Kind.AUTO_SCALING_GROUP),
    "autoscaling-lifecycle-hook-to-sqs": (Kind.LIFECYCLE_HOOK, Kind.AUTO_SCALING_GROUP),
    "autoscaling-notification-to-sns": (Kind.AUTO_SCALING_GROUP,),
    "backup-copy-cross-account-database": (Kind.BACKUP_SELECTION,),
    "backup-copy-cross-account-fully-managed": (Kind.BACKUP_SELECTION,),
    "backup-copy-cross-account-volume": (Kind.BACKUP_SELECTION,),
    "backup-copy-fully-managed": (Kind.BACKUP_SELECTION,),
    "backup-copy-not-fully-managed": (Kind.BACKUP_SELECTION,),
    "backup-not-fully-managed": (Kind.BACKUP_SELECTION,),
    "backup-report-to-s3": (Kind.BACKUP_REPORT_PLAN,),
    "backup-restore": (),
    "backup-to-air-gapped-fully-managed": (Kind.BACKUP_SELECTION,),
    "backup-to-air-gapped-not-fully-managed": (Kind.BACKUP_SELECTION,),
    "backup-to-vault-fully-managed": (Kind.BACKUP_SELECTION,),
    "backup-vault-create": (),
    "backup-vault-notifications-to-sns": (Kind.VAULT,),
    "bedrock-invocation-log-to-s3": (),
    "budgets-to-sns": (Kind.BUDGET, Kind.BUDGETS_ACTION),
    "cloudformation-notification-arns": (),
    "cloudfront-legacy-logs-to-s3": (Kind.DISTRIBUTION,),
    "cloudfront-oac-s3-origin": (Kind.DISTRIBUTION,),
    "cloudtrail-lake-eds": (Kind.EVENT_DATA_STORE,),
    "cloudtrail-to-s3": (Kind.TRAIL,),
    "cloudtrail-to-sns": (Kind.TRAIL,),
    "cloudwatch-alarm-to-sns": (Kind.ALARM, Kind.COMPOSITE_ALARM),
    "cloudwatch-alarm-to-sns-cross-account": (Kind.ALARM, Kind.COMPOSITE_ALARM),
    "codebuild-artifacts": (Kind.BUILD_PROJECT,),
    "codecommit-repository": (),
    "codecommit-trigger-to-sns": (Kind.REPOSITORY,),
    "codepipeline-approval-to-sns": (Kind.PIPELINE,),
    "codepipeline-artifacts": (Kind.PIPELINE,),
    "codestar-notifications-to-sns": (Kind.NOTIFICATION_RULE,),
    "cognito-custom-sender": (Kind.USER_POOL,),
    "config-to-s3": (Kind.DELIVERY_CHANNEL,),
    "config-to-sns": (Kind.DELIVERY_CHANNEL,),
    "connect-to-kinesis": (),
    "control-tower-landing-zone-kms": (Kind.LANDING_ZONE,),
    "control-tower-notifications-sns": (),
    "cost-anomaly-to-sns": (Kind.ANOMALY_SUBSCRIPTION,),
    "customer-profiles-dlq": (Kind.CUSTOMER_PROFILES,),
    "customer-profiles-key": (),
    "cwlogs-export-to-s3": (),
    "cwlogs-insights-results-kms": (),
    "cwlogs-log-group-kms": (Kind.LOG_GROUP,),
    "cwlogs-subscription-to-firehose": (Kind.SUBSCRIPTION_FILTER,),
    "cwlogs-subscription-to-kinesis": (Kind.SUBSCRIPTION_FILTER,),
    "data-exports-cur-to-s3": (Kind.DATA_EXPORT,),
    "datasync-from-s3": (Kind.DATASYNC_TASK,),
    "datasync-to-s3": (Kind.DATASYNC_TASK,),
    "dax-to-sns": (Kind.DAX_CLUSTER,),
    "devops-guru-to-sns": (Kind.DEVOPS_GURU_CHANNEL,),
    "directory-service-to-sns": (),
    "dlm-snapshot-copy": (Kind.LIFECYCLE_POLICY,),
    "dms-event-to-sns": (Kind.DMS_EVENT_SUBSCRIPTION,),
    "dynamodb-export-to-s3": (),
    "dynamodb-table-cmk": (Kind.ROLE, Kind.USER),
    "dynamodb-to-kinesis": (Kind.TABLE, Kind.GLOBAL_TABLE),
    "ebs-snapshot-share": (),
    "ec2-fleet-ebs": (Kind.EC2_FLEET,),
    "ec2-run-instances-ebs-cmk": (),
    "ecr-creation-template": (Kind.IMAGE_REPOSITORY_TEMPLATE,),
    "ecr-repository-create": (),
    "efs-filesystem": (),
    "elastic-beanstalk-to-sns": (Kind.BEANSTALK_ENVIRONMENT,),
    "elastic-transcoder-to-sns": (),
    "elasticache-to-sns": (Kind.CACHE_CLUSTER, Kind.REPLICATION_GROUP),
    "emr-logs-to-s3": (Kind.EMR_CLUSTER,),
    "eventbridge-archive-key": (Kind.EVENT_ARCHIVE,),
    "eventbridge-bus-dlq": (Kind.EVENT_BUS,),
    "eventbridge-bus-key": (Kind.EVENT_BUS,),
    "eventbridge-pipes-from-dynamodb": (Kind.PIPE,),
    "eventbridge-pipes-from-kinesis": (Kind.PIPE,),
    "eventbridge-pipes-from-sqs": (Kind.PIPE,),
    "eventbridge-pipes-to-kinesis": (Kind.PIPE,),
    "eventbridge-pipes-to-sns": (Kind.PIPE,),
    "eventbridge-pipes-to-sqs": (Kind.PIPE,),
    "eventbridge-rule-to-kinesis": (Kind.RULE,),
    "eventbridge-rule-to-sns": (Kind.RULE,),
    "eventbridge-rule-to-sns-role": (Kind.RULE,),
    "eventbridge-rule-to-sqs": (Kind.RULE,),
    "eventbridge-rule-to-sqs-role": (Kind.RULE,),
    "eventbridge-scheduler-to-sns": (Kind.SCHEDULE,),
    "eventbridge-scheduler-to-sqs": (Kind.SCHEDULE,),
    "eventbridge-target-dlq": (Kind.RULE,),
    "finding-services-to-sns": (),
    "finding-services-to-sqs": (),
    "firehose-from-kinesis": (Kind.DELIVERY_STREAM,),
    "firehose-stream-key": (),
    "firehose-to-s3": (Kind.DELIVERY_STREAM,),
    "gamelift-matchmaking-to-sns": (Kind.MATCHMAKING_CONFIGURATION,),
    "glacier-vault-to-sns": (),
    "glue-catalog-key": (Kind.GLUE_CATALOG,),
    "glue-job-data-key": (Kind.GLUE_JOB,),
    "glue-logs-key": (Kind.GLUE_SECURITY,),
    "guardduty-export-to-s3": (Kind.PUBLISHING_DESTINATION,),
    "image-builder-ebs": (Kind.IMAGE_DISTRIBUTION, Kind.IMAGE_RECIPE),
    "image-builder-to-sns": (Kind.IMAGE_INFRASTRUCTURE,),
    "incident-manager-to-sns": (Kind.RESPONSE_PLAN,),
    "inspector-classic-to-sns": (),
    "inspector2-report-to-s3": (),
    "investigation-group-key": (Kind.INVESTIGATION_GROUP,),
    "investigations-alarm-to-group": (Kind.ALARM, Kind.COMPOSITE_ALARM),
    "iot-rule-to-firehose": (Kind.TOPIC_RULE,),
    "iot-rule-to-kinesis": (Kind.TOPIC_RULE,),
    "iot-rule-to-s3": (Kind.TOPIC_RULE,),
    "iot-rule-to-sns": (Kind.TOPIC_RULE,),
    "iot-rule-to-sqs": (Kind.TOPIC_RULE,),
    "kinesis-consumer-iam": (Kind.ROLE, Kind.USER),
    "kinesis-producer-iam": (Kind.ROLE, Kind.USER),
    "lambda-async-to-sns": (Kind.FUNCTION, Kind.EVENT_INVOKE_CONFIG, Kind.EVENT_SOURCE_MAPPING),
    "lambda-async-to-sqs": (Kind.FUNCTION, Kind.EVENT_INVOKE_CONFIG, Kind.EVENT_SOURCE_MAPPING),
    "lambda-env-vars": (Kind.FUNCTION,),
    "lambda-esm-dynamodb-stream": (Kind.EVENT_SOURCE_MAPPING,),
    "lambda-esm-kinesis": (Kind.EVENT_SOURCE_MAPPING,),
    "lambda-esm-sqs": (Kind.EVENT_SOURCE_MAPPING,),
    "license-manager-to-sns": (),
    "macie-results-to-s3": (),
    "msk-broker-logs-to-s3": (Kind.MSK_CLUSTER,),
    "msk-cluster-kms": (),
    "nlb-access-logs-to-s3": (Kind.LOAD_BALANCER,),
    "opensearch-domain-kms": (),
    "org-trusted-advisor-service-catalog-none": (),
    "pipes-logs-key": (Kind.PIPE,),
    "pipes-role-key": (Kind.PIPE,),
    "rds-event-to-sns": (Kind.DB_EVENT_SUBSCRIPTION,),
    "rds-integration-kms": (Kind.DB_INTEGRATION,),
    "rds-snapshot-export-to-s3": (),
    "rds-snapshot-share": (),
    "rds-storage-kms": (),
    "redshift-audit-logs-to-s3": (Kind.REDSHIFT_CLUSTER,),
    "redshift-cluster-kms": (),
    "redshift-event-to-sns": (Kind.REDSHIFT_EVENT_SUBSCRIPTION,),
    "redshift-integration-kms": (Kind.WAREHOUSE_INTEGRATION,),
    "route53-dnssec": (Kind.KEY_SIGNING_KEY,),
    "rum-source-maps": (Kind.APP_MONITOR,),
    "s3-batch-operations": (),
    "s3-event-to-sns": (Kind.BUCKET, Kind.BUCKET_NOTIFICATIONS),
    "s3-event-to-sqs": (Kind.BUCKET, Kind.BUCKET_NOTIFICATIONS),
    "s3-inventory": (Kind.BUCKET,),
    "s3-metadata-tables": (Kind.BUCKET,),
    "s3-replication-kms": (Kind.BUCKET,),
    "s3-server-access-logs": (Kind.BUCKET,),
    "s3-storage-lens-export": (Kind.STORAGE_LENS,),
    "s3-tables-maintenance": (Kind.TABLE_BUCKET,),
    "sagemaker-data-capture-to-s3": (Kind.ENDPOINT_CONFIG,),
    "scheduler-cmk": (Kind.SCHEDULE,),
    "secrets-manager-event-source": (Kind.EVENT_SOURCE_MAPPING,),
    "secrets-manager-rds-proxy": (Kind.DB_PROXY,),
    "secrets-manager-read": (Kind.ROLE, Kind.USER),
    "secrets-manager-rotation": (Kind.ROTATION_SCHEDULE,),
    "ses-event-destination-to-sns": (Kind.SES_EVENT_DESTINATION,),
    "ses-identity-notification-to-sns": (),
    "ses-receipt-rule-to-sns": (Kind.SES_RECEIPT_RULE,),
    "ses-receipt-to-s3": (Kind.SES_RECEIPT_RULE,),
    "snowball-to-sns": (),
    "sns-subscription-dlq": (Kind.SUBSCRIPTION,),
    "sns-to-chatbot-slack": (Kind.SLACK_CHANNEL,),
    "sns-to-email-sms-https": (Kind.SUBSCRIPTION, Kind.TOPIC),
    "sns-to-firehose": (Kind.SUBSCRIPTION,),
    "sns-to-lambda": (Kind.SUBSCRIPTION, Kind.TOPIC),
    "sns-to-sqs": (Kind.SUBSCRIPTION, Kind.TOPIC),
    "sns-to-sqs-cross-account": (Kind.SUBSCRIPTION, Kind.TOPIC),
    "spot-fleet-ebs": (Kind.SPOT_FLEET,),
    "spot-instance-ebs": (),
    "sqs-consumer-iam": (Kind.ROLE, Kind.USER),
    "sqs-dlq-move": (Kind.QUEUE,),
    "sqs-dlq-redrive": (),
    "sqs-key-switch": (),
    "sqs-producer-iam": (Kind.ROLE, Kind.USER),
    "ssm-change-manager-to-sns": (),
    "ssm-opscenter-to-sns": (),
    "ssm-resource-data-sync-to-s3": (Kind.RESOURCE_DATA_SYNC,),
    "ssm-run-command-to-sns": (Kind.MAINTENANCE_WINDOW_TASK,),
    "ssm-securestring-read": (),
    "ssm-securestring-write": (),
    "ssm-session-key": (),
    "ssm-session-logs-to-s3": (),
    "stepfunctions-express-key": (Kind.STATE_MACHINE,),
    "stepfunctions-logs-key": (Kind.STATE_MACHINE,),
    "stepfunctions-role-key": (Kind.STATE_MACHINE,),
    "stepfunctions-to-sns": (Kind.STATE_MACHINE,),
    "stepfunctions-to-sqs": (Kind.STATE_MACHINE,),
    "synthetics-canary-artifacts": (Kind.CANARY,),
    "timestream-scheduled-query-to-sns": (Kind.SCHEDULED_QUERY,),
    "transfer-family-s3": (Kind.TRANSFER_USER,),
    "vended-logs-v1-to-s3": (Kind.RESOLVER_QUERY_LOG,),
    "vended-logs-v2-to-s3": (Kind.LOG_DELIVERY,),
    "vpc-flow-logs-to-s3": (Kind.FLOW_LOG,),
    "waf-logs-to-s3": (Kind.WEB_ACL_LOGGING,),
    "xray-encryption": (),
}


def list_ids() -> tuple[str, ...]:
    """Return the ids of all paths, in alphabetical order, without loading any."""
    return tuple(_HOLDERS)


@cache
def load_path(path_id: str) -> Path:
    """Load one path by its id; an id that isn't registered is a KeyError."""
    if path_id not in _HOLDERS:
        raise KeyError(path_id)
    module = f"keypost.catalogue.paths.{path_id.replace('-', '_')}"
    path: Path = __import__(module, fromlist=["PATH"]).PATH
    return path


def all_paths() -> tuple[Path, ...]:
    """Load the whole catalogue, in alphabetical order of the ids."""
    return tuple(load_path(path_id) for path_id in _HOLDERS)


@cache
def paths_from(kind: Kind) -> tuple[Path, ...]:
    """Load the paths that a setting of this kind of resource can make."""
    return tuple(load_path(path_id) for path_id, holders in _HOLDERS.items() if kind in holders)


@cache
def paths_for(holder: Kind, setting: str) -> tuple[Path, ...]:
    """Load the paths that this setting can make.

    More than one where it leads to several kinds of targets, comes from several kinds of sources, or crosses
    accounts: `target`, `source` and `reach` tell these apart.
    """
    return tuple(path for path in paths_from(holder) if any(_holds(wiring, holder, setting) for wiring in path.wirings))


def wirings_by_holder(kinds: Iterable[Kind]) -> Mapping[Kind, tuple[Wiring, ...]]:
    """Return the settings to look for in resources of these kinds, each one once; kinds without any are left out."""
    found = {kind: _wirings_of(kind) for kind in dict.fromkeys(kinds)}
    return {kind: wirings for kind, wirings in found.items() if wirings}


@cache
def _wirings_of(kind: Kind) -> tuple[Wiring, ...]:
    """Return the settings of one kind; paths that share a setting declare it alike, so the first one stands for all."""
    wirings = (wiring for path in paths_from(kind) for wiring in path.wirings if wiring.holder is kind)
    first: dict[tuple[tuple[str, ...], tuple[str, ...]], Wiring] = {}
    for wiring in wirings:
        first.setdefault((wiring.target, wiring.source), wiring)
    return tuple(first.values())


def _holds(wiring: Wiring, holder: Kind, setting: str) -> bool:
    return wiring.holder is holder and wiring.setting == setting
