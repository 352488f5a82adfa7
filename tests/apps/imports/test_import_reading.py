"""Whatever file someone hands in: a table, or a sentence that helps."""

from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.access.terms import Refused
from goldenthread.imports.rules import reading, tables, texts
from goldenthread.imports.terms import Table
from tests.factories.imports import sheet

DATA = Path(__file__).parents[2] / "data" / "signups"


def saved(book: openpyxl.Workbook) -> bytes:
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def test_a_forms_export_is_read_whole() -> None:
    table = reading.read((DATA / "microsoft-forms-export.xlsx").read_bytes())
    assert len(table.rows) == 145
    assert table.rows[0].number == 2
    assert table.headings[5] == "Your name"
    assert table.rows[0].cells[1] == "2026-11-02T02:34:00"


def test_headings_are_found_below_a_title() -> None:
    table = reading.read((DATA / "coordinators-own-sheet.xlsx").read_bytes())
    assert table.headings[:4] == ("Surname", "Forename", "Organisation / team", "Column D")
    assert table.rows[0].number == 4


def test_a_semicolon_file_of_old_letters_is_read() -> None:
    table = reading.read((DATA / "old-export-latin1.csv").read_bytes())
    assert table.headings == ("Name", "Org", "Sector", "Role", "Email", "Available", "Access")
    assert len(table.rows) == 60
    assert table.rows[0].cells[6] == "Hearing loop; large print"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "latin-1"])
@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_delimiters_and_letters_are_told_apart(encoding: str, mark: str) -> None:
    content = f"Name{mark}Rôle\r\nZoë{mark}Café\r\n".encode(encoding)
    table = reading.read(content)
    assert table.headings == ("Name", "Rôle")
    assert table.rows[0].cells == ("Zoë", "Café")


def test_formulas_give_the_value_they_had_and_never_the_formula() -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["A", "B"])
    book.worksheets[0].append(["x", "=1+1"])
    table = reading.read(saved(book))
    assert table.rows[0].cells == ("x", "")


def test_hidden_and_empty_sheets_are_passed_over() -> None:
    book = openpyxl.Workbook()
    hidden = book.create_sheet("Hidden")
    hidden.append(["a", "b"])
    hidden.append(["1", "2"])
    hidden.sheet_state = "hidden"
    for name in ("People", "More"):
        page = book.create_sheet(name)
        page.append(["Name", "Role"])
        page.append([name, "x"])
    table = reading.read(saved(book))
    assert (table.sheet, table.other_sheets) == ("People", ("More",))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + reading.ENCRYPTED, "locked with a password"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1Workbook", "older kind of Excel"),
        (b"%PDF-1.7 something", "cannot read this as a spreadsheet"),
        (b"", "cannot read this as a spreadsheet"),
        (b"  \n ", "cannot read this as a spreadsheet"),
        (b"PK\x03\x04" + b"\x00" * 60, "cannot read this as a spreadsheet"),
        (b"Name,Role\n", "no lines below"),
        (b"x" * (10 * 1024 * 1024 + 1), "too large"),
        (b'a,b\n"' + b"x" * 200_000 + b'",c\n', "more than 32,767 letters"),
        (b"a,b\n" + b"x" * 40_000 + b",c\n", "more than 32,767 letters"),
    ],
)
def test_what_cannot_be_read_is_explained(content: bytes, words: str) -> None:
    with pytest.raises(Refused, match=words):
        reading.read(content)


def test_a_workbook_with_nothing_in_it_is_explained() -> None:
    with pytest.raises(Refused, match="no lines below"):
        reading.read(saved(openpyxl.Workbook()))


def test_too_many_lines_or_columns_are_counted_and_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("reading", "tables"):
        monkeypatch.setattr(f"goldenthread.imports.rules.{name}.MAX_ROWS", 30)
    with pytest.raises(Refused, match="lines"):
        reading.read(sheet([["a", "b"]] * 32))
    assert len(reading.read(sheet([["a", "b"]] * 31)).rows) == 30
    with pytest.raises(Refused, match="200 columns"):
        reading.read(sheet([["a"] * 201, ["b"]]))
    with pytest.raises(Refused, match="lines"):
        reading.read(b"a,b\n" * 60)


def test_columns_without_a_heading_are_called_by_their_letter() -> None:
    assert [tables.letter(i) for i in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (True, "yes"),
        (3.0, "3"),
        (3.5, "3.5"),
        (7, "7"),
        (date(2026, 3, 3), "2026-03-03"),
        (time(9, 30), "09:30:00"),
        (datetime.fromisoformat("2026-03-03T09:30:00.5"), "2026-03-03T09:30:00"),
        ("  two \u00a0 words\u200b ", "two words"),
        ("a \n  b", "a\nb"),
    ],
)
def test_a_cell_is_a_tidy_text(value: Any, text: str) -> None:
    assert texts.as_text(value) == text


def read_or_refused(content: bytes) -> None:
    try:
        table = reading.read(content)
    except Refused as refused:
        assert str(refused).endswith(".")
    else:
        assert isinstance(table, Table)
        assert all(len(row.cells) == len(table.headings) for row in table.rows)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=2000))
def test_no_bytes_make_the_reader_stumble(content: bytes) -> None:
    read_or_refused(content)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=500))
def test_no_text_makes_the_reader_stumble(text: str) -> None:
    read_or_refused(text.encode("utf-8", errors="surrogatepass"))


GOOD = (DATA / "microsoft-forms-export.xlsx").read_bytes()


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(GOOD) - 1), st.binary(min_size=1, max_size=40), st.booleans())
def test_a_damaged_workbook_does_not_make_the_reader_stumble(
    at: int, damage: bytes, is_cut: bool
) -> None:
    read_or_refused(GOOD[:at] + damage + (b"" if is_cut else GOOD[at + len(damage) :]))


@settings(max_examples=40, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(
            [
                "xl/sharedStrings.xml",
                "xl/worksheets/sheet1.xml",
                "xl/styles.xml",
                "[Content_Types].xml",
                "xl/_rels/workbook.xml.rels",
                "xl/workbook.xml",
            ]
        ),
        st.binary(max_size=60),
        min_size=1,
    )
)
def test_a_workbook_with_broken_parts_does_not_make_the_reader_stumble(
    parts: dict[str, bytes],
) -> None:
    made = BytesIO()
    with ZipFile(BytesIO(GOOD)) as whole, ZipFile(made, "w") as packed:
        for name in whole.namelist():
            packed.writestr(name, parts.get(name, whole.read(name)))
    read_or_refused(made.getvalue())


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.lists(
            st.one_of(
                st.none(),
                st.booleans(),
                st.integers(-(10**9), 10**9),
                st.floats(allow_nan=False, allow_infinity=False),
                st.dates(min_value=date(1950, 1, 1), max_value=date(2090, 1, 1)),
                st.text(
                    alphabet=st.characters(min_codepoint=32, exclude_categories=["Cs"]), max_size=12
                ),
            ),
            min_size=1,
            max_size=6,
        ),
        max_size=8,
    )
)
def test_every_workbook_we_write_is_read(rows: list[list[Any]]) -> None:
    try:
        content = sheet(rows)
    except openpyxl.utils.exceptions.IllegalCharacterError:
        return
    read_or_refused(content)
