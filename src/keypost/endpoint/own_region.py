"""A Region answers for what is in it: an ARN of another one names nothing there, whatever has the same name.

Sources: API references of the services, common errors; DynamoDB Developer Guide, table ARNs in requests.
"""

from keypost.arn import Arn
from keypost.endpoint.call import Call
from keypost.endpoint.refusal import RefusalError

# What each service answers; all others know resources of other Regions, or have none.
_CODES = {
    "dynamodb": "ValidationException",
    "events": "ValidationException",
    "kms": "NotFoundException",
    "lambda": "ResourceNotFoundException",
    "logs": "InvalidParameterException",
    "sns": "InvalidParameter",
    "sqs": "InvalidAddress",
}


def refuse_other_region(call: Call, arn: Arn | None) -> None:
    """Let no call be about a resource of another Region.

    Raises:
        RefusalError: it is.
    """
    code = _CODES.get(call.service)
    if arn is None or code is None or arn.service != call.service or not arn.region or arn.region == call.region:
        return
    raise RefusalError(code, f"{arn} is not in the Region that is asked, {call.region}.")
