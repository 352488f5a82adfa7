"""Two cohorts become one. What the first held stays as it was."""

from datetime import datetime
from functools import partial

from django.db import transaction

from goldenthread.access.actor import Actor
from goldenthread.audit import operations as audit
from goldenthread.learning import events
from goldenthread.learning.models import Cohort
from goldenthread.learning.operations import change_letters as letters
from goldenthread.learning.operations.announcing import count_up
from goldenthread.learning.operations.calendar import CANCEL
from goldenthread.learning.operations.regrouping import (
    Regrouped,
    Work,
    begin,
    coming_of,
    leading,
    locked,
    members_of,
    must_have_seats,
    regroup,
    tell_group,
    write_to,
)
from goldenthread.learning.operations.rooms import seats_taken
from goldenthread.learning.operations.telling import (
    meetings_of,
)
from goldenthread.learning.queries.changes import seen_of_cohort
from goldenthread.learning.rules import changes as rules
from goldenthread.learning.rules import cohorts as cohort_rules
from goldenthread.learning.terms import CohortState, SessionState


@transaction.atomic
def merge_cohorts(
    *,
    from_cohort_id: int,
    into_cohort_id: int,
    why: str,
    now: datetime,
    by: Actor,
    seen: str = "",
    is_trial: bool = False,
) -> Regrouped:
    """Everyone of the first cohort learns in the second from today on.

    Sessions to come of the first are off; what it held stays as it was.
    """
    row, offer_id = locked(from_cohort_id, by=by)
    rules.must_be_as_seen(seen, seen_of_cohort(from_cohort_id))
    there, other_offer = locked(into_cohort_id, by=by)
    rules.must_be_two_of_one_offer(
        from_cohort_id, into_cohort_id, is_one_offer=offer_id == other_offer
    )
    rules.must_have_nobody_deciding(seats_taken(from_cohort_id) - len(members_of(from_cohort_id)))
    members = members_of(from_cohort_id)
    must_have_seats(there, people=len(members) + seats_taken(into_cohort_id))
    work = begin(offer_id, why=why, now=now, by=by, is_trial=is_trial)
    done = regroup(members, row=row, there=there, work=work)
    tell_group(there, work=work, besides=[one.person_id for one in members], joining=len(members))
    _end(row, work)
    audit.record(
        by=by,
        action="cohort.merged",
        subject=("cohort", from_cohort_id),
        detail={"into": into_cohort_id, "people": done.people},
    )
    return done


def _end(row: Cohort, work: Work) -> None:
    """The cohort that was merged meets no more; what it held stays on record."""
    coming = coming_of(row, now=work.now)
    count_up(coming)
    entries = meetings_of(row, coming)
    word = partial(letters.runs_no_longer, sessions=len(entries))
    write_to(row, people=leading(row.pk), work=work, word=word, entries=(CANCEL, entries))
    row.sessions.filter(pk__in=[one.pk for one in coming]).update(state=SessionState.CANCELLED)
    met = row.sessions.exclude(state=SessionState.CANCELLED)
    held = met.filter(state=SessionState.HELD).count()
    row.state = CohortState.CANCELLED
    if met.exists():
        row.state = cohort_rules.state_after(held, sessions=met.count())
    row.save(update_fields=["state"])
    audit.record_many(
        by=work.by,
        action="session.cancelled",
        subjects=[("session", one.pk, None) for one in coming],
    )
    for one in coming[:1]:  # whoever listens looks at the whole cohort each time
        events.tell(events.session_moved, session_id=one.pk, cohort_id=row.pk)
