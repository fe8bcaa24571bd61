"""What every Terraform input is read to first: instances of resources and data sources, with settled attributes.

Plans, states and HCL folders all make these; `types` then says them in CloudFormation's words.
"""

from collections.abc import Container, Mapping

from keypost.named import NamedTuple
from keypost.origin import NOWHERE, Locate, Origin, locate_by_pointer
from keypost.readers.building.identity import Identity
from keypost.readers.building.resolved import Value
from keypost.readers.building.whereabouts import Settled


class Instance(NamedTuple):
    """One instance of a resource or data source.

    `address` has modules and indexes (`module.alerts[0].aws_sns_topic.this["ops"]`), `type` begins with `data.` for a
    data source. `values` are its attributes: blocks are lists of objects, an unset attribute is None or missing, texts
    may hold unknown parts, and a value may be Unread. `written` has the names of those that somebody wrote: all others
    the provider read last time. `whereabouts` are those of its provider; `locate` tells the place of a path of
    attributes. `identity` is what it is called, None where nobody asked yet, or it is a part of others.
    """

    address: str
    type: str
    values: Mapping[str, Value]
    whereabouts: Settled
    written: Container[str]
    locate: Locate = locate_by_pointer
    origin: Origin = NOWHERE
    identity: Identity | None = None

    def is_computed(self, name: str) -> bool:
        """Tell whether an attribute has a value that nobody wrote."""
        return name in self.values and name not in self.written
