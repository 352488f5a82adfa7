"""A room belongs to its programme: seen, named and chosen there and nowhere else."""

import pytest

from goldenthread.access.actor import Actor
from goldenthread.access.terms import OutOfReach, Refused, Role, ScopeKind
from goldenthread.learning.models import Offer, Venue
from goldenthread.learning.operations import add_venue
from goldenthread.learning.queries.cohorts import venues
from tests.factories.access import actor_with
from tests.factories.learning_cohorts import BY, make_cohort, make_offer, make_venue

pytestmark = pytest.mark.django_db


def coordinator(offer: Offer) -> Actor:
    return actor_with(Role.COORDINATOR, over=(ScopeKind.PROGRAMME, offer.programme_id))


def add_room(offer: Offer, name: str = "Room 2") -> int:
    return add_venue(name=name, seats=20, offer_id=offer.pk, by=coordinator(offer))


def test_a_room_is_a_choice_in_its_own_programme_only() -> None:
    mine, theirs = make_offer(), make_offer()
    own, shared = add_room(mine), make_venue("The hall").pk
    add_room(theirs)
    assert {room.id for room in venues(coordinator(mine))} == {own, shared}


def test_two_programmes_may_call_a_room_the_same_and_neither_learns_of_the_other() -> None:
    mine, theirs = make_offer(), make_offer()
    add_room(theirs)
    add_room(mine)
    assert Venue.objects.filter(name="Room 2").count() == 2
    with pytest.raises(Refused, match="already a room called Room 2"):
        add_room(mine)


def test_a_room_of_another_programme_is_not_there_to_be_used() -> None:
    room = add_room(make_offer())
    with pytest.raises(OutOfReach):
        make_cohort(make_offer(), venue_id=room)


def test_nobody_adds_a_room_to_another_programme_or_for_everyone() -> None:
    mine, theirs = make_offer(), make_offer()
    for offer_id in (theirs.pk, None):
        with pytest.raises(OutOfReach):
            add_venue(name="Room 3", seats=9, offer_id=offer_id, by=coordinator(mine))
    assert add_venue(name="The hall", seats=90, by=BY)
