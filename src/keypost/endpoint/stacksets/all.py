"""Every operation on stack sets, by name."""

from keypost.endpoint.front import Operation
from keypost.endpoint.stacksets import instances, listing, sets

OPERATIONS: dict[str, Operation] = sets.OPERATIONS | instances.OPERATIONS | listing.OPERATIONS
