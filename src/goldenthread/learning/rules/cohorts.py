"""Rules for cohorts: sizes, seats, times that do not clash."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from goldenthread.access.terms import Refused
from goldenthread.learning.terms import CohortPolicy, CohortState, Mode
from goldenthread.ui.words import clock, day, plural, short_day


@dataclass(frozen=True)
class Times:
    """From when to when one session lasts."""

    starts_at: datetime
    ends_at: datetime

    def overlaps(self, other: "Times") -> bool:
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at


def learner_seats(maximum: int, *, venue_seats: int | None, trainers: int) -> int:
    """Seats for learners: the room less its trainers, never more than the maximum."""
    if venue_seats is None:
        return maximum
    return max(0, min(maximum, venue_seats - trainers))


def must_be_in_order(minimum: int, maximum: int) -> None:
    if minimum < 1:
        raise Refused("A cohort needs at least one person.")
    if maximum < minimum:
        raise Refused("The most people must be the same as the fewest, or more.")


def must_fit_the_room(
    minimum: int, maximum: int, *, venue: str, venue_seats: int | None, trainers: int
) -> None:
    """A room smaller than the smallest cohort helps nobody."""
    if venue_seats is None:
        return
    seats = learner_seats(maximum, venue_seats=venue_seats, trainers=trainers)
    if seats < minimum:
        raise Refused(
            f"{venue} seats {venue_seats}, so {plural(seats, 'learner')} with"
            f" {plural(trainers, 'facilitator')}. Choose a larger room or a smaller cohort."
        )


def must_name_organisation(policy: CohortPolicy, organisation_id: int | None) -> None:
    """A cohort of one organisation says which; a mixed cohort names none."""
    if policy == CohortPolicy.SINGLE_ORGANISATION and organisation_id is None:
        raise Refused("Choose the organisation whose people this cohort is for.")
    if policy == CohortPolicy.MIXED and organisation_id is not None:
        raise Refused("A mixed cohort is open to every organisation. Leave the organisation empty.")


def must_have_a_room(mode: Mode, venue_id: int | None) -> None:
    if mode == Mode.ONLINE and venue_id is not None:
        raise Refused("An online cohort has no room. Leave the room empty.")


def must_be_good_times(times: Sequence[Times]) -> None:
    """At least one session, each ending after it starts, none at the same time as another."""
    if not times:
        raise Refused("Enter the date and time of at least one session.")
    for one in times:
        if one.ends_at <= one.starts_at:
            raise Refused(
                f"The session on {day(one.starts_at)} must end after {clock(one.starts_at)}."
            )
    ordered = sorted(times, key=lambda t: t.starts_at)
    for earlier, later in pairwise(ordered):
        if earlier.overlaps(later):
            raise Refused(f"Two sessions on {day(later.starts_at)} overlap. Change one of them.")


def must_not_clash(
    times: Iterable[Times], taken: Sequence[tuple[Times, str]], *, room: str
) -> None:
    """`taken` holds the times other cohorts have the room, with their names."""
    for one in times:
        for other, cohort in taken:
            if one.overlaps(other):
                raise Refused(
                    f"{cohort} has {room} on {short_day(other.starts_at)},"
                    f" {clock(other.starts_at)} to {clock(other.ends_at)}. Choose another room"
                    " or another time."
                )


def must_be_changeable(state: CohortState) -> None:
    if state == CohortState.CANCELLED:
        raise Refused("This cohort is cancelled. Add a new one instead.")
    if state == CohortState.FINISHED:
        raise Refused("This cohort has finished. It stays as it was.")


def must_be_empty(people: int) -> None:
    """Nobody loses a seat by surprise."""
    if people:
        raise Refused(
            f"{plural(people, 'person has', 'people have')} a seat here. Move them to another"
            " cohort, or take the places back, before you call it off."
        )


def must_not_fill_beyond(seats: int, *, taken: int, cohort: str) -> None:
    """Seats already promised stay promised."""
    if taken > seats:
        raise Refused(
            f"{plural(taken, 'person has', 'people have')} a place in {cohort}, and this leaves"
            f" {plural(seats, 'seat')}. Keep at least {taken}."
        )


def state_after(held: int, *, sessions: int) -> CohortState:
    """A cohort runs from its first register to its last; cancelled sessions do not count."""
    if held == 0:
        return CohortState.PLANNED
    return CohortState.FINISHED if held >= sessions else CohortState.RUNNING
