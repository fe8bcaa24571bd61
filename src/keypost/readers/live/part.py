"""What one part of a snapshot is: which calls read it, and with which permissions."""

from collections.abc import Callable, Iterator, Mapping

from keypost.named import Enum, NamedTuple
from keypost.readers.live.api import Api
from keypost.readers.snapshot.record import Record


class Reach(Enum):
    """Where a part is read: once in every Region, or once for the account."""

    REGION = "region"
    ACCOUNT = "account"


class Part(NamedTuple):
    """One family of a service's resources.

    `calls` are the API operations that `fetch` makes, each with the IAM action that it needs (Service Authorization
    Reference); nothing else can be called. `service` is the client's name in botocore, `name` that of the part's file.
    `answers_in` is the Region that must be asked for the account (empty: any).
    """

    name: str
    service: str
    calls: Mapping[str, str]
    fetch: Callable[[Api], Iterator[Record]]
    reach: Reach = Reach.REGION
    answers_in: str = ""
