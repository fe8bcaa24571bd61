"""What a run has read: said where no delivery was found, so that nothing passes for want of anything to check."""

from keypost.estate.estate import Reading
from keypost.estate.resource import Membership
from keypost.named import NamedTuple


class Scope(NamedTuple):
    """How many files were read, and how many resources stand in them."""

    files: int
    resources: int


def measure(reading: Reading) -> Scope:
    """Count what the reading holds; a resource that stands in several cases counts once."""
    inside = {
        (resource.stack, resource.id)
        for case in reading.cases
        for resource in case.estate.resources
        if resource.membership is Membership.INSIDE
    }
    return Scope(len(reading.files), len(inside))
