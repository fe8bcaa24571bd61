"""The words in which deliveries are declared."""

from collections.abc import Mapping
from types import MappingProxyType

from keypost.endpoint.front import Operation, Reaction
from keypost.named import NamedTuple

# Service and operation, botocore's names.
Name = tuple[str, str]


class Delivery(NamedTuple):
    """A kind of delivery: what it follows, and the operations that it brings along.

    `followings` look at the call only: nobody has to read its result for them.
    """

    reactions: Mapping[Name, Reaction] = MappingProxyType({})
    followings: Mapping[Name, Reaction] = MappingProxyType({})
    operations: Mapping[Name, Operation] = MappingProxyType({})
