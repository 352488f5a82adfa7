"""Places that wait for an answer."""

from datetime import datetime
from typing import NamedTuple

from goldenthread.access.actor import Actor
from goldenthread.access.terms import Permission
from goldenthread.learning.models import PlaceOffer
from goldenthread.learning.terms import PlaceState


class OpenPlace(NamedTuple):
    """One place offered and not answered yet."""

    id: int
    application_id: int
    cohort_id: int
    expires_at: datetime


def open_places(actor: Actor, offer_id: int) -> tuple[OpenPlace, ...]:
    """Every open place of an offer, in the order in which they were offered."""
    actor.must_reach(Permission.PLACE_OFFER, "offer", offer_id)
    rows = PlaceOffer.objects.filter(cohort__offer_id=offer_id, state=PlaceState.OFFERED)
    return tuple(
        OpenPlace(row.pk, row.application_id, row.cohort_id, row.expires_at)
        for row in rows.order_by("offered_at", "id")
    )
