"""Rules for changes of plans: what may move together, and that nobody overwrites a colleague."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from goldenthread.access.terms import Refused
from goldenthread.learning.rules.cohorts import Times
from goldenthread.learning.terms import ChangeKind, Mode
from goldenthread.ui.words import LONDON, in_london, listed, plural

CHANGED = (
    "Something here changed after you opened this page. Nothing more was saved, and what you typed"
    " is still here. Look at how it stands now, then send it again."
)


@dataclass(frozen=True)
class Shift:
    """So many days later (or earlier, below zero), and at another time of day where one is named.

    Days are days of the calendar: a session at 9:30am stays at 9:30am when the clocks change.
    """

    days: int
    at: time | None = None

    def of(self, times: Times) -> Times:
        length = times.ends_at - times.starts_at
        local = in_london(times.starts_at).replace(tzinfo=None) + timedelta(days=self.days)
        if self.at is not None:
            local = datetime.combine(local.date(), self.at)
        starts = local.replace(tzinfo=LONDON)
        return Times(starts, (local + length).replace(tzinfo=LONDON))

    def __bool__(self) -> bool:
        return bool(self.days) or self.at is not None


@dataclass(frozen=True)
class NewCohort:
    """What the second cohort of a split is called, where it meets, and how far its dates lie from
    those of the first."""

    name: str
    mode: Mode
    venue_id: int | None
    shift: Shift


def must_be_as_seen(seen: str, now: str) -> None:
    """`seen` is how it stood when the page was opened; nothing to compare is fine."""
    if seen and seen != now:
        raise Refused(CHANGED)


def times_mark(starts_at: datetime, ends_at: datetime) -> str:
    """How a form remembers when a session was."""
    return f"{starts_at.timestamp():.0f}-{ends_at.timestamp():.0f}"


def must_choose_sessions(chosen: Collection[int], *, to_come: Collection[int]) -> None:
    if not chosen:
        raise Refused("Choose at least one session.")
    if not set(chosen) <= set(to_come):
        raise Refused("One of these sessions was held or called off. Choose among those to come.")


def must_move(shift: Shift) -> None:
    if not shift:
        raise Refused("Say how far to move them, or a new time of day.")


def must_lie_ahead(times: Sequence[Times], *, now: datetime) -> None:
    if any(one.starts_at <= now for one in times):
        raise Refused("That would put a session in the past. Choose later dates.")


def must_not_be_undone(*, is_undone: bool) -> None:
    if is_undone:
        raise Refused("This was put back already.")


def must_still_stand(before: object, now: object, kind: ChangeKind) -> None:
    """What was changed again since is not put back over someone's head."""
    if before != now:
        what = "dates" if kind == ChangeKind.DATES else "place"
        raise Refused(
            f"The {what} changed again since, or a session was held. Change them by hand instead."
        )


def must_leave_some(moving: Collection[int], *, members: Collection[int]) -> None:
    """A split makes two cohorts that both have somebody in them."""
    if not moving:
        raise Refused("Choose who goes to the new cohort.")
    if not set(moving) <= set(members):
        raise Refused("Someone you chose is no longer in this cohort. Look again, then send it.")
    if set(moving) == set(members):
        raise Refused("Somebody must stay. To give everyone new dates, move the sessions instead.")


def must_be_free(name: str, clashes: Sequence[str]) -> None:
    """Nobody can be in two rooms at once."""
    if clashes:
        raise Refused(f"{name} is already busy: {listed(clashes)}. Choose someone who is free.")


def must_be_someone_else(from_person_id: int, to_person_id: int) -> None:
    if from_person_id == to_person_id:
        raise Refused("They run it already. Choose somebody else.")


def must_be_two_of_one_offer(one_id: int, other_id: int, *, is_one_offer: bool) -> None:
    if one_id == other_id:
        raise Refused("Choose the other cohort that these people join.")
    if not is_one_offer:
        raise Refused("Only cohorts of one offer become one. People apply for an offer.")


def must_have_nobody_deciding(people: int) -> None:
    if people:
        raise Refused(
            f"{plural(people, 'person is', 'people are')} still deciding about a place here. Take"
            " the places back, or wait until they have answered."
        )


def must_have_seats(seats: int, *, people: int, cohort: str) -> None:
    if people > seats:
        raise Refused(
            f"{cohort} has {plural(seats, 'seat')}, and {plural(people, 'person', 'people')} would"
            " learn there. Choose another cohort, or make room first."
        )
