"""A facilitator hands a cohort over: the new one begins, the old one ends, everyone is told."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.db import transaction

from goldenthread.access.actor import Actor
from goldenthread.access.terms import OutOfReach, Permission
from goldenthread.audit import operations as audit
from goldenthread.directory.models import Person
from goldenthread.directory.terms import Contact
from goldenthread.learning.models import Cohort, Facilitator, Session
from goldenthread.learning.operations import change_letters as letters
from goldenthread.learning.operations.announcing import Word, count_up
from goldenthread.learning.operations.calendar import CANCEL, REQUEST, Meeting
from goldenthread.learning.operations.cohort_letters import Offered
from goldenthread.learning.operations.facilitators import assign_facilitator, remove_facilitator
from goldenthread.learning.operations.rows import cohort_row
from goldenthread.learning.operations.telling import (
    MEMBERSHIP,
    contacts,
    facts_of,
    meetings_of,
    sessions_to_come,
    when_to_tell,
    write,
)
from goldenthread.learning.queries.belonging import members_on
from goldenthread.learning.queries.changes import busy_at, seen_of_cohort
from goldenthread.learning.rules import changes as rules
from goldenthread.learning.rules import cohorts as cohort_rules
from goldenthread.learning.rules.cohorts import Times
from goldenthread.learning.terms import CohortState
from goldenthread.ui.words import in_london, when


@dataclass(frozen=True)
class _HandOver:
    """Who takes over what, and when it was done."""

    cohort: Cohort
    facts: Offered
    coming: tuple[Session, ...]
    members: Mapping[int, int]
    reached: Mapping[int, Contact]
    now: datetime
    by: Actor


@transaction.atomic
def hand_over(
    *,
    cohort_id: int,
    from_person_id: int,
    to_person_id: int,
    why: str,
    now: datetime,
    by: Actor,
    seen: str = "",
) -> int:
    """From now on somebody else runs this cohort; returns how many sessions they take on.

    What people wrote for the facilitator is read by the new one from this moment, never before,
    and they are told so.
    """
    cohort = cohort_row(cohort_id, by=by, permission=Permission.OFFER_EDIT)
    rules.must_be_as_seen(seen, seen_of_cohort(cohort_id))
    cohort_rules.must_be_changeable(CohortState(cohort.state))
    rules.must_be_someone_else(from_person_id, to_person_id)
    coming = tuple(sessions_to_come(cohort, now))
    _must_be_known(to_person_id, by)
    _must_be_free(cohort_id, to_person_id, coming)
    today = in_london(now).date()
    assign_facilitator(cohort_id=cohort_id, person_id=to_person_id, by=by, on=today)
    remove_facilitator(cohort_id=cohort_id, person_id=from_person_id, by=by, on=today)
    count_up(list(coming))
    members = members_on(cohort_id, today)
    reached = contacts({from_person_id, to_person_id, *members})
    work = _HandOver(cohort, facts_of(cohort), coming, members, reached, now, by)
    name = Person.objects.values_list("name", flat=True).get(pk=to_person_id)
    _tell_facilitators(work, from_person_id, to_person_id)
    _tell_members(work, name, why.strip())
    audit.record(
        by=by,
        action="facilitator.handed_over",
        subject=("cohort", cohort_id),
        person_id=to_person_id,
        detail={"sessions": len(coming)},
    )
    return len(coming)


def _must_be_known(person_id: int, by: Actor) -> None:
    """Someone who runs a cohort that whoever hands over may plan; anyone else is asked first."""
    reach = by.reach(Permission.OFFER_EDIT)
    rows = Facilitator.objects.filter(person=person_id)
    mine = rows if reach.everything else rows.filter(cohort__in=reach.ids("cohort"))
    if not mine.exists():
        raise OutOfReach(f"person {person_id}")


def _must_be_free(cohort_id: int, person_id: int, coming: tuple[Session, ...]) -> None:
    person = Person.objects.get(pk=person_id)
    times = [Times(one.starts_at, one.ends_at) for one in coming]
    clashes = busy_at({person_id}, times, besides=cohort_id).get(person_id, ())
    rules.must_be_free(person.name, [f"a session on {when(start)}" for _, _, start in clashes])


def _tell_facilitators(work: _HandOver, from_person_id: int, to_person_id: int) -> None:
    entries = meetings_of(work.cohort, work.coming)
    ends = partial(letters.runs_no_longer, sessions=len(entries))
    _write(work, from_person_id, ends, entries=(CANCEL, entries))
    _write(work, to_person_id, letters.asked_to_run, entries=(REQUEST, entries))


def _tell_members(work: _HandOver, runs_it: str, why: str) -> None:
    word = partial(letters.hand_over, runs_it=runs_it, why=why)
    for person_id, membership_id in sorted(work.members.items()):
        _write(work, person_id, word, check=(MEMBERSHIP, membership_id))


def _write(
    work: _HandOver,
    person_id: int,
    word: Word,
    *,
    entries: tuple[str, list[Meeting]] | None = None,
    check: tuple[str, int] | None = None,
) -> None:
    contact = work.reached.get(person_id)
    write(
        word(contact.name if contact else "", work.facts),
        person_id=person_id,
        contact=contact,
        offer_id=work.cohort.offer_id,
        dedupe_key=f"hand-over:{work.cohort.pk}:{work.now.timestamp()}:{person_id}",
        due_at=when_to_tell(contact, work.now),
        by=work.by,
        check=check,
        entries=entries,
    )
