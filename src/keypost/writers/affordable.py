"""What is proposed within the time that a pipeline waits for its report."""

from keypost.checker.verdict import CheckResult
from keypost.estate.estate import Reading
from keypost.named import TYPE_CHECKING, Mapping, MappingProxyType

if TYPE_CHECKING:
    from keypost.writers.proposals import Proposal

# Looking for changes takes a look at every delivery for each fault: beyond this a pipeline would wait too long, for
# more than some three seconds.
MOST_MENDED = 20
MOST_LOOKS = 5_000


def propose(
    reading: Reading, result: CheckResult, *, edited: Mapping[str, str] = MappingProxyType({})
) -> "tuple[Proposal, ...]":
    """Return the changes that would mend what fails; a preview's faults aren't there to be mended."""
    faults = [finding for finding in result.findings if finding.deliveries and finding.suppressed is None]
    looks = len(faults) * len(result.deliveries)
    if result.preview is not None or not 0 < len(faults) <= MOST_MENDED or looks > MOST_LOOKS:
        return ()
    from keypost.writers.proposals import build_proposals

    return build_proposals(reading, result, edited=edited)
