"""Refusals that need no search: a required sector nobody belongs to, or no cohort that can run."""

import numpy as np

from goldenthread.methods.allocation.cancelled import cannot_run
from goldenthread.methods.allocation.index import Index
from goldenthread.methods.allocation.plan import Explanation
from goldenthread.methods.allocation.words import listed, number, plain


def missing_sectors(index: Index) -> Explanation | None:
    """Refuse a cohort whose required level nobody eligible has, naming it; else ``None``."""
    eligible = np.array([person.eligible for person in index.people], dtype=bool)
    for k, cohort in enumerate(index.cohorts):
        for attribute, names in sorted(cohort.required.items()):
            present = set(index.levels[eligible, index.column(attribute)].tolist())
            absent = [plain(n) for n in names if index.level(attribute, n) not in present]
            if absent:
                return _absent(index, k, plain(attribute), absent)
    return None


def _absent(index: Index, k: int, attribute: str, absent: list[str]) -> Explanation:
    cohort, missing = index.cohorts[k], listed(absent)
    return Explanation(
        people=(),
        cohorts=(cohort.id,),
        capacity=int(index.seats[k]),
        sentence=(
            f"{cohort.id} must include every required {attribute}, and no eligible applicant comes"
            f" from {missing}."
        ),
        smallest_fix=(
            f"{number(len(absent)).capitalize()} more applicant{'s' if len(absent) > 1 else ''},"
            f" from {missing}, who can attend {cohort.id}; or lift the requirement for this cohort."
        ),
        verified=True,
    )


def nothing_runs(index: Index) -> Explanation:
    """No cohort can run: name what each of the first few lacks."""
    clauses = [clause for k in range(len(index.cohorts)) if (clause := cannot_run(index, k))]
    short = np.maximum(1, index.minimum) - index.allowed.sum(axis=0)
    nearest = int(np.argmin(short))
    fix = "Change what is named here for one cohort."
    if short[nearest] > 0:
        who = "applicant" if short[nearest] == 1 else "applicants"
        fix = (
            f"{number(int(short[nearest])).capitalize()} more {who} who can attend"
            f" {index.cohorts[nearest].id}, or a lower minimum for it."
        )
    because = "; ".join(clauses[:3]) or "the rules together leave no set that could be filled"
    return Explanation(
        people=(),
        cohorts=tuple(cohort.id for cohort in index.cohorts),
        capacity=int(index.seats.sum()),
        sentence=f"No cohort can run: {because}.",
        smallest_fix=fix,
        verified=len(clauses) == len(index.cohorts),
    )
