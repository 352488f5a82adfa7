"""Why a cohort cannot run, or does not, in words that can be checked against the problem."""

from goldenthread.methods.allocation.index import Index
from goldenthread.methods.allocation.staffing import may_train
from goldenthread.methods.allocation.words import listed, number, plain, plural


def absent_levels(index: Index, k: int) -> list[str]:
    """Required levels that nobody who could attend cohort ``k`` has, as words."""
    able = index.allowed[:, k]
    found = []
    for attribute, names in sorted(index.cohorts[k].required.items()):
        here = set(index.levels[able, index.column(attribute)].tolist())
        found += [plain(name) for name in names if index.level(attribute, name) not in here]
    return found


def cannot_run(index: Index, k: int) -> str | None:
    """A clause saying why cohort ``k`` could not run even alone; ``None`` if it could."""
    cohort = index.cohorts[k]
    able, least = int(index.allowed[:, k].sum()), max(1, int(index.minimum[k]))
    absent = absent_levels(index, k)
    if able < least:
        who = number(able) if able else "nobody"
        return f"{cohort.id} needs {plural(least, 'learner')} and {who} could attend"
    if index.seats[k] < least:
        return (
            f"{cohort.id} needs {plural(least, 'learner')} and has"
            f" {plural(int(index.seats[k]), 'learner seat')}"
        )
    if absent:
        return f"{cohort.id} must include {listed(absent)} and nobody from there could attend"
    return _trainers_short(index, k)


def _trainers_short(index: Index, k: int) -> str | None:
    cohort = index.cohorts[k]
    able = [t for t in index.trainers if may_train(t, cohort) and t.max_cohorts > 0]
    if len(able) < cohort.trainers_needed:
        return (
            f"{cohort.id} needs {plural(cohort.trainers_needed, 'trainer')} and"
            f" {number(len(able)) if able else 'nobody'} could teach it"
        )
    held = frozenset().union(*(t.quals for t in able))
    missing = sorted(cohort.quals - held) if cohort.trainers_needed else []
    if missing:
        return f"no trainer who could teach {cohort.id} holds {listed([plain(q) for q in missing])}"
    return None


def not_running(index: Index, k: int) -> str:
    """A clause for a cohort that was not chosen to run."""
    alone = cannot_run(index, k)
    if alone is not None:
        return alone
    needed = sum(cohort.trainers_needed for cohort in index.cohorts)
    offered = sum(trainer.max_cohorts for trainer in index.trainers)
    if offered < needed:
        return (
            f"{index.cohorts[k].id} is not running because trainers can take {offered} of the"
            f" {needed} trainer places, and others fill more seats or keep to the draw better"
        )
    return (
        f"{index.cohorts[k].id} is not running because the learners, trainers and venues there fill"
        " more seats, or keep to the draw better, in other cohorts"
    )
