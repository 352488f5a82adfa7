"""What happens at the edges: strange words, things that are not there, refusals on pages."""

from datetime import date

import pytest
from django.test import Client

from goldenthread.access.terms import OutOfReach, Refused, Role
from goldenthread.instruments import operations, queries, rules
from goldenthread.instruments.models import Instrument, InstrumentVersion, Item, Subscale
from goldenthread.instruments.terms import ItemKind, Licence, SubscaleDraft, VersionState
from tests.factories import instruments as make
from tests.factories.access import actor_with, client_of, user_with

pytestmark = pytest.mark.django_db
BY = make.BY


@pytest.fixture
def evaluator() -> Client:
    return client_of(user_with(Role.EVALUATOR))


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("How was it for you?", "you"),
        ("3 things", "question_3_things"),
        ("Оценка", "question"),
        ("of the", "of_the"),
        ("x" * 200, "x" * 50),
    ],
)
def test_a_key_is_made_from_any_words(words: str, key: str) -> None:
    made = rules.key_for(words)
    assert made == key
    rules.must_be_whole(make.item_draft(made))


def test_steps_written_by_hand_are_numbered_in_their_order() -> None:
    made = rules.options_of("Never\n\n Often ", kind=ItemKind.LIKERT)
    assert [(o.value, o.label) for o in made] == [(1, "Never"), (2, "Often")]


def test_only_what_is_published_can_be_retired() -> None:
    with pytest.raises(Refused, match="not published"):
        operations.retire_version(version_id=make.make_draft(), by=BY)
    with pytest.raises(Refused, match="not published"):
        rules.must_be_published(VersionState.DRAFT)


@pytest.mark.parametrize("act", ["version", "item", "instrument", "add"])
def test_writing_to_what_is_not_there_is_out_of_reach(act: str) -> None:
    acts = {
        "version": lambda: operations.remove_draft(version_id=999, by=BY),
        "item": lambda: operations.remove_item(item_id=999, by=BY),
        "instrument": lambda: operations.start_version(instrument_id=999, by=BY),
        "add": lambda: operations.add_item(version_id=999, draft=make.item_draft(), by=BY),
    }
    with pytest.raises(OutOfReach):
        acts[act]()


def test_names_and_titles_have_letters_in_them() -> None:
    with pytest.raises(Refused, match="letters in it"):
        operations.create_instrument(name="???", licence=Licence.OWN, by=BY)
    with pytest.raises(Refused, match="title that people see"):
        make.make_draft(title="  ")
    draft = make.make_draft()
    with pytest.raises(Refused, match="title that people see"):
        operations.describe_version(
            version_id=draft, title=" ", why_we_ask="", content_note="", by=BY
        )


def test_a_short_name_is_used_once_and_so_is_a_name_given_later() -> None:
    make.make_instrument("Pulse", slug="pulse")
    with pytest.raises(Refused, match="short name pulse"):
        make.make_instrument("Pulse two", slug="pulse")
    other = make.make_instrument("Other")
    with pytest.raises(Refused, match="already an instrument called Pulse"):
        operations.change_instrument(
            instrument_id=other, name="Pulse", purpose="", citation="", is_validated=False, by=BY
        )


def test_the_newest_published_version_is_found_by_short_name() -> None:
    instrument_id = make.make_instrument("Pulse", slug="pulse")
    make.make_published(instrument_id=instrument_id)
    newest = make.make_published(instrument_id=instrument_id)
    assert queries.published_version_id(BY, "pulse") == newest
    with pytest.raises(OutOfReach):
        queries.published_version_id(BY, "nothing")
    with pytest.raises(OutOfReach):
        queries.published_version_id(actor_with(Role.BOARD_MEMBER), "pulse")
    assert queries.usable_versions(actor_with(Role.BOARD_MEMBER), today=date(2026, 3, 3)) == ()


def test_everything_has_a_name_to_be_known_by() -> None:
    instrument_id = make.make_instrument(
        "Pulse", licence=Licence.LICENSED, subscales=[SubscaleDraft("trust", "Trust")]
    )
    assert str(Instrument.objects.get(pk=instrument_id)) == "Pulse"
    assert str(Subscale.objects.get()) == "Trust"
    version = InstrumentVersion.objects.get(pk=make.make_draft([make.item_draft("hope")]))
    assert str(version).endswith("version 1")
    assert str(Item.objects.get()) == "About hope"


def test_a_name_that_is_taken_is_explained_where_it_was_typed(evaluator: Client) -> None:
    make.make_instrument("Pulse")
    data = {"name": "Pulse", "licence": "own", "purpose": "", "citation": ""}
    assert "already an instrument" in evaluator.post("/instruments/add/", data).content.decode()
    other = make.make_instrument("Other")
    data = {"name": "Pulse", "purpose": "", "citation": "", "validated": "no"}
    again = evaluator.post(f"/instruments/{other}/edit/", data)
    assert "already an instrument" in again.content.decode()


def test_a_licence_that_says_too_little_is_explained_where_it_was_typed(evaluator: Client) -> None:
    instrument_id = make.make_instrument(licence=Licence.LICENSED)
    path = f"/instruments/{instrument_id}/licence/"
    again = evaluator.post(path, {"evidence": "Yes"}).content.decode()
    assert "where it can be found" in again


def test_a_question_reworded_to_nothing_is_explained_where_it_was_typed(
    evaluator: Client,
) -> None:
    draft = make.make_draft([make.item_draft("hope")])
    item = Item.objects.get(version_id=draft)
    data = {"wording": "Hope?", "kind": "single", "choices": "Only one"}
    again = evaluator.post(f"/instruments/items/{item.pk}/", data).content.decode()
    assert "at least two choices" in again


def test_looking_never_writes(evaluator: Client) -> None:
    instrument_id = make.make_instrument()
    draft = make.make_draft(instrument_id=instrument_id)
    item = Item.objects.filter(version_id=draft).first()
    assert item is not None
    before = list(Item.objects.order_by("position").values_list("pk", flat=True))
    assert evaluator.get(f"/instruments/{instrument_id}/start/").status_code == 302
    assert evaluator.get(f"/instruments/items/{item.pk}/move/").status_code == 302
    assert list(Item.objects.order_by("position").values_list("pk", flat=True)) == before
    assert InstrumentVersion.objects.count() == 1


def test_a_licensed_shell_says_what_publishing_means(evaluator: Client) -> None:
    instrument_id = make.make_instrument(licence=Licence.LICENSED)
    draft = make.make_draft([], instrument_id=instrument_id)
    shown = evaluator.get(f"/instruments/versions/{draft}/publish/").content.decode()
    assert "No question is kept." in shown
    refused = evaluator.post(f"/instruments/versions/{draft}/publish/")
    assert refused.status_code == 409
    shown = evaluator.get(f"/instruments/versions/{draft}/").content.decode()
    assert "belong to the owner" in shown
