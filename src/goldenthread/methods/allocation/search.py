"""Better mixing by swaps, from a feasible seating, without ever leaving the hard rules.

For person ``i`` in set ``g`` every permitted partner ``j`` in every other set ``h`` open to ``i``
is weighed at once. With ``A_i[c] = sum_a w_a n[c, level of i]`` the gain of a swap is
``A_i[g] - A_i[h] + A_j[h] - A_j[g] - 2 sum of w_a over attributes on which i and j differ``.
One partner (or none) is drawn with probability proportional to ``exp(gain / temperature)``: heat
bath annealing, which at temperature 0 is steepest ascent.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from goldenthread.methods.allocation.index import NO_COHORT, Bools, Floats, Index, Ints
from goldenthread.methods.allocation.limits import Limits, cover_allows, limits_allow, lonely_gain
from goldenthread.methods.allocation.mixing import counts, level_weights, mixing

# The last temperature before pure ascent, as a share of the first.
COLDEST = 0.3


@dataclass(eq=False)
class Table:
    """The working state of the search; every array follows each swap.

    ``seats`` (g, largest size) holds people, -1 where empty. ``place`` (n,) is the seat of a
    person. ``weighted`` (g, levels) is count times weight, ``own`` (n,) is ``A_i`` of the own set.
    """

    index: Index
    allowed: Bools
    cohort: Ints
    movable: Bools
    blocked: Ints
    seats: Ints
    place: Ints
    counts: Ints
    weighted: Floats
    own: Floats
    limits: Limits


def set_table(index: Index, allowed: Bools, cohort: Ints, *, counting: bool = True) -> Table:
    """Lay out the search; people kept together, locked or waiting stay where they are.

    ``counting`` false lets swaps break the rules that count people.
    """
    sizes = np.bincount(cohort[cohort != NO_COHORT], minlength=len(index.cohorts))
    seats = np.full((len(index.cohorts), max(1, int(sizes.max()))), -1, dtype=np.int64)
    place = np.full(len(cohort), -1, dtype=np.int64)
    filled = np.zeros(len(index.cohorts), dtype=np.int64)
    blocked = np.zeros((len(index.cohorts), len(cohort)), dtype=np.int64)
    for i in np.nonzero(cohort != NO_COHORT)[0]:
        k = cohort[i]
        place[i] = filled[k]
        seats[k, filled[k]] = i
        filled[k] += 1
        blocked[k, list(index.conflicts[i])] += 1
    movable = (cohort != NO_COHORT) & (allowed.sum(axis=1) > 1)
    for group in index.groups:
        movable[list(group)] = False
    found = counts(index, cohort)
    weighted = found * level_weights(index)
    own = np.take_along_axis(weighted[cohort], index.levels, axis=1).sum(axis=1)
    limits = Limits.of(index, sizes, cohort)
    if not counting:
        limits = replace(limits, counted=False, covered=False, lonely=None)
    return Table(
        index, allowed, cohort.copy(), movable, blocked, seats, place, found, weighted, own, limits
    )


def improve(
    table: Table,
    *,
    sweeps: int,
    hottest: float,
    rng: np.random.Generator,
    stop: float,
    out_of_time: Callable[[], bool],
) -> Ints:
    """Anneal for ``sweeps`` passes over the people and return the best seating found (n,).

    ``hottest`` is the first temperature, in weighted pairs; it falls by equal ratios and the
    last sixth of the passes is pure ascent. ``stop`` is a score that cannot be beaten.
    ``out_of_time`` is asked before each pass.
    """
    people = np.nonzero(table.movable)[0]
    best, best_score = table.cohort.copy(), mixing(table.index, table.cohort)
    score = best_score
    for sweep in range(sweeps if len(people) > 1 else 0):
        if out_of_time():
            break
        cooled = sweep / max(1.0, sweeps * 5 / 6)
        heat = hottest * COLDEST**cooled if cooled < 1.0 else 0.0
        gained = 0.0
        changed = False
        for i in rng.permutation(people):
            gain = _step(table, int(i), heat, rng)
            changed = changed or gain is not None
            gained += gain or 0.0
        score += gained
        if score > best_score + 1e-9:
            best, best_score = table.cohort.copy(), score
        if best_score >= stop - 1e-9 or (heat == 0.0 and not changed):
            break
    return best


def _step(table: Table, i: int, heat: float, rng: np.random.Generator) -> float | None:
    """One heat-bath draw for person ``i``; the gain, or ``None`` where nobody moved."""
    partners, sets = _partners(table, i)
    if len(partners) == 0:
        return None
    gains = _gains(table, i, partners, sets)
    if heat > 0.0:
        noisy = gains + heat * rng.gumbel(size=len(gains))
        pick = int(np.argmax(noisy))
        if noisy[pick] <= heat * rng.gumbel():
            return None
    else:
        pick = int(np.argmax(gains))
        if gains[pick] <= 1e-9:
            return None
    _swap(table, i, int(partners[pick]))
    return float(gains[pick])


def _partners(table: Table, i: int) -> tuple[Ints, Ints]:
    """People ``i`` may change places with, and their sets; every hard rule holds after each."""
    home, levels = table.cohort[i], table.index.levels
    open_ = table.allowed[i].copy()
    open_[home] = False
    targets = np.nonzero(open_)[0]
    partners = table.seats[targets].ravel()
    sets = np.repeat(targets, table.seats.shape[1])
    fine = (partners >= 0) & table.movable[partners] & table.allowed[partners, home]
    friends = np.zeros(len(partners), dtype=np.int64)
    for other in table.index.conflicts[i]:
        friends += partners == other
    fine &= (table.blocked[home, partners] == friends) & (table.blocked[sets, i] == friends)
    if table.limits.counted:
        fine &= limits_allow(
            table.limits, table.counts, levels[i], levels[partners], int(home), sets
        )
    if table.limits.covered:
        fine &= cover_allows(table.limits, i, partners, int(home), sets)
    return partners[fine], sets[fine]


def _gains(table: Table, i: int, partners: Ints, sets: Ints) -> Floats:
    levels, weights = table.index.levels, table.index.weights
    mine = levels[i]
    home = table.weighted[table.cohort[i]]
    differ = (levels[partners] != mine) @ weights
    there = table.weighted[:, mine].sum(axis=1)[sets]
    gains: Floats = (
        table.own[i]
        - there
        + table.own[partners]
        - home[levels[partners]].sum(axis=1)
        - 2.0 * differ
    )
    if table.limits.lonely is not None:
        gains += lonely_gain(
            table.limits.lonely, table.counts, mine, levels[partners], int(table.cohort[i]), sets
        )
    return gains


def _swap(table: Table, i: int, j: int) -> None:
    index = table.index
    g, h = int(table.cohort[i]), int(table.cohort[j])
    for person, source, target in ((i, g, h), (j, h, g)):
        table.counts[source, index.levels[person]] -= 1
        table.counts[target, index.levels[person]] += 1
        table.weighted[source, index.levels[person]] -= index.weights
        table.weighted[target, index.levels[person]] += index.weights
        for other in index.conflicts[person]:
            table.blocked[source, other] -= 1
            table.blocked[target, other] += 1
    table.limits.follow(i, g, h)
    table.limits.follow(j, h, g)
    table.seats[g, table.place[i]], table.seats[h, table.place[j]] = j, i
    table.place[i], table.place[j] = table.place[j], table.place[i]
    table.cohort[i], table.cohort[j] = h, g
    for k in (g, h):
        here = table.seats[k][table.seats[k] >= 0]
        table.own[here] = table.weighted[k][index.levels[here]].sum(axis=1)
