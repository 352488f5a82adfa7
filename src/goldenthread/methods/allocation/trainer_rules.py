"""The verifier's rules about trainers: number, qualifications, clearance, dates, load."""

from collections.abc import Iterator
from datetime import date

from goldenthread.methods.allocation.facts import Facts, Seated
from goldenthread.methods.allocation.plan import Violation
from goldenthread.methods.allocation.problem import Cohort, Trainer


def trainer_violations(facts: Facts, seated: Seated) -> Iterator[Violation]:
    """Every rule about trainers broken in the cohorts that run."""
    for identifier in sorted(seated.members):
        yield from _team(facts, facts.cohorts[identifier], seated.trainers.get(identifier, ()))
    taught: dict[str, list[Cohort]] = {}
    for identifier, team in sorted(seated.trainers.items()):
        for trainer in team:
            taught.setdefault(trainer, []).append(facts.cohorts[identifier])
    for trainer, cohorts in sorted(taught.items()):
        if trainer in facts.trainers:
            yield from _load(facts.trainers[trainer], cohorts)


def _team(facts: Facts, cohort: Cohort, team: tuple[str, ...]) -> Iterator[Violation]:
    if len(set(team)) != cohort.trainers_needed or len(set(team)) != len(team):
        yield Violation(
            rule="trainers",
            sentence=f"{cohort.id} has {len(set(team))} trainers and needs"
            f" {cohort.trainers_needed}.",
        )
    known = [facts.trainers[t] for t in team if t in facts.trainers]
    held = {qual for trainer in known for qual in trainer.quals}
    for qual in sorted(cohort.quals - held) if cohort.trainers_needed else ():
        yield Violation(
            rule="qualification",
            sentence=f"Nobody who teaches {cohort.id} holds {qual.replace('_', ' ')}.",
        )
    for identifier in team:
        if identifier not in facts.trainers:
            yield Violation(
                rule="trainers",
                sentence=f"{identifier}, who teaches {cohort.id}, is not a trainer.",
            )
    for trainer in known:
        yield from _fit(trainer, cohort)


def _fit(trainer: Trainer, cohort: Cohort) -> Iterator[Violation]:
    if cohort.id not in trainer.available:
        yield Violation(
            rule="trainer_available", sentence=f"{trainer.id} cannot make the dates of {cohort.id}."
        )
    last = max(cohort.session_dates)
    if trainer.dbs_valid_until is None or trainer.dbs_valid_until < last:
        yield Violation(
            rule="clearance",
            sentence=f"The clearance of {trainer.id} is not valid through {last.isoformat()}, the"
            f" last session of {cohort.id}.",
        )


def _load(trainer: Trainer, cohorts: list[Cohort]) -> Iterator[Violation]:
    if len(cohorts) > trainer.max_cohorts:
        yield Violation(
            rule="trainer_load",
            sentence=f"{trainer.id} teaches {len(cohorts)} cohorts and may take"
            f" {trainer.max_cohorts}.",
        )
    busy: dict[date, str] = {}
    for cohort in cohorts:
        for day in sorted(set(cohort.session_dates)):
            other = busy.setdefault(day, cohort.id)
            if other != cohort.id:
                yield Violation(
                    rule="trainer_double_booked",
                    sentence=f"{trainer.id} teaches {other} and {cohort.id} on {day.isoformat()}.",
                )
