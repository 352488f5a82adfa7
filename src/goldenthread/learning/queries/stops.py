"""Why not to send, asked again at the moment of sending."""

from datetime import datetime

from goldenthread.learning.models import Application, Membership, PlaceOffer
from goldenthread.learning.terms import ApplicationState, PlaceState
from goldenthread.ui.words import in_london


def about_place(place_offer_id: int, now: datetime) -> str | None:
    """A place that is answered or over is not offered again."""
    row = PlaceOffer.objects.filter(pk=place_offer_id).first()
    if row is None or row.state != PlaceState.OFFERED:
        return "The place was answered, or is no longer kept."
    if row.expires_at < now:
        return "The time to answer was over before this could be sent."
    return None


def about_membership(membership_id: int, now: datetime) -> str | None:
    """Someone who has left hears no more about the sessions."""
    row = Membership.objects.filter(pk=membership_id).first()
    if row is None or (row.ends_on is not None and row.ends_on <= in_london(now).date()):
        return "They no longer belong to this cohort."
    return None


def about_waiting(application_id: int, now: datetime) -> str | None:
    """Someone who left the list, or has a place by now, does not hear that they are waiting."""
    row = Application.objects.filter(pk=application_id).first()
    if row is None or row.state != ApplicationState.WAITING:
        return "They are no longer on the waiting list."
    return None
