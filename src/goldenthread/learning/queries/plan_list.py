"""The plans of an offer, newest first."""

from dataclasses import dataclass
from datetime import datetime

from goldenthread.access.actor import Actor
from goldenthread.access.terms import Permission
from goldenthread.learning.models import CohortPlan
from goldenthread.learning.terms import PlanState


@dataclass(frozen=True)
class PlanRow:
    """One plan in the list of plans."""

    id: int
    state: PlanState
    is_made: bool
    placed: int
    people: int
    seed: int
    made_at: datetime
    published_at: datetime | None


def plans(actor: Actor, offer_id: int) -> tuple[PlanRow, ...]:
    """Every plan of an offer, newest first."""
    actor.must_reach(Permission.COHORT_FORM, "offer", offer_id)
    return tuple(
        PlanRow(
            id=row.pk,
            state=PlanState(row.state),
            is_made=row.status == "ok",
            placed=row.report.get("placed", 0),
            people=row.report.get("people", 0),
            seed=row.seed,
            made_at=row.made_at,
            published_at=row.published_at,
        )
        for row in CohortPlan.objects.filter(offer_id=offer_id)
    )
