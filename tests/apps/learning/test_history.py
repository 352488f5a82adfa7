"""What happened to an offer: who did what and when, as far as the reader may know."""

import ast
from pathlib import Path

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

import goldenthread.learning.operations as operations_of_learning
from goldenthread.access.actor import Actor
from goldenthread.access.terms import OutOfReach, Role, ScopeKind
from goldenthread.audit import operations as audit
from goldenthread.learning.models import Cohort, Offer
from goldenthread.learning.operations.memberships import join
from goldenthread.learning.operations.shifting import move_sessions
from goldenthread.learning.queries.history import history
from goldenthread.learning.rules.changes import Shift
from goldenthread.learning.rules.history import NOT_SHOWN, PHRASES, Part, phrases
from goldenthread.learning.rules.offers import OfferStep
from goldenthread.learning.terms import PlaceState
from tests.factories.access import actor_of, client_of, user_with
from tests.factories.directory import make_person
from tests.factories.learning_cohorts import (
    BY,
    NOW,
    TODAY,
    make_application,
    make_cohort,
    make_offer,
)

pytestmark = pytest.mark.django_db


def recorded() -> set[str]:
    """Every act that the operations of learning record, read from their source."""
    folder = Path(operations_of_learning.__file__).parent
    found: set[str] = set()
    for path in folder.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            is_act = isinstance(node, ast.keyword) and node.arg == "action"
            if is_act and isinstance(node.value, ast.Constant):
                found.add(str(node.value.value))
    steps = {f"offer.{step.value}" for step in OfferStep}
    answers = {f"place.{state.value}" for state in PlaceState} - {"place.offered"}
    return found | steps | answers


def test_every_act_of_learning_has_words_or_a_reason_not_to_be_shown() -> None:
    assert recorded() - set(phrases()) - NOT_SHOWN == set()


def test_no_act_stands_in_two_parts() -> None:
    told = [action for part in PHRASES.values() for action in part]
    assert len(told) == len(set(told)) and set(PHRASES) == set(Part)


@pytest.fixture
def offer() -> Offer:
    return make_offer("Listening well")


@pytest.fixture
def coordinator(offer: Offer) -> Actor:
    over = (ScopeKind.PROGRAMME, offer.programme_id)
    return actor_of(user_with(Role.COORDINATOR, over=over, user__name="Maya Holm"))


def words(actor: Actor, offer: Offer, part: Part | None = None) -> list[tuple[str, str]]:
    found = history(actor, offer.pk, part=part, before=None)
    return [(one.action, one.who) for one in found.lines]


def cohort_with_a_member(offer: Offer, by: Actor) -> Cohort:
    cohort = make_cohort(offer, "Set B")
    join(cohort, person_id=make_person(name="Amal Reed").pk, on=TODAY, now=NOW, by=by)
    return cohort


def test_acts_of_the_offer_its_cohorts_and_its_people_come_newest_first(
    offer: Offer, coordinator: Actor
) -> None:
    cohort = cohort_with_a_member(offer, coordinator)
    row = make_application(offer)
    audit.record(by=coordinator, action="application.screened", subject=("application", row.pk))
    chosen = [cohort.sessions.get(number=2).pk]
    move_sessions(cohort_id=cohort.pk, session_ids=chosen, shift=Shift(1), why="", now=NOW, by=BY)
    shown = words(coordinator, offer)
    assert shown == [
        ("session.moved", ""),
        ("cohort.dates_changed", ""),
        ("application.screened", "Maya Holm"),
        ("membership.began", "Maya Holm"),
        ("cohort.added", ""),
    ]
    assert words(coordinator, offer, Part.SESSIONS) == [("session.moved", "")]
    (moved,) = history(coordinator, offer.pk, part=Part.SESSIONS, before=None).lines
    assert moved.session == "2 of Set B"


def test_acts_of_another_offer_and_notes_for_the_facilitator_are_not_shown(
    offer: Offer, coordinator: Actor
) -> None:
    cohort_with_a_member(make_offer(), coordinator)
    row = make_application(offer)
    audit.record(by=BY, action="note.deleted", subject=("application", row.pk))
    assert words(coordinator, offer) == []


def test_it_is_read_a_page_at_a_time(offer: Offer, coordinator: Actor) -> None:
    for _ in range(5):
        audit.record(by=BY, action="offer.changed", subject=("offer", offer.pk))
    first = history(coordinator, offer.pk, part=None, before=None, size=3)
    assert (len(first.lines), first.older_before is None) == (3, False)
    rest = history(coordinator, offer.pk, part=None, before=first.older_before, size=3)
    assert (len(rest.lines), rest.older_before) == (2, None)


def test_only_those_who_plan_the_offer_read_it(offer: Offer) -> None:
    other = actor_of(
        user_with(Role.COORDINATOR, over=(ScopeKind.PROGRAMME, make_offer().programme_id))
    )
    with pytest.raises(OutOfReach):
        history(other, offer.pk, part=None, before=None)


def test_the_page_says_who_did_what_and_narrows(
    offer: Offer, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    over = (ScopeKind.PROGRAMME, offer.programme_id)
    user = user_with(Role.COORDINATOR, over=over, user__name="Maya Holm")
    cohort_with_a_member(offer, actor_of(user))
    client: Client = client_of(user)
    path = f"/offers/{offer.pk}/history/"
    client.get(path)
    with django_assert_max_num_queries(14):
        shown = client.get(path).content.decode()
    assert "Maya Holm brought Amal Reed into Set B." in shown
    assert "The software added Set B." in shown
    assert "brought" not in client.get(f"{path}?part=sessions").content.decode()
    assert client.get(f"{path}?part=nonsense&before=x").status_code == 200
    assert path in client.get(f"/offers/{offer.pk}/").content.decode()
