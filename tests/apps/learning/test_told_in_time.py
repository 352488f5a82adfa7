"""A change to what is about to begin is told at once; any other waits for a polite hour."""

from datetime import UTC, datetime, timedelta

import pytest

from goldenthread.learning.models import Cohort
from goldenthread.learning.operations.sessions import cancel_session, reschedule_session
from goldenthread.learning.rules.places import is_pressing
from goldenthread.messaging.models import Message
from goldenthread.messaging.operations import send_due
from goldenthread.messaging.terms import Pace, SendReport
from goldenthread.ui.words import LONDON
from tests.factories.learning_cohorts import (
    BY,
    make_cohort,
    make_member,
    make_offer,
    make_session_of,
    with_safety_plans,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def cohort() -> Cohort:
    found = with_safety_plans(make_cohort(make_offer(), "Set B"))
    make_member(found)
    return found


def test_a_session_of_this_morning_called_off_at_five_is_told_at_five(cohort: Cohort) -> None:
    session = make_session_of(cohort, 2)
    five = session.starts_at.astimezone(LONDON).replace(hour=5, minute=0)
    cancel_session(session_id=session.pk, why="The room is flooded.", by=BY, now=five)
    letter = Message.objects.get()
    assert (letter.due_at, letter.pace) == (five, Pace.AT_ONCE)
    assert send_due(now=five, by=BY) == SendReport(sent=1)


def test_a_session_that_moves_from_today_to_another_day_is_told_at_once(cohort: Cohort) -> None:
    session = make_session_of(cohort, 2)
    five = session.starts_at.astimezone(LONDON).replace(hour=5, minute=0)
    later = timedelta(days=2)
    reschedule_session(
        session_id=session.pk,
        starts_at=session.starts_at + later,
        ends_at=session.ends_at + later,
        by=BY,
        now=five,
    )
    assert Message.objects.get().due_at == five


def test_a_session_of_next_week_waits_for_a_polite_hour(cohort: Cohort) -> None:
    session = make_session_of(cohort, 2)
    night = session.starts_at.astimezone(LONDON).replace(hour=23) - timedelta(days=8)
    cancel_session(session_id=session.pk, why="The room is flooded.", by=BY, now=night)
    letter = Message.objects.get()
    assert letter.pace == Pace.SOON
    assert letter.due_at.astimezone(LONDON).hour == 9


@pytest.mark.parametrize(
    ("begins", "now", "pressing"),
    [
        ("2026-03-29T10:00", "2026-03-28T23:00", True),
        ("2026-03-29T15:30", "2026-03-28T23:00", False),
        ("2026-10-25T10:00", "2026-10-25T00:30", True),
        ("2026-10-25T15:30", "2026-10-25T00:30", False),
        ("2027-01-01T09:30", "2026-12-31T22:00", True),
    ],
)
def test_the_clock_that_counts_is_london_s_when_it_changes_too(
    begins: str, now: str, pressing: bool
) -> None:
    moments = [datetime.fromisoformat(one).replace(tzinfo=LONDON) for one in (begins, now)]
    as_kept = [one.astimezone(UTC) for one in moments]
    assert is_pressing(as_kept[0], now=as_kept[1]) is pressing
