"""Shares and people, against R and against the mockup."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.methods.statistics import (
    IntervalMethod,
    plausible_people,
    proportion,
    worst_case_over_invited,
)

CASE = json.loads(
    (Path(__file__).parents[2] / "data" / "stats" / "proportion_intervals_a.json").read_text("utf8")
)
METHODS = {
    "wilson": IntervalMethod.WILSON,
    "clopper_pearson": IntervalMethod.CLOPPER_PEARSON,
    "jeffreys": IntervalMethod.JEFFREYS,
}


@pytest.mark.parametrize("name", METHODS)
@pytest.mark.parametrize("row", CASE["expected"], ids=lambda row: f"{row['x']} of {row['n']}")
def test_intervals_agree_with_r(row: dict[str, object], name: str) -> None:
    found = proportion(int(str(row["x"])), int(str(row["n"])), method=METHODS[name])
    tolerance = CASE["tolerance"]
    assert [found.low, found.high] == pytest.approx(
        row[name], rel=tolerance["rel"], abs=tolerance["abs"]
    )


@pytest.mark.parametrize(("k", "low", "high"), [(7, 4, 9), (8, 5, 9), (9, 6, 10), (10, 7, 10)])
def test_plausible_people_are_those_of_the_findings_page(k: int, low: int, high: int) -> None:
    found = plausible_people(k, 10)
    assert (found.low, found.high, found.of) == (low, high, 10)
    assert found.text == f"{low} to {high}"


def test_plausible_people_can_be_said_of_another_number() -> None:
    found = plausible_people(9, 10, of=100)
    assert (found.low, found.high, found.of) == (60, 98, 100)


def test_nine_of_ten_leave_9_to_22_of_23_invited_possible() -> None:
    found = worst_case_over_invited(9, 10, invited=23)
    assert (found.low, found.high, found.of) == (9, 22, 23)


def test_a_share_below_30_answers_warns_against_percentages() -> None:
    assert "not in percentages" in proportion(9, 10).cautions[0]
    assert proportion(9, 30).cautions == ()
    assert proportion(9, 30).share == pytest.approx(0.3)


@given(n=st.integers(1, 200), data=st.data())
def test_the_plausible_range_holds_what_was_found(n: int, data: st.DataObject) -> None:
    k = data.draw(st.integers(0, n))
    found = plausible_people(k, n)
    assert 0 <= found.low <= k <= found.high <= n


def test_shares_that_cannot_be_are_refused() -> None:
    with pytest.raises(ValueError, match="Nobody answered"):
        proportion(0, 0)
    with pytest.raises(ValueError, match="11 of 10"):
        proportion(11, 10)
    with pytest.raises(ValueError, match="between 0 and 1"):
        proportion(1, 10, confidence=1.0)
    with pytest.raises(ValueError, match="no 0 similar"):
        plausible_people(1, 10, of=0)
    with pytest.raises(ValueError, match="11 of 10"):
        worst_case_over_invited(11, 10, invited=23)
    with pytest.raises(ValueError, match="cannot be all"):
        worst_case_over_invited(9, 10, invited=8)
