"""Days in a sign-up sheet: when someone wrote in, and which columns of days they ticked.

One column often holds several ways of writing a day, because people paste. Each way of writing is
read as a whole: one 11/13/2026 among them shows that the month stands first in all of that kind.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from statistics import median_low

from goldenthread.directory.rules import plain
from goldenthread.learning.rules import signup_texts as texts

NUMBERS = re.compile(
    r"^(\d{1,2})([/.\-])(\d{1,2})\2(\d{4}|\d{2})(?:,?\s+(\d{1,2}):(\d{2})(?::\d{2})?)?$"
)
DAY_MONTH = re.compile(
    r"^(?:[a-z]{3,9}\s+)?(\d{1,2})(?:st|nd|rd|th)?\s+([a-z]{3,9})(?:\s+(\d{4}|\d{2}))?$"
)
MONTH_DAY = re.compile(r"^([a-z]{3,9})\s+(\d{1,2})(?:st|nd|rd|th)?(?:\s+(\d{4}))?$")
CENTURY = 2000
TICKED = texts.YES | {"x", "can", "can do", "free", "available", "can make", "attending"}
MAYBE = frozenset(("maybe", "tbc", "not sure", "possibly"))
MARKS = frozenset("✓✔☑")
Shape = tuple[str, int]
Numbers = tuple[int, int, int]


def ticked(values: Mapping[str, str], prefix: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The days someone can make, and those they are not sure of, from a column for each day."""
    can, unsure = [], []
    for key, value in values.items():
        if not key.startswith(prefix):
            continue
        day = key.removeprefix(prefix)
        if "?" in value or plain(value) in MAYBE:
            unsure.append(day)
        elif plain(value) in TICKED or value.strip() in MARKS:
            can.append(day)
    return tuple(can), tuple(unsure)


def ways_to_write(day: date) -> tuple[str, ...]:
    """How a heading may name this day, the surest first; the year may be missing or last year's.

    A spreadsheet gives a heading of 12/01 the year in which it was typed.
    """
    month = f"{day:%B}"
    named = [f"{day.day} {name}" for name in (month, month[:3])]
    ordinal = [f"{day.day}{_ending(day.day)} {name}" for name in (month, month[:3])]
    numbers = [f"{day:%d/%m}", f"{day.day}/{day.month}"]
    full = [f"{way} {day.year}" for way in (*named, *ordinal)]
    full += [f"{way}/{year}" for way in numbers for year in (day.year, f"{day:%y}")]
    full += [f"{day.year}-{day:%m-%d}"]
    typed = [f"{day.year - back}-{day:%m-%d}T00:00:00" for back in (0, 1)]
    return (*full, *typed, *named, *ordinal, *numbers)


def _ending(number: int) -> str:
    if number % 100 in (11, 12, 13):
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


def names_a_day(heading: str) -> bool:
    """A heading that is a day and little else: 12/01, Tue 12 Jan 2027, 3 Feb (evening)."""
    tidy = heading.strip().lower()
    if texts.moment_of(heading) is not None or re.fullmatch(r"\d{1,2}/\d{1,2}(/\d{2,4})?", tidy):
        return True
    found = re.match(r"(?:[a-z]{3,9}\.?,?\s+)?\d{1,2}(?:st|nd|rd|th)?\s+([a-z]{3})[a-z]*\b", tidy)
    return found is not None and found[1] in texts.MONTHS


def moments(column: Sequence[str]) -> list[str]:
    """Each text as a moment in ISO form, or "" where it names no day we can be sure of."""
    tidy = [" ".join(text.split()).rstrip(".") for text in column]
    found: list[datetime | None] = [texts.moment_of(text) for text in tidy]
    numbers = {at: read for at, text in enumerate(tidy) if (read := _numbers(text)) is not None}
    anchors = [one.date() for one in found if one is not None]
    for shape in {shape for shape, _, _ in numbers.values()}:
        some = {at: (parts, clock) for at, (s, parts, clock) in numbers.items() if s == shape}
        is_month_first = _month_first([parts for parts, _ in some.values()], anchors)
        for at, (parts, clock) in some.items():
            day = _day(parts, is_month_first=is_month_first)
            found[at] = datetime.combine(day, clock) if day else None
    anchors = [one.date() for one in found if one is not None]
    for at, text in enumerate(tidy):
        if found[at] is None and at not in numbers:
            named = _named(text, anchors)
            found[at] = datetime.combine(named, time()) if named else None
    return [one.isoformat() if one else "" for one in found]


def _numbers(text: str) -> tuple[Shape, Numbers, time] | None:
    """(how it is written, its numbers, the clock) of 11/02/2026 14:30."""
    match = NUMBERS.match(text)
    if match is None:
        return None
    first, mark, second, year, hour, minute = match.groups()
    whole = int(year) + (CENTURY if len(year) == 2 else 0)
    try:
        clock = time(int(hour or 0), int(minute or 0))
    except ValueError:
        return None
    return (mark, len(year)), (int(first), int(second), whole), clock


def _day(parts: Numbers, *, is_month_first: bool) -> date | None:
    first, second, year = parts
    day, month = (second, first) if is_month_first else (first, second)
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month_first(some: Sequence[Numbers], anchors: Sequence[date]) -> bool:
    """Whether this way of writing puts the month first.

    A number above 12 settles it. Else the reading that lies nearer to the days we are sure of;
    with nothing to go by the day stands first, as people here write it.
    """
    if any(first > 12 for first, _, _ in some):
        return False
    if any(second > 12 for _, second, _ in some):
        return True
    if not anchors:
        return False
    centre = median_low(anchors)
    return _distance(some, centre, is_month_first=True) < _distance(
        some, centre, is_month_first=False
    )


def _distance(some: Iterable[Numbers], centre: date, *, is_month_first: bool) -> int:
    days = [_day(parts, is_month_first=is_month_first) for parts in some]
    return sum(abs((day - centre).days) for day in days if day is not None)


def _named(text: str, anchors: Sequence[date]) -> date | None:
    """2 Nov, Nov 2 2026: without a year, the year that lies nearest to the days we are sure of."""
    tidy = text.lower().replace(",", " ").replace(".", " ")
    tidy = " ".join(tidy.split())
    if match := DAY_MONTH.match(tidy):
        number, name, year = match.groups()
    elif match := MONTH_DAY.match(tidy):
        name, number, year = match.groups()
    else:
        return None
    if name[:3] not in texts.MONTHS:
        return None
    month, day = texts.MONTHS.index(name[:3]) + 1, int(number)
    if year is not None:
        return _day((day, month, int(year) % CENTURY + CENTURY), is_month_first=False)
    return _nearest(day, month, anchors)


def _nearest(day: int, month: int, anchors: Sequence[date]) -> date | None:
    if not anchors:
        return None
    centre = median_low(anchors)
    near = (_day((day, month, centre.year + by), is_month_first=False) for by in (-1, 0, 1))
    return min((one for one in near if one), key=lambda one: abs((one - centre).days), default=None)
