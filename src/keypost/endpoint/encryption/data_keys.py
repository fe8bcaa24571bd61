"""Data keys that SNS and SQS go on using: until they ask KMS again, a change of the key shows nothing.

Sources: SNS Developer Guide, managing Amazon SNS encryption keys (a data key is reused for up to five minutes); SQS
Developer Guide, understanding the data key reuse period (one to 1,440 minutes, five by default; principals don't share
data keys; sessions of one role count as one). A refusal is never kept.
"""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from time import monotonic

from keypost.endpoint.call import Caller
from keypost.endpoint.encryption.declare import KeyUse
from keypost.named import NamedTuple

_MOST = 10_000


class _Held(NamedTuple):
    """Whose data key: of a principal, for a resource, under a KMS key, for encryption or decryption."""

    principal: str
    resource: str
    key: str
    actions: tuple[str, ...]


class DataKeys:
    """The data keys at hand; `longest` seconds, at most, each of them is used. 0: each message asks KMS."""

    def __init__(self, longest: float, clock: Callable[[], float] = monotonic) -> None:
        """Begin with none."""
        self.is_on = longest > 0
        self._longest, self._clock = longest, clock
        self._ends: OrderedDict[_Held, float] = OrderedDict()
        self._lock = Lock()

    def has(self, use: KeyUse, caller: Caller, *, key: str) -> bool:
        """Tell whether a data key under that KMS key (an ARN) is still used."""
        with self._lock:
            return self._ends.get(_name(use, caller, key), 0.0) > self._clock()

    def keep(self, use: KeyUse, caller: Caller, *, key: str) -> None:
        """Keep the data key that KMS just gave, as long as the service does."""
        with self._lock:
            self._ends[_name(use, caller, key)] = self._clock() + min(self._longest, use.reused)
            if len(self._ends) > _MOST:
                self._ends.popitem(last=False)


def _name(use: KeyUse, caller: Caller, key: str) -> _Held:
    return _Held(caller.principal.role_arn or caller.name, use.resource, key, use.actions)
