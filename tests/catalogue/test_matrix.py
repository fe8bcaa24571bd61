"""Every path, in eight small estates, gets the verdict that AWS's pages give it (tests/spec/matrix)."""

import pytest

from keypost.catalogue.all import list_ids
from tests.catalogue.matrix import NOTHING, VARIANTS, Row, build_ends_of, build_statements, decide_row, read_rows

# Paths whose rows are still to be written; a new path brings its row along.
WITHOUT_ROW = frozenset(
    (
        "apigateway-to-sns",
        "apigateway-to-sqs",
        "apigateway-to-sqs-sns",
        "app-publish-to-sns",
        "appflow",
        "athena-results-to-s3",
        "audit-manager-to-sns",
        "autoscaling-ebs-cmk",
        "autoscaling-lifecycle-hook-to-sns",
        "autoscaling-lifecycle-hook-to-sns-sqs",
        "autoscaling-lifecycle-hook-to-sqs",
        "backup-copy-cross-account-fully-managed",
        "backup-copy-cross-account-not-fully-managed",
        "backup-copy-cross-region",
        "backup-logically-air-gapped-vault",
        "backup-not-fully-managed",
        "backup-report-to-s3",
        "backup-restore",
        "backup-to-vault-fully-managed",
        "backup-vault-create",
        "backup-vault-notifications-to-sns",
        "bedrock-invocation-log-to-s3",
        "budgets-to-sns",
        "cloudformation-notification-arns",
        "cloudfront-legacy-logs-to-s3",
        "cloudfront-oac-s3-origin",
        "cloudtrail-to-s3",
        "cloudtrail-to-sns",
        "cloudwatch-alarm-to-sns-cross-account",
        "codecommit-repository",
        "codecommit-trigger-to-sns",
        "codepipeline-approval-to-sns",
        "codepipeline-artifacts",
        "codestar-notifications-to-sns",
        "cognito-custom-sender",
        "config-to-sns",
        "connect-customer-profiles",
        "connect-to-kinesis",
        "control-tower-landing-zone-kms",
        "control-tower-notifications-sns",
        "cost-anomaly-to-sns",
        "cwlogs-export-to-s3",
        "cwlogs-insights-results-kms",
        "cwlogs-log-group-kms",
        "cwlogs-subscription-to-firehose",
        "cwlogs-subscription-to-kinesis",
        "data-exports-cur-to-s3",
        "datasync-s3",
        "dax-to-sns",
        "devops-guru-to-sns",
        "directory-service-to-sns",
        "dlm-snapshot-copy",
        "dms-event-to-sns",
        "dynamodb-export-to-s3",
        "dynamodb-table-cmk",
        "dynamodb-to-kinesis",
        "ebs-snapshot-ami-share",
        "ec2-run-instances-ebs-cmk",
        "ecr-repository",
        "efs-filesystem",
        "elastic-beanstalk-to-sns",
        "elastic-transcoder-to-sns",
        "elasticache-to-sns",
        "emr-sagemaker-roles-s3",
        "eventbridge-bus-cmk",
        "eventbridge-bus-dlq",
        "eventbridge-pipes-sqs",
        "eventbridge-rule-to-kinesis",
        "eventbridge-rule-to-sns-role",
        "eventbridge-rule-to-sqs",
        "eventbridge-rule-to-sqs-role",
        "eventbridge-scheduler-to-sqs-sns",
        "eventbridge-target-dlq",
        "finding-services-via-eventbridge",
        "firehose-sse",
        "firehose-to-s3",
        "glacier-vault-to-sns",
        "glue-job-encryption",
        "image-builder-to-sns",
        "incident-manager-to-sns",
        "inspector-classic-to-sns",
        "inspector2-report-to-s3",
        "investigations-alarm",
        "iot-rule-to-kinesis-s3-others",
        "iot-rule-to-sns",
        "iot-rule-to-sqs",
        "kinesis-producer-consumer",
        "lambda-async-to-sns",
        "lambda-env-vars",
        "lambda-esm-dynamodb-stream",
        "lambda-esm-kinesis",
        "lambda-esm-sqs",
        "license-manager-to-sns",
        "macie-results-to-s3",
        "msk-broker-logs-to-s3",
        "nlb-access-logs-to-s3",
        "org-trusted-advisor-service-catalog-none",
        "pipes-cmk",
        "rds-event-to-sns",
        "rds-snapshot-export-to-s3",
        "rds-snapshot-share",
        "rds-storage-and-integrations",
        "redshift-audit-logs-to-s3",
        "redshift-event-to-sns",
        "redshift-msk-opensearch-grants",
        "route53-dnssec",
        "rum-source-maps",
        "s3-batch-operations",
        "s3-event-to-sns",
        "s3-event-to-sqs",
        "s3-inventory",
        "s3-metadata-and-tables",
        "s3-replication-kms",
        "s3-server-access-logs",
        "s3-storage-lens-export",
        "scheduler-cmk",
        "secrets-manager",
        "ses-event-destination-to-sns",
        "ses-identity-notification-to-sns",
        "ses-receipt-rule-to-sns",
        "ses-receipt-to-s3",
        "snowball-to-sns",
        "sns-subscription-dlq",
        "sns-to-chatbot-slack",
        "sns-to-email-sms-https",
        "sns-to-firehose",
        "sns-to-lambda",
        "sns-to-sqs-cross-account",
        "spot-and-fleet-ebs-cmk",
        "sqs-consumer-iam",
        "sqs-dlq-redrive",
        "sqs-key-switch",
        "ssm-change-manager-to-sns",
        "ssm-opscenter-to-sns",
        "ssm-parameter-securestring",
        "ssm-resource-data-sync-to-s3",
        "ssm-run-command-to-sns",
        "ssm-session-manager",
        "stepfunctions-cmk",
        "stepfunctions-to-sns",
        "stepfunctions-to-sqs",
        "synthetics-canary-artifacts",
        "timestream-scheduled-query-to-sns",
        "transfer-family-s3",
        "vended-logs-v1-to-s3",
        "vended-logs-v2-to-s3",
        "vpc-flow-logs-to-s3",
        "waf-logs-to-s3",
        "xray-encryption",
    )
)
ROWS = list(read_rows().values())


def name(row: Row) -> str:
    return str(row["id"])


def means_nothing(row: Row, variant: str) -> bool:
    return str(row["verdicts"][variant]).startswith(NOTHING)


def test_every_path_has_a_row() -> None:
    missing = set(list_ids()) - set(read_rows()) - WITHOUT_ROW
    assert not missing, f"write a row in tests/spec/matrix (its README tells how): {sorted(missing)}"
    assert WITHOUT_ROW.isdisjoint(read_rows())


@pytest.mark.parametrize("row", ROWS, ids=name)
def test_the_matrix_is_decided_as_aws_documents_it(row: Row) -> None:
    expected = {variant: row["verdicts"][variant] for variant in VARIANTS if not means_nothing(row, variant)}
    assert decide_row(row) == expected


@pytest.mark.parametrize("row", ROWS, ids=name)
def test_no_variant_is_left_out_that_means_something(row: Row) -> None:
    ends = build_ends_of(row)
    documented, hardened, wrong = (
        build_statements(row, variant, ends) for variant in ("documented", "hardened", "wrong-account")
    )
    assert means_nothing(row, "hardened") is (hardened == documented)
    assert means_nothing(row, "wrong-account") is (wrong == hardened)
