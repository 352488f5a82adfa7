"""Marks everything here as slow, and makes the demonstration's workbook once."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="session")
def reference_data() -> Path:
    """Other people's files and the largest problems are not kept here."""
    named = os.environ.get("REFERENCE_DATA")
    if named is None:
        pytest.skip("REFERENCE_DATA does not name the folder of reference data")
    return Path(named)


@pytest.fixture(scope="session")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("told")
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("GOLDENTHREAD", "DJANGO"))}
    kept.pop("DATABASE_URL", None)
    subprocess.run(
        [sys.executable, "-m", "goldenthread.web.cli", "demo", "--no-serve"],
        env={**kept, "GOLDENTHREAD_DATA_DIR": str(folder)},
        check=True,
        capture_output=True,
        timeout=300,
    )
    return folder / "findings.xlsx"


def program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        message = f"{name} is not installed. `just slow` installs it where it may."
        pytest.fail(message) if os.environ.get("CI") else pytest.skip(message)
    return found


@pytest.fixture(scope="session")
def office() -> str:
    return program("soffice")


@pytest.fixture(scope="session")
def reader() -> str:
    return program("pdftotext")
