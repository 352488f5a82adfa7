"""Tallies of rows, as the action learning sets report gives them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.methods.statistics import (
    FunnelStep,
    funnel,
    likert_counts,
    top_two_box,
    word_counts,
)

FIFTEEN = [
    "calm",
    "certain",
    "challenge",
    "clarity",
    "confidence",
    "encouraged",
    "energised",
    "excited",
    "good",
    "hopeful",
    "informed",
    "intentional",
    "motivated",
    "reassured",
    "support",
]


@pytest.mark.parametrize(
    ("values", "k"),
    [
        ([5, 5, 4, 4, 5, 4, 5, 4, 5, 3], 9),
        ([5, 5, 4, 4, 5, 4, 5, 4, 2, 3], 8),
        ([5, 5, 4, 4, 5, 4, 5, 4, 5, 4], 10),
    ],
)
def test_table_1_is_the_top_two_of_five_levels(values: list[int], k: int) -> None:
    found = top_two_box(values)
    assert (found.k, found.n, found.missing) == (k, 10, 0)


def test_a_skipped_question_is_missing_and_not_unfavourable() -> None:
    found = top_two_box([5, None, 1, None, 4])
    assert (found.k, found.n, found.missing) == (2, 3, 2)


def test_on_a_reversed_scale_low_is_favourable() -> None:
    assert top_two_box([1, 2, 3, 4, 5, 5], is_reversed=True).k == 2
    assert top_two_box([6, 7, 5], scale_max=7).k == 2


@given(st.lists(st.one_of(st.none(), st.integers(1, 5))))
def test_everyone_is_at_a_level_or_skipped(values: list[int | None]) -> None:
    found = likert_counts(values, levels=5)
    assert sum(found.counts) == found.n
    assert found.n + found.skipped == len(values)


def test_levels_are_counted_from_the_lowest() -> None:
    assert likert_counts([1, 1, 5, None], levels=5).counts == (2, 0, 0, 0, 1)


def test_values_off_the_scale_are_refused() -> None:
    with pytest.raises(ValueError, match="1 to 5; found 6"):
        top_two_box([6])
    with pytest.raises(ValueError, match="3 levels or more"):
        likert_counts([1], levels=2)


def test_the_fifteen_words_come_in_alphabetical_order_with_hopeful_most_chosen() -> None:
    answers = [FIFTEEN[at : at + 3] for at in range(0, 15, 3)] + [["Hopeful", "calm "]]
    answers += [["hopeful!", "", "«Hopeful»"], [" "]]
    found = word_counts(answers)
    assert [each.word for each in found.words] == FIFTEEN
    assert found.most_chosen == ("hopeful",)
    assert (found.n, found.skipped) == (7, 1)


def test_people_are_counted_and_merged_spellings_are_kept() -> None:
    found = word_counts([["Well-being", "well-being."], ["  well-being"]])
    (word,) = found.words
    assert (word.word, word.people) == ("well-being", 2)
    assert word.spellings == ("well-being", "well-being.")


def test_words_that_tie_are_all_most_chosen_and_no_words_choose_none() -> None:
    assert word_counts([["b"], ["a"]]).most_chosen == ("a", "b")
    assert word_counts([["..."]]).most_chosen == ()


def test_every_step_of_23_10_7_7_6_carries_its_denominator() -> None:
    steps = [
        FunnelStep(label="invited", n=23, of=23),
        FunnelStep(label="answered", n=10, of=23),
        FunnelStep(label="agreed", n=7, of=23),
        FunnelStep(label="1 month", n=7, of=7),
        FunnelStep(label="3 months", n=6, of=7),
    ]
    assert funnel(steps).steps == tuple(steps)


@pytest.mark.parametrize(
    ("steps", "reason"),
    [
        ([], "first step"),
        ([("a", 5, 5), ("a", 4, 5)], "Two steps"),
        ([("a", 5, 5), ("b", 6, 5)], "6 of 5"),
        ([("a", 5, 5), ("b", 3, 4)], "no step before"),
        ([("a", 5, 7)], "no step before"),
    ],
)
def test_funnels_that_do_not_hold_together_are_refused(
    steps: list[tuple[str, int, int]], reason: str
) -> None:
    with pytest.raises(ValueError, match=reason):
        funnel([FunnelStep(label=label, n=n, of=of) for label, n, of in steps])
