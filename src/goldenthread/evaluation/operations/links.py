"""What an evaluator does with one person's link: sends it again, ends it, tells them elsewhere."""

import secrets
from datetime import date, datetime

from django.db import transaction

from goldenthread.access.actor import Actor
from goldenthread.access.terms import OutOfReach, Permission, Refused
from goldenthread.audit import operations as audit
from goldenthread.directory import queries as directory
from goldenthread.evaluation.models import Invitation
from goldenthread.evaluation.operations import reminders
from goldenthread.evaluation.operations.waves import NONCE_BYTES
from goldenthread.evaluation.queries.answers import standing_of
from goldenthread.evaluation.rules import answers as answer_rules
from goldenthread.evaluation.rules import links as rules
from goldenthread.evaluation.terms import ConfidentialityMode, ReachedHow
from goldenthread.ui.words import in_london


@transaction.atomic
def send_link_again(*, invitation_id: int, now: datetime, by: Actor) -> None:
    """The same link in a new message. Not twice on one day, and not into a pause."""
    row = _listed_and_open(invitation_id, now=now, by=by)
    _send(row, now=now, by=by)
    _record(row, "invitation.sent_again", by=by)


@transaction.atomic
def renew_link(*, invitation_id: int, now: datetime, by: Actor) -> None:
    """A new link in a new message; the old link stops working. What was typed stays."""
    row = _listed_and_open(invitation_id, now=now, by=by)
    row.nonce = secrets.token_urlsafe(NONCE_BYTES)
    row.save(update_fields=["nonce"])
    _send(row, now=now, by=by, is_new=True)
    _record(row, "invitation.link_renewed", by=by)


@transaction.atomic
def mark_reached(
    *, invitation_id: int, how: ReachedHow, on: date, now: datetime, by: Actor
) -> None:
    """They know of the questions by phone or on paper, where no message got through."""
    row = _held(invitation_id, by=by)
    mode = ConfidentialityMode(row.wave.plan.mode)
    found = standing_of(row, now=now)
    rules.must_be_reachable(mode, found, closes_at=row.closes_at, now=now)
    row.reached_on, row.reached_how = on, how.value
    row.save(update_fields=["reached_on", "reached_how"])
    _record(row, "invitation.reached", by=by)


def _held(invitation_id: int, *, by: Actor) -> Invitation:
    rows = Invitation.objects.select_for_update(of=("self",)).select_related(
        "wave__plan__offer__programme"
    )
    row = next(iter(rows.filter(pk=invitation_id).order_by()), None)
    if row is None:
        raise OutOfReach(f"invitation {invitation_id}")
    by.must_reach(Permission.ANSWER_LINK, "offer", row.wave.plan.offer_id)
    return row


def _listed_and_open(invitation_id: int, *, now: datetime, by: Actor) -> Invitation:
    row = _held(invitation_id, by=by)
    rules.must_be_listed(ConfidentialityMode(row.wave.plan.mode))
    answer_rules.must_be_open(standing_of(row, now=now))
    return row


def _send(row: Invitation, *, now: datetime, by: Actor, is_new: bool = False) -> None:
    """Refused where no message would go: the person is told another way."""
    contact = directory.emails_of([row.person_id]).get(row.person_id, reminders.NOTHING)
    rules.must_be_writable(
        has_address=bool(contact.email) and contact.contact_by == reminders.EMAIL,
        is_paused=reminders.is_paused(contact, today=in_london(now).date()),
    )
    if not reminders.write_again(row, to=contact, now=now, by=by, is_new=is_new):
        raise Refused("This was sent again already today. Wait a day, or phone.")
    row.last_written_at = now
    row.save(update_fields=["last_written_at"])


def _record(row: Invitation, action: str, *, by: Actor) -> None:
    audit.record(by=by, action=action, subject=("invitation", row.pk), person_id=row.person_id)
