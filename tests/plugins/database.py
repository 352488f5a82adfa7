"""Chooses the database before Django reads its settings; a conftest file would be too late.

`GOLDENTHREAD_TEST_DATABASE=postgresql` starts a private server on a socket in a temporary folder.
"""

import atexit
import os
import shutil
import tempfile

import pytest

from tests.plugins.postgresql import start_server

CHOICE = "GOLDENTHREAD_TEST_DATABASE"
STARTED = "GOLDENTHREAD_TEST_SERVER"


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
