"""One cohort with its members' marks and those who have left."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from goldenthread.access.actor import Actor
from goldenthread.access.terms import Permission
from goldenthread.directory.queries import names_of
from goldenthread.learning.models import Attendance, Membership
from goldenthread.learning.queries.cohorts import CohortRow, cohort
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
    row = cohort(actor, cohort_id, on=on)
    sees_marks = actor.may_reach(Permission.ATTENDANCE_VIEW, "cohort", cohort_id)
    found = Attendance.objects.filter(session__cohort_id=cohort_id)
    marks = {
        (session_id, person_id): Mark(mark)
        for session_id, person_id, mark in found.values_list("session_id", "person_id", "mark")
    }
    return CohortPage(
        row=row,
        offer=row.offer,
        marks=marks if sees_marks else {},
        former=_former(cohort_id, on),
        sees_marks=sees_marks,
        sees_offer=actor.may_reach(Permission.OFFER_VIEW, "offer", row.offer_id),
        may_edit=actor.may_reach(Permission.OFFER_EDIT, "offer", row.offer_id),
        may_form=actor.may_reach(Permission.COHORT_FORM, "offer", row.offer_id),
        may_run=actor.may_reach(Permission.SESSION_RUN, "cohort", cohort_id),
    )


def _former(cohort_id: int, on: date) -> tuple[str, ...]:
    rows = list(Membership.objects.filter(cohort_id=cohort_id, ends_on__lte=on).order_by("ends_on"))
    names = names_of(row.person_id for row in rows) if rows else {}
    return tuple(
        f"{names[row.person_id]} {_left(row)} on {day(row.ends_on)}" for row in rows if row.ends_on
    )


def _left(row: Membership) -> str:
    return LEFT_WORDS[LeaveReason(row.leave_reason)] if row.leave_reason else "left"
