"""SQS: queues with their policies.

https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueAttributes.html
"""

from collections.abc import Iterator

from keypost.readers.live.api import Api
from keypost.readers.live.part import Part
from keypost.readers.live.reply import settle
from keypost.readers.snapshot.record import Record

_ATTRIBUTES = ["KmsMasterKeyId", "Policy", "QueueArn", "RedrivePolicy", "SqsManagedSseEnabled"]


def _fetch(api: Api) -> Iterator[Record]:
    yield from api.each(api.items("ListQueues", "QueueUrls"), _fetch_queue)


def _fetch_queue(api: Api, url: str) -> Iterator[Record]:
    """The name is the last part of the URL, and with account and Region makes the ARN."""
    name, call = url.rsplit("/", 1)[-1], "sqs:GetQueueAttributes"
    arn = api.arn("sqs", name)
    reply = api.call("GetQueueAttributes", about=arn, QueueUrl=url, AttributeNames=_ATTRIBUTES)
    properties = {
        "QueueName": name,
        "KmsMasterKeyId": reply.text("Attributes", "KmsMasterKeyId"),
        "SqsManagedSseEnabled": reply.text("Attributes", "SqsManagedSseEnabled"),
        "RedrivePolicy": reply.document("Attributes", "RedrivePolicy"),
    }
    yield Record("AWS::SQS::Queue", arn, arn, name, settle(properties), call)
    document = reply.document("Attributes", "Policy")
    if document is not None:
        policy = {"Queues": [arn], "PolicyDocument": document}
        yield Record("AWS::SQS::QueuePolicy", f"{arn} Policy", "", "", policy, call)


PART = Part(
    "sqs",
    "sqs",
    {"ListQueues": "sqs:ListQueues", "GetQueueAttributes": "sqs:GetQueueAttributes"},
    _fetch,
)
