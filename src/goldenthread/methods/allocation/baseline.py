"""What people do today, for comparison: sort and deal as in a spreadsheet, and pure chance."""

from collections.abc import Collection, Mapping, Sequence
from itertools import combinations

import numpy as np

from goldenthread.methods.allocation.problem import Cohort, Person, Problem


def sort_and_deal(
    problem: Problem,
    *,
    people: Collection[str] | None = None,
    sizes: Mapping[str, int] | None = None,
    respect_availability: bool = False,
) -> dict[str, str]:
    """Sort by attributes (heaviest first) and deal one to each cohort in turn, like cards.

    ``people`` limits who is dealt and ``sizes`` (cohort to seats) replaces the cohorts' maximum,
    so that a plan can be compared on the same people and sizes. Only seats are respected; with
    ``respect_availability`` also eligibility, dates and modes: a person goes to the next cohort in
    turn that they can attend, or to none. Returns person id to cohort id.
    """
    order = sorted(problem.weights, key=lambda name: (-problem.weights[name], name))
    wanted = [p for p in problem.people if people is None or p.id in people]
    rows = sorted(wanted, key=lambda p: ([p.attributes.get(name, "") for name in order], p.id))
    return _deal(problem, rows, sizes, respect_availability)


def random_deal(
    problem: Problem,
    *,
    seed: int,
    people: Collection[str] | None = None,
    sizes: Mapping[str, int] | None = None,
    respect_availability: bool = False,
) -> dict[str, str]:
    """Deal in an order drawn from ``seed``; otherwise like ``sort_and_deal``."""
    wanted = sorted(
        (p for p in problem.people if people is None or p.id in people), key=lambda p: p.id
    )
    shuffled = np.random.default_rng([seed, 3]).permutation(len(wanted))
    return _deal(problem, [wanted[int(i)] for i in shuffled], sizes, respect_availability)


def _deal(
    problem: Problem,
    rows: Sequence[Person],
    sizes: Mapping[str, int] | None,
    respect_availability: bool,
) -> dict[str, str]:
    cohorts = sorted(problem.cohorts, key=lambda c: c.id)
    seats = {c.id: c.maximum for c in cohorts} if sizes is None else dict(sizes)
    turn = [c for c in cohorts if seats.get(c.id, 0) > 0]
    dealt: dict[str, str] = {}
    for person in rows:
        for place, cohort in enumerate(turn):
            if respect_availability and not _can(person, cohort):
                continue
            dealt[person.id] = cohort.id
            seats[cohort.id] -= 1
            turn.append(turn.pop(place))
            if seats[cohort.id] == 0:
                turn.pop()
            break
    return dealt


def _can(person: Person, cohort: Cohort) -> bool:
    return person.eligible and cohort.id in person.available and cohort.mode in person.modes


def mixing_of(problem: Problem, assignment: Mapping[str, str]) -> float:
    """Weighted pairs that differ, counted pair by pair; slow and obvious, to check the fast sum."""
    members: dict[str, list[Person]] = {}
    for person in problem.people:
        if person.id in assignment:
            members.setdefault(assignment[person.id], []).append(person)
    return sum(
        weight
        for group in members.values()
        for first, second in combinations(group, 2)
        for name, weight in problem.weights.items()
        if first.attributes.get(name, "") != second.attributes.get(name, "")
    )
