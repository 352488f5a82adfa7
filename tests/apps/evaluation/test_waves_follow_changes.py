"""Waves follow changes of plans: one set's dates move one set's waves, in the same minute."""

from datetime import UTC, date, datetime, timedelta

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks

from goldenthread.evaluation.models import Invitation
from goldenthread.evaluation.operations import waves
from goldenthread.evaluation.terms import TO_COME
from goldenthread.learning import events
from goldenthread.learning.models import Cohort, Membership
from goldenthread.learning.operations.cohorts import cancel_cohort
from goldenthread.learning.operations.merging import merge_cohorts
from goldenthread.learning.operations.rehearsing import rehearse
from goldenthread.learning.operations.shifting import move_sessions
from goldenthread.learning.operations.splitting import split_cohort
from goldenthread.learning.rules.changes import NewCohort, Shift
from goldenthread.learning.terms import Mode
from goldenthread.ui.words import LONDON
from tests.factories.evaluation import BY, EARLY, end, later, make_cohort, make_offer, make_plan
from tests.factories.instruments import make_published

pytestmark = pytest.mark.django_db
#: A leap year; the clocks go forward on 25 March 2040.
DAYS = (date(2040, 2, 1), date(2040, 2, 29))
Commits = DjangoCaptureOnCommitCallbacks


@pytest.fixture
def two() -> tuple[Cohort, Cohort]:
    """Two sets of three people with a wave at the end and one a month later."""
    offer = make_offer()
    one, other = (make_cohort(offer, days=DAYS, hour=hour) for hour in (10, 14))
    version = make_published()
    make_plan(offer, [end(version), later(1, version)])
    waves.schedule_offer(offer_id=offer.pk, now=EARLY, by=BY)
    return one, other


def due(cohort: Cohort, key: str) -> list[datetime]:
    """When this wave opens, for each person who is in the cohort now."""
    rows = Invitation.objects.filter(cohort=cohort, wave__key=key, state__in=TO_COME)
    return sorted(rows.values_list("due_at", flat=True))


def utc(month: int, day: int, hour: int, minute: int = 30) -> datetime:
    return datetime(2040, month, day, hour, minute, tzinfo=UTC)


def move_last(cohort: Cohort, days: int) -> None:
    last = cohort.sessions.order_by("-number").first()
    assert last is not None
    move_sessions(
        cohort_id=cohort.pk, session_ids=[last.pk], shift=Shift(days), why="", now=EARLY, by=BY
    )


def test_one_sets_dates_move_only_that_sets_waves(
    two: tuple[Cohort, Cohort], django_capture_on_commit_callbacks: Commits
) -> None:
    one, other = two
    before = {key: due(other, key) for key in ("end", "month-1")}
    assert due(one, "month-1") == [utc(3, 29, 8)] * 3
    with django_capture_on_commit_callbacks(execute=True):
        move_last(one, 31)  # to 31 March: a month on is 30 April, on the summer clock
    assert due(one, "month-1") == [utc(4, 30, 8)] * 3
    assert {one_due.date() for one_due in due(one, "end")} == {date(2040, 3, 31)}
    assert {key: due(other, key) for key in ("end", "month-1")} == before


def test_over_the_clock_change_the_hour_of_the_session_and_of_the_wave_stay(
    two: tuple[Cohort, Cohort], django_capture_on_commit_callbacks: Commits
) -> None:
    one, _ = two
    (was,) = set(due(one, "end"))
    with django_capture_on_commit_callbacks(execute=True):
        move_last(one, 28)  # to 28 March: three days after the clocks went forward
    (now,) = set(due(one, "end"))
    assert now - was == timedelta(days=28, hours=-1)
    assert now.astimezone(LONDON).time() == was.astimezone(LONDON).time()


def test_a_trial_moves_no_wave(
    two: tuple[Cohort, Cohort], django_capture_on_commit_callbacks: Commits
) -> None:
    one, _ = two
    before = due(one, "month-1")
    with django_capture_on_commit_callbacks(execute=True) as told:
        rehearse(lambda: move_last(one, 31))
    assert told == [] and due(one, "month-1") == before


def test_people_of_a_split_are_asked_after_the_sessions_of_their_new_set(
    two: tuple[Cohort, Cohort], django_capture_on_commit_callbacks: Commits
) -> None:
    one, _ = two
    person = Membership.objects.filter(cohort=one).order_by("pk").first()
    assert person is not None
    with django_capture_on_commit_callbacks(execute=True):
        done = split_cohort(
            cohort_id=one.pk,
            person_ids=[person.person_id],
            new=NewCohort("Set two", Mode.ONLINE, None, Shift(31)),
            why="Two people asked for later dates.",
            now=datetime(2040, 1, 20, 9, tzinfo=UTC),
            by=BY,
        )
    made = Cohort.objects.get(pk=done.cohort_id)
    assert due(made, "month-1") == [utc(4, 30, 8)]
    assert due(one, "month-1") == [utc(3, 29, 8)] * 2


def test_people_of_a_merged_set_are_asked_once_and_after_the_other_sets_sessions(
    two: tuple[Cohort, Cohort], django_capture_on_commit_callbacks: Commits
) -> None:
    one, other = two
    with django_capture_on_commit_callbacks(execute=True):
        move_last(other, 31)
        merge_cohorts(
            from_cohort_id=one.pk,
            into_cohort_id=other.pk,
            why="Too few people.",
            now=datetime(2040, 1, 20, 9, tzinfo=UTC),
            by=BY,
        )
    assert due(one, "month-1") == []
    assert due(other, "month-1") == [utc(4, 30, 8)] * 6
    live = Invitation.objects.filter(wave__key="month-1", state__in=TO_COME)
    assert live.values("person_id").distinct().count() == 6


def test_calling_an_empty_set_off_tells_the_waves(
    django_capture_on_commit_callbacks: Commits,
) -> None:
    cohort = make_cohort(make_offer(), days=DAYS, people=0)
    heard: list[int] = []

    def hear(sender: object, *, cohort_id: int, **rest: object) -> None:
        heard.append(cohort_id)

    events.session_moved.connect(hear)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            cancel_cohort(cohort_id=cohort.pk, by=BY)
    finally:
        events.session_moved.disconnect(hear)
    assert heard == [cohort.pk]
