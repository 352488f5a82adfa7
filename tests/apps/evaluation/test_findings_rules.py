"""One question at a time: what its reader may see, without a database."""

from collections.abc import Mapping, Sequence
from datetime import date

import pytest

from goldenthread.evaluation.rules import arms, findings, limits, releases
from goldenthread.evaluation.rules.findings import ItemFinding, Reader
from goldenthread.evaluation.terms import Arm, ConfidentialityMode
from goldenthread.instruments.terms import (
    KNOWLEDGE,
    Answer,
    ItemKind,
    ItemSensitivity,
    ItemView,
    Option,
)
from goldenthread.learning.terms import OfferKind
from goldenthread.methods.disclosure import Audience, Form, RiskDecision
from tests.factories.instruments import item_view

INSIDE = Reader(audience=Audience.EVALUATION_TEAM, invited=40)
PROGRAMME = Reader(audience=Audience.PROGRAMME_TEAM, invited=40, organisations=5)
BOARD = Reader(audience=Audience.BOARD, invited=40, organisations=5)
SENSITIVE = ItemSensitivity.SENSITIVE
LIKERT = item_view("rating")


def said(key: str, values: Sequence[Answer]) -> list[Mapping[str, Answer]]:
    return [{key: value} for value in values]


def agreed(yes: int, no: int, skipped: int = 0) -> list[Mapping[str, Answer]]:
    return said("rating", [4] * yes + [2] * no + [None] * skipped)


def cells(one: ItemFinding) -> dict[str, str]:
    return {cell.label: cell.text for cell in one.shown.cells}


def test_a_skipped_question_is_a_count_of_its_own() -> None:
    found = findings.finding(LIKERT, agreed(7, 2, 1), reader=PROGRAMME)
    assert cells(found) == {"agreed": "7", "did not agree": "2", "No answer": "1"}
    assert (found.k, found.n, found.skipped) == (7, 9, 1)
    assert found.over_invited is not None
    assert found.over_invited.text == "7 to 38"


def test_who_was_not_asked_is_not_counted_as_skipping() -> None:
    answers = [*agreed(7, 3), {"another": 5}]
    found = findings.finding(LIKERT, answers, reader=PROGRAMME)
    assert (found.k, found.n, found.skipped) == (7, 10, 0)


def test_a_reversed_question_counts_the_other_end() -> None:
    item = item_view("rating", is_reversed=True)
    found = findings.finding(item, agreed(3, 9), reader=PROGRAMME)
    assert (found.k, found.n, found.said) == (9, 12, "disagreed")


def test_another_scale_is_said_in_its_own_words() -> None:
    item = item_view("rating", options=KNOWLEDGE)
    found = findings.finding(item, agreed(9, 3), reader=PROGRAMME)
    assert found.said == "said “Quite a lot” or “A great deal”"


def test_the_evaluation_team_sees_every_level() -> None:
    found = findings.finding(LIKERT, agreed(3, 1, 1), reader=INSIDE)
    assert found.levels is not None
    assert [cell.value for cell in found.levels.cells] == [0, 1, 0, 3, 0, 1]
    assert findings.finding(LIKERT, agreed(8, 4), reader=PROGRAMME).levels is None


def test_nothing_is_drawn_for_nobody() -> None:
    for reader in (INSIDE, PROGRAMME, BOARD):
        found = findings.finding(LIKERT, agreed(0, 0, 3), reader=reader)
        assert not found.has_dots
        assert found.shown.sentence == findings.NOBODY


def test_thirty_answers_are_no_longer_dots() -> None:
    found = findings.finding(LIKERT, agreed(30, 4), reader=PROGRAMME)
    assert found.shown.form is Form.PERCENTAGES
    assert not found.has_dots


def test_more_answers_than_people_asked_gives_no_worst_case() -> None:
    reader = Reader(audience=Audience.PROGRAMME_TEAM, invited=8)
    assert findings.finding(LIKERT, agreed(9, 3), reader=reader).over_invited is None
    unknown = Reader(audience=Audience.PROGRAMME_TEAM)
    assert findings.finding(LIKERT, agreed(9, 3), reader=unknown).over_invited is None


def test_a_sensitive_question_hides_small_counts_from_the_programme_team() -> None:
    item = item_view("rating", sensitivity=SENSITIVE)
    found = findings.finding(item, agreed(17, 3), reader=PROGRAMME)
    assert found.k is None
    assert set(cells(found).values()) <= {"hidden"}


def test_a_signed_low_decision_opens_counts_to_the_board_and_no_dots() -> None:
    """G5: Table 1 reproduces under a signed low risk decision, and not without."""
    decision = RiskDecision(
        signed_by="An evaluator", signed_on=date(2026, 3, 1), scope="x", score=2, sentence="Safe."
    )
    signed = Reader(audience=Audience.BOARD, invited=23, decision=decision, organisations=5)
    found = findings.finding(LIKERT, agreed(9, 1), reader=signed)
    assert (found.k, found.n, found.has_dots) == (9, 10, False)
    without = findings.finding(LIKERT, agreed(9, 1), reader=BOARD)
    assert (without.k, set(cells(without).values()) - {"hidden"}) == (None, set())


def test_a_high_risk_decision_opens_nothing() -> None:
    decision = RiskDecision(
        signed_by="An evaluator", signed_on=date(2026, 3, 1), scope="x", score=4, sentence="No."
    )
    reader = Reader(audience=Audience.BOARD, decision=decision, organisations=5)
    assert findings.finding(LIKERT, agreed(9, 1), reader=reader).k is None


def test_fewer_than_three_organisations_show_nothing_outside_the_evaluation_team() -> None:
    reader = Reader(audience=Audience.PROGRAMME_TEAM, organisations=2)
    found = findings.finding(LIKERT, agreed(20, 20), reader=reader)
    assert found.shown.form is Form.NOTHING
    assert "fewer than 3 organisations" in found.shown.sentence


@pytest.mark.parametrize(
    ("audience", "sensitivity", "waits"),
    [
        (Audience.EVALUATION_TEAM, SENSITIVE, False),
        (Audience.PROGRAMME_TEAM, ItemSensitivity.LOW, True),
        (Audience.PROGRAMME_TEAM, SENSITIVE, True),
        (Audience.BOARD, ItemSensitivity.LOW, True),
    ],
)
def test_two_looks_never_tell_who_came_in_between(
    audience: Audience, sensitivity: ItemSensitivity, waits: bool
) -> None:
    item = item_view("rating", sensitivity=sensitivity)
    reader = Reader(audience=audience, is_open=True)
    found = findings.finding(item, agreed(20, 20), reader=reader)
    assert (found.shown.sentence == findings.STILL_OPEN) is waits


CHOICES = (Option("talk", "Talk"), Option("read", "Read"), Option("walk", "Walk"))


def test_several_choices_count_people_and_who_ticked_none() -> None:
    item = item_view("what", kind=ItemKind.MULTIPLE, options=CHOICES)
    values: list[Answer] = [["talk"]] * 5 + [["talk", "read"]] * 6 + [None, []]
    shown = findings.finding(item, said("what", values), reader=PROGRAMME).shown
    assert {c.label: c.value for c in shown.cells} == {
        "Talk": 11,
        "Read": 6,
        "Walk": 0,
        "No answer": 2,
    }
    assert shown.n == 13


def test_choices_from_too_few_people_stay_hidden_even_with_those_who_skipped() -> None:
    item = item_view("what", kind=ItemKind.SINGLE, options=CHOICES)
    values: list[Answer] = ["talk"] * 4 + [None] * 20
    shown = findings.finding(item, said("what", values), reader=PROGRAMME).shown
    assert shown.cells == ()


@pytest.mark.parametrize("kind", [ItemKind.SHORT_TEXT, ItemKind.LONG_TEXT])
def test_own_words_go_to_the_evaluation_team_alone(kind: ItemKind) -> None:
    item = item_view("text", kind=kind, sensitivity=SENSITIVE)
    answers = said("text", ["b", "a", None, ""])
    assert findings.finding(item, answers, reader=INSIDE).texts == ("a", "b")
    outside = findings.finding(item, answers, reader=PROGRAMME)
    assert (outside.texts, outside.shown.sentence) == ((), findings.OWN_WORDS)
    assert findings.finding(item, said("text", [None]), reader=INSIDE).texts == ()


def test_single_numbers_go_to_the_evaluation_team_alone() -> None:
    item = item_view("years", kind=ItemKind.NUMBER)
    assert findings.finding(item, said("years", [3, 12]), reader=INSIDE).texts == ("12", "3")
    outside = findings.finding(item, said("years", [3, 12]), reader=PROGRAMME)
    assert outside.shown.sentence == findings.OTHER_VALUES


def test_no_word_stands_out_when_all_were_chosen_alike() -> None:
    item = item_view("words", kind=ItemKind.THREE_WORDS, sensitivity=SENSITIVE)
    alike = findings.finding(item, said("words", [["calm", "kind"]] * 6), reader=INSIDE)
    assert alike.most_chosen == ()
    none = findings.finding(item, said("words", [None, []]), reader=INSIDE)
    assert none.shown.sentence == findings.NOBODY


def wave(
    key: str, item: ItemView, yes: int, no: int, reader: Reader = PROGRAMME
) -> tuple[str, str, list[ItemFinding]]:
    answers = said(item.key, [4] * yes + [2] * no)
    return key, f"The {key} wave", [findings.finding(item, answers, reader=reader)]


def test_a_sensitive_question_is_withheld_where_two_waves_differ_by_a_few() -> None:
    item = item_view("rating", sensitivity=SENSITIVE)
    both = [wave("end", item, 25, 15), wave("baseline", item, 27, 16)]
    (end,), (baseline,) = releases.without_near_differences(both, audience=Audience.PROGRAMME_TEAM)
    assert end.k == 25
    assert (baseline.k, baseline.shown.form) == (None, Form.NOTHING)
    assert "The end wave, it would tell of fewer than 5 people" in baseline.shown.sentence


@pytest.mark.parametrize("sensitivity", list(ItemSensitivity))
def test_waves_that_differ_by_many_or_are_harmless_stand(sensitivity: ItemSensitivity) -> None:
    item = item_view("rating", sensitivity=sensitivity)
    more = 12 if sensitivity is SENSITIVE else 2
    both = [wave("end", item, 25, 15), wave("baseline", item, 25 + more, 15)]
    kept = releases.without_near_differences(both, audience=Audience.PROGRAMME_TEAM)
    assert [one.k for (one,) in kept] == [25, 25 + more]


def test_the_evaluation_team_sees_both_waves() -> None:
    item = item_view("rating", sensitivity=SENSITIVE)
    both = [wave("end", item, 25, 15, INSIDE), wave("baseline", item, 26, 15, INSIDE)]
    kept = releases.without_near_differences(both, audience=Audience.EVALUATION_TEAM)
    assert [one.k for (one,) in kept] == [25, 26]


def by_arm(mixed: tuple[int, int], single: tuple[int, int]) -> dict[Arm, findings.Answers]:
    return {Arm.MIXED: agreed(*mixed), Arm.SINGLE_ORGANISATION: agreed(*single)}


def test_groups_large_enough_stand_side_by_side() -> None:
    organisations = {Arm.MIXED: {1, 2, 3}, Arm.SINGLE_ORGANISATION: {4, 5, 6}}
    (found,) = arms.side_by_side(
        [LIKERT], by_arm((20, 12), (15, 17)), reader=PROGRAMME, organisations=organisations
    )
    assert found.is_split
    assert found.is_enough
    assert [[c.value for c in row.cells] for row in found.table.rows] == [[20, 12], [15, 17]]


def test_one_organisation_is_never_a_group_outside_the_evaluation_team() -> None:
    organisations = {Arm.MIXED: {1, 2, 3}, Arm.SINGLE_ORGANISATION: {4}}
    (found,) = arms.side_by_side(
        [LIKERT], by_arm((20, 12), (15, 17)), reader=PROGRAMME, organisations=organisations
    )
    assert not found.is_split
    assert not found.is_enough


def test_the_evaluation_team_sees_small_groups_and_that_they_are_too_small() -> None:
    (found,) = arms.side_by_side(
        [LIKERT], by_arm((6, 2), (2, 0)), reader=INSIDE, organisations=None
    )
    assert found.is_split
    assert not found.is_enough


def test_questions_that_wait_are_not_told_by_group_either() -> None:
    reader = Reader(audience=Audience.BOARD, is_open=True)
    assert (
        arms.side_by_side([LIKERT], by_arm((20, 12), (15, 17)), reader=reader, organisations=None)
        == ()
    )


def facts(**changed: object) -> limits.DesignFacts:
    usual: dict[str, object] = {
        "kind": OfferKind.COURSE,
        "mode": ConfidentialityMode.PSEUDONYM,
        "has_baseline": True,
        "has_later": True,
        "waves_answered": 2,
        "months": 6,
        "silent": 0,
    }
    return limits.DesignFacts(**{**usual, **changed})  # type: ignore[arg-type]  # tests only


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"has_baseline": False}, "Nobody was asked before."),
        ({"has_later": False}, "Nobody has been asked since."),
        ({}, "stand side by side and are not joined."),
        ({"silent": None}, "What people who did not answer think."),
        ({"silent": 1}, "What the person who did not answer thinks."),
        ({"silent": 13}, "What the 13 who did not answer think."),
        ({"has_arms": True, "arms_are_known": False}, "without the cohort they came from."),
        ({"has_arms": True}, "Too few answered to compare."),
        ({"has_arms": True, "arms_are_shown": True}, "did not get their cohort by chance."),
        ({"months": 3}, "Early result: too soon to say."),
        ({"months": 6}, "What happens later than 6 months after the last session."),
        ({"has_anticipated": True}, "They were asked what they expect."),
    ],
)
def test_each_limit_follows_from_the_design(changed: dict[str, object], sentence: str) -> None:
    assert any(one.endswith(sentence) for one in limits.cannot_say(facts(**changed)))


def test_nothing_is_said_of_silence_when_everyone_answered() -> None:
    assert not any("did not answer" in one for one in limits.cannot_say(facts()))


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"mode": ConfidentialityMode.ANONYMOUS}, "Fully anonymous answers cannot be."),
        ({"plans_baseline_and_later": True}, "This plan asks both."),
        ({}, "ask the same people before and after."),
    ],
)
def test_what_would_carry_more_is_said(changed: dict[str, object], sentence: str) -> None:
    assert limits.next_badge(facts(**changed)).endswith(sentence)
