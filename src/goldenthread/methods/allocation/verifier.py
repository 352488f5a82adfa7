"""Checks a plan, or one manual move, against every hard rule in plain code of its own."""

from collections import Counter
from collections.abc import Iterator, Mapping

from goldenthread.methods.allocation.cohort_rules import (
    cohort_violations,
    cover_violations,
    venue_violations,
)
from goldenthread.methods.allocation.facts import Facts, Seated
from goldenthread.methods.allocation.person_rules import person_violations
from goldenthread.methods.allocation.plan import Plan, Violation
from goldenthread.methods.allocation.problem import Problem
from goldenthread.methods.allocation.trainer_rules import trainer_violations


def verify(problem: Problem, plan: Plan) -> tuple[Violation, ...]:
    """Every hard rule the plan breaks; empty for a sound plan and for one that places nobody.

    Shares no code with the optimiser, so that an error in one does not hide in the other.
    """
    if plan.status != "ok":
        return ()
    facts = Facts.of(problem)
    listed = tuple(_listing(facts, plan))
    seated = Seated.of(
        {p: c for p, c in plan.assignment().items() if p in facts.people and c in facts.cohorts},
        {c: team for c, team in plan.trainers.items() if c in facts.cohorts},
    )
    return (
        *listed,
        *person_violations(facts, seated, sorted(facts.people)),
        *cohort_violations(facts, seated, sorted(seated.members)),
        *cover_violations(facts, seated),
        *venue_violations(facts, seated),
        *trainer_violations(facts, seated),
    )


def _listing(facts: Facts, plan: Plan) -> Iterator[Violation]:
    count = Counter(placement.person_id for placement in plan.placements)
    for person in sorted(set(facts.people) | set(count)):
        if person not in facts.people:
            yield Violation(rule="listed_once", sentence=f"{person} is not part of the problem.")
        elif count[person] != 1:
            yield Violation(
                rule="listed_once", sentence=f"{person} is listed {count[person]} times."
            )
    for placement in plan.placements:
        if placement.cohort_id is not None and placement.cohort_id not in facts.cohorts:
            yield Violation(
                rule="known_cohort",
                sentence=f"{placement.person_id} is in {placement.cohort_id}, an unknown cohort.",
            )


def check_move(
    problem: Problem,
    assignment: Mapping[str, str],
    *,
    person_id: str,
    to_cohort: str | None,
    trainers: Mapping[str, tuple[str, ...]] | None = None,
    facts: Facts | None = None,
) -> tuple[Violation, ...]:
    """What moving one person would newly break, in sentences; empty if nothing.

    ``assignment`` maps the people placed now to their cohorts; ``to_cohort`` ``None`` is the
    waiting list. With ``trainers`` (cohort to trainer ids) the line-manager rule for trainers is
    checked too. Rules already broken before the move are not repeated. ``facts`` are those of the
    problem, for a caller with many moves to check. Raises ``KeyError`` for a person or cohort the
    problem does not have.
    """
    facts = facts or Facts.of(problem)
    person, teams = facts.people[person_id], trainers or {}
    after = {p: c for p, c in assignment.items() if p != person_id}
    if to_cohort is not None:
        after[person_id] = facts.cohorts[to_cohort].id
    touched = sorted({c for c in (assignment.get(person_id), to_cohort) if c is not None})
    involved = sorted(
        {person.id} | facts.apart.get(person.id, frozenset()) | _group(facts, person.id)
    )

    def broken(cohort_of: Mapping[str, str]) -> tuple[Violation, ...]:
        seated = Seated.of(cohort_of, teams)
        return (
            *person_violations(facts, seated, involved),
            *cohort_violations(facts, seated, touched),
            *cover_violations(facts, seated),
            *venue_violations(facts, seated),
        )

    before = set(broken(assignment))
    return tuple(violation for violation in broken(after) if violation not in before)


def _group(facts: Facts, person_id: str) -> frozenset[str]:
    return facts.together.get(person_id, frozenset())
