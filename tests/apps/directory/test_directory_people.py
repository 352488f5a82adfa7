"""People are added once, changed by who may, and reached only by who should."""

from datetime import date
from typing import Any

import pytest
from django.db.models import Q

from goldenthread.access.actor import Actor, HeldGrant
from goldenthread.access.terms import OutOfReach, Permission, Refused, Role
from goldenthread.audit.models import Event
from goldenthread.directory import operations, queries
from goldenthread.directory.models import Person, Post, ReportingLine
from goldenthread.directory.queries import reach
from tests.factories.directory import make_organisation, make_person, make_place, make_post

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)
SYSTEM = Actor.system(reason="test")


def coordinator(scope_kind: str = "everything", scope_id: int | None = None) -> Actor:
    grant = HeldGrant(Role.COORDINATOR, scope_kind, scope_id)
    return Actor(kind="user", id="900", name="Cass", grants=(grant,))


def add(name: str = "Maya Lowe", email: str = "maya@example.org", **rest: Any) -> int:
    given: dict[str, Any] = {"organisation_id": make_organisation().pk, "on": TODAY, **rest}
    return operations.find_or_add_person(name=name, email=email, by=SYSTEM, **given)


def test_the_same_address_is_the_same_person_whatever_its_case() -> None:
    first = add(email="Maya@Example.org ")
    assert add(name="M Lowe", email="maya@example.org") == first
    assert Person.objects.get().name == "Maya Lowe"


def test_the_second_organisation_becomes_a_second_post() -> None:
    person_id = add()
    add()
    assert Post.objects.filter(person_id=person_id).count() == 2


def test_the_same_organisation_is_not_a_second_post() -> None:
    where = make_organisation()
    person_id = add(organisation_id=where.pk, title="Nurse")
    add(organisation_id=where.pk, title="Nurse")
    assert Post.objects.get(person_id=person_id).title == "Nurse"


def test_blanks_are_filled_and_what_is_known_is_kept() -> None:
    add(phone="01632 960 118")
    add(phone="01632 960 999", pronouns="she/her")
    row = Person.objects.get()
    assert (row.phone, row.pronouns) == ("01632 960 118", "she/her")


def test_without_an_address_the_same_name_in_the_same_organisation_is_the_same_person() -> None:
    where = make_organisation()
    first = add(email="", organisation_id=where.pk)
    assert add(name="Mrs MAYA  Lowe", email="", organisation_id=where.pk) == first
    assert add(email="", name="Maya Lowe") != first


def test_two_people_of_one_name_in_one_organisation_are_not_guessed_between() -> None:
    where = make_organisation()
    make_person(name="Sam Hill", organisation=where, email="")
    make_person(name="Sam Hill", organisation=where, email="")
    assert queries.find_person(name="Sam Hill", organisation_id=where.pk) is None


def test_a_facilitator_cannot_add_people() -> None:
    facilitator = Actor(kind="user", id="1", grants=(HeldGrant(Role.FACILITATOR, "everything"),))
    with pytest.raises(OutOfReach):
        operations.find_or_add_person(
            name="A B", email="", organisation_id=make_organisation().pk, on=TODAY, by=facilitator
        )


def test_an_address_belongs_to_one_person() -> None:
    make_person(email="taken@example.org")
    person = make_person()
    with pytest.raises(Refused, match="belongs to someone else"):
        operations.edit_person(
            person_id=person.pk, name="N", email="TAKEN@example.org", by=coordinator()
        )


def test_a_coordinator_of_another_organisation_cannot_change_a_person() -> None:
    person, elsewhere = make_person(), make_organisation()
    with pytest.raises(OutOfReach):
        operations.pause_messages(
            person_id=person.pk, until=TODAY, by=coordinator("organisation", elsewhere.pk)
        )


def test_a_person_may_pause_their_own_messages_by_personal_link() -> None:
    person = make_person()
    operations.pause_messages(
        person_id=person.pk, until=TODAY, by=Actor.link(subject=f"person:{person.pk}")
    )
    with pytest.raises(OutOfReach):
        operations.pause_messages(
            person_id=person.pk, until=None, by=Actor.link(subject="person:0")
        )
    assert queries.emails_of([person.pk])[person.pk].paused_until == TODAY


def test_reach_follows_the_post_held_today() -> None:
    here, there = make_organisation(), make_organisation()
    person = make_person(organisation=there)
    make_post(person, here, ends_on=date(2025, 1, 1))
    assert not queries.reaches_person(coordinator("organisation", here.pk), person.pk)
    assert queries.reaches_person(coordinator("organisation", there.pk), person.pk)


def test_a_place_reaches_people_in_the_places_inside_it() -> None:
    county = make_place()
    person = make_person(organisation=make_organisation(place=make_place(parent=county)))
    outsider = make_person(organisation=make_organisation(place=make_place()))
    actor = coordinator("place", county.pk)
    assert set(queries.cards_for(actor, [person.pk, outsider.pk])) == {person.pk}


def test_an_organisation_reaches_its_parts() -> None:
    trust = make_organisation()
    person = make_person(organisation=make_organisation(parent=trust))
    assert queries.person(coordinator("organisation", trust.pk), person.pk).id == person.pk


def test_a_vanished_scope_reaches_nobody() -> None:
    person = make_person()
    actor = coordinator("organisation", 987654)
    assert queries.people(actor).total == 0
    with pytest.raises(OutOfReach):
        queries.person(actor, person.pk)


def test_a_role_without_the_permission_reaches_nobody() -> None:
    person = make_person()
    nobody = Actor(kind="user", id="1", grants=(HeldGrant(Role.BOARD_MEMBER, "everything"),))
    assert queries.cards_for(nobody, [person.pk]) == {}


def test_a_new_manager_ends_the_line_to_the_old_one() -> None:
    person, old, new = make_person(), make_person(), make_person()
    for manager, day in ((old, date(2026, 1, 5)), (new, date(2026, 6, 1))):
        operations.set_manager(person_id=person.pk, manager_id=manager.pk, starts_on=day, by=SYSTEM)
    ids = [person.pk, old.pk, new.pk]
    assert queries.line_pairs(date(2026, 5, 31), ids) == {frozenset((person.pk, old.pk))}
    assert queries.line_pairs(TODAY, ids) == {frozenset((person.pk, new.pk))}


def test_setting_the_same_manager_twice_keeps_one_line() -> None:
    person, manager = make_person(), make_person()
    for day in (date(2026, 1, 5), date(2026, 6, 1)):
        operations.set_manager(person_id=person.pk, manager_id=manager.pk, starts_on=day, by=SYSTEM)
    assert ReportingLine.objects.get().starts_on == date(2026, 1, 5)


def test_two_people_do_not_manage_each_other() -> None:
    one, two = make_person(), make_person()
    operations.set_manager(person_id=one.pk, manager_id=two.pk, starts_on=TODAY, by=SYSTEM)
    with pytest.raises(Refused, match="already manages"):
        operations.set_manager(person_id=two.pk, manager_id=one.pk, starts_on=TODAY, by=SYSTEM)


def test_adjustments_are_replaced_and_a_note_asks_for_other() -> None:
    person = make_person(adjustments=("bsl",))
    operations.set_adjustments(
        person_id=person.pk, codes=["step_free"], note="A seat by the door", by=SYSTEM
    )
    assert queries.adjustments_of([person.pk]) == {person.pk: ("step_free", "other")}


def test_an_account_is_one_person(django_user_model: type) -> None:
    user = django_user_model.objects.create_user("maya@example.org", name="Maya")
    one, two = make_person(), make_person()
    operations.connect_user(person_id=one.pk, user_id=user.pk, by=SYSTEM)
    assert queries.person_of_user(user.pk) == one.pk
    with pytest.raises(Refused, match="another person"):
        operations.connect_user(person_id=two.pk, user_id=user.pk, by=SYSTEM)
    with pytest.raises(OutOfReach):
        operations.connect_user(person_id=two.pk, user_id=user.pk, by=coordinator())


def test_the_audit_names_fields_and_never_what_was_written() -> None:
    person = make_person()
    operations.edit_person(
        person_id=person.pk, name="New Name", email="secret@example.org", by=coordinator()
    )
    event = Event.objects.get(action="person.changed")
    assert event.person_id == person.pk
    assert "secret" not in str(event.detail)
    assert set(event.detail["fields"]) == {"name", "email"}


def test_search_forgives_case_accents_and_apostrophes() -> None:
    make_person(name="Ignacy Wisła", organisation=make_organisation("Northmoor Police"))
    make_person(name="Kaja O’Tusk")
    actor = coordinator()
    assert queries.people(actor, "wisla").cards[0].name == "Ignacy Wisła"
    assert queries.people(actor, "OTUSK").cards[0].name == "Kaja O’Tusk"
    assert queries.people(actor, "northmoor").total == 1


def test_sector_and_organisation_are_those_of_the_newest_post() -> None:
    person = make_person(organisation=make_organisation(sector="primary_care"))
    make_post(person, make_organisation("New", sector="council"), starts_on=date(2026, 1, 1))
    assert queries.sector_of([person.pk], TODAY)[person.pk].code == "council"
    assert queries.organisation_of([person.pk], TODAY)[person.pk].name == "New"
    assert queries.organisation_of([person.pk], date(2025, 1, 1))[person.pk].name != "New"


def test_registered_reach_adds_people_upstairs_knows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reach, "_REACHES", [])
    one, two = make_person(), make_person()
    queries.register_people_reach(lambda found: Q(pk=one.pk))
    actor = coordinator("programme", 5)
    assert set(queries.cards_for(actor, [one.pk, two.pk])) == {one.pk}
    assert actor.may(Permission.PERSON_VIEW)
