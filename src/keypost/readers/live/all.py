"""All parts of a snapshot, in the order in which they are read."""

from keypost.readers.live.part import Part
from keypost.readers.live.parts import kms, sns, sqs

PARTS: tuple[Part, ...] = (kms.PART, sns.PART, sqs.PART)
