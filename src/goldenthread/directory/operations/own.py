"""What people do about what is held of them: choose, change, ask, and ask to be forgotten."""

from collections.abc import Iterable
from datetime import date, datetime, time

from django.db import transaction

from goldenthread.access.actor import Actor
from goldenthread.access.terms import OutOfReach, Permission, Refused
from goldenthread.audit import operations as audit
from goldenthread.directory import registry, rules
from goldenthread.directory.models import Person, PersonRequest
from goldenthread.directory.operations.people import change_person, pause_messages
from goldenthread.directory.queries.own import is_own
from goldenthread.directory.queries.reach import must_reach_person
from goldenthread.directory.terms import CORRECTABLE, ContactBy, Digest, RequestKind, RequestState


def _own(by: Actor, person_id: int) -> Person:
    """The row, locked, for the person themselves and nobody else."""
    row = Person.objects.select_for_update().filter(pk=person_id).first()
    if row is None or not is_own(by, person_id):
        raise OutOfReach(f"person {person_id}")
    return row


@transaction.atomic
def choose_contact(
    *,
    person_id: int,
    contact_by: str,
    digest: str,
    by: Actor,
    quiet_from: time | None = None,
    quiet_until: time | None = None,
) -> None:
    """How, how often and when not. Messaging asks for this each time something is sent."""
    row = _own(by, person_id)
    rules.must_be_reachable(contact_by, email=row.email, phone=row.phone)
    rules.must_be_quiet_hours(quiet_from, quiet_until)
    row.contact_by, row.digest = ContactBy(contact_by).value, Digest(digest).value
    row.quiet_from, row.quiet_until = quiet_from, quiet_until
    row.save(update_fields=["contact_by", "digest", "quiet_from", "quiet_until"])
    audit.record(
        by=by, action="person.contact_chosen", subject=("person", person_id), person_id=person_id
    )


@transaction.atomic
def change_own_details(
    *,
    person_id: int,
    name: str,
    pronouns: str,
    phone: str,
    codes: Iterable[str],
    note: str,
    by: Actor,
) -> None:
    """What a person changes by themselves; an address or a post is asked for instead."""
    row = _own(by, person_id)
    if row.contact_by == ContactBy.PHONE and not phone:
        raise Refused("We ring you on this number. Choose another way to be contacted first.")
    details = {
        "name": name,
        "email": row.email,
        "pronouns": pronouns,
        "phone": phone,
        "contact_by": row.contact_by,
    }
    change_person(person_id=person_id, details=details, codes=codes, note=note, by=by)


@transaction.atomic
def pause_own(*, person_id: int, weeks: int, today: date, by: Actor) -> date | None:
    """No messages for some weeks; 0 lets them come again. Returns the day they may."""
    _own(by, person_id)
    until = rules.paused_until(weeks, today=today) if weeks else None
    pause_messages(person_id=person_id, until=until, by=by)
    return until


@transaction.atomic
def ask_correction(*, person_id: int, about: str, words: str, now: datetime, by: Actor) -> int:
    """Something is not right, and others rest on it too: somebody looks and answers."""
    _own(by, person_id)
    if about not in CORRECTABLE:
        raise Refused("Choose what is not right.")
    if not words.strip():
        raise Refused("Write what it should say.")
    return _ask(person_id, RequestKind.CORRECT, about, words.strip(), now=now, by=by)


def _ask(
    person_id: int, kind: RequestKind, about: str, words: str, *, now: datetime, by: Actor
) -> int:
    row = PersonRequest.objects.create(
        person_id=person_id, kind=kind.value, about=about, words=words, asked_at=now
    )
    audit.record(
        by=by,
        action="request.forget" if kind is RequestKind.FORGET else "request.correct",
        subject=("request", row.pk),
        person_id=person_id,
        detail={"about": about},
    )
    return int(row.pk)


@transaction.atomic
def ask_to_be_forgotten(*, person_id: int, words: str, now: datetime, by: Actor) -> int:
    """What may go goes now: places, notes, drafts, linked answers. The rest waits for a look."""
    _own(by, person_id)
    waiting = PersonRequest.objects.filter(
        person_id=person_id, kind=RequestKind.FORGET, state=RequestState.WAITING
    )
    if waiting.exists():
        raise Refused("You have asked already. We answer within one month.")
    system = Actor.system(reason="the person asked to be forgotten")
    for step in registry.stops():
        step(person_id=person_id, now=now, by=system)
    return _ask(person_id, RequestKind.FORGET, "", words.strip(), now=now, by=by)


@transaction.atomic
def answer_request(*, request_id: int, state: str, answer: str, now: datetime, by: Actor) -> None:
    """Somebody who looks after this person's record says what was done. To forget is done here."""
    row = PersonRequest.objects.select_for_update().filter(pk=request_id).first()
    if row is None:
        raise OutOfReach(f"request {request_id}")
    must_reach_person(by, row.person_id, Permission.PERSON_EDIT)
    rules.must_be_waiting(RequestState(row.state))
    if is_own(by, row.person_id):
        raise Refused("Ask somebody else to answer what you asked yourself.")
    if not answer.strip():
        raise Refused("Write what the person reads.")
    row.state, row.answer = RequestState(state).value, answer.strip()
    row.answered_at, row.answered_by = now, by.id
    row.save(update_fields=["state", "answer", "answered_at", "answered_by"])
    audit.record(
        by=by,
        action="request.answered",
        subject=("request", row.pk),
        person_id=row.person_id,
        detail={"kind": row.kind, "state": row.state},
    )
    if row.kind == RequestKind.FORGET and row.state == RequestState.DONE:
        _forget(row.person_id, now=now, by=by)


def _forget(person_id: int, *, now: datetime, by: Actor) -> None:
    """Every floor takes away what tells who they were; counts keep a number without a name."""
    for step in registry.erasures():
        step(person_id=person_id, now=now, by=by)
    audit.record(
        by=by, action="person.forgotten", subject=("person", person_id), person_id=person_id
    )
