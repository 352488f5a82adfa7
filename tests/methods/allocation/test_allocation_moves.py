"""A manual move is checked before it is made, and only what it newly breaks is said."""

from goldenthread.methods.allocation import Facts, allocate, check_move, read_problem
from tests.methods.allocation.builders import cohort, load, people, person, problem

TWO = [cohort("C1", max=2), cohort("C2", min=2)]
SEATED = {"P01": "C1", "P02": "C2", "P03": "C2", "P04": "C2"}


def test_a_harmless_move_breaks_nothing() -> None:
    given = problem(people(4, "C1", "C2"), TWO)
    assert check_move(given, SEATED, person_id="P02", to_cohort="C1") == ()


def test_a_move_into_a_full_set_says_so() -> None:
    given = problem(people(5, "C1", "C2"), TWO)
    seated = {**SEATED, "P05": "C1"}
    found = check_move(given, seated, person_id="P02", to_cohort="C1")
    assert [v.sentence for v in found] == ["C1 has 3 learners and room for 2."]


def test_a_move_that_leaves_a_set_too_small_says_so() -> None:
    given = problem(people(3, "C1", "C2"), TWO)
    seated = {"P01": "C1", "P02": "C2", "P03": "C2"}
    found = check_move(given, seated, person_id="P02", to_cohort=None)
    assert [v.rule for v in found] == ["minimum"]


def test_a_move_beside_someone_kept_apart_names_them() -> None:
    given = problem(people(4, "C1", "C2"), TWO, keep_apart=[["P01", "P02"]])
    found = check_move(given, SEATED, person_id="P02", to_cohort="C1")
    assert [v.sentence for v in found] == ["P01 and P02 are kept apart but both in C1."]


def test_a_move_away_from_a_partner_names_them() -> None:
    given = problem(people(4, "C1", "C2"), TWO, keep_together=[["P02", "P03"]])
    found = check_move(given, SEATED, person_id="P02", to_cohort="C1")
    assert [v.rule for v in found] == ["keep_together"]


def test_a_move_to_a_set_taught_by_the_line_manager_says_so() -> None:
    rows = [*people(3, "C1", "C2"), person("P04", "C1", "C2", manager="T1")]
    given = problem(rows, TWO)
    found = check_move(given, SEATED, person_id="P04", to_cohort="C1", trainers={"C1": ("T1",)})
    assert [v.sentence for v in found] == ["T1 teaches C1 and is line manager of P04."]


def test_what_was_already_broken_is_not_repeated() -> None:
    rows = [*people(3, "C1", "C2"), person("P04", "C1", eligible=False)]
    given = problem(rows, TWO)
    found = check_move(given, SEATED, person_id="P02", to_cohort="C1")
    assert found == ()


def test_in_a_real_plan_a_move_into_a_full_set_is_noticed() -> None:
    given = read_problem(load("small.json"))
    plan = allocate(given)
    seated = plan.assignment()
    waiting = next(p.person_id for p in plan.placements if p.cohort_id is None)
    full = next(iter(seated.values()))
    rules = {v.rule for v in check_move(given, seated, person_id=waiting, to_cohort=full)}
    assert "capacity" in rules


def test_facts_made_once_answer_every_move_alike() -> None:
    given = problem(people(5, "C1", "C2"), TWO)
    seated, facts = {**SEATED, "P05": "C1"}, Facts.of(given)
    for who, there in (("P02", "C1"), ("P02", None), ("P05", "C2")):
        alone = check_move(given, seated, person_id=who, to_cohort=there)
        assert check_move(given, seated, person_id=who, to_cohort=there, facts=facts) == alone
