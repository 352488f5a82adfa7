"""How far each offer has come on the upper half of its thread: waves asked, findings there."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from django.db.models import Count

from goldenthread.access.actor import Actor
from goldenthread.access.terms import Permission
from goldenthread.evaluation.models import Plan
from goldenthread.evaluation.terms import ASKED, TO_COME, InvitationState, PlanState


@dataclass(frozen=True, kw_only=True)
class Progress:
    """One offer's plan, and its invitations by state."""

    state: PlanState | None = None
    people: Mapping[InvitationState, int] = field(default_factory=dict)
    may_count: bool = False

    def count(self, states: Collection[InvitationState]) -> int:
        return sum(self.people.get(state, 0) for state in states)

    @property
    def is_asked(self) -> bool:
        """Someone was asked, and nobody is still to be."""
        waiting = self.count([*TO_COME, InvitationState.OPEN])
        return self.count(ASKED) > 0 and waiting == 0

    @property
    def is_answered(self) -> bool:
        return self.count([InvitationState.ANSWERED]) > 0


def progress_of(actor: Actor, offer_ids: Collection[int]) -> dict[int, Progress]:
    """The progress of each of these offers, which the caller has reached, in one query."""
    states: dict[int, PlanState] = {}
    people: dict[int, dict[InvitationState, int]] = {}
    rows = Plan.objects.filter(offer_id__in=offer_ids).order_by()
    counted = rows.values_list("offer_id", "state", "waves__invitations__state")
    for offer_id, state, invited, count in counted.annotate(Count("waves__invitations")):
        states[offer_id] = PlanState(state)
        if invited is not None:
            people.setdefault(offer_id, {})[InvitationState(invited)] = count
    reach = actor.reach(Permission.WAVE_VIEW)
    return {
        offer_id: Progress(
            state=states.get(offer_id),
            people=people.get(offer_id, {}),
            may_count=reach.covers("offer", offer_id),
        )
        for offer_id in offer_ids
    }
