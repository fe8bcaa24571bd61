"""Records of what AWS says of deliveries -> observations of the estate."""

from collections.abc import Iterable, Iterator

from keypost.estate.observation import Course, Observation
from keypost.readers.building.draft import Draft

_COURSES = {course.value: course for course in Course}


def build_observations(drafts: Iterable[Draft]) -> Iterator[Observation]:
    """Yield what the drafts observe; one that says neither that it fails nor that it delivers is passed over."""
    for draft in drafts:
        course = _COURSES.get(_text(draft, "Course"))
        if course is not None:
            yield Observation(
                _text(draft, "Source"),
                _text(draft, "Target"),
                course,
                _text(draft, "Seen"),
                since=_text(draft, "Since"),
                delivered=_text(draft, "Delivered"),
                says=_text(draft, "Says"),
                account=draft.account,
                region=draft.region,
                origin=draft.origin,
            )


def _text(draft: Draft, setting: str) -> str:
    value = draft.text(setting)
    return value if isinstance(value, str) else ""
