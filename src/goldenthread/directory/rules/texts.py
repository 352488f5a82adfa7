"""What people write in the cells of a sheet, put into our own words."""

import re
from datetime import date, datetime

from goldenthread.directory.rules import plain, without_title
from goldenthread.directory.terms import Adjustment

NOTHING = frozenset(
    (
        *("", "none", "n a", "na", "no", "nil", "nothing", "not applicable", "not known", "x"),
        *("prefer not to say", "no thanks", "no thank you", "none needed", "none required"),
    )
)
NAMES_NOBODY = frozenset(("same as above", "as above", "same", "ditto", "tbc", "various"))
YES = frozenset(("yes", "y", "true", "1", "agree", "i agree", "i do", "happy to", "ok", "tick"))
NO = frozenset(("no", "n", "false", "0", "disagree", "i do not"))
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

# What stands in the text → what helps. Whole words, after folding.
NEEDS: tuple[tuple[Adjustment, re.Pattern[str]], ...] = (
    (Adjustment.STEP_FREE, re.compile(r"\bstep ?free\b|\bwheelchair\b|\blift access\b|\bramps?\b")),
    (Adjustment.HEARING_LOOP, re.compile(r"\bhearing (?:loop|aids?)\b|\binduction loop\b")),
    (Adjustment.CAPTIONS, re.compile(r"\bcaption(?:s|ing)?\b|\bsubtitles?\b")),
    (Adjustment.BSL, re.compile(r"\bbsl\b|\bsign language\b")),
    (Adjustment.LARGE_PRINT, re.compile(r"\blarge(?:r)? (?:print|text|font)\b")),
    (Adjustment.EASY_READ, re.compile(r"\beasy ?read\b")),
    (Adjustment.QUIET_SPACE, re.compile(r"\bquiet(?:er)?\b|\blow stimulus\b")),
    (Adjustment.BREAKS, re.compile(r"\bbreaks?\b")),
    (Adjustment.PARKING, re.compile(r"\bparking\b|\bblue badge\b")),
)
ADDRESS = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>.]{2,}")
DAY_MONTH_YEAR = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)?\s+([A-Za-z]{3,9})\.?,?\s+(\d{4})\b")
ISO_DAY = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
NUMBERS_DAY = re.compile(r"\b(\d{1,2})/(\d{1,2})/(\d{4})\b")


def said(text: str) -> str:
    """The text, unless it says that there is nothing to say."""
    tidy = " ".join(text.split())
    return "" if plain(tidy) in NOTHING or not any(c.isalnum() for c in tidy) else tidy


def yes_or_no(text: str) -> bool | None:
    """True, False, or None when it says neither."""
    words = plain(text)
    first = words.split(" ")[0] if words else ""
    if words in YES or first == "yes":
        return True
    return False if words in NO or first == "no" else None


def name_of(text: str) -> str:
    """A name without its title, and not shouted: 'MRS ANN O'NEILL ' → 'Ann O'Neill'."""
    name = without_title(" ".join(_first_name_first(text).split()))
    if not (name.isupper() or name.islower()):
        return name
    return re.sub(r"[^\W\d_]+", _capital, name.lower())


def _first_name_first(text: str) -> str:
    """'O'Neill, John' → 'John O'Neill'."""
    last, comma, first = text.partition(",")
    return f"{first} {last}" if comma and first.strip() and "," not in first else text


def _capital(found: re.Match[str]) -> str:
    word = found.group()
    if word.startswith("mc") and len(word) > 4:
        return f"Mc{word[2:].capitalize()}"
    return word.capitalize()


def address_of(text: str) -> str:
    """The email address in the text, as written, or nothing."""
    found = ADDRESS.search(text.replace("mailto:", " "))
    return found.group().rstrip(".") if found else ""


def manager_of(text: str) -> str:
    """The line manager as written, unless the text names nobody."""
    return "" if plain(text) in NAMES_NOBODY else said(text)


def needs_of(text: str) -> tuple[tuple[str, ...], str]:
    """What helps, as codes; and the person's own words when a part is none of them."""
    codes: list[str] = []
    is_all_known = True
    parts = [part for part in re.split(r"[;\n]", text) if said(part)]
    for part in parts:
        found = [need.value for need, words in NEEDS if words.search(plain(part))]
        codes += [code for code in found if code not in codes]
        is_all_known = is_all_known and bool(found)
    return tuple(codes), "" if is_all_known else "; ".join(said(part) for part in parts)[:300]


def moment_of(text: str) -> datetime | None:
    """The moment in the cell, on the clock of whoever filled it in."""
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def day_of(text: str) -> date | None:
    """The day a text names: 12 Jan 2027, 2027-01-12, 12/01/2027 (day first)."""
    if found := DAY_MONTH_YEAR.search(text):
        month = found[2][:3].lower()
        numbers = (found[3], str(MONTHS.index(month) + 1) if month in MONTHS else "0", found[1])
    elif found := ISO_DAY.search(text):
        numbers = (found[1], found[2], found[3])
    elif found := NUMBERS_DAY.search(text):
        numbers = (found[3], found[2], found[1])
    else:
        return None
    try:
        return date(*(int(number) for number in numbers))
    except ValueError:
        return None
