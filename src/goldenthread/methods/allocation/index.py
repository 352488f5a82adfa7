"""A problem as arrays: people and cohorts by sorted position, and who may go where."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goldenthread.methods.allocation.lottery import draw
from goldenthread.methods.allocation.problem import Cohort, Person, Problem, Trainer

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]

NO_COHORT = -1


@dataclass(frozen=True, eq=False)
class Index:
    """Arrays over ``n`` people and ``g`` cohorts, each in order of id.

    ``allowed`` (n, g): eligible, available, mode, adjustments, single organisation, locks, and the
    wishes of those kept together. ``seats`` (g,): learner seats. ``minimum`` (g,). ``must`` (n,):
    must be placed (must-place or locked). ``levels`` (n, a): level numbers of the weighted or
    limited attributes, numbered through over all attributes. ``weights`` (a,). ``conflicts``:
    positions each person is kept apart from. ``groups``: positions kept together.
    """

    problem: Problem
    people: tuple[Person, ...]
    cohorts: tuple[Cohort, ...]
    trainers: tuple[Trainer, ...]
    allowed: Bools
    seats: Ints
    minimum: Ints
    must: Bools
    tier: Ints
    rank: Ints
    attributes: tuple[str, ...]
    level_names: tuple[tuple[str, str], ...]
    levels: Ints
    weights: Floats
    conflicts: tuple[tuple[int, ...], ...]
    groups: tuple[tuple[int, ...], ...]

    @property
    def has_limits(self) -> bool:
        """Whether any rule counts levels inside a set (required levels or largest shares)."""
        return bool(self.problem.max_share) or any(c.required for c in self.cohorts)

    def column(self, attribute: str) -> int:
        return self.attributes.index(attribute)

    def level(self, attribute: str, name: str) -> int | None:
        """The number of one level, ``None`` where nobody has it."""
        key = (attribute, name)
        return self.level_names.index(key) if key in self.level_names else None

    def order(self) -> list[int]:
        """People in the order of the lottery: must-place, tier, rank, id."""
        keys = np.lexsort((np.arange(len(self.people)), self.rank, self.tier, ~self.must))
        return [int(i) for i in keys]


def build_index(problem: Problem, *, seed: int) -> Index:
    """Sort the rows and lay the problem out as arrays; ``seed`` draws any missing lottery rank."""
    people = tuple(sorted(problem.people, key=lambda p: p.id))
    cohorts = tuple(sorted(problem.cohorts, key=lambda c: c.id))
    place = {person.id: i for i, person in enumerate(people)}
    groups = _joined([[place[p] for p in group] for group in problem.keep_together])
    allowed = _allowed(problem, people, cohorts)
    must = np.array([p.must_place or p.id in problem.locks for p in people], dtype=bool)
    for group in groups:
        allowed[list(group)] = allowed[list(group)].all(axis=0)
        must[list(group)] = must[list(group)].any()
    ranks = draw(problem, seed=seed)
    attributes = _attributes(problem)
    names, levels = _levels(people, attributes)
    return Index(
        problem=problem,
        people=people,
        cohorts=cohorts,
        trainers=tuple(sorted(problem.trainers, key=lambda t: t.id)),
        allowed=allowed,
        seats=np.array(_seats(problem, cohorts), dtype=np.int64),
        minimum=np.array([c.minimum for c in cohorts], dtype=np.int64),
        must=must,
        tier=np.array([p.tier for p in people], dtype=np.int64),
        rank=np.array([ranks[p.id] for p in people], dtype=np.int64),
        attributes=attributes,
        level_names=names,
        levels=levels,
        weights=np.array([problem.weights.get(a, 0.0) for a in attributes], dtype=np.float64),
        conflicts=_conflicts(problem, place),
        groups=groups,
    )


def _attributes(problem: Problem) -> tuple[str, ...]:
    names = set(problem.weights) | set(problem.max_share) | set(problem.never_alone)
    for cohort in problem.cohorts:
        names |= set(cohort.required)
    return tuple(sorted(names))


def _levels(
    people: Sequence[Person], attributes: Sequence[str]
) -> tuple[tuple[tuple[str, str], ...], Ints]:
    """Number every (attribute, level) pair; a missing attribute is a level of its own, empty."""
    present = {(a, p.attributes.get(a, "")) for p in people for a in attributes}
    names = tuple(sorted(present))
    number = {pair: i for i, pair in enumerate(names)}
    rows = [[number[a, p.attributes.get(a, "")] for a in attributes] for p in people]
    return names, np.array(rows, dtype=np.int64).reshape(len(people), len(attributes))


def _seats(problem: Problem, cohorts: Sequence[Cohort]) -> list[int]:
    capacity = {venue.id: venue.capacity for venue in problem.venues}
    return [
        c.maximum
        if c.venue is None
        else max(0, min(c.maximum, capacity[c.venue] - c.trainers_needed))
        for c in cohorts
    ]


def offered(problem: Problem, cohort: Cohort) -> frozenset[str]:
    """The adjustments a cohort really offers.

    A cohort lists what it offers. In person, what belongs to a building (any feature that some
    venue is recorded as having) must be there in the named venue too: a list cannot make a
    building step-free. Online, the building does not matter.
    """
    if cohort.mode != "in_person" or cohort.venue is None:
        return cohort.features
    building = frozenset().union(*(venue.features for venue in problem.venues))
    here = next(venue.features for venue in problem.venues if venue.id == cohort.venue)
    return cohort.features - (building - here)


def _allowed(problem: Problem, people: Sequence[Person], cohorts: Sequence[Cohort]) -> Bools:
    place = {cohort.id: k for k, cohort in enumerate(cohorts)}
    offers = [offered(problem, cohort) for cohort in cohorts]
    allowed = np.zeros((len(people), len(cohorts)), dtype=bool)
    for i, person in enumerate(people):
        if not person.eligible:
            continue
        organisation = person.attributes.get(problem.organisation_attribute)
        for k in (place[c] for c in person.available):
            single = cohorts[k].single_organisation
            allowed[i, k] = (
                cohorts[k].mode in person.modes
                and person.needs <= offers[k]
                and single in (None, organisation)
            )
        locked = problem.locks.get(person.id)
        if locked is not None:
            allowed[i, np.arange(len(cohorts)) != place[locked]] = False
    return allowed


def _conflicts(problem: Problem, place: dict[str, int]) -> tuple[tuple[int, ...], ...]:
    apart: list[set[int]] = [set() for _ in place]
    pairs = [(place[a], place[b]) for a, b in problem.keep_apart]
    pairs += [(place[p.id], place[p.manager]) for p in problem.people if p.manager in place]
    for first, second in pairs:
        apart[first].add(second)
        apart[second].add(first)
    return tuple(tuple(sorted(others)) for others in apart)


def _joined(groups: list[list[int]]) -> tuple[tuple[int, ...], ...]:
    """Keep-together groups with those that share a person joined into one."""
    joined: list[set[int]] = []
    for group in groups:
        new = set(group)
        apart = [other for other in joined if not other & new]
        for other in joined:
            if other & new:
                new |= other
        joined = [*apart, new]
    return tuple(sorted(tuple(sorted(group)) for group in joined if len(group) > 1))
