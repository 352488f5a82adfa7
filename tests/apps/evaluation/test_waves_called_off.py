"""When an offer is called off: who is not asked any more, and whose answers stay."""

from datetime import UTC, datetime

import pytest

from goldenthread.evaluation.models import Invitation, Response
from goldenthread.evaluation.operations import reminders, waves
from goldenthread.evaluation.terms import InvitationState
from goldenthread.learning.models import Cohort
from goldenthread.learning.operations import cancel_offer
from goldenthread.learning.terms import SessionState
from tests.factories.evaluation import (
    BY,
    ENDED,
    ask_everyone,
    baseline,
    end,
    make_cohort,
    make_offer,
    make_plan,
    mark,
    respond,
    wave_of,
)
from tests.factories.instruments import make_published

pytestmark = pytest.mark.django_db
ASKED = datetime(2025, 12, 30, 12, tzinfo=UTC)
MET = datetime(2026, 1, 6, 12, tzinfo=UTC)
WHY = "The trainers are not well."


def called_off(cohort: Cohort, *, now: datetime) -> None:
    """Called off, and scheduled again as the signal has it done."""
    cancel_offer(offer_id=cohort.offer_id, why=WHY, now=now, by=BY)
    waves.schedule_cohort(cohort_id=cohort.pk, now=now, by=BY)


def states_of(cohort: Cohort) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for row in Invitation.objects.filter(cohort=cohort).select_related("wave"):
        found.setdefault(row.wave.key, set()).add(row.state)
    return found


def test_people_who_have_not_started_are_asked_nothing_more() -> None:
    cohort = make_cohort(make_offer())
    version = make_published()
    plan = make_plan(cohort.offer, [baseline(version), end(version)])
    ask_everyone(plan, now=ASKED)
    called_off(cohort, now=ASKED)
    assert states_of(cohort) == {
        "baseline": {InvitationState.CLOSED},
        "end": {InvitationState.CANCELLED},
    }
    assert reminders.open_due(now=ENDED, by=BY) == 0


def test_answers_given_before_are_kept() -> None:
    cohort = make_cohort(make_offer())
    version = make_published()
    plan = make_plan(cohort.offer, [baseline(version)])
    ask_everyone(plan, now=ASKED)
    respond(wave_of(plan, "baseline"), {"q1": 4}, cohort=cohort)
    called_off(cohort, now=ASKED)
    assert Response.objects.count() == 1


def test_people_who_came_to_a_session_are_still_asked_about_it() -> None:
    cohort = make_cohort(make_offer())
    plan = make_plan(cohort.offer)
    mark(cohort, 1, {})
    cohort.sessions.filter(number=1).update(state=SessionState.HELD)
    waves.schedule_offer(offer_id=plan.offer_id, now=MET, by=BY)
    called_off(cohort, now=MET)
    assert states_of(cohort) == {"end": {InvitationState.PLANNED}}
    assert reminders.open_due(now=MET, by=BY) == 3
