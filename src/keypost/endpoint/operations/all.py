"""Every operation that is answered here, by service and name."""

from keypost.endpoint.front import Operation
from keypost.endpoint.operations import budgets, cloudtrail, iam, kms, sqs, sts

OPERATIONS: dict[tuple[str, str], Operation] = {
    (service, name): operation
    for service, operations in {
        "budgets": budgets.OPERATIONS,
        "cloudtrail": cloudtrail.OPERATIONS,
        "iam": iam.OPERATIONS,
        "kms": kms.OPERATIONS,
        "sqs": sqs.OPERATIONS,
        "sts": sts.OPERATIONS,
    }.items()
    for name, operation in operations.items()
}
