"""A Region answers for what is in it: an ARN of another one names nothing there, whatever has the same name.

Sources: API references of the services, common errors; DynamoDB Developer Guide, table ARNs in requests.
"""

from keypost.arn import Arn, parse_arn
from keypost.endpoint.call import Call
from keypost.endpoint.encryption.declare import KeyUse
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
# Whose use of a key has the Region of what is encrypted: a bucket's has the one that the client asked.
_REGIONAL = frozenset({"sns", "sqs"})


def refuse_other_region(call: Call, arn: Arn | None) -> None:
    """Let no call be about a resource of another Region.

    Raises:
        RefusalError: it is.
    """
    code = _CODES.get(call.service)
    if arn is None or code is None or arn.service != call.service or not arn.region or arn.region == call.region:
        return
    if call.service == "kms":
        raise RefusalError(code, f"Invalid arn {arn.region}")
    raise RefusalError(code, f"{arn} is not in the Region that is asked, {call.region}.")


def refuse_other_key(use: KeyUse) -> None:
    """Let no topic and no queue use a key of another Region: KMS is asked in theirs (AWS KMS, `Invalid arn REGION`).

    Raises:
        RefusalError: one does, in the words of KMS.
    """
    arn = parse_arn(use.key)
    if arn is not None and use.via in _REGIONAL and arn.region != use.region:
        raise RefusalError("NotFoundException", f"Invalid arn {arn.region}")
