"""What publishing a plan would do, said before it is done."""

from dataclasses import dataclass
from datetime import datetime

from goldenthread.access.actor import Actor
from goldenthread.access.terms import Permission
from goldenthread.directory.terms import ContactBy, PersonCard
from goldenthread.learning.queries.forming import forming
from goldenthread.learning.queries.plans import plan_with_places
from goldenthread.learning.queries.settling import unsettled
from goldenthread.learning.rules import places as rules
from goldenthread.learning.terms import PlanState
from goldenthread.ui.words import in_london


@dataclass(frozen=True)
class ToPublish:
    """Who would be offered a place, who would wait, and what is in the way."""

    plan_id: int
    offer_id: int
    offer: str
    is_draft: bool
    offered: int
    waiting: int
    kept: int
    until: datetime
    told_at: datetime
    unsettled: tuple[str, ...]
    by_hand: tuple[PersonCard, ...]
    without_safety_plan: int


def to_publish(actor: Actor, plan_id: int, *, now: datetime) -> ToPublish:
    """The consequences of publishing now."""
    plan = plan_with_places(actor, plan_id)
    actor.must_reach(Permission.PLACE_OFFER, "offer", plan.offer_id)
    known = forming(actor, plan.offer_id, on=in_london(now).date())
    placed = {place.application_id: place.cohort_id for place in plan.places.all()}
    here = [known.applicants[pk] for pk in placed if pk in known.applicants]
    fresh = [a for a in here if a.state in rules.MAY_BE_OFFERED]
    offered = [a for a in fresh if placed[a.application_id] is not None]
    cohorts = {pk for pk in placed.values() if pk is not None}
    told_at = rules.polite(now)
    return ToPublish(
        plan_id=plan_id,
        offer_id=plan.offer_id,
        offer=plan.offer.name,
        is_draft=PlanState(plan.state) == PlanState.DRAFT and plan.status == "ok",
        offered=len(offered),
        waiting=len(fresh) - len(offered),
        kept=len(here) - len(fresh),
        until=rules.expires_at(told_at, days=plan.offer.place_offer_days, first_session=None),
        told_at=told_at,
        unsettled=tuple(unsettled(known, plan)),
        by_hand=tuple(
            a.card for a in fresh if not a.card.email or a.card.contact_by != ContactBy.EMAIL
        ),
        without_safety_plan=sum(known.without_safety_plan.get(pk, 0) for pk in cohorts),
    )
