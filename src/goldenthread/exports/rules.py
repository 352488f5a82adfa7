"""How a value stands in a file that someone opens in a spreadsheet."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from math import ceil
from zoneinfo import ZoneInfo

from goldenthread.exports.terms import Cell, Column

LONDON = ZoneInfo("Europe/London")
# A text that begins so is run as a formula by spreadsheets; the wide forms are read as the plain.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
NOT_IN_A_SHEET = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
LONGEST_CELL = 32_767
LONGEST_NAME = 31
PAGE = 150  # letters that stand side by side on a page and can still be read
NARROWED = 30


def without_marks(text: str) -> str:
    """Without the marks that no workbook can hold, and no longer than a cell."""
    return NOT_IN_A_SHEET.sub("", text)[:LONGEST_CELL]


def neutral(text: str) -> str:
    """A text that no spreadsheet runs: an apostrophe goes before what would start a formula."""
    clean = without_marks(text)
    made = f"'{clean}" if clean.startswith(FORMULA_STARTS) else clean
    return made if len(made) <= LONGEST_CELL else made[: LONGEST_CELL - 1] + "…"


def for_sheet(value: Cell) -> Cell:
    """A cell of a workbook: numbers and dates stay what they are; moments in London's time."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return neutral(value)
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value.astimezone(LONDON).replace(tzinfo=None)
    return value


def for_text(value: Cell) -> str:
    """A cell of a CSV file: dates as 2026-03-03, moments as 2026-03-03 09:30."""
    made = for_sheet(value)
    if made is None:
        return ""
    if isinstance(made, datetime):
        return made.isoformat(sep=" ", timespec="minutes")
    if isinstance(made, date):
        return made.isoformat()
    return str(made)


def label(column: str | Column) -> str:
    """The heading of a column, safe like any other cell."""
    return neutral(column if isinstance(column, str) else column.label)


def meaning(column: str | Column) -> str:
    """What the column means, when someone has said."""
    return "" if isinstance(column, str) else neutral(column.means)


def sheet_names(names: Iterable[str]) -> list[str]:
    """Names a workbook allows: no marks, at most 31 letters, each one once."""
    made: list[str] = []
    for name in names:
        tidy = " ".join(re.sub(r"[\[\]:*?/\\\x00-\x1f']", " ", name).split()) or "Sheet"
        found, number = tidy[:LONGEST_NAME], 1
        while found.casefold() in {one.casefold() for one in made}:
            number += 1
            ending = f" {number}"
            found = tidy[: LONGEST_NAME - len(ending)] + ending
        made.append(found)
    return made


def width(texts: Iterable[str]) -> int:
    """A column as wide as what stands in it, from 8 to 60 letters."""
    longest = max((max(map(len, t.splitlines()), default=0) for t in texts), default=0)
    return max(8, min(60, longest + 2))


def fitted(widths: Iterable[int]) -> list[int]:
    """Widths for one page: where they are more than a page holds, the widest give way."""
    wanted = list(widths)
    return wanted if sum(wanted) <= PAGE else [min(one, NARROWED) for one in wanted]


def lines(text: str, width: int) -> int:
    """How many lines a text takes in a column; its letters are narrower than the figures that
    a column's width counts in."""
    room = width * 1.15
    return sum(max(1, ceil(len(part) / room)) for part in text.split("\n"))
