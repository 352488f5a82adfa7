"""Organisations are in the directory once, however they are written."""

import pytest

from goldenthread.access.actor import Actor, HeldGrant
from goldenthread.access.terms import OutOfReach, Refused, Role
from goldenthread.directory import operations, queries
from goldenthread.directory.models import Organisation, OutsideIdentifier, Place, Sector
from goldenthread.directory.terms import DEFAULT_SECTORS, IdentifierScheme
from tests.factories.directory import make_organisation, make_place, make_sector

pytestmark = pytest.mark.django_db
SYSTEM = Actor.system(reason="test")
CHAMPION = Actor(kind="user", id="5", grants=(HeldGrant(Role.CHAMPION, "everything"),))


def test_sectors_are_installed_once_with_letters_of_their_own() -> None:
    operations.install_sectors(SYSTEM)
    operations.install_sectors(SYSTEM)
    assert Sector.objects.count() == len(DEFAULT_SECTORS)
    letters = [letter for _, _, letter in DEFAULT_SECTORS]
    assert len(set(letters)) == len(letters)
    assert [s.letter for s in queries.sectors()][:5] == ["P", "E", "A", "M", "C"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("primary care", "primary_care"),
        ("emergency services", "emergency_services"),
        ("A&E", "a_and_e"),
        ("mental health", "mental_health"),
        ("third sector", "third_sector"),
        ("Council", "council"),
    ],
)
def test_a_sector_is_found_as_people_write_it(text: str, code: str) -> None:
    operations.install_sectors(SYSTEM)
    found = queries.find_sector(text)
    assert found is not None and found.code == code


def test_an_unknown_sector_is_not_guessed() -> None:
    operations.install_sectors(SYSTEM)
    assert queries.find_sector("space travel") is None


@pytest.mark.parametrize("text", ["NorthmoorPolice", "NORTHMOOR POLICE", " northmoor  police "])
def test_an_organisation_is_found_however_it_is_written(text: str) -> None:
    row = make_organisation("Northmoor Police")
    found = queries.find_organisation(text)
    assert found is not None and found.id == row.pk


def test_an_organisation_is_found_by_a_learnt_name() -> None:
    row = make_organisation("Northmoor Care NHS Foundation Trust")
    assert queries.find_organisation("NMCFT CAMHS") is None
    operations.learn_name(organisation_id=row.pk, name="NMCFT CAMHS", by=SYSTEM)
    found = queries.find_organisation("nmcft camhs")
    assert found is not None and found.id == row.pk


def test_an_organisation_is_not_added_twice() -> None:
    make_organisation("Harbourside Trust")
    with pytest.raises(Refused, match="already in the directory"):
        operations.add_organisation(
            name="HARBOURSIDE  TRUST", sector_id=make_sector().pk, by=SYSTEM
        )


def test_the_name_an_organisation_had_still_finds_it() -> None:
    row = make_organisation("Old Name")
    operations.edit_organisation(
        organisation_id=row.pk, name="New Name", sector_id=row.sector_id, place_id=None, by=SYSTEM
    )
    for text in ("old name", "new name"):
        found = queries.find_organisation(text)
        assert found is not None and found.id == row.pk


def test_an_identifier_belongs_to_one_organisation() -> None:
    one, two = make_organisation("One"), make_organisation()
    operations.set_identifier(
        organisation_id=one.pk, scheme=IdentifierScheme.ODS, value="rxx", by=SYSTEM
    )
    with pytest.raises(Refused, match="One already has"):
        operations.set_identifier(
            organisation_id=two.pk, scheme=IdentifierScheme.ODS, value="RXX", by=SYSTEM
        )
    operations.set_identifier(
        organisation_id=one.pk, scheme=IdentifierScheme.ODS, value="", by=SYSTEM
    )
    assert not OutsideIdentifier.objects.exists()


def test_a_champion_reads_the_directory_and_does_not_change_it() -> None:
    make_organisation()
    assert len(queries.organisations(CHAMPION)) == 1
    with pytest.raises(OutOfReach):
        operations.add_organisation(name="X", sector_id=make_sector().pk, by=CHAMPION)
    with pytest.raises(OutOfReach):
        operations.add_place(name="X", by=CHAMPION)
    with pytest.raises(OutOfReach):
        operations.install_sectors(CHAMPION)


def test_a_lead_of_one_organisation_sees_only_its_own() -> None:
    own = make_organisation()
    make_organisation()
    grant = HeldGrant(Role.ORGANISATION_LEAD, "organisation", own.pk)
    lead = Actor(kind="user", id="6", grants=(grant,))
    assert [row.id for row in queries.organisations(lead)] == [own.pk]


def test_a_coordinator_edits_only_organisations_within_reach() -> None:
    own, other = make_organisation(), make_organisation()
    grant = HeldGrant(Role.COORDINATOR, "organisation", own.pk)
    actor = Actor(kind="user", id="6", grants=(grant,))
    operations.learn_name(organisation_id=own.pk, name="Ours", by=actor)
    with pytest.raises(OutOfReach):
        operations.learn_name(organisation_id=other.pk, name="Theirs", by=actor)


def test_a_place_moves_but_never_into_itself() -> None:
    county, town = make_place("County"), make_place("Town")
    operations.edit_place(place_id=town.pk, name="Town", parent_id=county.pk, by=SYSTEM)
    with pytest.raises(Refused, match="part of itself"):
        operations.edit_place(place_id=county.pk, name="County", parent_id=town.pk, by=SYSTEM)
    assert Place.objects.get(pk=town.pk).parent_id == county.pk


def test_an_organisation_without_letters_is_refused() -> None:
    with pytest.raises(Refused, match="Enter the organisation's name"):
        operations.add_organisation(name=" - ", sector_id=make_sector().pk, by=SYSTEM)
    assert not Organisation.objects.exists()


def test_a_letter_stands_for_one_sector() -> None:
    operations.install_sectors(SYSTEM)
    with pytest.raises(Refused, match="letter P"):
        operations.add_sector(name="Parks", code="parks", letter="P", by=SYSTEM)
    operations.add_sector(name="Farms", code="farms", letter="F", by=SYSTEM)
    with pytest.raises(Refused, match="already a sector"):
        operations.add_sector(name="Farms", code="farms2", letter="Q", by=SYSTEM)
