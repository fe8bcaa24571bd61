"""What a request carries, as conditions see it: values of context keys, and keys that can't be told."""

from keypost.named import Enum, NamedTuple
from keypost.policy.reasons import OpenPoint

Values = tuple[str, ...]


class Doubt(Enum):
    """What is not known of a context key."""

    SENT_OR_NOT = "sent-or-not"
    ANY_VALUE = "any-value"
    NOT_THE_CUSTOMERS = "not-the-customers"
    EITHER = "either"


class Unsettled(NamedTuple):
    """A key that can't be told: with `values` or absent, with any value, with a value that AWS keeps, with one of them.

    For NOT_THE_CUSTOMERS `values` is a stand-in that no text of a customer equals; only a pattern for everything
    matches it, and then nothing is settled.
    """

    doubt: Doubt
    values: Values = ()
    open_point: OpenPoint | None = None


SECURE_TRANSPORT = "aws:securetransport"
# Context keys in lower case.
Facts = dict[str, Values | Unsettled]

ANY_VALUE = Unsettled(Doubt.ANY_VALUE)
