"""What the exit code says about a checked set of deliveries."""

from keypost.checker.verdict import Delivery, Verdict
from keypost.cli.parser import Options
from keypost.estate.estate import Gap, list_unread
from keypost.named import Enum, Iterable
from keypost.settings.find import Settings


class Threshold(Enum):
    """From which verdict on a run exits with 1 (`--fail-on`)."""

    FAILS = "fails"
    DEPENDS = "depends"
    NEVER = "never"


_REACHED = {
    Threshold.FAILS: frozenset({Verdict.FAILS}),
    Threshold.DEPENDS: frozenset({Verdict.FAILS, Verdict.DEPENDS}),
    Threshold.NEVER: frozenset[Verdict](),
}


def choose_threshold(options: Options, settings: Settings) -> Threshold:
    """Return what `--fail-on` says, else the config file, else FAILS."""
    return Threshold(options.fail_on or settings.fail_on or Threshold.FAILS.value)


def find_exit_code(deliveries: Iterable[Delivery], *, threshold: Threshold, gaps: Iterable[Gap] = ()) -> int:
    """Return 1 when a delivery that isn't suppressed reaches the threshold, else 2 when an input isn't read, else 0."""
    bad = _REACHED[threshold]
    if any(delivery.verdict in bad and delivery.suppressed is None for delivery in deliveries):
        return 1
    return find_unread_code(gaps)


def find_unread_code(gaps: Iterable[Gap]) -> int:
    """Return 2 when an input could not be read, else 0."""
    return 2 if list_unread(gaps) else 0
