"""Making files that people open elsewhere."""

import csv
from collections.abc import Iterable, Sequence
from io import BytesIO, StringIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from goldenthread.exports import rules
from goldenthread.exports.terms import Cell, Column, Sheet

__all__ = ["Cell", "Column", "Sheet", "csv_text", "workbook"]

BYTE_ORDER_MARK = "\ufeff"
DICTIONARY = "What the columns mean"
NO_MEANING = "As its heading says."
ROWS_MEASURED = 200
HEAD = Font(bold=True)
PAPER = PatternFill("solid", fgColor="F6F1E8")


def workbook(sheets: Sequence[Sheet]) -> bytes:
    """An XLSX file: a sheet each, headings held in view, and what the columns mean at the end."""
    book = Workbook(write_only=True)
    names = rules.sheet_names([*(sheet.name for sheet in sheets), DICTIONARY])
    for name, sheet in zip(names, sheets, strict=False):
        _write(book, name, sheet)
    _write(book, names[-1], _dictionary(names, sheets))
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def _write(book: Workbook, name: str, sheet: Sheet) -> None:
    page: Any = book.create_sheet(name)
    page.freeze_panes = "A2"
    # Printed on the side, as wide as the paper, so that no column falls off.
    page.page_setup.orientation, page.page_setup.fitToHeight = "landscape", 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    for at, column in enumerate(sheet.columns):
        seen = (rules.for_text(row[at]) for row in sheet.rows[:ROWS_MEASURED])
        letter = get_column_letter(at + 1)
        page.column_dimensions[letter].width = rules.width((rules.label(column), *seen))
    page.append([_head(page, rules.label(column)) for column in sheet.columns])
    for row in sheet.rows:
        page.append([rules.for_sheet(value) for value in row])


def _head(page: Any, words: str) -> Any:
    cell = WriteOnlyCell(page, value=words)
    cell.font, cell.fill = HEAD, PAPER
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    return cell


def _dictionary(names: Sequence[str], sheets: Sequence[Sheet]) -> Sheet:
    rows = [
        (name, rules.label(column), rules.meaning(column) or NO_MEANING)
        for name, sheet in zip(names, sheets, strict=False)
        for column in sheet.columns
    ]
    return Sheet(DICTIONARY, ("Sheet", "Column", "What it means"), rows)


def csv_text(columns: Sequence[str | Column], rows: Iterable[Sequence[Cell]]) -> str:
    """A CSV file that spreadsheets read as UTF-8 and do not run."""
    made = StringIO()
    writer = csv.writer(made)
    writer.writerow([rules.label(column) for column in columns])
    writer.writerows([rules.for_text(value) for value in row] for row in rows)
    return BYTE_ORDER_MARK + made.getvalue()
