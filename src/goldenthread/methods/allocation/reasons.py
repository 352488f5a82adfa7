"""One plain sentence a person: why here, or the first thing that stood in the way."""

from collections.abc import Mapping

import numpy as np

from goldenthread.methods.allocation.cancelled import not_running
from goldenthread.methods.allocation.index import NO_COHORT, Bools, Index, Ints
from goldenthread.methods.allocation.mixing import counts
from goldenthread.methods.allocation.unplaced import why_waiting
from goldenthread.methods.allocation.words import listed, plain, plural


def reasons(index: Index, cohort: Ints, *, trainers: Mapping[str, tuple[str, ...]]) -> list[str]:
    """A sentence for each person, in order of position; each is true of this plan."""
    running = np.zeros(len(index.cohorts), dtype=bool)
    running[cohort[cohort != NO_COHORT]] = True
    return [
        why_waiting(index, i, cohort, running=running, trainers=trainers)
        if cohort[i] == NO_COHORT
        else _why_here(index, i, int(cohort[i]), running)
        for i in range(len(index.people))
    ]


def _why_here(index: Index, i: int, k: int, running: Bools) -> str:
    person, cohort = index.people[i], index.cohorts[k]
    where = f"{cohort.id} ({cohort.date.day} {cohort.date:%B %Y}, {plain(cohort.mode)})"
    if person.id in index.problem.locks:
        return f"Placed in {where}: this place was locked beforehand."
    how = "must be placed" if index.must[i] else f"drawn at {int(index.rank[i])} in the lottery"
    choices = int((index.allowed[i] & running).sum())
    if cohort.single_organisation is not None:
        return f"Placed in {where}, the set of one organisation for comparison: {how}."
    if choices == 1:
        return f"Placed in {where}: {how}, and it is the only running cohort open to this person."
    mix = listed([plain(name) for name in index.attributes if index.problem.weights.get(name)])
    purpose = f" so that the sets mix {mix}" if mix else ""
    return f"Placed in {where}: {how}, and chosen from {choices} cohorts open to them{purpose}."


def cautions(index: Index, cohort: Ints, *, proved: bool, stopped_by: str) -> tuple[str, ...]:
    """What the reader of the plan should know before relying on it."""
    found = []
    used = set(cohort[cohort != NO_COHORT].tolist())
    for k in range(len(index.cohorts)):
        if k not in used:
            found.append(f"Cohort not running: {not_running(index, k)}.")
    if not proved:
        found.append(
            "Places and lottery order are the best found within the work allowed; a better order"
            " was not ruled out."
        )
    if stopped_by == "clock":
        found.append("The time limit stopped the search; another run may give another plan.")
    drawn = sum(person.lottery_rank is None for person in index.people)
    if drawn:
        found.append(
            f"Lottery ranks for {plural(drawn, 'person', 'people')} were drawn from the seed."
        )
    found += [f"The field {name} was read but is not used yet." for name in index.problem.unused]
    return tuple(found + _alone(index, cohort))


def _alone(index: Index, cohort: Ints) -> list[str]:
    found = []
    table = counts(index, cohort)
    for name in index.problem.never_alone:
        columns = [n for n, (attribute, _) in enumerate(index.level_names) if attribute == name]
        alone = int((table[:, columns] == 1).sum())
        if alone:
            found.append(
                f"{plural(alone, 'person is', 'people are')} the only one of their {plain(name)}"
                " in a set."
            )
    return found
