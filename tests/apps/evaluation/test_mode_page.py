"""How answers are kept may change while nobody has been told; the page says so, and shows first."""

import re

import pytest
from django.test import Client

from goldenthread.access.terms import Refused, Role, ScopeKind
from goldenthread.audit.models import Event
from goldenthread.evaluation.models import ModeChange, Plan
from goldenthread.evaluation.operations import plans
from goldenthread.evaluation.rules import modes
from goldenthread.evaluation.terms import ConfidentialityMode
from tests.factories.access import client_of, user_with
from tests.factories.evaluation import (
    BY,
    ENDED,
    ask_everyone,
    make_cohort,
    make_offer,
    make_plan,
    respond,
    run_all,
    wave_of,
)

pytestmark = pytest.mark.django_db

WHY = "The practice group asked for it at their meeting."
ANONYMOUS, NAMED = ConfidentialityMode.ANONYMOUS, ConfidentialityMode.NAMED


def browser(plan: Plan, role: Role = Role.COORDINATOR) -> Client:
    return client_of(user_with(role, over=(ScopeKind.PROGRAMME, plan.offer.programme_id)))


def words(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def mode_of(plan: Plan) -> str:
    return Plan.objects.values_list("mode", flat=True).get(pk=plan.pk)


def test_the_change_is_shown_first_and_done_after() -> None:
    plan = make_plan(make_offer())
    client, path = browser(plan), f"/evaluation/{plan.pk}/mode/"
    assert "Nobody has been told yet how answers are kept" in words(client, path)
    assert "never goes to a way that protects people less" in words(client, path)
    looked = client.post(path, {"mode": "anonymous", "reason": WHY, "go": "look"})
    shown = looked.content.decode()
    assert "This protects people more than before." in shown
    assert "Every reminder goes to everyone who was asked" in shown
    assert "Nothing joins an answer to a person" in shown
    assert mode_of(plan) == "pseudonym"
    done = client.post(path, {"mode": "anonymous", "reason": WHY, "go": "change"})
    assert done["Location"] == f"/evaluation/{plan.pk}/"
    assert mode_of(plan) == "anonymous"
    assert WHY in words(client, path)


def test_the_record_holds_who_and_what_and_the_reason_stays_beside_the_plan() -> None:
    plan = make_plan(make_offer())
    plans.change_mode(plan_id=plan.pk, mode=ANONYMOUS, reason=WHY, on=ENDED.date(), by=BY)
    event = Event.objects.get(action="plan.mode_changed")
    change = ModeChange.objects.get()
    assert event.detail == {"was": "pseudonym", "mode": "anonymous", "change": change.pk}
    assert (change.was, change.became, change.reason) == ("pseudonym", "anonymous", WHY)


def test_less_protection_is_said_plainly() -> None:
    plan = make_plan(make_offer(), mode=ANONYMOUS)
    client = browser(plan)
    path = f"/evaluation/{plan.pk}/mode/"
    shown = client.post(path, {"mode": "named", "reason": WHY, "go": "look"}).content.decode()
    assert "This protects people less than before." in shown
    assert "Your name is kept with your answers." in shown


def test_without_a_reason_nothing_changes() -> None:
    plan = make_plan(make_offer())
    path = f"/evaluation/{plan.pk}/mode/"
    client = browser(plan)
    for reason in ("", "No."):
        response = client.post(path, {"mode": "named", "reason": reason, "go": "change"})
        assert response.status_code == 200
    assert mode_of(plan) == "pseudonym"


def test_the_same_way_again_is_no_change() -> None:
    plan = make_plan(make_offer())
    with pytest.raises(Refused, match="this way already"):
        plans.change_mode(
            plan_id=plan.pk,
            mode=ConfidentialityMode.PSEUDONYM,
            reason=WHY,
            on=ENDED.date(),
            by=BY,
        )


@pytest.mark.parametrize("answered", [False, True])
def test_once_somebody_was_told_the_page_says_why_it_stays(answered: bool) -> None:
    offer = make_offer()
    cohort = make_cohort(offer)
    run_all(cohort)
    plan = make_plan(offer)
    ask_everyone(plan)
    if answered:
        respond(wave_of(plan, "end"), {}, cohort=cohort, arm="mixed")
    client, path = browser(plan), f"/evaluation/{plan.pk}/mode/"
    said = words(client, path)
    assert "3 people have been told how answers are kept" in said
    assert ("first answer is in" in said) is answered
    assert "Look at what would change" not in said
    client.post(path, {"mode": "named", "reason": WHY, "go": "change"})
    assert mode_of(plan) == "pseudonym"


@pytest.mark.parametrize("to", list(ConfidentialityMode))
@pytest.mark.parametrize("was", list(ConfidentialityMode))
def test_every_way_says_whether_it_protects_more_or_less(
    was: ConfidentialityMode, to: ConfidentialityMode
) -> None:
    order = list(ConfidentialityMode)
    if was is to:
        return
    more = order.index(to) > order.index(was)
    assert ("more than before" in modes.protects(was, to)) is more
    assert modes.EFFECTS[to]


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.BOARD_MEMBER, Role.LEARNER])
def test_nobody_else_finds_the_page(role: Role) -> None:
    plan = make_plan(make_offer())
    assert browser(plan, role).get(f"/evaluation/{plan.pk}/mode/").status_code == 404


def test_a_stranger_finds_no_page() -> None:
    plan = make_plan(make_offer())
    stranger = client_of(user_with(Role.COORDINATOR, over=(ScopeKind.PROGRAMME, 0)))
    assert stranger.get(f"/evaluation/{plan.pk}/mode/").status_code == 404
