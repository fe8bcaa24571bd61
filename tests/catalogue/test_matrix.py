"""Every path, in its small estates, gets the verdict that AWS's pages give it (tests/spec/matrix)."""

import pytest

from keypost.catalogue.all import list_ids, load_path
from keypost.catalogue.declare import AssumedRole, LinkedRole, ThePrincipal
from tests.catalogue.matrix import (
    NOTHING,
    SERVICES_SPARED,
    Row,
    build_ends_of,
    build_statements,
    decide_row,
    decide_variant,
    list_variants,
    read_rows,
    spell,
)

# Paths whose rows are still to be written; a new path brings its row along.
WITHOUT_ROW = frozenset(
    (
        "apigateway-to-sqs-sns",
        "autoscaling-ebs-cmk",
        "autoscaling-lifecycle-hook-to-sns-sqs",
        "backup-copy-cross-account-fully-managed",
        "backup-copy-cross-account-not-fully-managed",
        "backup-copy-cross-region",
        "backup-logically-air-gapped-vault",
        "backup-restore",
        "cloudformation-notification-arns",
        "connect-to-kinesis",
        "control-tower-notifications-sns",
        "dlm-snapshot-copy",
        "dynamodb-table-cmk",
        "dynamodb-to-kinesis",
        "ebs-snapshot-ami-share",
        "ec2-run-instances-ebs-cmk",
        "ecr-repository",
        "efs-filesystem",
        "elasticache-to-sns",
        "eventbridge-bus-cmk",
        "eventbridge-pipes-sqs",
        "eventbridge-scheduler-to-sqs-sns",
        "finding-services-via-eventbridge",
        "firehose-sse",
        "investigations-alarm",
        "iot-rule-to-kinesis-s3-others",
        "kinesis-producer-consumer",
        "lambda-env-vars",
        "org-trusted-advisor-service-catalog-none",
        "pipes-cmk",
        "rds-snapshot-share",
        "rds-storage-and-integrations",
        "redshift-msk-opensearch-grants",
        "spot-and-fleet-ebs-cmk",
        "sqs-key-switch",
        "stepfunctions-cmk",
    )
)
ROWS = list(read_rows().values())


def name(row: Row) -> str:
    return str(row["id"])


def means_nothing(row: Row, variant: str) -> bool:
    return str(row["verdicts"][variant]).startswith(NOTHING)


def is_called_by_roles(row: Row) -> bool:
    path = load_path(row["id"])
    callers = {type(call.caller or path.caller) for call in path.calls}
    return callers <= {AssumedRole, LinkedRole, ThePrincipal} and not means_nothing(row, "blanket-deny")


def test_every_path_has_a_row() -> None:
    missing = set(list_ids()) - set(read_rows()) - WITHOUT_ROW
    assert not missing, f"write a row in tests/spec/matrix (its README tells how): {sorted(missing)}"
    assert WITHOUT_ROW.isdisjoint(read_rows())


@pytest.mark.parametrize("row", ROWS, ids=name)
def test_the_matrix_is_decided_as_aws_documents_it(row: Row) -> None:
    assert decide_row(row) == {variant: row["verdicts"][variant] for variant in list_variants(row)}


@pytest.mark.parametrize("row", ROWS, ids=name)
def test_no_variant_is_left_out_that_means_something(row: Row) -> None:
    ends = build_ends_of(row)
    documented, hardened, wrong = (
        build_statements(row, variant, ends) for variant in ("documented", "hardened", "wrong-account")
    )
    assert means_nothing(row, "hardened") is (hardened == documented)
    assert means_nothing(row, "wrong-account") is (wrong == hardened)


@pytest.mark.parametrize("row", [row for row in ROWS if is_called_by_roles(row)], ids=name)
def test_a_deny_that_spares_services_spares_no_role(row: Row) -> None:
    """IAM User Guide, aws:PrincipalIsAWSService: false for roles, service-linked ones too."""
    assert spell(decide_variant(row, SERVICES_SPARED)) == row["verdicts"]["blanket-deny"]
