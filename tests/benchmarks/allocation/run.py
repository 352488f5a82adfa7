"""Prints our plans beside sort and deal and pure chance, on the same people and set sizes.

    REFERENCE_DATA=<folder> uv run --group dev python tests/benchmarks/allocation/run.py

Without ``REFERENCE_DATA`` only the stored problems run; with it also ``allocation/scale.json.gz``.
"cpu" is seconds of processor time, which other work on the machine does not change much.
"Captured" is (mixing - chance) / (bound - chance). Dealing with availability places fewer people,
so its mixing is lower for that reason too.
"""

import os
import resource
import sys
import time
from collections import Counter
from pathlib import Path

from goldenthread.methods.allocation import (
    Plan,
    Problem,
    allocate,
    check_move,
    mixing_of,
    random_deal,
    read_problem,
    sort_and_deal,
    verify,
)

STORED = Path(__file__).parents[2] / "data" / "allocation"
HEADER = (
    f"{'problem':<20}{'people':>7}{'cohorts':>8}{'placed':>7}{'method':>22}{'mixing':>10}"
    f"{'bound':>10}{'captured':>10}{'seconds':>9}{'cpu':>7}{'broken':>7}"
)


def files() -> list[Path]:
    stored = [STORED / n for n in ("small.json", "trainers.json", "realistic.json.gz")]
    shared = os.environ.get("REFERENCE_DATA")
    if shared is None:
        print("REFERENCE_DATA is not set: the 11,000-person problem is left out.")
        return [*stored, STORED / "infeasible.json"]
    return [*stored, STORED / "infeasible.json", Path(shared) / "allocation" / "scale.json.gz"]


def compare(name: str, given: Problem, plan: Plan, cpu: float) -> None:
    seated = plan.assignment()
    sizes = Counter(seated.values())
    chance = mixing_of(given, random_deal(given, seed=1, people=seated, sizes=sizes))
    rows = [("ours", plan.mixing, plan.elapsed_s, f"{cpu:.2f}", str(len(verify(given, plan))))]
    for label, respect in (("sort and deal", False), ("sort, deal, available", True)):
        started = time.perf_counter()
        dealt = sort_and_deal(given, people=seated, sizes=sizes, respect_availability=respect)
        rows.append((label, mixing_of(given, dealt), time.perf_counter() - started, "-", "-"))
    rows.append(("chance", chance, 0.0, "-", "-"))
    for label, mixing, seconds, used, broken in rows:
        captured = (mixing - chance) / max(plan.mixing_bound - chance, 1e-9)
        print(
            f"{name:<20}{len(given.people):>7}{len(given.cohorts):>8}{plan.placed:>7}{label:>22}"
            f"{mixing:>10.0f}{plan.mixing_bound:>10.0f}{captured:>10.1%}{seconds:>9.2f}{used:>7}{broken:>7}"
        )


def main() -> int:
    print(HEADER)
    for path in files():
        given = read_problem(path)
        before = time.process_time()
        plan = allocate(given)
        cpu = time.process_time() - before
        if plan.explanation is not None:
            print(f"{path.name:<20}refused in {plan.elapsed_s:.2f} s: {plan.explanation.sentence}")
            continue
        compare(path.name, given, plan, cpu)
        started = time.perf_counter()
        who, where = given.people[0].id, given.cohorts[-1].id
        check_move(given, plan.assignment(), person_id=who, to_cohort=where)
        print(f"{'':<20}one manual move checked in {(time.perf_counter() - started) * 1000:.1f} ms")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
