"""Which column says what: suggested, checked, and never guessed twice."""

import pytest

from goldenthread.access.terms import Refused
from goldenthread.imports.rules import columns
from goldenthread.imports.terms import Field, Row, Table

NAME = Field("name", "Name", words=("your name", "name"), is_required=True)
EMAIL = Field("email", "Email", words=("your work email", "email"))
MEETS = Field("meets", "Meets people", words=("do you meet",), constants=(("yes", "Yes, all"),))
FIELDS = (NAME, EMAIL, MEETS)


def table(*headings: str, rows: tuple[tuple[str, ...], ...] = ()) -> Table:
    given = rows or (tuple("x" for _ in headings),)
    return Table("S", headings, tuple(Row(at, cells) for at, cells in enumerate(given, start=2)))


def test_the_surer_words_win() -> None:
    found = columns.suggest(FIELDS, table("Email", "Name", "Your name", "Your work email"))
    assert found == {"name": 2, "email": 3}


def test_an_empty_column_is_not_suggested() -> None:
    rows = (("", "Maya"), ("", "Leo"))
    assert columns.suggest(FIELDS, table("Your name", "Name", rows=rows)) == {"name": 1}


def test_a_column_is_suggested_for_one_field_only() -> None:
    assert columns.suggest(FIELDS, table("Email name")) == {"email": 0}


def test_a_question_is_recognised_by_its_beginning() -> None:
    found = columns.suggest(FIELDS, table("Name", "Do you meet people at work?"))
    assert found["meets"] == 1


def test_what_is_needed_must_be_matched() -> None:
    with pytest.raises(Refused, match="Name"):
        columns.checked(FIELDS, {"email": 0}, 2)


def test_columns_that_are_not_there_and_values_not_offered_are_dropped() -> None:
    given = {"name": 0, "email": 5, "meets": "=no", "other": 1}
    assert columns.checked(FIELDS, given, 2) == {"name": 0}
    assert columns.checked(FIELDS, {"name": 1, "meets": "=yes"}, 2)["meets"] == "=yes"


def test_lines_hold_the_text_under_each_field_and_the_value_for_all() -> None:
    rows = (("Maya", "m@example.org"), ("", ""), ("", "l@example.org"))
    found = columns.lines(table("Name", "Email", rows=rows), {"name": 0, "meets": "=yes"})
    assert [(line.number, dict(line.values)) for line in found] == [
        (2, {"name": "Maya", "meets": "yes"})
    ]
    assert found[0].text("email") == ""


def test_a_sample_of_a_moment_is_written_as_people_write_it() -> None:
    rows = (("2026-11-02T02:34:00",),)
    assert columns.samples(table("When", rows=rows), 0) == ("2026-11-02 02:34",)


def test_samples_are_few_different_and_short() -> None:
    rows = (("a",), ("a",), ("",), ("b" * 90,), ("c",), ("d",))
    found = columns.samples(table("Name", rows=rows), 0)
    assert found == ("a", "b" * 59 + "…", "c")
