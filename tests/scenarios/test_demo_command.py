"""Command 1: the main job on a machine with only Python, judged by its figures."""

import os
import socket
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.journeys.site import running

TABLE_1 = "Table 1: 9, 8, 10, 8, 9 of 10."


def demo(folder: Path, *options: str) -> "subprocess.CompletedProcess[str]":
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("GOLDENTHREAD", "DJANGO"))}
    kept.pop("DATABASE_URL", None)
    return subprocess.run(
        [sys.executable, "-m", "goldenthread.web.cli", "demo", *options],
        env={**kept, "GOLDENTHREAD_DATA_DIR": str(folder)},
        capture_output=True,
        text=True,
        check=False,
        timeout=180,
    )


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    folder = tmp_path_factory.mktemp("demo")
    result = demo(folder, "--no-serve")
    assert result.returncode == 0, result.stdout + result.stderr
    return folder, result.stdout


def test_the_main_job_prints_the_published_figures_in_at_most_twelve_lines(
    told: tuple[Path, str],
) -> None:
    _, said = told
    lines = said.splitlines()
    assert len(lines) <= 12
    assert TABLE_1 in lines
    assert "People placed: 23. Waiting: 0. Violations: 0." in lines
    assert "23 people in 4 sets, 16 sessions held." in lines
    assert "Interviews: 7 agreed, 7 at one month, 6 at three months." in lines


def test_the_main_job_writes_the_workbook(told: tuple[Path, str]) -> None:
    folder, _ = told
    book = load_workbook(folder / "findings.xlsx", read_only=True)
    text = str([row for sheet in book for row in sheet.iter_rows(values_only=True)])
    assert "Met expectations" in text


def test_a_second_start_keeps_the_data_and_makes_nothing_again(told: tuple[Path, str]) -> None:
    folder, _ = told
    with sqlite3.connect(folder / "demo.sqlite3") as link:
        link.execute("UPDATE programmes_programme SET summary = 'kept' WHERE id = 1")
    result = demo(folder, "--no-serve")
    assert result.returncode == 0
    assert "Making the demonstration" not in result.stdout
    with sqlite3.connect(folder / "demo.sqlite3") as link:
        assert link.execute("SELECT summary FROM programmes_programme WHERE id = 1").fetchone() == (
            "kept",
        )


def test_a_wrong_figure_ends_the_command_with_an_error(told: tuple[Path, str]) -> None:
    folder, _ = told
    with sqlite3.connect(folder / "demo.sqlite3") as link:
        row = link.execute("SELECT id, answers FROM evaluation_response LIMIT 1").fetchone()
        link.execute("UPDATE evaluation_response SET answers = '{}' WHERE id = ?", (row[0],))
    wrong = demo(folder, "--no-serve")
    with sqlite3.connect(folder / "demo.sqlite3") as link:
        link.execute("UPDATE evaluation_response SET answers = ? WHERE id = ?", (row[1], row[0]))
    assert wrong.returncode != 0
    assert "should be" in wrong.stderr
    assert demo(folder, "--no-serve").returncode == 0


def test_reset_begins_again(told: tuple[Path, str]) -> None:
    folder, _ = told
    result = demo(folder, "--no-serve", "--reset")
    assert result.returncode == 0
    assert "Making the demonstration" in result.stdout


def test_a_busy_port_moves_to_the_next_and_says_so(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with running(tmp_path, port=port, database="demo_port") as site:
            assert f":{port}" not in site.address
            assert any(f"Port {port} is in use" in line for line in site.said)
