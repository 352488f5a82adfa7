"""The draw: kept where given, repeatable from a seed, fair between strata."""

from goldenthread.methods.allocation import allocate
from goldenthread.methods.allocation.lottery import draw
from tests.methods.allocation.builders import cohort, people, person, problem


def test_ranks_that_were_drawn_already_are_kept() -> None:
    given = problem([*people(2, "C1"), person("Q", "C1")], [cohort("C1")])
    assert draw(given, seed=5) == {"P01": 1, "P02": 2, "Q": 3}


def test_the_draw_depends_on_the_seed_alone() -> None:
    rows = [person(f"P{n:02d}", "C1") for n in range(20)]
    given, turned = (problem(r, [cohort("C1")]) for r in (rows, rows[::-1]))
    assert draw(given, seed=5) == draw(turned, seed=5)
    assert draw(given, seed=5) != draw(given, seed=6)


def test_every_stratum_has_its_share_of_every_stretch_of_the_order() -> None:
    rows = [person(f"P{n:02d}", "C1", sector="a" if n < 20 else "b") for n in range(30)]
    given = problem(rows, [cohort("C1")], strata=["sector"])
    ranks = draw(given, seed=1)
    early = [p for p, rank in ranks.items() if rank <= 15]
    assert 9 <= sum(p < "P20" for p in early) <= 11


def test_everybody_in_a_stratum_has_the_same_chance_of_being_first() -> None:
    rows = [person(f"P{n}", "C1") for n in range(4)]
    given = problem(rows, [cohort("C1")])
    first = [
        min(ranks, key=lambda p: ranks[p]) for s in range(400) if (ranks := draw(given, seed=s))
    ]
    assert all(60 <= first.count(f"P{n}") <= 140 for n in range(4))


def test_a_draw_from_the_seed_is_a_caution() -> None:
    plan = allocate(problem([person("P1", "C1")], [cohort("C1")]))
    assert plan.cautions == ("Lottery ranks for 1 person were drawn from the seed.",)


def test_fields_read_but_not_used_are_a_caution() -> None:
    plan = allocate(problem(people(1, "C1"), [cohort("C1")], published={"P01": "C1"}))
    assert plan.cautions == ("The field published was read but is not used yet.",)
