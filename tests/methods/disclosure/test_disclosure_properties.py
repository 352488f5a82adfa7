"""For any counts: no hidden number can be bounded tighter than 5, whoever reads.

The attacker is our own: it knows what is published (shown cells, totals, hidden marks), nothing of
the product code, and solves integer linear programmes.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp  # type: ignore[import-untyped, unused-ignore]

from goldenthread.methods.disclosure import (
    Audience,
    Form,
    RiskDecision,
    Sensitivity,
    Shown,
    ShownCell,
    ShownTable,
    show_counts,
    show_table,
)

Name = tuple[str, str]
WIDTH = 5
PEOPLE = st.one_of(st.integers(0, 6), st.integers(0, 60))
COUNTS = st.lists(PEOPLE, min_size=1, max_size=7).map(
    lambda values: {f"answer {at}": value for at, value in enumerate(values)}
)
OUTSIDE = st.sampled_from([each for each in Audience if each is not Audience.EVALUATION_TEAM])
DECISION = RiskDecision(
    signed_by="R", signed_on=date(2025, 9, 4), scope="all", score=1, sentence="Low."
)


@st.composite
def tables(draw: st.DrawFn) -> dict[str, dict[str, int]]:
    columns = draw(st.integers(2, 4))
    line = st.lists(PEOPLE, min_size=columns, max_size=columns)
    lines = draw(st.lists(line, min_size=1, max_size=4))
    return {
        f"group {row}": {f"answer {at}": value for at, value in enumerate(values)}
        for row, values in enumerate(lines)
    }


def is_rounded(shown: Shown | ShownTable) -> bool:
    return "rounded" in shown.sentence


def _ends(cell: ShownCell, *, rounded: bool) -> tuple[float, float]:
    if cell.hidden or cell.value is None:
        return 0.0, np.inf
    if rounded and 0 < cell.value <= 100:
        return cell.value - 2.0, cell.value + 2.0
    return float(cell.value), float(cell.value)


def bounds(
    sums: list[tuple[list[Name], Name]], ends: Mapping[Name, tuple[float, float]], name: Name
) -> tuple[int, int]:
    """Least and most `name` can be, when each list of names adds up to its total."""
    order = sorted(ends)
    at = {each: place for place, each in enumerate(order)}
    left = np.zeros((len(sums), len(order)))
    for row, (parts, total) in enumerate(sums):
        for part in parts:
            left[row, at[part]] += 1.0
        left[row, at[total]] -= 1.0
    box = Bounds([ends[each][0] for each in order], [ends[each][1] for each in order])
    goal = np.zeros(len(order))
    goal[at[name]] = 1.0
    found = [
        milp(
            sign * goal,
            constraints=LinearConstraint(left, 0, 0),
            bounds=box,
            integrality=np.ones(len(order)),
        )
        for sign in (1, -1)
    ]
    assert all(each.success for each in found), "the shown numbers contradict one another"
    return round(found[0].fun), round(-found[1].fun)


def widths_of_counts(shown: Shown, *, rounded: bool = False) -> list[int]:
    """How wide each hidden number of one question can be bounded."""
    assert shown.n is not None
    ends = {("row", cell.label): _ends(cell, rounded=rounded) for cell in shown.cells}
    ends = {name: _floored(pair, shown.cells) for name, pair in ends.items()}
    total = ("row", "")
    ends[total] = _ends(ShownCell(label="", value=shown.n), rounded=rounded)
    sums = [([name for name in ends if name != total], total)]
    hidden = [("row", cell.label) for cell in shown.cells if cell.hidden]
    return [high - low for low, high in (bounds(sums, ends, name) for name in hidden)]


def _floored(pair: tuple[float, float], cells: tuple[ShownCell, ...]) -> tuple[float, float]:
    """Where some zero is shown, a reader may conclude that hidden numbers are not zero."""
    zero_shown = any(cell.value == 0 for cell in cells)
    return (1.0, pair[1]) if zero_shown and pair[0] == 0 and pair[1] > 0 else pair


def widths_of_table(shown: ShownTable, *, rounded: bool = False) -> list[int]:
    """How wide each hidden number of a table can be bounded, margins known."""
    assert shown.total is not None
    ends: dict[Name, tuple[float, float]] = {}
    sums: list[tuple[list[Name], Name]] = []
    hidden: list[Name] = []
    margins = [(row.label, row.cells, row.total) for row in shown.rows]
    for label, cells, total in [*margins, ("", shown.column_totals, shown.total)]:
        ends |= {(label, cell.label): _ends(cell, rounded=rounded) for cell in cells}
        ends[label, ""] = _ends(total, rounded=rounded)
        sums.append(([(label, cell.label) for cell in cells], (label, "")))
        hidden += [(label, cell.label) for cell in cells if cell.hidden]
    rows = [row.label for row in shown.rows]
    for column in [cell.label for cell in shown.column_totals] + [""]:
        sums.append(([(row, column) for row in rows], ("", column)))
    return [high - low for low, high in (bounds(sums, ends, name) for name in hidden)]


@given(
    counts=COUNTS,
    audience=OUTSIDE,
    sensitivity=st.sampled_from(Sensitivity),
    decision=st.sampled_from([None, DECISION]),
)
@settings(max_examples=300, deadline=None)
def test_no_hidden_count_can_be_bounded_within_5(
    counts: dict[str, int],
    audience: Audience,
    sensitivity: Sensitivity,
    decision: RiskDecision | None,
) -> None:
    n = sum(counts.values())
    shown = show_counts(
        counts, n=n, audience=audience, sensitivity=sensitivity, risk_decision=decision
    )
    if shown.form in (Form.NOTHING, Form.THEMES):
        assert shown.cells == ()
        return
    assert all(width >= WIDTH for width in widths_of_counts(shown, rounded=is_rounded(shown)))
    for cell in shown.cells:
        truth = counts[cell.label]
        assert cell.low is None or cell.low <= truth
        assert cell.high is None or truth <= cell.high


@given(
    counts=COUNTS,
    audience=st.sampled_from([Audience.BOARD, Audience.PUBLIC]),
    sensitivity=st.sampled_from(Sensitivity),
)
@settings(deadline=None)
def test_no_count_from_1_to_4_leaves_the_teams_unsigned(
    counts: dict[str, int], audience: Audience, sensitivity: Sensitivity
) -> None:
    n = sum(counts.values())
    shown = show_counts(counts, n=n, audience=audience, sensitivity=sensitivity)
    large_low = n >= 30 and sensitivity is Sensitivity.LOW and audience is Audience.BOARD
    assert large_low or not any(cell.value in (1, 2, 3, 4) for cell in shown.cells)


@given(
    rows=tables(),
    audience=OUTSIDE,
    sensitivity=st.sampled_from(Sensitivity),
    decision=st.sampled_from([None, DECISION]),
)
@settings(max_examples=150, deadline=None)
def test_no_hidden_cell_of_a_table_can_be_bounded_within_5(
    rows: dict[str, dict[str, int]],
    audience: Audience,
    sensitivity: Sensitivity,
    decision: RiskDecision | None,
) -> None:
    shown = show_table(rows, audience=audience, sensitivity=sensitivity, risk_decision=decision)
    if shown.total is None:
        assert shown.rows == ()
        return
    assert all(width >= WIDTH for width in widths_of_table(shown, rounded=is_rounded(shown)))


@given(
    rows=tables(),
    audience=OUTSIDE,
    sensitivity=st.sampled_from(Sensitivity),
    decision=st.sampled_from([None, DECISION]),
)
@settings(deadline=None)
def test_the_totals_of_a_table_say_what_the_question_alone_says(
    rows: dict[str, dict[str, int]],
    audience: Audience,
    sensitivity: Sensitivity,
    decision: RiskDecision | None,
) -> None:
    columns = next(iter(rows.values()))
    totals = {label: sum(row[label] for row in rows.values()) for label in columns}
    n = sum(totals.values())
    table = show_table(rows, audience=audience, sensitivity=sensitivity, risk_decision=decision)
    alone = show_counts(
        totals, n=n, audience=audience, sensitivity=sensitivity, risk_decision=decision
    )
    assert [cell.value for cell in table.column_totals] == [cell.value for cell in alone.cells]


@given(rows=tables(), sensitivity=st.sampled_from(Sensitivity))
def test_the_evaluation_team_sees_every_row(
    rows: dict[str, dict[str, int]], sensitivity: Sensitivity
) -> None:
    shown = show_table(rows, audience=Audience.EVALUATION_TEAM, sensitivity=sensitivity)
    assert {row.label: {cell.label: cell.value for cell in row.cells} for row in shown.rows} == rows
