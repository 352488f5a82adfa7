"""Each hard rule holds in the plan, and the verifier sees it broken in a plan made by hand."""

from collections import Counter
from typing import Any

import pytest

from goldenthread.methods.allocation import Plan, Problem, allocate, verify
from tests.methods.allocation.builders import cohort, people, person, problem, rules_broken

TWO = [cohort("C1"), cohort("C2")]


def planned(given: Problem) -> Plan:
    plan = allocate(given)
    assert plan.status == "ok"
    assert verify(given, plan) == ()
    return plan


def trainer(identifier: str, *available: str, **more: Any) -> dict[str, Any]:
    plain = {"id": identifier, "available": list(available), "dbs_valid_until": "2030-01-01"}
    return plain | more


def test_a_manager_never_shares_a_set_with_a_report() -> None:
    rows = [person("P1", "C1", "C2"), person("P2", "C1", manager="P1")]
    given = problem(rows, TWO)
    assert planned(given).assignment() == {"P1": "C2", "P2": "C1"}
    assert rules_broken(given, {"P1": "C1", "P2": "C1"}) == {"keep_apart"}


def test_people_kept_apart_are_in_different_sets() -> None:
    given = problem(people(4, "C1", "C2"), TWO, keep_apart=[["P01", "P02"]])
    placed = planned(given).assignment()
    assert placed["P01"] != placed["P02"]


def test_people_kept_together_share_a_set_or_wait_together() -> None:
    cohorts = [cohort("C1", max=2), cohort("C2", max=2)]
    given = problem(people(4, "C1", "C2"), cohorts, keep_together=[["P01", "P04"]])
    placed = planned(given).assignment()
    assert placed["P01"] == placed["P04"]
    assert rules_broken(given, {"P01": "C1"}) == {"keep_together"}


def test_groups_kept_together_that_share_a_person_are_one_group() -> None:
    given = problem(
        people(4, "C1", "C2"), TWO, keep_together=[["P01", "P02"], ["P03", "P04"], ["P02", "P03"]]
    )
    assert len(set(planned(given).assignment().values())) == 1


def test_a_locked_person_is_where_they_are_locked() -> None:
    given = problem(people(3, "C1", "C2"), TWO, locks={"P03": "C2"})
    plan = planned(given)
    assert plan.cohort_of("P03") == "C2"
    assert "locked" in next(p.reason for p in plan.placements if p.person_id == "P03")
    assert rules_broken(given, {"P03": "C1"}) == {"lock"}
    assert rules_broken(given, {}) == {"lock"}


def test_one_who_must_be_placed_goes_before_an_earlier_draw() -> None:
    rows = [*people(2, "C1"), person("P03", "C1", lottery_rank=3, must_place=True)]
    given = problem(rows, [cohort("C1", max=2)])
    assert planned(given).assignment() == {"P01": "C1", "P03": "C1"}
    assert rules_broken(given, {"P01": "C1"}) == {"must_place"}


def test_a_lower_tier_is_filled_first() -> None:
    rows = [person("P1", "C1", tier=1, lottery_rank=1), person("P2", "C1", lottery_rank=2)]
    assert planned(problem(rows, [cohort("C1", max=1)])).assignment() == {"P2": "C1"}


@pytest.mark.parametrize(
    ("more", "rule"),
    [
        ({"eligible": False}, "eligible"),
        ({"available": []}, "available"),
        ({"modes": ["in_person"]}, "mode"),
        ({"needs": ["captions"]}, "adjustment"),
    ],
)
def test_nobody_is_placed_where_they_cannot_learn(more: dict[str, Any], rule: str) -> None:
    given = problem([person("P1", "C1"), person("P2", "C1") | more], [cohort("C1")])
    assert planned(given).assignment() == {"P1": "C1"}
    assert rules_broken(given, {"P1": "C1", "P2": "C1"}) == {rule}


def test_a_list_of_features_does_not_make_a_building_step_free() -> None:
    venues = [
        {"id": "V1", "capacity": 9, "features": []},
        {"id": "V2", "capacity": 9, "features": ["step_free"]},
    ]
    offers = {"mode": "in_person", "features": ["step_free", "captions"]}
    cohorts = [cohort("C1", venue="V1", **offers), cohort("C2", venue="V2", **offers)]
    rows = [person("P1", "C1", "C2", needs=["step_free"]), person("P2", "C1", needs=["captions"])]
    given = problem(rows, cohorts, venues=venues)
    assert planned(given).assignment() == {"P1": "C2", "P2": "C1"}
    assert rules_broken(given, {"P1": "C1"}) == {"adjustment"}


def test_trainers_take_seats_in_the_venue() -> None:
    given = problem(
        people(6, "C1"),
        [cohort("C1", venue="V1", trainers_needed=2)],
        venues=[{"id": "V1", "capacity": 5}],
        trainers=[trainer("T1", "C1"), trainer("T2", "C1")],
    )
    plan = planned(given)
    assert plan.placed == 3
    assert plan.trainers == {"C1": ("T1", "T2")}
    four = {f"P0{n}": "C1" for n in range(1, 5)}
    assert rules_broken(given, four, C1=("T1", "T2")) == {"capacity"}


def test_a_set_below_its_minimum_does_not_run() -> None:
    rows = [*people(3, "C1"), person("Q", "C2")]
    given = problem(rows, [cohort("C1", min=3), cohort("C2", min=3)])
    plan = planned(given)
    assert plan.cancelled == ("C2",)
    assert plan.cautions[0] == "Cohort not running: C2 needs 3 learners and one could attend."
    assert rules_broken(given, {"Q": "C2"}) == {"minimum"}


def test_every_required_sector_is_present() -> None:
    rows = [person(f"P{n}", "C1", "C2", sector="police" if n < 3 else "school") for n in range(6)]
    required = {"required": {"sector": ["police", "school"]}, "min": 2, "max": 3}
    given = problem(rows, [cohort("C1", **required), cohort("C2", **required)])
    assert planned(given).placed == 6
    assert rules_broken(given, {"P4": "C1", "P5": "C1"}) == {"required"}


def test_no_group_exceeds_its_largest_share() -> None:
    rows = [person(f"P{n}", "C1", sector="police" if n < 4 else "school") for n in range(6)]
    given = problem(rows, [cohort("C1")], max_share={"sector": {"police": 0.5}})
    assert planned(given).placed == 4
    assert rules_broken(given, {f"P{n}": "C1" for n in range(6)}) == {"max_share"}


def test_service_cover_limits_a_team_on_each_date_across_cohorts() -> None:
    same_day = [cohort("C1", date="2027-05-01"), cohort("C2", date="2027-05-01")]
    given = problem(
        people(4, "C1", "C2", team="A"), same_day, service_cover=[{"team": "A", "max": 3}]
    )
    assert planned(given).placed == 3
    everybody = {"P01": "C1", "P02": "C1", "P03": "C2", "P04": "C2"}
    assert rules_broken(given, everybody) == {"service_cover"}


def test_a_venue_is_never_booked_twice_on_a_date() -> None:
    both = {"venue": "V1", "date": "2027-05-01"}
    given = problem(
        people(4, "C1", "C2"),
        [cohort("C1", max=2, **both), cohort("C2", **both)],
        venues=[{"id": "V1", "capacity": 9}],
    )
    assert set(planned(given).assignment().values()) == {"C2"}
    assert rules_broken(given, {"P01": "C1", "P02": "C2"}) == {"venue"}


def test_a_single_organisation_set_takes_that_organisation_only() -> None:
    rows = [person(f"P{n}", "C1", "C2", organisation="AB"[n % 2]) for n in range(8)]
    given = problem(rows, [cohort("C1", single_organisation="A", max=4), cohort("C2")])
    plan = planned(given)
    assert {p.person_id for p in plan.placements if p.cohort_id == "C1"} <= {"P0", "P2", "P4", "P6"}
    assert plan.placed == 8
    assert rules_broken(given, {"P1": "C1"}) == {"single_organisation"}


@pytest.mark.parametrize("together", [[], [["P01", "P02"]]])
def test_a_largest_share_does_not_apply_to_the_single_organisation_set(
    together: list[list[str]],
) -> None:
    given = problem(
        people(3, "C1", organisation="A"),
        [cohort("C1", single_organisation="A")],
        max_share={"organisation": {"A": 0.1}},
        keep_together=together,
    )
    assert planned(given).placed == 3


def test_the_year_one_sets_have_the_sizes_their_own_limits_give() -> None:
    """23 people in four sets of 4 to 7, one of a single organisation (sizes 4, 5, 7, 7)."""
    names = ["S", "M1", "M2", "M3"]
    rows = [
        person(f"P{n:02d}", *names, organisation="trust" if n < 9 else f"org {n % 5}")
        for n in range(23)
    ]
    sizes = {"S": (4, 4), "M1": (5, 5), "M2": (4, 7), "M3": (4, 7)}
    cohorts = [cohort(name, min=low, max=high) for name, (low, high) in sizes.items()]
    cohorts[0]["single_organisation"] = "trust"
    given = problem(rows, cohorts, weights={"organisation": 1})
    plan = planned(given)
    assert plan.placed == 23
    assert sorted(Counter(plan.assignment().values()).values()) == [4, 5, 7, 7]


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"dbs_valid_until": "2027-01-01"}, "clearance"),
        ({"dbs_valid_until": None}, "clearance"),
        ({"available": []}, "trainer_available"),
        ({"quals": []}, "qualification"),
        ({"max_cohorts": 0}, "trainer_load"),
        ({"id": "P01"}, "own_trainer"),
    ],
)
def test_a_set_without_a_fitting_trainer_does_not_run(change: dict[str, Any], rule: str) -> None:
    needs = {"trainers_needed": 1, "quals": ["core"], "session_dates": ["2027-01-01", "2027-03-01"]}
    fitting = trainer("T1", "C1", quals=["core"]) | change
    given = problem(people(1, "C1"), [cohort("C1", **needs)], trainers=[fitting])
    plan = allocate(given)
    assert plan.status == "infeasible"
    assert rules_broken(given, {"P01": "C1"}, C1=(fitting["id"],)) == {rule}


def test_no_trainer_teaches_two_sets_on_one_date() -> None:
    needs = {"trainers_needed": 1, "date": "2027-05-01"}
    given = problem(
        [*people(2, "C1"), person("Q", "C2")],
        [cohort("C1", **needs), cohort("C2", **needs)],
        trainers=[trainer("T1", "C1", "C2", max_cohorts=2)],
    )
    assert planned(given).cancelled == ("C2",)
    both = {"P01": "C1", "Q": "C2"}
    assert rules_broken(given, both, C1=("T1",), C2=("T1",)) == {"trainer_double_booked"}


def test_a_team_of_trainers_meets_the_qualifications_together() -> None:
    given = problem(
        people(2, "C1"),
        [cohort("C1", trainers_needed=2, quals=["core", "self_harm"])],
        trainers=[
            trainer("T1", "C1", quals=["core"]),
            trainer("T2", "C1", quals=["core"]),
            trainer("T3", "C1", quals=["self_harm"]),
        ],
    )
    assert "T3" in planned(given).trainers["C1"]


def test_nobody_is_taught_by_their_own_line_manager() -> None:
    needs = {"trainers_needed": 1}
    given = problem(
        [person("P1", "C1", "C2", manager="T1"), person("P2", "C1", "C2")],
        [cohort("C1", **needs), cohort("C2", **needs)],
        trainers=[trainer("T1", "C1"), trainer("T2", "C2")],
    )
    plan = planned(given)
    assert plan.cohort_of("P1") == "C2"
    assert rules_broken(given, {"P1": "C1"}, C1=("T1",)) == {"own_trainer"}


def test_the_verifier_sees_a_team_of_the_wrong_size_or_unknown() -> None:
    given = problem(people(1, "C1"), [cohort("C1", trainers_needed=1)], trainers=[])
    assert rules_broken(given, {"P01": "C1"}) == {"trainers"}
    assert rules_broken(given, {"P01": "C1"}, C1=("T9",)) == {"trainers"}


def test_the_verifier_sees_people_and_cohorts_that_do_not_exist() -> None:
    given = problem(people(1, "C1"), [cohort("C1")])
    other = problem([person("Q", "C9")], [cohort("C9")])
    assert {v.rule for v in verify(given, allocate(other))} == {"listed_once", "known_cohort"}
