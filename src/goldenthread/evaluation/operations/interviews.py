"""Interviews as contact waves: who agreed, who took part, who stopped. Evaluators alone write."""

from datetime import date, datetime

from django.db import transaction

from goldenthread.access import vault
from goldenthread.access.actor import Actor
from goldenthread.access.terms import OutOfReach, Permission
from goldenthread.audit import operations as audit
from goldenthread.evaluation.models import (
    InterviewAgreement,
    Invitation,
    Plan,
    PlannedWave,
    Withdrawal,
    WithdrawalReason,
)
from goldenthread.evaluation.operations.plans import plan_row
from goldenthread.evaluation.operations.waves import schedule_people
from goldenthread.evaluation.queries.interviews import REASON_PURPOSE
from goldenthread.evaluation.queries.paths import paths_of_offer
from goldenthread.evaluation.rules import interviews as rules
from goldenthread.evaluation.terms import (
    TO_COME,
    InvitationState,
    PlanState,
    WaveKind,
)


@transaction.atomic
def agree_to_interviews(
    *, plan_id: int, person_id: int, agreed_on: date, now: datetime, by: Actor
) -> int:
    """The person told the evaluators that they are happy to talk; their interviews are planned."""
    plan = plan_row(plan_id, by=by, permission=Permission.ANSWER_LINK)
    paths = paths_of_offer(plan.offer_id)
    if person_id not in paths:
        raise OutOfReach(f"person {person_id} has no place in offer {plan.offer_id}")
    rules.must_have_interviews(plan.waves.filter(kind=WaveKind.INTERVIEW).count())
    agreement, is_new = InterviewAgreement.objects.get_or_create(
        plan=plan, person_id=person_id, defaults={"agreed_on": agreed_on}
    )
    if is_new:
        audit.record(
            by=by,
            action="interview.agreed",
            subject=("evaluation_plan", plan_id),
            person_id=person_id,
        )
    if plan.state == PlanState.LIVE:
        schedule_people(plan, {person_id: paths[person_id]}, now=now)
    return int(agreement.pk)


@transaction.atomic
def record_interview(*, invitation_id: int, took_part_on: date, by: Actor) -> None:
    """The conversation took place. The day is all that is kept here."""
    row = _interview_row(invitation_id, by=by)
    rules.must_be_possible(InvitationState(row.state))
    row.state, row.ended_on = InvitationState.ANSWERED, took_part_on
    row.save(update_fields=["state", "ended_on"])
    audit.record(
        by=by,
        action="interview.took_part",
        subject=("invitation", row.pk),
        person_id=row.person_id,
    )


@transaction.atomic
def record_interview_withdrawal(
    *,
    plan_id: int,
    person_id: int,
    withdrew_on: date,
    by: Actor,
    from_wave_id: int | None = None,
    reason: str = "",
) -> int:
    """The person stopped. What they already gave stays; a reason is kept encrypted."""
    plan = plan_row(plan_id, by=by, permission=Permission.ANSWER_LINK)
    agreed = InterviewAgreement.objects.filter(plan=plan, person_id=person_id).exists()
    rules.must_have_agreed(agreed=agreed)
    wave = _wave_of(plan, from_wave_id)
    row, _ = Withdrawal.objects.get_or_create(
        plan=plan,
        person_id=person_id,
        defaults={"withdrew_on": withdrew_on, "from_wave": wave},
    )
    if reason.strip():
        sealed = vault.seal(reason.strip(), purpose=REASON_PURPOSE)
        WithdrawalReason.objects.update_or_create(withdrawal=row, defaults={"text": sealed})
    _stop(plan, person_id, wave, on=withdrew_on)
    audit.record(
        by=by,
        action="interview.withdrew",
        subject=("evaluation_plan", plan_id),
        person_id=person_id,
        detail={"from_wave": wave.key if wave else ""},
    )
    return int(row.pk)


def _stop(plan: Plan, person_id: int, wave: PlannedWave | None, *, on: date) -> None:
    """Nothing more is asked from this wave on: open ones end, those to come are cancelled."""
    rows = Invitation.objects.filter(
        wave__plan=plan, person_id=person_id, wave__position__gte=wave.position if wave else 0
    )
    rows.filter(state__in=TO_COME).update(state=InvitationState.CANCELLED, ended_on=on)
    rows.filter(state=InvitationState.OPEN).update(state=InvitationState.WITHDRAWN, ended_on=on)


def _wave_of(plan: Plan, wave_id: int | None) -> PlannedWave | None:
    if wave_id is None:
        return None
    found = plan.waves.filter(pk=wave_id).first()
    if found is None:
        raise OutOfReach(f"wave {wave_id}")
    return found


def _interview_row(invitation_id: int, *, by: Actor) -> Invitation:
    row = (
        Invitation.objects.select_for_update(of=("self",))
        .select_related("wave__plan")
        .filter(pk=invitation_id, wave__kind=WaveKind.INTERVIEW)
        .first()
    )
    if row is None:
        raise OutOfReach(f"interview {invitation_id}")
    by.must_reach(Permission.ANSWER_LINK, "offer", row.wave.plan.offer_id)
    return row
