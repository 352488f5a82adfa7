"""Each person's way through an offer's sessions, from the calendar and the registers."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from goldenthread.evaluation.rules.waves import ATTENDED, Meeting, Path
from goldenthread.learning.models import Attendance, Membership, Session
from goldenthread.learning.rules.memberships import belongs_on
from goldenthread.learning.terms import CohortState, LeaveReason, Mark, SessionState
from goldenthread.ui.words import in_london

Marks = dict[tuple[int, int], Mark]


def paths_of_offer(offer_id: int, *, cohort_id: int | None = None) -> dict[int, Path]:
    """The path of everyone who is or was in a cohort of the offer, or in this one, by person.

    For callers that have checked reach. Four queries, however many people.
    """
    rows = (
        Membership.objects.filter(cohort__offer_id=offer_id)
        .select_related("cohort")
        .order_by("starts_on", "id")
    )
    if cohort_id is not None:
        members = Membership.objects.filter(cohort_id=cohort_id).values("person_id")
        rows = rows.filter(person_id__in=members)
    memberships: dict[int, list[Membership]] = defaultdict(list)
    for row in rows:
        memberships[row.person_id].append(row)
    cohort_ids = {row.cohort_id for held in memberships.values() for row in held}
    sessions = _sessions(cohort_ids)
    marks = _marks(cohort_ids)
    return {
        person_id: _path(person_id, held, sessions=sessions, marks=marks)
        for person_id, held in memberships.items()
    }


def _sessions(cohort_ids: Iterable[int]) -> dict[int, list[Session]]:
    rows = (
        Session.objects.filter(cohort_id__in=cohort_ids)
        .exclude(state=SessionState.CANCELLED)
        .exclude(cohort__state=CohortState.CANCELLED)
        .order_by("starts_at", "number")
    )
    found: dict[int, list[Session]] = defaultdict(list)
    for row in rows:
        found[row.cohort_id].append(row)
    return found


def _marks(cohort_ids: Iterable[int]) -> Marks:
    rows = Attendance.objects.filter(session__cohort_id__in=cohort_ids)
    return {
        (session_id, person_id): Mark(mark)
        for session_id, person_id, mark in rows.values_list("session_id", "person_id", "mark")
    }


def _path(
    person_id: int,
    held: Sequence[Membership],
    *,
    sessions: dict[int, list[Session]],
    marks: Marks,
) -> Path:
    now_in = _current(held)
    return Path(
        cohort_id=now_in.cohort_id,
        cohort=tuple(
            _meeting(one, person_id, held, marks=marks)
            for one in sessions.get(now_in.cohort_id, ())
        ),
        elsewhere=tuple(
            _meeting(one, person_id, held, marks=marks)
            for cohort_id in dict.fromkeys(row.cohort_id for row in held)
            if cohort_id != now_in.cohort_id
            for one in sessions.get(cohort_id, ())
        ),
        has_left=now_in.ends_on is not None and _is_a_goodbye(now_in, marks),
    )


def _is_a_goodbye(row: Membership, marks: Marks) -> bool:
    """A cohort that ended is none; one called off before they came to anything is."""
    if row.leave_reason != LeaveReason.COHORT_ENDED:
        return True
    if row.cohort.state != CohortState.CANCELLED:
        return False
    return not any(mark in ATTENDED for (_, who), mark in marks.items() if who == row.person_id)


def _current(held: Sequence[Membership]) -> Membership:
    """The cohort they are in, or the last one they were in."""
    still = [row for row in held if row.ends_on is None]
    return (still or list(held))[-1]


def _meeting(
    session: Session, person_id: int, held: Sequence[Membership], *, marks: Marks
) -> Meeting:
    on = in_london(session.starts_at).date()
    return Meeting(
        number=session.number,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        is_closed=session.register_closed_at is not None,
        mark=marks.get((session.pk, person_id)),
        is_theirs=any(
            row.cohort_id == session.cohort_id and belongs_on(row.starts_on, row.ends_on, on=on)
            for row in held
        ),
    )
