"""When a wave is due for one person, from their sessions and nothing else. Pure."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from goldenthread.evaluation.terms import Anchor, InvitationState, Variant
from goldenthread.learning.terms import Mark
from goldenthread.ui.words import LONDON, in_london

ASKING_TIME = time(9, 30)
#: Asked later than this, an answer would tell of another moment.
LATEST = timedelta(days=30)
QUIET_FROM, QUIET_UNTIL = time(20, 0), time(8, 0)
ATTENDED = (Mark.WHOLE, Mark.PART)


@dataclass(frozen=True, kw_only=True)
class WaveTiming:
    """What of a planned wave decides its dates."""

    anchor: Anchor
    months: int = 0
    lead_days: int = 0
    open_days: int = 14


@dataclass(frozen=True, kw_only=True)
class Meeting:
    """One session, not cancelled, as it stands for one person.

    `is_theirs`: they belonged to its cohort on that day.
    """

    number: int
    starts_at: datetime
    ends_at: datetime
    is_closed: bool = False
    mark: Mark | None = None
    is_theirs: bool = True

    @property
    def was_attended(self) -> bool:
        return self.mark in ATTENDED

    @property
    def may_count(self) -> bool:
        """Attended, or still open to be."""
        return self.was_attended or (self.is_theirs and not self.is_closed and self.mark is None)


@dataclass(frozen=True, kw_only=True)
class Path:
    """One person's way: the sessions of their cohort, and those they had elsewhere before."""

    cohort_id: int
    cohort: tuple[Meeting, ...]
    elsewhere: tuple[Meeting, ...] = ()
    has_left: bool = False

    @property
    def meetings(self) -> tuple[Meeting, ...]:
        both = (*self.elsewhere, *self.cohort)
        return tuple(sorted(both, key=lambda meeting: (meeting.starts_at, meeting.number)))

    @property
    def attended(self) -> tuple[Meeting, ...]:
        return tuple(meeting for meeting in self.meetings if meeting.was_attended)


@dataclass(frozen=True, kw_only=True)
class Asking:
    """When one person is asked, until when, and in which variant."""

    due_at: datetime
    closes_at: datetime
    is_provisional: bool
    variant: Variant = Variant.FULL

    @property
    def state(self) -> InvitationState:
        return InvitationState.PROVISIONAL if self.is_provisional else InvitationState.PLANNED


def add_months(day: date, months: int) -> date:
    """Calendar months, clamped to the month's last day: 31 January + 1 = 28 or 29 February."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def asking_time(day: date) -> datetime:
    """Half past nine in London on this day, on either side of the clock changes."""
    return datetime.combine(day, ASKING_TIME, tzinfo=LONDON)


def asking(
    timing: WaveTiming, path: Path, *, now: datetime, kept: datetime | None = None
) -> Asking | None:
    """When this person is asked, or None when they are not.

    `kept` is the moment already promised to someone who waits to be asked; it stays when the
    calendar still allows it, so that scheduling twice changes nothing.
    """
    if path.has_left or not path.cohort:
        return None
    if timing.anchor == Anchor.FIRST_SESSION:
        return _before(timing, path, now=now, kept=kept)
    return _after(timing, path, now=now, kept=kept)


def _before(
    timing: WaveTiming, path: Path, *, now: datetime, kept: datetime | None
) -> Asking | None:
    """Baseline: open from some days before the cohort's first session until it begins."""
    starts_at = min(meeting.starts_at for meeting in path.cohort)
    if now >= starts_at or path.attended:
        return None
    day = in_london(starts_at).date() - timedelta(days=max(timing.lead_days, 1))
    due_at = _no_later_than_known(asking_time(day), now=now, kept=kept)
    return Asking(due_at=due_at, closes_at=starts_at, is_provisional=False)


def _after(
    timing: WaveTiming, path: Path, *, now: datetime, kept: datetime | None
) -> Asking | None:
    """End and later: whole months after the last session attended, known once registers close."""
    counted = [meeting for meeting in path.meetings if meeting.may_count]
    if not counted:
        return None
    anchor, last = counted[-1], max(path.cohort, key=lambda meeting: meeting.ends_at)
    is_provisional = not (last.is_closed and anchor.was_attended)
    due_at = max(due_after(anchor.ends_at, months=timing.months), last.ends_at)
    if not is_provisional:
        if due_at < now - LATEST:
            return None
        due_at = _no_later_than_known(due_at, now=now, kept=kept)
    return Asking(
        due_at=due_at,
        closes_at=closing_time(due_at, open_days=timing.open_days),
        is_provisional=is_provisional,
        variant=Variant.FULL if is_provisional else variant_for(path),
    )


def due_after(ended_at: datetime, *, months: int) -> datetime:
    """At once when no months are to pass, else at half past nine that many months later."""
    if not months:
        return ended_at
    return asking_time(add_months(in_london(ended_at).date(), months))


def closing_time(due_at: datetime, *, open_days: int) -> datetime:
    """Whole days on the London clock, so a clock change does not move the hour."""
    local = in_london(due_at)
    return datetime.combine(
        local.date() + timedelta(days=open_days), local.timetz().replace(tzinfo=None), tzinfo=LONDON
    )


def variant_for(path: Path) -> Variant:
    """Who came to the first of several sessions and to none after gets the short questions."""
    attended = path.attended
    first = min((meeting.number for meeting in path.cohort), default=1)
    only_first = len(attended) == 1 and attended[0].number == first
    return Variant.SHORT if only_first and len(path.cohort) > 1 else Variant.FULL


def _no_later_than_known(due_at: datetime, *, now: datetime, kept: datetime | None) -> datetime:
    """The due moment; now when it has passed; the moment promised before when that stands."""
    if due_at >= now:
        return due_at
    return kept if kept is not None and due_at <= kept <= now else now


def sociable(moment: datetime) -> datetime:
    """The moment itself, or half past nine next when it falls between 8pm and 8am in London."""
    local = in_london(moment)
    if QUIET_UNTIL <= local.time() < QUIET_FROM:
        return moment
    day = local.date() + timedelta(days=1 if local.time() >= QUIET_FROM else 0)
    return asking_time(day)


def may_remind(
    *, sent: int, most: int, last_written_at: datetime | None, gap_days: int, now: datetime
) -> bool:
    """Another reminder is due: some are left, and the last message is old enough."""
    if sent >= most or last_written_at is None:
        return False
    days = (in_london(now).date() - in_london(last_written_at).date()).days
    return days >= gap_days
