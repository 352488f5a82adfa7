"""A version is written, published once, and then stays word for word."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from goldenthread.access.actor import Actor, HeldGrant
from goldenthread.access.terms import OutOfReach, Refused, Role
from goldenthread.audit.models import Event
from goldenthread.instruments import operations, queries, rules
from goldenthread.instruments.models import InstrumentVersion, Item
from goldenthread.instruments.terms import (
    ItemKind,
    ItemSensitivity,
    Licence,
    Option,
    VersionState,
)
from tests.factories import instruments as make

pytestmark = pytest.mark.django_db
BY = make.BY


def actor(role: Role) -> Actor:
    return Actor(kind="user", id="7", grants=(HeldGrant(role, "everything"),))


def test_a_published_version_knows_whether_it_is_still_what_was_published() -> None:
    version_id = make.make_published()
    assert queries.is_intact(BY, version_id)


def test_publishing_keeps_who_and_the_digest_in_the_record() -> None:
    version_id = make.make_published()
    event = Event.objects.get(action="version.published")
    assert event.subject_id == str(version_id)
    assert event.detail == {"digest": make.version(version_id).digest}


def test_the_digest_changes_with_every_word_and_every_mark() -> None:
    items = make.one_of_each()
    words = {"title": "A", "why_we_ask": "B", "content_note": "C"}
    first = rules.digest_of(items=items, **words)
    others = {
        rules.digest_of(items=items, **{**words, "title": "a"}),
        rules.digest_of(items=items, **{**words, "why_we_ask": ""}),
        rules.digest_of(items=items[::-1], **words),
        rules.digest_of(items=[replace(items[0], is_reversed=True), *items[1:]], **words),
        rules.digest_of(items=[replace(items[0], kirkpatrick=2), *items[1:]], **words),
    }
    assert len(others) == 5
    assert first not in others


@pytest.mark.parametrize("act", ["describe", "add", "change", "move", "remove", "throw away"])
def test_a_published_version_refuses_every_change(act: str) -> None:
    version_id = make.make_published()
    item = make.version(version_id).items[0]
    acts = {
        "describe": lambda: operations.describe_version(
            version_id=version_id, title="Other", why_we_ask="", content_note="", by=BY
        ),
        "add": lambda: operations.add_item(version_id=version_id, draft=make.item_draft(), by=BY),
        "change": lambda: operations.change_item(item_id=item.id, draft=item.draft(), by=BY),
        "move": lambda: operations.move_item(item_id=item.id, up=False, by=BY),
        "remove": lambda: operations.remove_item(item_id=item.id, by=BY),
        "throw away": lambda: operations.remove_draft(version_id=version_id, by=BY),
    }
    with pytest.raises(Refused, match="Start a new version"):
        acts[act]()
    assert queries.is_intact(BY, version_id)


def test_the_database_itself_refuses_to_reword_a_published_question() -> None:
    version_id = make.make_published()
    with pytest.raises(IntegrityError), transaction.atomic():
        Item.objects.filter(version_id=version_id).update(wording="Other words")
    with pytest.raises(IntegrityError), transaction.atomic():
        Item.objects.create(version_id=version_id, key="late", position=99, kind="number")
    with pytest.raises(IntegrityError), transaction.atomic():
        InstrumentVersion.objects.filter(pk=version_id).update(title="Other title")


def test_a_new_version_begins_as_a_copy_and_leaves_the_old_one_alone() -> None:
    old = make.make_published()
    new = operations.start_version(instrument_id=make.version(old).instrument_id, by=BY)
    operations.remove_item(item_id=make.version(new).items[0].id, by=BY)
    assert make.version(new).number == 2
    assert len(make.version(old).items) == len(make.version(new).items) + 1
    assert [i.draft() for i in make.version(old).items[1:]] == [
        i.draft() for i in make.version(new).items
    ]


def test_only_one_draft_at_a_time() -> None:
    draft = make.make_draft()
    with pytest.raises(Refused, match="already a draft"):
        operations.start_version(instrument_id=make.version(draft).instrument_id, by=BY)


def test_a_draft_can_be_thrown_away_and_begun_again() -> None:
    draft = make.make_draft()
    instrument_id = operations.remove_draft(version_id=draft, by=BY)
    assert operations.start_version(instrument_id=instrument_id, by=BY) != draft


def test_a_version_without_questions_is_not_published() -> None:
    draft = make.make_draft([])
    with pytest.raises(Refused, match="at least one question"):
        operations.publish_version(version_id=draft, now=make.PUBLISHED_AT, by=BY)


def test_retiring_keeps_the_words_and_takes_it_off_the_list_for_new_waves() -> None:
    version_id = make.make_published()
    usable = dict(queries.usable_versions(BY, today=date(2026, 2, 1)))
    assert version_id in usable
    operations.retire_version(version_id=version_id, by=BY)
    assert version_id not in dict(queries.usable_versions(BY, today=date(2026, 2, 1)))
    assert make.version(version_id).state is VersionState.RETIRED
    assert queries.is_intact(BY, version_id)


def test_questions_move_one_place_at_a_time_and_stop_at_the_ends() -> None:
    draft = make.make_draft([make.item_draft(k) for k in ("one", "two", "three")])
    ids = {i.key: i.id for i in make.version(draft).items}
    operations.move_item(item_id=ids["three"], up=True, by=BY)
    operations.move_item(item_id=ids["one"], up=True, by=BY)
    operations.move_item(item_id=ids["two"], up=False, by=BY)
    assert [i.key for i in make.version(draft).items] == ["one", "three", "two"]


def test_a_question_keeps_its_key_when_it_is_reworded() -> None:
    draft = make.make_draft([make.item_draft("hope")])
    item = make.version(draft).items[0]
    operations.change_item(
        item_id=item.id, draft=replace(item.draft(), key="other", wording="New words"), by=BY
    )
    changed = make.version(draft).items[0]
    assert (changed.key, changed.wording) == ("hope", "New words")


def test_a_key_is_made_from_the_words_and_never_taken_twice() -> None:
    draft = make.make_draft([])
    for _ in range(2):
        operations.add_item(
            version_id=draft,
            draft=replace(make.item_draft(kind=ItemKind.LONG_TEXT), key="", wording="What next?"),
            by=BY,
        )
    assert [i.key for i in make.version(draft).items] == ["what_next", "what_next_2"]


def test_people_s_own_words_are_always_sensitive() -> None:
    draft = make.make_draft([make.item_draft("story", kind=ItemKind.LONG_TEXT)])
    assert make.version(draft).items[0].sensitivity is ItemSensitivity.SENSITIVE


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"wording": "  "}, "Write the question"),
        ({"key": "With Capitals"}, "small letters"),
        ({"key": "double__line"}, "small letters"),
        ({"kirkpatrick": 5}, "four levels"),
        ({"options": ()}, "at least two choices"),
        ({"options": (Option(1, "Yes"), Option(2, "Yes"))}, "there twice"),
        ({"options": (Option("a", "Yes"), Option("b", "No"))}, "whole numbers"),
        ({"minimum": 5, "maximum": 4}, "must not be larger"),
    ],
)
def test_a_question_that_nobody_could_answer_is_refused(
    change: dict[str, object], sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence):
        rules.must_be_whole(replace(make.item_draft("fine"), **change))  # type: ignore[arg-type]


def test_a_question_without_choices_has_no_list_of_them() -> None:
    draft = replace(make.item_draft("age", kind=ItemKind.NUMBER), options=make.CHOICES)
    with pytest.raises(Refused, match="Only questions with choices"):
        rules.must_be_whole(draft)


def test_two_questions_with_one_key_are_refused() -> None:
    with pytest.raises(Refused, match="same key"):
        make.make_draft([make.item_draft("hope"), make.item_draft("hope")])


def test_who_may_not_edit_instruments_reaches_none() -> None:
    draft = make.make_draft()
    board = actor(Role.BOARD_MEMBER)
    with pytest.raises(OutOfReach):
        operations.publish_version(version_id=draft, now=make.PUBLISHED_AT, by=board)
    with pytest.raises(OutOfReach):
        operations.create_instrument(name="Mine", licence=Licence.OWN, by=board)
    with pytest.raises(OutOfReach):
        queries.version(board, draft)
    assert queries.instruments(board) == ()


def test_a_coordinator_reads_instruments_and_an_evaluator_writes_them() -> None:
    draft = make.make_draft()
    assert queries.version(actor(Role.COORDINATOR), draft).id == draft
    with pytest.raises(OutOfReach):
        operations.remove_draft(version_id=draft, by=actor(Role.COORDINATOR))
    operations.publish_version(version_id=draft, now=make.PUBLISHED_AT, by=actor(Role.EVALUATOR))


def test_the_holder_of_a_personal_link_never_sees_a_draft() -> None:
    link = Actor.link(subject="invitation:1")
    with pytest.raises(OutOfReach):
        queries.version(link, make.make_draft())
    published = make.make_published()
    assert queries.version(link, published).id == published


def test_an_instrument_name_is_used_once() -> None:
    make.make_instrument("Pulse")
    with pytest.raises(Refused, match="already an instrument called Pulse"):
        make.make_instrument("Pulse")


@pytest.mark.parametrize("act", ["version", "item", "instrument"])
def test_what_is_not_there_is_out_of_reach(act: str) -> None:
    with pytest.raises(OutOfReach):
        {
            "version": lambda: queries.version(BY, 999),
            "item": lambda: queries.item(BY, 999),
            "instrument": lambda: queries.instrument(BY, 999),
        }[act]()
