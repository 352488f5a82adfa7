"""Who is placed and which cohorts run: the quick way where it proves itself, else the exact one."""

from dataclasses import replace

import numpy as np

from goldenthread.methods.allocation.clock import Clock
from goldenthread.methods.allocation.exact import (
    Seating,
    even_sizes,
    exact_seating,
    seating_of,
)
from goldenthread.methods.allocation.index import NO_COHORT, Bools, Index, Ints
from goldenthread.methods.allocation.limits import Limits
from goldenthread.methods.allocation.mixing import counts
from goldenthread.methods.allocation.search import improve, set_table
from goldenthread.methods.allocation.serial import Board, even_out, fill
from goldenthread.methods.allocation.staffing import (
    Teams,
    quick_teams,
    venues_clash,
    without_own_trainers,
)

SPREADS = 8


def place(index: Index, *, seed: int, clock: Clock) -> Seating | None:
    """The best seating by places, lottery order and cohorts kept; ``None`` if none exists.

    The lottery by paths alone, without pairs, teams or minimums, is the bound. The serial lottery
    answers where it reaches that bound; next CP-SAT seats exactly the people of the bound, if all
    cohorts can run; last it searches stage by stage. Only the last may fall short of a proof.
    """
    bound = _bound(index)
    if not bound[index.must].all():
        return None
    if not bound.any():
        return Seating(np.full(len(bound), NO_COHORT, dtype=np.int64), {}, proved=True)
    quick = _quick(index, bound, seed=seed)
    if quick is not None and quick.proved:
        return quick
    best = _exactly(index, bound, seed=seed, clock=clock)
    return best or exact_seating(index, seed=seed, hint=quick, clock=clock)


def _exactly(index: Index, bound: Bools, *, seed: int, clock: Clock) -> Seating | None:
    """A seating of the people of the bound, with quick teams first where there are any."""
    teams = quick_teams(index)
    choices: list[Teams] = [{}] if not teams or not any(teams.values()) else [teams, {}]
    for settled in choices:
        mine = replace(index, allowed=without_own_trainers(index, settled))
        board = Board(mine, mine.allowed, mine.seats, apart=True)
        fill(board, [i for i in index.order() if bound[i]])
        near = Seating(board.cohort, settled, proved=False)
        found = seating_of(mine, bound, near=near, seed=seed, clock=clock)
        if found is not None:
            return found
    return None


def _bound(index: Index) -> Bools:
    """Who (n,) the lottery would place if only eligibility, availability and seats counted."""
    board = Board(index, index.allowed, index.seats, apart=False)
    fill(board, index.order(), closed=np.zeros(len(index.cohorts), dtype=bool))
    placed: Bools = board.cohort != NO_COHORT
    return placed


def _quick(index: Index, bound: Bools, *, seed: int) -> Seating | None:
    teams = None if index.groups or venues_clash(index) else quick_teams(index)
    if teams is None:
        return None
    allowed = without_own_trainers(index, teams)
    board = Board(index, allowed, index.seats, apart=True)
    left_out = fill(board, index.order())
    even_out(board)
    sizes = np.array([len(members) for members in board.members])
    if (sizes < np.maximum(1, index.minimum)).any() or index.must[left_out].any():
        return None
    cohort = _spread(index, allowed, board.cohort, seed=seed)
    if not Limits.of(index, sizes, cohort).hold(counts(index, cohort)):
        return None
    return Seating(cohort, teams, _same_ranks(index, bound, cohort != NO_COHORT))


def _spread(index: Index, allowed: Bools, cohort: Ints, *, seed: int) -> Ints:
    """Every counted attribute spread over the sets; what is rare or too common often evens out."""
    if not index.has_limits:
        return cohort
    alike = replace(index, weights=np.ones_like(index.weights))
    table = set_table(alike, allowed, cohort, counting=False)
    rng = np.random.default_rng([seed, 4])
    return improve(
        table, sweeps=SPREADS, hottest=0.0, rng=rng, stop=np.inf, out_of_time=lambda: False
    )


def _same_ranks(index: Index, first: Bools, second: Bools) -> bool:
    """Whether two choices of people (n,) hold the same ranks in the same tiers."""
    one, two = (sorted(zip(index.tier[c], index.rank[c], strict=True)) for c in (first, second))
    return one == two


def _beyond_paths(index: Index) -> bool:
    """Whether there are rules that one person's move along a path could break unseen."""
    return bool(index.groups or index.has_limits or index.problem.service_cover)


def evened(index: Index, seating: Seating, *, seed: int, clock: Clock) -> Seating:
    """The same people placed, in sets as equal in size as the rules let them be."""
    sizes = np.bincount(seating.cohort[seating.cohort != NO_COHORT])
    if np.ptp(sizes[sizes > 0]) <= 1:
        return seating
    if _beyond_paths(index):
        return even_sizes(index, seating, seed=seed, clock=clock)
    allowed = without_own_trainers(index, seating.teams)
    running = np.zeros(len(index.cohorts), dtype=bool)
    running[[k for k in seating.cohort if k != NO_COHORT]] = True
    board = Board(index, allowed & running, index.seats, apart=True)
    for i, k in enumerate(seating.cohort):
        if k != NO_COHORT:
            board.enter(i, int(k))
    even_out(board)
    return Seating(board.cohort, seating.teams, seating.proved, seating.stopped_by)
