"""One problem in, one explained plan out: placing, evening sizes, mixing, reasons."""

import hashlib
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date

import numpy as np

from goldenthread.methods.allocation.clock import Clock
from goldenthread.methods.allocation.exact import Seating
from goldenthread.methods.allocation.index import NO_COHORT, Index, Ints, build_index
from goldenthread.methods.allocation.infeasible import explain_infeasible
from goldenthread.methods.allocation.mixing import mixing, mixing_bound
from goldenthread.methods.allocation.placing import evened, place
from goldenthread.methods.allocation.plan import METHOD, Explanation, Placement, Plan
from goldenthread.methods.allocation.problem import Problem
from goldenthread.methods.allocation.reasons import cautions, reasons
from goldenthread.methods.allocation.refusals import missing_sectors, nothing_runs
from goldenthread.methods.allocation.search import improve, set_table
from goldenthread.methods.allocation.staffing import without_own_trainers

HOTTEST = 0.3
SMALL = 150


def allocate(
    problem: Problem, *, seed: int | None = None, time_limit_s: float | None = None
) -> Plan:
    """Place people in cohorts, or say in one sentence why not everybody who must be can be.

    ``seed`` replaces the problem's own; the same problem and seed give the same plan, whatever
    the order of the rows. ``time_limit_s`` (seconds) is a safety stop only: the search is bounded
    by work, and ``Plan.stopped_by`` says ``"clock"`` where the clock cut it short, in which case
    the plan may differ on another machine. Hard rules always hold; soft goals are met in order:
    places by tier, lottery order, cohorts kept, even sizes, mixing. Raises ``OutOfTime`` if
    the limits are reached before any plan was found.
    """
    clock = Clock(time_limit_s)
    chosen = problem.seed if seed is None else seed
    index = build_index(problem, seed=chosen)

    explanation = missing_sectors(index)
    seating = None
    if explanation is None:
        seating = place(index, seed=chosen, clock=clock)
    if seating is not None and not (seating.cohort != NO_COHORT).any():
        explanation = nothing_runs(index)
    if explanation is not None or seating is None:
        found = explanation or explain_infeasible(index)
        return _refused(index, found, seed=chosen, clock=clock)
    seating = evened(index, seating, seed=chosen, clock=clock)
    best = _mixed(index, seating, seed=chosen, clock=clock)
    stopped_by = "clock" if clock.out() else seating.stopped_by
    return _plan(index, seating, best, seed=chosen, stopped_by=stopped_by, clock=clock)


def _mixed(index: Index, seating: Seating, *, seed: int, clock: Clock) -> Ints:
    """The best-mixed seating of the same people in sets of the same sizes."""
    seated = int((seating.cohort != NO_COHORT).sum())
    allowed = without_own_trainers(index, seating.teams)
    bound = mixing_bound(index, seating.cohort)
    heavy = index.weights[index.weights > 0]
    best, best_score = seating.cohort, -np.inf
    for attempt in range(3 if seated <= SMALL else 1):
        table = set_table(index, allowed, seating.cohort)
        found = improve(
            table,
            sweeps=min(300, 40 + 55_000 // seated),
            hottest=HOTTEST * float(heavy.mean()) if len(heavy) else 0.0,
            rng=np.random.default_rng([seed, 2, attempt]),
            stop=bound if table.limits.lonely is None else np.inf,
            out_of_time=clock.out,
        )
        score = mixing(index, found)
        if score > best_score:
            best, best_score = found, score
    return best


def _plan(
    index: Index, seating: Seating, cohort: Ints, *, seed: int, stopped_by: str, clock: Clock
) -> Plan:
    seated = cohort != NO_COHORT
    used = {int(k) for k in cohort[seated]}
    names = [c.id for c in index.cohorts]
    trainers = {
        names[k]: tuple(index.trainers[t].id for t in team)
        for k, team in sorted(seating.teams.items())
        if k in used
    }
    sentences = reasons(index, cohort, trainers=trainers)
    return Plan(
        method=METHOD,
        status="ok",
        cautions=cautions(index, cohort, proved=seating.proved, stopped_by=stopped_by),
        placements=tuple(
            Placement(
                person_id=person.id,
                cohort_id=names[cohort[i]] if seated[i] else None,
                reason=sentences[i],
            )
            for i, person in enumerate(index.people)
        ),
        trainers=trainers,
        mixing=mixing(index, cohort),
        mixing_bound=mixing_bound(index, cohort),
        rank_sum=int(index.rank[seated].sum()),
        placed=int(seated.sum()),
        cancelled=tuple(name for k, name in enumerate(names) if k not in used),
        seed=seed,
        input_hash=input_hash(index.problem),
        proved=seating.proved,
        stopped_by=stopped_by,
        elapsed_s=clock.elapsed(),
    )


def _refused(index: Index, explanation: Explanation, *, seed: int, clock: Clock) -> Plan:
    reason = f"No plan was made. {explanation.sentence}"
    return Plan(
        method=METHOD,
        status="infeasible",
        placements=tuple(
            Placement(person_id=person.id, cohort_id=None, reason=reason) for person in index.people
        ),
        seed=seed,
        input_hash=input_hash(index.problem),
        explanation=explanation,
        elapsed_s=clock.elapsed(),
    )


def explain(problem: Problem, plan: Plan, person_id: str) -> str:
    """The sentence for one person of the plan; ``KeyError`` if the problem has no such person."""
    if person_id not in {person.id for person in problem.people}:
        raise KeyError(person_id)
    return next(p.reason for p in plan.placements if p.person_id == person_id)


def input_hash(problem: Problem) -> str:
    """SHA-256 (hex) of the problem, the same whatever the order of its rows."""
    return hashlib.sha256(repr(_canonical(problem)).encode()).hexdigest()


def _canonical(value: object) -> object:
    if is_dataclass(value):
        return [(f.name, _canonical(getattr(value, f.name))) for f in fields(value)]
    if isinstance(value, Mapping):
        return sorted((key, _canonical(item)) for key, item in value.items())
    if isinstance(value, frozenset | tuple | list):
        return sorted((_canonical(item) for item in value), key=repr)
    return value.isoformat() if isinstance(value, date) else value
