"""One question, four audiences: the disclosure table as facts."""

from __future__ import annotations

from datetime import date

import pytest

from goldenthread.methods.disclosure import (
    Audience,
    Form,
    RiskDecision,
    Sensitivity,
    show_counts,
    show_share,
)

TEAM, PROGRAMME, BOARD, PUBLIC = Audience
LOW, SENSITIVE = Sensitivity
TABLE_1 = {
    "met expectations": 9,
    "style suited the issue": 8,
    "would recommend": 10,
    "enough sessions": 8,
    "sessions long enough": 9,
}
SIGNED = RiskDecision(
    signed_by="Rowan Achebe",
    signed_on=date(2025, 9, 4),
    scope="Table 1",
    score=2,
    sentence="Reactions to training, and no one can be picked out.",
)


def decided(score: int) -> RiskDecision:
    return RiskDecision(
        signed_by="R. Achebe", signed_on=date(2025, 9, 4), scope="T", score=score, sentence="Yes."
    )


@pytest.mark.parametrize(
    ("n", "audience", "sensitivity", "form"),
    [
        (4, TEAM, SENSITIVE, Form.ROWS),
        (4, PROGRAMME, LOW, Form.NOTHING),
        (4, BOARD, LOW, Form.NOTHING),
        (4, PUBLIC, LOW, Form.NOTHING),
        (5, TEAM, SENSITIVE, Form.ROWS),
        (5, PROGRAMME, LOW, Form.COUNTS),
        (9, PROGRAMME, SENSITIVE, Form.THEMES),
        (9, BOARD, LOW, Form.THEMES),
        (9, PUBLIC, LOW, Form.NOTHING),
        (10, TEAM, SENSITIVE, Form.ROWS),
        (10, PROGRAMME, LOW, Form.DOTS),
        (29, PROGRAMME, SENSITIVE, Form.DOTS),
        (10, BOARD, LOW, Form.COUNTS),
        (29, PUBLIC, SENSITIVE, Form.COUNTS),
        (30, TEAM, LOW, Form.ROWS),
        (30, PROGRAMME, LOW, Form.PERCENTAGES),
        (30, BOARD, SENSITIVE, Form.PERCENTAGES),
        (30, PUBLIC, LOW, Form.PERCENTAGES),
    ],
)
def test_the_form_follows_the_table(
    n: int, audience: Audience, sensitivity: Sensitivity, form: Form
) -> None:
    shown = show_counts({"yes": n, "no": 0, "": 0}, n=n, audience=audience, sensitivity=LOW)
    if sensitivity is SENSITIVE:
        half = {"yes": n - n // 2, "no": n // 2}
        shown = show_counts(half, n=n, audience=audience, sensitivity=SENSITIVE)
    assert shown.form is form


@pytest.mark.parametrize("audience", [PROGRAMME, BOARD, PUBLIC])
def test_four_answers_are_named_as_fewer_than_5_answers(audience: Audience) -> None:
    shown = show_share(3, 4, audience=audience, sensitivity=LOW, risk_decision=SIGNED)
    assert "ewer than 5 answers" in shown.sentence
    assert (shown.cells, shown.n, shown.cautions) == ((), None, ())


def test_seven_answers_are_themes_for_the_board_and_nothing_in_public() -> None:
    board = show_share(6, 7, audience=BOARD, sensitivity=LOW, risk_decision=SIGNED)
    public = show_share(6, 7, audience=PUBLIC, sensitivity=LOW, risk_decision=SIGNED)
    assert (board.form, board.cells) == (Form.THEMES, ())
    assert "themes" in board.sentence
    assert (public.form, public.cells) == (Form.NOTHING, ())
    assert "public" in public.sentence


@pytest.mark.parametrize("agreed", TABLE_1.values(), ids=TABLE_1.keys())
@pytest.mark.parametrize("audience", [TEAM, PROGRAMME])
def test_table_1_is_ten_dots_for_both_teams(agreed: int, audience: Audience) -> None:
    shown = show_share(agreed, 10, audience=audience, sensitivity=LOW)
    assert shown.cell("agreed").value == agreed
    assert (shown.as_dots, shown.has_hidden, shown.n) == (True, False, 10)


@pytest.mark.parametrize("agreed", TABLE_1.values(), ids=TABLE_1.keys())
@pytest.mark.parametrize("audience", [BOARD, PUBLIC])
def test_table_1_is_counts_outside_with_a_signed_low_risk_decision(
    agreed: int, audience: Audience
) -> None:
    shown = show_share(agreed, 10, audience=audience, sensitivity=LOW, risk_decision=SIGNED)
    assert (shown.form, shown.as_dots, shown.has_hidden) == (Form.COUNTS, False, False)
    assert shown.cell("agreed").value == agreed
    assert any("signed by Rowan Achebe on 4 September 2025" in each for each in shown.cautions)


@pytest.mark.parametrize("audience", [BOARD, PUBLIC])
def test_table_1_is_hidden_outside_without_a_decision(audience: Audience) -> None:
    shown = [show_share(k, 10, audience=audience, sensitivity=LOW) for k in TABLE_1.values()]
    assert [each.cell("agreed").value for each in shown] == [None, None, 10, None, None]
    assert [each.has_hidden for each in shown] == [True, True, False, True, True]


def test_a_decision_with_a_higher_risk_opens_nothing() -> None:
    shown = show_share(9, 10, audience=BOARD, sensitivity=LOW, risk_decision=decided(4))
    assert shown.cell("agreed").hidden
    assert any("did not find a low risk" in each for each in shown.cautions)


def test_a_decision_never_opens_sensitive_answers() -> None:
    shown = show_share(8, 10, audience=BOARD, sensitivity=SENSITIVE, risk_decision=SIGNED)
    assert shown.cell("agreed").hidden
    assert any("sensitive" in each for each in shown.cautions)


def test_an_unsigned_decision_or_an_impossible_score_is_refused() -> None:
    with pytest.raises(ValueError, match="needs a name"):
        RiskDecision(signed_by=" ", signed_on=date(2025, 9, 4), scope="T", score=1, sentence="Yes.")
    with pytest.raises(ValueError, match="from 1 to 25"):
        decided(26)


def test_the_programme_team_sees_no_sensitive_count_from_1_to_4() -> None:
    counts = {"never": 12, "once": 3, "often": 7, "always": 6}
    shown = show_counts(counts, n=28, audience=PROGRAMME, sensitivity=SENSITIVE)
    assert [cell.text for cell in shown.cells] == ["12", "hidden", "7", "hidden"]
    assert shown.cell("once").low == 0
    assert shown.cell("once").high == 9


def test_nobody_and_everybody_of_a_small_sensitive_group_are_hidden() -> None:
    nobody = show_counts({"a": 10, "b": 9, "c": 0}, n=19, audience=PROGRAMME, sensitivity=SENSITIVE)
    everybody = show_counts({"a": 12}, n=12, audience=PROGRAMME, sensitivity=SENSITIVE)
    assert [cell.hidden for cell in nobody.cells] == [False, True, True]
    assert everybody.form is Form.NOTHING
    assert "0 to 4" in nobody.sentence


def test_nobody_is_shown_of_a_low_sensitivity_or_a_large_group() -> None:
    small = show_counts({"a": 10, "b": 0}, n=10, audience=PROGRAMME, sensitivity=LOW)
    large = show_counts({"a": 30, "b": 0}, n=30, audience=BOARD, sensitivity=SENSITIVE)
    assert small.cell("b").value == large.cell("b").value == 0


def test_one_hidden_number_takes_another_with_it() -> None:
    shown = show_counts({"a": 2, "b": 20, "c": 8}, n=30, audience=BOARD, sensitivity=SENSITIVE)
    assert [cell.hidden for cell in shown.cells] == [True, False, True]


def test_when_no_single_number_is_enough_the_largest_goes_first() -> None:
    counts = {"a": 1, "b": 5, "c": 4, "d": 20}
    shown = show_counts(counts, n=30, audience=BOARD, sensitivity=SENSITIVE)
    assert [cell.hidden for cell in shown.cells] == [True, True, True, False]
    few = {"a": 1, "b": 5, "c": 5}
    shown = show_counts(few, n=11, audience=BOARD, sensitivity=LOW)
    assert [cell.hidden for cell in shown.cells] == [True, True, True]


def test_numbers_that_cannot_be_protected_are_withheld() -> None:
    counts = dict.fromkeys("abcde", 2)
    shown = show_counts({**counts, "f": 1}, n=11, audience=PUBLIC, sensitivity=LOW)
    assert shown.form is not Form.NOTHING
    counts = {"a": 2, "b": 2, "c": 2, "d": 2, "e": 1, "f": 1}
    shown = show_counts(counts, n=10, audience=PUBLIC, sensitivity=LOW)
    assert (shown.form, shown.cells) == (Form.NOTHING, ())


def test_percentages_start_at_30_answers() -> None:
    below = show_share(20, 29, audience=PROGRAMME, sensitivity=LOW)
    above = show_share(20, 30, audience=PROGRAMME, sensitivity=LOW)
    assert {cell.percent for cell in below.cells} == {None}
    assert "not percentages" in below.cautions[0]
    assert [cell.percent for cell in above.cells] == [67, 33]
    assert above.cautions == ()


def test_public_numbers_under_100_are_rounded_to_5() -> None:
    counts = {"a": 158, "b": 43, "c": 12, "d": 0}
    shown = show_counts(counts, n=213, audience=PUBLIC, sensitivity=LOW, risk_decision=SIGNED)
    assert [cell.value for cell in shown.cells] == [158, 45, 10, 0]
    assert [cell.percent for cell in shown.cells] == [74, 21, 5, 0]
    assert (shown.cell("b").low, shown.cell("b").high, shown.n) == (43, 47, 213)
    assert "rounded" in shown.sentence
    assert show_share(20, 43, audience=PUBLIC, sensitivity=LOW).n == 45


def test_no_exact_bound_stands_beside_rounded_numbers() -> None:
    shown = show_counts({"a": 3, "b": 40, "c": 9}, n=52, audience=PUBLIC, sensitivity=LOW)
    assert [(cell.low, cell.high) for cell in shown.cells if cell.hidden] == [(None, None)] * 2


def test_ticked_answers_hide_a_number_and_what_it_leaves_over() -> None:
    counts = {"rooms": 9, "time": 5, "rank": 1, "trust": 0}
    shown = show_counts(counts, n=10, audience=BOARD, sensitivity=LOW, exclusive=False)
    assert [cell.hidden for cell in shown.cells] == [True, False, True, False]
    assert (shown.cell("rooms").low, shown.cell("rooms").high) == (1, 9)


def test_an_aggregate_needs_three_organisations() -> None:
    two = show_share(20, 40, audience=PROGRAMME, sensitivity=LOW, organisations=2)
    three = show_share(20, 40, audience=PROGRAMME, sensitivity=LOW, organisations=3)
    team = show_share(20, 40, audience=TEAM, sensitivity=LOW, organisations=1)
    few = show_share(2, 3, audience=BOARD, sensitivity=LOW, organisations=1)
    assert (two.form, two.cells) == (Form.NOTHING, ())
    assert "3 organisations" in two.sentence
    assert (three.form, team.form) == (Form.PERCENTAGES, Form.ROWS)
    assert "5 answers" in few.sentence


def test_counts_that_cannot_be_are_refused() -> None:
    with pytest.raises(ValueError, match="no counts"):
        show_counts({}, n=0, audience=TEAM, sensitivity=LOW)
    with pytest.raises(ValueError, match="from 0 to 10"):
        show_share(11, 10, audience=TEAM, sensitivity=LOW)
    with pytest.raises(ValueError, match="add up to 8, not 10"):
        show_counts({"a": 8}, n=10, audience=TEAM, sensitivity=LOW)
    with pytest.raises(ValueError, match="cannot be -1"):
        show_counts({"a": -1, "b": 0}, n=-1, audience=TEAM, sensitivity=LOW)


def test_a_missing_cell_is_a_key_error_and_no_answers_are_no_dots() -> None:
    shown = show_counts({"a": 0}, n=0, audience=TEAM, sensitivity=LOW)
    assert not shown.as_dots
    with pytest.raises(KeyError):
        shown.cell("z")
