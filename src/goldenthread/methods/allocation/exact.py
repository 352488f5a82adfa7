"""Places and lottery order by CP-SAT, one stage after another; slow but able to prove."""

from dataclasses import dataclass, replace

import numpy as np
from ortools.sat.python import cp_model

from goldenthread.methods.allocation.clock import Clock, OutOfTime
from goldenthread.methods.allocation.index import NO_COHORT, Bools, Index, Ints
from goldenthread.methods.allocation.model import Model, build_model
from goldenthread.methods.allocation.staffing import Teams

# Deterministic work units (about one second each of one core) that one stage may use.
STAGE_WORK = 6.0
CHECK_WORK = 10.0
# Seats to decide (person and cohort) for which a fresh seating is given one stage's work more.
MANY = 50_000
STAFFING = frozenset({"trainers", "own_trainer"})


@dataclass(frozen=True, eq=False)
class Seating:
    """``cohort`` (n,): cohort position of each person, -1 on the waiting list."""

    cohort: Ints
    teams: Teams
    proved: bool
    stopped_by: str = "finished"


def _solver(seed: int, work: float, clock: Clock) -> cp_model.CpSolver:
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = seed % 2_000_000_000
    solver.parameters.max_deterministic_time = work
    remaining = clock.remaining()
    if remaining is not None:
        solver.parameters.max_time_in_seconds = remaining
    return solver


def exact_seating(index: Index, *, seed: int, hint: Seating | None, clock: Clock) -> Seating | None:
    """Fill places tier by tier, then least rank sum, then fewest cancelled; ``None`` if impossible.

    Lexicographic: each stage fixes what it reached before the next begins. A stage that runs out
    of work keeps its best seating and the result is not ``proved``. Raises ``OutOfTime`` if no
    seating at all was found within the limit.
    """
    model = build_model(index, must=index.must)
    best, proved, stopped_by = hint, True, "finished"
    for goal in _goals(model):
        model.cp.proto.clear_solution_hint()
        if best is not None:
            _hint(model, best)
        model.cp.maximize(goal)
        solver = _solver(seed, STAGE_WORK, clock)
        status = solver.solve(model.cp)
        if status == cp_model.INFEASIBLE:
            return None
        if status != cp_model.OPTIMAL:
            proved, stopped_by = False, "clock" if clock.out() else "work budget"
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            break
        best = _seating(model, solver)
        model.cp.add(goal >= round(solver.objective_value))
    if best is None:
        raise OutOfTime
    return replace(best, proved=proved, stopped_by=stopped_by)


def seating_of(
    index: Index, placed: Bools, *, near: Seating, seed: int, clock: Clock
) -> Seating | None:
    """A seating in which exactly ``placed`` (n,) are placed and every cohort runs, if found.

    ``near`` is where the search starts. If it has teams, trainers are settled and ``index.allowed``
    already keeps people from their own; otherwise they are sought too.
    """
    people = [int(i) for i in np.nonzero(placed)[0]]
    settled = STAFFING if near.teams else frozenset()
    model = build_model(index, must=placed, people=people, leave_out=settled)
    for running in model.runs:
        model.cp.add(running == 1)
    _hint(model, near)
    solver = _solver(seed, STAGE_WORK / 2 + STAGE_WORK * len(model.x) / MANY, clock)
    if solver.solve(model.cp) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    found = _seating(model, solver, proved=True)
    return replace(found, teams=near.teams or found.teams)


def even_sizes(index: Index, seating: Seating, *, seed: int, clock: Clock) -> Seating:
    """The same people in the same cohorts run, with the least sum of squared sizes found."""
    placed = seating.cohort != NO_COHORT
    model = build_model(index, must=placed, people=[int(i) for i in np.nonzero(placed)[0]])
    used = set(seating.cohort[placed].tolist())
    squares = []
    for k, running in enumerate(model.runs):
        model.cp.add(running == int(k in used))
        most = int(index.seats[k])
        square = model.cp.new_int_var(0, most * most, "")
        for s in range(most):
            model.cp.add(square >= (2 * s + 1) * model.size(k) - s * (s + 1))
        squares.append(square)
    model.cp.minimize(sum(squares))
    _hint(model, seating)
    solver = _solver(seed, STAGE_WORK / 2, clock)
    if solver.solve(model.cp) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return seating
    even = _seating(model, solver)
    return Seating(even.cohort, even.teams, seating.proved, seating.stopped_by)


def _goals(model: Model) -> list[cp_model.LinearExprT]:
    tiers = sorted({int(model.index.tier[i]) for i, _ in model.x})
    goals: list[cp_model.LinearExprT] = [
        sum(seat for (i, _), seat in model.x.items() if model.index.tier[i] == tier)
        for tier in tiers
    ]
    goals.append(sum(-int(model.index.rank[i]) * seat for (i, _), seat in model.x.items()))
    goals.append(sum(model.runs))
    return goals


def _hint(model: Model, best: Seating) -> None:
    used = {int(k) for k in best.cohort if k != NO_COHORT}
    for (i, k), seat in model.x.items():
        model.cp.add_hint(seat, bool(best.cohort[i] == k))
    for k, running in enumerate(model.runs):
        model.cp.add_hint(running, k in used)
    for (t, k), teaches in model.z.items():
        model.cp.add_hint(teaches, t in best.teams.get(k, ()))


def _seating(model: Model, solver: cp_model.CpSolver, *, proved: bool = False) -> Seating:
    cohort = np.full(len(model.index.people), NO_COHORT, dtype=np.int64)
    for (i, k), seat in model.x.items():
        if solver.boolean_value(seat):
            cohort[i] = k
    teams: dict[int, list[int]] = {}
    for (t, k), teaches in model.z.items():
        if solver.boolean_value(teaches):
            teams.setdefault(k, []).append(t)
    return Seating(cohort, {k: tuple(sorted(v)) for k, v in teams.items()}, proved)


def can_place(
    index: Index,
    must: Bools,
    *,
    leave_out: frozenset[str] = frozenset(),
    only: bool = False,
) -> bool | None:
    """Whether all of ``must`` (n,) can be placed; ``None`` if the work limit was reached.

    ``leave_out`` names rules to ignore; ``only`` ignores everybody else, who might fill a set up
    to its minimum.
    """
    people = [int(i) for i in np.nonzero(must)[0]] if only else None
    model = build_model(index, must=must, leave_out=leave_out, people=people)
    solver = _solver(0, CHECK_WORK, Clock())
    status = solver.solve(model.cp)
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return True
    return False if status == cp_model.INFEASIBLE else None
