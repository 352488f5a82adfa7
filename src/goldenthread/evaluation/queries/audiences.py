"""Which view of the findings an actor may have: decided by what they hold, never by asking."""

from collections.abc import Mapping

from goldenthread.access.actor import Actor
from goldenthread.access.terms import OutOfReach, Permission
from goldenthread.evaluation.models import Plan
from goldenthread.evaluation.queries.plans import PlanCard, plan
from goldenthread.methods.disclosure import Audience

#: From the narrowest circle to the widest.
NEEDED: Mapping[Audience, Permission] = {
    Audience.EVALUATION_TEAM: Permission.FINDING_VIEW_EVALUATION,
    Audience.PROGRAMME_TEAM: Permission.FINDING_VIEW_PROGRAMME,
    Audience.BOARD: Permission.FINDING_VIEW_BOARD,
}


def audiences_of(actor: Actor, offer_id: int) -> tuple[Audience, ...]:
    """The views the actor may have of one offer's findings, narrowest circle first."""
    return tuple(
        audience
        for audience, permission in NEEDED.items()
        if actor.may_reach(permission, "offer", offer_id)
    )


def plan_for(actor: Actor, plan_id: int, audience: Audience) -> PlanCard:
    """The plan, when the actor belongs to this audience; else it is not there."""
    if audience not in NEEDED:
        raise OutOfReach(f"there is no view for {audience}")
    return plan(actor, plan_id, permissions=(NEEDED[audience],))


def audiences_of_plan(actor: Actor, plan_id: int) -> tuple[Audience, ...]:
    """The views the actor may have of this plan; with none of them it is not there."""
    offer_id = Plan.objects.filter(pk=plan_id).values_list("offer_id", flat=True).first()
    held = audiences_of(actor, offer_id) if offer_id is not None else ()
    if not held:
        raise OutOfReach(f"evaluation plan {plan_id}")
    return held
