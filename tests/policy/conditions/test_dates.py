"""Dates, held against the calendar of the standard library."""

import operator
from datetime import UTC, datetime, timedelta, timezone

import pytest

from keypost.policy.conditions.dates import compare, parse_date
from keypost.unknown import Tri, build_unknown

UNKNOWN = build_unknown("Date")
YEARS = (1, 4, 99, 100, 400, 401, 799, 1600, 1700, 1899, 1900, 1969, 1970, 1999, 2000, 2001, 2024, 2026, 2100, 9999)
MOMENT = datetime(2026, 4, 9, 5, 6, 7, tzinfo=UTC)


@pytest.mark.parametrize("year", YEARS)
def test_days_follow_the_calendar(year: int) -> None:
    firsts = [datetime(year, month, 1, tzinfo=UTC) for month in range(1, 13)]
    lasts = [first - timedelta(days=1) for first in firsts[1:]]
    for day in (*firsts, *lasts, datetime(year, 12, 31, tzinfo=UTC)):
        assert parse_date(day.strftime("%Y-%m-%dT%H:%M:%SZ").zfill(20)) == day.timestamp()


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026", datetime(2026, 1, 1, tzinfo=UTC)),
        ("2026-04", datetime(2026, 4, 1, tzinfo=UTC)),
        ("2026-04-09", datetime(2026, 4, 9, tzinfo=UTC)),
        ("2026-04-09T05:06", MOMENT.replace(second=0)),
        ("2026-04-09T05:06Z", MOMENT.replace(second=0)),
        ("2026-04-09T05:06:07", MOMENT),
        ("2026-04-09T05:06:07.25Z", MOMENT.replace(microsecond=250_000)),
        ("2026-04-09T05:06:07+09:30", MOMENT.replace(tzinfo=timezone(timedelta(hours=9, minutes=30)))),
        ("2026-04-09T05:06:07-0930", MOMENT.replace(tzinfo=timezone(-timedelta(hours=9, minutes=30)))),
        ("2026-12-31T23:59:59Z", datetime(2026, 12, 31, 23, 59, 59, tzinfo=UTC)),
        ("1775711167", MOMENT),
        ("1775711167.25", MOMENT.replace(microsecond=250_000)),
        ("-86400", datetime(1969, 12, 31, tzinfo=UTC)),
        ("86400", datetime(1970, 1, 2, tzinfo=UTC)),
    ],
)
def test_a_date_may_be_less_or_more_exact(text: str, moment: datetime) -> None:
    assert parse_date(text) == moment.timestamp()


def test_the_year_zero_is_a_leap_year_of_iso_8601() -> None:
    first = parse_date("0001-01-01")
    assert first is not None
    assert parse_date("0000-01-01") == first - 366 * 86400
    assert parse_date("0000") == first - 366 * 86400


@pytest.mark.parametrize(
    "text",
    [
        *("", "soon", "202", "1234x", "2026-4-09", "2026-00-01", "2026-13-01", "2026-04-00", "2026-04-32"),
        *(
            "2026-04-09T05",
            "2026-04-09T24:00Z",
            "2026-04-09T05:60Z",
            "2026-04-09T05:61Z",
            "2026-04-09 05:06Z",
            "2026-04-09T05:06:07+09",
        ),
        *("1775711167.", "--86400", "1234567890123456789", "\u0661\u0662\u0663\u0664\u0665", "\u0662026-04-01"),
    ],
)
def test_other_texts_are_no_dates(text: str) -> None:
    assert parse_date(text) is None


@pytest.mark.parametrize(
    ("expected", "actual", "answer"),
    [
        ("2026-04-09", "2026-04-08T23:59:59Z", True),
        ("2026-04-09", "2026-04-09T00:00:00Z", False),
        ("2026-04-09", "x", False),
        ("x", "2026-04-09", False),
        ("2026-04-09", UNKNOWN, None),
        (UNKNOWN, "2026-04-09", None),
        (UNKNOWN, UNKNOWN, None),
        ("x", UNKNOWN, False),
        (UNKNOWN, "x", False),
    ],
)
def test_what_may_be_a_date_may_compare(expected: str, actual: str, answer: Tri) -> None:
    assert compare(operator.lt)((expected,))(actual) is answer
