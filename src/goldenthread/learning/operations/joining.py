"""Joining instructions: once for each member, and only when every session is safe to come to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from goldenthread.access.actor import Actor
from goldenthread.access.terms import Permission
from goldenthread.directory import queries as directory
from goldenthread.directory.terms import ADJUSTMENT_WORDS, Contact
from goldenthread.learning.models import Application, Cohort, Membership
from goldenthread.learning.operations import cohort_letters as letters
from goldenthread.learning.operations.calendar import REQUEST, Meeting
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
from goldenthread.learning.rules import sessions as rules
from goldenthread.learning.rules.memberships import in_a_sentence
from goldenthread.learning.rules.sessions import Preparation
from goldenthread.learning.terms import ApplicationState, SessionState


def preparation_of(cohort: Cohort) -> tuple[Preparation, ...]:
    return tuple(
        Preparation(s.number, SessionState(s.state), bool(s.safety_plan.strip()))
        for s in cohort.sessions.all()
    )


@transaction.atomic
def send_joining(*, cohort_id: int, now: datetime, by: Actor) -> int:
    """Write to every member who has not had them; refuses while a safety plan is missing."""
    cohort = cohort_row(cohort_id, by=by, permission=Permission.SESSION_RUN)
    rules.must_be_safe_to_announce(preparation_of(cohort))
    return send_joining_where_ready(cohort, now=now, by=by)


def send_joining_where_ready(cohort: Cohort, *, now: datetime, by: Actor) -> int:
    """The same, but quietly waits for the missing plans; returns how many letters were written."""
    if rules.without_plan(preparation_of(cohort)):
        return 0
    members = list(Membership.objects.filter(cohort=cohort, ends_on__isnull=True))
    ids = [member.person_id for member in members]
    known = _Known(
        contacts=contacts(ids),
        adjustments=directory.adjustments_of(ids),
        applications=applications_of(cohort.offer_id, ids),
    )
    facts, entries = facts_of(cohort), meetings_of(cohort, sessions_to_come(cohort, now))
    return sum(
        _write_one(member, known, facts, entries, offer_id=cohort.offer_id, now=now, by=by)
        for member in members
    )


@dataclass(frozen=True)
class _Known:
    contacts: Mapping[int, Contact]
    adjustments: Mapping[int, tuple[str, ...]]
    applications: Mapping[int, int]


def applications_of(offer_id: int, person_ids: Iterable[int]) -> dict[int, int]:
    """The application that brought each of these people their place."""
    rows = Application.objects.filter(
        offer_id=offer_id, person_id__in=list(person_ids), state=ApplicationState.PLACED
    )
    return {person_id: pk for person_id, pk in rows.values_list("person_id", "pk") if person_id}


def _write_one(
    member: Membership,
    known: _Known,
    facts: letters.Offered,
    entries: list[Meeting],
    *,
    offer_id: int,
    now: datetime,
    by: Actor,
) -> bool:
    contact = known.contacts.get(member.person_id)
    letter = letters.joining(
        contact.name if contact else "",
        facts,
        adjustments=[
            in_a_sentence(ADJUSTMENT_WORDS[code]) for code in known.adjustments[member.person_id]
        ],
        application_id=known.applications.get(member.person_id),
    )
    written = write(
        letter,
        person_id=member.person_id,
        contact=contact,
        offer_id=offer_id,
        dedupe_key=f"joining:{member.pk}",
        due_at=when_to_tell(contact, now),
        by=by,
        check=(MEMBERSHIP, member.pk),
        entries=(REQUEST, entries),
    )
    return written is not None
