"""Small files, small functions, small templates: the tail is capped."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

from tests.architecture import house

FILES = house.python_files()
TESTS = sorted((house.ROOT / "tests").rglob("*.py"))


def lines(path: Path) -> int:
    return len(path.read_text().splitlines())


def over(paths: list[Path], limit: int) -> list[str]:
    return [f"{p.relative_to(house.ROOT)}: {lines(p)}" for p in paths if lines(p) > limit]


def test_no_source_file_is_over_300_lines() -> None:
    assert over(FILES, 300) == []


def test_no_test_file_is_over_400_lines() -> None:
    assert over(TESTS, 400) == []


def test_no_template_is_over_120_lines() -> None:
    assert over(house.templates(), 120) == []


def test_no_function_is_over_50_lines() -> None:
    long = [
        f"{path.relative_to(house.ROOT)}:{name} {length}"
        for path in FILES
        for name, length in house.functions(path)
        if length > 50
    ]
    assert long == []


def test_no_view_is_over_15_lines() -> None:
    long = [
        f"{path.relative_to(house.ROOT)}:{name} {length}"
        for path in FILES
        if "views" in path.parts or path.name == "views.py"
        for name, length in house.functions(path)
        if length > 15
    ]
    assert long == []


def tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=house.ROOT, capture_output=True, text=True, check=True
    )
    return [house.ROOT / name for name in listed.stdout.split("\0") if name]


def texts() -> list[tuple[Path, str]]:
    found = []
    for path in tracked():
        if path.is_file() and path.stat().st_size < 2_000_000:
            try:
                found.append((path, path.read_text()))
            except UnicodeDecodeError:
                continue
    return found


@pytest.mark.parametrize(
    "word", ["/" + "work/", "/" + "root/", r"\bTO" + r"DO\b", r"\bFIX" + r"ME\b"]
)
def test_no_file_names_a_machine_or_leaves_work_for_later(word: str) -> None:
    found = [
        str(path.relative_to(house.ROOT))
        for path, text in texts()
        if re.search(rf"{word}", text) and "vendor" not in path.parts
    ]
    assert found == []


def test_no_lock_file_is_tracked() -> None:
    locks = {"uv.lock", "package-lock.json", "poetry.lock", "yarn.lock", "pnpm-lock.yaml"}
    assert [p.name for p in tracked() if p.name in locks] == []


def test_no_file_names_a_package_registry() -> None:
    hosts = re.compile(r"pypi\.org|pythonhosted\.org|registry\.npmjs|deb\.debian\.org")
    here = Path(__file__).name
    found = [str(p) for p, text in texts() if hosts.search(text) and p.name != here]
    assert found == []


def test_every_direct_dependency_says_why_it_is_here() -> None:
    text = (house.ROOT / "pyproject.toml").read_text()
    blocks = re.findall(r"^(?:dependencies|dev) = \[\n(.*?)^\]", text, re.S | re.M)
    rows = [row for block in blocks for row in block.splitlines() if row.strip()]
    assert [row for row in rows if "#" not in row] == []


def test_the_whole_resolved_set_is_pinned() -> None:
    project = tomllib.loads((house.ROOT / "pyproject.toml").read_text())
    pinned = {
        c.split("==")[0].split(" ")[0].lower()
        for c in project["tool"]["uv"]["constraint-dependencies"]
    }
    lock = house.ROOT / "uv.lock"
    resolved = tomllib.loads(lock.read_text()) if lock.exists() else {"package": []}
    names = {p["name"].lower() for p in resolved["package"]} - {"goldenthread"}
    assert names, "uv resolves before any test runs"
    assert names - pinned == set()
