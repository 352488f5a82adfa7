"""Learning's part when somebody asks to be forgotten."""

from datetime import datetime
from typing import Any

from django.db.models import Q

from goldenthread.learning.models import (
    Application,
    CalendarFeed,
    CriterionAnswer,
    HardNote,
    KeepApart,
    ScreeningReason,
)
from goldenthread.learning.operations.withdrawing import withdraw_application
from goldenthread.learning.rules import applications as rules
from goldenthread.learning.terms import ApplicationState, ApplicationStep


def stop(*, person_id: int, now: datetime, by: Any) -> None:
    """At once: every application is taken back, places pass on, notes for facilitators go, and
    no calendar follows their sessions any more."""
    CalendarFeed.objects.filter(person_id=person_id).delete()
    HardNote.objects.filter(application__person_id=person_id).delete()
    rows = Application.objects.filter(person_id=person_id).values_list("pk", "state")
    for pk, state in list(rows):
        if rules.may(ApplicationState(state), ApplicationStep.WITHDRAW):
            withdraw_application(application_id=pk, now=now, by=by)


def erase(*, person_id: int, now: datetime, by: Any) -> None:
    """After review: every word they typed, and who is kept apart from them."""
    mine = Application.objects.filter(person_id=person_id)
    CriterionAnswer.objects.filter(application__in=mine).update(text="")
    ScreeningReason.objects.filter(screening__application__in=mine).update(reason="")
    KeepApart.objects.filter(Q(person_a=person_id) | Q(person_b=person_id)).delete()
    mine.update(
        draft={},
        organisation_typed="",
        title_typed="",
        line_manager_typed="",
        prior_training="",
        hopes="",
        learning_style="",
    )
