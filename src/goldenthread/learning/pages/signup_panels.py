"""What sign-ups from elsewhere put on the page of an offer."""

from django.urls import reverse

from goldenthread.access.actor import Actor
from goldenthread.access.terms import Permission
from goldenthread.learning.queries.signups import offers_for_signups
from goldenthread.ui.slots import Panel


def signups_panel(actor: Actor, offer_id: int) -> Panel | None:
    """A way to bring in a list, while the offer takes sign-ups and the actor may."""
    if not actor.may(Permission.IMPORT_RUN):
        return None
    if offer_id not in [offer.id for offer in offers_for_signups(actor)]:
        return None
    start = reverse("imports:import_start", args=["sign-ups"])
    context = {"href": f"{start}?target={offer_id}", "earlier": reverse("imports:run_list")}
    return Panel("learning/_panel_signups.jinja", context, position=30)
