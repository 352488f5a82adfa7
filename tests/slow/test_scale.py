"""Allocation at the size of a region: every rule kept, and better mixed than dealing."""

from collections import Counter
from pathlib import Path

import pytest

from goldenthread.methods.allocation import (
    Plan,
    Problem,
    allocate,
    mixing_of,
    read_problem,
    sort_and_deal,
    verify,
)


@pytest.fixture(scope="module")
def given(reference_data: Path) -> Problem:
    """11,000 people for 500 cohorts."""
    return read_problem(reference_data / "allocation" / "scale.json.gz")


@pytest.fixture(scope="module")
def plan(given: Problem) -> Plan:
    return allocate(given)


def test_every_rule_is_kept(given: Problem, plan: Plan) -> None:
    assert verify(given, plan) == ()


def test_the_mix_is_at_least_that_of_dealing_and_near_the_bound(given: Problem, plan: Plan) -> None:
    seated = plan.assignment()
    dealt = sort_and_deal(
        given, people=seated, sizes=Counter(seated.values()), respect_availability=False
    )
    assert plan.mixing >= mixing_of(given, dealt)
    assert plan.mixing >= 0.99 * plan.mixing_bound


def test_the_same_seed_gives_the_same_plan(given: Problem, plan: Plan) -> None:
    assert allocate(given).assignment() == plan.assignment()
