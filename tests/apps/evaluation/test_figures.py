"""Cohorts answer one after another; whoever subtracts two looks at a figure learns of nobody."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

import pytest

from goldenthread.access.terms import Role, ScopeKind
from goldenthread.evaluation.models import FigureRelease, Invitation, Plan, Response
from goldenthread.evaluation.operations import answers, figures, reminders, retention, waves
from goldenthread.evaluation.queries import plans
from goldenthread.evaluation.queries import waves as wave_queries
from goldenthread.evaluation.queries.answers import link_actor
from goldenthread.evaluation.queries.findings import findings
from goldenthread.evaluation.queries.open_invitations import open_invitations
from goldenthread.evaluation.receivers import plans as ticks
from goldenthread.evaluation.rules.findings import ItemFinding
from goldenthread.evaluation.terms import ConfidentialityMode, InvitationState
from goldenthread.instruments.terms import ItemSensitivity
from goldenthread.methods.disclosure import Audience
from tests.factories.access import SYSTEM, actor_with
from tests.factories.evaluation import (
    BY,
    KEPT_UNTIL,
    end,
    make_cohort,
    make_offer,
    make_plan,
    run_all,
    wave_of,
)
from tests.factories.instruments import item_draft, make_published

pytestmark = pytest.mark.django_db

PROGRAMME, BOARD = Audience.PROGRAMME_TEAM, Audience.BOARD
EVALUATION = Audience.EVALUATION_TEAM
NAMED = ConfidentialityMode.NAMED
FIRST = date(2026, 1, 5)
ITEMS = (
    item_draft("recommend"),
    item_draft("calm", sensitivity=ItemSensitivity.SENSITIVE),
)


def make(mode: ConfidentialityMode = NAMED) -> Plan:
    return make_plan(make_offer(), [end(make_published(ITEMS))], mode=mode)


def batch(
    plan: Plan,
    said: Sequence[tuple[int | None, int]],
    *,
    on: date,
    asked: int = 0,
    closes: bool = True,
) -> datetime:
    """One cohort meets, is asked, answers, and its questions close. Returns the moment after."""
    run_all(make_cohort(plan.offer, days=[on], people=max(asked, len(said))))
    now = datetime.fromisoformat(f"{on}T16:00+00:00")
    waves.schedule_offer(offer_id=plan.offer_id, now=now, by=BY)
    ticks.open_due(now)
    code = ("ab", "c", "12", "d") if plan.mode == ConfidentialityMode.OWN_CODE else None
    for row, (recommend, calm) in zip(open_invitations(BY, plan.pk), said, strict=False):
        answers.submit(
            invitation_id=row.id,
            answers={"recommend": recommend, "calm": calm},
            own_code=code,
            now=now + timedelta(hours=1),
            by=link_actor(row.id),
        )
    if closes:
        now += timedelta(days=15)
        reminders.close_due(now=now, by=BY)
        ticks.keep_figures(now)
    return now


def look(plan: Plan, audience: Audience, key: str = "recommend") -> ItemFinding:
    (wave,) = findings(BY, plan.pk, audience).waves
    return next(one for one in wave.items if one.item.key == key)


def numbers(one: ItemFinding) -> dict[str, int | None]:
    return {cell.label: cell.value for cell in one.shown.cells}


FEW_THEN_MANY = [(5, 4)] * 8 + [(2, 4)] * 4
LATER = date(2026, 3, 2)


@pytest.mark.parametrize("mode", list(ConfidentialityMode))
@pytest.mark.parametrize("audience", [PROGRAMME, BOARD])
def test_subtracting_two_looks_never_leaves_a_small_group(
    mode: ConfidentialityMode, audience: Audience
) -> None:
    """The attack: read the figure after one cohort and after the next, and subtract."""
    plan = make(mode)
    batch(plan, [(5, 4)] * 7 + [(2, 1)] * 6, on=FIRST, asked=13)
    before = {key: numbers(look(plan, audience, key)) for key in ("recommend", "calm")}
    assert any(before["recommend"].values())
    batch(plan, [(2, 5), (2, 1)], on=LATER)
    for key, was in before.items():
        assert numbers(look(plan, audience, key)) == was
    assert look(plan, audience).as_of == date(2026, 1, 20)
    assert look(plan, EVALUATION).n == 15


def test_a_group_large_enough_by_itself_joins_the_figure() -> None:
    plan = make()
    batch(plan, FEW_THEN_MANY, on=FIRST)
    batch(plan, [(5, 4)] * 5 + [(2, 4)] * 2, on=LATER)
    found = look(plan, PROGRAMME)
    assert (found.k, found.n, found.as_of) == (13, 19, None)


def test_small_groups_wait_until_together_they_are_enough() -> None:
    plan = make()
    batch(plan, FEW_THEN_MANY, on=FIRST)
    batch(plan, [(5, 4)] * 3, on=LATER)
    assert look(plan, PROGRAMME).n == 12
    batch(plan, [(2, 4)] * 3, on=date(2026, 5, 4))
    found = look(plan, PROGRAMME)
    assert (found.k, found.n, found.as_of) == (11, 18, None)


def test_while_the_next_cohort_answers_the_figure_stays_as_it_was() -> None:
    plan = make()
    batch(plan, FEW_THEN_MANY, on=FIRST)
    batch(plan, [(2, 4)] * 6, on=LATER, asked=8, closes=False)
    found = look(plan, PROGRAMME)
    assert (found.k, found.n, found.as_of) == (8, 12, date(2026, 1, 20))
    (steps,) = findings(BY, plan.pk, PROGRAMME).funnel.questionnaires
    assert (steps.asked.value, steps.answered.value) == (12, 12)


def test_a_late_joiner_moves_no_count() -> None:
    plan = make()
    batch(plan, FEW_THEN_MANY, on=FIRST, asked=14)
    before = findings(BY, plan.pk, PROGRAMME).funnel.questionnaires
    batch(plan, [(2, 4)], on=LATER)
    assert findings(BY, plan.pk, PROGRAMME).funnel.questionnaires == before


def test_the_board_waits_for_more_than_the_programme_team() -> None:
    plan = make()
    batch(plan, [(5, 4)] * 7 + [(2, 4)] * 6, on=FIRST)
    batch(plan, [(5, 4)] * 4 + [(2, 4)] * 3, on=LATER)
    assert (look(plan, PROGRAMME).n, look(plan, BOARD).n) == (20, 13)


def test_one_person_who_alone_answered_a_question_is_not_told_by_it() -> None:
    """Six people join, and five of them left one of the questions out."""
    plan = make()
    batch(plan, FEW_THEN_MANY, on=FIRST)
    batch(plan, [(2, 4)] + [(None, 4)] * 5, on=LATER)
    assert look(plan, PROGRAMME).n == 12
    assert look(plan, EVALUATION).skipped == 5


def test_a_single_organisation_never_joins_by_itself() -> None:
    plan = make()
    batch(plan, FEW_THEN_MANY, on=FIRST)
    run_all(make_cohort(plan.offer, days=[LATER], people=8, single=True))
    now = datetime.fromisoformat(f"{LATER}T16:00+00:00")
    waves.schedule_offer(offer_id=plan.offer_id, now=now, by=BY)
    ticks.open_due(now)
    for row in open_invitations(BY, plan.pk):
        said = {"recommend": 2, "calm": 2}
        answers.submit(invitation_id=row.id, answers=said, now=now, by=link_actor(row.id))
    ticks.keep_figures(now + timedelta(minutes=1))
    assert look(plan, PROGRAMME).n == 12


def test_answers_taken_back_do_not_move_the_figure_by_one() -> None:
    plan = make()
    batch(plan, FEW_THEN_MANY, on=FIRST)
    row = Invitation.objects.filter(state=InvitationState.ANSWERED).first()
    assert row is not None
    now = datetime.fromisoformat("2026-01-21T10:00+00:00")
    answers.delete_answers(invitation_id=row.pk, now=now, by=link_actor(row.pk))
    assert Response.objects.count() == 11
    found = look(plan, PROGRAMME)
    assert (found.n, found.as_of) == (12, date(2026, 1, 20))


def test_answers_taken_back_before_the_first_look_are_in_no_figure() -> None:
    plan = make()
    now = batch(plan, FEW_THEN_MANY, on=FIRST, asked=13, closes=False)
    row = Invitation.objects.filter(state=InvitationState.ANSWERED).first()
    assert row is not None
    answers.withdraw_from_evaluation(
        invitation_id=row.pk, now=now, by=link_actor(row.pk), deletes_answers=True
    )
    assert not FigureRelease.objects.exists()
    reminders.close_due(now=now + timedelta(days=15), by=BY)
    ticks.keep_figures(now + timedelta(days=15))
    assert look(plan, PROGRAMME).n == 11


def test_what_is_kept_joins_no_answers_to_one_another_and_goes_with_them() -> None:
    plan = make(ConfidentialityMode.ANONYMOUS)
    batch(plan, FEW_THEN_MANY, on=FIRST)
    kept = FigureRelease.objects.get(audience=PROGRAMME).questions
    assert kept["recommend"]["values"] == [2] * 4 + [5] * 8
    after = datetime.fromisoformat(f"{KEPT_UNTIL + timedelta(days=2)}T10:00+00:00")
    assert retention.delete_after_keeping(now=after, by=SYSTEM)
    assert not FigureRelease.objects.exists()


def test_looking_again_when_nothing_changed_keeps_nothing_anew() -> None:
    plan = make()
    now = batch(plan, FEW_THEN_MANY, on=FIRST)
    assert FigureRelease.objects.filter(wave=wave_of(plan, "end")).count() == 2
    assert figures.keep_changed(now=now, by=BY) == 0


def test_the_plan_page_tells_others_no_count_that_moves_with_one_person() -> None:
    plan = make()
    batch(plan, FEW_THEN_MANY, on=FIRST, asked=14)
    coordinator = actor_with(Role.COORDINATOR, over=(ScopeKind.PROGRAMME, plan.offer.programme_id))
    card = plans.plan(coordinator, plan.pk)
    (before,) = wave_queries.wave_states(coordinator, card)
    assert before.told == wave_queries.Told(asked=14, answered=12)
    batch(plan, [(2, 4)], on=LATER)
    (after,) = wave_queries.wave_states(coordinator, card)
    assert after.told == wave_queries.Told(asked=15, answered=12, on=date(2026, 1, 20))
    assert wave_queries.wave_states(BY, card)[0].told is None


def test_few_people_who_can_answer_are_not_counted_for_others() -> None:
    plan = make()
    batch(plan, [(5, 4)], on=FIRST, asked=4, closes=False)
    coordinator = actor_with(Role.COORDINATOR, over=(ScopeKind.PROGRAMME, plan.offer.programme_id))
    (found,) = wave_queries.wave_states(coordinator, plans.plan(coordinator, plan.pk))
    assert found.told == wave_queries.Told(asked=4)
