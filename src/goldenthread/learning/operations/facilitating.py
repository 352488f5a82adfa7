"""Asking somebody to run a cohort. An address tells nobody whether we know it."""

import secrets
from datetime import datetime

from django.db import transaction

from goldenthread.access.actor import Actor
from goldenthread.access.terms import OutOfReach, Permission, Refused
from goldenthread.audit import operations as audit
from goldenthread.directory import operations as directory
from goldenthread.directory import queries as people
from goldenthread.directory.rules import email_key
from goldenthread.learning.models import Cohort, FacilitatorInvitation
from goldenthread.learning.operations.facilitators import ROLE_GIVER, assign_facilitator
from goldenthread.learning.operations.rows import cohort_row
from goldenthread.learning.queries.facilitating import LINK, person_in_reach
from goldenthread.learning.rules.places import polite
from goldenthread.messaging import operations as messaging
from goldenthread.ui.words import in_london

ONESELF = "Ask a colleague to name you as facilitator."
OVER = "You have answered already, or are no longer asked. Write to us if that is not right."


@transaction.atomic
def ask_facilitator(*, cohort_id: int, email: str, now: datetime, by: Actor) -> bool:
    """Whoever the actor sees anyway runs the cohort from now on; anyone else is asked by email.

    Answers whether they run it now. Out of reach and unknown are the same in every way.
    """
    cohort = cohort_row(cohort_id, by=by, permission=Permission.OFFER_EDIT)
    person_id = person_in_reach(by, email)
    if person_id is not None:
        assign_facilitator(cohort_id=cohort_id, person_id=person_id, by=by)
        return True
    _must_not_be_oneself(email, by)
    _ask(cohort, email.strip(), now=now, by=by)
    return False


def _must_not_be_oneself(email: str, by: Actor) -> None:
    """A coordinator may not let themselves in to what people wrote for facilitators."""
    own = people.person_of_user(by.user_id) if by.user_id is not None else None
    if own is not None and people.find_person(email=email) == own:
        raise Refused(ONESELF)


def _ask(cohort: Cohort, address: str, *, now: datetime, by: Actor) -> None:
    """Once for each address, until it is answered or taken back."""
    row, is_new = FacilitatorInvitation.objects.get_or_create(
        cohort=cohort,
        address_key=email_key(address) or address,
        answered_at=None,
        defaults={
            "address": address,
            "nonce": secrets.token_urlsafe(16),
            "invited_by": by.id or by.kind,
            "invited_at": now,
        },
    )
    if not is_new:
        return
    audit.record(by=by, action="facilitator.asked", subject=("cohort", cohort.pk))
    messaging.enqueue(
        by=by,
        person_id=None,
        to_name="",
        to_address=address,
        kind="facilitator_asked",
        why="Someone would like them to run the sessions of a cohort.",
        subject="Would you run some learning sessions?",
        body=_body(cohort, row.pk),
        dedupe_key=f"{LINK}:{row.pk}",
        due_at=polite(now),
        check=(LINK, row.pk),
        scope=("offer", cohort.offer_id),
    )


def _body(cohort: Cohort, invitation_id: int) -> str:
    return "\n\n".join(
        (
            "Hello,",
            f"You are asked to run the sessions of {cohort.name} of {cohort.offer.name}.",
            "The dates, and what it would mean, are on this page. You can say yes or no there:",
            f"[[link:{LINK}:{invitation_id}]]",
            "If this is not for you, say no or do nothing. Nobody asks why.",
        )
    )


@transaction.atomic
def stop_asking(*, cohort_id: int, invitation_id: int, now: datetime, by: Actor) -> None:
    """They are no longer asked; the link stops, and so does a message not yet sent."""
    by.must_reach(Permission.OFFER_EDIT, "cohort", cohort_id)
    row = _open(invitation_id)
    if row is None or row.cohort_id != cohort_id:
        raise OutOfReach(f"invitation {invitation_id}")
    _settle(row, said_yes=None, now=now)
    messaging.stop_for(check=(LINK, row.pk), reason="They are no longer asked.", by=by)
    audit.record(by=by, action="facilitator.asked_no_longer", subject=("cohort", cohort_id))


@transaction.atomic
def answer_facilitating(
    *, invitation_id: int, says_yes: bool, name: str, now: datetime, by: Actor
) -> None:
    """For the holder of the link alone: yes makes them the facilitator, no ends it."""
    if by.kind != "link" or by.id != f"{LINK}:{invitation_id}":
        raise OutOfReach(f"invitation {invitation_id}")
    row = _open(invitation_id)
    if row is None:
        raise Refused(OVER)
    if says_yes:
        _begin(row, name, now=now, by=by)
    _settle(row, said_yes=says_yes, now=now)
    action = "facilitator.said_yes" if says_yes else "facilitator.said_no"
    audit.record(by=by, action=action, subject=("cohort", row.cohort_id))


def _begin(row: FacilitatorInvitation, name: str, *, now: datetime, by: Actor) -> None:
    """The person behind the address, known or new; never whoever asked."""
    person_id = directory.find_or_add_person(
        name=name, email=row.address, organisation_id=None, on=in_london(now).date(), by=by
    )
    asked_by = int(row.invited_by) if row.invited_by.isdigit() else 0
    if people.person_of_user(asked_by) == person_id:
        raise Refused(ONESELF)
    assign_facilitator(
        cohort_id=row.cohort_id, person_id=person_id, on=in_london(now).date(), by=ROLE_GIVER
    )


def _open(invitation_id: int) -> FacilitatorInvitation | None:
    rows = FacilitatorInvitation.objects.select_for_update()
    return rows.filter(pk=invitation_id, answered_at__isnull=True).first()


def _settle(row: FacilitatorInvitation, *, said_yes: bool | None, now: datetime) -> None:
    row.said_yes, row.answered_at = said_yes, now
    row.save(update_fields=["said_yes", "answered_at"])
