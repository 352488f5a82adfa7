"""Cells as texts, and texts compared."""

import re
import unicodedata
from datetime import date, datetime, time
from decimal import Decimal


def as_text(value: object) -> str:
    """A cell as text: moments as 2026-11-02T02:34:00, days as 2026-11-02, 3.0 as 3."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.replace(microsecond=0).isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, int | float | Decimal):
        return str(value)
    return tidy(str(value))


def tidy(text: str) -> str:
    """Without the blanks around it, invisible marks, or different kinds of space."""
    plain = unicodedata.normalize("NFC", text).replace("\u200b", "").replace("\ufeff", "")
    lines = [re.sub(r"[^\S\n]+", " ", line).strip() for line in plain.splitlines()]
    return "\n".join(lines).strip()


def fold(text: str) -> str:
    """For comparing headings: small letters and numbers, single spaces."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(c for c in apart if not unicodedata.combining(c))
    return " ".join(re.sub(r"[\W_]+", " ", letters).split())
