"""Who is being asked just now. For evaluators, who alone may know it person by person."""

from typing import NamedTuple

from goldenthread.access.actor import Actor
from goldenthread.access.terms import Permission
from goldenthread.evaluation.models import Invitation
from goldenthread.evaluation.queries.interviews import plan_offer_id
from goldenthread.evaluation.terms import InvitationState


class OpenInvitation(NamedTuple):
    """One person asked, who may still answer."""

    id: int
    wave_key: str
    person_id: int
    instrument_version_id: int | None


def open_invitations(actor: Actor, plan_id: int) -> tuple[OpenInvitation, ...]:
    """Every open invitation of a plan, by wave."""
    plan_offer_id(actor, plan_id, permission=Permission.ANSWER_LINK)
    rows = Invitation.objects.filter(wave__plan_id=plan_id, state=InvitationState.OPEN)
    return tuple(
        OpenInvitation(row.pk, row.wave.key, row.person_id, row.wave.instrument_version_id)
        for row in rows.select_related("wave").order_by("wave__position", "id")
    )
