"""From rows of cells to a table: where the headings are, and how much is too much."""

from collections.abc import Iterable, Sequence

from goldenthread.access.terms import Refused
from goldenthread.imports.rules.texts import as_text
from goldenthread.imports.terms import LONGEST_CELL, MAX_COLUMNS, MAX_ROWS, Row, Table

LOOK_FOR_HEADINGS = 20
TOO_WIDE = f"The sheet has more than {MAX_COLUMNS} columns. Keep the ones you need and try again."
TOO_LONG = f"The sheet has more than {MAX_ROWS:,} lines. Split it into smaller files."
LONG_CELL = f"A cell holds more than {LONGEST_CELL:,} letters. Shorten it and try again."
EMPTY = "The sheet has no lines below its headings. Check that it is the right file."


def texts_of(cells: Iterable[object]) -> tuple[str, ...]:
    """A row as texts, without the empty cells at its end."""
    texts = [as_text(cell) for cell in cells]
    while texts and not texts[-1]:
        texts.pop()
    return tuple(texts)


def numbered(rows: Iterable[Iterable[object]]) -> list[Row]:
    """Every row that says something, with its number in the file; bounded both ways."""
    found: list[Row] = []
    for number, cells in enumerate(rows, start=1):
        texts = texts_of(cells)
        if len(texts) > MAX_COLUMNS:
            raise Refused(TOO_WIDE)
        if any(len(text) > LONGEST_CELL for text in texts):
            raise Refused(LONG_CELL)
        if texts:
            found.append(Row(number, texts))
        if len(found) > MAX_ROWS + LOOK_FOR_HEADINGS:
            raise Refused(TOO_LONG)
    return found


def heading_place(rows: Sequence[Row]) -> int:
    """The first of the first rows in which two cells or more are filled, all of them words.

    A title above the table fills one cell only; a first line of data holds dates or numbers.
    """
    for place, row in enumerate(rows[:LOOK_FOR_HEADINGS]):
        filled = [cell for cell in row.cells if cell]
        if len(filled) >= 2 and all(any(c.isalnum() for c in cell) for cell in filled):
            return place
    return 0


def headings_of(row: Row, width: int) -> tuple[str, ...]:
    """One heading a column; a column without one is called by its letter."""
    cells = [*row.cells, *[""] * (width - len(row.cells))]
    return tuple(" ".join(c.split()) or f"Column {letter(i)}" for i, c in enumerate(cells))


def letter(index: int) -> str:
    """0 → A, 25 → Z, 26 → AA."""
    name = ""
    number = index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def table(sheet: str, rows: Sequence[Row], other_sheets: Sequence[str] = ()) -> Table:
    """The table in these rows, or Refused when there is none."""
    if not rows:
        raise Refused(EMPTY)
    place = heading_place(rows)
    below = rows[place + 1 :]
    if not below:
        raise Refused(EMPTY)
    if len(below) > MAX_ROWS:
        raise Refused(TOO_LONG)
    width = max(len(row.cells) for row in rows[place:])
    full = tuple(Row(r.number, r.cells + ("",) * (width - len(r.cells))) for r in below)
    return Table(sheet, headings_of(rows[place], width), full, tuple(other_sheets))
