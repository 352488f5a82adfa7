"""People brought in from a sheet, and taken back as if they had never been."""

import json
from datetime import date
from typing import Any

import pytest
from django.core import serializers
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goldenthread.access.actor import Actor, HeldGrant
from goldenthread.access.terms import OutOfReach, Role
from goldenthread.directory import operations, queries
from goldenthread.directory.models import (
    AdjustmentNeed,
    Organisation,
    OrganisationName,
    Person,
    Post,
    ReportingLine,
)
from goldenthread.directory.operations import Added, NewPerson
from goldenthread.directory.queries import Wanted
from tests.factories.access import SYSTEM, user_with
from tests.factories.directory import make_organisation, make_person, make_post, make_sector

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)
TABLES = (Organisation, OrganisationName, Person, Post, AdjustmentNeed, ReportingLine)


def snapshot() -> Any:
    """Every row of the directory, but for when it was made."""
    rows = [row for table in TABLES for row in table._default_manager.order_by("pk")]
    return json.loads(serializers.serialize("json", rows))


def added(**given: Any) -> Added:
    person = NewPerson(**{"name": "Maya Lowe", "email": "maya@example.org", **given})
    return operations.add_from_sheet(person=person, on=TODAY, by=SYSTEM)


def take_back(*some: Added) -> None:
    for one in reversed(some):
        operations.take_back_additions(made=list(reversed(one.made)), by=SYSTEM)


def test_a_new_person_in_a_new_organisation_is_made_whole() -> None:
    one = added(
        organisation="Eldmere Primary Care",
        sector_id=make_sector().pk,
        title="Nurse",
        adjustments=("bsl",),
        adjustment_note="A seat by the door",
    )
    assert [made.what for made in one.made] == [
        "organisation",
        "person",
        "post",
        "adjustment",
        "adjustment",
    ]
    assert queries.adjustments_of([one.person_id])[one.person_id] == ("bsl", "other")


def test_an_organisation_without_a_known_sector_is_not_made() -> None:
    one = added(organisation="Eldmere Primary Care")
    assert [made.what for made in one.made] == ["person"]


def test_a_manager_known_by_address_becomes_a_line_once() -> None:
    boss = make_person(email="boss@example.org")
    one = added(manager_email="boss@example.org")
    line = ReportingLine.objects.get()
    assert (line.person_id, line.manager_id) == (one.person_id, boss.pk)
    assert added(manager_email="boss@example.org").made == ()
    assert added(manager_email="nobody@example.org").made == ()


def test_a_line_is_never_made_to_oneself_or_back() -> None:
    assert "reporting_line" not in str(added(manager_email="maya@example.org").made)
    boss = make_person(email="boss@example.org")
    maya = Person.objects.get(name="Maya Lowe")
    ReportingLine.objects.create(person=boss, manager=maya, starts_on=TODAY)
    assert added(manager_email="boss@example.org").made == ()


def test_taking_back_leaves_the_directory_as_before() -> None:
    where = make_organisation("Known")
    make_person(name="Leo Farrant", email="leo@example.org", organisation=where)
    boss = make_person(email="boss@example.org")
    before = snapshot()
    made = [
        added(organisation="New", sector_id=make_sector().pk, manager_email=boss.email),
        added(name="Leo", email="leo@example.org", phone="01632 960 118", organisation="new"),
        added(name="Asha", email="", organisation="KNOWN", adjustments=("bsl",)),
    ]
    assert snapshot() != before
    take_back(*made)
    assert snapshot() == before


def test_what_someone_changed_since_is_not_emptied() -> None:
    person = make_person(email="leo@example.org", phone="")
    one = added(name="Leo", email="leo@example.org", phone="1234", pronouns="he/him")
    Person.objects.filter(pk=person.pk).update(phone="5678")
    take_back(one)
    person.refresh_from_db()
    assert (person.phone, person.pronouns) == ("5678", "")


def test_later_work_on_what_was_added_is_named() -> None:
    one = added(organisation="New", sector_id=make_sector().pk)
    assert operations.resting_on_additions(one.made, going=[]) == {}
    make_post(Person.objects.get(pk=one.person_id), make_organisation())
    make_person(organisation=Organisation.objects.get(name="New"))
    assert operations.resting_on_additions(one.made, going=[])["post"] == 2
    user = user_with(Role.LEARNER)
    operations.connect_user(person_id=one.person_id, user_id=user.pk, by=SYSTEM)
    assert operations.resting_on_additions(one.made, going=[])["account"] == 1


def test_only_who_edits_people_takes_them_back() -> None:
    one = added()
    champion = Actor(kind="user", id="1", grants=(HeldGrant(Role.CHAMPION, "everything"),))
    with pytest.raises(OutOfReach):
        operations.take_back_additions(made=one.made, by=champion)


def test_many_people_are_found_as_one_would_be_found() -> None:
    where = make_organisation()
    known = make_person(name="Maya Lowe", email="maya@example.org", organisation=where)
    silent = make_person(name="Leo Farrant", email="", organisation=where)
    for _ in range(2):
        make_person(name="Sam Hill", email="", organisation=where)
    wanted = [
        Wanted("MAYA@example.org", "Someone", None),
        Wanted("other@example.org", "Maya Lowe", where.pk),
        Wanted("leo@example.org", "leo farrant", where.pk),
        Wanted("", "Leo Farrant", where.pk),
        Wanted("", "Leo Farrant", None),
        Wanted("", "Sam Hill", where.pk),
        Wanted("", "Maya Lowe", where.pk),
    ]
    found = queries.find_people(wanted)
    assert found == [known.pk, None, silent.pk, silent.pk, None, None, known.pk]
    assert found == [
        queries.find_person(email=w.email, name=w.name, organisation_id=w.organisation_id)
        for w in wanted
    ]


def test_organisations_are_found_by_every_name_at_once() -> None:
    row = make_organisation("Northmoor Police")
    operations.learn_name(organisation_id=row.pk, name="NMP", by=SYSTEM)
    found = queries.find_organisations(["NorthmoorPolice", "nmp", "Elsewhere", ""])
    assert {key: one.id for key, one in found.items()} == {
        "northmoorpolice": row.pk,
        "nmp": row.pk,
    }


PEOPLE = st.lists(
    st.fixed_dictionaries(
        {
            "name": st.sampled_from(["Maya Lowe", "Leo Farrant", "Asha Nair"]),
            "email": st.sampled_from(["", "maya@example.org", "leo@example.org"]),
            "phone": st.sampled_from(["", "01632 960 118"]),
            "organisation": st.sampled_from(["", "Known", "New", "NEW ", "Other"]),
            "manager_email": st.sampled_from(["", "boss@example.org", "maya@example.org"]),
            "adjustments": st.sampled_from([(), ("bsl",), ("bsl", "parking")]),
            "adjustment_note": st.sampled_from(["", "A seat by the door"]),
        }
    ),
    max_size=6,
)


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(people=PEOPLE)
def test_any_sheet_taken_back_leaves_the_directory_as_before(people: list[dict[str, Any]]) -> None:
    sector = make_sector()
    if not Organisation.objects.filter(name="Known").exists():
        make_person(email="boss@example.org", organisation=make_organisation("Known"))
        make_person(name="Leo Farrant", email="", organisation=Organisation.objects.get())
    before = snapshot()
    made = [added(sector_id=sector.pk, **person) for person in people]
    assert operations.resting_on_additions([m for one in made for m in one.made], going=[]) == {}
    take_back(*made)
    assert snapshot() == before
