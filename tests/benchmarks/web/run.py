"""How fast every page is at the size of a region, served as in production.

    uv run --group dev python -m tests.benchmarks.web.run [--sqlite] [--size small] [--write]

CPU is user and system time of the server's processes, from the operating system: other work on
the machine hardly changes it. The times to answer do change with it. A row is 3 rounds of
40 requests over 8 connections (`--requests`); in brackets the least and the most of the rounds.
`--database URL` uses a region that `goldenthread seed` made with GOLDENTHREAD_SECRET_KEY=bench.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import Any

import django

from tests.benchmarks.web import peers
from tests.benchmarks.web.asking import go_round
from tests.benchmarks.web.server import Served, cpu_ms, serving
from tests.benchmarks.web.steps import Flow, Visit

SECRET = os.environ.get("BENCH_SECRET", "bench")
ROUNDS, REQUESTS, SPENT = 3, 40, 16
PAGE = Path(__file__).parents[3] / "docs" / "reference" / "speed.md"
BEGIN, END = "<!-- measured -->\n", "<!-- /measured -->\n"
HEADER = "| page or action | CPU ms | p50 ms | p99 ms | queries | n |\n|---|---|---|---|---|---|"


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    name: str
    cpu: tuple[float, ...]
    taken: tuple[float, ...]
    queries: str

    def __str__(self) -> str:
        middle, least, most = statistics.median(self.cpu), min(self.cpu), max(self.cpu)
        ordered = sorted(self.taken)
        p99 = ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]
        return (
            f"| {self.name} | {middle:.1f} ({least:.1f}–{most:.1f}) "
            f"| {statistics.median(ordered):.0f} | {p99:.0f} | {self.queries} | {len(ordered)} |"
        )


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(description="Measure every page at the size of a region.")
    made.add_argument("--sqlite", action="store_true", help="on SQLite instead of PostgreSQL")
    made.add_argument("--size", default="region", help="region or small")
    made.add_argument("--database", help="a database that holds the region already")
    made.add_argument("--only", default="", help="only rows whose name holds these words")
    made.add_argument("--requests", type=int, default=REQUESTS, help="a round of a row (40)")
    made.add_argument("--write", action="store_true", help="write the table of speed.md")
    return made


@contextmanager
def database(options: argparse.Namespace, folder: Path) -> Iterator[str]:
    """An address of a database with the region in it."""
    if options.database:
        yield options.database
        return
    if options.sqlite:
        url = f"sqlite:///{folder / 'region.sqlite3'}"
    else:
        url = import_module("tests.plugins.postgresql").start_server(is_durable=True)
    seed = [sys.executable, "-m", "goldenthread.web.cli", "seed", "--size", options.size]
    subprocess.run(seed, env={**os.environ, **inside_environment(url, folder)}, check=True)
    yield url


def inside_environment(url: str, folder: Path) -> dict[str, str]:
    return {
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "goldenthread.web.settings",
        "GOLDENTHREAD_MODE": "development",
        "GOLDENTHREAD_DATA_DIR": str(folder),
        "GOLDENTHREAD_SECRET_KEY": SECRET,
        "GOLDENTHREAD_ALLOWED_HOSTS": "testserver",
    }


def flows_of(visit: Visit, requests: int) -> list[list[Flow]]:
    """What each round goes through. Flows that are spent are shared out, and may be few."""
    if not visit.is_spent or len(visit.flows) == 1:
        count = min(SPENT, requests) if visit.is_spent else requests
        return [[visit.flows[n % len(visit.flows)] for n in range(count)]] * ROUNDS
    left = iter(visit.flows)
    return [
        list(islice(left, min(SPENT, requests, len(visit.flows) // ROUNDS))) for _ in range(ROUNDS)
    ]


def measured(
    visit: Visit, served: Served, cookies: dict[str, str], queries: str, *, requests: int
) -> Row:
    go_round(served.port, visit, cookies, [] if visit.is_spent else [visit.flows[0]] * 8)
    cpu: list[float] = []
    taken: list[float] = []
    for flows in flows_of(visit, requests):
        before = cpu_ms(served.pid)
        taken += go_round(served.port, visit, cookies, flows)
        cpu.append((cpu_ms(served.pid) - before) / max(1, len(flows)))
    return Row(visit.name, tuple(cpu), tuple(taken), queries)


def ours(url: str, folder: Path, options: argparse.Namespace) -> Iterator[Row]:
    os.environ.update(inside_environment(url, folder))
    django.setup()
    # Models need a set-up Django, so what uses them is imported after it.
    inside: Any = import_module("tests.benchmarks.web.inside")
    visits = [visit for visit in inside.visits() if options.only in visit.name]
    with serving(url, folder, SECRET) as served:
        for visit in visits:
            cookies = {"__Host-session": inside.session_of(visit.role)} if visit.role else {}
            asked = str(len(inside.queries_of(visit)))
            yield measured(visit, served, cookies, asked, requests=options.requests)


def beside(requests: int) -> Iterator[Row | str]:
    rows, said = peers.found()
    for visit, port, pid in rows:
        yield measured(visit, Served(port, pid), {}, "–", requests=requests)
    yield from said


def main(argv: Sequence[str]) -> int:
    options = parser().parse_args(list(argv))
    lines = [HEADER]
    print(HEADER, flush=True)
    with tempfile.TemporaryDirectory() as name, database(options, Path(name)) as url:
        for row in (*ours_and_beside(url, Path(name), options),):
            lines.append(str(row))
    if options.write:
        write(lines)
    return 0


def ours_and_beside(url: str, folder: Path, options: argparse.Namespace) -> Iterator[Row | str]:
    for source in (ours(url, folder, options), beside(options.requests)):
        for row in source:
            print(row, flush=True)
            yield row


def write(lines: Sequence[str]) -> None:
    """Put the table where the page keeps it, and leave the rest."""
    before, _, rest = PAGE.read_text().partition(BEGIN)
    after = rest.partition(END)[2]
    said = [line for line in lines[1:] if not line.startswith("|")]
    table = [line for line in lines if line.startswith("|")]
    PAGE.write_text(f"{before}{BEGIN}{chr(10).join([*table, '', *said])}\n{END}{after}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
