"""The sign-up sheet a visitor imports: the shipped export, with its dates moved to come."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

EXPORT = Path(__file__).parent / "data" / "microsoft-forms-export.xlsx"
DATES_COLUMN = "Which dates can you make? (tick all that apply)"
TIMES = ("Start time", "Completion time")
SAID_NO, DID_NOT_SAY = (20, 70, 110), (33, 90)  # lines of the sheet that need a person's judgement


def write(path: Path, *, dates: Mapping[str, str], last_day: datetime, question: str) -> None:
    """Move the form's dates to `dates` and the sign-ups to end on `last_day`.

    One column is added, the offer's own question; everything else stays as people wrote it.
    """
    book = load_workbook(EXPORT)
    sheet: Any = book.active
    column = {str(cell.value).strip(): cell.column - 1 for cell in sheet[1]}
    rows = list(sheet.iter_rows(min_row=2))
    latest: datetime = max(row[column[TIMES[1]]].value for row in rows)
    shift = timedelta(days=(last_day.date() - latest.date()).days)
    for row in rows:
        for name in TIMES:
            row[column[name]].value += shift
        cell = row[column[DATES_COLUMN]]
        for old, new in dates.items():
            cell.value = str(cell.value or "").replace(old, new)
    ask(sheet, question)
    book.save(path)


def ask(sheet: Any, question: str) -> None:
    """Add a yes-or-no question as the last column; a few said no, a few did not say."""
    column = sheet.max_column + 1
    sheet.cell(1, column, question)
    for line in range(2, sheet.max_row + 1):
        said = "No" if line in SAID_NO else None if line in DID_NOT_SAY else "Yes"
        sheet.cell(line, column, said)
