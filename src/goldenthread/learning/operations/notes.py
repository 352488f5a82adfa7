"""What would make it hard: for the facilitator only, encrypted, deleted after the last session."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from goldenthread.access import vault
from goldenthread.access.actor import Actor
from goldenthread.access.terms import OutOfReach, Permission
from goldenthread.audit import operations as audit
from goldenthread.learning.models import Application, HardNote, Membership, Session
from goldenthread.learning.terms import HARD_NOTE, ApplicationState, OfferState, SessionState

OVER = (ApplicationState.WITHDRAWN, ApplicationState.DECLINED)
AT_MOST = timedelta(days=365)


@dataclass(frozen=True)
class HardNoteRow:
    """One person's note. The text is left out of every printed form of this object."""

    person_id: int
    name: str
    text: str = field(repr=False)
    wants_a_call: bool
    phone: str = field(default="", repr=False)


def keep_note(application: Application, *, text: str | None, wants_a_call: bool | None) -> None:
    """Seal what was typed. An empty box and no call leave no row at all."""
    row = HardNote.objects.filter(application=application).first()
    row = row or HardNote(application=application)
    if text is not None:
        row.text = vault.seal(text.strip(), purpose=HARD_NOTE) if text.strip() else b""
    if wants_a_call is not None:
        row.wants_a_call = wants_a_call
    if row.text or row.wants_a_call:
        row.save()
    elif row.pk:
        row.delete()


def delete_note(application_id: int) -> bool:
    """At once; there is no way back. Answers whether there was one."""
    return bool(HardNote.objects.filter(application_id=application_id).delete()[0])


@transaction.atomic
def read_hard_notes(actor: Actor, cohort_id: int) -> tuple[HardNoteRow, ...]:
    """Notes of the people who belong to this cohort now, for whoever runs it.

    Only a person who signed in and holds FLAG_VIEW over the cohort: not the system, not a
    coordinator. Each look is recorded.
    """
    if not actor.is_signed_in:
        raise OutOfReach("notes are read by facilitators")
    actor.must_reach(Permission.FLAG_VIEW, "cohort", cohort_id)
    members = Membership.objects.filter(cohort_id=cohort_id, ends_on__isnull=True)
    rows = (
        HardNote.objects.select_related("application__person")
        .filter(
            application__offer__cohorts=cohort_id,
            application__person__in=members.values("person_id"),
        )
        .exclude(application__state__in=OVER)
        .order_by("application__person__name", "pk")
    )
    shown = tuple(_row(note) for note in rows)
    audit.record_view(
        by=actor,
        page="cohort.notes",
        subject=("cohort", cohort_id),
        person_ids=[note.person_id for note in shown],
    )
    return shown


def _row(note: HardNote) -> HardNoteRow:
    person = note.application.person
    assert person is not None
    return HardNoteRow(
        person_id=person.pk,
        name=person.name,
        text=vault.unseal(bytes(note.text), purpose=HARD_NOTE) if note.text else "",
        wants_a_call=note.wants_a_call,
        phone=person.phone if note.wants_a_call else "",
    )


@transaction.atomic
def delete_hard_notes_after_last_session(now: datetime) -> int:
    """Delete every note whose purpose is over; returns how many.

    The person's own cohort has met for the last time, or every cohort of the offer has, or they
    are no longer coming, or the offer is over; and in any case after a year.
    """
    by = Actor.system(reason="notes for facilitators are deleted after the last session")
    ids = {*_no_longer_needed(now), *_cohort_is_over(now), *_offer_is_over(now)}
    rows = HardNote.objects.filter(pk__in=ids)
    subjects: list[tuple[str, int | str, int | None]] = [
        ("application", application_id, person_id)
        for application_id, person_id in rows.values_list(
            "application_id", "application__person_id"
        )
    ]
    rows.delete()
    audit.record_many(by=by, action="note.deleted", subjects=subjects)
    return len(subjects)


def _no_longer_needed(now: datetime) -> list[int]:
    over = (
        Q(application__state__in=OVER)
        | Q(application__offer__state__in=(OfferState.FINISHED, OfferState.CANCELLED))
        | Q(application__last_saved_at__lt=now - AT_MOST)
    )
    return list(HardNote.objects.filter(over).values_list("pk", flat=True))


def _to_come(now: datetime) -> Q:
    return Q(ends_at__gte=now) & ~Q(state=SessionState.CANCELLED)


def _cohort_is_over(now: datetime) -> list[int]:
    """Those who belong to a cohort that has met and will not meet again."""
    met = set(Session.objects.filter(ends_at__lt=now).values_list("cohort_id", flat=True))
    goes_on = set(Session.objects.filter(_to_come(now)).values_list("cohort_id", flat=True))
    rows = HardNote.objects.filter(application__person__isnull=False).values_list(
        "pk", "application__offer_id", "application__person_id"
    )
    own: dict[tuple[int, int | None], set[int]] = {}
    for cohort_id, offer_id, person_id in Membership.objects.filter(
        person_id__in=rows.values("application__person_id")
    ).values_list("cohort_id", "cohort__offer_id", "person_id"):
        own.setdefault((offer_id, person_id), set()).add(cohort_id)
    return [
        pk
        for pk, offer_id, person_id in rows
        if (mine := own.get((offer_id, person_id), set())) & met and not mine & goes_on
    ]


def _offer_is_over(now: datetime) -> list[int]:
    """Sessions were held, and none is to come in any cohort of the offer."""
    notes = HardNote.objects.filter(application__offer__cohorts__sessions__ends_at__lt=now)
    still = Session.objects.filter(_to_come(now)).values("cohort__offer_id")
    return list(
        notes.exclude(application__offer_id__in=still).values_list("pk", flat=True).distinct()
    )
