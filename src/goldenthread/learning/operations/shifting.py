"""Moving several sessions of a cohort at once, and putting them back."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction

from goldenthread.access.actor import Actor
from goldenthread.access.terms import OutOfReach, Permission
from goldenthread.audit import operations as audit
from goldenthread.learning import events
from goldenthread.learning.models import ChangeOfPlans, Cohort, Session
from goldenthread.learning.operations import change_letters as letters
from goldenthread.learning.operations.announcing import News, tell_everyone
from goldenthread.learning.operations.calendar import REQUEST
from goldenthread.learning.operations.change_letters import Moved
from goldenthread.learning.operations.cohort_letters import Letter, Offered
from goldenthread.learning.operations.rooms import must_have_the_room
from goldenthread.learning.operations.rows import cohort_row
from goldenthread.learning.queries.changes import seen_of_cohort
from goldenthread.learning.rules import changes as rules
from goldenthread.learning.rules import cohorts as cohort_rules
from goldenthread.learning.rules.changes import Shift
from goldenthread.learning.rules.cohorts import Times
from goldenthread.learning.terms import ChangeKind, CohortState, SessionState


@transaction.atomic
def move_sessions(
    *,
    cohort_id: int,
    session_ids: Collection[int],
    shift: Shift,
    why: str,
    now: datetime,
    by: Actor,
    seen: str = "",
) -> tuple[Moved, ...]:
    """Move these sessions by the same stretch and tell everyone once; returns what moved."""
    cohort = cohort_row(cohort_id, by=by, permission=Permission.OFFER_EDIT)
    rules.must_be_as_seen(seen, seen_of_cohort(cohort_id))
    cohort_rules.must_be_changeable(CohortState(cohort.state))
    coming = _to_come(cohort, now)
    rules.must_choose_sessions(session_ids, to_come=[row.pk for row in coming])
    rules.must_move(shift)
    chosen = [row for row in coming if row.pk in set(session_ids)]
    new = {row.pk: shift.of(Times(row.starts_at, row.ends_at)) for row in chosen}
    rules.must_lie_ahead(list(new.values()), now=now)
    _keep(cohort, chosen, new, now=now, by=by)
    return _move(cohort, chosen, new, why=why, now=now, by=by)


def _to_come(cohort: Cohort, now: datetime) -> list[Session]:
    rows = cohort.sessions.select_for_update().filter(
        state=SessionState.PLANNED, register_closed_at__isnull=True, starts_at__gt=now
    )
    return list(rows.order_by("starts_at", "pk"))


def _move(
    cohort: Cohort,
    rows: Sequence[Session],
    new: dict[int, Times],
    *,
    why: str,
    now: datetime,
    by: Actor,
) -> tuple[Moved, ...]:
    _must_fit(cohort, new)
    before = {row.pk: row.starts_at for row in rows}
    for row in rows:
        row.starts_at, row.ends_at = new[row.pk].starts_at, new[row.pk].ends_at
        row.calendar_sequence += 1
        row.save(update_fields=["starts_at", "ends_at", "calendar_sequence"])
        audit.record(by=by, action="session.moved", subject=("session", row.pk))
    moved = tuple(Moved(before[row.pk], row.starts_at, row.ends_at) for row in rows)
    events.tell(events.session_moved, session_id=rows[0].pk, cohort_id=cohort.pk)

    def letter(name: str, facts: Offered) -> Letter:
        return letters.sessions_moved(name, facts, moved=moved, why=why.strip())

    news = News(rows, letter, REQUEST, before=tuple(one.was for one in moved))
    tell_everyone(cohort, news, now=now, by=by)
    return moved


def _must_fit(cohort: Cohort, new: dict[int, Times]) -> None:
    """Not during another session of the cohort, and the room is free."""
    others = cohort.sessions.filter(state=SessionState.PLANNED).exclude(pk__in=new)
    stay = [Times(row.starts_at, row.ends_at) for row in others]
    cohort_rules.must_be_good_times([*new.values(), *stay])
    must_have_the_room(cohort, list(new.values()))


def _keep(
    cohort: Cohort,
    rows: Sequence[Session],
    after: dict[int, Times],
    *,
    now: datetime,
    by: Actor,
) -> None:
    kept = ChangeOfPlans.objects.create(
        cohort=cohort,
        kind=ChangeKind.DATES,
        before={str(row.pk): _kept(Times(row.starts_at, row.ends_at)) for row in rows},
        after={str(pk): _kept(times) for pk, times in after.items()},
        made_by=by.id,
        made_at=now,
    )
    audit.record(
        by=by,
        action="cohort.dates_changed",
        subject=("cohort", cohort.pk),
        detail={"change": kept.pk, "sessions": len(after)},
    )


def _kept(times: Times) -> list[float]:
    return [times.starts_at.timestamp(), times.ends_at.timestamp()]


def change_row(change_id: int, *, by: Actor, kind: ChangeKind) -> ChangeOfPlans:
    """The change, locked after its cohort."""
    cohort_id = ChangeOfPlans.objects.filter(pk=change_id).values_list("cohort_id", flat=True)
    if not cohort_id:
        raise OutOfReach(f"change {change_id}")
    cohort_row(cohort_id[0], by=by, permission=Permission.OFFER_EDIT)
    row = (
        ChangeOfPlans.objects.select_for_update(of=("self",))
        .select_related("cohort__offer", "cohort__venue")
        .get(pk=change_id)
    )
    if row.kind != kind:
        raise OutOfReach(f"change {change_id} is of another kind")
    rules.must_not_be_undone(is_undone=row.undone_at is not None)
    cohort_rules.must_be_changeable(CohortState(row.cohort.state))
    return row


@transaction.atomic
def put_dates_back(*, change_id: int, now: datetime, by: Actor) -> tuple[Moved, ...]:
    """The sessions return to when they were; refused where something changed since."""
    row = change_row(change_id, by=by, kind=ChangeKind.DATES)
    coming = [one for one in _to_come(row.cohort, now) if str(one.pk) in row.after]
    stands = {str(one.pk): _kept(Times(one.starts_at, one.ends_at)) for one in coming}
    rules.must_still_stand(row.after, stands, ChangeKind.DATES)
    new = {one.pk: _times(row.before[str(one.pk)], like=one.starts_at) for one in coming}
    rules.must_lie_ahead(list(new.values()), now=now)
    moved = _move(row.cohort, coming, new, why="The dates are as they were before.", now=now, by=by)
    settle(row, now=now, by=by)
    return moved


def _times(kept: Sequence[float], *, like: datetime) -> Times:
    starts, ends = (datetime.fromtimestamp(one, tz=like.tzinfo) for one in kept)
    return Times(starts, ends)


def settle(row: ChangeOfPlans, *, now: datetime, by: Actor) -> None:
    """It is put back, once."""
    row.undone_at = now
    row.save(update_fields=["undone_at"])
    audit.record(
        by=by,
        action="cohort.change_put_back",
        subject=("cohort", row.cohort_id),
        detail={"change": row.pk},
    )
