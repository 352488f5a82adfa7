"""Signing and withdrawing risk decisions. Evaluators alone; both stay on record."""

from datetime import date

from django.db import transaction

from goldenthread.access.actor import Actor
from goldenthread.access.terms import OutOfReach, Permission
from goldenthread.audit import operations as audit
from goldenthread.evaluation.models import RiskDecision
from goldenthread.evaluation.operations.plans import plan_row
from goldenthread.evaluation.rules import decisions as rules


@transaction.atomic
def sign_decision(
    *,
    plan_id: int,
    instrument_version_id: int,
    likelihood: int,
    impact: int,
    reason: str,
    signed_on: date,
    by: Actor,
) -> int:
    """Decide on the risk of showing small counts of one questionnaire to the board."""
    plan = plan_row(plan_id, by=by, permission=Permission.RISK_DECIDE)
    if not plan.waves.filter(instrument_version_id=instrument_version_id).exists():
        raise OutOfReach(f"questionnaire {instrument_version_id} in plan {plan_id}")
    rules.must_say_why(reason)
    holding = plan.risk_decisions.filter(
        instrument_version_id=instrument_version_id, withdrawn_on__isnull=True
    )
    rules.must_not_hold_already(holding.count())
    row = RiskDecision.objects.create(
        plan=plan,
        instrument_version_id=instrument_version_id,
        score=rules.score_of(likelihood, impact),
        reason=reason.strip(),
        signed_by=by.id or by.kind,
        signed_name=by.name or "Golden Thread",
        signed_on=signed_on,
    )
    audit.record(
        by=by,
        action="decision.signed",
        subject=("risk_decision", row.pk),
        detail={"plan": plan_id, "score": row.score},
    )
    return int(row.pk)


@transaction.atomic
def withdraw_decision(*, decision_id: int, on: date, by: Actor) -> None:
    """From this day small counts are hidden from the board again."""
    row = (
        RiskDecision.objects.select_for_update(of=("self",))
        .select_related("plan")
        .filter(pk=decision_id)
        .first()
    )
    if row is None:
        raise OutOfReach(f"risk decision {decision_id}")
    by.must_reach(Permission.RISK_DECIDE, "offer", row.plan.offer_id)
    rules.must_hold(row.withdrawn_on)
    row.withdrawn_on = on
    row.save(update_fields=["withdrawn_on"])
    audit.record(by=by, action="decision.withdrawn", subject=("risk_decision", row.pk))
