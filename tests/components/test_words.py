"""Dates, numbers and lists are said one way."""

from datetime import UTC, date, datetime, time

import pytest

from goldenthread.ui import words

MARCH = datetime(2026, 3, 3, 9, 30, tzinfo=UTC)
JULY = datetime(2026, 7, 3, 9, 30, tzinfo=UTC)


def test_a_day_names_its_weekday_and_year() -> None:
    assert words.day(date(2026, 3, 3)) == "Tuesday 3 March 2026"


def test_a_moment_is_said_on_the_clock_people_here_read() -> None:
    assert words.when(MARCH) == "Tuesday 3 March 2026, 9:30am"
    assert words.when(JULY) == "Friday 3 July 2026, 10:30am"


def test_a_date_without_a_time_is_said_without_one() -> None:
    assert words.when(date(2026, 3, 3)) == "Tuesday 3 March 2026"


def test_a_late_evening_in_summer_belongs_to_the_day_it_is_here() -> None:
    assert words.day(datetime(2026, 7, 3, 23, 30, tzinfo=UTC)) == "Saturday 4 July 2026"


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (time(9, 30), "9:30am"),
        (time(14, 0), "2pm"),
        (time(12, 0), "noon"),
        (time(0, 0), "midnight"),
        (time(0, 5), "12:05am"),
        (time(12, 5), "12:05pm"),
    ],
)
def test_a_time_is_said_as_people_say_it(moment: time, said: str) -> None:
    assert words.clock(moment) == said


def test_a_span_within_one_day_says_the_day_once() -> None:
    assert words.span(MARCH, MARCH.replace(hour=11)) == "Tuesday 3 March 2026, 9:30am to 11:30am"


def test_a_span_over_days_says_both() -> None:
    said = words.span(MARCH, MARCH.replace(day=4))
    assert said == "Tuesday 3 March 2026, 9:30am to Wednesday 4 March 2026, 9:30am"


@pytest.mark.parametrize(
    ("offset", "said"),
    [(3, "today"), (4, "tomorrow"), (2, "yesterday"), (9, "Monday 9 March 2026")],
)
def test_near_days_are_called_by_name(offset: int, said: str) -> None:
    assert words.near_day(date(2026, 3, offset), today=date(2026, 3, 3)) == said


def test_a_short_day_leaves_out_the_year() -> None:
    assert words.short_day(MARCH) == "Tue 3 March"


@pytest.mark.parametrize(
    ("count", "said"), [(0, "0 people"), (1, "1 person"), (1200, "1,200 people")]
)
def test_one_person_or_many_people(count: int, said: str) -> None:
    assert words.plural(count, "person", "people") == said


def test_a_plain_plural_takes_an_s() -> None:
    assert words.plural(3, "place") == "3 places"


@pytest.mark.parametrize(
    ("count", "said"), [(1, "One thing"), (4, "Four things"), (0, "0 things"), (12, "12 things")]
)
def test_small_numbers_are_words_in_a_heading(count: int, said: str) -> None:
    assert words.counted(count, "thing") == said


def test_a_part_of_a_whole() -> None:
    assert words.n_of(9, 10) == "9 of 10"


@pytest.mark.parametrize(
    ("things", "said"),
    [([], ""), (["Imani"], "Imani"), (["Imani", "Leo", "Asha"], "Imani, Leo and Asha")],
)
def test_a_list_is_read_aloud(things: list[str], said: str) -> None:
    assert words.listed(things) == said


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (1, "1 byte"),
        (900, "900 bytes"),
        (348_160, "340 KB"),
        (2_202_010, "2.1 MB"),
        (1 << 20, "1 MB"),
    ],
)
def test_a_file_has_a_size_people_say(count: int, said: str) -> None:
    assert words.size(count) == said


def test_machines_read_universal_time() -> None:
    assert words.machine_time(MARCH) == "2026-03-03T09:30:00+00:00"
    assert words.machine_time(date(2026, 3, 3)) == "2026-03-03"
