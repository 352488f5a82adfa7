"""The right one is found in spite of a slip, on both databases."""

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goldenthread.access.terms import Role
from goldenthread.directory import rules as directory
from goldenthread.directory.models import Person
from goldenthread.search import operations, queries
from goldenthread.search.models import Entry
from tests.apps.search.conftest import Find
from tests.factories.access import SYSTEM, actor_with
from tests.factories.directory import make_organisation, make_person
from tests.factories.names import SLIPS, invented_names

pytestmark = pytest.mark.django_db
PEOPLE, ASKED, FIRST = 1_500, 1_000, 5
SEED = 44


def test_one_slip_in_a_name_still_finds_the_person_among_the_first_five() -> None:
    names = invented_names(PEOPLE, seed=SEED)
    Person.objects.bulk_create(
        Person(name=name, key=directory.person_key(name), contact_by="email") for name in names
    )
    operations.refresh()
    actor, chance = actor_with(Role.COORDINATOR), random.Random(SEED)
    slips = list(SLIPS.items())
    missed: dict[str, list[str]] = {slip: [] for slip in SLIPS}
    for at, name in enumerate(chance.sample(names, ASKED)):
        slip, make = slips[at % len(slips)]
        typed = make(name, chance)
        groups = queries.find(actor, typed, kind="person").groups
        if name not in [hit.title for group in groups for hit in group.hits[:FIRST]]:
            missed[slip].append(typed)
    for slip, typed in missed.items():
        assert len(typed) <= 0.05 * ASKED / len(slips), (slip, typed[:10])


def test_a_hit_says_what_it_is_and_where(find: Find) -> None:
    there = make_organisation("Lantern House")
    person = make_person(name="Ada Okafor", organisation=there, title="Nurse")
    assert find(actor_with(Role.COORDINATOR), "okafro") == ["Ada Okafor"]
    (group,) = queries.find(actor_with(Role.COORDINATOR), "okafro").groups
    (hit,) = group.hits
    assert hit.line == "Nurse, Lantern House"
    assert hit.address == f"/directory/people/{person.pk}/"


def test_kinds_stand_in_their_order_and_each_is_paged(find: Find) -> None:
    for number in range(23):
        make_person(name=f"Marlow Number{number}", organisation=make_organisation(f"Org {number}"))
    make_organisation("Marlow Centre")
    actor = actor_with(Role.COORDINATOR)
    find(actor, "marlow")
    found = queries.find(actor, "marlow")
    assert [(g.kind, len(g.hits), g.total) for g in found.groups] == [
        ("person", 5, 23),
        ("organisation", 1, 1),
    ]
    (last,) = queries.find(actor, "marlow", kind="person", page=2).groups
    assert len(last.hits) == 3
    (clamped,) = queries.find(actor, "marlow", kind="person", page=99).groups
    assert clamped.hits == last.hits
    assert queries.find(actor, "marlow", kind="nothing").groups == ()
    suggested = queries.suggest(actor, "marl")
    assert [(g.kind, len(g.hits)) for g in suggested.groups] == [("person", 5), ("organisation", 1)]


@pytest.mark.parametrize("typed", ["", " ", "a", "!", "…", "\x00", "%"])
def test_next_to_nothing_is_too_short(typed: str) -> None:
    found = queries.find(actor_with(Role.COORDINATOR), typed)
    assert found.is_too_short
    assert found.groups == ()


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(typed=st.text(max_size=300))
def test_nothing_that_can_be_typed_breaks_the_search(typed: str) -> None:
    if not Entry.objects.exists():
        make_person(name="Ada %_'\"; Okafor")
        operations.refresh()
    found = queries.find(actor_with(Role.COORDINATOR), typed)
    assert found.is_too_short or len(found.groups) <= 3


def test_one_letter_more_is_never_lost_among_many(find: Find) -> None:
    """Out of 400 alike the exact one is first, though only 200 are compared."""
    there = make_organisation("Somewhere")
    for number in range(250):
        make_person(
            name=f"Ann Marsh{chr(97 + number % 26)}{chr(97 + number // 26)}", organisation=there
        )
    make_person(name="Ann Marsh", organisation=there)
    assert find(actor_with(Role.COORDINATOR), "ann marsh", kind="person")[0] == "Ann Marsh"
    (group,) = queries.find(actor_with(Role.COORDINATOR), "ann marsh", kind="person").groups
    assert group.total <= queries.COMPARED


def test_the_system_itself_does_not_search() -> None:
    assert not queries.may_search(SYSTEM)
    assert queries.find(SYSTEM, "Ada Okafor").groups == ()
