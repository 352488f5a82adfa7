"""`goldenthread check`: what is missing before people rely on it, one plain sentence each."""

import argparse
from collections.abc import Sequence
from importlib import import_module

from goldenthread.web.commands import set_up


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(
        prog="goldenthread check",
        description="Say what is missing, one sentence each. Ends with 1 when anything is.",
    )
    made.add_argument("--offline", action="store_true", help="do not call the mail server")
    return made


def main(argv: Sequence[str]) -> int:
    options = parser().parse_args(list(argv))
    set_up()
    checking = import_module("goldenthread.web.commands.checking")
    found: list[str] = checking.problems(is_offline=options.offline)
    for sentence in found:
        print(f"- {sentence}")
    if not found:
        print("All is well.")
    return 1 if found else 0
