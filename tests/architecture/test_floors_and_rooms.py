"""The contracts hold, and each of them fails when it is broken on purpose."""

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.test.utils import isolate_apps
from django.urls import path

from tests.architecture import house

PYPROJECT = tomllib.loads((house.ROOT / "pyproject.toml").read_text())
CONTRACTS = PYPROJECT["tool"]["importlinter"]["contracts"]


def lint(source: Path, config: Path) -> subprocess.CompletedProcess[str]:
    """Run the import linter over a tree, with nothing cached."""
    return subprocess.run(
        [
            *(sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()"),
            *("--config", str(config), "--no-cache"),
        ],
        env={**os.environ, "PYTHONPATH": str(source), "COLUMNS": "200"},
        cwd=source,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def copied_house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the source that a test may break."""
    folder = tmp_path_factory.mktemp("house")
    skip = shutil.ignore_patterns("__pycache__", "static", "jinja2")
    shutil.copytree(house.SOURCE, folder / "goldenthread", ignore=skip)
    shutil.copy(house.ROOT / "pyproject.toml", folder / "pyproject.toml")
    return folder


def broken(folder: Path, file: str, line: str) -> str:
    """Add one line to one file, lint, and put the file back."""
    target = folder / "goldenthread" / file
    before = target.read_text() if target.exists() else None
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(f"{before or ''}\n{line}\n")
    try:
        result = lint(folder, folder / "pyproject.toml")
    finally:
        if before is None:
            target.unlink()
        else:
            target.write_text(before)
    assert result.returncode != 0, result.stdout
    return result.stdout


def test_every_contract_is_kept(copied_house: Path) -> None:
    result = lint(copied_house, copied_house / "pyproject.toml")
    assert result.returncode == 0, result.stdout + result.stderr


def test_no_contract_has_an_exception() -> None:
    assert all(not contract.get("ignore_imports") for contract in CONTRACTS)


@pytest.mark.parametrize(
    ("file", "line", "contract"),
    [
        ("access/terms.py", "import goldenthread.learning.terms", "Floors"),
        ("learning/terms.py", "import goldenthread.evaluation.terms", "Floors"),
        ("imports/terms.py", "import goldenthread.exports.operations", "Floors"),
        ("learning/rules/offers.py", "import goldenthread.learning.operations", "Rooms"),
        ("learning/queries/offers.py", "import goldenthread.learning.operations", "Rooms"),
        ("methods/statistics/broken.py", "import django", "Methods are free"),
        (
            "methods/statistics/broken.py",
            "import goldenthread.methods.disclosure",
            "Methods do not know",
        ),
        ("learning/views/broken.py", "import goldenthread.learning.models", "Views and forms"),
        ("learning/forms/broken.py", "import goldenthread.learning.operations", "Forms parse"),
        ("access/terms.py", "import goldenthread.access.models", "Access"),
    ],
)
def test_a_contract_fails_when_broken(
    copied_house: Path, file: str, line: str, contract: str
) -> None:
    output = broken(copied_house, file, line)
    lines = [row for row in output.splitlines() if row.startswith(contract)]
    assert any("BROKEN" in row for row in lines), output


def test_an_app_on_no_floor_fails_the_build(copied_house: Path) -> None:
    output = broken(copied_house, "attic/__init__.py", '"""An app nobody placed."""')
    assert "attic" in output


def test_no_key_points_upstairs() -> None:
    assert house.upward_keys(house.our_models()) == []


@isolate_apps("goldenthread.directory", "goldenthread.learning")
def test_an_upward_key_is_found() -> None:
    class Upper(models.Model):
        __module__ = "goldenthread.learning.models"

        class Meta:
            app_label = "learning"

    class Lower(models.Model):
        __module__ = "goldenthread.directory.models"
        upper = models.ForeignKey(Upper, on_delete=models.CASCADE, related_name="+")

        class Meta:
            app_label = "directory"

    assert house.upward_keys([Lower]) == ["directory.Lower.upper → learning.Upper"]


def test_keys_between_apps_leave_no_accessor_behind() -> None:
    assert house.reverse_accessors(house.our_models()) == []


def test_every_address_declares_who_may_use_it() -> None:
    assert house.undeclared(house.addresses()) == []


def test_an_undeclared_view_is_found() -> None:
    def bare(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    class Resolver:
        url_patterns = [path("bare/", bare)]

    found = list(house.addresses(Resolver()))  # type: ignore[arg-type]  # a stand-in suffices
    assert house.undeclared(found) == ["bare/"]


def test_the_floors_of_the_contract_and_of_the_key_check_agree() -> None:
    rows = CONTRACTS[0]["layers"]
    apps = [tuple(a.strip(" ()") for a in row.split("|")) for row in rows if row != "methods"]
    assert tuple(apps) == house.FLOORS
