"""Tags of many resources at once: each service's own permission counts too (Resource Groups Tagging API reference)."""

from collections.abc import Iterator

from keypost.arn import parse_arn
from keypost.endpoint.actions.declare import EVERYTHING, Demand, Table
from keypost.endpoint.call import Call

# What services call it, where that isn't `TagResource` and `UntagResource`.
_ACTIONS = {
    ("sqs", "TagResources"): "sqs:TagQueue",
    ("sqs", "UntagResources"): "sqs:UntagQueue",
    ("s3", "TagResources"): "s3:PutBucketTagging",
    ("s3", "UntagResources"): "s3:PutBucketTagging",
}


def _further(call: Call) -> Iterator[Demand]:
    """Yield each resource's own permission."""
    if call.operation not in {"TagResources", "UntagResources"}:
        return
    for given in call.parameters.get("ResourceARNList") or ():
        arn = parse_arn(str(given))
        if arn is not None:
            usual = f"{arn.service}:{call.operation.removesuffix('s')}"
            yield Demand(_ACTIONS.get((arn.service, call.operation), usual), str(given))


TAGGING = Table("tag", lambda _call: EVERYTHING, further=_further)
