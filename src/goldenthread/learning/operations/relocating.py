"""A room is lost, or a cohort meets somewhere else: several cohorts at once, and back again."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from goldenthread.access.actor import Actor
from goldenthread.access.terms import OutOfReach, Permission, Refused
from goldenthread.audit import operations as audit
from goldenthread.learning.models import ChangeOfPlans, Cohort, Venue
from goldenthread.learning.operations.cohorts import must_be_sound, tell_new_place
from goldenthread.learning.operations.rooms import seats_taken, times_to_come
from goldenthread.learning.operations.rows import cohort_row
from goldenthread.learning.operations.shifting import change_row, settle
from goldenthread.learning.queries.cohort_facts import seats_for_learners
from goldenthread.learning.rules import changes as rules
from goldenthread.learning.rules import cohorts as cohort_rules
from goldenthread.learning.terms import ChangeKind, CohortState, Mode, SessionState


@transaction.atomic
def change_place(
    *,
    cohort_ids: Collection[int],
    mode: Mode,
    venue_id: int | None,
    why: str,
    now: datetime,
    by: Actor,
    online_link: str = "",
    leaving: int | None = None,
) -> int:
    """All of these cohorts meet in the other room, or online; returns how many.

    `leaving` is the room they meet in now: one that has moved since is not moved again.
    """
    if not cohort_ids:
        raise Refused("Choose at least one cohort.")
    if mode == Mode.IN_PERSON and venue_id is None:
        raise Refused("Choose the room they meet in instead, or online.")
    rows = [
        cohort_row(cohort_id, by=by, permission=Permission.OFFER_EDIT)
        for cohort_id in sorted(set(cohort_ids))
    ]
    for row in rows:
        if leaving is not None and row.venue_id != leaving:
            raise Refused(rules.CHANGED)
        _keep(row, mode, venue_id if mode == Mode.IN_PERSON else None, now=now, by=by)
        _move(row, mode, venue_id, link=online_link, why=why, now=now, by=by)
    return len(rows)


def _move(
    row: Cohort,
    mode: Mode,
    venue_id: int | None,
    *,
    link: str,
    why: str,
    now: datetime,
    by: Actor,
) -> None:
    cohort_rules.must_be_changeable(CohortState(row.state))
    row.mode = mode
    row.venue = room(venue_id) if mode == Mode.IN_PERSON and venue_id is not None else None
    must_be_sound(row, times_to_come(row))
    cohort_rules.must_not_fill_beyond(
        seats_for_learners(row), taken=seats_taken(row.pk), cohort=row.name
    )
    row.save(update_fields=["mode", "venue"])
    if mode == Mode.ONLINE and link:
        row.sessions.filter(state=SessionState.PLANNED, starts_at__gt=now).update(online_link=link)
    audit.record(by=by, action="cohort.place_changed", subject=("cohort", row.pk))
    tell_new_place(row, now=now, by=by, why=why.strip())


def room(venue_id: int) -> Venue:
    """The room by its number; whether it is ours is checked with the rest of the cohort."""
    row = Venue.objects.filter(pk=venue_id).first()
    if row is None:
        raise OutOfReach(f"venue {venue_id}")
    return row


def _keep(row: Cohort, mode: Mode, venue_id: int | None, *, now: datetime, by: Actor) -> None:
    ChangeOfPlans.objects.create(
        cohort=row,
        kind=ChangeKind.PLACE,
        before=_place(row.mode, row.venue_id),
        after=_place(mode, venue_id),
        made_by=by.id,
        made_at=now,
    )


def _place(mode: str, venue_id: int | None) -> dict[str, object]:
    return {"mode": str(mode), "venue": venue_id}


@transaction.atomic
def put_place_back(*, change_id: int, now: datetime, by: Actor) -> None:
    """The cohort meets where it met before, where the room is still free."""
    row = change_row(change_id, by=by, kind=ChangeKind.PLACE)
    stands = _place(row.cohort.mode, row.cohort.venue_id)
    rules.must_still_stand(row.after, stands, ChangeKind.PLACE)
    _move(
        row.cohort,
        Mode(row.before["mode"]),
        row.before["venue"],
        link="",
        why="You meet where you met before.",
        now=now,
        by=by,
    )
    settle(row, now=now, by=by)
