"""The mixing objective and its bound (the maximally diverse grouping problem on categories).

For cohort ``c`` of size ``s`` and attribute ``a`` with weight ``w`` and counts ``n_k`` of each
level, the number of pairs that differ is ``(s**2 - sum n_k**2) / 2`` (Gallego, Laguna, Marti and
Duarte 2013 state the problem with distances; counts give the same sum for categories in time
proportional to the attributes).
"""

from collections.abc import Mapping

import numpy as np

from goldenthread.methods.allocation.index import NO_COHORT, Floats, Index, Ints, build_index
from goldenthread.methods.allocation.problem import Problem


def counts(index: Index, cohort: Ints) -> Ints:
    """People of each level in each cohort, shape (g, levels)."""
    found = np.zeros((len(index.cohorts), len(index.level_names)), dtype=np.int64)
    seated = np.nonzero(cohort != NO_COHORT)[0]
    for column in range(len(index.attributes)):
        np.add.at(found, (cohort[seated], index.levels[seated, column]), 1)
    return found


def level_weights(index: Index) -> Floats:
    """The weight of each level's attribute, shape (levels,)."""
    column = dict(zip(index.attributes, index.weights, strict=True))
    return np.array([column[attribute] for attribute, _ in index.level_names], dtype=np.float64)


def mixing(index: Index, cohort: Ints) -> float:
    """Weighted pairs that differ, summed over cohorts and attributes."""
    found = counts(index, cohort)
    sizes = _sizes(index, cohort)
    whole = float(index.weights.sum()) * float((sizes**2).sum())
    return (whole - float((found**2 @ level_weights(index)).sum())) / 2


def _sizes(index: Index, cohort: Ints) -> Ints:
    return np.bincount(cohort[cohort != NO_COHORT], minlength=len(index.cohorts)).astype(np.int64)


def mixing_bound(index: Index, cohort: Ints) -> float:
    """No plan with these people in sets of these sizes can score more.

    For each attribute the sum of squares is at least that of (1) every level spread evenly over
    the sets and (2) every set spread evenly over the levels; the larger of the two counts. Sets of
    a single organisation add nothing on that attribute and are left out of both.
    """
    sizes = _sizes(index, cohort)
    found = counts(index, cohort)
    total = 0.0
    for name, weight in zip(index.attributes, index.weights, strict=True):
        open_ = np.array([s > 0 for s in sizes], dtype=bool) & ~_single(index, name)
        columns = [n for n, (attribute, _) in enumerate(index.level_names) if attribute == name]
        totals = [int(t) for t in found[open_][:, columns].sum(axis=0) if t > 0]
        spread = [int(s) for s in sizes[open_]]
        least = max(_even(totals, len(spread)), _even(spread, len(totals)))
        total += float(weight) * (sum(s * s for s in spread) - least) / 2
    return total


def _single(index: Index, attribute: str) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    organisation = attribute == index.problem.organisation_attribute
    return np.array([organisation and c.single_organisation is not None for c in index.cohorts])


def _even(totals: list[int], parts: int) -> int:
    """The least sum of squares when each total is split into ``parts`` whole numbers."""
    if parts == 0:
        return 0
    least = 0
    for total in totals:
        low, more = divmod(total, parts)
        least += more * (low + 1) ** 2 + (parts - more) * low**2
    return least


def share_of_best(problem: Problem, assignment: Mapping[str, str]) -> float:
    """``mixing`` over ``mixing_bound``, 0 to 1, for people (id) seated in cohorts (id) by hand.

    The bound is for sets of the sizes they have now, so moves that make sizes unequal are not
    rewarded. 1 where there is no pair that could differ.
    """
    index = build_index(problem, seed=problem.seed)
    place = {cohort.id: k for k, cohort in enumerate(index.cohorts)}
    seats = [assignment.get(person.id) for person in index.people]
    cohort = np.array([NO_COHORT if k is None else place[k] for k in seats], dtype=np.int64)
    bound = mixing_bound(index, cohort)
    return mixing(index, cohort) / bound if bound > 0 else 1.0
