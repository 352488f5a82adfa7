"""When a wave is due: calendar months, London time, and each person's own last session."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.evaluation.rules import waves
from goldenthread.evaluation.rules.waves import Meeting, Path, WaveTiming
from goldenthread.evaluation.terms import Anchor, Variant
from goldenthread.learning.terms import Mark
from goldenthread.ui.words import LONDON

BASELINE = WaveTiming(anchor=Anchor.FIRST_SESSION, lead_days=14)
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def local(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=LONDON)


def after(months: int) -> WaveTiming:
    return WaveTiming(anchor=Anchor.LAST_ATTENDED, months=months)


def meeting(
    number: int, day: date, mark: Mark | None = None, *, closed: bool | None = None
) -> Meeting:
    start = datetime(day.year, day.month, day.day, 13, 0, tzinfo=LONDON)
    is_closed = mark is not None if closed is None else closed
    return Meeting(
        number=number,
        starts_at=start,
        ends_at=start + timedelta(hours=2),
        is_closed=is_closed,
        mark=mark,
    )


MONDAYS = (date(2026, 1, 5), date(2026, 1, 12), date(2026, 1, 19), date(2026, 1, 26))


def path(*marks: Mark | None, closed: bool | None = None, **rest: object) -> Path:
    meetings = tuple(
        meeting(number, MONDAYS[number - 1], mark, closed=closed)
        for number, mark in enumerate(marks, start=1)
    )
    return Path(cohort_id=1, cohort=meetings, **rest)  # type: ignore[arg-type]  # tests only


WHOLE, PART, NOT_ABLE = Mark.WHOLE, Mark.PART, Mark.NOT_ABLE


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 5, 31), 1, date(2026, 6, 30)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 6, 15), 0, date(2026, 6, 15)),
        (date(2026, 6, 15), 12, date(2027, 6, 15)),
    ],
)
def test_months_are_calendar_months_clamped_to_the_end(
    day: date, months: int, expected: date
) -> None:
    assert waves.add_months(day, months) == expected


@given(day=st.dates(date(2000, 1, 1), date(2090, 1, 1)), months=st.integers(0, 36))
def test_a_month_later_is_in_the_month_that_many_on(day: date, months: int) -> None:
    later = waves.add_months(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day <= day.day


@pytest.mark.parametrize(
    ("last_session", "months", "in_universal_time"),
    [
        # winter to winter, winter to summer time, summer to winter time
        (date(2026, 1, 26), 1, datetime(2026, 2, 26, 9, 30, tzinfo=UTC)),
        (date(2026, 2, 28), 1, datetime(2026, 3, 28, 9, 30, tzinfo=UTC)),
        (date(2026, 2, 28), 3, datetime(2026, 5, 28, 8, 30, tzinfo=UTC)),
        (date(2026, 9, 25), 1, datetime(2026, 10, 25, 9, 30, tzinfo=UTC)),
        (date(2026, 9, 24), 1, datetime(2026, 10, 24, 8, 30, tzinfo=UTC)),
        # the two days on which the clock itself changes
        (date(2026, 1, 29), 2, datetime(2026, 3, 29, 8, 30, tzinfo=UTC)),
        (date(2025, 12, 31), 2, datetime(2026, 2, 28, 9, 30, tzinfo=UTC)),
    ],
)
def test_follow_up_is_at_half_past_nine_in_london(
    last_session: date, months: int, in_universal_time: datetime
) -> None:
    ended = datetime(last_session.year, last_session.month, last_session.day, 16, tzinfo=LONDON)
    assert waves.due_after(ended, months=months) == in_universal_time


def test_the_end_wave_follows_at_once() -> None:
    found = waves.asking(after(0), path(WHOLE, WHOLE, WHOLE, WHOLE), now=LONG_AGO)
    assert found is not None
    assert found.due_at == datetime(2026, 1, 26, 15, 0, tzinfo=UTC)
    assert found.closes_at == datetime(2026, 2, 9, 15, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("marks", "anchor"),
    [
        ((WHOLE, WHOLE, WHOLE, WHOLE), date(2026, 2, 26)),
        ((WHOLE, WHOLE, WHOLE, PART), date(2026, 2, 26)),
        ((WHOLE, WHOLE, PART, NOT_ABLE), date(2026, 2, 19)),
        ((NOT_ABLE, WHOLE, NOT_ABLE, NOT_ABLE), date(2026, 2, 12)),
    ],
)
def test_a_month_counts_from_the_last_session_attended(
    marks: tuple[Mark, ...], anchor: date
) -> None:
    found = waves.asking(after(1), path(*marks), now=LONG_AGO)
    assert found is not None
    assert found.due_at == waves.asking_time(anchor)
    assert not found.is_provisional


def test_nobody_is_asked_before_their_cohort_has_ended() -> None:
    """Two sessions a month apart: who left after the first is not asked before the last."""
    sessions = (
        meeting(1, date(2026, 1, 5), WHOLE),
        meeting(2, date(2026, 3, 5), NOT_ABLE),
    )
    found = waves.asking(after(1), Path(cohort_id=1, cohort=sessions), now=LONG_AGO)
    assert found is not None
    assert found.due_at == sessions[1].ends_at


def test_attending_nothing_means_no_follow_up() -> None:
    nothing = path(NOT_ABLE, NOT_ABLE, NOT_ABLE, NOT_ABLE)
    assert waves.asking(after(1), nothing, now=LONG_AGO) is None


@pytest.mark.parametrize(
    ("marks", "variant"),
    [
        ((WHOLE, NOT_ABLE, NOT_ABLE, NOT_ABLE), Variant.SHORT),
        ((PART, NOT_ABLE, NOT_ABLE, NOT_ABLE), Variant.SHORT),
        ((NOT_ABLE, WHOLE, NOT_ABLE, NOT_ABLE), Variant.FULL),
        ((WHOLE, NOT_ABLE, PART, NOT_ABLE), Variant.FULL),
        ((WHOLE,), Variant.FULL),
    ],
)
def test_coming_to_the_first_session_only_gives_the_short_variant(
    marks: tuple[Mark, ...], variant: Variant
) -> None:
    found = waves.asking(after(0), path(*marks), now=LONG_AGO)
    assert found is not None
    assert found.variant == variant


def test_dates_are_provisional_until_the_last_register_closes() -> None:
    so_far = path(WHOLE, WHOLE, None, None, closed=False)
    found = waves.asking(after(1), so_far, now=LONG_AGO)
    assert found is not None
    assert found.is_provisional
    assert found.due_at == waves.asking_time(date(2026, 2, 26))


def test_marks_alone_do_not_settle_the_dates() -> None:
    marked_but_open = path(WHOLE, WHOLE, WHOLE, WHOLE, closed=False)
    found = waves.asking(after(1), marked_but_open, now=LONG_AGO)
    assert found is not None
    assert found.is_provisional


def test_an_earlier_register_left_open_keeps_the_dates_provisional_for_those_it_concerns() -> None:
    sessions = (
        meeting(1, MONDAYS[0], WHOLE),
        meeting(2, MONDAYS[1], None, closed=False),
        meeting(3, MONDAYS[2], NOT_ABLE),
    )
    waiting = waves.asking(after(1), Path(cohort_id=1, cohort=sessions), now=LONG_AGO)
    assert waiting is not None
    assert waiting.is_provisional
    came = (*sessions[:2], meeting(3, MONDAYS[2], WHOLE))
    settled = waves.asking(after(1), Path(cohort_id=1, cohort=came), now=LONG_AGO)
    assert settled is not None
    assert not settled.is_provisional


def test_someone_who_left_is_not_asked() -> None:
    gone = path(WHOLE, WHOLE, None, None, closed=False, has_left=True)
    assert waves.asking(after(1), gone, now=LONG_AGO) is None
    assert waves.asking(BASELINE, gone, now=LONG_AGO) is None


def test_sessions_before_a_move_count() -> None:
    moved = Path(
        cohort_id=2,
        cohort=(meeting(3, date(2026, 2, 2), NOT_ABLE), meeting(4, date(2026, 2, 9), NOT_ABLE)),
        elsewhere=(meeting(1, MONDAYS[0], WHOLE), meeting(2, MONDAYS[1], WHOLE)),
    )
    found = waves.asking(after(3), moved, now=LONG_AGO)
    assert found is not None
    assert found.due_at == waves.asking_time(date(2026, 4, 12))
    assert found.variant == Variant.FULL


def test_baseline_is_open_from_its_lead_until_the_first_session_begins() -> None:
    found = waves.asking(BASELINE, path(None, None, closed=False), now=LONG_AGO)
    assert found is not None
    assert found.due_at == waves.asking_time(date(2025, 12, 22))
    assert found.closes_at == datetime(2026, 1, 5, 13, 0, tzinfo=UTC)
    assert not found.is_provisional


def test_joining_late_but_before_the_first_session_means_asked_at_once() -> None:
    now = datetime(2026, 1, 2, 12, tzinfo=UTC)
    found = waves.asking(BASELINE, path(None, None, closed=False), now=now)
    assert found is not None
    assert found.due_at == now


def test_there_is_no_baseline_once_the_sessions_have_begun() -> None:
    now = datetime(2026, 1, 5, 13, 0, tzinfo=UTC)
    assert waves.asking(BASELINE, path(None, None, closed=False), now=now) is None


def test_a_register_closed_late_asks_at_once_and_keeps_the_promise() -> None:
    closed_on = datetime(2026, 2, 6, 10, tzinfo=UTC)
    everything = path(WHOLE, WHOLE, WHOLE, WHOLE)
    first = waves.asking(after(0), everything, now=closed_on)
    assert first is not None
    assert first.due_at == closed_on
    again = waves.asking(
        after(0), everything, now=closed_on + timedelta(hours=5), kept=first.due_at
    )
    assert again == first


def test_nobody_is_asked_more_than_thirty_days_late() -> None:
    everything = path(WHOLE, WHOLE, WHOLE, WHOLE)
    due = datetime(2026, 1, 26, 15, tzinfo=UTC)
    assert waves.asking(after(0), everything, now=due + timedelta(days=30)) is not None
    assert waves.asking(after(0), everything, now=due + timedelta(days=31)) is None


def test_closing_keeps_the_hour_over_a_clock_change() -> None:
    due = waves.asking_time(date(2026, 3, 20))
    assert waves.closing_time(due, open_days=14) == waves.asking_time(date(2026, 4, 3))


@pytest.mark.parametrize(
    ("moment", "sent"),
    [
        (local(3, 3, 8, 0), local(3, 3, 8, 0)),
        (local(3, 3, 19, 59), local(3, 3, 19, 59)),
        (local(3, 3, 20, 0), local(3, 4, 9, 30)),
        (local(3, 3, 3, 0), local(3, 3, 9, 30)),
        (local(3, 28, 23, 0), local(3, 29, 9, 30)),
    ],
)
def test_no_message_goes_at_night(moment: datetime, sent: datetime) -> None:
    assert waves.sociable(moment) == sent


@pytest.mark.parametrize(
    ("sent", "days", "expected"), [(0, 3, False), (0, 4, True), (1, 4, True), (2, 9, False)]
)
def test_reminders_keep_their_number_and_their_gap(sent: int, days: int, expected: bool) -> None:
    written = waves.asking_time(date(2026, 3, 3))
    now = waves.asking_time(date(2026, 3, 3) + timedelta(days=days))
    found = waves.may_remind(sent=sent, most=2, last_written_at=written, gap_days=4, now=now)
    assert found is expected


def test_nobody_is_reminded_who_was_never_written_to() -> None:
    now = waves.asking_time(date(2026, 3, 3))
    assert not waves.may_remind(sent=0, most=2, last_written_at=None, gap_days=4, now=now)
