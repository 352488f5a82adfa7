"""When a message may go: outside quiet hours, and together with others of the day.

All of it by the clock that people here read, so that 8am stays 8am when the clocks change.
"""

from datetime import UTC, date, datetime, time, timedelta

from goldenthread.ui.words import LONDON, in_london

MORNING = time(9)
DIGEST_DAYS = {"daily": 1, "weekly": 7}

Hours = tuple[time, time]


def hours_of(text: str) -> Hours | None:
    """`21:00-08:00` as two times; None where there are no quiet hours."""
    start, _, end = text.partition("-")
    if not start.strip() or not end.strip():
        return None
    return time.fromisoformat(start.strip()), time.fromisoformat(end.strip())


def are_quiet(moment: datetime, hours: Hours | None) -> bool:
    """Whether this moment lies in the quiet hours, which may run over midnight."""
    if hours is None or hours[0] == hours[1]:
        return False
    start, end = hours
    clock = in_london(moment).time()
    return start <= clock < end if start < end else clock >= start or clock < end


def after_quiet(moment: datetime, hours: Hours | None) -> datetime:
    """The moment itself, or the end of the quiet hours in which it lies."""
    if hours is None or not are_quiet(moment, hours):
        return moment
    local = in_london(moment)
    is_next_day = hours[0] > hours[1] and local.time() >= hours[0]
    return _next(local.date() + timedelta(days=is_next_day), hours[1], after=moment)


def _next(day: date, clock: time, *, after: datetime) -> datetime:
    """That time on that day. An hour that comes twice in autumn: whichever is still to come."""
    first = datetime.combine(day, clock, tzinfo=LONDON)
    return first if first.astimezone(UTC) > after.astimezone(UTC) else first.replace(fold=1)


def morning(day: date) -> datetime:
    """9am on this day."""
    return datetime.combine(day, MORNING, tzinfo=LONDON)


def may_follow(last_sent: datetime | None, now: datetime, *, digest: str) -> datetime | None:
    """When the next message that can wait may go, or None for now.

    One a day, or one in seven days: what comes later is gathered and goes together at 9am.
    """
    days = DIGEST_DAYS.get(digest)
    if last_sent is None or days is None:
        return None
    free = in_london(last_sent).date() + timedelta(days=days)
    return morning(free) if in_london(now).date() < free else None
