"""Who could train which cohort, and quick teams where there is plenty of choice."""

from collections.abc import Sequence
from datetime import date

from goldenthread.methods.allocation.index import NO_COHORT, Bools, Index
from goldenthread.methods.allocation.problem import Cohort, Trainer

Teams = dict[int, tuple[int, ...]]


def may_train(trainer: Trainer, cohort: Cohort) -> bool:
    """Available, and cleared through the last session; a clearance not recorded is not valid."""
    return (
        cohort.id in trainer.available
        and trainer.dbs_valid_until is not None
        and trainer.dbs_valid_until >= max(cohort.session_dates)
    )


def quick_teams(index: Index) -> Teams | None:
    """Teams (cohort position to trainer positions) for every cohort, or ``None``.

    Greedy: cohorts with the fewest possible trainers first, missing qualifications first, then the
    trainers with most load to spare. ``None`` means only that greed failed, not that none exist.
    """
    able = [
        [t for t, trainer in enumerate(index.trainers) if may_train(trainer, cohort)]
        for cohort in index.cohorts
    ]
    load = [trainer.max_cohorts for trainer in index.trainers]
    busy: list[set[date]] = [set() for _ in index.trainers]
    teams: Teams = {}
    for k in sorted(range(len(index.cohorts)), key=lambda k: (len(able[k]), k)):
        days = set(index.cohorts[k].session_dates)
        free = [t for t in able[k] if load[t] > 0 and not busy[t] & days]
        team = _team(index.trainers, index.cohorts[k], sorted(free, key=lambda t: (-load[t], t)))
        if team is None:
            return None
        teams[k] = team
        for t in team:
            load[t] -= 1
            busy[t] |= days
    return teams


def _team(
    trainers: Sequence[Trainer], cohort: Cohort, free: Sequence[int]
) -> tuple[int, ...] | None:
    team: list[int] = []
    missing = set(cohort.quals) if cohort.trainers_needed else set()
    while missing and len(team) < cohort.trainers_needed:
        choice = max(
            (t for t in free if t not in team),
            key=lambda t: (len(trainers[t].quals & missing), -free.index(t)),
            default=NO_COHORT,
        )
        if choice == NO_COHORT or not trainers[choice].quals & missing:
            return None
        team.append(choice)
        missing -= trainers[choice].quals
    team += [t for t in free if t not in team][: cohort.trainers_needed - len(team)]
    complete = len(team) == cohort.trainers_needed and not missing
    return tuple(sorted(team)) if complete else None


def venues_clash(index: Index) -> bool:
    """Whether two cohorts want the same venue on the same date."""
    taken: set[tuple[str, date]] = set()
    for cohort in index.cohorts:
        if cohort.venue is None:
            continue
        wanted = {(cohort.venue, day) for day in cohort.session_dates}
        if taken & wanted:
            return True
        taken |= wanted
    return False


def without_own_trainers(index: Index, teams: Teams) -> Bools:
    """``allowed`` (n, g) without sets taught by a person's own line manager, or by themselves."""
    allowed = index.allowed.copy()
    teaches: dict[str, list[int]] = {}
    for k, team in teams.items():
        for t in team:
            teaches.setdefault(index.trainers[t].id, []).append(k)
    for i, person in enumerate(index.people):
        for k in teaches.get(person.manager or "", []) + teaches.get(person.id, []):
            allowed[i, k] = False
    for group in index.groups:
        allowed[list(group)] = allowed[list(group)].all(axis=0)
    return allowed
