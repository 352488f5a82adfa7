"""The pages of instruments: what they show, to whom, and that an evaluator can write with them."""

from typing import Any

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from goldenthread.access.terms import Role
from goldenthread.instruments import operations
from goldenthread.instruments.models import Instrument, InstrumentVersion, Item
from goldenthread.instruments.terms import Licence, SubscaleDraft
from tests.factories import instruments as make
from tests.factories.access import client_of, user_with

pytestmark = pytest.mark.django_db


@pytest.fixture
def evaluator() -> Client:
    return client_of(user_with(Role.EVALUATOR))


@pytest.fixture
def coordinator() -> Client:
    return client_of(user_with(Role.COORDINATOR))


def text(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, path
    return response.content.decode()


def posted(client: Client, path: str, **data: Any) -> str:
    """Where a post leads."""
    response = client.post(path, data)
    assert response.status_code == 302, response.content.decode()
    return str(response["Location"])


def test_the_list_names_every_instrument_and_says_what_is_not_validated(
    coordinator: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    operations.install_library(now=make.PUBLISHED_AT, by=make.BY)
    with django_assert_max_num_queries(12):
        shown = text(coordinator, "/instruments/")
    assert shown.count("Not validated") == 7
    assert "Licence not recorded" in shown
    assert "Add an instrument" not in shown


def test_an_instrument_shows_its_source_and_its_versions(
    coordinator: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    instrument_id = make.make_instrument("Pulse", citation="A source")
    make.make_published(instrument_id=instrument_id)
    with django_assert_max_num_queries(12):
        shown = text(coordinator, f"/instruments/{instrument_id}/")
    assert "A source" in shown and "Version 1" in shown and "Start a new" not in shown


def test_a_licensed_instrument_asks_for_its_licence_and_shows_only_scores(
    evaluator: Client,
) -> None:
    instrument_id = make.make_instrument(
        licence=Licence.LICENSED, subscales=[SubscaleDraft("trust", "Trusting")]
    )
    make.make_draft([], instrument_id=instrument_id)
    shown = text(evaluator, f"/instruments/{instrument_id}/")
    assert "Record the licence" in shown and "As the licence gives it" in shown
    assert 'name="trust-low"' in text(evaluator, f"/instruments/{instrument_id}/licence/")
    posted(
        evaluator,
        f"/instruments/{instrument_id}/licence/",
        evidence="Northmoor Partnership, licence 12",
        until_day="1",
        until_month="9",
        until_year="2027",
        **{"trust-low": "1", "trust-high": "4"},
    )
    shown = text(evaluator, f"/instruments/{instrument_id}/")
    assert "1 to 4" in shown and "Wednesday 1 September 2027" in shown
    assert "Publish the draft" in shown


def test_a_version_is_shown_as_people_will_see_it(
    coordinator: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    version_id = make.make_published(content_note="It touches on loss.", why_we_ask="To learn.")
    with django_assert_max_num_queries(12):
        shown = text(coordinator, f"/instruments/versions/{version_id}/")
    for words in ("It touches on loss.", "To learn.", "Strongly agree", "Skip this question"):
        assert words in shown


def test_the_short_variant_can_be_looked_at(coordinator: Client) -> None:
    items = [make.item_draft("one", in_short_variant=True), make.item_draft("two")]
    version_id = make.make_published(items)
    shown = text(coordinator, f"/instruments/versions/{version_id}/?variant=short")
    assert 'id="card-one"' in shown and 'id="card-two"' not in shown


def test_an_evaluator_writes_and_publishes_an_instrument_without_scripts(
    evaluator: Client,
) -> None:
    to = posted(
        evaluator, "/instruments/add/", name="Pulse", licence="own", purpose="", citation=""
    )
    instrument = Instrument.objects.get(name="Pulse")
    assert to == f"/instruments/{instrument.pk}/"
    draft = posted(evaluator, f"{to}start/")
    version = InstrumentVersion.objects.get(instrument=instrument)
    assert "No questions yet" in text(evaluator, draft)
    posted(
        evaluator,
        f"/instruments/versions/{version.pk}/words/",
        title="How was it?",
        why_we_ask="To learn",
        content_note="",
    )
    add = f"/instruments/versions/{version.pk}/items/add/"
    posted(evaluator, add, wording="It was worth it", kind="likert", scale="agreement", level="1")
    posted(
        evaluator,
        add,
        wording="Which parts?",
        kind="multiple",
        choices="Talks\nBreaks",
        marks=["sensitive", "short"],
    )
    first, second = Item.objects.filter(version=version)
    assert [o["value"] for o in first.options] == [1, 2, 3, 4, 5]
    assert [o["value"] for o in second.options] == ["talks", "breaks"]
    assert (second.sensitivity, second.in_short_variant) == ("sensitive", True)
    posted(evaluator, f"/instruments/items/{second.pk}/move/", to="up")
    assert text(evaluator, draft).index("Which parts?") < text(evaluator, draft).index("worth it")
    assert "nobody can change a word" in text(
        evaluator, f"/instruments/versions/{version.pk}/publish/"
    )
    posted(evaluator, f"/instruments/versions/{version.pk}/publish/")
    assert InstrumentVersion.objects.get(pk=version.pk).state == "published"


def test_rewording_keeps_the_key_of_a_choice(evaluator: Client) -> None:
    draft = make.make_draft([make.item_draft("parts", kind=make.ItemKind.SINGLE)])
    item = Item.objects.get(version_id=draft)
    path = f"/instruments/items/{item.pk}/"
    assert "Yes\nNo\nNot yet" in text(evaluator, path)
    posted(evaluator, path, wording="Other", kind="single", choices="No\nYes\nPerhaps later")
    item.refresh_from_db()
    assert [o["value"] for o in item.options] == ["no", "yes", "perhaps_later"]


def test_a_question_without_choices_is_explained_where_it_was_typed(evaluator: Client) -> None:
    draft = make.make_draft([])
    path = f"/instruments/versions/{draft}/items/add/"
    response = evaluator.post(path, {"wording": "Which?", "kind": "single", "choices": "One"})
    shown = response.content.decode()
    assert "Write at least two choices" in shown and "Which?" in shown


def test_a_question_is_removed_after_a_look_at_what_goes(evaluator: Client) -> None:
    draft = make.make_draft([make.item_draft("one"), make.item_draft("two")])
    item = Item.objects.get(version_id=draft, key="one")
    path = f"/instruments/items/{item.pk}/remove/"
    assert "About one" in text(evaluator, path)
    posted(evaluator, path)
    assert not Item.objects.filter(pk=item.pk).exists()


def test_a_draft_is_thrown_away_and_a_version_retired(evaluator: Client) -> None:
    published = make.make_published()
    instrument_id = make.version(published).instrument_id
    draft = posted(evaluator, f"/instruments/{instrument_id}/start/")
    remove = draft.replace("/edit/", "/remove/")
    assert "cannot be brought back" in text(evaluator, remove)
    posted(evaluator, remove)
    assert InstrumentVersion.objects.filter(instrument_id=instrument_id).count() == 1
    retire = f"/instruments/versions/{published}/retire/"
    assert "No new wave will ask it" in text(evaluator, retire)
    posted(evaluator, retire)
    assert InstrumentVersion.objects.get(pk=published).state == "retired"


def test_the_facts_of_an_instrument_can_be_put_right(evaluator: Client) -> None:
    instrument_id = make.make_instrument("Puls")
    path = f"/instruments/{instrument_id}/edit/"
    assert "Puls" in text(evaluator, path)
    posted(evaluator, path, name="Pulse", purpose="", citation="", validated="yes")
    assert "Tested as a measure" in text(evaluator, f"/instruments/{instrument_id}/")


def test_a_published_version_has_no_editor(evaluator: Client) -> None:
    published = make.make_published()
    response = evaluator.get(f"/instruments/versions/{published}/edit/")
    assert response.status_code == 409
    assert "Start a new version" in response.content.decode()


@pytest.mark.parametrize("end", ["edit/", "publish/", "remove/", "items/add/", "words/", "retire/"])
def test_a_coordinator_reads_and_never_writes(coordinator: Client, end: str) -> None:
    draft = make.make_draft()
    assert coordinator.get(f"/instruments/versions/{draft}/{end}").status_code == 404
    assert coordinator.post(f"/instruments/versions/{draft}/{end}").status_code == 404


def test_who_may_not_see_instruments_gets_the_same_as_nothing_there() -> None:
    board = client_of(user_with(Role.BOARD_MEMBER))
    instrument_id = make.make_instrument()
    assert board.get(f"/instruments/{instrument_id}/").status_code == 404
    assert board.get("/instruments/").status_code == 404
    assert Client().get("/instruments/")["Location"].startswith("/sign-in/")
