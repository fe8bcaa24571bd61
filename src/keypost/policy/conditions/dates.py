"""Date operators: ISO 8601 dates and times, or seconds since 1970 (IAM User Guide, date condition operators)."""

import re
from collections.abc import Callable

from keypost.policy.conditions.numbers import Comparison
from keypost.policy.variables import Pieces, literal_text
from keypost.unknown import Tri, has_unknown

# Few policies compare dates: `re` compiles and keeps these when the first one does.
_DATE = r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(\.\d{1,9})?)?(?:Z|([+-])(\d\d):?(\d\d))?)?)?)?\Z"
_EPOCH = r"-?\d{5,18}(\.\d{1,9})?\Z"
_MONTHS, _LONGEST_MONTH, _HOURS, _SIXTY = 12, 31, 24, 60


def compare(comparison: Comparison) -> Callable[[Pieces], Callable[[str], Tri]]:
    """Return the comparer for `comparison(actual, expected)`; what is no date never matches."""

    def build(pieces: Pieces) -> Callable[[str], Tri]:
        written = literal_text(pieces)
        expected = parse_date(written)

        def matches(actual: str) -> Tri:
            date = parse_date(actual)
            if date is None or expected is None:
                known = (date is not None or has_unknown(actual)) and (expected is not None or has_unknown(written))
                return None if known else False
            return comparison(date, expected)

        return matches

    return build


def parse_date(text: str) -> float | None:
    """Return the seconds since 1970 that the text says (UTC where it names no zone), None for any other text."""
    if re.match(_EPOCH, text, re.ASCII):
        return float(text)
    match = re.match(_DATE, text, re.ASCII)
    if match is None:
        return None
    year, month, day, hour, minute, second = (int(match[group] or least) for group, least in _FIELDS)
    if not (1 <= month <= _MONTHS and 1 <= day <= _LONGEST_MONTH and hour < _HOURS and minute < _SIXTY):
        return None
    offset = 0
    if match[8]:
        offset = (int(match[9]) * _SIXTY + int(match[10])) * _SIXTY * (1 if match[8] == "+" else -1)
    seconds = ((_days_since_1970(year, month, day) * _HOURS + hour) * _SIXTY + minute) * _SIXTY + second
    return seconds + float(match[7] or 0) - offset


_FIELDS = ((1, 0), (2, 1), (3, 1), (4, 0), (5, 0), (6, 0))


def _days_since_1970(year: int, month: int, day: int) -> int:
    """Count the days of the civil calendar, years taken from March so that the leap day comes last."""
    shifted = year - (month <= 2)
    era = shifted // 400
    of_era = shifted - era * 400
    of_year = (153 * (month + (-3 if month > 2 else 9)) + 2) // 5 + day - 1
    return era * 146097 + of_era * 365 + of_era // 4 - of_era // 100 + of_year - 719468
