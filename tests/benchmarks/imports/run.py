"""Time of bringing in a long sheet of sign-ups: read, looked over, brought in, taken back.

    uv run --group dev python -m tests.benchmarks.imports.run [--lines 10000] [--profile apply]

On a PostgreSQL of its own, with the job that shows progress. "cpu" is this process; the database
server is not in it, and is in "wall", which other work on the machine disturbs.
GOLDENTHREAD_TEST_DATABASE=sqlite measures on SQLite.
"""

import argparse
import cProfile
import os
import pstats
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
HEADINGS = (
    *("Name", "Email", "Phone", "Organisation", "Sector", "Job title", "Line manager"),
    *("Dates", "Adjustments", "Anything that would make this hard", "Completion time"),
)


def import_of(name: str) -> Any:
    """After the environment is set, which Django reads once."""
    __import__(name)
    return sys.modules[name]


def prepare() -> Any:
    """A fresh database with an offer of ten cohorts."""
    os.environ.setdefault("GOLDENTHREAD_TEST_DATABASE", "postgresql")
    __import__("tests.plugins.database")
    import_of("django").setup()
    utils = import_of("django.test.utils")
    utils.setup_test_environment(debug=False)
    utils.get_runner(import_of("django.conf").settings)(verbosity=0).setup_databases()
    system = import_of("tests.factories.access").SYSTEM
    import_of("goldenthread.directory.operations").install_sectors(system)
    make = import_of("tests.factories.learning_cohorts")
    offer = make.make_offer("Responding well")
    for month in range(1, 11):
        start = datetime(2027, month, 12, 9, 30, tzinfo=UTC)
        make.make_cohort(offer, session_times=[(start, start.replace(hour=12))])
    return offer


def row(number: int) -> list[str]:
    """A person whose name, address and organisation are made from the number."""
    letters = "".join(chr(ord("a") + int(digit)) for digit in f"{number:06}")
    return [
        f"Person{letters} Name{letters[::-1]}",
        f"{letters}@example.org",
        f"01234 {number:06}",
        f"Organisation {letters[3:]}",
        ("GP", "Police", "School", "Charity")[number % 4],
        "Practitioner",
        f"{letters[:-1]}a@example.org",
        f"12 {('January', 'March', 'May')[number % 3]} 2027",
        "Large print" if number % 10 == 0 else "",
        "I would like a call first" if number % 20 == 0 else "",
        f"2026-11-{1 + number % 20:02}T10:{number % 60:02}:00",
    ]


@contextmanager
def timed(name: str, profiled: str | None) -> Iterator[None]:
    profile = cProfile.Profile() if profiled == name else None
    if profile:
        profile.enable()
    cpu, wall = time.process_time(), time.perf_counter()
    yield
    spent = time.process_time() - cpu, time.perf_counter() - wall
    if profile:
        profile.disable()
    print(f"{name:<12}{spent[0]:9.1f} s cpu{spent[1]:9.1f} s wall", flush=True)
    if profile:
        pstats.Stats(profile).sort_stats("cumtime").print_stats(60)


def main() -> int:
    parser = argparse.ArgumentParser(description="Time of a long sheet of sign-ups.")
    parser.add_argument("--lines", type=int, default=10_000)
    parser.add_argument("--profile", choices=("start", "look over", "apply", "undo"))
    parser.add_argument("--no-undo", action="store_true")
    chosen = parser.parse_args()
    offer = prepare()
    by = import_of("tests.factories.access").SYSTEM
    imports = import_of("goldenthread.imports.operations")
    jobs = import_of("goldenthread.jobs.operations")
    content = import_of("tests.factories.imports").sheet(
        [HEADINGS, *(row(number) for number in range(chosen.lines))]
    )
    with timed("start", chosen.profile):
        run_id = imports.start_import(
            kind="sign-ups", target_id=offer.pk, name="a.xlsx", content=content, now=NOW, by=by
        )
    _do(jobs, "look over", lambda: imports.look_over(run_id=run_id, by=by), chosen.profile)
    told = {"run_id": run_id, "now": NOW, "by": by}
    _do(jobs, "apply", lambda: imports.confirm_import(**told), chosen.profile)
    print(f"{offer.applications.count():,} applications")
    if not chosen.no_undo:
        _do(jobs, "undo", lambda: imports.undo_import(**told), chosen.profile)
        print(f"{offer.applications.count():,} applications")
    return 0


def _do(jobs: Any, name: str, start: Callable[[], int | None], profiled: str | None) -> None:
    with timed(name, profiled):
        job_id = start()
        if job_id is not None:
            jobs.run(job_id)


if __name__ == "__main__":
    sys.exit(main())
