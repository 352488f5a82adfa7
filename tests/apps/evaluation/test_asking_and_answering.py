"""The whole round by its own doors: scheduled, asked, answered by link, reminded, closed, told."""

from datetime import timedelta

import pytest

from goldenthread.evaluation.models import Invitation, Plan
from goldenthread.evaluation.operations import answers, reminders, waves
from goldenthread.evaluation.queries.answers import link_actor
from goldenthread.evaluation.queries.findings import findings
from goldenthread.evaluation.queries.funnel import funnel
from goldenthread.evaluation.queries.open_invitations import open_invitations
from goldenthread.evaluation.terms import ConfidentialityMode
from goldenthread.methods.disclosure import Audience
from tests.factories.evaluation import (
    BY,
    ENDED,
    end,
    make_cohort,
    make_offer,
    make_plan,
    run_all,
)
from tests.factories.instruments import item_draft, make_published

pytestmark = pytest.mark.django_db

ANONYMOUS, OWN_CODE = ConfidentialityMode.ANONYMOUS, ConfidentialityMode.OWN_CODE


def asked(mode: ConfidentialityMode) -> Plan:
    """23 people of four sets have just been asked."""
    offer = make_offer()
    for people in (7, 6, 6):
        run_all(make_cohort(offer, people=people))
    run_all(make_cohort(offer, people=4, single=True))
    items = [item_draft("recommend", in_short_variant=True), item_draft("calm")]
    plan = make_plan(offer, [end(make_published(items))], mode=mode)
    waves.schedule_offer(offer_id=offer.pk, now=ENDED, by=BY)
    assert reminders.open_due(now=ENDED, by=BY) == 23
    return plan


@pytest.mark.parametrize("mode", list(ConfidentialityMode))
def test_ten_of_twenty_three_answer_in_every_mode(mode: ConfidentialityMode) -> None:
    plan = asked(mode)
    for place, row in enumerate(open_invitations(BY, plan.pk)[:10]):
        answers.submit(
            invitation_id=row.id,
            answers={"recommend": 5 if place < 9 else 2, "calm": None},
            own_code=("ab", "c", "12", "d") if mode is OWN_CODE else None,
            now=ENDED + timedelta(days=1, minutes=place),
            by=link_actor(row.id),
        )
    later = ENDED + timedelta(days=5)
    assert reminders.remind_due(now=later, by=BY) == (23 if mode is ANONYMOUS else 13)
    assert reminders.close_due(now=ENDED + timedelta(days=15), by=BY) == 13
    (steps,) = funnel(BY, plan.pk, Audience.PROGRAMME_TEAM).questionnaires
    assert (steps.asked.value, steps.answered.value) == (23, 10)
    (wave,) = findings(BY, plan.pk, Audience.PROGRAMME_TEAM).waves
    recommend, calm = wave.items
    assert (recommend.k, recommend.n) == (9, 10)
    assert calm.k is None


def test_who_withdraws_is_asked_nothing_more() -> None:
    plan = asked(ConfidentialityMode.PSEUDONYM)
    row = open_invitations(BY, plan.pk)[0]
    answers.withdraw_from_evaluation(
        invitation_id=row.id, now=ENDED + timedelta(days=1), by=link_actor(row.id)
    )
    waves.schedule_offer(offer_id=plan.offer_id, now=ENDED + timedelta(days=2), by=BY)
    assert reminders.remind_due(now=ENDED + timedelta(days=5), by=BY) == 22
    assert Invitation.objects.get(pk=row.id).state == "withdrawn"
