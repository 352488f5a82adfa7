"""What sign-ups from elsewhere put on the page of an offer."""

from django.urls import reverse

from goldenthread.access.actor import Actor
from goldenthread.access.terms import Permission
from goldenthread.ui.slots import Panel


def signups_panel(actor: Actor, offer_id: int) -> Panel | None:
    """A way to bring in a list, for whoever imports and screens."""
    if not actor.may(Permission.IMPORT_RUN):
        return None
    if not actor.may_reach(Permission.APPLICATION_SCREEN, "offer", offer_id):
        return None
    start = reverse("imports:import_start", args=["sign-ups"])
    context = {"href": f"{start}?target={offer_id}", "earlier": reverse("imports:run_list")}
    return Panel("learning/_panel_signups.jinja", context, position=30)
