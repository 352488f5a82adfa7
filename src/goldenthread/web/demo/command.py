"""`goldenthread demo`: install nothing, ask nothing, run the main job, show it."""

import argparse
import os
import shutil
import socket
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from goldenthread.web import environment

SETTINGS = "goldenthread.web.settings"
MARKER = "story-told"


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(
        prog="goldenthread demo",
        description="Run the whole product on invented people, then open it in a browser.",
    )
    made.add_argument("--port", type=int, default=8000, help="first port to try (8000)")
    made.add_argument("--no-serve", action="store_true", help="run the main job and stop")
    made.add_argument("--no-browser", action="store_true", help="do not open a browser")
    made.add_argument("--no-worker", action="store_true", help="no background worker")
    made.add_argument("--reset", action="store_true", help="begin again with fresh data")
    return made


def demo_folder() -> Path:
    """The folder of the demonstration, beside and never inside that of a real deployment."""
    if os.environ.get("GOLDENTHREAD_DATA_DIR"):
        return environment.default_data_dir(os.environ)
    return environment.default_data_dir(os.environ) / "demo"


def free_port(first: int) -> int:
    """The first port from here that nothing listens on."""
    for port in range(first, min(first + 50, 65536)):
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
            if probe.connect_ex(("127.0.0.1", port)) != 0:
                return port
    raise SystemExit(f"No free port between {first} and {first + 49}. Try another with --port.")


def prepare(folder: Path, *, port: int, reset: bool) -> None:
    """Set the environment before Django reads its settings."""
    os.environ["GOLDENTHREAD_MODE"] = "demo"
    os.environ["GOLDENTHREAD_DATA_DIR"] = str(folder)
    # A variable of its own, so that a demonstration never writes into a real database.
    given = os.environ.get("GOLDENTHREAD_DEMO_DATABASE_URL")
    os.environ["DATABASE_URL"] = given or f"sqlite:///{folder / 'demo.sqlite3'}"
    os.environ["GOLDENTHREAD_PUBLIC_ADDRESS"] = f"http://127.0.0.1:{port}"
    os.environ.setdefault("GOLDENTHREAD_PARTNERSHIP", "Northmoor Trauma-Informed Partnership")
    os.environ.setdefault("GOLDENTHREAD_SUPPORT_LINE", "01632 960 118")
    os.environ.setdefault("GOLDENTHREAD_SUPPORT_HOURS", "8am to 8pm")
    os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS
    half_told = (folder / "demo.sqlite3").exists() and not (folder / MARKER).exists()
    if reset or half_told:
        clear(folder)
    folder.mkdir(parents=True, exist_ok=True)


def clear(folder: Path) -> None:
    """Remove what a demonstration made, and nothing else that may lie in the folder."""
    for path in folder.glob("demo.sqlite3*"):
        path.unlink()
    for name in ("findings.xlsx", "sign-ups.xlsx", MARKER):
        (folder / name).unlink(missing_ok=True)
    shutil.rmtree(folder / "files", ignore_errors=True)


def main(argv: Sequence[str]) -> int:
    options = parser().parse_args(list(argv))
    port = options.port if options.no_serve else free_port(options.port)
    folder = demo_folder()
    prepare(folder, port=port, reset=options.reset)
    # Django may be imported only now that the environment is set.
    run = import_module("goldenthread.web.demo.run")
    outcome: int = run.main_job(folder)
    if options.no_serve:
        return outcome
    if port != options.port:
        print(f"Port {options.port} is in use, so this is on port {port}.")
    sys.stdout.flush()
    serving = import_module("goldenthread.web.demo.serving")
    served: int = serving.serve(
        port=port, browser=not options.no_browser, worker=not options.no_worker
    )
    return served or outcome
