"""A history replayed under a proposed key policy: what would break, and what nobody can tell from CloudTrail."""

from collections.abc import Sequence

from keypost.diagnosis.replay.asking import find_tested
from keypost.diagnosis.replay.judging import Fate, Judge, Judged, judge_all
from keypost.named import Enum, NamedTuple
from keypost.policy.document import Policy
from keypost.policy.request import Grant
from keypost.readers.trail.record import SERVICE
from keypost.readers.trail.requests import History


class BlindSpot(Enum):
    """What CloudTrail can't show, or a trail may not hold; the page that says so.

    DENIED_ELSEWHERE: AWS KMS logs a denied call of another account in that account alone; whether that holds of
    services too isn't documented.
    CACHED_DATA_KEYS: SQS reuses a data key for five minutes by default, S3 with bucket keys for longer.
    EXCLUDED_EVENTS: a trail may leave out the events of AWS KMS. READ_EVENTS: Decrypt, Encrypt and GenerateDataKey
    are read events, which a trail of write events lacks. WINDOW: what runs more rarely than the history is long.
    """

    DENIED_ELSEWHERE = "denied-calls-are-logged-elsewhere"
    CACHED_DATA_KEYS = "cached-data-keys"
    EXCLUDED_EVENTS = "excluded-kms-events"
    READ_EVENTS = "read-events"
    WINDOW = "window"
    GRANTS = "grants"
    IDENTITY_POLICIES = "identity-policies"
    SOURCES_OF_SERVICES = "sources-of-service-calls"


DOCUMENTED = {
    BlindSpot.DENIED_ELSEWHERE: "https://docs.aws.amazon.com/kms/latest/developerguide/logging-using-cloudtrail.html",
    BlindSpot.CACHED_DATA_KEYS: "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html",
    BlindSpot.EXCLUDED_EVENTS: "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-management-events-with-cloudtrail.html",
    BlindSpot.READ_EVENTS: "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-management-events-with-cloudtrail.html",
    BlindSpot.WINDOW: "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/view-cloudtrail-events.html",
    BlindSpot.GRANTS: "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html",
    BlindSpot.IDENTITY_POLICIES: "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html",
    BlindSpot.SOURCES_OF_SERVICES: "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html",
}


class Replay(NamedTuple):
    """What becomes of each distinct request on `key`; `cannot_show` is what this history leaves in the dark."""

    key: str
    history: History
    judged: tuple[Judged, ...]
    cannot_show: tuple[BlindSpot, ...]
    has_current: bool

    def of_fate(self, fate: Fate) -> tuple[Judged, ...]:
        """Return the requests of which this becomes."""
        return tuple(one for one in self.judged if one.fate is fate)

    @property
    def window(self) -> tuple[str, str]:
        """The times of the first and the last request."""
        seen = self.history.seen
        return min((one.first for one in seen), default=""), max((one.last for one in seen), default="")


def replay(
    history: History,
    *,
    key: str,
    proposed: Policy,
    current: Policy | None = None,
    grants: Sequence[Grant] | None = None,
) -> Replay:
    """Decide the history's requests on the key; `grants` are those on it now, None where they aren't known."""
    policies = [one for one in (proposed, current) if one is not None]
    judge = Judge(proposed, current=current, grants=grants, tested=find_tested(policies))
    judged = judge_all(judge, history.seen)
    return Replay(key, history, judged, _find_blind_spots(history, grants), has_current=current is not None)


def _find_blind_spots(history: History, grants: Sequence[Grant] | None) -> tuple[BlindSpot, ...]:
    """Return all but those that don't matter here: grants that are given, what only services send."""
    needless = set[BlindSpot]()
    if grants is not None:
        needless.add(BlindSpot.GRANTS)
    if not any(one.request.kind == SERVICE for one in history.seen):
        needless.add(BlindSpot.SOURCES_OF_SERVICES)
    return tuple(spot for spot in BlindSpot if spot not in needless)
