"""`goldenthread worker`: does longer work, sends messages, and looks around once a minute."""

import argparse
from collections.abc import Sequence
from importlib import import_module

from goldenthread.web.commands import set_up


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(
        prog="goldenthread worker",
        description="Do longer work, send messages, and look around once a minute. "
        "Stops cleanly on SIGTERM and Ctrl+C: work under way is handed back and begun again.",
    )
    made.add_argument(
        "--interval", type=float, default=1.0, help="seconds between looks at the queue (1)"
    )
    made.add_argument("--once", action="store_true", help="do what waits now, then stop")
    made.add_argument("--beside", type=int, metavar="PID", help="stop when this process is gone")
    return made


def main(argv: Sequence[str]) -> int:
    options = parser().parse_args(list(argv))
    set_up()
    working = import_module("goldenthread.web.commands.working")
    outcome: int = working.work(interval=options.interval, once=options.once, beside=options.beside)
    return outcome
