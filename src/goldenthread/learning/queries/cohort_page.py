"""One cohort with its members' marks and those who have left."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from goldenthread.access.actor import Actor
from goldenthread.access.terms import OutOfReach, Permission
from goldenthread.learning.models import Attendance, Cohort, Membership
from goldenthread.learning.queries.cohorts import CohortRow, cohort_row, loaded
from goldenthread.learning.terms import LeaveReason, Mark
from goldenthread.ui.words import day

LEFT_WORDS = {
    LeaveReason.MOVED: "moved to another cohort",
    LeaveReason.WITHDREW: "left",
    LeaveReason.COHORT_ENDED: "ended",
}


@dataclass(frozen=True)
class CohortPage:
    """A cohort, and what this actor may see and do there."""

    row: CohortRow
    offer: str
    marks: Mapping[tuple[int, int], Mark]
    former: tuple[str, ...]
    sees_marks: bool
    sees_offer: bool
    may_edit: bool
    may_form: bool
    may_run: bool


def cohort_page(actor: Actor, cohort_id: int, *, on: date) -> CohortPage:
    """Members for whoever may view the cohort; marks only for whoever may view attendance."""
    actor.must_reach(Permission.COHORT_VIEW, "cohort", cohort_id)
    found = loaded(Cohort.objects.filter(pk=cohort_id)).first()
    if found is None:
        raise OutOfReach(f"cohort {cohort_id}")
    row = cohort_row(found, on=on)
    sees_marks = actor.may_reach(Permission.ATTENDANCE_VIEW, "cohort", cohort_id)
    return CohortPage(
        row=row,
        offer=row.offer,
        marks=_marks(cohort_id) if sees_marks else {},
        former=_former(found.memberships.all(), on),
        sees_marks=sees_marks,
        sees_offer=actor.may_reach(Permission.OFFER_VIEW, "offer", row.offer_id),
        may_edit=actor.may_reach(Permission.OFFER_EDIT, "offer", row.offer_id),
        may_form=actor.may_reach(Permission.COHORT_FORM, "offer", row.offer_id),
        may_run=actor.may_reach(Permission.SESSION_RUN, "cohort", cohort_id),
    )


def _marks(cohort_id: int) -> dict[tuple[int, int], Mark]:
    rows = Attendance.objects.filter(session__cohort_id=cohort_id)
    return {
        (session_id, person_id): Mark(mark)
        for session_id, person_id, mark in rows.values_list("session_id", "person_id", "mark")
    }


def _former(rows: Iterable[Membership], on: date) -> tuple[str, ...]:
    """Who left, the first of them first."""
    over = [(row.ends_on, row) for row in rows if row.ends_on is not None and row.ends_on <= on]
    return tuple(
        f"{row.person.name} {_left(row)} on {day(ends_on)}"
        for ends_on, row in sorted(over, key=lambda one: one[0])
    )


def _left(row: Membership) -> str:
    return LEFT_WORDS[LeaveReason(row.leave_reason)] if row.leave_reason else "left"
