"""What the worker does for waves each minute: open, remind, close. Safe under two workers."""

from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, QuerySet

from goldenthread.access.actor import Actor
from goldenthread.audit import operations as audit
from goldenthread.directory import queries as directory
from goldenthread.directory.terms import Contact, ContactBy
from goldenthread.evaluation.models import Invitation
from goldenthread.evaluation.rules import letters, waves
from goldenthread.evaluation.rules.letters import Letter, LetterFacts
from goldenthread.evaluation.terms import (
    TO_COME,
    ConfidentialityMode,
    InvitationState,
    PlanState,
    WaveKind,
)
from goldenthread.messaging import operations as messaging
from goldenthread.ui.words import in_london

CHECK_KIND = letters.LINK_KIND
ROUND = 500
EMAIL = ContactBy.EMAIL
NOTHING = Contact(name="", email="", contact_by=ContactBy.NO_CONTACT, paused_until=None)

Act = Callable[..., bool]


def open_due(*, now: datetime, by: Actor) -> int:
    """Ask everyone whose moment has come; returns how many were asked.

    Someone who paused messages is asked when the pause ends, if the wave is still open then.
    """
    due = Invitation.objects.filter(
        state=InvitationState.PLANNED,
        due_at__lte=now,
        closes_at__gt=now,
        wave__plan__state=PlanState.LIVE,
    )
    return _each(due, _open, now=now, by=by)


def remind_due(*, now: datetime, by: Actor) -> int:
    """Remind those whom a reminder is due; returns how many.

    In anonymous mode everyone who was asked gets it, so that it tells nothing of who answered.
    """
    everyone = Q(
        wave__plan__mode=ConfidentialityMode.ANONYMOUS,
        state__in=(InvitationState.OPEN, InvitationState.ANSWERED),
    )
    due = Invitation.objects.filter(
        everyone | Q(state=InvitationState.OPEN),
        closes_at__gt=now,
        last_written_at__lte=now - timedelta(days=1),
        reminders_sent__lt=F("wave__max_reminders"),
        wave__plan__state=PlanState.LIVE,
    )
    return _each(due, _remind, now=now, by=by)


def close_due(*, now: datetime, by: Actor) -> int:
    """Close what is over: nobody can answer any more. Returns how many were closed."""
    over = Invitation.objects.filter(closes_at__lte=now)
    on = in_london(now).date()
    closed = _end(over.filter(state=InvitationState.OPEN), InvitationState.CLOSED, on=on, by=by)
    _end(over.filter(state__in=TO_COME), InvitationState.CANCELLED, on=on, by=by)
    return closed


@transaction.atomic
def _end(rows: QuerySet[Invitation], state: InvitationState, *, on: date, by: Actor) -> int:
    counted = Counter(rows.select_for_update().values_list("wave_id", flat=True))
    if not counted:
        return 0
    rows.update(state=state, ended_on=on)
    for wave_id, count in sorted(counted.items()):
        audit.record(
            by=by, action=f"wave.{state.value}", subject=("wave", wave_id), detail={"people": count}
        )
    return counted.total()


def _each(rows: QuerySet[Invitation], act: Act, *, now: datetime, by: Actor) -> int:
    """Each invitation in a transaction of its own, with contacts looked up once."""
    due = list(rows.select_related("wave__plan__offer__programme").order_by("due_at", "id")[:ROUND])
    contacts = directory.emails_of({row.person_id for row in due})
    return sum(
        act(row, to=contacts.get(row.person_id, NOTHING), now=now, by=by)
        for row in due
        if not is_paused(contacts.get(row.person_id, NOTHING), today=in_london(now).date())
    )


def is_paused(contact: Contact, *, today: date) -> bool:
    """No messages now: they asked for a pause, or not to be contacted at all."""
    if contact.contact_by == ContactBy.NO_CONTACT:
        return True
    return contact.paused_until is not None and contact.paused_until > today


@transaction.atomic
def _open(row: Invitation, *, to: Contact, now: datetime, by: Actor) -> bool:
    """Of two workers only one finds the invitation still planned."""
    mine = Invitation.objects.filter(pk=row.pk, state=InvitationState.PLANNED)
    if not mine.update(state=InvitationState.OPEN, last_written_at=now):
        return False
    facts = _facts(row, to)
    is_interview = row.wave.kind == WaveKind.INTERVIEW
    letter = letters.interview(facts) if is_interview else letters.invitation(facts)
    _write(row, letter, to=to, key="open", now=now, by=by)
    return True


@transaction.atomic
def _remind(row: Invitation, *, to: Contact, now: datetime, by: Actor) -> bool:
    wave, number = row.wave, row.reminders_sent + 1
    if not waves.may_remind(
        sent=row.reminders_sent,
        most=wave.max_reminders,
        last_written_at=row.last_written_at,
        gap_days=wave.reminder_gap_days,
        now=now,
    ):
        return False
    mine = Invitation.objects.filter(
        pk=row.pk, state__in=_wanted(row), reminders_sent=row.reminders_sent
    )
    if not mine.update(reminders_sent=number, last_written_at=now):
        return False
    facts = _facts(row, to)
    write = letters.general_reminder if letters.is_for_everyone(facts.mode) else letters.reminder
    _write(row, write(facts, number=number), to=to, key=f"reminder-{number}", now=now, by=by)
    return True


def write_again(
    row: Invitation, *, to: Contact, now: datetime, by: Actor, is_new: bool = False
) -> bool:
    """The first message once more, by hand of an evaluator; once a day, but for a new link."""
    is_interview = row.wave.kind == WaveKind.INTERVIEW
    facts = _facts(row, to)
    letter = letters.interview(facts) if is_interview else letters.invitation(facts)
    moment = f"new-{row.nonce[:8]}" if is_new else f"again-{in_london(now).date()}"
    return _write(row, letter, to=to, key=moment, now=now, by=by) is not None


def _facts(row: Invitation, to: Contact) -> LetterFacts:
    plan = row.wave.plan
    return LetterFacts(
        invitation_id=row.pk,
        name=to.name,
        partnership=settings.ENVIRONMENT.partnership,
        offer=plan.offer.name,
        wave=row.wave.label,
        mode=ConfidentialityMode(plan.mode),
        who_sees=plan.who_sees,
        evaluator_contact=plan.evaluator_contact,
        closes_at=row.closes_at,
    )


def _write(
    row: Invitation, letter: Letter, *, to: Contact, key: str, now: datetime, by: Actor
) -> int | None:
    """Put the letter in the outbox. An invitation is listed under its offer; a reminder of a
    linked mode is not, since who is reminded tells who has not answered."""
    plan = row.wave.plan
    tells = key != "open" and not letters.is_for_everyone(ConfidentialityMode(plan.mode))
    return messaging.enqueue(
        by=by,
        person_id=row.person_id,
        to_name=to.name,
        to_address=to.email if to.contact_by == ContactBy.EMAIL else "",
        kind=letter.kind,
        why=letter.why,
        subject=letter.subject,
        body=letter.body,
        dedupe_key=f"{CHECK_KIND}:{row.pk}:{key}",
        due_at=waves.sociable(now),
        check=(CHECK_KIND, row.pk),
        scope=("evaluation_plan", plan.pk) if tells else ("offer", plan.offer_id),
    )


def reason_against(invitation_id: int, now: datetime) -> str | None:
    """Why a message about this invitation may not go now; asked again when it is sent.

    The reason is the same for everyone who is done, so that the outbox does not tell who answered.
    """
    row = Invitation.objects.select_related("wave__plan").filter(pk=invitation_id).first()
    if row is None:
        return "This was taken back."
    if not _is_still_wanted(row, now=now):
        return "This person needs no more messages about these questions."
    contact = directory.emails_of([row.person_id]).get(row.person_id, NOTHING)
    if is_paused(contact, today=in_london(now).date()):
        return "Messages to this person are paused."
    return None


def _is_still_wanted(row: Invitation, *, now: datetime) -> bool:
    is_live = row.wave.plan.state == PlanState.LIVE
    return is_live and InvitationState(row.state) in _wanted(row) and row.closes_at > now


def _wanted(row: Invitation) -> tuple[InvitationState, ...]:
    """States in which messages go on: where no reminder is personal, having answered is one."""
    if letters.is_for_everyone(ConfidentialityMode(row.wave.plan.mode)):
        return (InvitationState.OPEN, InvitationState.ANSWERED)
    return (InvitationState.OPEN,)
