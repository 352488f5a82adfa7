"""The sign-up sheet a visitor imports: the shipped export, with its dates moved to come."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

EXPORT = Path(__file__).parent / "data" / "microsoft-forms-export.xlsx"
DATES_COLUMN = "Which dates can you make? (tick all that apply)"
TIMES = ("Start time", "Completion time")


def write(path: Path, *, dates: Mapping[str, str], last_day: datetime) -> None:
    """Move the form's dates to `dates` and the sign-ups to end on `last_day`; the rest stays."""
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
    book.save(path)
