"""On somebody's own page: what they were asked, and never what they said."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import DjangoAssertNumQueries

from goldenthread.directory.models import Person
from goldenthread.evaluation import operations
from goldenthread.evaluation.models import Invitation
from goldenthread.evaluation.terms import InvitationState, WaveKind
from tests.factories import answering as make
from tests.factories.access import UserFactory, client_of
from tests.factories.directory import make_person
from tests.factories.instruments import item_draft

pytestmark = pytest.mark.django_db
ITEMS = (item_draft("hope"),)


@pytest.fixture
def me() -> Person:
    return make_person(name="Asha Bright", user=UserFactory())


@pytest.fixture
def mine(me: Person) -> Client:
    return client_of(me.user)


def ask(person: Person, **rest: Any) -> Invitation:
    closes_at = timezone.now() + timedelta(days=rest.pop("days", 9))
    return make.asked_in(items=ITEMS, person=person, closes_at=closes_at, **rest)


def page(client: Client) -> str:
    return client.get("/my/").content.decode()


def test_open_questions_are_found_on_my_own_page(me: Person, mine: Client) -> None:
    row = ask(me)
    shown = page(mine)
    assert "What you were asked" in shown and "Open until" in shown
    path = make.path_of(row)
    assert re.findall(r'href="(/a/[^"]+)"', shown) == [path, f"{path}withdraw/"]


def test_my_own_page_says_that_i_answered_and_not_what(me: Person, mine: Client) -> None:
    row = ask(me)
    operations.submit(
        invitation_id=row.pk, answers={"hope": 5}, now=timezone.now(), by=make.link_of(row)
    )
    shown = page(mine)
    assert "You answered. Thank you." in shown
    assert "Strongly agree" not in shown and "About hope" not in shown


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ({"days": -1}, "Closed. It was open until"),
        ({"state": InvitationState.DECLINED}, "You said that you would rather not."),
        ({"state": InvitationState.WITHDRAWN}, "You have withdrawn from this evaluation."),
    ],
)
def test_how_each_asking_stands_is_said_plainly(
    me: Person, mine: Client, how: dict[str, Any], said: str
) -> None:
    ask(me, **how)
    assert said in page(mine)


def test_having_withdrawn_outweighs_an_answer(me: Person, mine: Client) -> None:
    row = ask(me)
    by, now = make.link_of(row), timezone.now()
    operations.submit(invitation_id=row.pk, answers={"hope": 5}, now=now, by=by)
    operations.withdraw_from_evaluation(invitation_id=row.pk, now=now, by=by)
    assert "You have withdrawn from this evaluation." in page(mine)


def test_a_conversation_that_took_place_is_named_as_one(me: Person, mine: Client) -> None:
    wave = make.make_wave(make.make_plan(), kind=WaveKind.INTERVIEW)
    make.invite(wave, person=me, state=InvitationState.ANSWERED)
    shown = page(mine)
    assert "A conversation about how it went" in shown and "You took part." in shown


def test_nothing_of_anybody_else_and_nothing_that_is_to_come_stands_there(
    me: Person, mine: Client
) -> None:
    ask(make_person())
    ask(me, state=InvitationState.PLANNED)
    assert "What you were asked" not in page(mine)


def test_however_much_was_asked_the_page_takes_few_queries(
    me: Person, mine: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(9):
        ask(me)
    page(mine)  # the first visit renews the session
    with django_assert_max_num_queries(12):
        page(mine)
