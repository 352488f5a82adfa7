"""The words exports speak."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

Cell = str | int | float | Decimal | bool | date | datetime | None


@dataclass(frozen=True)
class Column:
    """A column's heading and, for whoever opens the file later, what it means."""

    label: str
    means: str = ""


@dataclass(frozen=True)
class Sheet:
    """One table of a workbook. Columns are headings, or headings with a meaning."""

    name: str
    columns: Sequence[str | Column]
    rows: Sequence[Sequence[Cell]] = field(default_factory=tuple)
