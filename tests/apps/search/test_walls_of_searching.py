"""What is out of reach does not show: not as a hit, a number, an order or a shorter list."""

import pytest

from goldenthread.access.actor import Actor
from goldenthread.access.terms import Role, ScopeKind
from goldenthread.directory.models import Post
from goldenthread.search import kinds, operations, queries
from goldenthread.search.terms import Found
from goldenthread.search.views import FINDS
from tests.apps.search.conftest import Find
from tests.factories.access import actor_with
from tests.factories.directory import make_organisation, make_person, make_place
from tests.factories.instruments import make_instrument
from tests.factories.learning_cohorts import make_cohort
from tests.factories.learning_offers import make_application, make_offer
from tests.factories.programmes import make_programme

pytestmark = pytest.mark.django_db
NAME = "Marlow"


def over(role: Role, kind: ScopeKind, scope_id: int | None = None) -> Actor:
    return actor_with(role, over=(kind, scope_id))


def told(found: Found) -> list[tuple[str, int, tuple[str, ...]]]:
    return [(g.kind, g.total, tuple(hit.title for hit in g.hits)) for g in found.groups]


def make_everything(mark: str) -> dict[str, int]:
    """One thing of each kind that is called Marlow; ids by kind."""
    place = make_place(f"{NAME} place {mark}")
    organisation = make_organisation(f"{NAME} organisation {mark}", place=place)
    programme = make_programme(f"{NAME} programme {mark}", host=organisation)
    offer = make_offer(f"{NAME} offer {mark}", programme=programme)
    cohort = make_cohort(offer, f"{NAME} cohort {mark}")
    person = make_person(name=f"{NAME} person {mark}", organisation=organisation)
    make_application(offer, person=person)
    make_instrument(f"{NAME} instrument {mark}")
    return {
        "place": place.pk,
        "organisation": organisation.pk,
        "programme": programme.pk,
        "offer": offer.pk,
        "cohort": cohort.pk,
        "person": person.pk,
    }


PROGRAMME = {"organisation": 2, "place": 2, "programme": 1, "offer": 1, "cohort": 1}
SEEN: dict[str, tuple[Role, ScopeKind, dict[str, int]]] = {
    "coordinator of a programme": (
        Role.COORDINATOR,
        ScopeKind.PROGRAMME,
        PROGRAMME | {"person": 1, "instrument": 2},
    ),
    "coordinator of an organisation": (
        Role.COORDINATOR,
        ScopeKind.ORGANISATION,
        {"person": 1, "organisation": 1, "instrument": 2},
    ),
    "evaluator": (Role.EVALUATOR, ScopeKind.PROGRAMME, PROGRAMME | {"instrument": 2}),
    "board member": (Role.BOARD_MEMBER, ScopeKind.PROGRAMME, {"programme": 1}),
    "facilitator": (Role.FACILITATOR, ScopeKind.COHORT, {"cohort": 1}),
    "place lead": (Role.PLACE_LEAD, ScopeKind.PLACE, {"organisation": 1, "place": 1}),
    "champion": (Role.CHAMPION, ScopeKind.ORGANISATION, {"organisation": 1}),
}


@pytest.mark.parametrize("who", SEEN)
def test_each_role_finds_what_it_may_see_and_nothing_else(who: str, find: Find) -> None:
    ours = make_everything("ours")
    make_everything("theirs")
    operations.refresh()
    role, kind, expected = SEEN[who]
    found = queries.find(over(role, kind, ours[kind.value]), NAME)
    assert {group.kind: group.total for group in found.groups} == expected


@pytest.mark.parametrize(
    "role",
    [
        Role.LEARNER,
        Role.LINE_MANAGER,
        Role.ADMINISTRATOR,
        Role.GOVERNANCE_OFFICER,
        Role.CITIZEN,
        Role.EXPERT_BY_EXPERIENCE,
    ],
)
def test_these_roles_find_nothing_at_all(role: Role, find: Find) -> None:
    make_everything("ours")
    actor = actor_with(role)
    assert find(actor, NAME) == []
    assert not queries.may_search(actor)


def test_names_out_of_reach_change_nothing_of_what_is_said(find: Find) -> None:
    """The same words, numbers and order, however many others are called the same."""
    here, there = make_organisation("Here"), make_organisation("There")
    for name in ("Ann Marlow", "Anna Marlowe", "Ann Harlow", "Marlow Ann", "Ana Marlo"):
        make_person(name=name, organisation=here)
    actor = over(Role.COORDINATOR, ScopeKind.ORGANISATION, here.pk)
    operations.refresh()
    typed = ("ann marlow", "ann marlo", "marl", "ana")
    before = [(told(queries.find(actor, t)), told(queries.suggest(actor, t))) for t in typed]
    for number in range(queries.COMPARED + 60):
        make_person(name="Ann Marlow" if number % 2 else f"Marlow Ana{number}", organisation=there)
    operations.refresh()
    after = [(told(queries.find(actor, t)), told(queries.suggest(actor, t))) for t in typed]
    assert after == before
    assert before[0][0][0][1] >= 4


def test_whoever_leaves_reach_is_no_longer_found(find: Find) -> None:
    here = make_organisation("Here")
    person = make_person(name="Ann Marlow", organisation=here)
    actor = over(Role.COORDINATOR, ScopeKind.ORGANISATION, here.pk)
    assert find(actor, "ann marlow") == ["Ann Marlow"]
    Post.objects.filter(person=person).update(ends_on="2021-01-01")
    assert find(actor, "ann marlow", is_indexed=True) == []


def test_a_grant_over_what_is_gone_finds_nothing(find: Find) -> None:
    make_everything("ours")
    gone = over(Role.COORDINATOR, ScopeKind.PROGRAMME, 999_999)
    assert [title for title in find(gone, NAME) if "instrument" not in title] == []


def test_nobody_else_searches(find: Find) -> None:
    make_everything("ours")
    for actor in (Actor.anonymous(), Actor.link(subject="application:1")):
        assert find(actor, NAME) == []


def test_the_page_opens_for_whoever_may_find_something_and_for_nobody_else() -> None:
    assert {kind.permission for kind in kinds.all_kinds()} == set(FINDS)
