"""Evaluation's part when somebody asks to be forgotten: all of it can be done at once."""

from datetime import datetime
from typing import Any

from goldenthread.evaluation.models import (
    InterviewAgreement,
    Invitation,
    KeyedForm,
    PersonLink,
    WithdrawalReason,
)
from goldenthread.evaluation.operations.answers import withdraw_from_evaluation
from goldenthread.evaluation.rules.answers import LINKED
from goldenthread.evaluation.terms import PlanState


def stop(*, person_id: int, now: datetime, by: Any) -> None:
    """They withdraw from every evaluation; answers that can be found go, unless a report stands."""
    rows = Invitation.objects.filter(person_id=person_id).select_related("wave__plan")
    newest = {row.wave.plan_id: row for row in rows.order_by("due_at", "id")}
    for row in newest.values():
        plan = row.wave.plan
        withdraw_from_evaluation(
            invitation_id=row.pk,
            now=now,
            by=by,
            deletes_answers=plan.mode in LINKED and plan.state != PlanState.CLOSED,
        )
    InterviewAgreement.objects.filter(person_id=person_id).delete()
    KeyedForm.objects.filter(invitation__person_id=person_id).delete()


def erase(*, person_id: int, now: datetime, by: Any) -> None:
    """Reasons for withdrawing go; so does what joins them to answers of a report that stands."""
    WithdrawalReason.objects.filter(withdrawal__person_id=person_id).delete()
    PersonLink.objects.filter(person_id=person_id).delete()
