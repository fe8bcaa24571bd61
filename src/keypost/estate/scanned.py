"""What a scanner reports of an estate: one finding, and where it says the resource is."""

from keypost.named import NamedTuple
from keypost.origin import NOWHERE, Origin


class Scanned(NamedTuple):
    """One finding of a scanner, as it names things: an empty text where it says nothing.

    `resource` is an id or address, `file` the template, `first` and `last` the lines of the resource in it (0: not
    told), `origin` the place in the results.
    """

    scanner: str
    rule: str
    resource: str = ""
    file: str = ""
    first: int = 0
    last: int = 0
    arn: str = ""
    origin: Origin = NOWHERE
