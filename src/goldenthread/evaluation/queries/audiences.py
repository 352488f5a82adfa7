"""Which view of the findings an actor may have: decided by what they hold, never by asking."""

from collections.abc import Mapping

from goldenthread.access.actor import Actor
from goldenthread.access.terms import OutOfReach, Permission
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
    card = plan_seen(actor, plan_id)
    must_belong(actor, card, audience)
    return card


def plan_seen(actor: Actor, plan_id: int) -> PlanCard:
    """The plan, for whoever has any view of its findings; else it is not there."""
    return plan(actor, plan_id, permissions=tuple(NEEDED.values()))


def must_belong(actor: Actor, card: PlanCard, audience: Audience) -> None:
    """Raise OutOfReach unless the actor belongs to this audience for this plan."""
    if audience not in NEEDED:
        raise OutOfReach(f"there is no view for {audience}")
    actor.must_reach(NEEDED[audience], "offer", card.offer_id)
