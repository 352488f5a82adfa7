"""A problem as plain dictionaries for the verifier; shares nothing with the optimiser's arrays."""

from collections.abc import Mapping
from dataclasses import dataclass

from goldenthread.methods.allocation.problem import Cohort, Person, Problem, Trainer, Venue


@dataclass(frozen=True, eq=False)
class Facts:
    """Look-ups by id, and for each person whom they must not and must sit with."""

    problem: Problem
    people: Mapping[str, Person]
    cohorts: Mapping[str, Cohort]
    venues: Mapping[str, Venue]
    trainers: Mapping[str, Trainer]
    apart: Mapping[str, frozenset[str]]
    together: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, problem: Problem) -> "Facts":
        people = {person.id: person for person in problem.people}
        apart: dict[str, set[str]] = {}
        pairs = list(problem.keep_apart)
        pairs += [(p.id, p.manager) for p in problem.people if p.manager in people]
        for first, second in pairs:
            apart.setdefault(first, set()).add(second)
            apart.setdefault(second, set()).add(first)
        together: dict[str, set[str]] = {}
        for group in problem.keep_together:
            for member in group:
                together.setdefault(member, set()).update(set(group) - {member})
        return cls(
            problem=problem,
            people=people,
            cohorts={cohort.id: cohort for cohort in problem.cohorts},
            venues={venue.id: venue for venue in problem.venues},
            trainers={trainer.id: trainer for trainer in problem.trainers},
            apart={who: frozenset(others) for who, others in apart.items()},
            together={who: frozenset(others) for who, others in together.items()},
        )

    def building_features(self) -> frozenset[str]:
        """Features that some venue is recorded as having, so that depend on the building."""
        return frozenset(f for venue in self.venues.values() for f in venue.features)


@dataclass(frozen=True, eq=False)
class Seated:
    """Who sits where, and who teaches; cohorts and people outside a check may be left out."""

    cohort_of: Mapping[str, str]
    members: Mapping[str, tuple[str, ...]]
    trainers: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, cohort_of: Mapping[str, str], trainers: Mapping[str, tuple[str, ...]]) -> "Seated":
        members: dict[str, list[str]] = {}
        for person, cohort in sorted(cohort_of.items()):
            members.setdefault(cohort, []).append(person)
        return cls(cohort_of, {c: tuple(rows) for c, rows in members.items()}, trainers)
