"""Every person gets one sentence, and it is true of the plan."""

import re
from typing import Any

import pytest

from goldenthread.methods.allocation import Plan, Problem, allocate, explain, read_problem
from tests.methods.allocation.builders import cohort, load, people, person, problem

TWO = [cohort("C1", max=2), cohort("C2", max=2)]


def reason(given: Problem, who: str) -> str:
    return explain(given, allocate(given), who)


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        (
            {"eligible": False},
            "Waiting list: the application is recorded as not meeting the eligibility criteria.",
        ),
        ({"available": []}, "Waiting list: no date suits."),
        (
            {"modes": ["in_person"]},
            "Waiting list: mode: every cohort whose date suits is online, and in person was asked"
            " for.",
        ),
        (
            {"needs": ["sign_language"]},
            "Waiting list: no cohort whose date and mode suit offers sign language.",
        ),
    ],
)
def test_the_first_thing_in_the_way_is_named(more: dict[str, Any], sentence: str) -> None:
    rows = [*people(2, "C1"), person("Q", "C1") | more]
    assert reason(problem(rows, TWO), "Q") == sentence


def test_needs_met_only_in_different_cohorts_are_said_to_be_missing_together() -> None:
    cohorts = [cohort("C1", features=["loop"]), cohort("C2", features=["captions"])]
    rows = [*people(2, "C1"), person("Q", "C1", "C2", needs=["captions", "loop"])]
    assert reason(problem(rows, cohorts), "Q") == (
        "Waiting list: no cohort whose date and mode suit offers captions and loop together."
    )


def test_full_cohorts_are_named_with_the_ranks_that_took_the_seats() -> None:
    given = problem(people(3, "C1"), TWO)
    assert reason(given, "P03") == (
        "Waiting list: C1 is full and the seats went to people drawn earlier (this person's rank is"
        " 3, the last seated 2)."
    )


def test_seats_taken_by_those_who_must_be_placed_are_said() -> None:
    rows = [*people(2, "C1"), person("Q", "C1", must_place=True, lottery_rank=9)]
    given = problem(rows, [cohort("C1", max=1)])
    assert reason(given, "P01") == (
        "Waiting list: C1 is full and the seats went to people who must be placed or have priority."
    )


def test_a_set_of_another_organisation_is_said_to_be_kept() -> None:
    rows = [person("P1", "C1", organisation="A"), person("Q", "C1", organisation="B")]
    given = problem(rows, [cohort("C1", single_organisation="A")])
    assert reason(given, "Q") == "Waiting list: C1 is kept for another organisation."
    assert "the set of one organisation for comparison" in reason(given, "P1")


def test_a_person_kept_apart_from_someone_seated_is_told_whom() -> None:
    given = problem(people(2, "C1"), [cohort("C1")], keep_apart=[["P01", "P02"]])
    assert reason(given, "P02") == "Waiting list: in C1 they are kept apart from P01."


def test_a_cohort_that_does_not_run_says_why() -> None:
    rows = [*people(2, "C1"), person("Q", "C2")]
    given = problem(rows, [cohort("C1"), cohort("C2", min=2)])
    assert reason(given, "Q") == (
        "Waiting list: no cohort this person can attend is running; C2 needs 2 learners and one"
        " could attend."
    )


def test_trainers_too_few_for_every_cohort_are_said() -> None:
    both = {"trainers_needed": 1}
    day = {"dbs_valid_until": "2030-01-01", "available": ["C1", "C2", "C3", "C4"]}
    names = ["C1", "C2", "C3", "C4"]
    given = problem(
        [*people(3, "C1"), person("Q", "C2", "C3", "C4")],
        [cohort(name, **both) for name in names],
        trainers=[{"id": "T1", **day}],
    )
    assert "trainers can take 1 of the 4 trainer places" in reason(given, "Q")
    assert "and 1 more cohort" in reason(given, "Q")


def test_a_qualification_nobody_holds_is_named() -> None:
    needs = {"trainers_needed": 1, "quals": ["self_harm"]}
    day = {"dbs_valid_until": "2030-01-01", "available": ["C2"]}
    rows = [*people(1, "C1"), person("Q", "C2")]
    given = problem(rows, [cohort("C1"), cohort("C2", **needs)], trainers=[{"id": "T1", **day}])
    assert "no trainer who could teach C2 holds self harm" in reason(given, "Q")


def test_a_cohort_taught_only_by_the_own_line_manager_is_said() -> None:
    day = {"dbs_valid_until": "2030-01-01", "available": ["C1"]}
    rows = [*people(2, "C1"), person("Q", "C1", manager="T1", lottery_rank=3)]
    given = problem(rows, [cohort("C1", trainers_needed=1)], trainers=[{"id": "T1", **day}])
    assert "taught by this person's own line manager" in reason(given, "Q")


def test_room_that_a_counting_rule_closes_is_said() -> None:
    given = problem(
        people(3, "C1", team="A"), [cohort("C1")], service_cover=[{"team": "A", "max": 2}]
    )
    assert reason(given, "P03") == (
        "Waiting list: C1 has room, but a place there would break a minimum size or service cover."
    )


def test_a_later_draw_seated_to_keep_a_rule_is_said() -> None:
    rows = [*people(2, "C1", sector="a"), person("Q", "C1", sector="b", lottery_rank=9)]
    given = problem(rows, [cohort("C1", max=2, required={"sector": ["a", "b"]})])
    assert "1 seat went to people placed first, and giving up one of the other 1" in reason(
        given, "P02"
    )


def test_a_placed_person_is_told_where_and_why() -> None:
    given = problem(people(3, "C1", "C2", sector="a"), TWO, weights={"sector": 1})
    assert re.fullmatch(
        r"Placed in C\d \(1 \w+ 2027, online\): drawn at 1 in the lottery, and chosen from 2"
        r" cohorts open to them so that the sets mix sector\.",
        reason(given, "P01"),
    )


def test_an_unknown_person_has_no_explanation() -> None:
    given = problem(people(1, "C1"), TWO)
    plan = allocate(given)
    with pytest.raises(KeyError):
        explain(given, plan, "P99")
    with pytest.raises(KeyError):
        plan.cohort_of("P99")


def _seated(plan: Plan) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for who, where in plan.assignment().items():
        found.setdefault(where, []).append(who)
    return found


@pytest.mark.parametrize("name", ["small.json", "trainers.json", "realistic.json.gz"])
def test_reasons_for_waiting_hold_in_the_plan(name: str) -> None:
    """Checked from the problem alone: dates, modes and the ranks of those in open cohorts."""
    given = read_problem(load(name))
    plan = allocate(given)
    by_id = {p.id: p for p in given.people}
    mode = {c.id: c.mode for c in given.cohorts}
    seated = _seated(plan)
    for placement in plan.placements:
        if placement.cohort_id is not None:
            continue
        who = by_id[placement.person_id]
        suits = [c for c in who.available if mode[c] in who.modes]
        if "mode:" in placement.reason:
            assert who.available
            assert not suits
        elif match := re.search(r"rank is (\d+), the last seated (\d+)", placement.reason):
            mine, last = int(match[1]), int(match[2])
            assert who.lottery_rank == mine > last
            ranks = [by_id[p].lottery_rank or 0 for c in suits for p in seated.get(c, [])]
            apart = "kept apart" in placement.reason
            assert apart or max(r for r in ranks if r < mine) >= last
        else:
            assert re.search(r"kept apart|is running|offers", placement.reason)
