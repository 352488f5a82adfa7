"""What people were told holds: answers go after their day, and no count tells who said what."""

from datetime import UTC, date, datetime, timedelta

import pytest

from goldenthread.access.terms import Role, ScopeKind
from goldenthread.audit.models import Event
from goldenthread.evaluation.models import (
    Draft,
    Invitation,
    PersonLink,
    Plan,
    Response,
    Withdrawal,
    WithdrawalReason,
)
from goldenthread.evaluation.operations import interviews
from goldenthread.evaluation.operations.retention import delete_after_keeping
from goldenthread.evaluation.pages import panels
from goldenthread.evaluation.queries import plans
from goldenthread.evaluation.queries import waves as queries
from goldenthread.jobs import ticks
from tests.factories.access import SYSTEM, actor_with, client_of, user_with
from tests.factories.evaluation import (
    BY,
    ENDED,
    ask_everyone,
    end,
    interview,
    make_cohort,
    make_offer,
    make_plan,
    people_of,
    respond,
    run_all,
    wave_of,
)
from tests.factories.instruments import make_published

pytestmark = pytest.mark.django_db

LAST_DAY = date(2026, 3, 31)
ON_IT = datetime(2026, 3, 31, 22, 30, tzinfo=UTC)
AFTER_IT = datetime(2026, 3, 31, 23, 30, tzinfo=UTC)
KEPT = (Response, PersonLink, Draft, WithdrawalReason)


def answered(*, kept_until: date = LAST_DAY) -> Plan:
    """Something of everything that people said."""
    offer = make_offer()
    cohort = make_cohort(offer, people=3)
    run_all(cohort)
    plan = make_plan(offer, [end(make_published())])
    ask_everyone(plan)
    Plan.objects.filter(pk=plan.pk).update(kept_until=kept_until)
    respond(wave_of(plan, "end"), {"recommend": 5}, cohort=cohort, arm="mixed")
    first, second, _ = Invitation.objects.filter(wave__plan=plan)
    PersonLink.objects.create(plan=plan, person_id=first.person_id, pseudonym="abc")
    Draft.objects.create(invitation=second, saved_at=ENDED)
    left = Withdrawal.objects.create(
        plan=plan, person_id=second.person_id, withdrew_on=ENDED.date()
    )
    WithdrawalReason.objects.create(withdrawal=left, text=b"sealed")
    return plan


def left_of() -> list[int]:
    return [model.objects.count() for model in KEPT]


def test_what_people_said_goes_after_the_day_they_were_told_and_not_before() -> None:
    plan, other = answered(), answered(kept_until=date(2027, 1, 1))
    assert delete_after_keeping(now=ON_IT, by=SYSTEM) == 0
    assert left_of() == [2, 2, 2, 2]
    assert delete_after_keeping(now=AFTER_IT, by=SYSTEM) == 4
    assert left_of() == [1, 1, 1, 1]
    assert Response.objects.get().wave.plan_id == other.pk
    assert Invitation.objects.filter(wave__plan=plan).count() == 3


def test_the_record_says_once_how_much_went_and_nothing_of_whom() -> None:
    plan = answered()
    for _ in range(2):
        delete_after_keeping(now=AFTER_IT, by=SYSTEM)
    event = Event.objects.get(action="answers.kept_long_enough")
    assert (event.subject_id, event.person_id) == (str(plan.pk), None)
    gone = {"answers": 1, "links": 1, "drafts": 1, "reasons": 1, "open": 0, "papers": 0}
    assert event.detail == gone


def test_the_worker_sees_to_it_every_hour() -> None:
    answered()
    assert "evaluation.kept_until" in ticks.run_due(AFTER_IT)
    assert left_of() == [0, 0, 0, 0]


def test_the_page_of_findings_says_that_the_answers_were_kept_and_are_deleted() -> None:
    plan = answered()
    delete_after_keeping(now=AFTER_IT, by=SYSTEM)
    client = client_of(user_with(Role.EVALUATOR))
    html = client.get(f"/evaluation/{plan.pk}/findings/").content.decode()
    assert "were kept until Tuesday 31 March 2026" in html
    assert "The answers are deleted" in html
    assert "Nobody has answered" not in html


def talking() -> tuple[Plan, int]:
    """One of three people agreed to be interviewed a month on."""
    cohort = make_cohort(make_offer(), people=3)
    run_all(cohort)
    plan = make_plan(cohort.offer, [end(make_published()), interview(1)])
    ask_everyone(plan)
    interviews.agree_to_interviews(
        plan_id=plan.pk,
        person_id=people_of(cohort)[0].pk,
        agreed_on=ENDED.date(),
        now=ENDED,
        by=BY,
    )
    return plan, cohort.pk


@pytest.mark.parametrize(("role", "sees"), [(Role.COORDINATOR, False), (Role.EVALUATOR, True)])
def test_only_evaluators_see_when_whom_of_a_cohort_is_to_be_interviewed(
    role: Role, sees: bool
) -> None:
    plan, cohort_id = talking()
    label = plan.waves.get(kind="interview").label
    actor = actor_with(role, over=(ScopeKind.PROGRAMME, plan.offer.programme_id))
    card = plans.plan(actor, plan.pk)
    told = {line.wave for line in queries.calendar(actor, card, now=ENDED)}
    for found in (
        queries.next_waves(actor, cohort_id=cohort_id),
        queries.next_waves(actor, offer_id=plan.offer_id),
    ):
        assert (label in {one.wave for one in found}) is sees
    assert (label in told) is sees


def test_a_coordinator_is_not_told_of_an_interview_about_to_begin() -> None:
    plan, _ = talking()
    coordinator = actor_with(Role.COORDINATOR, over=(ScopeKind.PROGRAMME, plan.offer.programme_id))
    until = ENDED + timedelta(days=90)
    assert queries.openings(coordinator, until=until) == ()


def test_the_panel_of_a_cohort_counts_nobody_while_questions_are_open() -> None:
    plan = answered()
    cohort_id = plan.offer.cohorts.get().pk
    actor = actor_with(Role.COORDINATOR)
    panel = panels.cohort_panel(actor, cohort_id)
    assert panel is not None
    (sentence,) = panel.context["sentences"]
    assert "is open; the first closes on" in sentence
    assert "people" not in sentence
