"""Risk decisions: what was decided about which questionnaire, by whom, and whether it holds."""

from dataclasses import dataclass
from datetime import date

from goldenthread.access.actor import Actor
from goldenthread.access.terms import OutOfReach, Permission
from goldenthread.evaluation.models import RiskDecision
from goldenthread.evaluation.queries.audiences import NEEDED
from goldenthread.evaluation.queries.plans import PlanCard, plan


@dataclass(frozen=True, kw_only=True)
class DecisionRow:
    """One decision as it was signed."""

    id: int
    plan_id: int
    offer: str
    version_id: int
    questionnaire: str
    score: int
    reason: str
    signed_name: str
    signed_on: date
    withdrawn_on: date | None
    may_withdraw: bool


@dataclass(frozen=True, kw_only=True)
class Decidable:
    """A questionnaire of a plan, and the decision that holds for it, if any."""

    version_id: int
    questionnaire: str
    holding: DecisionRow | None


def decision(actor: Actor, decision_id: int) -> DecisionRow:
    """One decision, for whoever may see findings of its plan."""
    row = (
        RiskDecision.objects.select_related("plan__offer", "instrument_version__instrument")
        .filter(pk=decision_id)
        .first()
    )
    if row is None:
        raise OutOfReach(f"risk decision {decision_id}")
    actor.must_reach_any(NEEDED.values(), "offer", row.plan.offer_id)
    return _row(actor, row)


def _row(actor: Actor, row: RiskDecision) -> DecisionRow:
    may_decide = actor.may_reach(Permission.RISK_DECIDE, "offer", row.plan.offer_id)
    return DecisionRow(
        id=row.pk,
        plan_id=row.plan_id,
        offer=row.plan.offer.name,
        version_id=row.instrument_version_id,
        questionnaire=row.instrument_version.title,
        score=row.score,
        reason=row.reason,
        signed_name=row.signed_name,
        signed_on=row.signed_on,
        withdrawn_on=row.withdrawn_on,
        may_withdraw=may_decide and row.withdrawn_on is None,
    )


def decidable(actor: Actor, plan_id: int) -> tuple[PlanCard, tuple[Decidable, ...]]:
    """Every questionnaire of a plan with the decision that holds, for who decides."""
    card = plan(actor, plan_id, permissions=(Permission.RISK_DECIDE,))
    rows = RiskDecision.objects.filter(plan_id=plan_id, withdrawn_on__isnull=True)
    holding = {
        row.instrument_version_id: _row(actor, row)
        for row in rows.select_related("plan__offer", "instrument_version")
    }
    versions = {
        wave.draft.instrument_version_id: wave.instrument
        for wave in card.waves
        if wave.draft.instrument_version_id is not None
    }
    return card, tuple(
        Decidable(version_id=pk, questionnaire=name, holding=holding.get(pk))
        for pk, name in versions.items()
        if pk is not None
    )
