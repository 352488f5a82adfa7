"""When work or time runs out, what was found is kept, said and still breaks no rule."""

import pytest

from goldenthread.methods.allocation import Plan, allocate, exact, infeasible, read_problem, verify
from goldenthread.methods.allocation.clock import Clock, OutOfTime
from goldenthread.methods.allocation.index import build_index
from goldenthread.methods.allocation.placing import place
from tests.methods.allocation.builders import cohort, load, people, person, problem


def realistic(time_limit_s: float | None = None) -> Plan:
    given = read_problem(load("realistic.json.gz"))
    plan = allocate(given, time_limit_s=time_limit_s)
    assert verify(given, plan) == ()
    return plan


def test_a_plan_cut_short_by_the_clock_says_so() -> None:
    plan = realistic(time_limit_s=0.0)
    assert plan.stopped_by == "clock"
    assert any("The time limit stopped the search" in caution for caution in plan.cautions)


def test_a_plan_cut_short_by_the_work_budget_is_not_called_proved(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(exact, "STAGE_WORK", 1e-6)
    plan = realistic()
    assert (plan.stopped_by, plan.proved, plan.placed) == ("work budget", False, 528)
    assert any("a better order was not ruled out" in caution for caution in plan.cautions)


def test_no_plan_at_all_within_the_limits_is_an_error_of_its_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(exact, "STAGE_WORK", 1e-6)
    with pytest.raises(OutOfTime):
        allocate(read_problem(load("trainers.json")))


def test_sizes_that_cannot_be_evened_in_time_stay_as_they_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    index = build_index(read_problem(load("realistic.json.gz")), seed=1)
    seating = place(index, seed=1, clock=Clock())
    assert seating is not None
    monkeypatch.setattr(exact, "_solver", lambda *_: _Undecided())
    assert exact.even_sizes(index, seating, seed=1, clock=Clock()) is seating
    assert exact.can_place(index, index.must) is None


class _Undecided:
    def solve(self, _: object) -> int:
        return int(exact.cp_model.UNKNOWN)


def test_an_explanation_that_could_not_be_checked_is_not_called_verified(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(infeasible, "can_place", lambda *_, **__: None)
    rows = people(3, "C1", must_place=True)
    plan = allocate(problem(rows, [cohort("C1", max=2)]))
    assert plan.explanation is not None
    assert not plan.explanation.verified


def test_a_minimal_set_that_fits_without_one_after_all_is_not_called_verified(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(infeasible, "can_place", lambda *_, **__: False)
    rows = people(3, "C1", must_place=True)
    plan = allocate(problem(rows, [cohort("C1", max=2)]))
    assert plan.explanation is not None
    assert not plan.explanation.verified


def test_more_seats_that_would_not_be_enough_are_called_so() -> None:
    rows = people(3, "C1", must_place=True)
    plan = allocate(problem(rows, [cohort("C1", max=2)], keep_apart=[["P01", "P02"]]))
    assert plan.explanation is not None
    assert plan.explanation.smallest_fix == (
        "At least one more seat in C1 would be needed, and other rules stand in the way too."
    )


def test_with_nobody_left_to_swap_the_seating_stays() -> None:
    rows = [person("P1", "C1"), person("P2", "C2")]
    plan = allocate(problem(rows, [cohort("C1"), cohort("C2")]))
    assert plan.assignment() == {"P1": "C1", "P2": "C2"}
