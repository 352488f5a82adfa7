"""Making files that people open elsewhere."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO, StringIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties

from goldenthread.exports import rules
from goldenthread.exports.terms import Cell, Column, Sheet

__all__ = ["Cell", "Column", "Sheet", "csv_text", "dictionary", "form_workbook", "workbook"]

BYTE_ORDER_MARK = "\ufeff"
DICTIONARY = "What the columns mean"
NO_MEANING = "As its heading says."
ROWS_MEASURED = 200
ROWS_DRESSED = 2_000  # a longer list is for sorting, not for reading on paper
LINE = 13.5  # points
HEAD = Font(name="Arial", size=10, bold=True)
BODY = Font(name="Arial", size=10)
TOP = Alignment(vertical="top", wrap_text=True)
RULED = Border(bottom=Side("thin", "E4DCCD"))
A4 = 9
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


def form_workbook(sheets: Mapping[str, Sequence[Sequence[str]]]) -> bytes:
    """Sheets that another program reads by its own rules: texts as they are, and nothing added.

    Every cell is marked as text, so none is run as a formula.
    """
    book = Workbook(write_only=True)
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        for row in rows:
            page.append([_text_cell(page, text) for text in row])
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def _text_cell(page: Any, text: str) -> Any:
    cell = WriteOnlyCell(page, value=rules.without_marks(text))
    cell.data_type = "s"
    return cell


def _write(book: Workbook, name: str, sheet: Sheet) -> None:
    page: Any = book.create_sheet(name)
    page.freeze_panes = "A2"
    _for_paper(page)
    widths = rules.fitted(_width(sheet, at) for at in range(len(sheet.columns)))
    for at, width in enumerate(widths, start=1):
        page.column_dimensions[get_column_letter(at)].width = width
    page.append([_head(page, rules.label(column)) for column in sheet.columns])
    for number, row in enumerate(sheet.rows, start=2):
        cells = [rules.for_sheet(value) for value in row]
        if number > ROWS_DRESSED:
            page.append(cells)
            continue
        tall = max(map(_lines, cells, widths), default=1)
        if tall > 1:
            page.row_dimensions[number].height = tall * LINE
        page.append([_body(page, value) for value in cells])


def _width(sheet: Sheet, at: int) -> int:
    seen = (rules.for_text(row[at]) for row in sheet.rows[:ROWS_MEASURED])
    return rules.width((rules.label(sheet.columns[at]), *seen))


def _lines(value: Cell, width: int) -> int:
    return rules.lines(value, width) if isinstance(value, str) else 1


def _for_paper(page: Any) -> None:
    """On its side and as wide as the paper, so that no column falls off; headings on every page,
    and below which sheet this is and which page of how many."""
    page.page_setup.orientation, page.page_setup.fitToHeight = "landscape", 0
    page.page_setup.paperSize = A4
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.page_margins = PageMargins(left=0.5, right=0.5, top=0.5, bottom=0.75)
    page.print_title_rows = "1:1"
    page.oddFooter.left.text, page.oddFooter.right.text = "&A", "Page &P of &N"


def _head(page: Any, words: str) -> Any:
    cell = WriteOnlyCell(page, value=words)
    cell.font, cell.fill, cell.alignment = HEAD, PAPER, TOP
    return cell


def _body(page: Any, value: Cell) -> Any:
    """A long text takes as many lines as it needs instead of running under its neighbour."""
    cell: Any = WriteOnlyCell(page)
    cell.value = value
    cell.font, cell.alignment, cell.border = BODY, TOP, RULED
    return cell


def _dictionary(names: Sequence[str], sheets: Sequence[Sheet]) -> Sheet:
    rows = [
        (name, rules.label(column), rules.meaning(column) or NO_MEANING)
        for name, sheet in zip(names, sheets, strict=False)
        for column in sheet.columns
    ]
    return Sheet(DICTIONARY, ("Sheet", "Column", "What it means"), rows)


def dictionary(sheet: Sheet) -> tuple[tuple[str, ...], list[tuple[str, str]]]:
    """What the columns of one list mean: headings, and a row for each."""
    rows = [(rules.label(one), rules.meaning(one) or NO_MEANING) for one in sheet.columns]
    return ("Column", "What it means"), rows


def csv_text(columns: Sequence[str | Column], rows: Iterable[Sequence[Cell]]) -> str:
    """A CSV file that spreadsheets read as UTF-8 and do not run."""
    made = StringIO()
    writer = csv.writer(made)
    writer.writerow([rules.label(column) for column in columns])
    writer.writerows([rules.for_text(value) for value in row] for row in rows)
    return BYTE_ORDER_MARK + made.getvalue()
