"""Writing evaluation plans: drawn up, frozen, closed."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from goldenthread.access.actor import Actor
from goldenthread.access.terms import OutOfReach, Permission
from goldenthread.audit import operations as audit
from goldenthread.evaluation.models import Invitation, ModeChange, Plan, PlannedWave
from goldenthread.evaluation.operations.waves import schedule_offer
from goldenthread.evaluation.queries.modes import mode_facts
from goldenthread.evaluation.queries.plans import draft_of, version_facts
from goldenthread.evaluation.rules import modes
from goldenthread.evaluation.rules import plans as rules
from goldenthread.evaluation.terms import (
    TO_COME,
    ConfidentialityMode,
    InvitationState,
    PlanState,
    WaveDraft,
)
from goldenthread.learning.models import Offer
from goldenthread.ui.words import in_london


@transaction.atomic
def create_plan(
    *,
    offer_id: int,
    mode: ConfidentialityMode,
    kept_until: date,
    waves: Sequence[WaveDraft],
    by: Actor,
    evaluator_contact: str = "",
    who_sees: str = "",
    single_entry: bool = False,
) -> int:
    """Draw up the plan of an offer. It asks nobody anything until it is made live."""
    by.must_reach(Permission.WAVE_PLAN, "offer", offer_id)
    if not Offer.objects.select_for_update().filter(pk=offer_id).exists():
        raise OutOfReach(f"offer {offer_id}")
    rules.must_be_the_only_one(Plan.objects.filter(offer_id=offer_id).count())
    _must_be_sound(waves)
    plan = Plan.objects.create(
        offer_id=offer_id,
        mode=mode,
        kept_until=kept_until,
        evaluator_contact=evaluator_contact.strip(),
        who_sees=who_sees.strip(),
        single_entry=single_entry,
    )
    _write_waves(plan, waves)
    audit.record(
        by=by,
        action="plan.created",
        subject=("evaluation_plan", plan.pk),
        detail={"mode": plan.mode, "waves": [wave.key for wave in waves]},
    )
    return int(plan.pk)


@transaction.atomic
def change_plan(
    *,
    plan_id: int,
    mode: ConfidentialityMode,
    kept_until: date,
    waves: Sequence[WaveDraft],
    by: Actor,
    evaluator_contact: str = "",
    who_sees: str = "",
    single_entry: bool = False,
) -> None:
    """Replace what a draft says. A frozen plan stays as it is."""
    plan = plan_row(plan_id, by=by, permission=Permission.WAVE_PLAN)
    rules.must_be_draft(PlanState(plan.state))
    _must_be_sound(waves)
    plan.mode, plan.kept_until = mode, kept_until
    plan.evaluator_contact, plan.who_sees = evaluator_contact.strip(), who_sees.strip()
    plan.single_entry = single_entry
    plan.save()
    plan.waves.all().delete()
    _write_waves(plan, waves)
    audit.record(
        by=by,
        action="plan.changed",
        subject=("evaluation_plan", plan.pk),
        detail={"mode": plan.mode, "waves": [wave.key for wave in waves]},
    )


@transaction.atomic
def change_mode(
    *, plan_id: int, mode: ConfidentialityMode, reason: str, on: date, by: Actor
) -> None:
    """Change how answers are kept, while nobody has been told yet. The reason stays on record."""
    plan = plan_row(plan_id, by=by, permission=Permission.WAVE_PLAN)
    was = ConfidentialityMode(plan.mode)
    facts = mode_facts(plan_id)
    modes.must_allow_mode_change(
        PlanState(plan.state), has_answers=facts.has_answers, has_asked=facts.has_asked
    )
    modes.must_be_another(was, mode)
    modes.must_say_why(reason)
    plan.mode = mode
    if plan.content_hash:
        plan.content_hash = _hash_of(plan)
    plan.save()
    change = ModeChange.objects.create(
        plan=plan,
        was=was,
        became=mode,
        reason=reason.strip(),
        changed_by=by.id or by.kind,
        changed_name=by.name or "Golden Thread",
        changed_on=on,
    )
    audit.record(
        by=by,
        action="plan.mode_changed",
        subject=("evaluation_plan", plan.pk),
        detail={"was": was, "mode": plan.mode, "change": change.pk},
    )


@transaction.atomic
def make_live(*, plan_id: int, now: datetime, by: Actor) -> None:
    """Freeze the plan by its fingerprint, and schedule everyone who has a place."""
    plan = plan_row(plan_id, by=by, permission=Permission.WAVE_PLAN)
    rules.must_be_draft(PlanState(plan.state))
    drafts = [draft_of(wave) for wave in plan.waves.all()]
    rules.must_be_sound(drafts)
    rules.must_be_usable(version_facts(drafts), today=in_london(now).date())
    plan.state, plan.made_live_at = PlanState.LIVE, now
    plan.content_hash = _hash_of(plan)
    plan.save()
    audit.record(
        by=by,
        action="plan.made_live",
        subject=("evaluation_plan", plan.pk),
        detail={"content_hash": plan.content_hash},
    )
    schedule_offer(offer_id=plan.offer_id, now=now, by=by)


@transaction.atomic
def close_plan(*, plan_id: int, now: datetime, by: Actor) -> None:
    """Ask nobody any more. Answers given stay until the plan's last day of keeping."""
    plan = plan_row(plan_id, by=by, permission=Permission.WAVE_PLAN)
    rules.must_be_live(PlanState(plan.state))
    plan.state = PlanState.CLOSED
    plan.save()
    rows = Invitation.objects.filter(wave__plan_id=plan_id)
    on = in_london(now).date()
    rows.filter(state__in=TO_COME).update(state=InvitationState.CANCELLED, ended_on=on)
    rows.filter(state=InvitationState.OPEN).update(state=InvitationState.CLOSED, ended_on=on)
    audit.record(by=by, action="plan.closed", subject=("evaluation_plan", plan.pk))


def plan_row(plan_id: int, *, by: Actor, permission: Permission) -> Plan:
    """The plan, locked, after the access check over its offer."""
    plan = Plan.objects.select_for_update().filter(pk=plan_id).first()
    if plan is None:
        raise OutOfReach(f"evaluation plan {plan_id}")
    by.must_reach(permission, "offer", plan.offer_id)
    return plan


def _must_be_sound(waves: Sequence[WaveDraft]) -> None:
    rules.must_be_sound(waves)
    rules.must_be_usable(version_facts(waves))


def _write_waves(plan: Plan, waves: Sequence[WaveDraft]) -> None:
    PlannedWave.objects.bulk_create(
        PlannedWave(
            plan=plan,
            position=position,
            key=wave.key,
            label=wave.label,
            kind=wave.kind,
            anchor=wave.anchor,
            months=wave.months,
            lead_days=wave.lead_days,
            open_days=wave.open_days,
            max_reminders=wave.max_reminders,
            reminder_gap_days=wave.reminder_gap_days,
            instrument_version_id=wave.instrument_version_id,
        )
        for position, wave in enumerate(waves, start=1)
    )


def _hash_of(plan: Plan) -> str:
    drafts = [draft_of(wave) for wave in plan.waves.all()]
    return rules.content_hash(
        offer_id=plan.offer_id,
        mode=ConfidentialityMode(plan.mode),
        kept_until=plan.kept_until,
        waves=drafts,
        digests={facts.id: facts.digest for facts in version_facts(drafts)},
        single_entry=plan.single_entry,
    )
