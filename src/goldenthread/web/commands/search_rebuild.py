"""`goldenthread search-rebuild`: everything that has a name can be found by it again."""

import argparse
from collections.abc import Sequence
from importlib import import_module

from goldenthread.web.commands import set_up


def parser() -> argparse.ArgumentParser:
    return argparse.ArgumentParser(
        prog="goldenthread search-rebuild",
        description="Put right what can be found by name: add what is missing, take away what is "
        "gone. May run while people work. The worker does the same once a day.",
    )


def main(argv: Sequence[str]) -> int:
    parser().parse_args(list(argv))
    set_up()
    operations = import_module("goldenthread.search.operations")
    changed = operations.refresh(note=say)
    print(f"Done. {changed} put right." if changed else "Done. Nothing was missing.", flush=True)
    return 0


def say(share: float, doing: str) -> None:
    """How far it is, a line each."""
    print(f"{share:>4.0%}  {doing}", flush=True)
