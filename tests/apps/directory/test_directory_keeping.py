"""Who changes what in the one directory: those it belongs to, and whoever added it."""

from typing import Any

import pytest

from goldenthread.access.actor import Actor
from goldenthread.access.models import User
from goldenthread.access.terms import OutOfReach, Role, ScopeKind
from goldenthread.directory import operations
from goldenthread.directory.models import Organisation, Place
from goldenthread.directory.terms import IdentifierScheme
from goldenthread.programmes.models import Programme
from tests.factories.access import actor_of, actor_with, client_of, user_with
from tests.factories.directory import make_organisation, make_place
from tests.factories.programmes import make_programme

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme() -> Programme:
    return make_programme(place=make_place("Northmoor"))


@pytest.fixture
def rowan(programme: Programme) -> User:
    return user_with(Role.COORDINATOR, over=(ScopeKind.PROGRAMME, programme.pk))


def rename(row: Organisation, by: Actor, name: str = "New name") -> None:
    operations.edit_organisation(
        organisation_id=row.pk, name=name, sector_id=row.sector_id, place_id=row.place_id, by=by
    )


def refused(row: Organisation, by: Actor) -> bool:
    with pytest.raises(OutOfReach):
        rename(row, by)
    with pytest.raises(OutOfReach):
        operations.set_identifier(
            organisation_id=row.pk, scheme=IdentifierScheme.ODS, value="RW123", by=by
        )
    return True


def test_a_coordinator_changes_what_lies_in_the_programmes_own_place(
    programme: Programme, rowan: User
) -> None:
    inside = make_place("Eldmere", parent=programme.place)
    rename(make_organisation(place=inside), actor_of(rowan))
    operations.edit_place(
        place_id=inside.pk, name="Eldmere town", parent_id=inside.parent_id, by=actor_of(rowan)
    )
    assert Place.objects.filter(name="Eldmere town").exists()


def test_a_coordinator_changes_the_host_wherever_it_lies(programme: Programme, rowan: User) -> None:
    rename(programme.host, actor_of(rowan))
    assert Organisation.objects.get(pk=programme.host_id).name == "New name"


def test_a_coordinator_changes_nothing_of_another_partnership(rowan: User) -> None:
    theirs = make_place("Elsewhere")
    assert refused(make_organisation(place=theirs), actor_of(rowan))
    assert refused(make_organisation(), actor_of(rowan))
    with pytest.raises(OutOfReach):
        operations.edit_place(place_id=theirs.pk, name="Mine", parent_id=None, by=actor_of(rowan))


def test_whoever_added_it_may_put_it_right_and_nobody_else(rowan: User) -> None:
    by, sector = actor_of(rowan), make_organisation().sector_id
    made = operations.add_organisation(name="Alder Trust", sector_id=sector, by=by)
    place = operations.add_place(name="Saltby", by=by)
    rename(Organisation.objects.get(pk=made), by, "Alder Foundation Trust")
    operations.edit_place(place_id=place, name="Saltby town", parent_id=None, by=by)
    other = actor_with(Role.COORDINATOR, over=(ScopeKind.PROGRAMME, make_programme().pk))
    assert refused(Organisation.objects.get(pk=made), other)


def test_anyone_who_runs_a_programme_adds_and_teaches_another_name(rowan: User) -> None:
    row = make_organisation("Alder Trust")
    operations.learn_name(organisation_id=row.pk, name="ATFT", by=actor_of(rowan))
    assert row.names.get().name == "ATFT"


@pytest.mark.parametrize("over", ("everything", "organisation"))
def test_a_grant_over_it_or_over_everything_changes_it(over: str) -> None:
    row = make_organisation(place=make_place())
    scopes: dict[str, Any] = {"everything": None, "organisation": row.pk}
    rename(row, actor_with(Role.COORDINATOR, over=(ScopeKind(over), scopes[over])))


def test_the_pages_offer_only_what_may_be_changed(programme: Programme, rowan: User) -> None:
    own, theirs = make_organisation(place=programme.place), make_organisation()
    elsewhere = make_place("Elsewhere")
    client = client_of(rowan)
    assert "Change details" in client.get(f"/directory/organisations/{own.pk}/").text
    assert "Change details" not in client.get(f"/directory/organisations/{theirs.pk}/").text
    assert client.get(f"/directory/organisations/{theirs.pk}/edit/").status_code == 404
    assert client.get(f"/directory/places/{elsewhere.pk}/edit/").status_code == 404
    places = client.get("/directory/places/").text
    assert f"/directory/places/{programme.place_id}/edit/" in places
    assert f"/directory/places/{elsewhere.pk}/edit/" not in places
