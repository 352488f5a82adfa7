"""Refuses problems whose records contradict one another, in one sentence naming the record."""

from collections.abc import Callable, Iterable, Sequence

from goldenthread.methods.allocation.problem import BadProblem, Problem


def refuse_contradictions(problem: Problem) -> None:
    """Raise ``BadProblem`` at the first contradiction between records."""
    checks: tuple[Callable[[Problem], None], ...] = (
        _pools,
        _ids,
        _cohorts,
        _references,
        _pairs,
        _together,
        _locks,
        _attributes,
    )
    for check in checks:
        check(problem)


def _pools(problem: Problem) -> None:
    if not problem.people:
        raise BadProblem("The problem, field people: there is nobody to place.")
    if not problem.cohorts:
        raise BadProblem("The problem, field cohorts: there is no cohort to place anybody in.")


def _ids(problem: Problem) -> None:
    for name, rows in (
        ("Person", [p.id for p in problem.people]),
        ("Cohort", [c.id for c in problem.cohorts]),
        ("Venue", [v.id for v in problem.venues]),
        ("Trainer", [t.id for t in problem.trainers]),
    ):
        seen: set[str] = set()
        for identifier in rows:
            if identifier in seen:
                raise BadProblem(f"{name} {identifier}, field id: this id is used twice.")
            seen.add(identifier)


def _cohorts(problem: Problem) -> None:
    venues = {venue.id for venue in problem.venues}
    for cohort in problem.cohorts:
        if cohort.minimum > cohort.maximum:
            raise BadProblem(
                f"Cohort {cohort.id}, field min: the minimum {cohort.minimum} is more than the"
                f" maximum {cohort.maximum}."
            )
        if cohort.venue is not None and cohort.venue not in venues:
            raise BadProblem(f"Cohort {cohort.id}, field venue: {cohort.venue} is not known.")


def _references(problem: Problem) -> None:
    cohorts = {cohort.id for cohort in problem.cohorts}
    for person in problem.people:
        _known(f"Person {person.id}, field available", person.available, cohorts)
        if person.manager == person.id:
            raise BadProblem(
                f"Person {person.id}, field manager: a person cannot be their own line manager."
            )
    for trainer in problem.trainers:
        _known(f"Trainer {trainer.id}, field available", trainer.available, cohorts)


def _known(where: str, used: Iterable[str], known: set[str]) -> None:
    for identifier in sorted(set(used) - known):
        raise BadProblem(f"{where}: {identifier} is not known.")


def _pairs(problem: Problem) -> None:
    people = {person.id for person in problem.people}
    for first, second in problem.keep_apart:
        _known("The problem, field keep_apart", (first, second), people)
        if first == second:
            raise BadProblem(f"Person {first}, field keep_apart: kept apart from themselves.")


def _together(problem: Problem) -> None:
    people = {person.id for person in problem.people}
    apart = {frozenset(pair) for pair in problem.keep_apart}
    for group in problem.keep_together:
        _known("The problem, field keep_together", group, people)
        for first, second in _within(group):
            if frozenset((first, second)) in apart:
                raise BadProblem(
                    f"Person {first}, field keep_together: kept together with and apart from"
                    f" {second}."
                )


def _within(group: Sequence[str]) -> list[tuple[str, str]]:
    return [(a, b) for place, a in enumerate(group) for b in group[place + 1 :]]


def _locks(problem: Problem) -> None:
    _known("The problem, field locks", problem.locks, {p.id for p in problem.people})
    _known("The problem, field locks", problem.locks.values(), {c.id for c in problem.cohorts})
    for first, second in problem.keep_apart:
        cohort = problem.locks.get(first)
        if cohort is not None and cohort == problem.locks.get(second):
            raise BadProblem(
                f"Person {first}, field locks: locked to {cohort} together with {second}, from whom"
                " they are kept apart."
            )
    for group in problem.keep_together:
        locked = sorted({problem.locks[p] for p in group if p in problem.locks})
        if len(locked) > 1:
            raise BadProblem(
                f"Person {group[0]}, field locks: people kept together are locked to"
                f" {' and '.join(locked)}."
            )


def _attributes(problem: Problem) -> None:
    present = {name for person in problem.people for name in person.attributes}
    named = [("weights", name) for name in problem.weights]
    named += [("max_share", name) for name in problem.max_share]
    named += [("never_alone", name) for name in problem.never_alone]
    named += [("strata", name) for name in problem.strata]
    if any(cohort.single_organisation for cohort in problem.cohorts):
        named.append(("organisation_attribute", problem.organisation_attribute))
    if problem.service_cover:
        named.append(("service_cover", "team"))
    for where, name in named:
        if name not in present:
            raise BadProblem(f"The problem, field {where}: nobody has the attribute {name}.")
