"""Offers, as far as they have an evaluation plan or need one."""

from dataclasses import dataclass

from goldenthread.access.actor import Actor
from goldenthread.access.terms import OutOfReach, Permission
from goldenthread.evaluation.models import Plan
from goldenthread.learning.models import Offer
from goldenthread.learning.terms import OfferState


@dataclass(frozen=True, kw_only=True)
class OfferChoice:
    """An offer that could have a plan and has none yet."""

    id: int
    name: str
    programme: str
    state: OfferState


def offers_without_plan(actor: Actor) -> tuple[OfferChoice, ...]:
    """Offers the actor may plan for, that nobody has planned for."""
    reach = actor.reach(Permission.WAVE_PLAN)
    if not reach:
        return ()
    rows = Offer.objects.select_related("programme").exclude(pk__in=Plan.objects.values("offer_id"))
    if not reach.everything:
        rows = rows.filter(pk__in=reach.ids("offer"))
    return tuple(
        OfferChoice(
            id=row.pk, name=row.name, programme=row.programme.name, state=OfferState(row.state)
        )
        for row in rows.exclude(state=OfferState.CANCELLED).order_by("name")
    )


def offers_in_need(actor: Actor) -> tuple[OfferChoice, ...]:
    """Those among them whose sessions run or are near: a baseline may be lost."""
    needed = (OfferState.OPEN, OfferState.CLOSED, OfferState.RUNNING)
    return tuple(one for one in offers_without_plan(actor) if one.state in needed)


def plan_of_offer(offer_id: int) -> int | None:
    """The plan's id, for callers that have checked reach over the offer."""
    return Plan.objects.filter(offer_id=offer_id).values_list("pk", flat=True).first()


def offer_to_plan(actor: Actor, wanted: str) -> OfferChoice:
    """The offer someone wants to plan for; not there when out of reach or planned already."""
    for choice in offers_without_plan(actor):
        if str(choice.id) == wanted:
            return choice
    raise OutOfReach(f"offer {wanted!r} waits for no plan")
