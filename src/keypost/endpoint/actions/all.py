"""Every service whose operations are modelled, by botocore's name."""

from collections.abc import Iterator, Mapping

from keypost.endpoint.actions import access, dynamodb, kms, messaging, s3, services, tagging
from keypost.endpoint.actions.declare import EVERYTHING, Demand, Table, list_named
from keypost.endpoint.actions.tags import tell_tags
from keypost.endpoint.call import Call
from keypost.endpoint.wire.models import load_service

TABLES: Mapping[str, Table] = {
    "kms": kms.KMS,
    "sns": messaging.SNS,
    "sqs": messaging.SQS,
    "s3": s3.S3,
    "iam": access.IAM,
    "sts": access.STS,
    "organizations": access.ORGANIZATIONS,
    "cloudwatch": services.CLOUDWATCH,
    "events": services.EVENTS,
    "budgets": services.BUDGETS,
    "backup": services.BACKUP,
    "config": services.CONFIG,
    "cloudtrail": services.CLOUDTRAIL,
    "logs": services.LOGS,
    "lambda": services.LAMBDA,
    "dynamodb": dynamodb.DYNAMODB,
    "cloudformation": services.CLOUDFORMATION,
    "controltower": services.CONTROL_TOWER,
    "chatbot": services.CHATBOT,
    "resourcegroupstaggingapi": tagging.TAGGING,
}


def is_modelled(call: Call) -> bool:
    """Tell whether the endpoint knows what the call needs."""
    return call.service in TABLES


def list_demands(call: Call, *, is_signed: bool = True) -> Iterator[Demand]:
    """Yield what must be allowed for the call; of a service that isn't modelled, its operation on everything."""
    told = tell_tags(call)
    for demand in _list_demands(call, is_signed=is_signed):
        is_handing_over = not told or demand.action == "iam:PassRole"
        yield demand if is_handing_over else demand._replace(context={**told, **demand.context})


def _list_demands(call: Call, *, is_signed: bool) -> Iterator[Demand]:
    table = TABLES.get(call.service)
    if table is not None and not is_signed and call.operation in table.unsigned:
        return
    if table is None:
        yield Demand(f"{load_service(call.service).signing_name}:{call.operation}", EVERYTHING)
        return
    if call.operation in table.lists:
        yield from list_named(table, call)
        yield from table.further(call)
        return
    resource, context = table.resource(call), table.context(call)
    for action in table.renamed.get(call.operation, (f"{table.prefix}:{call.operation}",)):
        yield Demand(action, resource, context)
    yield from table.further(call)
