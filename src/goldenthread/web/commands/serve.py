"""`goldenthread serve`: answers browsers, with one worker beside it."""

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module

from goldenthread.web.commands import set_up


def cores() -> int:
    """The processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(
        prog="goldenthread serve",
        description="Answer browsers, with one worker beside. Put a proxy that ends TLS in front.",
    )
    made.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1)")
    made.add_argument("--port", type=int, default=8000, help="port to listen on (8000)")
    made.add_argument(
        "--workers", type=int, default=cores(), help="server processes (one a processor)"
    )
    made.add_argument("--no-worker", action="store_true", help="no background worker beside")
    return made


def main(argv: Sequence[str]) -> int:
    options = parser().parse_args(list(argv))
    set_up()
    serving = import_module("goldenthread.web.commands.serving")
    if waiting := serving.waiting_migrations():
        print(
            f"The database is {waiting} steps behind. Run “goldenthread manage migrate” first.",
            file=sys.stderr,
        )
        return 1
    serving.prepare_cache()
    serving.collect_static()
    outcome: int = serving.serve(
        host=options.host,
        port=options.port,
        processes=options.workers,
        has_worker=not options.no_worker,
    )
    return outcome
