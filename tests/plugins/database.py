"""Chooses the database before Django reads its settings; a conftest file would be too late.

`GOLDENTHREAD_TEST_DATABASE=postgresql` starts a private server on a socket in a temporary folder.
"""

import atexit
import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

CHOICE = "GOLDENTHREAD_TEST_DATABASE"
STARTED = "GOLDENTHREAD_TEST_SERVER"


def binaries() -> Path:
    """The newest PostgreSQL the machine has."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    raise pytest.UsageError(
        "PostgreSQL is not installed. Run `just setup`, or install Debian's package postgresql."
    )


def as_owner(command: list[str]) -> list[str]:
    """PostgreSQL will not run as root; use the system account that its package made."""
    if os.geteuid() != 0:
        return command
    account = "postgres" if any(p.pw_name == "postgres" for p in pwd.getpwall()) else "nobody"
    return ["runuser", "-u", account, "--", *command]


def start_server() -> str:
    """Start a throw-away server; returns its DATABASE_URL."""
    folder = Path(tempfile.mkdtemp(prefix="gt-pg-"))
    folder.chmod(0o777)
    data, run = folder / "data", binaries()
    quiet = {"check": True, "stdout": subprocess.DEVNULL, "cwd": folder}
    subprocess.run(
        as_owner(
            [
                str(run / "initdb"),
                "--no-sync",
                "-A",
                "trust",
                "-U",
                "golden",
                "-E",
                "UTF8",
                "-D",
                str(data),
            ]
        ),
        **quiet,
    )
    options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off "
    options += "-c full_page_writes=off -c synchronous_commit=off -c max_connections=60"
    control = [str(run / "pg_ctl"), "-D", str(data), "-w"]
    log = str(folder / "log")
    subprocess.run(as_owner([*control, "-l", log, "-o", options, "start"]), **quiet)

    def stop() -> None:
        subprocess.run(as_owner([*control, "-m", "immediate", "stop"]), **{**quiet, "check": False})
        shutil.rmtree(folder, ignore_errors=True)

    atexit.register(stop)
    return f"postgresql://golden@/postgres?host={folder}"


def prepare() -> None:
    os.environ["GOLDENTHREAD_MODE"] = "test"
    os.environ["DJANGO_SETTINGS_MODULE"] = "goldenthread.web.settings"
    if STARTED in os.environ:
        return
    folder = tempfile.mkdtemp(prefix="gt-test-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.environ["GOLDENTHREAD_DATA_DIR"] = folder
    choice = os.environ.get(CHOICE, "sqlite")
    if choice == "postgresql":
        os.environ["DATABASE_URL"] = start_server()
    elif choice == "sqlite":
        os.environ["DATABASE_URL"] = "sqlite:///:memory:"
    else:
        raise pytest.UsageError(f"{CHOICE} is “{choice}”; choose sqlite or postgresql.")
    os.environ[STARTED] = choice


prepare()


def pytest_report_header() -> str:
    return f"database: {os.environ[STARTED]}"
