"""Reading a file someone handed in. Whatever the bytes are: a table, or a sentence."""

import csv
import warnings
from collections import Counter
from collections.abc import Iterator
from io import BytesIO, StringIO

from openpyxl import load_workbook

from goldenthread.access.terms import Refused
from goldenthread.files.rules import content_type
from goldenthread.files.terms import OLD_OFFICE, TEXT, XLSX
from goldenthread.imports.rules import tables, weighing
from goldenthread.imports.terms import MAX_BYTES, MAX_COLUMNS, MAX_ROWS, Row, Table

NOT_A_SHEET = (
    "We cannot read this as a spreadsheet. Open it, save it as Excel (.xlsx) or CSV, "
    "and choose the new file."
)
LOCKED = (
    "This workbook is locked with a password. Open it, save a copy without the password, "
    "and choose the copy."
)
OLD_EXCEL = "This is an older kind of Excel file. Open it, save it as .xlsx, and choose that."
TOO_LARGE = f"The file is too large. Choose one of {MAX_BYTES // (1024 * 1024)} MB or less."
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
DELIMITERS = (",", ";", "\t", "|")
SAMPLE_LINES = 30
SAMPLE_LETTERS = 200_000


def read(content: bytes) -> Table:
    """The first sheet that has lines, as texts. Formulas give the values they had when saved."""
    kind = _kind_of(content)
    if kind == XLSX:
        return _workbook(content)
    if kind == TEXT and content.strip():
        return _text(content)
    raise Refused(NOT_A_SHEET)


def _kind_of(content: bytes) -> str:
    """What the bytes are; too many of them, or an office file of old, is refused at once."""
    if len(content) > MAX_BYTES:
        raise Refused(TOO_LARGE)
    weighing.must_have_few_parts(content)
    kind = content_type(content)
    if kind == OLD_OFFICE:
        raise Refused(LOCKED if ENCRYPTED in content else OLD_EXCEL)
    return kind


def sheets(content: bytes) -> dict[str, list[Row]]:
    """Every visible sheet of a workbook as rows of texts, by its name; bounded like a table."""
    if _kind_of(content) != XLSX:
        raise Refused(NOT_A_SHEET)
    return dict(_read_sheets(content))


def _workbook(content: bytes) -> Table:
    found = _read_sheets(content)
    filled = [(name, rows) for name, rows in found if rows]
    if not filled:
        raise Refused(tables.EMPTY)
    name, rows = max(filled, key=lambda sheet: len(sheet[1]) > 1)
    return tables.table(name, rows, [other for other, _ in filled if other != name])


def _read_sheets(content: bytes) -> list[tuple[str, list[Row]]]:
    try:
        weighing.must_be_light(content)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return [(name, tables.numbered(rows)) for name, rows in _sheets(content)]
    except Refused:
        raise
    except Exception as broken:  # a damaged workbook can break anywhere in its parts
        raise Refused(NOT_A_SHEET) from broken


def _sheets(content: bytes) -> Iterator[tuple[str, Iterator[tuple[object, ...]]]]:
    """Each visible sheet with its cells; a little more than the bounds, so that more shows."""
    book = load_workbook(BytesIO(content), read_only=True, data_only=True, keep_links=False)
    try:
        for sheet in book.worksheets:
            if sheet.sheet_state != "visible":
                continue
            rows = sheet.iter_rows(
                max_row=MAX_ROWS + tables.LOOK_FOR_HEADINGS + 2,
                max_col=MAX_COLUMNS + 1,
                values_only=True,
            )
            yield sheet.title, rows
    finally:
        book.close()


def _text(content: bytes) -> Table:
    text = decoded(content)
    rows = _parsed(text, delimiter(text))
    return tables.table("", rows)


def decoded(content: bytes) -> str:
    """UTF-8 with or without its mark, UTF-16 by its mark, else the Windows letters of old files."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace").replace("\ufeff", "")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def delimiter(text: str) -> str:
    """The mark that parts the first lines most evenly into most columns."""
    sample = "\n".join(text[:SAMPLE_LETTERS].splitlines()[:SAMPLE_LINES])
    return max(DELIMITERS, key=lambda mark: _evenness(sample, mark))


def _evenness(sample: str, mark: str) -> tuple[float, int]:
    widths = [len(row) for row in _rows(sample, mark) if any(row)]
    several = Counter(width for width in widths if width > 1)
    if not several:
        return (0.0, 0)
    width, times = several.most_common(1)[0]
    return (times / len(widths), width)


def _rows(text: str, mark: str) -> Iterator[list[str]]:
    try:
        yield from csv.reader(StringIO(text, newline=""), delimiter=mark)
    except csv.Error:
        return


def _parsed(text: str, mark: str) -> list[Row]:
    try:
        return tables.numbered(csv.reader(StringIO(text, newline=""), delimiter=mark))
    except csv.Error as broken:
        is_long = "field limit" in str(broken)
        raise Refused(tables.LONG_CELL if is_long else NOT_A_SHEET) from broken
