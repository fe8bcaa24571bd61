"""What a reading takes for granted, in words."""

from collections.abc import Sequence

from keypost.estate.estate import OTHER_THAN, Assumption
from keypost.reports.wording import report as words
from keypost.reports.wording.conditions import ALTERNATIVES
from keypost.reports.wording.sentences import enumerate_texts, fill
from keypost.text import Text


def say_assumptions(assumed: Sequence[Assumption]) -> Text:
    """Return all that is taken for granted together."""
    return enumerate_texts([_say(one) for one in assumed])


def _say(one: Assumption) -> Text:
    if not one.value.startswith(OTHER_THAN):
        return words.ASSUMPTION.fill(name=one.name, value=one.value)
    values = [f"`{value}`" for value in one.value.removeprefix(OTHER_THAN).split(", ")]
    listed = Text(en=ALTERNATIVES.en.join(values), ja=ALTERNATIVES.ja.join(values))
    return fill(words.ASSUMED_NOT, name=one.name, values=listed)
