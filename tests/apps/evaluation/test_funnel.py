"""Who was asked, who answered, who spoke, who stopped: with denominators, and never a reason."""

from datetime import date

import pytest

from goldenthread.access.terms import OutOfReach, Role, ScopeKind
from goldenthread.evaluation.operations import interviews
from goldenthread.evaluation.queries.funnel import PlanFunnel, funnel
from goldenthread.methods.disclosure import Audience
from tests.factories.access import actor_with
from tests.factories.evaluation import BY, ENDED, make_offer, make_plan
from tests.factories.pilot import Pilot, make_pilot

pytestmark = pytest.mark.django_db

TEAMS = [Audience.EVALUATION_TEAM, Audience.PROGRAMME_TEAM]


@pytest.fixture
def pilot() -> Pilot:
    return make_pilot()


def steps(found: PlanFunnel) -> list[str]:
    (questionnaire,) = found.questionnaires
    assert found.agreed is not None
    talks = [talk.spoke.text for talk in found.talks]
    return [questionnaire.asked.text, questionnaire.answered.text, found.agreed.text, *talks]


@pytest.mark.parametrize("audience", TEAMS)
def test_the_teams_see_every_step(pilot: Pilot, audience: Audience) -> None:
    """A12: 23 asked, 10 answered; 7 agreed, 7 and 6 spoke, 1 stopped."""
    found = funnel(BY, pilot.plan.pk, audience)
    assert steps(found) == ["23", "10", "7", "7", "6"]
    assert found.stopped is not None
    assert found.stopped.value == 1
    assert found.questionnaires[0].silent == 13


def test_the_board_cannot_tell_that_one_person_stopped(pilot: Pilot) -> None:
    found = funnel(BY, pilot.plan.pk, Audience.BOARD)
    assert steps(found) == ["23", "10", "6–7", "6–7", "6–7"]
    assert found.stopped is not None
    assert found.stopped.hidden


@pytest.mark.parametrize("audience", [*TEAMS, Audience.BOARD])
def test_no_audience_is_given_a_reason(pilot: Pilot, audience: Audience) -> None:
    found = funnel(BY, pilot.plan.pk, audience)
    assert "workload" not in repr(found)
    assert "held by the evaluators and never shown" in found.sentence


def test_the_steps_are_for_those_who_may_see_them(pilot: Pilot) -> None:
    scope = (ScopeKind.PROGRAMME, pilot.plan.offer.programme_id)
    board = actor_with(Role.BOARD_MEMBER, over=scope)
    assert funnel(board, pilot.plan.pk, Audience.BOARD).questionnaires
    for audience in (*TEAMS, Audience.PUBLIC):
        with pytest.raises(OutOfReach):
            funnel(board, pilot.plan.pk, audience)


def test_a_plan_nobody_was_asked_for_has_no_steps() -> None:
    plan = make_plan(make_offer())
    found = funnel(BY, plan.pk, Audience.PROGRAMME_TEAM)
    assert (found.questionnaires, found.agreed, found.talks) == ((), None, ())


def test_nobody_talks_to_a_plan_without_agreements(pilot: Pilot) -> None:
    plan = make_plan(make_offer())
    with pytest.raises(Exception, match="no place in offer"):
        interviews.agree_to_interviews(
            plan_id=plan.pk,
            person_id=pilot.people[0].pk,
            agreed_on=date(2026, 2, 1),
            now=ENDED,
            by=BY,
        )
