"""Days as people write them in a sheet they keep by hand."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.imports.rules import columns, reading
from goldenthread.imports.rules.texts import fold
from goldenthread.imports.terms import Row, Table
from goldenthread.learning.rules import signup_dates as dates
from goldenthread.learning.rules import signups
from goldenthread.learning.rules.signup_fields import DAY, FIELDS, day_fields, days_in_headings

SHEET = Path(__file__).parents[2] / "data/signups/coordinators-own-sheet.xlsx"
GROUPS = (date(2027, 1, 12), date(2027, 1, 21), date(2027, 2, 3), date(2027, 2, 15))


def days(*texts: str) -> list[str]:
    return [moment[:10] for moment in dates.moments(texts)]


def test_one_number_above_twelve_settles_a_way_of_writing() -> None:
    assert days("11/02/2026", "11/13/2026") == ["2026-11-02", "2026-11-13"]
    assert days("02/11/26", "13/11/26") == ["2026-11-02", "2026-11-13"]


def test_each_way_of_writing_is_read_by_itself() -> None:
    found = days("11/02/2026", "02/11/26", "11/14/2026", "14/11/26")
    assert found == ["2026-11-02", "2026-11-02", "2026-11-14", "2026-11-14"]


def test_without_a_sign_the_reading_near_the_other_days_is_taken() -> None:
    assert days("11/02/2026", "2026-11-04T00:00:00") == ["2026-11-02", "2026-11-04"]


def test_with_nothing_to_go_by_the_day_stands_first() -> None:
    assert days("03/04/2026") == ["2026-04-03"]


def test_a_missing_year_is_that_of_the_days_around_it() -> None:
    assert days("2 Jan", "2026-12-30T00:00:00") == ["2027-01-02", "2026-12-30"]
    assert days("2 Jan") == [""]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2 November 2026", "2026-11-02"),
        ("Mon 2nd Nov 2026", "2026-11-02"),
        ("Nov 2, 2026", "2026-11-02"),
        ("02.11.2026", "2026-11-02"),
        ("2026-11-02T09:30:00", "2026-11-02"),
    ],
)
def test_days_are_read_however_they_are_written(text: str, day: str) -> None:
    assert days(text) == [day]


def test_the_clock_is_kept() -> None:
    assert dates.moments(["13/11/2026 09:30"]) == ["2026-11-13T09:30:00"]


@pytest.mark.parametrize(
    "text", ["", "soon", "31/02/2026", "99/99/99", "5 Foo", "13/11/2026 45:99"]
)
def test_what_names_no_day_is_no_day(text: str) -> None:
    assert days(text) == [""]


@given(st.lists(st.text(max_size=20) | st.dates().map(str), max_size=20))
def test_any_column_can_be_read(column: list[str]) -> None:
    assert len(dates.moments(column)) == len(column)


@given(st.dates(date(2001, 1, 1), date(2098, 12, 31)))
def test_every_way_we_write_a_day_is_a_heading_that_names_it(day: date) -> None:
    assert all(dates.names_a_day(way) for way in dates.ways_to_write(day))
    assert len({fold(way) for way in dates.ways_to_write(day)}) >= 8


@pytest.mark.parametrize("heading", ["Notes", "Surname", "Session 3", "2 people", "Maybe", "12"])
def test_other_headings_name_no_day(heading: str) -> None:
    assert not dates.names_a_day(heading)


@pytest.mark.parametrize(
    ("cell", "can", "unsure"),
    [
        *((text, True, False) for text in ("Y", "yes", "x", "✓", "1", "Can do")),
        *((text, False, True) for text in ("?", "maybe", "Y?", "tbc")),
        *((text, False, False) for text in ("", "N", "no", "away")),
    ],
)
def test_a_cell_under_a_day_says_yes_no_or_not_sure(cell: str, *, can: bool, unsure: bool) -> None:
    found = dates.ticked({f"{DAY}2027-01-12": cell, "name": "Y"}, DAY)
    assert found == (("2027-01-12",) * can, ("2027-01-12",) * unsure)


def test_columns_of_a_sheet_kept_by_hand_are_the_days_of_the_groups() -> None:
    table = reading.read(SHEET.read_bytes())
    fields = (*FIELDS, *day_fields(GROUPS))
    matched = columns.suggest(fields, table)
    assert [matched[f"{DAY}{day.isoformat()}"] for day in GROUPS] == [6, 7, 8, 9]
    sheet = signups.parse_signups(columns.lines(table, matched))
    assert sheet.people[0].dates == ("2027-02-03", "2027-02-15")
    assert signups.cohorts_meant("2027-02-03", [(7, date(2027, 2, 3), 9)]) == (7,)
    assert sheet.people[1].unsure == ("2027-01-12",)


def test_the_day_someone_signed_up_sets_their_place_in_line_whatever_the_format() -> None:
    table = reading.read(SHEET.read_bytes())
    people = signups.parse_signups(columns.lines(table, columns.suggest(FIELDS, table))).people
    sent = [one.sent[:10] for one in people]
    assert sent == sorted(sent)
    assert (sent[0], sent[-1]) == ("2026-11-02", "2026-11-15")


def test_a_column_without_a_heading_is_known_by_what_stands_in_it() -> None:
    table = reading.read(SHEET.read_bytes())
    assert columns.suggest(FIELDS, table)["sector"] == 3


def test_few_texts_say_nothing_about_a_column() -> None:
    table = Table("", ("Column A", "Name"), (Row(2, ("police", "Maya Lowe")),))
    assert "sector" not in columns.suggest(FIELDS, table)


def test_notes_kept_by_hand_give_adjustments_and_are_for_the_facilitators() -> None:
    table = reading.read(SHEET.read_bytes())
    people = signups.parse_signups(columns.lines(table, columns.suggest(FIELDS, table))).people
    frederick = next(one for one in people if one.name == "Frederick Gilbert")
    assert frederick.adjustments == ("quiet_space",)
    assert frederick.hard_note
    assert all(field.is_private for field in FIELDS if field.key in ("notes", "hard_note"))


def test_without_an_offer_each_heading_that_names_a_day_is_one() -> None:
    found = days_in_headings(("Name", "12/01", "Tue 12 Jan 2027 9.30-12.30", "12/01"))
    assert [field.label for field in found] == ["12/01", "Tue 12 Jan 2027 9.30-12.30"]


def test_a_surname_before_a_comma_goes_last() -> None:
    line = {"name": "O'Neill, John", "organisation": "The Hub"}
    assert signups.read(signups.Line(2, line)).name == "John O'Neill"
