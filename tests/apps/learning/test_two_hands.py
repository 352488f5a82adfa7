"""Two coordinators at once, the back button, and a button pressed twice: done once, said calmly."""

import pytest
from django.test import Client

from goldenthread.access.terms import Refused, Role, ScopeKind
from goldenthread.learning.models import Cohort, CohortPlan, Membership, Offer, PlaceOffer
from goldenthread.learning.operations.forming import start_forming
from goldenthread.learning.operations.publishing import publish_plan
from goldenthread.messaging.models import Message
from tests.factories.access import client_of, user_with
from tests.factories.learning_cohorts import (
    BY,
    NOW,
    SECTORS,
    make_applicants,
    make_cohort,
    make_member,
    make_offer,
    make_plan,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def offer() -> Offer:
    return make_offer("Listening well", place_offer_days=7)


@pytest.fixture
def client(offer: Offer) -> Client:
    over = (ScopeKind.PROGRAMME, offer.programme_id)
    return client_of(user_with(Role.COORDINATOR, over=over))


def test_a_second_coordinator_hears_that_the_cohorts_are_being_formed(offer: Offer) -> None:
    cohort = make_cohort(offer)
    make_applicants(offer, people=4, cohorts=[cohort], sectors=SECTORS[:2])
    start_forming(offer_id=offer.pk, seed=1, by=BY)
    with pytest.raises(Refused, match="colleague is forming these cohorts"):
        start_forming(offer_id=offer.pk, seed=2, by=BY)


def test_a_plan_published_twice_offers_each_place_once(offer: Offer) -> None:
    cohort = make_cohort(offer)
    make_applicants(offer, people=4, cohorts=[cohort], sectors=SECTORS[:2])
    plan_id = make_plan(offer)
    publish_plan(plan_id=plan_id, now=NOW, by=BY)
    offered, told = PlaceOffer.objects.count(), Message.objects.count()
    with pytest.raises(Refused, match="published"):
        publish_plan(plan_id=plan_id, now=NOW, by=BY)
    assert (PlaceOffer.objects.count(), Message.objects.count()) == (offered, told)
    assert offered == 4 and CohortPlan.objects.get(pk=plan_id).published_at is not None


def test_an_older_plan_is_not_published_over_a_colleagues_newer_one(offer: Offer) -> None:
    cohort = make_cohort(offer)
    make_applicants(offer, people=4, cohorts=[cohort], sectors=SECTORS[:2])
    older, newer = make_plan(offer), make_plan(offer, seed=7)
    assert older != newer
    with pytest.raises(Refused, match="newer plan"):
        publish_plan(plan_id=older, now=NOW, by=BY)


@pytest.fixture
def member(offer: Offer) -> Membership:
    return make_member(make_cohort(offer, "Set A"))


@pytest.mark.parametrize("verb", ["move", "leave"])
def test_a_member_moved_or_gone_already_is_not_a_page_that_is_not_there(
    client: Client, offer: Offer, member: Membership, verb: str
) -> None:
    other: Cohort = make_cohort(offer, "Set B")
    path = f"/cohorts/{member.cohort_id}/members/{member.person_id}/{verb}/"
    day = {"on_0": "30", "on_1": "11", "on_2": "2026"}
    typed = {"cohort": str(other.pk), "why": "", **day}
    Membership.objects.filter(pk=member.pk).update(ends_on=member.starts_on)
    again = client.post(path, typed)
    assert again.status_code == 409
    assert "Nothing more had to be done" in again.content.decode()
    assert not Membership.objects.filter(cohort=other).exists()
