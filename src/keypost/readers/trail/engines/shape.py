"""The columns that the reduction reads, as every CloudTrail table has them.

Amazon Athena User Guide, "Create a table for CloudTrail logs in Athena": the names in lower case there, as CloudTrail
writes them in files; columns are found without regard to case.
"""

from collections.abc import Mapping, Sequence

_TEXT, JSON = "VARCHAR", "JSON"
Shape = str | Mapping[str, "Shape"] | Sequence["Shape"]

# What a column holds: a text, a JSON object as text (other JSON there counts as nothing), an object, or a list.
COLUMNS: Mapping[str, Shape] = {
    "eventTime": _TEXT,
    "eventSource": _TEXT,
    "eventName": _TEXT,
    "eventType": _TEXT,
    "awsRegion": _TEXT,
    "recipientAccountId": _TEXT,
    "sourceIPAddress": _TEXT,
    "vpcEndpointId": _TEXT,
    "errorCode": _TEXT,
    "errorMessage": _TEXT,
    "requestParameters": JSON,
    "resources": [{"ARN": _TEXT, "type": _TEXT}],
    "userIdentity": {
        "type": _TEXT,
        "arn": _TEXT,
        "accountId": _TEXT,
        "invokedBy": _TEXT,
        "sessionContext": {"sessionIssuer": {"arn": _TEXT}, "attributes": {"mfaAuthenticated": _TEXT}},
    },
}
