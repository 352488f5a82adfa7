"""From what came in to what is kept: every kind, every strange thing, nothing lost."""

import json
from datetime import date
from typing import Any

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.access.terms import Refused
from goldenthread.instruments import rules
from goldenthread.instruments.terms import ItemKind, ItemView
from tests.factories.instruments import item_view

EACH = {kind: item_view(kind.value, kind=kind, minimum=0, maximum=100) for kind in ItemKind}
ITEMS = tuple(EACH.values())


def parse(kind: ItemKind, **boxes: Any) -> tuple[Any, str]:
    """The value and the sentence for one question; boxes are named by what follows its name."""
    item = EACH[kind]
    data = {f"q-{item.key}{'-' + n if n else ''}": v for n, v in boxes.items()}
    found = rules.parse_answers([item], data)
    return found.values[item.key], found.errors.get(item.key, "")


def one(kind: ItemKind, value: Any) -> tuple[Any, str]:
    found = rules.parse_answers([EACH[kind]], {f"q-{kind.value}": value})
    return found.values[kind.value], found.errors.get(kind.value, "")


def test_a_scale_is_kept_as_a_number_and_a_choice_by_its_key() -> None:
    assert one(ItemKind.LIKERT, "5") == (5, "")
    assert one(ItemKind.SINGLE, "not_yet") == ("not_yet", "")


def test_several_choices_are_kept_in_the_order_of_the_page() -> None:
    assert one(ItemKind.MULTIPLE, ["not_yet", "yes"]) == (["yes", "not_yet"], "")


def test_a_step_that_is_not_on_the_scale_gets_a_sentence() -> None:
    value, sentence = one(ItemKind.LIKERT, "6")
    assert value is None
    assert sentence == "Choose one of the answers, or skip the question."
    assert one(ItemKind.MULTIPLE, ["yes", "maybe"])[1] == (
        "Choose from the answers, or skip the question."
    )


def test_numbers_are_forgiving_of_commas_and_say_their_bounds() -> None:
    assert one(ItemKind.NUMBER, " 1 0 ") == (10, "")
    assert one(ItemKind.NUMBER, "-1")[1] == "Enter 0 or more."
    assert one(ItemKind.NUMBER, "1,000")[1] == "Enter 100 or fewer."
    assert one(ItemKind.NUMBER, "ten")[1] == "Enter a whole number, like 12."


def test_a_date_comes_in_three_boxes_or_one() -> None:
    assert parse(ItemKind.DATE, day="3", month="3", year="2026") == ("2026-03-03", "")
    assert one(ItemKind.DATE, "2026-03-03") == ("2026-03-03", "")
    assert "like 3 3 2026" in parse(ItemKind.DATE, day="31", month="2", year="2026")[1]
    assert "like 3 3 2026" in parse(ItemKind.DATE, day="3")[1]
    assert one(ItemKind.DATE, "1066-10-14")[1] == "Enter a year from 1900 to 2100."


def test_three_words_come_in_three_boxes_or_with_commas_in_one() -> None:
    three = {"1": "calm", "2": " hopeful ", "3": "clear."}
    assert parse(ItemKind.THREE_WORDS, **three) == (["calm", "hopeful", "clear"], "")
    assert parse(ItemKind.THREE_WORDS, **{"1": "calm, hopeful"}) == (["calm", "hopeful"], "")
    assert parse(ItemKind.THREE_WORDS, **{"1": "a, b, c, d"})[1] == "Choose up to three words."
    assert parse(ItemKind.THREE_WORDS, **{"2": "x" * 41})[1] == (
        "Make each word 40 letters or shorter."
    )
    assert parse(ItemKind.THREE_WORDS, **{"1": " , "}) == (None, "")


def test_long_words_are_kept_and_too_long_ones_say_by_how_much() -> None:
    assert one(ItemKind.LONG_TEXT, "One\r\ntwo\x00 ") == ("One\ntwo", "")
    assert one(ItemKind.SHORT_TEXT, "x" * 302)[1] == "Make it 2 letters shorter."
    assert one(ItemKind.LONG_TEXT, "x" * 5001)[1] == "Make it 1 letter shorter."


def test_what_is_left_open_is_none() -> None:
    assert rules.parse_answers(ITEMS, {}).values == {item.key: None for item in ITEMS}
    empty = {f"q-{item.key}": "  " for item in ITEMS}
    assert rules.parse_answers(ITEMS, empty).errors == {}


def test_skipping_wins_over_an_answer() -> None:
    data = QueryDict("q-likert=5&skip=likert&q-number=3&skip=unknown")
    found = rules.parse_answers(ITEMS, data)
    assert (found.values["likert"], found.values["number"]) == (None, 3)


def test_what_was_typed_comes_back_with_its_sentence() -> None:
    data = {"q-date-day": "31", "q-date-month": "2", "q-date-year": "2026", "q-number": "ten"}
    found = rules.parse_answers(ITEMS, data)
    assert found.typed == {"date": ["31", "2", "2026"], "number": ["ten"]}
    assert found.typed.keys() == found.errors.keys()


def test_answers_that_are_values_are_checked_key_by_key() -> None:
    given_values = {
        "likert": 4,
        "multiple": ["yes"],
        "three_words": ["calm", "sure"],
        "date": "2026-03-03",
        "number": 7,
    }
    accepted = rules.accept_answers(ITEMS, given_values)
    assert {k: v for k, v in accepted.items() if v is not None} == given_values
    with pytest.raises(Refused, match="no question called “other”"):
        rules.accept_answers(ITEMS, {"other": 1})
    with pytest.raises(Refused, match="About likert: Choose one"):
        rules.accept_answers(ITEMS, {"likert": 9})


def test_an_answer_is_said_in_the_words_of_the_page() -> None:
    assert rules.said(EACH[ItemKind.LIKERT], 5) == "Strongly agree"
    assert rules.said(EACH[ItemKind.MULTIPLE], ["yes", "no"]) == "Yes and No"
    assert rules.said(EACH[ItemKind.DATE], "2026-03-03") == "Tuesday 3 March 2026"
    assert rules.said(EACH[ItemKind.LONG_TEXT], "Two\nlines") == "Two\nlines"
    assert rules.said(EACH[ItemKind.NUMBER], None) == ""


anything = st.one_of(st.text(), st.integers().map(str), st.dates().map(str), st.just("yes"))
names = st.sampled_from(
    [f"q-{k.value}{end}" for k in ItemKind for end in ("", "-1", "-3", "-day", "-month", "-year")]
    + ["skip", "q-", ""]
)


@given(st.dictionaries(names, st.one_of(anything, st.lists(anything, max_size=5)), max_size=12))
def test_no_input_breaks_the_reading(data: dict[str, Any]) -> None:
    found = rules.parse_answers(ITEMS, data)
    assert found.values.keys() == {item.key for item in ITEMS}
    for key, sentence in found.errors.items():
        assert sentence.endswith(".")
        assert found.values[key] is None
        assert any(found.typed[key])
    kept = json.dumps(found.values).encode()
    assert b"\\u0000" not in kept


@given(st.dictionaries(names, st.one_of(anything, st.lists(anything, max_size=5)), max_size=12))
def test_what_was_read_is_accepted_again_as_it_is(data: dict[str, Any]) -> None:
    values = rules.parse_answers(ITEMS, data).values
    assert rules.accept_answers(ITEMS, values) == values


@given(
    st.sampled_from(list(ItemKind)), st.one_of(st.integers(), st.floats(), st.text(), st.booleans())
)
def test_a_strange_value_gets_a_sentence_and_never_breaks(kind: ItemKind, value: object) -> None:
    item: ItemView = EACH[kind]
    try:
        accepted = rules.accept_answers([item], {item.key: value})
    except Refused as refused:
        assert str(refused)
    else:
        assert item.key in accepted


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31)))
def test_every_real_day_is_kept(day: date) -> None:
    boxes = {"day": str(day.day), "month": str(day.month), "year": str(day.year)}
    assert parse(ItemKind.DATE, **boxes) == (day.isoformat(), "")
