"""What somebody was asked, for their own page. Never what they said."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Exists, OuterRef

from goldenthread.access import vault
from goldenthread.evaluation.models import Invitation, Withdrawal
from goldenthread.evaluation.queries.answers import LINK_KIND
from goldenthread.evaluation.rules import answers as rules
from goldenthread.evaluation.rules.answers import Standing
from goldenthread.evaluation.terms import ASKED, InvitationState, PlanState, WaveKind


@dataclass(frozen=True, kw_only=True)
class OwnAsking:
    """One asking of one person, with their own link."""

    offer: str
    title: str
    kind: WaveKind
    standing: Standing
    closes_at: datetime
    path: str = field(repr=False)


def own_askings(person_id: int, *, now: datetime) -> tuple[OwnAsking, ...]:
    """Everything this person was asked, the latest first; for nobody's eyes but theirs."""
    rows = Invitation.objects.filter(person_id=person_id, state__in=ASKED)
    rows = rows.select_related("wave__plan__offer", "wave__instrument_version")
    gone = Withdrawal.objects.filter(plan_id=OuterRef("wave__plan_id"), person_id=person_id)
    return tuple(
        OwnAsking(
            offer=row.wave.plan.offer.name,
            title=row.wave.instrument_version.title if row.wave.instrument_version else "",
            kind=WaveKind(row.wave.kind),
            standing=_standing(row, has_withdrawn=row.has_withdrawn, now=now),
            closes_at=row.closes_at,
            path=f"/a/{vault.link_token(LINK_KIND, row.pk, nonce=row.nonce)}/",
        )
        for row in rows.annotate(has_withdrawn=Exists(gone)).order_by("-due_at", "-id")
    )


def _standing(row: Invitation, *, has_withdrawn: bool, now: datetime) -> Standing:
    """As the link itself would say."""
    found = rules.standing(
        InvitationState(row.state),
        plan_state=PlanState(row.wave.plan.state),
        closes_at=row.closes_at,
        now=now,
    )
    return Standing.WITHDRAWN if has_withdrawn and found is not Standing.OPEN else found
