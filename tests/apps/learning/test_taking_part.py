"""What organisation leads and champions see of their own organisation, and nothing of others."""

import pytest

from goldenthread.access.models import User
from goldenthread.access.terms import Role, ScopeKind
from goldenthread.directory.models import Organisation
from goldenthread.learning.models import Offer
from goldenthread.learning.queries.taking_part import taking_part
from tests.factories.access import TODAY, actor_of, actor_with, client_of, user_with
from tests.factories.directory import make_organisation, make_person, make_place
from tests.factories.learning_cohorts import make_application, make_cohort, make_member, make_offer

pytestmark = pytest.mark.django_db
LEADS = (Role.ORGANISATION_LEAD, Role.CHAMPION)


def take_part(where: Organisation, offer: Offer, *, applied: int, placed: int = 0) -> None:
    cohort = make_cohort(offer, maximum=30)
    for number in range(applied):
        person = make_person(name=f"Hidden Name {number}", organisation=where)
        make_application(offer, person=person)
        if number < placed:
            make_member(cohort, person=person)


def lead_of(where: Organisation, role: Role = Role.ORGANISATION_LEAD) -> User:
    return user_with(role, over=(ScopeKind.ORGANISATION, where.pk))


def cells(user: User, where: Organisation) -> list[tuple[int | None, bool]]:
    found = taking_part(actor_of(user), where.pk, on=TODAY)
    return [(cell.value, cell.hidden) for one in found for cell in one.shown.cells]


@pytest.mark.parametrize("role", LEADS)
def test_the_menu_leads_straight_to_the_own_organisation(role: Role) -> None:
    where = make_organisation("Alder Trust")
    client = client_of(lead_of(where, role))
    home = client.get("/").text
    assert "My organisation" in home
    assert "Yours to look after" in home
    answer = client.get("/directory/own/", follow=True)
    assert answer.request["PATH_INFO"] == f"/directory/organisations/{where.pk}/"
    assert "People who take part" in answer.text


def test_a_place_lead_finds_the_organisations_of_the_place() -> None:
    place = make_place()
    make_organisation("Alder Trust", place=place)
    make_organisation("Elsewhere")
    client = client_of(user_with(Role.PLACE_LEAD, over=(ScopeKind.PLACE, place.pk)))
    assert "My place" in client.get("/").text
    text = client.get("/directory/own/", follow=True).text
    assert "Alder Trust" in text
    assert "Elsewhere" not in text
    assert "People you can see" not in text
    assert 'href="/directory/"' not in text


def test_a_lead_sees_numbers_and_never_names() -> None:
    where = make_organisation()
    take_part(where, make_offer("Listening well"), applied=12, placed=6)
    text = client_of(lead_of(where)).get(f"/directory/organisations/{where.pk}/").text
    assert "Listening well" in text
    assert "Hidden Name" not in text


def test_fewer_than_five_are_never_a_number_and_close_numbers_are_a_range() -> None:
    where = make_organisation()
    take_part(where, make_offer(), applied=3)
    assert cells(lead_of(where), where) == [(None, True)] * 3
    close = make_organisation()
    take_part(close, make_offer(), applied=8, placed=6)
    found = taking_part(actor_of(lead_of(close)), close.pk, on=TODAY)[0].shown.cells
    assert [(cell.value, cell.low, cell.high) for cell in found[:2]] == [(None, 6, 8)] * 2


def test_nothing_of_another_organisation_is_there() -> None:
    where, other = make_organisation(), make_organisation("Elsewhere")
    take_part(other, make_offer(), applied=12)
    user = lead_of(where)
    assert taking_part(actor_of(user), other.pk, on=TODAY) == ()
    assert client_of(user).get(f"/directory/organisations/{other.pk}/").status_code == 404


def test_a_coordinator_sees_the_numbers_of_their_own_offers_as_they_are() -> None:
    where, mine = make_organisation(), make_offer("Ours")
    take_part(where, mine, applied=3)
    take_part(where, make_offer("Theirs"), applied=7)
    actor = actor_with(Role.COORDINATOR, over=(ScopeKind.PROGRAMME, mine.programme_id))
    found = taking_part(actor, where.pk, on=TODAY)
    assert [(one.offer, one.shown.cells[0].value) for one in found] == [("Ours", 3)]


def test_an_evaluator_is_shown_no_numbers_by_organisation() -> None:
    where, offer = make_organisation(), make_offer()
    take_part(where, offer, applied=12)
    actor = actor_with(Role.EVALUATOR, over=(ScopeKind.PROGRAMME, offer.programme_id))
    assert taking_part(actor, where.pk, on=TODAY) == ()
