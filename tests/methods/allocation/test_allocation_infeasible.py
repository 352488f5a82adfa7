"""A problem without a plan is refused with a sentence, a minimal set of people and a fix."""

from dataclasses import replace
from typing import Any

import pytest

from goldenthread.methods.allocation import Explanation, Problem, allocate, read_problem, verify
from tests.methods.allocation.builders import cohort, load, people, person, problem

TWO = [cohort("C1"), cohort("C2")]


def refused(given: Problem) -> Explanation:
    plan = allocate(given)
    assert plan.status == "infeasible"
    assert plan.explanation is not None
    assert verify(given, plan) == ()
    assert plan.assignment() == {}
    return plan.explanation


def must(count: int, *available: str, **more: Any) -> list[dict[str, Any]]:
    return people(count, *available, must_place=True, **more)


def test_too_few_seats_names_a_minimal_set_and_the_seats_that_would_do() -> None:
    found = refused(read_problem(load("infeasible.json")))
    assert found.sentence == (
        "15 people who must be placed can attend only C003, whose venue seats 12 learners: no 13 of"
        " them fit; three more seats would do."
    )
    assert (len(found.people), found.cohorts, found.capacity) == (13, ("C003",), 12)
    assert found.smallest_fix == (
        "Three more seats in C003 would place everybody who must be placed."
    )
    assert found.verified


def test_the_smallest_fix_makes_the_problem_feasible() -> None:
    given = read_problem(load("infeasible.json"))
    wider = tuple(replace(v, capacity=v.capacity + 3) if v.id == "V3" else v for v in given.venues)
    assert allocate(replace(given, venues=wider)).status == "ok"
    less = tuple(replace(v, capacity=v.capacity + 2) if v.id == "V3" else v for v in given.venues)
    assert allocate(replace(given, venues=less)).status == "infeasible"


def test_dropping_any_one_of_the_minimal_set_makes_room_for_the_rest() -> None:
    given = read_problem(load("infeasible.json"))
    core = refused(given).people
    for left_out in core[:3]:
        stay = set(core) - {left_out}
        eased = tuple(replace(p, must_place=p.id in stay) for p in given.people)
        assert allocate(replace(given, people=eased)).status == "ok"


def test_seats_short_across_two_cohorts_are_counted_together() -> None:
    given = problem(must(5, "C1", "C2"), [cohort("C1", max=2), cohort("C2", max=2)])
    found = refused(given)
    assert found.sentence == (
        "5 people who must be placed can attend only C1 and C2, which have 4 learner seats in all:"
        " no 5 of them fit; one more seat would do."
    )
    assert found.cohorts == ("C1", "C2")


def test_a_maximum_that_is_too_small_is_named() -> None:
    found = refused(problem(must(3, "C1"), [cohort("C1", max=2)]))
    assert "C1, which takes 2 learners at most" in found.sentence


def test_one_person_who_must_be_placed_but_has_no_cohort_is_named() -> None:
    rows = [person("P1", "C1"), *must(2, "C1", modes=["in_person"])]
    found = refused(problem(rows, [cohort("C1")]))
    assert found.people == ("P01",)
    assert found.sentence == (
        "P01 must be placed, but no cohort is open to them: mode: every cohort whose date suits is"
        " online, and in person was asked for."
    )
    assert "The same is true of one more." in found.smallest_fix


def test_too_many_people_kept_apart_are_named() -> None:
    rows = must(5, "C1", "C2")
    found = refused(problem(rows, TWO, keep_apart=[["P01", "P03", "P05"]]))
    assert found.people == ("P01", "P03", "P05")
    assert "some of them are kept apart" in found.sentence
    assert "An exception to one rule would place everybody" in found.smallest_fix
    assert found.verified


def test_a_set_that_would_stay_below_its_minimum_is_named() -> None:
    rows = [*must(1, "C1"), person("Q", "C2")]
    found = refused(problem(rows, [cohort("C1", min=3), cohort("C2")]))
    assert found.people == ("P01",)
    assert "below their minimum size" in found.sentence


def test_trainers_short_for_a_set_that_must_run_are_named() -> None:
    rows = [*must(1, "C1"), person("Q", "C2")]
    found = refused(problem(rows, [cohort("C1", trainers_needed=1), cohort("C2")]))
    assert "not enough trainers" in found.sentence


def test_two_rules_that_only_together_leave_no_way_are_not_blamed_alone() -> None:
    rows = [*must(1, "C1"), person("Q", "C2")]
    found = refused(problem(rows, [cohort("C1", min=3, trainers_needed=1), cohort("C2")]))
    assert "the rules together leave no way" in found.sentence
    assert found.smallest_fix == "Let one of P01 be placed later."


def test_a_lock_that_cannot_be_kept_is_explained() -> None:
    given = problem([person("P1", "C1")], TWO, locks={"P1": "C2"})
    assert "no date suits" not in refused(given).sentence
    assert "P1 must be placed" in refused(given).sentence


def test_a_group_with_no_cohort_in_common_is_explained() -> None:
    rows = [person("P1", "C1", must_place=True), person("P2", "C2")]
    found = refused(problem(rows, TWO, keep_together=[["P1", "P2"]]))
    assert "no cohort is open both to them and to P2" in found.sentence


FIVE = ["primary_care", "emergency_service", "a_and_e", "mental_health_team", "third_sector"]


@pytest.mark.parametrize("absent", FIVE)
def test_a_cohort_missing_one_of_five_sectors_is_refused_and_the_sector_named(absent: str) -> None:
    rows = [
        person(f"P{n:02d}", "C1", agency=sector)
        for n, sector in enumerate(FIVE * 4)
        if sector != absent
    ]
    found = refused(problem(rows, [cohort("C1", required={"agency": FIVE}, max=20)]))
    assert found.sentence == (
        "C1 must include every required agency, and no eligible applicant comes from"
        f" {absent.replace('_', ' ')}."
    )
    assert absent.replace("_", " ") in found.smallest_fix


def test_a_sector_present_but_unable_to_attend_cancels_the_cohort_and_says_so() -> None:
    rows = [*people(3, "C1", "C2", agency="a_and_e"), person("Q", "C2", agency="school")]
    cohorts = [cohort("C1", required={"agency": ["a_and_e", "school"]}), cohort("C2")]
    plan = allocate(problem(rows, cohorts))
    assert plan.cancelled == ("C1",)
    assert "C1 must include school and nobody from there could attend" in plan.cautions[0]


def test_a_problem_in_which_nothing_can_run_says_what_each_cohort_lacks() -> None:
    found = refused(problem(people(2, "C1"), [cohort("C1", min=4), cohort("C2", min=3)]))
    assert found.sentence == (
        "No cohort can run: C1 needs 4 learners and two could attend; C2 needs 3 learners and"
        " nobody could attend."
    )
    assert found.smallest_fix == "Two more applicants who can attend C1, or a lower minimum for it."


def test_a_venue_too_small_for_the_minimum_is_said() -> None:
    found = refused(
        problem(
            people(4, "C1"),
            [cohort("C1", min=3, venue="V1")],
            venues=[{"id": "V1", "capacity": 2}],
        )
    )
    assert "C1 needs 3 learners and has 2 learner seats" in found.sentence
    assert found.smallest_fix == "Change what is named here for one cohort."


def test_a_large_minimal_set_is_checked_by_paths() -> None:
    found = refused(problem(must(70, "C1"), [cohort("C1", max=65)]))
    assert (len(found.people), found.verified) == (66, True)
