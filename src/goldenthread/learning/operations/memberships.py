"""Belonging to a cohort, with dates. A move or a goodbye rewrites nothing."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import partial

from django.db import transaction
from django.utils import timezone

from goldenthread.access.actor import Actor
from goldenthread.access.terms import OutOfReach, Permission
from goldenthread.audit import operations as audit
from goldenthread.directory.models import Person
from goldenthread.directory.queries import line_pairs
from goldenthread.learning import events
from goldenthread.learning.models import Cohort, KeepApart, Membership
from goldenthread.learning.operations import cohort_letters as letters
from goldenthread.learning.operations.announcing import Word, count_up
from goldenthread.learning.operations.calendar import CANCEL
from goldenthread.learning.operations.facilitators import give_learner_role
from goldenthread.learning.operations.joining import send_joining_where_ready
from goldenthread.learning.operations.rooms import seats_taken
from goldenthread.learning.operations.rows import cohort_row
from goldenthread.learning.operations.telling import (
    contacts,
    facts_of,
    meetings_of,
    sessions_to_come,
    when_to_tell,
    write,
)
from goldenthread.learning.queries.cohort_facts import seats_for_learners
from goldenthread.learning.rules import memberships as rules
from goldenthread.learning.rules.plans import must_say_why
from goldenthread.learning.terms import LeaveReason
from goldenthread.ui.words import in_london


def join(cohort: Cohort, *, person_id: int, on: date, now: datetime, by: Actor) -> int:
    """Start belonging from this day: role, instructions, news for those above."""
    row = Membership.objects.create(cohort=cohort, person_id=person_id, starts_on=on)
    user_id = Person.objects.values_list("user_id", flat=True).get(pk=person_id)
    if user_id is not None:
        give_learner_role(user_id=user_id, on=on)
    audit.record(
        by=by, action="membership.began", subject=("cohort", cohort.pk), person_id=person_id
    )
    events.tell(events.membership_changed, person_id=person_id, cohort_id=cohort.pk)
    send_joining_where_ready(cohort, now=now, by=by)
    return int(row.pk)


def leave(
    row: Membership,
    *,
    on: date,
    reason: LeaveReason,
    now: datetime,
    by: Actor,
    say: Word | None = None,
) -> None:
    """Stop belonging from this day; marks made before it stay where they are. `say` words the
    letter, where the usual one would not tell enough."""
    rules.must_end_later(row.starts_on, on=on)
    row.ends_on, row.leave_reason = on, reason
    row.save(update_fields=["ends_on", "leave_reason"])
    audit.record(
        by=by,
        action="membership.ended",
        subject=("cohort", row.cohort_id),
        person_id=row.person_id,
        detail={"reason": reason.value},
    )
    events.tell(events.membership_changed, person_id=row.person_id, cohort_id=row.cohort_id)
    _tidy_calendar(row, say=say, now=now, by=by)


def _tidy_calendar(row: Membership, *, say: Word | None, now: datetime, by: Actor) -> None:
    cohort = row.cohort
    contact = contacts([row.person_id]).get(row.person_id)
    ends_on = row.ends_on or in_london(now).date()
    sessions = [
        one
        for one in sessions_to_come(cohort, now)
        if in_london(one.starts_at).date() >= ends_on  # until then they still come
    ]
    if not sessions:
        return
    count_up(sessions)
    entries = meetings_of(cohort, sessions)
    is_move = row.leave_reason == LeaveReason.MOVED
    word = say or partial(letters.left, sessions=len(entries), is_move=is_move)
    write(
        word(contact.name if contact else "", facts_of(cohort)),
        person_id=row.person_id,
        contact=contact,
        offer_id=cohort.offer_id,
        dedupe_key=f"left:{row.pk}",
        due_at=when_to_tell(contact, now),
        by=by,
        entries=(CANCEL, entries),
    )
    count_up(sessions)  # so that whoever comes back later gets entries newer than these


def open_membership(cohort_id: int, person_id: int) -> Membership:
    row = (
        Membership.objects.select_for_update(of=("self",))
        .select_related("cohort__offer", "cohort__venue")
        .filter(cohort_id=cohort_id, person_id=person_id, ends_on__isnull=True)
        .first()
    )
    if row is None:
        raise OutOfReach(f"no open membership of person {person_id} in cohort {cohort_id}")
    return row


@transaction.atomic
def move_member(
    *,
    person_id: int,
    from_cohort_id: int,
    to_cohort_id: int,
    on: date,
    by: Actor,
    why: str = "",
    now: datetime | None = None,
) -> None:
    """From this day they belong to the other cohort. Their marks in the first one stay."""
    moment = now or timezone.now()
    rules.must_be_another_cohort(from_cohort_id, to_cohort_id)
    cohort_row(from_cohort_id, by=by, permission=Permission.COHORT_FORM)
    there = cohort_row(to_cohort_id, by=by, permission=Permission.COHORT_FORM)
    row = open_membership(from_cohort_id, person_id)
    rules.must_have_a_seat(seats_for_learners(there) - seats_taken(to_cohort_id), cohort=there.name)
    must_say_why(breaks_of_joining(there, person_id, on=on), why)
    leave(row, on=on, reason=LeaveReason.MOVED, now=moment, by=by)
    join(there, person_id=person_id, on=on, now=moment, by=by)


def breaks_of_joining(cohort: Cohort, person_id: int, *, on: date) -> Sequence[str]:
    """Who in this cohort they should not learn beside."""
    members = set(
        Membership.objects.filter(cohort=cohort, ends_on__isnull=True).values_list(
            "person_id", flat=True
        )
    )
    lines = line_pairs(on, members | {person_id})
    found = [
        "Their line manager or someone they manage is in this cohort."
        for pair in lines
        if person_id in pair
    ]
    named = KeepApart.objects.filter(offer_id=cohort.offer_id)
    pairs = [set(pair) for pair in named.values_list("person_a_id", "person_b_id")]
    if any(person_id in pair and pair - {person_id} <= members for pair in pairs):
        found.append("Someone they are kept apart from is in this cohort.")
    return tuple(dict.fromkeys(found))
