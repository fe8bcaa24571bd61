"""What AWS says of deliveries that were tried: no verdict rests on it, it stands beside the verdict with its time."""

from keypost.named import Enum, NamedTuple
from keypost.origin import NOWHERE, Origin


class Course(Enum):
    """How deliveries went, last time AWS tells of one."""

    FAILING = "failing"
    DELIVERING = "delivering"


class Observation(NamedTuple):
    """What AWS tells of one pair of resources; each is named by its ARN, or by its id where it has none.

    An empty `target` is one of the source's targets, AWS doesn't tell which. Times are ISO 8601 in UTC: `seen` is that
    of the last attempt, or when AWS was asked; `since` that of the first failure after the last success, `delivered`
    that of the last success; these two are empty where AWS doesn't tell. `says` are AWS's own words.
    """

    source: str
    target: str
    course: Course
    seen: str
    since: str = ""
    delivered: str = ""
    says: str = ""
    account: str = ""
    region: str = ""
    origin: Origin = NOWHERE
