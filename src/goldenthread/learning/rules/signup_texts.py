"""What people write in a sign-up sheet, put into our own words."""

import re

from goldenthread.directory.rules import plain
from goldenthread.directory.rules.texts import (
    DAY_MONTH_YEAR,
    ISO_DAY,
    MONTHS,
    NO,
    NUMBERS_DAY,
    YES,
    address_of,
    day_of,
    manager_of,
    moment_of,
    name_of,
    needs_of,
    said,
    yes_or_no,
)
from goldenthread.learning.terms import Mode

__all__ = [
    "DAY_MONTH_YEAR",
    "ISO_DAY",
    "MONTHS",
    "NO",
    "NUMBERS_DAY",
    "YES",
    "address_of",
    "dates_said",
    "day_of",
    "hours_of",
    "joined_words",
    "manager_of",
    "modes_of",
    "moment_of",
    "name_of",
    "needs_of",
    "said",
    "wants_a_call",
    "yes_or_no",
]
CLOCK = re.compile(r"\b(\d{1,2})(?:[.:](\d{2}))?\s*(am|pm)?\b", re.IGNORECASE)

EVENING, NOON = 17, 12


def modes_of(text: str) -> tuple[str, ...]:
    """In person, online, or either; nothing said is no limit."""
    words = plain(text)
    if re.search(r"\b(?:either|both|any|hybrid|no preference)\b", words):
        return (Mode.IN_PERSON.value, Mode.ONLINE.value)
    found = []
    if re.search(r"\b(?:in person|face to face|f2f|venue)\b", words):
        found.append(Mode.IN_PERSON.value)
    if re.search(r"\b(?:online|virtual|virtually|remote|teams|zoom)\b", words):
        found.append(Mode.ONLINE.value)
    return tuple(found)


def wants_a_call(text: str) -> bool:
    """Did the person ask to be called first?"""
    words = plain(text)
    is_declined = re.search(r"\b(?:no|not|without) (?:a |need (?:for )?)?calls?\b", words)
    return bool(re.search(r"\b(?:call|ring|phone)\b", words)) and not is_declined


def hours_of(text: str) -> range | None:
    """The hours in which a session the text means begins, or None when it does not say."""
    after_day = DAY_MONTH_YEAR.sub(" ", ISO_DAY.sub(" ", NUMBERS_DAY.sub(" ", text)))
    words = plain(after_day)
    if "evening" in words:
        return range(EVENING, 24)
    if "morning" in words:
        return range(NOON)
    if "afternoon" in words:
        return range(NOON, EVENING)
    found = CLOCK.search(after_day)
    if found is None or not 0 <= int(found[1]) < 24:
        return None
    hour = int(found[1])
    if (found[3] or "").lower() == "pm" and hour < NOON:
        hour += NOON
    return range(hour, hour + 1)


def dates_said(text: str) -> tuple[str, ...]:
    """The options ticked, each once, in the order of the sheet."""
    parts = re.split(r"[;\n]| / ", text)
    return tuple(dict.fromkeys(tidy for part in parts if (tidy := said(part))))


def joined_words(name: str) -> list[str]:
    """'NorthmoorPolice' → Northmoor, Police; 'McMillan' and names with spaces stay."""
    if " " not in name:
        parts = re.findall(r"[A-ZÀ-Þ][^\W\d_A-ZÀ-Þ]+", name)
        if len(parts) > 1 and "".join(parts) == name and all(len(part) >= 4 for part in parts):
            return parts
    return name.split()
