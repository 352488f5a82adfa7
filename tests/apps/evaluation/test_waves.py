"""Invitations follow the calendar and the registers, each cohort by itself."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldenthread.access.terms import OutOfReach, Role, ScopeKind
from goldenthread.evaluation.models import Invitation, Plan, Withdrawal
from goldenthread.evaluation.operations import reminders, waves
from goldenthread.evaluation.operations.waves import Scheduled
from goldenthread.evaluation.rules.waves import asking_time
from goldenthread.evaluation.terms import InvitationState, Variant
from goldenthread.learning import events
from goldenthread.learning.models import Cohort
from goldenthread.learning.terms import CohortState, LeaveReason, Mark, SessionState
from tests.factories.access import actor_with
from tests.factories.evaluation import (
    BY,
    EARLY,
    ENDED,
    MONDAYS,
    ask_everyone,
    baseline,
    end,
    join,
    later,
    leave,
    make_cohort,
    make_offer,
    make_plan,
    mark,
    people_of,
    run_all,
    wave_of,
)
from tests.factories.instruments import item_draft, make_published

pytestmark = pytest.mark.django_db

PLANNED, PROVISIONAL = InvitationState.PLANNED, InvitationState.PROVISIONAL


def schedule(cohort: Cohort, *, now: datetime = EARLY) -> Scheduled:
    return waves.schedule_cohort(cohort_id=cohort.pk, now=now, by=BY)


def full_plan(*cohorts: Cohort) -> Plan:
    version = make_published()
    drafts = [baseline(version), end(version), later(1, version), later(6, version)]
    return make_plan(cohorts[0].offer, drafts)


def dates_of(cohort: Cohort) -> dict[tuple[int, str], datetime]:
    rows = Invitation.objects.filter(cohort=cohort).select_related("wave")
    return {(row.person_id, row.wave.key): row.due_at for row in rows}


def states(plan: Plan, key: str) -> Mapping[int, str]:
    rows = Invitation.objects.filter(wave=wave_of(plan, key))
    return dict(rows.values_list("person_id", "state"))


def test_a_live_plan_schedules_everyone_who_has_a_place() -> None:
    cohort = make_cohort(make_offer(), people=2)
    full_plan(cohort)
    person = people_of(cohort)[0]
    found = dates_of(cohort)
    assert len(found) == 8
    assert found[person.pk, "baseline"] == asking_time(date(2025, 12, 22))
    assert found[person.pk, "end"] == datetime(2026, 1, 26, 15, tzinfo=UTC)
    assert found[person.pk, "month-1"] == asking_time(date(2026, 2, 26))
    assert found[person.pk, "month-6"] == asking_time(date(2026, 7, 26))


def test_scheduling_twice_changes_nothing() -> None:
    cohort = make_cohort(make_offer())
    full_plan(cohort)
    assert schedule(cohort).changed == 0
    run_all(cohort)
    assert schedule(cohort, now=ENDED).changed > 0
    assert schedule(cohort, now=ENDED + timedelta(hours=1)).changed == 0


def test_a_draft_plan_schedules_nobody() -> None:
    cohort = make_cohort(make_offer())
    make_plan(cohort.offer, live_at=None)
    assert schedule(cohort) == Scheduled()
    assert not Invitation.objects.exists()


def test_follow_ups_are_provisional_until_the_last_register_closes() -> None:
    cohort = make_cohort(make_offer(), people=2)
    plan = full_plan(cohort)
    assert set(states(plan, "end").values()) == {PROVISIONAL}
    assert set(states(plan, "baseline").values()) == {PLANNED}
    run_all(cohort)
    schedule(cohort, now=ENDED)
    assert set(states(plan, "end").values()) == {PLANNED}


def test_a_provisional_wave_is_never_opened() -> None:
    cohort = make_cohort(make_offer())
    full_plan(cohort)
    long_after = datetime(2026, 2, 1, tzinfo=UTC)
    assert reminders.open_due(now=long_after, by=BY) == 0


def test_each_person_counts_from_their_own_last_session() -> None:
    cohort = make_cohort(make_offer(), people=4)
    plan = full_plan(cohort)
    all_four, three, first_only, none = people_of(cohort)
    away = Mark.NOT_ABLE
    mark(cohort, 1, {none.pk: away})
    mark(cohort, 2, {first_only.pk: away, none.pk: away})
    mark(cohort, 3, {first_only.pk: away, none.pk: away, three.pk: Mark.PART})
    mark(cohort, 4, {first_only.pk: away, none.pk: away, three.pk: away})
    schedule(cohort, now=ENDED)
    found = dates_of(cohort)
    assert found[all_four.pk, "month-6"] == asking_time(date(2026, 7, 26))
    assert found[three.pk, "month-6"] == asking_time(date(2026, 7, 19))
    assert found[first_only.pk, "month-6"] == asking_time(date(2026, 7, 5))
    assert states(plan, "month-6")[none.pk] == InvitationState.CANCELLED


def test_coming_to_the_first_session_only_gives_the_short_questions() -> None:
    version = make_published([item_draft(in_short_variant=True), item_draft()])
    cohort = make_cohort(make_offer(), people=2)
    make_plan(cohort.offer, [end(version)])
    stayed, first_only = people_of(cohort)
    mark(cohort, 1, {})
    for number in (2, 3, 4):
        mark(cohort, number, {first_only.pk: Mark.NOT_ABLE})
    schedule(cohort, now=ENDED)
    found = dict(Invitation.objects.values_list("person_id", "variant"))
    assert found == {stayed.pk: Variant.FULL, first_only.pk: Variant.SHORT}


def test_without_short_questions_everybody_gets_all_of_them() -> None:
    cohort = make_cohort(make_offer(), people=1)
    make_plan(cohort.offer, [end(make_published([item_draft()]))])
    mark(cohort, 1, {})
    for number in (2, 3, 4):
        mark(cohort, number, {people_of(cohort)[0].pk: Mark.NOT_ABLE})
    schedule(cohort, now=ENDED)
    assert Invitation.objects.get().variant == Variant.FULL


def test_moving_one_sets_session_moves_only_that_sets_waves() -> None:
    """G2: session 4 of one set moves by two weeks."""
    offer = make_offer()
    moved, other = make_cohort(offer), make_cohort(offer)
    full_plan(moved, other)
    before, others_before = dates_of(moved), dates_of(other)
    session = moved.sessions.get(number=4)
    session.starts_at += timedelta(weeks=2)
    session.ends_at += timedelta(weeks=2)
    session.save()
    report = schedule(moved)
    after = dates_of(moved)
    assert dates_of(other) == others_before
    assert report.moved == 9
    for (person_id, key), due in before.items():
        expected = due if key == "baseline" else None
        assert after[person_id, key] == expected or (
            expected is None and after[person_id, key] > due
        )
    person = people_of(moved)[0]
    assert after[person.pk, "month-1"] == asking_time(date(2026, 3, 9))


def test_a_cancelled_session_counts_for_nothing() -> None:
    cohort = make_cohort(make_offer(), people=1)
    full_plan(cohort)
    cohort.sessions.filter(number=4).update(state=SessionState.CANCELLED)
    schedule(cohort)
    person = people_of(cohort)[0]
    assert dates_of(cohort)[person.pk, "month-1"] == asking_time(date(2026, 2, 19))


def test_a_cancelled_cohort_is_not_asked() -> None:
    cohort = make_cohort(make_offer(), people=1)
    full_plan(cohort)
    Cohort.objects.filter(pk=cohort.pk).update(state=CohortState.CANCELLED)
    assert schedule(cohort).cancelled == 4


def test_whoever_leaves_is_asked_nothing_more() -> None:
    cohort = make_cohort(make_offer(), people=2)
    plan = full_plan(cohort)
    stays, leaves = people_of(cohort)
    leave(cohort, leaves, on=date(2026, 1, 15))
    assert schedule(cohort).cancelled == 4
    assert states(plan, "month-6") == {
        stays.pk: PROVISIONAL,
        leaves.pk: InvitationState.CANCELLED,
    }


def test_an_open_wave_closes_for_whoever_leaves() -> None:
    cohort = make_cohort(make_offer(), people=2)
    plan = full_plan(cohort)
    run_all(cohort)
    ask_everyone(plan)
    leaves = people_of(cohort)[0]
    leave(cohort, leaves, on=date(2026, 1, 27))
    assert schedule(cohort, now=ENDED + timedelta(days=1)).closed == 1
    assert states(plan, "end")[leaves.pk] == InvitationState.CLOSED


def test_the_end_of_a_cohort_does_not_end_its_follow_ups() -> None:
    cohort = make_cohort(make_offer(), people=1)
    plan = full_plan(cohort)
    run_all(cohort)
    person = people_of(cohort)[0]
    leave(cohort, person, on=date(2026, 1, 27), reason=LeaveReason.COHORT_ENDED)
    schedule(cohort, now=ENDED)
    assert states(plan, "month-6")[person.pk] == PLANNED


def test_a_move_between_cohorts_takes_the_waves_along() -> None:
    offer = make_offer()
    first = make_cohort(offer, people=2)
    second = make_cohort(offer, people=1, days=[day + timedelta(days=2) for day in MONDAYS])
    full_plan(first, second)
    person = people_of(first)[0]
    mark(first, 1, {})
    leave(first, person, on=date(2026, 1, 8), reason=LeaveReason.MOVED)
    join(second, person, on=date(2026, 1, 8))
    schedule(second)
    found = Invitation.objects.get(person=person, wave__key="month-1")
    assert found.cohort_id == second.pk
    assert found.due_at == asking_time(date(2026, 2, 28))
    assert Invitation.objects.filter(person=person).count() == 4


def test_withdrawing_stops_every_wave_from_there_on() -> None:
    cohort = make_cohort(make_offer(), people=1)
    plan = full_plan(cohort)
    person = people_of(cohort)[0]
    Withdrawal.objects.create(
        plan=plan, person=person, from_wave=wave_of(plan, "month-1"), withdrew_on=date(2026, 2, 1)
    )
    schedule(cohort)
    found = dict(Invitation.objects.values_list("wave__key", "state"))
    cancelled = InvitationState.CANCELLED
    assert found == {
        "baseline": PLANNED,
        "end": PROVISIONAL,
        "month-1": cancelled,
        "month-6": cancelled,
    }


def test_a_corrected_mark_brings_a_wave_back() -> None:
    cohort = make_cohort(make_offer(), people=2)
    plan = make_plan(cohort.offer)
    person = people_of(cohort)[0]
    for number in (1, 2, 3, 4):
        mark(cohort, number, {person.pk: Mark.NOT_ABLE})
    schedule(cohort, now=ENDED)
    assert states(plan, "end")[person.pk] == InvitationState.CANCELLED
    mark(cohort, 4, {})
    schedule(cohort, now=ENDED)
    assert states(plan, "end")[person.pk] == PLANNED


def test_what_was_answered_stays_as_it_is() -> None:
    cohort = make_cohort(make_offer(), people=1)
    plan = full_plan(cohort)
    run_all(cohort)
    ask_everyone(plan)
    row = Invitation.objects.get(wave__key="end")
    Invitation.objects.filter(pk=row.pk).update(state=InvitationState.ANSWERED)
    leave(cohort, row.person, on=date(2026, 1, 28))
    schedule(cohort, now=ENDED)
    assert states(plan, "end") == {row.person_id: InvitationState.ANSWERED}


@pytest.mark.parametrize(
    ("signal", "facts"),
    [
        (events.register_closed, {"session_id": 0}),
        (events.session_moved, {"session_id": 0}),
        (events.membership_changed, {"person_id": 0}),
    ],
)
def test_learning_tells_evaluation_and_waves_follow(signal: Any, facts: dict[str, int]) -> None:
    cohort = make_cohort(make_offer(), people=0, days=[date(2099, 3, 2), date(2099, 3, 9)])
    make_plan(cohort.offer)
    join(cohort, people_of(make_cohort(make_offer(), people=1))[0], on=date(2026, 1, 1))
    signal.send(sender=None, cohort_id=cohort.pk, **facts)
    assert Invitation.objects.filter(cohort=cohort).count() == 1


def test_scheduling_is_for_who_plans_the_offer() -> None:
    cohort = make_cohort(make_offer())
    make_plan(cohort.offer)
    stranger = actor_with(Role.COORDINATOR, over=(ScopeKind.PROGRAMME, 0))
    with pytest.raises(OutOfReach):
        waves.schedule_cohort(cohort_id=cohort.pk, now=EARLY, by=stranger)
    with pytest.raises(OutOfReach):
        waves.schedule_cohort(cohort_id=0, now=EARLY, by=BY)


def test_scheduling_asks_the_database_little_however_many_people() -> None:
    cohort = make_cohort(make_offer(), people=25)
    full_plan(cohort)
    run_all(cohort)
    with CaptureQueriesContext(
        connection,
    ) as found:
        schedule(cohort, now=ENDED)
    assert len(found) <= 20
