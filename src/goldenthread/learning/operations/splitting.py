"""A cohort becomes two. Belonging has dates, and nothing before is rewritten."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from goldenthread.access.actor import Actor
from goldenthread.audit import operations as audit
from goldenthread.learning.models import Cohort
from goldenthread.learning.operations import change_letters as letters
from goldenthread.learning.operations.cohorts import must_be_new_name, must_be_sound
from goldenthread.learning.operations.facilitators import assign_facilitator
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
from goldenthread.learning.operations.relocating import room
from goldenthread.learning.operations.sessions import create_session
from goldenthread.learning.queries.changes import seen_of_cohort
from goldenthread.learning.queries.finding import COHORT
from goldenthread.learning.rules import changes as rules
from goldenthread.learning.rules import cohorts as cohort_rules
from goldenthread.learning.rules.changes import NewCohort
from goldenthread.learning.rules.cohorts import Times
from goldenthread.learning.terms import CohortState, Mode
from goldenthread.search import operations as search

PREPARED = ("title", "content_note", "safety_plan", "on_call_name", "on_call_phone")


@transaction.atomic
def split_cohort(
    *,
    cohort_id: int,
    person_ids: Collection[int],
    new: NewCohort,
    why: str,
    now: datetime,
    by: Actor,
    seen: str = "",
    is_trial: bool = False,
) -> Regrouped:
    """These people learn in a new cohort from today on; registers stay with their sessions.

    The new one has the sessions to come of the first, at the times given. Where that breaks a rule
    of forming, a person decides and says why; a trial only tells.
    """
    row, offer_id = locked(cohort_id, by=by)
    rules.must_be_as_seen(seen, seen_of_cohort(cohort_id))
    members = members_of(cohort_id)
    rules.must_leave_some(person_ids, members=[one.person_id for one in members])
    work = begin(offer_id, why=why, now=now, by=by, is_trial=is_trial)
    made = _second(row, new, work)
    _lead_both(row, made, work)
    moving = [one for one in members if one.person_id in set(person_ids)]
    must_have_seats(made, people=len(moving))
    done = regroup(moving, row=row, there=made, work=work)
    tell_group(row, work=work, besides=leading(made.pk), leaving=len(moving))
    write_to(made, people=leading(made.pk), work=work, word=letters.asked_to_run)
    return done


def _second(row: Cohort, new: NewCohort, work: Work) -> Cohort:
    """Like the first, with its sessions to come, numbered as they were."""
    must_be_new_name(row.offer_id, new.name)
    coming = coming_of(row, now=work.now)
    times = {one.pk: new.shift.of(Times(one.starts_at, one.ends_at)) for one in coming}
    made = Cohort.objects.get(pk=row.pk)
    made.pk, made._state.adding = None, True
    made.name, made.mode, made.state = new.name.strip(), new.mode, CohortState.PLANNED
    made.offer = row.offer
    made.venue = room(new.venue_id) if new.mode == Mode.IN_PERSON and new.venue_id else None
    cohort_rules.must_be_good_times(list(times.values()))
    rules.must_lie_ahead(list(times.values()), now=work.now)
    must_be_sound(made, list(times.values()))
    made.save()
    search.keep(kind=COHORT, thing_id=made.pk)
    for one in coming:
        copy = create_session(made.pk, one.number, times[one.pk])
        for name in PREPARED:
            setattr(copy, name, getattr(one, name))
        copy.save()
    audit.record(
        by=work.by, action="cohort.split", subject=("cohort", row.pk), detail={"new": made.pk}
    )
    return made


def _lead_both(row: Cohort, made: Cohort, work: Work) -> None:
    """Whoever runs the first runs the second, too, unless that would be at the same time."""
    theirs = [Times(one.starts_at, one.ends_at) for one in coming_of(row, now=work.now)]
    own = [Times(one.starts_at, one.ends_at) for one in made.sessions.all()]
    if any(one.overlaps(other) for one in theirs for other in own):
        return
    for person_id in leading(row.pk):
        assign_facilitator(cohort_id=made.pk, person_id=person_id, by=work.by, on=work.today)
