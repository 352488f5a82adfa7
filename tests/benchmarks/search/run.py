"""How often and how quickly the right one of 20,000 people is found, one slip in each name.

    uv run --group dev python -m tests.benchmarks.search.run
    GOLDENTHREAD_TEST_DATABASE=postgresql uv run --group dev python -m tests.benchmarks.search.run

Prints, for each kind of slip, the share of 1,000 seeded names whose bearer is among the first
five, and for each kind of actor how long a whole search takes on the server (reach, index,
comparison, words of the hits): how many were asked, median, 99th centile, longest.
"""

import os
import tempfile
from importlib import import_module
from pathlib import Path

import django
from django.core.management import call_command


def main() -> None:
    """The database is chosen before anything of ours is loaded."""
    database = import_module("tests.plugins.database")
    with tempfile.TemporaryDirectory(prefix="gt-bench-") as folder:
        if os.environ[database.STARTED] == "sqlite":
            os.environ["DATABASE_URL"] = f"sqlite:///{Path(folder) / 'search.sqlite3'}"
        django.setup()
        call_command("migrate", verbosity=0)
        import_module("tests.benchmarks.search.measure").report(os.environ[database.STARTED])


if __name__ == "__main__":
    main()
