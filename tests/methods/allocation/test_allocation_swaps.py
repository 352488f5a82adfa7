"""Swaps for better mixing keep every rule, also those that count people across sets."""

import numpy as np
import pytest

from goldenthread.methods.allocation import allocate, check_move, mixing_of, verify
from goldenthread.methods.allocation.index import build_index
from goldenthread.methods.allocation.mixing import mixing
from goldenthread.methods.allocation.search import improve, set_table
from tests.methods.allocation.builders import cohort, person, problem

NAMES = ["C1", "C2", "C3", "C4"]


def crowd(count: int, **same: object) -> list[dict[str, object]]:
    return [
        person(
            f"P{n:02d}",
            *NAMES,
            lottery_rank=n,
            sector="abcd"[n * 7 % 4],
            place="xyz"[n // 11 % 3],
            team=["A", "B", "C", None][n * 5 % 4],
            **same,
        )
        for n in range(count)
    ]


@pytest.mark.parametrize(
    "rules",
    [
        {"service_cover": [{"team": "A", "max": 3}, {"team": "B", "max": 2}]},
        {"max_share": {"place": {"x": 0.5, "y": 0.5}, "sector": {"a": 0.3, "nobody": 0.5}}},
        {"keep_apart": [["P00", "P04", "P08", "P12"], ["P01", "P05"], ["P02", "P06"]]},
        {"keep_together": [["P00", "P01"], ["P10", "P11"]], "never_alone": ["place"]},
    ],
)
def test_better_mixed_sets_still_keep_every_rule(rules: dict[str, object]) -> None:
    cohorts = [cohort(n, date=f"2027-0{1 + k // 2}-01", min=4, max=8) for k, n in enumerate(NAMES)]
    given = problem(crowd(32), cohorts, weights={"sector": 2, "place": 1}, **rules)
    plan = allocate(given)
    assert verify(given, plan) == ()
    assert plan.mixing == mixing_of(given, plan.assignment())
    assert plan.mixing >= 0.9 * plan.mixing_bound


def test_required_sectors_survive_the_swaps() -> None:
    needs = {"required": {"sector": ["a", "b", "c", "d"]}, "min": 4, "max": 8}
    given = problem(crowd(32), [cohort(n, **needs) for n in NAMES], weights={"place": 1})
    plan = allocate(given)
    assert verify(given, plan) == ()
    assert (plan.placed, plan.cancelled) == (32, ())


def test_a_move_out_of_the_last_seat_of_a_set_leaves_it_empty_not_too_small() -> None:
    given = problem(crowd(2), [cohort(n) for n in NAMES])
    seated = {"P00": "C1", "P01": "C2"}
    assert check_move(given, seated, person_id="P00", to_cohort="C2") == ()


def test_pure_ascent_only_ever_gains() -> None:
    cohorts = [cohort(n, min=8, max=8) for n in NAMES]
    index = build_index(problem(crowd(32), cohorts, weights={"sector": 2, "place": 1}), seed=1)
    start = np.repeat(np.arange(4), 8)
    table = set_table(index, index.allowed, start)
    rng = np.random.default_rng(1)
    better = improve(table, sweeps=50, hottest=0.0, rng=rng, stop=np.inf, out_of_time=lambda: False)
    assert mixing(index, better) > mixing(index, start)
    assert mixing(index, better) == mixing(index, table.cohort)


def test_someone_kept_apart_can_be_moved_on_to_make_room() -> None:
    rows = [
        person("P1", "C1", "C2", lottery_rank=1),
        person("P2", "C1", lottery_rank=2),
        person("P3", "C2", lottery_rank=3),
    ]
    cohorts = [cohort("C1", max=1), cohort("C2", max=1)]
    plan = allocate(problem(rows, cohorts, keep_apart=[["P1", "P3"]]))
    assert plan.assignment() == {"P1": "C2", "P2": "C1"}
