"""All parts of a snapshot, in the order in which they are read."""

from keypost.readers.live.part import Part
from keypost.readers.live.parts import cloudwatch, events, functions, iam, kms, s3, sns, sqs

PARTS: tuple[Part, ...] = (
    iam.PART,
    kms.PART,
    sns.PART,
    sqs.PART,
    s3.PART,
    events.PART,
    cloudwatch.PART,
    functions.PART,
)
