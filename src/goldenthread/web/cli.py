"""`goldenthread`: one command with a few verbs. Loads only what the chosen verb needs."""

import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import NamedTuple


class Verb(NamedTuple):
    """Where a verb lives, and what it does in half a line."""

    module: str
    words: str


VERBS: Mapping[str, Verb] = {
    "demo": Verb("goldenthread.web.demo.command", "the whole product with invented people"),
    "serve": Verb("goldenthread.web.commands.serve", "answer browsers, with one worker beside"),
    "worker": Verb("goldenthread.web.commands.worker", "do longer work and send messages"),
    "seed": Verb("goldenthread.web.seed.command", "fill an empty database with invented people"),
    "check": Verb("goldenthread.web.commands.check", "say what is missing"),
    "search-rebuild": Verb(
        "goldenthread.web.commands.search_rebuild", "put right what can be found by name"
    ),
    "manage": Verb("goldenthread.web.commands.manage_command", "Django's own, such as migrate"),
    "allocate": Verb("goldenthread.methods.allocation.command", "form cohorts from a file"),
    "import-preview": Verb(
        "goldenthread.web.commands.import_preview", "say what a sheet of sign-ups would become"
    ),
}


def usage() -> str:
    """What may be asked for."""
    width = max(len(name) for name in VERBS)
    lines = [f"  {name:<{width}}  {verb.words}" for name, verb in VERBS.items()]
    return "\n".join(
        [
            "Golden Thread: from a person's first word of interest to the board's decision.",
            "",
            "goldenthread VERB [--help]",
            "",
            *lines,
        ]
    )


def main(argv: Sequence[str] | None = None) -> int:
    """Hand the rest of the line to the verb; 2 when there is no such verb."""
    given = list(sys.argv[1:] if argv is None else argv)
    if not given or given[0] in ("-h", "--help", "help"):
        print(usage())
        return 0
    name, rest = given[0], given[1:]
    if name not in VERBS:
        print(f"There is no “{name}”. Choose one of these:\n\n{usage()}", file=sys.stderr)
        return 2
    outcome: int = import_module(VERBS[name].module).main(rest)
    return outcome


if __name__ == "__main__":
    sys.exit(main())
