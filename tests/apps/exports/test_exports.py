"""Files people open elsewhere: readable, and never run as a formula."""

import csv
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any

import openpyxl
import pytest
from django.http import Http404
from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.exports import rules
from goldenthread.exports.operations import Column, Sheet, csv_text, workbook
from goldenthread.exports.responses import download, list_download

PEOPLE = Sheet(
    "People: all/any",
    (Column("Name", "As the person gives it"), "Born"),
    [("=HYPERLINK(1)", date(2026, 3, 3)), ("Wisła", None)],
)


def opened(content: bytes) -> Any:
    return openpyxl.load_workbook(BytesIO(content))


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝"])
def test_a_text_that_would_start_a_formula_gets_an_apostrophe(start: str) -> None:
    assert rules.neutral(f"{start}cmd") == f"'{start}cmd"


def test_numbers_stay_numbers_even_below_zero() -> None:
    page = opened(workbook([Sheet("S", ["n"], [(-5,), (2.5,), (Decimal("1.5"),)])]))["S"]
    assert [page.cell(row, 1).value for row in (2, 3, 4)] == [-5, 2.5, 1.5]


def test_a_workbook_holds_its_heading_in_view_and_says_what_columns_mean() -> None:
    book = opened(workbook([PEOPLE]))
    assert book.sheetnames == ["People all any", "What the columns mean"]
    page = book["People all any"]
    assert page.freeze_panes == "A2"
    assert page["A1"].font.bold
    assert page["A2"].value == "'=HYPERLINK(1)" and page["A2"].data_type == "s"
    assert page["B2"].value.date() == date(2026, 3, 3)
    meanings = [[cell.value for cell in row] for row in book["What the columns mean"].iter_rows()]
    assert meanings[1] == ["People all any", "Name", "As the person gives it"]
    assert meanings[2][2] == "As its heading says."


def test_columns_are_as_wide_as_what_stands_in_them() -> None:
    page = opened(workbook([Sheet("S", ["a", "b"], [("x" * 30, "y" * 500)])]))["S"]
    assert page.column_dimensions["A"].width == 32
    assert page.column_dimensions["B"].width == 60


def test_a_sheet_can_be_handed_out_on_paper() -> None:
    rows = [("x" * 58, "y" * 58, "z" * 58)]
    page = opened(workbook([Sheet("S", ["a", "b", "c"], rows)]))["S"]
    # what is wider than a page gives way, and its text takes as many lines as it needs
    assert [page.column_dimensions[letter].width for letter in "ABC"] == [30, 30, 30]
    assert page["A2"].alignment.wrap_text
    assert page.row_dimensions[2].height == 27
    # headings stand on every page, and each page says which it is
    assert page.print_title_rows == "$1:$1"
    assert page.oddFooter.right.text == "Page &P of &N"


def test_two_sheets_of_one_name_get_two_names() -> None:
    long = "A very long name of a sheet indeed, too long"
    names = rules.sheet_names([long, long, "", "''"])
    assert len({name.casefold() for name in names}) == 4
    assert all(0 < len(name) <= 31 for name in names)


def test_a_csv_file_is_read_as_utf8_and_not_run() -> None:
    made = csv_text(PEOPLE.columns, PEOPLE.rows)
    assert made.startswith("\ufeffName,Born\r\n")
    rows = list(csv.reader(StringIO(made.removeprefix("\ufeff"))))
    assert rows[1:] == [["'=HYPERLINK(1)", "2026-03-03"], ["Wisła", ""]]


def test_moments_are_written_in_londons_time_and_truths_as_words() -> None:
    summer = datetime(2026, 7, 1, 8, 30, tzinfo=UTC)
    rows = csv_text(["at", "yes"], [(summer, True)]).splitlines()
    assert rows[1] == "2026-07-01 09:30,yes"
    page = opened(workbook([Sheet("S", ["at", "no"], [(summer, False)])]))["S"]
    assert page["A2"].value.isoformat() == "2026-07-01T09:30:00"
    assert page["B2"].value == "no"


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.text(max_size=40), min_size=2, max_size=2), max_size=6))
def test_any_text_makes_a_file_that_opens_and_runs_nothing(rows: list[list[str]]) -> None:
    page = opened(workbook([Sheet("S", ["a", "b"], rows)]))["S"]
    assert all(cell.data_type != "f" for row in page.iter_rows() for cell in row)
    for line in csv.reader(StringIO(csv_text(["a", "b"], rows).removeprefix("\ufeff"))):
        assert not any(cell.startswith(rules.FORMULA_STARTS) for cell in line)


def test_a_very_long_text_is_cut_where_the_sheet_ends() -> None:
    assert len(rules.neutral("x" * 40_000)) == 32_767


def test_a_download_is_kept_and_not_shown_or_stored_on_the_way() -> None:
    response = download("a", "People at O’Neill’s", "csv")
    assert response["Content-Disposition"] == 'attachment; filename="people-at-oneills.csv"'
    assert response["Cache-Control"] == "no-store, private"
    assert response["X-Content-Type-Options"] == "nosniff"


def test_a_list_is_downloaded_in_the_kinds_we_have() -> None:
    assert list_download(PEOPLE, "people", "xlsx").content[:2] == b"PK"
    assert list_download(PEOPLE, "people", "csv").content.startswith("\ufeff".encode())
    meant = list_download(PEOPLE, "people", "columns")
    assert meant["Content-Disposition"] == 'attachment; filename="people-columns.csv"'
    assert "What it means" in meant.content.decode()
    with pytest.raises(Http404):
        list_download(PEOPLE, "people", "exe")
