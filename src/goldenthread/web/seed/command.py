"""`goldenthread seed`: invented people at the size of a region, to try things out on."""

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module

from goldenthread.web.commands import set_up
from goldenthread.web.seed.sizes import SIZES

AGAIN = "Stopped. Nothing was kept: run the same command to begin again."
REAL = "This deployment is for real people, so no invented ones are added to it."
IN_USE = (
    "This database holds people already, so no invented ones are added. Name an empty one with "
    "DATABASE_URL."
)
MADE = "This database holds the invented region already. Name an empty one with DATABASE_URL."


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(
        prog="goldenthread seed",
        description="Fill an empty database with invented people: the same seed and day give the "
        "same data. Stop it with Ctrl+C at any time; then nothing is kept.",
    )
    made.add_argument("--size", choices=tuple(SIZES), default="region", help="how much (region)")
    made.add_argument("--seed", type=int, default=1, help="a number that decides all (1)")
    return made


def main(argv: Sequence[str]) -> int:
    options = parser().parse_args(list(argv))
    set_up()
    run = import_module("goldenthread.web.seed.run")
    try:
        refusal: str = run.refusal()
        if refusal:
            print(refusal, file=sys.stderr)
            return 1
        run.run(SIZES[options.size], seed=options.seed)
    except KeyboardInterrupt:
        print(f"\n{AGAIN}", file=sys.stderr)
        return 130
    return 0
