"""A private PostgreSQL server on a socket in a temporary folder, gone when the process ends."""

import atexit
import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

QUICK = " -c fsync=off -c full_page_writes=off -c synchronous_commit=off"


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


def start_server(*, is_durable: bool = False) -> str:
    """Start a throw-away server; returns its DATABASE_URL. Durable: as slow to commit as real."""
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
    options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c max_connections=60"
    options += "" if is_durable else QUICK
    control = [str(run / "pg_ctl"), "-D", str(data), "-w"]
    log = str(folder / "log")
    subprocess.run(as_owner([*control, "-l", log, "-o", options, "start"]), **quiet)

    def stop() -> None:
        subprocess.run(as_owner([*control, "-m", "immediate", "stop"]), **{**quiet, "check": False})
        shutil.rmtree(folder, ignore_errors=True)

    atexit.register(stop)
    return f"postgresql://golden@/postgres?host={folder}"
