"""Every operation that is answered here, by service and name."""

from keypost.endpoint.front import Operation
from keypost.endpoint.operations import backup, budgets, cloudtrail, controltower, events, iam, kms, sqs, sts
from keypost.endpoint.stacksets import all as stacksets

OPERATIONS: dict[tuple[str, str], Operation] = {
    (service, name): operation
    for service, operations in {
        "backup": backup.OPERATIONS,
        "budgets": budgets.OPERATIONS,
        "cloudformation": stacksets.OPERATIONS,
        "cloudtrail": cloudtrail.OPERATIONS,
        "controltower": controltower.OPERATIONS,
        "events": events.OPERATIONS,
        "iam": iam.OPERATIONS,
        "kms": kms.OPERATIONS,
        "sqs": sqs.OPERATIONS,
        "sts": sts.OPERATIONS,
    }.items()
    for name, operation in operations.items()
}
