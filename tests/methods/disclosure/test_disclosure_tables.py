"""Groups side by side: small ones are merged, small cells cannot be worked out."""

from __future__ import annotations

from datetime import date

import pytest

from goldenthread.methods.disclosure import (
    Audience,
    Form,
    RiskDecision,
    Sensitivity,
    show_counts,
    show_table,
)

TEAM, PROGRAMME, BOARD, PUBLIC = Audience
LOW, SENSITIVE = Sensitivity
SIGNED = RiskDecision(
    signed_by="R", signed_on=date(2025, 9, 4), scope="all", score=1, sentence="Low."
)
SETS = {"mixed": {"agreed": 7, "did not": 1}, "single": {"agreed": 2, "did not": 0}}
SITES = {
    "north": {"often": 3, "at times": 10, "never": 12},
    "south": {"often": 14, "at times": 11, "never": 2},
    "west": {"often": 9, "at times": 20, "never": 15},
}


def test_the_evaluation_team_compares_every_set() -> None:
    shown = show_table(SETS, audience=TEAM, sensitivity=SENSITIVE)
    assert [(row.label, row.total.value) for row in shown.rows] == [("mixed", 8), ("single", 2)]
    assert shown.form is Form.ROWS


def test_two_answers_of_the_single_organisation_set_cannot_be_taken_from_the_total() -> None:
    shown = show_table(SETS, audience=PROGRAMME, sensitivity=LOW)
    assert [(row.merged, row.total.value) for row in shown.rows] == [(("mixed", "single"), 10)]
    assert [cell.value for cell in shown.column_totals] == [9, 1]
    assert "shown together" in shown.sentence


def test_a_small_group_joins_the_next_smallest() -> None:
    rows = {"a": {"x": 9, "y": 6}, "b": {"x": 1, "y": 1}, "c": {"x": 6, "y": 5}}
    shown = show_table(rows, audience=PROGRAMME, sensitivity=LOW)
    assert [(row.label, row.total.value) for row in shown.rows] == [("a", 15), ("b and c", 13)]
    assert shown.sentence.startswith("Groups with too few answers")
    assert shown.form is Form.DOTS


def test_two_small_groups_join_each_other() -> None:
    rows = {"a": {"x": 9, "y": 6}, "b": {"x": 1, "y": 3}, "c": {"x": 2, "y": 1}}
    shown = show_table(rows, audience=PROGRAMME, sensitivity=LOW)
    assert [(row.label, row.total.value) for row in shown.rows] == [("a", 15), ("b and c", 7)]
    assert shown.form is Form.DOTS


def test_a_group_of_one_organisation_joins_another() -> None:
    rows = {"mixed": {"x": 9, "y": 6}, "single": {"x": 8, "y": 7}, "third": {"x": 9, "y": 9}}
    homes = {"mixed": ["a", "b", "c"], "single": ["d"], "third": ["e", "f", "g"]}
    shown = show_table(rows, audience=PROGRAMME, sensitivity=LOW, organisations=homes)
    assert [row.label for row in shown.rows] == ["mixed and single", "third"]


def test_two_organisations_in_all_show_nothing() -> None:
    rows = {"a": {"x": 9, "y": 6}, "b": {"x": 8, "y": 7}}
    homes = {"a": ["a"], "b": ["b"]}
    shown = show_table(rows, audience=BOARD, sensitivity=LOW, organisations=homes)
    assert (shown.form, shown.rows, shown.total) == (Form.NOTHING, (), None)
    assert "3 organisations" in shown.sentence


def test_a_table_of_one_group_is_that_group() -> None:
    shown = show_table({"all": {"x": 6, "y": 6}}, audience=BOARD, sensitivity=LOW)
    assert [row.label for row in shown.rows] == ["all"]
    assert shown.sentence == "Every number is shown."


def test_hidden_cells_take_partners_in_rows_and_columns() -> None:
    shown = show_table(SITES, audience=BOARD, sensitivity=SENSITIVE)
    hidden = {(row.label, cell.label) for row in shown.rows for cell in row.cells if cell.hidden}
    assert hidden == {
        ("north", "often"),
        ("north", "never"),
        ("south", "often"),
        ("south", "never"),
    }
    assert [cell.value for cell in shown.column_totals] == [26, 41, 29]
    assert all(
        cell.high - cell.low >= 5
        for row in shown.rows
        for cell in row.cells
        if cell.hidden and cell.high is not None and cell.low is not None
    )


def test_a_split_that_cannot_be_protected_is_shown_together() -> None:
    rows = {"a": {"x": 4, "y": 26}, "b": {"x": 1, "y": 40}}
    shown = show_table(rows, audience=BOARD, sensitivity=SENSITIVE)
    alone = show_counts({"x": 5, "y": 66}, n=71, audience=BOARD, sensitivity=SENSITIVE)
    assert len(shown.rows) == 1
    assert shown.column_totals == alone.cells


def test_totals_that_cannot_be_shown_leave_no_table() -> None:
    single = {"a": {"x": 11}, "b": {"x": 12}}
    withheld = show_table(single, audience=PROGRAMME, sensitivity=SENSITIVE)
    assert (withheld.form, withheld.rows) == (Form.NOTHING, ())


def test_an_answer_that_nobody_gave_hides_nothing_more() -> None:
    rows = {"a": {"x": 12, "y": 10, "z": 0}, "b": {"x": 14, "y": 11, "z": 0}}
    shown = show_table(rows, audience=PROGRAMME, sensitivity=SENSITIVE)
    assert [cell.value for cell in shown.rows[0].cells] == [12, 10, 0]


def test_public_tables_are_rounded_with_their_totals() -> None:
    rows = {"a": {"x": 33, "y": 41}, "b": {"x": 52, "y": 61}}
    shown = show_table(rows, audience=PUBLIC, sensitivity=LOW)
    assert [row.total.value for row in shown.rows] == [75, 113]
    assert [cell.value for cell in shown.rows[0].cells] == [35, 40]
    assert shown.form is Form.PERCENTAGES


def test_a_signed_decision_opens_small_groups_of_low_sensitivity() -> None:
    rows = {"a": {"x": 9, "y": 3}, "b": {"x": 8, "y": 2}}
    signed = show_table(rows, audience=BOARD, sensitivity=LOW, risk_decision=SIGNED)
    assert [cell.value for cell in signed.rows[1].cells] == [8, 2]
    assert any("signed by R" in each for each in signed.cautions)


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ({}, "same answers"),
        ({"a": {}}, "same answers"),
        ({"a": {"x": 1}, "b": {"y": 1}}, "same answers"),
        ({"a": {"x": -1}}, "negative"),
    ],
)
def test_tables_that_cannot_be_are_refused(rows: dict[str, dict[str, int]], reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        show_table(rows, audience=TEAM, sensitivity=LOW)
