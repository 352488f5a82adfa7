"""The open instruments that every deployment starts with, and the shells of licensed ones."""

import pytest

from goldenthread.access.terms import Refused
from goldenthread.instruments import operations, queries
from goldenthread.instruments.models import Instrument, InstrumentVersion, Item
from goldenthread.instruments.operations import library
from goldenthread.instruments.terms import (
    AGREEMENT,
    ItemKind,
    ItemSensitivity,
    Licence,
    VersionView,
)
from goldenthread.methods.language import check_interface_text
from tests.factories import instruments as make

pytestmark = pytest.mark.django_db
BY = make.BY
SHELLS = {"artic-45": 8, "artic-35": 6, "artic-10": 1, "ticometer": 5}


def install() -> dict[str, int]:
    return operations.install_library(now=make.PUBLISHED_AT, by=BY)


def published(slug: str) -> VersionView:
    found = install()[slug]
    row = InstrumentVersion.objects.get(instrument_id=found, state="published")
    return queries.version(BY, row.pk)


def test_installing_twice_changes_nothing() -> None:
    first = install()
    before = (InstrumentVersion.objects.count(), Item.objects.count())
    assert install() == first
    assert (InstrumentVersion.objects.count(), Item.objects.count()) == before


def test_a_reworded_library_question_arrives_as_a_new_version(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    slug = "consultation"
    old = published(slug)
    entries = library.entries()
    entry = next(e for e in entries if e["slug"] == slug)
    entry["items"][0]["wording"] = "Was it worth your time?"
    monkeypatch.setattr(library, "entries", lambda: entries)
    install()
    numbers = InstrumentVersion.objects.filter(instrument_id=old.instrument_id, state="published")
    assert numbers.count() == 2
    assert queries.version(BY, old.id).items == old.items


def test_an_open_instrument_comes_published_and_not_validated() -> None:
    install()
    open_ones = Instrument.objects.filter(licence=Licence.OPEN)
    assert open_ones.count() == 7
    assert not open_ones.filter(is_validated=True).exists()
    assert all(one.citation for one in open_ones)
    assert all(one.versions.filter(state="published").count() == 1 for one in open_ones)


def test_a_shell_has_scores_and_a_source_and_not_one_question() -> None:
    install()
    for slug, scores in SHELLS.items():
        shell = Instrument.objects.get(slug=slug)
        assert shell.licence == Licence.LICENSED
        assert shell.citation
        assert shell.subscales.count() == scores
        assert not Item.objects.filter(version__instrument=shell).exists()


def test_a_shell_waits_for_its_licence() -> None:
    instrument_id = install()["artic-45"]
    draft = InstrumentVersion.objects.get(instrument_id=instrument_id)
    with pytest.raises(Refused, match="who holds the licence"):
        operations.publish_version(version_id=draft.pk, now=make.PUBLISHED_AT, by=BY)


def test_the_first_five_questions_of_the_set_questionnaire_keep_the_published_order() -> None:
    items = published("action-learning-set").items
    assert [i.key for i in items[:5]] == [
        "expectations",
        "style",
        "recommend",
        "enough_sessions",
        "session_length",
    ]
    assert all(i.options == AGREEMENT and i.kirkpatrick == 1 for i in items[:5])
    assert all(i.sensitivity is ItemSensitivity.LOW for i in items[:5])


def test_the_set_questionnaire_can_say_every_published_count() -> None:
    items = {i.key: i for i in published("action-learning-set").items}
    thinking = ("group_reflection", "others_challenges", "hearing_others", "relationships")
    assert all(items[key].options == AGREEMENT for key in (*thinking, "asking_questions"))
    assert items["asking_questions"].kirkpatrick == 2
    assert [o.value for o in items["right_approach"].options] == ["yes", "no", "first_only"]
    assert items["actions_taken"].kirkpatrick == 3
    assert items["actions_what"].kind is ItemKind.LONG_TEXT
    assert items["three_words"].kind is ItemKind.THREE_WORDS
    assert {o.value for o in items["improve"].options} >= {"nothing", "wider_mix", "more_larger"}


def test_expected_impact_is_level_four_and_only_anticipated() -> None:
    item = next(i for i in published("action-learning-set").items if i.key == "impact_expected")
    assert (item.kirkpatrick, item.is_anticipated) == (4, True)


def test_someone_who_came_once_is_asked_a_shorter_questionnaire() -> None:
    items = published("action-learning-set").items
    short = [i.key for i in items if i.in_short_variant]
    assert 0 < len(short) < len(items)
    assert "actions_what" not in short
    assert "right_approach" in short


def test_eight_conditions_of_an_organisation() -> None:
    items = published("organisation-drivers").items
    assert len(items) == 8
    assert all(i.sensitivity is ItemSensitivity.SENSITIVE for i in items)


def test_six_principles_for_people_who_use_services() -> None:
    items = published("service-experience").items
    assert len([i for i in items if i.kind is ItemKind.LIKERT]) == 6


def test_then_and_now_come_in_pairs_on_one_scale() -> None:
    items = {i.key: i for i in published("then-and-now").items}
    thens = [key for key in items if key.endswith("_then")]
    assert len(thens) == 4
    for key in thens:
        assert items[key].options == items[key.replace("_then", "_now")].options


def test_before_and_after_the_self_harm_training_share_their_keys_and_words() -> None:
    before = {i.key: i for i in published("self-harm-training-before").items}
    after = {i.key: i for i in published("self-harm-training-after").items}
    shared = before.keys() & after.keys()
    assert len(shared) == 9
    assert all(before[k].wording == after[k].wording for k in shared)
    assert all(before[k].options == after[k].options for k in shared)
    assert published("self-harm-training-after").content_note


def test_every_question_has_a_short_label_and_a_level() -> None:
    install()
    assert not Item.objects.filter(short_label="").exists()
    assert not Item.objects.filter(kirkpatrick=None).exists()


def test_the_words_of_the_library_pass_our_own_language_lens() -> None:
    for entry in library.entries():
        texts = [entry["title"], entry["purpose"], entry.get("why_we_ask", "")]
        texts.append(entry.get("content_note", ""))
        for item in entry.get("items", ()):
            texts += [item["wording"], item["short_label"], item.get("help_text", "")]
        assert check_interface_text("\n".join(texts)) == ()
