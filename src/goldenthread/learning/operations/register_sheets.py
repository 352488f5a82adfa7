"""Marks from a sheet: each line onto the registers, and back."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from goldenthread.access.actor import Actor
from goldenthread.access.terms import OutOfReach, Permission
from goldenthread.audit import operations as audit
from goldenthread.imports.terms import Made
from goldenthread.learning import events
from goldenthread.learning.models import Attendance, Session
from goldenthread.learning.operations.registers import mark_attendance
from goldenthread.learning.rules import registers as rules
from goldenthread.learning.terms import Mark
from goldenthread.ui.words import day, plural

MARK = "attendance"
KEPT = ("mark", "marked_by", "marked_at")


@transaction.atomic
def add_marks(
    *, target_id: int, data: Mapping[str, Any], now: datetime, by: Actor
) -> Sequence[Made]:
    """One person's marks. The register is closed by whoever ran the session, never by a sheet."""
    person_id = data["person_id"]
    made = []
    for session_id, mark in ((int(pk), Mark(value)) for pk, value in data["marks"].items()):
        if not Session.objects.filter(pk=session_id, cohort_id=target_id).exists():
            raise OutOfReach(f"session {session_id} of cohort {target_id}")
        rows = Attendance.objects.filter(session_id=session_id, person_id=person_id)
        was = rows.first()
        mark_attendance(session_id=session_id, marks={person_id: mark}, now=now, by=by)
        before = _texts(was) if was else {}
        now_there = {f"{key} now": value for key, value in _texts(rows.get()).items()}
        made.append(Made(MARK, rows.get().pk, {**before, **now_there}))
    return made


def _texts(row: Attendance) -> dict[str, str]:
    return {"mark": row.mark, "marked_by": row.marked_by, "marked_at": row.marked_at.isoformat()}


def later_work(made: Sequence[Made]) -> list[str]:
    """Marks changed again since, and registers closed on them, in sentences."""
    rows = Attendance.objects.filter(pk__in=[one.id for one in made])
    found = {row.pk: row for row in rows.select_related("session")}
    again = sum(one.id not in found or not _stands(found[one.id], one) for one in made)
    said = [f"{plural(again, 'mark')} changed again since."] if again else []
    closed = {
        row.session_id: row.session
        for row in found.values()
        if row.session.register_closed_at and row.session.register_closed_at > row.marked_at
    }
    return said + [
        f"The register of {day(session.starts_at)} was closed since." for session in closed.values()
    ]


def _stands(row: Attendance, one: Made) -> bool:
    return all(one.before[f"{key} now"] == value for key, value in _texts(row).items())


@transaction.atomic
def take_back_marks(*, made: Sequence[Made], by: Actor) -> None:
    """The marks that stood there before stand there again."""
    for one in made:
        row = (
            Attendance.objects.select_for_update(of=("self",))
            .select_related("session")
            .filter(pk=one.id)
            .first()
        )
        if row is None:
            continue
        by.must_reach(Permission.SESSION_RUN, "cohort", row.session.cohort_id)
        _restore(row, one.before)
        audit.record(
            by=by,
            action="attendance.taken_back",
            subject=("session", row.session_id),
            person_id=row.person_id,
        )
        if rules.is_correction(row.session.register_closed_at):
            events.tell(
                events.register_closed,
                session_id=row.session_id,
                cohort_id=row.session.cohort_id,
            )


def _restore(row: Attendance, before: Mapping[str, str]) -> None:
    if "mark" not in before:
        Attendance.objects.filter(pk=row.pk).delete()
        return
    row.mark, row.marked_by = before["mark"], before["marked_by"]
    row.marked_at = datetime.fromisoformat(before["marked_at"])
    row.save(update_fields=KEPT)
