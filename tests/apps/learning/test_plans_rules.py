"""Rules of plans, without a database."""

import pytest

from goldenthread.access.terms import Refused
from goldenthread.learning.rules import plans as rules
from goldenthread.learning.terms import PlanState


def people(pairs: set[frozenset[int]]) -> set[tuple[int, ...]]:
    return {tuple(sorted(pair)) for pair in pairs}


def apart(**given: object) -> set[tuple[int, ...]]:
    facts = {"lines": (), "teams": {}, "named": (), "one_organisation": lambda _: False, **given}
    return people(set(rules.apart(**facts)))  # type: ignore[arg-type]  # given by each test


def test_a_manager_and_a_report_are_kept_apart() -> None:
    assert apart(lines=[frozenset({1, 2})]) == {(1, 2)}


def test_everyone_of_one_team_is_kept_apart_from_everyone_else_of_it() -> None:
    assert apart(teams={1: 7, 2: 7, 3: 7, 4: 8, 5: None, 6: None}) == {(1, 2), (1, 3), (2, 3)}


def test_a_team_may_share_the_cohort_made_for_its_own_organisation() -> None:
    found = apart(teams={1: 7, 2: 7, 3: 7}, one_organisation=lambda person: person in (1, 2))
    assert found == {(1, 3), (2, 3)}


def test_a_manager_stays_apart_even_in_a_cohort_of_one_organisation() -> None:
    found = apart(
        lines=[frozenset({1, 2})], teams={1: 7, 2: 7}, one_organisation=lambda person: True
    )
    assert found == {(1, 2)}


def test_ids_in_a_sentence_become_names_and_nothing_else_changes() -> None:
    sentence = f"{rules.person_token(12)} cannot make {rules.cohort_token(3)} in room P12."
    said = rules.said(sentence, person=lambda pk: f"Ana {pk}", cohort=lambda pk: f"Set {pk}")
    assert said == "Ana 12 cannot make Set 3 in room P12."
    assert rules.tokens_in(sentence) == (("P", 12), ("C", 3))


def test_the_greatest_need_is_the_first_tier() -> None:
    assert [rules.tier(priority, highest=2) for priority in (2, 1, 0)] == [0, 1, 2]


def test_a_move_that_breaks_something_needs_a_reason() -> None:
    with pytest.raises(Refused, match="Say why"):
        rules.must_say_why(["It breaks."], "  ")
    rules.must_say_why(["It breaks."], "They asked for it.")
    rules.must_say_why([], "")


def test_an_unsettled_plan_is_published_only_with_a_reason() -> None:
    with pytest.raises(Refused, match="Two things are not settled yet"):
        rules.must_be_settled(["One.", "Another."], "")
    rules.must_be_settled(["One."], "Agreed with both of them.")


@pytest.mark.parametrize("state", [PlanState.PUBLISHED, PlanState.SUPERSEDED])
def test_only_a_draft_changes(state: PlanState) -> None:
    with pytest.raises(Refused):
        rules.must_be_draft(state)
    rules.must_be_draft(PlanState.DRAFT)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"dates": 0, "full": 0, "not_running": 0, "rank": 5}, "None of the cohorts"),
        ({"dates": 2, "full": 2, "not_running": 0, "rank": 119}, "You were drawn 119th of 126."),
        ({"dates": 2, "full": 1, "not_running": 0, "rank": 5}, "There was no seat for you"),
        ({"dates": 1, "full": 0, "not_running": 1, "rank": 5}, "not going ahead"),
    ],
)
def test_the_waiting_list_sentence_says_what_is_true(given: dict[str, int], sentence: str) -> None:
    assert sentence in rules.waiting_sentence(of=126, **given)


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (112, "112th"), (121, "121st")],
)
def test_places_in_the_draw_are_said_as_people_say_them(number: int, words: str) -> None:
    assert rules.ordinal(number) == words


def test_nobody_is_moved_who_no_longer_applies() -> None:
    rules.must_still_apply(is_in_play=True)
    with pytest.raises(Refused, match="no longer applying"):
        rules.must_still_apply(is_in_play=False)


def test_a_move_leads_somewhere_else() -> None:
    rules.must_be_a_move(1, 2, name="Ana")
    with pytest.raises(Refused, match="Ana is in this cohort already"):
        rules.must_be_a_move(1, 1, name="Ana")
    with pytest.raises(Refused, match="Ana is on the waiting list already"):
        rules.must_be_a_move(None, None, name="Ana")
