"""The verifier's rules about one person and the cohort they sit in."""

from collections.abc import Iterable, Iterator

from goldenthread.methods.allocation.facts import Facts, Seated
from goldenthread.methods.allocation.plan import Violation
from goldenthread.methods.allocation.problem import Cohort, Person


def person_violations(facts: Facts, seated: Seated, people: Iterable[str]) -> Iterator[Violation]:
    """Every rule broken by where each of ``people`` sits, or by their not sitting anywhere."""
    for identifier in people:
        person = facts.people[identifier]
        cohort = facts.cohorts.get(seated.cohort_of.get(identifier, ""))
        yield from _must_have(facts, person, cohort)
        yield from _together(facts, seated, person)
        if cohort is None:
            continue
        yield from _may_attend(person, cohort)
        yield from _adjustments(facts, person, cohort)
        yield from _organisation(facts, person, cohort)
        yield from _apart(facts, seated, person, cohort)
        yield from _own_trainer(seated, person, cohort)


def _must_have(facts: Facts, person: Person, cohort: Cohort | None) -> Iterator[Violation]:
    locked = facts.problem.locks.get(person.id)
    here = None if cohort is None else cohort.id
    if locked is not None and locked != here:
        where = "on the waiting list" if here is None else f"in {here}"
        yield Violation(rule="lock", sentence=f"{person.id} is locked to {locked} but is {where}.")
    elif person.must_place and here is None:
        yield Violation(
            rule="must_place", sentence=f"{person.id} must be placed but is on the waiting list."
        )


def _together(facts: Facts, seated: Seated, person: Person) -> Iterator[Violation]:
    here = seated.cohort_of.get(person.id)
    for other in sorted(facts.together.get(person.id, ())):
        if person.id < other and seated.cohort_of.get(other) != here:
            yield Violation(
                rule="keep_together",
                sentence=f"{person.id} and {other} are kept together but are in different places.",
            )


def _may_attend(person: Person, cohort: Cohort) -> Iterator[Violation]:
    if not person.eligible:
        yield Violation(
            rule="eligible",
            sentence=f"{person.id} is recorded as not eligible but is in {cohort.id}.",
        )
    if cohort.id not in person.available:
        yield Violation(
            rule="available", sentence=f"{person.id} cannot make the dates of {cohort.id}."
        )
    if cohort.mode not in person.modes:
        yield Violation(
            rule="mode",
            sentence=f"{cohort.id} is {cohort.mode.replace('_', ' ')}, which {person.id} did not"
            " choose.",
        )


def _adjustments(facts: Facts, person: Person, cohort: Cohort) -> Iterator[Violation]:
    for need in sorted(person.needs):
        words = need.replace("_", " ")
        if need not in cohort.features:
            yield Violation(
                rule="adjustment",
                sentence=f"{person.id} needs {words}, which {cohort.id} does not offer.",
            )
        elif cohort.mode == "in_person" and cohort.venue is not None:
            here = facts.venues[cohort.venue].features
            if need in facts.building_features() and need not in here:
                yield Violation(
                    rule="adjustment",
                    sentence=f"{person.id} needs {words}, which venue {cohort.venue} of"
                    f" {cohort.id} does not have.",
                )


def _organisation(facts: Facts, person: Person, cohort: Cohort) -> Iterator[Violation]:
    only = cohort.single_organisation
    mine = person.attributes.get(facts.problem.organisation_attribute)
    if only is not None and mine != only:
        yield Violation(
            rule="single_organisation",
            sentence=f"{cohort.id} is only for {only}, and {person.id} comes from elsewhere.",
        )


def _apart(facts: Facts, seated: Seated, person: Person, cohort: Cohort) -> Iterator[Violation]:
    for other in sorted(facts.apart.get(person.id, ())):
        if person.id < other and seated.cohort_of.get(other) == cohort.id:
            manager = person.id == facts.people[other].manager or other == person.manager
            why = "line manager and report" if manager else "kept apart"
            yield Violation(
                rule="keep_apart",
                sentence=f"{person.id} and {other} are {why} but both in {cohort.id}.",
            )


def _own_trainer(seated: Seated, person: Person, cohort: Cohort) -> Iterator[Violation]:
    team = seated.trainers.get(cohort.id, ())
    if person.manager in team:
        yield Violation(
            rule="own_trainer",
            sentence=f"{person.manager} teaches {cohort.id} and is line manager of {person.id}.",
        )
    if person.id in team:
        yield Violation(
            rule="own_trainer", sentence=f"{person.id} both teaches and attends {cohort.id}."
        )
