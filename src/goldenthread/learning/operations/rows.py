"""Rows locked for a write, after the access check. Out of reach and not there look the same."""

from goldenthread.access.actor import Actor
from goldenthread.access.terms import OutOfReach, Permission
from goldenthread.learning.models import Application, Cohort, Offer, PlaceOffer, Session


def offer_row(offer_id: int, *, by: Actor, permission: Permission) -> Offer:
    """The offer, locked: writes on one offer's cohorts follow one another."""
    by.must_reach(permission, "offer", offer_id)
    row = Offer.objects.select_for_update().filter(pk=offer_id).first()
    if row is None:
        raise OutOfReach(f"offer {offer_id}")
    return row


def cohort_row(cohort_id: int, *, by: Actor, permission: Permission) -> Cohort:
    by.must_reach(permission, "cohort", cohort_id)
    row = (
        Cohort.objects.select_for_update(of=("self",))
        .select_related("offer", "venue")
        .filter(pk=cohort_id)
        .first()
    )
    if row is None:
        raise OutOfReach(f"cohort {cohort_id}")
    return row


def session_row(session_id: int, *, by: Actor, permission: Permission) -> Session:
    row = (
        Session.objects.select_for_update(of=("self",))
        .select_related("cohort__offer", "cohort__venue")
        .filter(pk=session_id)
        .first()
    )
    if row is None:
        raise OutOfReach(f"session {session_id}")
    by.must_reach(permission, "cohort", row.cohort_id)
    return row


def place_row(place_offer_id: int, *, by: Actor) -> PlaceOffer:
    """For the applicant by their own link, or whoever may offer places."""
    row = (
        PlaceOffer.objects.select_for_update(of=("self",))
        .select_related("application", "cohort__offer")
        .filter(pk=place_offer_id)
        .first()
    )
    if row is None:
        raise OutOfReach(f"place {place_offer_id}")
    must_be_applicant_or(row.application, by=by, permission=Permission.PLACE_OFFER)
    return row


def must_be_applicant_or(application: Application, *, by: Actor, permission: Permission) -> None:
    """The holder of the personal link of this application, or the permission over its offer."""
    if by.kind == "link" and by.id == f"application:{application.pk}":
        return
    by.must_reach(permission, "offer", application.offer_id)
