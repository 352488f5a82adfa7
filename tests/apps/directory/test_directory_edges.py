"""What the directory says no to, and small questions other apps ask it."""

from datetime import date
from typing import Any

import pytest

from goldenthread.access.terms import OutOfReach, Refused, Role, ScopeKind
from goldenthread.directory import operations, queries
from goldenthread.directory.models import OrganisationName, Person, Team
from goldenthread.directory.terms import IdentifierScheme
from tests.factories.access import SYSTEM, actor_of, actor_with, user_with
from tests.factories.directory import (
    make_organisation,
    make_person,
    make_place,
    make_post,
    make_report,
    make_sector,
)

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)


def edit(person: Person, **given: Any) -> None:
    details = {"name": person.name, "email": person.email, **given}
    operations.edit_person(person_id=person.pk, by=SYSTEM, **details)


def test_a_person_changes_their_own_details_and_nobody_elses() -> None:
    own, other = make_person(), make_person()
    user = user_with(Role.LEARNER)
    operations.connect_user(person_id=own.pk, user_id=user.pk, by=SYSTEM)
    by = actor_of(user)
    operations.pause_messages(person_id=own.pk, until=TODAY, by=by)
    with pytest.raises(OutOfReach):
        operations.pause_messages(person_id=other.pk, until=TODAY, by=by)


def test_a_person_without_a_name_is_neither_added_nor_kept() -> None:
    with pytest.raises(Refused, match="name"):
        operations.find_or_add_person(name=" ", email="", organisation_id=None, on=TODAY, by=SYSTEM)
    with pytest.raises(Refused, match="name"):
        edit(make_person(), name="  ")


def test_who_is_contacted_by_email_has_an_address() -> None:
    person = make_person()
    with pytest.raises(Refused, match="another way"):
        edit(person, email="")
    edit(person, email="", contact_by="post")


def test_an_account_is_not_connected_to_nobody_or_over_another() -> None:
    person = make_person()
    first, second = user_with(Role.LEARNER), user_with(Role.LEARNER)
    with pytest.raises(OutOfReach):
        operations.connect_user(person_id=0, user_id=first.pk, by=SYSTEM)
    operations.connect_user(person_id=person.pk, user_id=first.pk, by=SYSTEM)
    with pytest.raises(Refused, match="another account"):
        operations.connect_user(person_id=person.pk, user_id=second.pk, by=SYSTEM)


def test_a_post_does_not_end_before_it_starts() -> None:
    person, where = make_person(), make_organisation()
    with pytest.raises(Refused, match="before the first day"):
        operations.add_post(
            person_id=person.pk,
            organisation_id=where.pk,
            starts_on=TODAY,
            ends_on=date(2026, 1, 1),
            by=SYSTEM,
        )
    with pytest.raises(OutOfReach):
        operations.end_post(post_id=0, ends_on=TODAY, by=SYSTEM)


def test_a_post_is_not_added_in_an_organisation_out_of_sight() -> None:
    here, there = make_organisation(), make_organisation()
    person = make_person(organisation=here)
    by = actor_with(Role.COORDINATOR, over=(ScopeKind.ORGANISATION, here.pk))
    with pytest.raises(OutOfReach):
        operations.add_post(person_id=person.pk, organisation_id=there.pk, starts_on=TODAY, by=by)


def test_nobody_manages_themselves_and_a_manager_exists() -> None:
    person = make_person()
    with pytest.raises(Refused, match="own line manager"):
        operations.set_manager(
            person_id=person.pk, manager_id=person.pk, starts_on=TODAY, by=SYSTEM
        )
    with pytest.raises(OutOfReach):
        operations.set_manager(person_id=person.pk, manager_id=0, starts_on=TODAY, by=SYSTEM)


def test_places_and_organisations_that_are_not_there_are_not_changed() -> None:
    make_place("Town")
    with pytest.raises(OutOfReach):
        operations.edit_place(place_id=0, name="X", parent_id=None, by=SYSTEM)
    with pytest.raises(OutOfReach):
        operations.learn_name(organisation_id=0, name="X", by=SYSTEM)
    operations.add_place(name="Village", by=SYSTEM)
    with pytest.raises(Refused, match="already a place"):
        operations.add_place(name="Village", by=SYSTEM)


def test_an_organisation_is_not_part_of_itself() -> None:
    trust = make_organisation()
    team = make_organisation(parent=trust)
    with pytest.raises(Refused, match="part of itself"):
        operations.edit_organisation(
            organisation_id=trust.pk,
            name=trust.name,
            sector_id=trust.sector_id,
            place_id=None,
            parent_id=team.pk,
            by=SYSTEM,
        )


def test_an_unchanged_name_is_not_learnt_and_neither_is_its_own() -> None:
    row = make_organisation("Harbourside")
    operations.edit_organisation(
        organisation_id=row.pk,
        name="HARBOURSIDE",
        sector_id=row.sector_id,
        place_id=None,
        by=SYSTEM,
    )
    operations.learn_name(organisation_id=row.pk, name="harbour side", by=SYSTEM)
    assert not OrganisationName.objects.exists()


def test_a_learnt_name_may_become_the_name() -> None:
    row = make_organisation("Old")
    operations.learn_name(organisation_id=row.pk, name="New", by=SYSTEM)
    operations.edit_organisation(
        organisation_id=row.pk, name="New", sector_id=row.sector_id, place_id=None, by=SYSTEM
    )
    assert list(row.names.values_list("name", flat=True)) == ["Old"]


def test_the_same_number_written_again_changes_nothing() -> None:
    row = make_organisation()
    for value in ("rxx", "RXX", "RYY"):
        operations.set_identifier(
            organisation_id=row.pk, scheme=IdentifierScheme.ODS, value=value, by=SYSTEM
        )
    assert row.identifiers.get().value == "RYY"


def test_names_and_teams_are_told_to_other_apps() -> None:
    where = make_organisation()
    team = Team.objects.create(organisation=where, name="Night team")
    person = make_person(name="Maya Lowe")
    make_post(person, where, team=team, starts_on=date(2026, 1, 5))
    assert queries.name_of(person.pk) == "Maya Lowe"
    assert queries.name_of(0) == ""
    assert queries.names_of([person.pk]) == {person.pk: "Maya Lowe"}
    assert queries.cards_for(SYSTEM, [person.pk], on=TODAY)[person.pk].team_id == team.pk


def test_a_page_of_a_person_seen_but_not_edited_offers_no_change() -> None:
    person = make_person()
    make_report(person, make_person())
    reader = actor_with(Role.COORDINATOR, over=(ScopeKind.ORGANISATION, make_organisation().pk))
    with pytest.raises(OutOfReach):
        queries.person_to_edit(reader, person.pk)
    with pytest.raises(OutOfReach):
        queries.person_detail(reader, person.pk)


def test_organisations_and_places_out_of_reach_are_not_there_to_change() -> None:
    here, there = make_organisation(), make_organisation()
    by = actor_with(Role.COORDINATOR, over=(ScopeKind.ORGANISATION, here.pk))
    assert queries.organisation_to_edit(by, here.pk).may_edit
    for question in (queries.organisation_to_edit, queries.organisation_detail):
        with pytest.raises(OutOfReach):
            question(by, there.pk)
    lead = actor_with(Role.CHAMPION, over=(ScopeKind.ORGANISATION, here.pk))
    with pytest.raises(OutOfReach):
        queries.organisation_to_edit(lead, here.pk)
    with pytest.raises(OutOfReach):
        queries.place_to_edit(SYSTEM, 0)


def test_a_place_lead_sees_only_places_within_reach() -> None:
    county = make_place("County")
    town = make_place("Town", parent=county)
    make_place("Elsewhere")
    make_organisation(place=town)
    by = actor_with(Role.PLACE_LEAD, over=(ScopeKind.PLACE, town.pk))
    found = queries.places(by)
    assert [(row.name, row.depth, row.organisations) for row in found] == [("Town", 0, 1)]


def test_nothing_is_found_by_no_name() -> None:
    make_sector()
    assert queries.find_organisation("  ") is None
    assert queries.find_sector("P") is not None
