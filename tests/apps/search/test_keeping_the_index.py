"""The index follows what is created, renamed and taken away, in the same transaction."""

from datetime import date

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from goldenthread.access.terms import Role
from goldenthread.directory import operations as directory
from goldenthread.directory.models import Person
from goldenthread.directory.operations import NewPerson
from goldenthread.directory.queries.finding import PERSON
from goldenthread.instruments import operations as instruments
from goldenthread.learning import operations as learning
from goldenthread.learning.rules.offers import OfferDetails
from goldenthread.learning.terms import OfferKind
from goldenthread.programmes import operations as programmes
from goldenthread.search import kinds, operations, receivers
from goldenthread.search.models import Entry, Trigram
from goldenthread.web.commands import search_rebuild
from tests.apps.search.conftest import Find
from tests.factories.access import SYSTEM, TODAY, actor_with
from tests.factories.directory import make_organisation, make_person, make_sector
from tests.factories.instruments import make_instrument
from tests.factories.learning_cohorts import make_cohort
from tests.factories.names import invented_names
from tests.factories.programmes import make_programme

pytestmark = pytest.mark.django_db


def words(kind: str, thing_id: int) -> list[str]:
    row = Entry.objects.filter(kind=kind, thing_id=thing_id).first()
    return row.words.split("\n") if row else []


def add_person(name: str) -> int:
    return directory.find_or_add_person(
        name=name, email="", organisation_id=None, on=TODAY, by=SYSTEM
    )


def rename(person_id: int, name: str) -> None:
    directory.edit_person(person_id=person_id, name=name, email="", contact_by="phone", by=SYSTEM)


def test_a_new_person_is_found_and_by_no_more_than_their_name() -> None:
    person_id = directory.find_or_add_person(
        name="Ada Okafor",
        email="secret@example.org",
        phone="01632 960001",
        organisation_id=None,
        on=TODAY,
        by=SYSTEM,
    )
    directory.set_adjustments(person_id=person_id, codes=["bsl"], note="Quiet please", by=SYSTEM)
    assert words(PERSON, person_id) == ["ada okafor"]


def test_a_person_who_is_renamed_is_found_by_the_new_name_only(find: Find) -> None:
    person_id = add_person("Ada Okafor")
    rename(person_id, "Ada Lindqvist")
    actor = actor_with(Role.COORDINATOR)
    assert find(actor, "lindqvist", is_indexed=True) == ["Ada Lindqvist"]
    assert find(actor, "okafor", is_indexed=True) == []
    assert "oka" not in set(Trigram.objects.values_list("gram", flat=True))


def test_a_name_that_stays_writes_nothing() -> None:
    person_id = add_person("Ada Okafor")
    with CaptureQueriesContext(
        connection,
    ) as asked:
        rename(person_id, "Ada Okafor")
    assert not [q for q in asked if "search_" in q["sql"]]


def test_what_is_undone_is_not_found(find: Find) -> None:
    class Undone(Exception):
        pass

    with pytest.raises(Undone), transaction.atomic():
        add_person("Ada Okafor")
        raise Undone
    assert not Entry.objects.exists()


def test_people_taken_back_are_gone_at_once_and_their_organisation_with_them() -> None:
    new = NewPerson(name="Ada Okafor", organisation="Lantern", sector_id=make_sector().pk)
    added = directory.add_from_sheet(person=new, on=TODAY, by=SYSTEM)
    assert words(PERSON, added.person_id) == ["ada okafor"]
    assert Entry.objects.filter(kind="organisation").count() == 1
    directory.take_back_additions(made=list(reversed(added.made)), by=SYSTEM)
    assert not Entry.objects.exists()
    assert not Trigram.objects.exists()


def test_a_row_that_went_without_a_word_is_not_found_either(find: Find) -> None:
    person_id = add_person("Ada Okafor")
    Person.objects.filter(pk=person_id).delete()
    assert Entry.objects.filter(kind=PERSON, thing_id=person_id).exists()
    assert find(actor_with(Role.COORDINATOR), "Ada Okafor", is_indexed=True) == []
    assert operations.refresh() == 1
    assert not Entry.objects.exists()


def test_an_organisation_is_found_by_every_name_it_has_and_by_initials() -> None:
    sector_id = make_sector().pk
    pk = directory.add_organisation(name="Lantern Street Clinic", sector_id=sector_id, by=SYSTEM)
    directory.learn_name(organisation_id=pk, name="The Lamp", by=SYSTEM)
    directory.edit_organisation(
        organisation_id=pk,
        name="Harbour Street Clinic",
        sector_id=sector_id,
        place_id=None,
        by=SYSTEM,
    )
    assert set(words("organisation", pk)) == {
        "harbour street clinic",
        "hsc",
        "the lamp",
        "lantern street clinic",
        "lsc",
    }


def test_places_programmes_offers_cohorts_and_instruments_are_kept_too() -> None:
    place = directory.add_place(name="Marlow", by=SYSTEM)
    directory.edit_place(place_id=place, name="Great Marlow", parent_id=None, by=SYSTEM)
    assert words("place", place) == ["great marlow"]
    host = make_organisation()
    programme = programmes.create_programme(
        name="Listening", slug="listening", host_id=host.pk, starts_on=date(2026, 1, 1), by=SYSTEM
    )
    programmes.edit_programme(
        programme_id=programme,
        name="Hearing",
        host_id=host.pk,
        starts_on=date(2026, 1, 1),
        by=SYSTEM,
    )
    assert words("programme", programme) == ["hearing"]
    offer = learning.create_offer(
        programme_id=programme, name="Round one", kind=OfferKind.COURSE, by=SYSTEM
    )
    learning.edit_offer(
        offer_id=offer, details=OfferDetails(name="Round two", kind=OfferKind.COURSE), by=SYSTEM
    )
    assert words("offer", offer) == ["round two"]
    assert words("cohort", make_cohort(name="Set B").pk) == ["set b"]
    instrument = make_instrument("Wellbeing scale")
    instruments.change_instrument(
        instrument_id=instrument,
        name="Coping scale",
        purpose="",
        citation="",
        is_validated=False,
        by=SYSTEM,
    )
    assert words("instrument", instrument) == ["coping scale"]


def test_a_database_from_before_the_index_is_found_once_the_worker_has_looked(find: Find) -> None:
    make_person(name="Ada Okafor")
    programme = make_programme("Listening")
    assert receivers.put_right(None) >= 2  # type: ignore[arg-type]  # the moment does not matter
    actor = actor_with(Role.COORDINATOR)
    assert find(actor, "okafr", is_indexed=True) == ["Ada Okafor"]
    assert find(actor, "listenin", is_indexed=True) == [programme.name]
    assert operations.refresh() == 0


def test_the_command_says_how_far_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    make_person(name="Ada Okafor")
    assert search_rebuild.main([]) == 0
    said = capsys.readouterr().out
    assert "100%" in said
    assert "put right" in said
    search_rebuild.main([])
    assert "Nothing was missing" in capsys.readouterr().out


def test_many_are_kept_with_few_questions() -> None:
    there = invented_names(1_200, seed=9)
    rows = Person.objects.bulk_create(Person(name=name, key=name[:50]) for name in there)
    with CaptureQueriesContext(connection) as asked:
        assert operations.keep_many(kind=PERSON, thing_ids=[row.pk for row in rows]) == 1_200
    assert len(asked) < 160
    assert operations.keep_many(kind=PERSON, thing_ids=[row.pk for row in rows]) == 0


def test_a_kind_that_nobody_registered_is_a_fault_of_ours() -> None:
    with pytest.raises(LookupError):
        kinds.kind_of("unicorn")
