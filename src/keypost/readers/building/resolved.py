"""What every reader hands over for building: resources with settled properties, in CloudFormation's words."""

from keypost.named import Mapping, MappingProxyType, NamedTuple
from keypost.origin import NOWHERE, Locate, Origin, locate_by_pointer

# JSON-like data: dict, list, str, int, float, bool, None. Texts may hold unknown parts; a value may be Unread.
Value = object


class ResolvedResource(NamedTuple):
    """One resource whose settings are settled; `locate` tells the place of a path inside `properties`."""

    stack: str
    id: str
    type: str
    properties: Mapping[str, Value]
    metadata: Mapping[str, Value] = MappingProxyType({})
    locate: Locate = locate_by_pointer
    origin: Origin = NOWHERE
