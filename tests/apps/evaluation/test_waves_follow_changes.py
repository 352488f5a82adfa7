"""Waves follow changes of plans: one set's dates move one set's waves, in the same minute."""

from datetime import UTC, date, datetime, timedelta

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks

from goldenthread.evaluation.models import Invitation, Plan
from goldenthread.evaluation.operations import waves
from goldenthread.evaluation.terms import Anchor, InvitationState
from goldenthread.learning.models import Cohort, Membership
from goldenthread.learning.operations.cohorts import cancel_cohort
from goldenthread.learning.operations.merging import merge_cohorts
from goldenthread.learning.operations.rehearsing import rehearse
from goldenthread.learning.operations.shifting import move_sessions
from goldenthread.learning.operations.splitting import split_cohort
from goldenthread.learning.rules.changes import NewCohort, Shift
from goldenthread.learning.terms import Mode
from tests.factories.evaluation import BY, EARLY, end, later, make_cohort, make_offer, make_plan

pytestmark = pytest.mark.django_db
OCTOBER = (date(2026, 9, 14), date(2026, 9, 30))
Commits = DjangoCaptureOnCommitCallbacks


@pytest.fixture
def two() -> tuple[Cohort, Cohort, Plan]:
    """Two sets with a wave at the end and one a month later."""
    offer = make_offer()
    one, other = (make_cohort(offer, days=OCTOBER, hour=hour) for hour in (10, 14))
    plan = make_plan(offer, [end(), later(1)])
    waves.schedule_offer(offer_id=offer.pk, now=EARLY, by=BY)
    return one, other, plan


def due(cohort: Cohort, key: str) -> set[datetime]:
    """When this wave opens for whoever is in the cohort now."""
    rows = Invitation.objects.filter(cohort=cohort, wave__key=key, state=InvitationState.PLANNED)
    return set(rows.values_list("due_at", flat=True))


def move_last(cohort: Cohort, days: int) -> None:
    last = cohort.sessions.order_by("-number").first()
    assert last is not None
    move_sessions(
        cohort_id=cohort.pk, session_ids=[last.pk], shift=Shift(days), why="", now=EARLY, by=BY
    )
