"""Mixing: the fast sum equals the obvious one, the bound holds, and swaps beat sort and deal."""

from collections import Counter

import numpy as np
import pytest

from goldenthread.methods.allocation import (
    Plan,
    Problem,
    allocate,
    mixing_of,
    random_deal,
    read_problem,
    share_of_best,
    sort_and_deal,
    verify,
)
from tests.methods.allocation.builders import cohort, every_assignment, load, person, problem

FILES = ["small.json", "trainers.json", "realistic.json.gz"]


@pytest.fixture(scope="module", params=FILES)
def planned(request: pytest.FixtureRequest) -> tuple[Problem, Plan]:
    given = read_problem(load(request.param))
    return given, allocate(given)


def test_every_stored_problem_gets_a_plan_that_breaks_nothing(
    planned: tuple[Problem, Plan],
) -> None:
    given, plan = planned
    assert plan.status == "ok"
    assert verify(given, plan) == ()
    assert plan.proved


def test_the_sum_by_counts_equals_the_sum_by_pairs(planned: tuple[Problem, Plan]) -> None:
    given, plan = planned
    assert plan.mixing == pytest.approx(mixing_of(given, plan.assignment()))
    assert plan.mixing <= plan.mixing_bound


def test_mixing_is_at_least_that_of_sort_and_deal(planned: tuple[Problem, Plan]) -> None:
    given, plan = planned
    seated = plan.assignment()
    sizes = Counter(seated.values())
    for respect in (False, True):
        dealt = sort_and_deal(given, people=seated, sizes=sizes, respect_availability=respect)
        assert plan.mixing >= mixing_of(given, dealt)


def test_the_realistic_round_captures_almost_all_that_chance_leaves() -> None:
    given = read_problem(load("realistic.json.gz"))
    plan = allocate(given)
    seated = plan.assignment()
    chance = np.mean(
        [
            mixing_of(
                given, random_deal(given, seed=n, people=seated, sizes=Counter(seated.values()))
            )
            for n in range(5)
        ]
    )
    assert plan.placed == 528
    assert (plan.mixing - chance) / (plan.mixing_bound - chance) >= 0.985


def test_a_small_free_problem_reaches_its_bound() -> None:
    rows = [person(f"P{n:02d}", "C1", "C2", "C3", sector="abc"[n // 4]) for n in range(12)]
    cohorts = [cohort(f"C{n}", max=4) for n in (1, 2, 3)]
    plan = allocate(problem(rows, cohorts, weights={"sector": 2}))
    assert plan.mixing == plan.mixing_bound == 2 * 3 * (16 - 6) / 2


def test_a_tiny_problem_reaches_the_best_of_all_plans() -> None:
    rows = [
        person(
            f"P{n}", *(["C1"] if n == 0 else ["C1", "C2"]), sector="aabbc"[n % 5], place="xy"[n % 2]
        )
        for n in range(8)
    ]
    cohorts = [cohort("C1", min=4, max=4), cohort("C2", min=4, max=4)]
    given = problem(rows, cohorts, weights={"sector": 3, "place": 1})
    best = max(
        mixing_of(given, a)
        for a in every_assignment(given)
        if a.get("P0") != "C2" and sorted(Counter(a.values()).values()) == [4, 4]
    )
    assert allocate(given).mixing == best


def test_sets_are_as_equal_in_size_as_the_limits_allow() -> None:
    rows = [person(f"P{n:02d}", "C1", "C2", "C3") for n in range(11)]
    cohorts = [cohort("C1", max=3), cohort("C2"), cohort("C3")]
    plan = allocate(problem(rows, cohorts))
    assert sorted(Counter(plan.assignment().values()).values()) == [3, 4, 4]


def test_sets_are_evened_under_a_required_sector_too() -> None:
    rows = [person(f"P{n:02d}", "C1", "C2", sector="ab"[n % 2]) for n in range(8)]
    needs = {"required": {"sector": ["a", "b"]}, "min": 2}
    plan = allocate(problem(rows, [cohort("C1", **needs), cohort("C2", **needs)]))
    assert sorted(Counter(plan.assignment().values()).values()) == [4, 4]


def test_nobody_is_the_only_one_of_a_group_where_that_can_be_avoided() -> None:
    rows = [person(f"P{n}", "C1", "C2", sex="f" if n < 2 else "m") for n in range(8)]
    cohorts = [cohort("C1", max=4), cohort("C2", max=4)]
    mixed = {"weights": {"sex": 1}}
    apart = allocate(problem(rows, cohorts, **mixed))
    together = allocate(problem(rows, cohorts, never_alone=["sex"], **mixed))
    assert apart.cohort_of("P0") != apart.cohort_of("P1")
    assert together.cohort_of("P0") == together.cohort_of("P1")


def test_someone_who_must_be_the_only_one_is_a_caution() -> None:
    rows = [person(f"P{n}", "C1", sex="f" if n < 1 else "m") for n in range(4)]
    plan = allocate(problem(rows, [cohort("C1")], never_alone=["sex"]))
    assert "1 person is the only one of their sex in a set." in plan.cautions


def test_a_single_organisation_set_adds_nothing_to_the_bound_on_organisation() -> None:
    rows = [person(f"P{n}", "C1", "C2", organisation="AABCDE"[n]) for n in range(6)]
    cohorts = [cohort("C1", single_organisation="A", max=2), cohort("C2", max=4)]
    plan = allocate(problem(rows, cohorts, weights={"organisation": 1}))
    assert plan.mixing == plan.mixing_bound == 6


def test_another_seed_may_give_another_plan_of_the_same_worth() -> None:
    given = read_problem(load("small.json"))
    first, second = allocate(given, seed=1), allocate(given, seed=2)
    assert (first.seed, second.seed) == (1, 2)
    assert first.rank_sum == second.rank_sum
    assert first.input_hash == second.input_hash


def test_dealing_skips_people_whom_no_cohort_suits() -> None:
    rows = [person("P1"), person("P2", "C1"), person("P3", "C1", modes=["in_person"])]
    given = problem(rows, [cohort("C1", max=2)])
    assert sort_and_deal(given, respect_availability=True) == {"P2": "C1"}
    assert len(sort_and_deal(given)) == 2
    assert len(random_deal(given, seed=1)) == 2


def test_the_share_of_the_best_mix_is_that_of_the_plan(planned: tuple[Problem, Plan]) -> None:
    given, plan = planned
    share = share_of_best(given, plan.assignment())
    assert share == pytest.approx(plan.mixing / plan.mixing_bound)


def test_unequal_sizes_made_by_hand_are_not_rewarded() -> None:
    rows = [person(f"P{n}", "A", "B", sector="one" if n < 4 else "two") for n in range(8)]
    given = problem(rows, [cohort("A"), cohort("B")], weights={"sector": 1.0})
    even = {f"P{n}": "AB"[n % 2] for n in range(8)}
    assert share_of_best(given, even) == 1.0
    assert share_of_best(given, even | {"P0": "B"}) == 1.0
    assert share_of_best(given, even | {"P0": "B", "P2": "B"}) < 1.0
    assert share_of_best(given, {}) == 1.0
