"""Dates at the ends of months and around clock changes: one row for each thing that could slip."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from goldenthread.evaluation.rules import waves
from goldenthread.evaluation.rules.waves import Meeting, Path, WaveTiming
from goldenthread.evaluation.terms import Anchor
from goldenthread.learning.terms import Mark
from goldenthread.ui.words import LONDON

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def one_session(day: date, *, until: time = time(15), mark: Mark | None = Mark.WHOLE) -> Path:
    """A cohort of one session that ends then in London, with its register closed."""
    ends = datetime.combine(day, until, tzinfo=LONDON)
    only = Meeting(
        number=1,
        starts_at=ends - timedelta(hours=2),
        ends_at=ends,
        is_closed=mark is not None,
        mark=mark,
    )
    return Path(cohort_id=1, cohort=(only,))


def utc(year: int, month: int, day: int, hour: int, minute: int = 30) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("last", "months", "due", "closes"),
    [
        # clamped to the end of February, common and leap year, and not carried into March
        (date(2026, 1, 31), 1, utc(2026, 2, 28, 9), utc(2026, 3, 14, 9)),
        (date(2028, 1, 31), 1, utc(2028, 2, 29, 9), utc(2028, 3, 14, 9)),
        (date(2027, 8, 31), 6, utc(2028, 2, 29, 9), utc(2028, 3, 14, 9)),
        # clamped to a month of 30 days, on the other side of the spring change
        (date(2026, 3, 31), 1, utc(2026, 4, 30, 8), utc(2026, 5, 14, 8)),
        (date(2026, 12, 31), 6, utc(2027, 6, 30, 8), utc(2027, 7, 14, 8)),
        # a clamped day counts from the session, not from the wave before it
        (date(2026, 1, 31), 3, utc(2026, 4, 30, 8), utc(2026, 5, 14, 8)),
        (date(2026, 1, 31), 12, utc(2027, 1, 31, 9), utc(2027, 2, 14, 9)),
        # a leap day a year on
        (date(2028, 2, 29), 12, utc(2029, 2, 28, 9), utc(2029, 3, 14, 9)),
        # over the year's end
        (date(2026, 11, 30), 3, utc(2027, 2, 28, 9), utc(2027, 3, 14, 9)),
        # open over the spring change, and over the autumn change: the hour on the clock stays
        (date(2026, 2, 25), 1, utc(2026, 3, 25, 9), utc(2026, 4, 8, 8)),
        (date(2026, 9, 20), 1, utc(2026, 10, 20, 8), utc(2026, 11, 3, 9)),
        # due on the days on which the clocks change
        (date(2026, 2, 28), 1, utc(2026, 3, 28, 9), utc(2026, 4, 11, 8)),
        (date(2026, 1, 29), 2, utc(2026, 3, 29, 8), utc(2026, 4, 12, 8)),
        (date(2026, 8, 25), 2, utc(2026, 10, 25, 9), utc(2026, 11, 8, 9)),
    ],
)
def test_a_later_wave_opens_and_closes_at_half_past_nine_on_the_right_days(
    last: date, months: int, due: datetime, closes: datetime
) -> None:
    timing = WaveTiming(anchor=Anchor.LAST_ATTENDED, months=months)
    found = waves.asking(timing, one_session(last), now=LONG_AGO)
    assert found is not None
    assert (found.due_at, found.closes_at) == (due, closes)


@pytest.mark.parametrize(
    ("ended", "due"),
    [
        # an evening session in summer is on its own day in London, and the day before at Greenwich
        (datetime(2026, 6, 30, 23, 30, tzinfo=UTC), utc(2026, 8, 1, 8)),
        (datetime(2026, 6, 30, 22, 30, tzinfo=UTC), utc(2026, 7, 30, 8)),
        # and in winter London and Greenwich agree
        (datetime(2026, 1, 31, 23, 30, tzinfo=UTC), utc(2026, 2, 28, 9)),
    ],
)
def test_the_day_of_a_session_is_its_day_in_london(ended: datetime, due: datetime) -> None:
    assert waves.due_after(ended, months=1) == due


@pytest.mark.parametrize(
    ("first", "lead", "opens"),
    [
        (date(2026, 3, 30), 14, utc(2026, 3, 16, 9)),
        (date(2026, 10, 26), 14, utc(2026, 10, 12, 8)),
        (date(2026, 3, 14), 14, utc(2026, 2, 28, 9)),
        (date(2028, 3, 14), 14, utc(2028, 2, 29, 9)),
        (date(2027, 1, 7), 14, utc(2026, 12, 24, 9)),
        (date(2026, 3, 30), 1, utc(2026, 3, 29, 8)),
    ],
)
def test_a_baseline_opens_whole_days_before_on_the_london_clock(
    first: date, lead: int, opens: datetime
) -> None:
    timing = WaveTiming(anchor=Anchor.FIRST_SESSION, lead_days=lead)
    path = one_session(first, mark=None)
    found = waves.asking(timing, path, now=LONG_AGO)
    assert found is not None
    assert (found.due_at, found.closes_at) == (opens, path.cohort[0].starts_at)


@pytest.mark.parametrize(
    ("written", "gap", "first_moment"),
    [
        (utc(2026, 3, 27, 9), 4, utc(2026, 3, 30, 23, 0)),
        (utc(2026, 10, 23, 8), 4, utc(2026, 10, 27, 0, 0)),
    ],
)
def test_the_gap_between_reminders_is_in_days_of_london(
    written: datetime, gap: int, first_moment: datetime
) -> None:
    """Midnight in London on the fourth day, whichever way the clocks went in between."""

    def due(now: datetime) -> bool:
        return waves.may_remind(sent=0, most=2, last_written_at=written, gap_days=gap, now=now)

    assert due(first_moment)
    assert not due(first_moment - timedelta(minutes=1))


@pytest.mark.parametrize(
    ("moment", "sent"),
    [
        # the night in which an hour is missing, and the one in which there is one more
        (utc(2026, 3, 28, 21), utc(2026, 3, 29, 8)),
        (utc(2026, 10, 24, 20), utc(2026, 10, 25, 9)),
        # the last evening of a month and of a year
        (utc(2026, 2, 28, 21), utc(2026, 3, 1, 9)),
        (utc(2026, 12, 31, 21), utc(2027, 1, 1, 9)),
    ],
)
def test_what_falls_in_the_night_goes_the_next_morning(moment: datetime, sent: datetime) -> None:
    assert waves.sociable(moment) == sent
