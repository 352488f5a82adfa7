"""Taking the register: a mark for each person, closing, and corrections afterwards."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from goldenthread.access.actor import Actor
from goldenthread.access.terms import Permission
from goldenthread.audit import operations as audit
from goldenthread.directory.queries import names_of
from goldenthread.learning import events
from goldenthread.learning.models import Attendance, Cohort, Session
from goldenthread.learning.operations.rows import session_row
from goldenthread.learning.queries.belonging import members_on
from goldenthread.learning.rules import cohorts as cohort_rules
from goldenthread.learning.rules import registers as rules
from goldenthread.learning.terms import CohortState, Mark, SessionState
from goldenthread.ui.words import in_london


@transaction.atomic
def mark_attendance(
    *, session_id: int, marks: Mapping[int, Mark], now: datetime, by: Actor
) -> None:
    """Mark these people. After closing, a changed mark is a correction and is told on."""
    row = session_row(session_id, by=by, permission=Permission.SESSION_RUN)
    rules.must_take_marks(SessionState(row.state), starts_at=row.starts_at, now=now)
    known = dict(Attendance.objects.filter(session=row).values_list("person_id", "mark"))
    on_register = members_on(row.cohort_id, in_london(row.starts_at).date())
    rules.must_be_on_the_register(marks, register={*on_register, *known})
    changed = {person_id: mark for person_id, mark in marks.items() if known.get(person_id) != mark}
    for person_id, mark in changed.items():
        Attendance.objects.update_or_create(
            session=row,
            person_id=person_id,
            defaults={"mark": mark, "marked_by": by.id or by.kind, "marked_at": now},
        )
    _record(row, changed, known, by=by)
    if changed and rules.is_correction(row.register_closed_at):
        _tell(row)


def _record(
    row: Session, changed: Mapping[int, Mark], known: Mapping[int, str], *, by: Actor
) -> None:
    """Corrections name what was there before; first marks are one line each."""
    if not rules.is_correction(row.register_closed_at):
        audit.record_many(
            by=by,
            action="attendance.marked",
            subjects=[("session", row.pk, person_id) for person_id in changed],
        )
        return
    for person_id, mark in changed.items():
        audit.record(
            by=by,
            action="attendance.corrected",
            subject=("session", row.pk),
            person_id=person_id,
            detail={"was": known.get(person_id, ""), "is": mark.value},
        )


@transaction.atomic
def close_register(*, session_id: int, now: datetime, by: Actor) -> None:
    """Everyone of the day has a mark: the session was held, and those above are told."""
    row = session_row(session_id, by=by, permission=Permission.SESSION_RUN)
    rules.must_take_marks(SessionState(row.state), starts_at=row.starts_at, now=now)
    rules.must_not_be_closed(row.register_closed_at)
    people = members_on(row.cohort_id, in_london(row.starts_at).date())
    marked = set(Attendance.objects.filter(session=row).values_list("person_id", flat=True))
    rules.must_be_whole(names_of(people), marked=marked)
    row.register_closed_at, row.state = now, SessionState.HELD
    row.save(update_fields=["register_closed_at", "state"])
    _follow_cohort(row.cohort)
    audit.record(by=by, action="register.closed", subject=("session", row.pk))
    _tell(row)


def _follow_cohort(cohort: Cohort) -> None:
    """The cohort runs from its first register and is finished with its last."""
    taking_place = cohort.sessions.exclude(state=SessionState.CANCELLED)
    held = taking_place.filter(state=SessionState.HELD).count()
    state = cohort_rules.state_after(held, sessions=taking_place.count())
    if CohortState(cohort.state) != state:
        cohort.state = state
        cohort.save(update_fields=["state"])


def _tell(row: Session) -> None:
    events.tell(events.register_closed, session_id=row.pk, cohort_id=row.cohort_id)
