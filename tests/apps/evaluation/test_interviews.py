"""Interviews: agreed to, invited a month and three months on, held, stopped."""

from datetime import date

import pytest

from goldenthread.access.terms import OutOfReach, Refused, Role, ScopeKind
from goldenthread.audit.models import Event
from goldenthread.evaluation.models import Invitation, Plan, WithdrawalReason
from goldenthread.evaluation.operations import interviews, reminders, waves
from goldenthread.evaluation.queries import interviews as queries
from goldenthread.evaluation.rules.waves import asking_time
from goldenthread.evaluation.terms import InvitationState
from goldenthread.learning.models import Cohort
from goldenthread.messaging.models import Message
from tests.factories.access import actor_with
from tests.factories.evaluation import (
    BY,
    ENDED,
    MONDAYS,
    ask_everyone,
    end,
    interview,
    make_cohort,
    make_offer,
    make_plan,
    people_of,
    run_all,
    wave_of,
)
from tests.factories.instruments import make_published

pytestmark = pytest.mark.django_db


def plan_with_interviews(*cohorts: Cohort) -> Plan:
    return make_plan(cohorts[0].offer, [end(make_published()), interview(1), interview(3)])


def agree(plan: Plan, person_id: int) -> int:
    return interviews.agree_to_interviews(
        plan_id=plan.pk, person_id=person_id, agreed_on=date(2026, 1, 27), now=ENDED, by=BY
    )


def test_only_who_agreed_is_invited_to_talk() -> None:
    cohort = make_cohort(make_offer(), people=3)
    plan = plan_with_interviews(cohort)
    run_all(cohort)
    agreed = people_of(cohort)[0]
    ask_everyone(plan)
    agree(plan, agreed.pk)
    found = Invitation.objects.filter(wave__kind="interview")
    assert {row.person_id for row in found} == {agreed.pk}


def test_interviews_are_one_and_three_months_after_each_sets_own_last_session() -> None:
    """A18: three sets that end on three days."""
    offer = make_offer()
    last_days = (date(2026, 1, 31), date(2026, 2, 27), date(2026, 5, 31))
    cohorts = [make_cohort(offer, people=1, days=[*MONDAYS[:3], day]) for day in last_days]
    plan = plan_with_interviews(*cohorts)
    expected = [
        (date(2026, 2, 28), date(2026, 4, 30)),
        (date(2026, 3, 27), date(2026, 5, 27)),
        (date(2026, 6, 30), date(2026, 8, 31)),
    ]
    for cohort, days in zip(cohorts, expected, strict=True):
        run_all(cohort)
        person = people_of(cohort)[0]
        agree(plan, person.pk)
        waves.schedule_cohort(cohort_id=cohort.pk, now=ENDED, by=BY)
        found = Invitation.objects.filter(person=person, wave__kind="interview")
        due = tuple(found.order_by("wave__position").values_list("due_at", flat=True))
        assert due == tuple(asking_time(day) for day in days)


def test_agreeing_twice_is_agreeing_once() -> None:
    cohort = make_cohort(make_offer(), people=1)
    plan = plan_with_interviews(cohort)
    person = people_of(cohort)[0]
    assert agree(plan, person.pk) == agree(plan, person.pk)
    assert Invitation.objects.filter(wave__kind="interview").count() == 2


def test_the_message_says_that_they_may_still_say_no() -> None:
    cohort = make_cohort(make_offer(), people=1)
    plan = plan_with_interviews(cohort)
    run_all(cohort)
    agree(plan, people_of(cohort)[0].pk)
    due = asking_time(date(2026, 2, 26))
    reminders.open_due(now=due, by=BY)
    message = Message.objects.get(kind="interview_invitation")
    assert "change your mind at any time, without giving a reason" in message.body
    assert "evaluators@example.org will find a time" in message.body
    assert message.subject == "A conversation you agreed to, from Your partnership"


def test_a_conversation_is_recorded_by_its_day_alone() -> None:
    cohort = make_cohort(make_offer(), people=1)
    plan = plan_with_interviews(cohort)
    run_all(cohort)
    agree(plan, people_of(cohort)[0].pk)
    row = Invitation.objects.get(wave=wave_of(plan, "interview-1"))
    interviews.record_interview(invitation_id=row.pk, took_part_on=date(2026, 3, 2), by=BY)
    row.refresh_from_db()
    assert (row.state, row.ended_on) == (InvitationState.ANSWERED, date(2026, 3, 2))


def stopped_after_the_first() -> tuple[Plan, int]:
    cohort = make_cohort(make_offer(), people=1)
    plan = plan_with_interviews(cohort)
    run_all(cohort)
    person = people_of(cohort)[0]
    agree(plan, person.pk)
    withdrawal_id = interviews.record_interview_withdrawal(
        plan_id=plan.pk,
        person_id=person.pk,
        withdrew_on=date(2026, 4, 1),
        from_wave_id=wave_of(plan, "interview-3").pk,
        reason="Too much work just now",
        by=BY,
    )
    return plan, withdrawal_id


def test_stopping_ends_the_waves_from_there_on() -> None:
    plan, _ = stopped_after_the_first()
    waves.schedule_offer(offer_id=plan.offer_id, now=ENDED, by=BY)
    found = dict(Invitation.objects.values_list("wave__key", "state"))
    assert found["interview-1"] == InvitationState.PLANNED
    assert found["interview-3"] == InvitationState.CANCELLED


def test_the_reason_is_encrypted_and_only_evaluators_read_it() -> None:
    plan, withdrawal_id = stopped_after_the_first()
    assert b"work" not in bytes(WithdrawalReason.objects.get().text)
    scope = (ScopeKind.PROGRAMME, plan.offer.programme_id)
    evaluator = actor_with(Role.EVALUATOR, over=scope)
    assert queries.withdrawal(evaluator, withdrawal_id).reason == "Too much work just now"
    assert Event.objects.filter(action="withdrawal_reason.read", is_view=True).count() == 1
    with pytest.raises(OutOfReach):
        queries.withdrawal(actor_with(Role.COORDINATOR, over=scope), withdrawal_id)


def test_no_audit_row_holds_the_reason() -> None:
    stopped_after_the_first()
    assert not [e for e in Event.objects.all() if "work" in str(e.detail)]


def test_only_evaluators_write_and_read_who_agreed() -> None:
    cohort = make_cohort(make_offer(), people=1)
    plan = plan_with_interviews(cohort)
    scope = (ScopeKind.PROGRAMME, plan.offer.programme_id)
    coordinator = actor_with(Role.COORDINATOR, over=scope)
    person = people_of(cohort)[0]
    with pytest.raises(OutOfReach):
        interviews.agree_to_interviews(
            plan_id=plan.pk,
            person_id=person.pk,
            agreed_on=date(2026, 1, 27),
            now=ENDED,
            by=coordinator,
        )
    agree(plan, person.pk)
    with pytest.raises(OutOfReach):
        queries.interviewees(coordinator, plan.pk)
    evaluator = actor_with(Role.EVALUATOR, over=scope)
    assert [one.name for one in queries.interviewees(evaluator, plan.pk)] == [person.name]


def test_nobody_can_agree_for_someone_without_a_place() -> None:
    cohort = make_cohort(make_offer(), people=1)
    plan = plan_with_interviews(cohort)
    stranger = people_of(make_cohort(make_offer(), people=1))[0]
    with pytest.raises(OutOfReach):
        agree(plan, stranger.pk)


def test_a_plan_without_interviews_takes_no_agreement() -> None:
    cohort = make_cohort(make_offer(), people=1)
    plan = make_plan(cohort.offer)
    with pytest.raises(Refused, match="has no interviews"):
        agree(plan, people_of(cohort)[0].pk)


def test_a_conversation_the_person_said_no_to_is_not_recorded() -> None:
    plan, _ = stopped_after_the_first()
    row = Invitation.objects.get(wave=wave_of(plan, "interview-3"))
    with pytest.raises(Refused, match="not being asked"):
        interviews.record_interview(invitation_id=row.pk, took_part_on=date(2026, 5, 1), by=BY)


def test_stopping_needs_an_agreement_to_stop() -> None:
    cohort = make_cohort(make_offer(), people=1)
    plan = plan_with_interviews(cohort)
    with pytest.raises(Refused, match="has not agreed"):
        interviews.record_interview_withdrawal(
            plan_id=plan.pk,
            person_id=people_of(cohort)[0].pk,
            withdrew_on=date(2026, 2, 1),
            by=BY,
        )
