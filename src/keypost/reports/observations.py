"""What AWS says of a delivery, as a sentence: how it went, when, and in AWS's own words."""

from keypost.estate.observation import Course, Observation
from keypost.reports.wording import report as words
from keypost.reports.wording.sentences import concatenate, same
from keypost.text import Text


def say_observation(observation: Observation) -> Text:
    """Return what AWS says, since when, and which call told it."""
    told = concatenate(_course(observation), "" if observation.target else words.OF_SOME_TARGET)
    if observation.says:
        told = concatenate(told, ": ", same(observation.says))
    place = str(observation.origin)
    return concatenate(told, f" ({place})") if place else told


def _course(observation: Observation) -> Text:
    if observation.course is Course.DELIVERING:
        return words.DELIVERING.fill(seen=observation.seen)
    if observation.since:
        said = words.FAILING_SINCE.fill(since=observation.since, seen=observation.seen)
    else:
        said = words.FAILING.fill(seen=observation.seen)
    before = words.DELIVERED_BEFORE.fill(delivered=observation.delivered) if observation.delivered else ""
    return concatenate(said, before)
