"""A reader who keeps every look at a figure cannot work out a small number of any step."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from goldenthread.evaluation.rules import steps
from goldenthread.evaluation.rules.findings import Reader, sensitivity_of
from goldenthread.evaluation.rules.steps import Figure, Look
from goldenthread.instruments.terms import Answer, ItemKind, ItemSensitivity, ItemView, Option
from goldenthread.methods.disclosure import Audience
from goldenthread.methods.disclosure.policy import WIDTH, rule_for
from tests.factories.instruments import item_view

DAY = date(2026, 3, 1)
CHOICES = tuple(Option(one, one.title()) for one in ("walk", "bus", "train"))
BATCH = st.lists(st.sampled_from([5, 5, 2, None]), min_size=1, max_size=16)


def rating(sensitivity: ItemSensitivity) -> ItemView:
    return item_view("rating", sensitivity=sensitivity)


def looks(item: ItemView, batches: Sequence[Sequence[Answer]], audience: Audience) -> list[Figure]:
    """Every figure this audience was ever shown, oldest first."""
    figure, values, found = None, [], []
    reader = Reader(audience=audience, organisations=5)
    for number, batch in enumerate(batches):
        values = [*values, *batch]
        on = DAY + timedelta(days=number)
        look = Look(on=on, reader=reader, joining=reader, values=tuple(values), asked=len(values))
        after = steps.next_figure(item, figure, look)
        if after is not None and after != figure:
            found.append(after)
        figure = after
    return found


def bounds(found: Sequence[Figure], step: int, label: str) -> tuple[float, float]:
    """What all the looks together leave open about one number of one step."""
    last = found[-1]
    labels = sorted(last.steps[0])
    width = len(labels)
    rows, sides = [], []
    for number, seen in enumerate(last.seen):
        known = [(labels.index(one),) for one in seen if one in labels]
        for places in [*known, tuple(range(width))]:
            row = np.zeros(len(last.steps) * width)
            for at in range(number + 1):
                row[[at * width + place for place in places]] = 1
            rows.append(row)
            sides.append(
                sum(last.steps[at][labels[place]] for at in range(number + 1) for place in places)
            )
    aim = np.zeros(len(last.steps) * width)
    aim[step * width + labels.index(label)] = 1
    ends = [linprog(sign * aim, A_eq=np.array(rows), b_eq=sides) for sign in (1, -1)]
    return ends[0].fun, -ends[1].fun


@pytest.mark.parametrize("audience", [Audience.PROGRAMME_TEAM, Audience.BOARD])
@pytest.mark.parametrize("sensitivity", list(ItemSensitivity))
@settings(max_examples=60, deadline=None)
@given(batches=st.lists(BATCH, min_size=2, max_size=5))
def test_no_small_number_of_a_step_can_be_worked_out(
    audience: Audience, sensitivity: ItemSensitivity, batches: list[list[Answer]]
) -> None:
    item = rating(sensitivity)
    found = looks(item, batches, audience)
    if len(found) < 2:
        return
    for at, step in enumerate(found[-1].steps):
        n = sum(step.values())
        rule = rule_for(n, audience=audience, sensitivity=sensitivity_of(item))
        assert rule.has_numbers
        for label, number in step.items():
            if rule.is_small(number, of=n) and number:
                low, high = bounds(found, at, label)
                assert high - low >= WIDTH - 1 - 1e-6


@settings(max_examples=80, deadline=None)
@given(batches=st.lists(BATCH, min_size=2, max_size=6))
def test_two_looks_are_the_same_or_five_answers_apart(batches: list[list[Answer]]) -> None:
    for audience in (Audience.PROGRAMME_TEAM, Audience.BOARD):
        found = looks(rating(ItemSensitivity.LOW), batches, audience)
        sizes = [sum(1 for value in one.values if value is not None) for one in found]
        assert all(after - before >= 5 for before, after in pairwise(sizes))


def test_choices_of_several_wait_until_each_stands_by_itself() -> None:
    item = item_view("ways", kind=ItemKind.MULTIPLE, options=CHOICES)
    first = [["walk"]] * 6 + [["bus"]] * 6
    board = Audience.BOARD
    assert len(looks(item, [first, [["walk"]] * 6 + [["bus"]] * 6], board)) == 2
    assert len(looks(item, [first, [["walk"]] * 9 + [["bus"]] * 2], board)) == 1


def test_words_stay_while_a_rare_word_would_join() -> None:
    item = item_view("words", kind=ItemKind.THREE_WORDS, sensitivity=ItemSensitivity.SENSITIVE)
    team = Audience.PROGRAMME_TEAM
    first = [["hopeful"]] * 12
    assert len(looks(item, [first, [["hopeful"]] * 10], team)) == 2
    assert len(looks(item, [first, [["hopeful"]] * 10 + [["tired"]]], team)) == 1


def test_own_words_are_never_kept() -> None:
    item = item_view("practice", kind=ItemKind.LONG_TEXT)
    assert looks(item, [["I pause."] * 12], Audience.BOARD) == []


def test_what_is_kept_reads_back_as_it_was() -> None:
    (figure,) = looks(rating(ItemSensitivity.LOW), [[5, 2, None] * 5], Audience.BOARD)
    assert steps.from_stored(steps.as_stored(figure)) == figure


@pytest.mark.parametrize(
    ("now", "team", "board"),
    [
        ((24, 14), False, False),
        ((25, 10), True, True),
        ((25, 14), True, False),
        ((30, 9), False, False),
    ],
)
def test_the_count_of_who_answered_moves_by_five_asked(
    now: tuple[int, int], team: bool, board: bool
) -> None:
    before = (20, 10)
    assert steps.may_count(before, now, audience=Audience.PROGRAMME_TEAM) is team
    assert steps.may_count(before, now, audience=Audience.BOARD) is board
