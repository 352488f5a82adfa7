"""Rules for places: how long one is kept, when people are told, who may say yes."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from goldenthread.access.terms import Refused
from goldenthread.learning.rules.applications import next_state
from goldenthread.learning.terms import (
    ApplicationState,
    ApplicationStep,
    CohortState,
    PlaceState,
)
from goldenthread.ui.words import LONDON, in_london, when

DAY_STARTS, DAY_ENDS = time(9), time(21)
# A place is kept until 9pm, so this is 9am two days before.
# A change to what begins sooner after a polite hour than this is told at once, at any hour.
PRESSING = timedelta(hours=6)
REMIND_BEFORE = timedelta(days=2, hours=12)
TOO_SHORT_TO_REMIND = timedelta(days=1)

# What may become of a place, and from which state. Everything else is refused.
NEXT: Mapping[PlaceState, frozenset[PlaceState]] = {
    PlaceState.OFFERED: frozenset(
        {PlaceState.ACCEPTED, PlaceState.DECLINED, PlaceState.EXPIRED, PlaceState.TAKEN_BACK}
    ),
    PlaceState.ACCEPTED: frozenset(),
    PlaceState.DECLINED: frozenset(),
    PlaceState.EXPIRED: frozenset(),
    PlaceState.TAKEN_BACK: frozenset(),
}

SETTLED = {
    PlaceState.ACCEPTED: "You have said yes to this place already. We look forward to meeting you.",
    PlaceState.DECLINED: "You gave this place back, and it may have gone to someone else.",
    PlaceState.EXPIRED: "This place was kept until {until}. It has gone to the next person now.",
    PlaceState.TAKEN_BACK: "This place is no longer kept for you. We wrote to you about why.",
}

STEPS: Mapping[PlaceState, ApplicationStep] = {
    PlaceState.OFFERED: ApplicationStep.OFFER,
    PlaceState.ACCEPTED: ApplicationStep.ACCEPT,
    PlaceState.DECLINED: ApplicationStep.DECLINE,
    PlaceState.EXPIRED: ApplicationStep.LAPSE,
    PlaceState.TAKEN_BACK: ApplicationStep.LAPSE,
}

# An application in one of these states may be offered a place.
MAY_BE_OFFERED = frozenset({ApplicationState.ELIGIBLE, ApplicationState.WAITING})


def polite(moment: datetime) -> datetime:
    """Nobody hears from us before 9am or after 9pm: now, or 9 on the next morning."""
    local = in_london(moment)
    if local.time() < DAY_STARTS:
        return at(local.date(), DAY_STARTS)
    if local.time() >= DAY_ENDS:
        return at(local.date() + timedelta(days=1), DAY_STARTS)
    return moment


def is_pressing(moment: datetime, *, now: datetime) -> bool:
    """What happens so soon that a polite hour would be too late to hear of a change to it."""
    return moment - polite(now) < PRESSING


def at(day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, tzinfo=LONDON)


def expires_at(told_at: datetime, *, days: int, first_session: datetime | None) -> datetime:
    """9pm after that many days, but no later than the evening before the first session."""
    last = in_london(told_at).date() + timedelta(days=days)
    if first_session is not None:
        last = min(last, in_london(first_session).date() - timedelta(days=1))
    return at(max(last, in_london(told_at).date()), DAY_ENDS)


def reminder_at(told_at: datetime, expires_at: datetime) -> datetime | None:
    """Two days before the end, or with a third of the time left where that is less. Nobody is
    reminded of what they heard less than a day before it ends."""
    whole = expires_at - told_at
    if whole < TOO_SHORT_TO_REMIND:
        return None
    return polite(expires_at - min(REMIND_BEFORE, whole / 3))


def must_become(state: PlaceState, new: PlaceState, *, expires_at: datetime) -> None:
    """Say what happened to a place that is settled already."""
    if new in NEXT[state]:
        return
    raise Refused(SETTLED[state].format(until=when(expires_at)))


def must_be_in_time(expires_at: datetime, *, now: datetime) -> None:
    if now > expires_at:
        raise Refused(SETTLED[PlaceState.EXPIRED].format(until=when(expires_at)))


def must_be_offerable(state: ApplicationState, *, name: str) -> None:
    if state in MAY_BE_OFFERED:
        return
    reasons = {
        ApplicationState.OFFERED: f"{name} is offered a place already and has time to answer.",
        ApplicationState.PLACED: f"{name} has a place already.",
        ApplicationState.WITHDRAWN: f"{name} has withdrawn, so we do not write to them.",
        ApplicationState.DECLINED: f"{name} said no to a place. Ask them before offering another.",
    }
    raise Refused(reasons.get(state, f"{name} is not on the waiting list."))


def may_be_filled(cohort: CohortState, *, first_session: datetime | None, now: datetime) -> bool:
    """A free seat goes to the next person until the day before the first session."""
    if cohort != CohortState.PLANNED:
        return False
    return first_session is None or in_london(now).date() < in_london(first_session).date()


def state_after(application: ApplicationState, place: PlaceState) -> ApplicationState:
    """What the answer to a place makes of the application. Someone we did not hear from, or whose
    place could not be kept, stays in the draw."""
    return next_state(application, STEPS[place])
