"""Starts the product as a visitor would, on the database under test."""

import json
import os
import re
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from django.conf import settings
from psycopg import sql

STARTING_SECONDS = 180


@dataclass(frozen=True)
class Site:
    """A running demonstration."""

    address: str
    folder: Path
    said: list[str]
    environment: dict[str, str]


def database_url(name: str) -> str:
    """A fresh database on the test server, or nothing for SQLite in the site's own folder."""
    if not settings.ON_POSTGRESQL:
        return ""
    default = settings.DATABASES["default"]
    folder = default["HOST"] or default["OPTIONS"]["host"]
    with psycopg.connect(f"postgresql://golden@/postgres?host={folder}", autocommit=True) as link:
        link.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))
        link.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    return f"postgresql://golden@/{name}?host={folder}"


def environment(folder: Path, database: str) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("GOLDENTHREAD", "DJANGO"))}
    kept.pop("DATABASE_URL", None)
    return {
        **kept,
        "GOLDENTHREAD_DATA_DIR": str(folder),
        "GOLDENTHREAD_DEMO_DATABASE_URL": database_url(database),
        "PYTHONUNBUFFERED": "1",
    }


def listen(process: "subprocess.Popen[str]", said: list[str]) -> None:
    assert process.stdout is not None
    said.extend(line.rstrip() for line in process.stdout)


def address_in(said: list[str]) -> str | None:
    for line in list(said):
        if found := re.search(r"http://127\.0\.0\.1:\d+/", line):
            return found.group(0)
    return None


def answers(address: str, *, until: float) -> None:
    """Wait until the health page answers: the address is said a moment before."""
    while True:
        try:
            with urllib.request.urlopen(f"{address}health/", timeout=5) as answer:
                assert answer.status == 200
                return
        except OSError:
            assert time.monotonic() < until, "the site does not answer"
            time.sleep(0.2)


def prepared(site: Site) -> dict[str, str]:
    """Where open questions and an open register are, made beside the demonstration's own data."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.journeys.given", str(site.folder)],
        env=site.environment,
        cwd=Path(__file__).resolve().parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    made: dict[str, str] = json.loads(done.stdout)
    return made


@contextmanager
def running(folder: Path, *, port: int = 8600, database: str = "demo_journeys") -> Iterator[Site]:
    """`goldenthread demo` in a child process, ended when the tests are done."""
    command = [sys.executable, "-m", "goldenthread.web.cli", "demo"]
    variables = environment(folder, database)
    process = subprocess.Popen(
        [*command, "--no-browser", "--port", str(port)],
        env=variables,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    said: list[str] = []
    listener = threading.Thread(target=listen, args=(process, said), daemon=True)
    listener.start()
    try:
        until = time.monotonic() + STARTING_SECONDS
        while (address := address_in(said)) is None:
            ended = process.poll() is not None
            assert not ended and time.monotonic() < until, "\n".join(said) or "nothing was said"
            time.sleep(0.2)
        answers(address, until=until)
        yield Site(address.rstrip("/"), folder, said, variables)
    finally:
        process.terminate()
        try:
            process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            process.kill()
        listener.join(timeout=5)
        assert process.stdout is not None
        process.stdout.close()
