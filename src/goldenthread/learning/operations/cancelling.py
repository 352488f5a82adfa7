"""Calling off an offer: its sessions to come, the places kept, and everyone who counted on it."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db import transaction

from goldenthread.access.actor import Actor
from goldenthread.access.terms import Permission
from goldenthread.audit import operations as audit
from goldenthread.learning import events
from goldenthread.learning.models import CohortPlan, Membership, Offer, PlaceOffer
from goldenthread.learning.operations.announcing import count_up
from goldenthread.learning.operations.calendar import CANCEL, Meeting
from goldenthread.learning.operations.cancelling_letters import CalledOff, called_off
from goldenthread.learning.operations.joining import applications_of
from goldenthread.learning.operations.letters import LINK_KIND
from goldenthread.learning.operations.notes import delete_note
from goldenthread.learning.operations.places import settle
from goldenthread.learning.operations.rows import offer_row
from goldenthread.learning.operations.telling import (
    MEMBERSHIP,
    WAITING,
    meetings_of,
    when_to_tell,
    write,
)
from goldenthread.learning.queries.cancelling import Counted, Ending, counted, endings
from goldenthread.learning.rules import cohorts as cohort_rules
from goldenthread.learning.rules import offers as rules
from goldenthread.learning.terms import (
    CohortState,
    LeaveReason,
    OfferState,
    OfferStep,
    PlaceState,
    PlanState,
    SessionState,
)
from goldenthread.messaging import operations as messaging
from goldenthread.programmes.queries import card_for_pages
from goldenthread.ui.words import in_london

STOPPED = "The offer was called off."


@dataclass
class _Work:
    """One offer being called off: what everyone is told about it, and the letters so far."""

    offer: Offer
    about: CalledOff
    now: datetime
    by: Actor
    had: dict[int, CalledOff] = field(default_factory=dict)
    entries: dict[int, list[Meeting]] = field(default_factory=dict)

    def note(self, person_id: int, **what: object) -> None:
        self.had[person_id] = replace(self.had.get(person_id, self.about), **what)  # type: ignore[arg-type]  # fields of CalledOff


@transaction.atomic
def cancel_offer(*, offer_id: int, why: str, now: datetime, by: Actor) -> int:
    """Call the offer off and tell everyone who counted on it; returns how many people.

    What took place stays: registers, answers, belonging until today. A cohort that has met for
    the last time is left as it is.
    """
    row = offer_row(offer_id, by=by, permission=Permission.OFFER_EDIT)
    after = rules.next_state(OfferState(row.state), OfferStep.CANCEL)
    rules.must_say_why_called_off(why)
    _hold_places(offer_id)
    found = endings(offer_id, now=now)
    people = counted(offer_id, found, now=now)
    contact = card_for_pages(row.programme_id).contact_email
    work = _Work(row, CalledOff(offer=row.name, why=why.strip(), contact=contact), now, by)
    sessions = sum(len(one.coming) for one in found)
    for ending in found:
        _end_cohort(ending, people, work)
    _close_applications(people, work)
    told = _tell(people, work)
    CohortPlan.objects.filter(offer=row, state=PlanState.DRAFT).update(state=PlanState.SUPERSEDED)
    row.state = after
    row.save(update_fields=["state"])
    audit.record(
        by=by,
        action="offer.cancel",
        subject=("offer", offer_id),
        detail={"state": after.value, "cohorts": len(found), "sessions": sessions, "told": told},
    )
    return told


def _hold_places(offer_id: int) -> None:
    """Whoever answers at this moment does so before us, or finds the place taken back."""
    rows = PlaceOffer.objects.select_for_update(of=("self",)).filter(
        application__offer_id=offer_id, state=PlaceState.OFFERED
    )
    list(rows.values_list("pk", flat=True))


def _end_cohort(ending: Ending, people: Counted, work: _Work) -> None:
    """Its sessions to come are off; whoever belongs does so until now."""
    cohort, coming = ending.cohort, ending.coming
    count_up(coming)
    entries = meetings_of(cohort, coming)
    times = [(one.starts_at, one.ends_at) for one in coming]
    for person_id, cohort_ids in people.facilitators.items():
        if cohort.pk in cohort_ids:
            _loses(work, person_id, times, entries, leads=True)
    for row in people.members:
        if row.cohort_id == cohort.pk:
            _end_membership(row, ending, work)
            _loses(work, row.person_id, times, entries, has_met=bool(ending.met))
    cohort.sessions.filter(pk__in=[one.pk for one in coming]).update(state=SessionState.CANCELLED)
    held = sum(one.state == SessionState.HELD for one in ending.met)
    cohort.state = (
        cohort_rules.state_after(held, sessions=len(ending.met))
        if ending.met
        else CohortState.CANCELLED
    )
    cohort.save(update_fields=["state"])
    _record_cohort(ending, work.by)


def _record_cohort(ending: Ending, by: Actor) -> None:
    cohort_id = ending.cohort.pk
    audit.record(by=by, action="cohort.called_off", subject=("cohort", cohort_id))
    audit.record_many(
        by=by,
        action="session.cancelled",
        subjects=[("session", one.pk, None) for one in ending.coming],
    )
    for one in ending.coming[:1]:  # whoever listens looks at the whole cohort each time
        events.tell(events.session_moved, session_id=one.pk, cohort_id=cohort_id)


def _loses(
    work: _Work,
    person_id: int,
    times: list[tuple[datetime, datetime]],
    entries: list[Meeting],
    **what: object,
) -> None:
    before = work.had.get(person_id, work.about)
    work.note(person_id, sessions=sorted([*before.sessions, *times]), **what)
    work.entries.setdefault(person_id, []).extend(entries)


def _end_membership(row: Membership, ending: Ending, work: _Work) -> None:
    ends_on = max(ending.last_day(in_london(work.now).date()), row.starts_on)
    row.ends_on = min(ends_on, row.ends_on) if row.ends_on else ends_on
    row.leave_reason = LeaveReason.COHORT_ENDED
    row.save(update_fields=["ends_on", "leave_reason"])
    messaging.stop_for(check=(MEMBERSHIP, row.pk), reason=STOPPED, by=work.by)
    audit.record(
        by=work.by,
        action="membership.ended",
        subject=("cohort", row.cohort_id),
        person_id=row.person_id,
        detail={"reason": LeaveReason.COHORT_ENDED.value},
    )


def _close_applications(people: Counted, work: _Work) -> None:
    """Places kept are kept no longer; messages still waiting about an application stop."""
    for place in people.deciding:
        settle(place, PlaceState.TAKEN_BACK, now=work.now, by=work.by)
        work.note(place.application.person_id or 0, was_deciding=True)
    for row in people.hoping:
        work.note(row.person_id or 0)
    waiting = [*people.hoping, *(place.application for place in people.deciding)]
    own = {row.person_id or 0: row.pk for row in waiting}
    own |= applications_of(work.offer.pk, [row.person_id for row in people.members])
    for person_id, application_id in own.items():
        work.note(person_id, application_id=application_id)
        _forget(application_id, person_id, by=work.by)


def _forget(application_id: int, person_id: int, *, by: Actor) -> None:
    """Nobody needs the note for the facilitator any more, nor letters not yet sent."""
    if delete_note(application_id):
        audit.record(
            by=by,
            action="note.deleted",
            subject=("application", application_id),
            person_id=person_id,
        )
    for kind in (WAITING, LINK_KIND):
        messaging.stop_for(check=(kind, application_id), reason=STOPPED, by=by)


def _tell(people: Counted, work: _Work) -> int:
    """One letter each, with everything that leaves their calendar."""
    for person_id, had in sorted(work.had.items()):
        contact = people.contacts.get(person_id)
        write(
            called_off(contact.name if contact else "", had),
            person_id=person_id,
            contact=contact,
            offer_id=work.offer.pk,
            dedupe_key=f"offer-off:{work.offer.pk}:{person_id}",
            due_at=when_to_tell(contact, work.now),
            by=work.by,
            entries=(CANCEL, work.entries.get(person_id, [])),
        )
    return len(work.had)
