"""What stands in the way of keeping answers another way, and how it was changed before."""

from dataclasses import dataclass
from datetime import date

from goldenthread.access.actor import Actor
from goldenthread.access.terms import Permission
from goldenthread.evaluation.models import Invitation, ModeChange, Response
from goldenthread.evaluation.queries.plans import PlanCard
from goldenthread.evaluation.terms import ASKED, ConfidentialityMode


@dataclass(frozen=True, kw_only=True)
class ModeFacts:
    """How many have been told how answers are kept, and whether one has answered."""

    asked: int
    has_answers: bool

    @property
    def has_asked(self) -> bool:
        return self.asked > 0


@dataclass(frozen=True, kw_only=True)
class ModeStep:
    """One change, as it stays on record."""

    was: ConfidentialityMode
    became: ConfidentialityMode
    reason: str
    name: str
    on: date


def mode_facts(plan_id: int) -> ModeFacts:
    """For callers that have checked reach."""
    asked = Invitation.objects.filter(wave__plan_id=plan_id, state__in=ASKED)
    return ModeFacts(
        asked=asked.values("person_id").distinct().count(),
        has_answers=Response.objects.filter(wave__plan_id=plan_id).exists(),
    )


def mode_changes(actor: Actor, card: PlanCard) -> tuple[ModeStep, ...]:
    """Every change of a plan the actor may see, oldest first."""
    actor.must_reach(Permission.WAVE_VIEW, "offer", card.offer_id)
    return tuple(
        ModeStep(
            was=ConfidentialityMode(row.was),
            became=ConfidentialityMode(row.became),
            reason=row.reason,
            name=row.changed_name,
            on=row.changed_on,
        )
        for row in ModeChange.objects.filter(plan_id=card.id)
    )
