"""How dates, numbers and lists are said. One way everywhere: pages, messages, reports."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
SMALL_NUMBERS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def day(moment: date) -> str:
    """Tuesday 3 March 2026."""
    local = in_london(moment) if isinstance(moment, datetime) else moment
    return f"{local:%A} {local.day} {local:%B %Y}"


def short_day(moment: date) -> str:
    """Tue 3 March, where the year is plain from the page."""
    local = in_london(moment) if isinstance(moment, datetime) else moment
    return f"{local:%a} {local.day} {local:%B}"


def clock(moment: datetime | time) -> str:
    """9:30am, 2pm, noon, midnight."""
    local = in_london(moment) if isinstance(moment, datetime) else moment
    if (local.hour, local.minute) in ((0, 0), (12, 0)):
        return "noon" if local.hour else "midnight"
    minutes = f":{local.minute:02}" if local.minute else ""
    return f"{local.hour % 12 or 12}{minutes}{'pm' if local.hour >= 12 else 'am'}"


def when(moment: date) -> str:
    """Tuesday 3 March 2026, 9:30am. A date without a time is said as the day."""
    if not isinstance(moment, datetime):
        return day(moment)
    return f"{day(moment)}, {clock(moment)}"


def in_london(moment: datetime) -> datetime:
    """The same instant on the clock people here read. Without a zone it is already local."""
    return moment if moment.tzinfo is None else moment.astimezone(LONDON)


def span(start: datetime, end: datetime) -> str:
    """Tuesday 3 March 2026, 9:30am to 12:30pm."""
    if in_london(start).date() == in_london(end).date():
        return f"{when(start)} to {clock(end)}"
    return f"{when(start)} to {when(end)}"


def near_day(moment: date, *, today: date) -> str:
    """Today, tomorrow, yesterday, or the whole date."""
    local = in_london(moment).date() if isinstance(moment, datetime) else moment
    near = {today: "today", today + timedelta(1): "tomorrow", today - timedelta(1): "yesterday"}
    return near.get(local) or day(local)


def plural(count: int, one: str, many: str = "") -> str:
    """1 person, 12 people."""
    return f"{number(count)} {one if count == 1 else many or one + 's'}"


def counted(count: int, one: str, many: str = "") -> str:
    """One person, three people, 12 people: for the start of a sentence or a heading."""
    said = SMALL_NUMBERS[count].capitalize() if 0 < count < len(SMALL_NUMBERS) else number(count)
    return f"{said} {one if count == 1 else many or one + 's'}"


def number(count: int) -> str:
    """12,500."""
    return f"{count:,}"


def n_of(part: int, whole: int) -> str:
    """9 of 10."""
    return f"{number(part)} of {number(whole)}"


def listed(things: Iterable[str], *, joint: str = "and") -> str:
    """Imani, Leo and Asha."""
    names = list(things)
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {joint} {names[-1]}"


def size(count: int) -> str:
    """A file's size as people say it: 340 KB, 2.1 MB."""
    if count < 1024:
        return plural(count, "byte")
    if count < 1024 * 1024:
        return f"{round(count / 1024)} KB"
    megabytes = count / 1024 / 1024
    return f"{megabytes:.1f}".removesuffix(".0") + " MB"


def machine_time(moment: date) -> str:
    """For the datetime attribute, in universal time."""
    if isinstance(moment, datetime) and moment.tzinfo is not None:
        return moment.astimezone(UTC).isoformat()
    return moment.isoformat()
