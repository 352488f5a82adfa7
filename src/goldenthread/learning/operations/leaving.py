"""Leaving before or during the sessions: no reason asked, and the seat goes on."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from goldenthread.access.actor import Actor
from goldenthread.access.terms import OutOfReach, Permission
from goldenthread.learning.models import Application, Membership, PlaceOffer
from goldenthread.learning.operations.memberships import leave, open_membership
from goldenthread.learning.operations.places import SEATS, decline_place, offer_next
from goldenthread.learning.operations.rows import cohort_row, must_be_applicant_or
from goldenthread.learning.terms import ApplicationState, LeaveReason, PlaceState
from goldenthread.ui.words import in_london


@transaction.atomic
def withdraw_member(
    *, person_id: int, cohort_id: int, on: date, by: Actor, now: datetime | None = None
) -> None:
    """They no longer come, from this day on; what they came to before stays on record."""
    cohort_row(cohort_id, by=by, permission=Permission.COHORT_FORM)
    _withdraw(open_membership(cohort_id, person_id), on=on, now=now or timezone.now(), by=by)


def _withdraw(row: Membership, *, on: date, now: datetime, by: Actor) -> None:
    leave(row, on=on, reason=LeaveReason.WITHDREW, now=now, by=by)
    Application.objects.filter(
        offer_id=row.cohort.offer_id, person_id=row.person_id, state=ApplicationState.PLACED
    ).update(state=ApplicationState.WITHDRAWN, withdrawn_at=now)
    offer_next(cohort_id=row.cohort_id, now=now, by=SEATS)


@transaction.atomic
def give_up_place(*, application_id: int, now: datetime, by: Actor) -> None:
    """For the person themselves: gives back a place offered, or ends a membership from today."""
    application = Application.objects.filter(pk=application_id).first()
    if application is None:
        raise OutOfReach(f"application {application_id}")
    must_be_applicant_or(application, by=by, permission=Permission.PLACE_OFFER)
    asked = PlaceOffer.objects.filter(application=application, state=PlaceState.OFFERED).first()
    if asked is not None:
        decline_place(place_offer_id=asked.pk, now=now, by=by)
    members = Membership.objects.filter(
        cohort__offer_id=application.offer_id,
        person_id=application.person_id or 0,
        ends_on__isnull=True,
    )
    for cohort_id, person_id in members.values_list("cohort_id", "person_id"):
        _withdraw(open_membership(cohort_id, person_id), on=in_london(now).date(), now=now, by=by)
