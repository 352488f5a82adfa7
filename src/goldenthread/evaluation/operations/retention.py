"""Answers are deleted after the day that everyone who was asked was told."""

from datetime import datetime

from django.db import transaction

from goldenthread.access.actor import Actor
from goldenthread.audit import operations as audit
from goldenthread.evaluation.models import (
    Draft,
    FigureRelease,
    KeyedForm,
    OpenAnswer,
    PersonLink,
    Plan,
    Response,
    WithdrawalReason,
)
from goldenthread.ui.words import in_london


def delete_after_keeping(*, now: datetime, by: Actor) -> int:
    """What was said in each plan whose last day is over goes; returns how many things went.

    Who was asked stays, and so does what became of the asking.
    """
    over = Plan.objects.filter(kept_until__lt=in_london(now).date()).order_by("pk")
    return sum(_delete_of(plan_id, by=by) for plan_id in over.values_list("pk", flat=True))


@transaction.atomic
def _delete_of(plan_id: int, *, by: Actor) -> int:
    rows = {
        "answers": Response.objects.filter(wave__plan_id=plan_id),
        "links": PersonLink.objects.filter(plan_id=plan_id),
        "open": OpenAnswer.objects.filter(link__plan_id=plan_id),
        "papers": KeyedForm.objects.filter(wave__plan_id=plan_id),
        "drafts": Draft.objects.filter(invitation__wave__plan_id=plan_id),
        "reasons": WithdrawalReason.objects.filter(withdrawal__plan_id=plan_id),
    }
    counts = {what: found.delete()[0] for what, found in rows.items()}
    FigureRelease.objects.filter(wave__plan_id=plan_id).delete()
    if any(counts.values()):
        audit.record(
            by=by,
            action="answers.kept_long_enough",
            subject=("evaluation_plan", plan_id),
            detail=counts,
        )
    return sum(counts.values())
