"""What a link leads to, what a code tells, what a draft keeps: without a database."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.access.terms import Refused
from goldenthread.evaluation.rules import answers as rules
from goldenthread.evaluation.rules import codes
from goldenthread.evaluation.rules.answers import Standing
from goldenthread.evaluation.terms import (
    ConfidentialityMode,
    InvitationState,
    PlanState,
    Variant,
)
from goldenthread.instruments.terms import ItemKind, ParsedAnswers
from tests.factories.answering import NOW
from tests.factories.instruments import item_view

NAMED = ConfidentialityMode.NAMED
LATER, EARLIER = NOW + timedelta(hours=1), NOW - timedelta(hours=1)


def stands(state: InvitationState, **change: object) -> Standing:
    facts = {
        "plan_state": PlanState.LIVE,
        "closes_at": LATER,
        "now": NOW,
        **change,
    }
    return rules.standing(state, **facts)  # type: ignore[arg-type]  # known keywords


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (InvitationState.PROVISIONAL, Standing.NOT_YET),
        (InvitationState.PLANNED, Standing.NOT_YET),
        (InvitationState.OPEN, Standing.OPEN),
        (InvitationState.ANSWERED, Standing.ANSWERED),
        (InvitationState.DECLINED, Standing.DECLINED),
        (InvitationState.WITHDRAWN, Standing.WITHDRAWN),
        (InvitationState.CLOSED, Standing.CLOSED),
        (InvitationState.CANCELLED, Standing.NOT_NEEDED),
    ],
)
def test_every_state_leads_somewhere(state: InvitationState, expected: Standing) -> None:
    assert stands(state) is expected


def test_every_standing_but_open_has_a_sentence() -> None:
    assert set(rules.WHY_NOT) == set(Standing) - {Standing.OPEN}
    for found in rules.WHY_NOT:
        with pytest.raises(Refused):
            rules.must_be_open(found)


def test_time_outweighs_a_state_that_nobody_has_ended_yet() -> None:
    assert stands(InvitationState.OPEN, closes_at=NOW) is Standing.CLOSED
    assert stands(InvitationState.OPEN, plan_state=PlanState.CLOSED) is Standing.CLOSED
    assert stands(InvitationState.OPEN, plan_state=PlanState.DRAFT) is Standing.NOT_YET
    assert stands(InvitationState.ANSWERED, closes_at=EARLIER) is Standing.ANSWERED


def test_a_no_becomes_a_yes_only_while_the_questions_are_open() -> None:
    rules.must_be_declined(Standing.DECLINED, closes_at=LATER, now=NOW)
    with pytest.raises(Refused, match="closed"):
        rules.must_be_declined(Standing.DECLINED, closes_at=EARLIER, now=NOW)
    with pytest.raises(Refused, match="sent already"):
        rules.must_be_declined(Standing.ANSWERED, closes_at=LATER, now=NOW)
    with pytest.raises(Refused, match="can answer now"):
        rules.must_be_declined(Standing.OPEN, closes_at=LATER, now=NOW)


def test_only_linked_answers_can_be_shown_or_taken_back() -> None:
    for mode in ConfidentialityMode:
        if mode in rules.LINKED:
            rules.must_still_be_deletable(mode, PlanState.LIVE)
            with pytest.raises(Refused, match="report is written"):
                rules.must_still_be_deletable(mode, PlanState.CLOSED)
        else:
            with pytest.raises(Refused, match="Nothing joins"):
                rules.must_still_be_deletable(mode, PlanState.LIVE)


def readable(found: Standing, **change: Any) -> None:
    given: dict[str, Any] = {"plan_state": PlanState.LIVE, "closes_at": LATER, "now": NOW}
    rules.must_be_readable(found, NAMED, **{**given, **change})


def test_sent_answers_are_read_back_while_the_questions_are_open() -> None:
    readable(Standing.ANSWERED)
    for too_late in ({"closes_at": NOW}, {"plan_state": PlanState.CLOSED}):
        with pytest.raises(Refused, match="does not show answers"):
            readable(Standing.ANSWERED, **too_late)


@pytest.mark.parametrize("found", [one for one in Standing if one is not Standing.ANSWERED])
def test_nothing_is_read_back_that_was_not_sent_or_was_withdrawn_from(found: Standing) -> None:
    with pytest.raises(Refused):
        readable(found)


@pytest.mark.parametrize(
    ("answers", "unclear", "expected"),
    [
        ({}, (), 0),
        ({"one": 5}, (), 1),
        ({"one": None, "three": 1}, (), 1),
        ({"one": 5, "two": None, "three": 2}, (), 2),
        ({"one": 5}, ("three",), 2),
    ],
)
def test_people_go_on_where_they_were(
    answers: dict[str, Any], unclear: tuple[str, ...], expected: int
) -> None:
    assert rules.place(("one", "two", "three"), answers, look_again=unclear) == expected


@pytest.mark.parametrize("mode", list(ConfidentialityMode))
def test_the_short_variant_is_only_for_linked_answers(mode: ConfidentialityMode) -> None:
    items = (item_view("one", in_short_variant=True), item_view("two"))
    short = rules.items_for(items, variant=Variant.SHORT, mode=mode)
    assert len(short) == (1 if mode in rules.LINKED else 2)
    assert rules.items_for(items, variant=Variant.FULL, mode=mode) == items


def test_a_draft_tells_skipped_from_not_reached() -> None:
    parsed = ParsedAnswers({"one": 5, "two": None, "three": None, "four": None})
    before = {"four": "old", "elsewhere": 1}
    found = rules.merged(before, parsed, skipped=["two"])
    assert found == {"elsewhere": 1, "one": 5, "two": None}


def test_the_time_it_takes_is_kindly_counted() -> None:
    assert rules.minutes([item_view()]) == 1
    assert rules.minutes([item_view(kind=ItemKind.LONG_TEXT)] * 4) == 3


GOOD = {
    "code-birthday": "07",
    "code-first_name": "É",
    "code-last_name": "n",
    "code-phone": "04",
}


def test_a_code_is_read_in_its_plainest_form() -> None:
    assert codes.parse_code(GOOD).parts == ("7", "e", "n", "4")


def test_a_code_may_be_left_out_or_lack_one_part() -> None:
    assert codes.parse_code({}) == codes.ParsedCode()
    assert codes.parse_code({**GOOD, "code-phone": ""}).parts == ("7", "e", "n", "")


def test_half_a_code_is_explained_and_kept_on_the_page() -> None:
    found = codes.parse_code({"code-birthday": "7", "code-phone": "04"})
    assert found.parts == ()
    assert "at least three" in found.errors["first_name"]
    assert found.typed["phone"] == "04"


@pytest.mark.parametrize(
    ("box", "typed", "sentence"),
    [
        ("birthday", "32", "1 to 31"),
        ("birthday", "0", "1 to 31"),
        ("first_name", "An", "one letter"),
        ("last_name", "5", "one letter"),
        ("phone", "123", "two figures"),
    ],
)
def test_a_part_that_does_not_fit_says_what_would(box: str, typed: str, sentence: str) -> None:
    found = codes.parse_code({**GOOD, f"code-{box}": typed})
    assert sentence in found.errors[box]


@given(st.dictionaries(st.sampled_from([*GOOD, "other"]), st.text()))
def test_no_input_breaks_the_code(data: dict[str, str]) -> None:
    found = codes.parse_code(data)
    assert len(found.parts) in (0, 4)
    assert not (found.parts and found.errors)


A = ("a1", "a2", "a3", "a4")


def test_codes_match_with_one_part_wrong_or_missing_and_not_with_two() -> None:
    assert codes.codes_match(A, A)
    assert codes.codes_match(A, ("a1", "x", "a3", "a4"))
    assert codes.codes_match(A, ("a1", "a2", "a3", ""))
    assert not codes.codes_match(A, ("a1", "x", "a3", ""))
    assert not codes.codes_match(A, ("x", "y", "a3", "a4"))
    assert not codes.codes_match(("", "", "", ""), ("", "", "", ""))
    assert not codes.codes_match(A, ())


def test_parts_match_only_in_their_own_place() -> None:
    assert not codes.codes_match(A, ("a2", "a1", "a4", "a3"))


def test_pairing_prefers_whole_codes_and_never_guesses() -> None:
    first = {"p": A, "q": ("b1", "b2", "b3", "b4"), "r": ("c1", "c2", "c3", "c4"), "s": ()}
    second = {
        "P": A,
        "near-p": ("a1", "a2", "a3", "z"),
        "Q": ("b1", "b2", "b3", "z"),
        "R1": ("c1", "c2", "c3", "y"),
        "R2": ("c1", "c2", "c3", "z"),
    }
    found = codes.pair_by_code(first, second)
    assert found.pairs == (("p", "P"), ("q", "Q"))
    assert (found.first_alone, found.unclear, found.second_alone) == (1, 1, 3)


parts = st.sampled_from(["", "1", "2", "3"])
waves = st.dictionaries(st.text(min_size=1, max_size=3), st.tuples(*[parts] * 4), max_size=12)


@given(waves, waves)
def test_every_pair_matches_and_nobody_is_in_two(
    first: dict[str, tuple[str, ...]], second: dict[str, tuple[str, ...]]
) -> None:
    found = codes.pair_by_code(first, second)
    assert all(codes.codes_match(first[a], second[b]) for a, b in found.pairs)
    assert len({a for a, _ in found.pairs}) == len(found.pairs) == len({b for _, b in found.pairs})
    assert found.first_alone + found.unclear + len(found.pairs) == len(first)
    assert found.second_alone + len(found.pairs) == len(second)
