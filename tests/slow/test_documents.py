"""The workbook and the printed findings, as another program shows them."""

import re
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from tests.journeys.conftest import FLAGS
from tests.journeys.site import running
from tests.slow.conftest import program


def text_of(reader: str, pdf: Path) -> str:
    return subprocess.run(
        [reader, "-layout", str(pdf), "-"], check=True, capture_output=True, text=True
    ).stdout


@pytest.fixture(scope="module")
def printed_workbook(workbook: Path, office: str, reader: str) -> str:
    folder = workbook.parent
    profile = f"-env:UserInstallation=file://{folder / 'office'}"
    subprocess.run(
        [office, profile, "--headless", "--convert-to", "pdf", "--outdir", folder, workbook],
        check=True,
        capture_output=True,
        timeout=180,
    )
    return text_of(reader, folder / "findings.pdf")


def test_the_workbook_prints_whole(printed_workbook: str) -> None:
    assert "###" not in printed_workbook, "a column is too narrow for its number"
    assert "What we cannot say" in printed_workbook
    assert re.search(r"Met expectations\s+agreed\s+9\s+10\s", printed_workbook)


def test_small_groups_are_never_percentages(printed_workbook: str) -> None:
    assert re.search(r"\d%", printed_workbook) is None


def test_findings_print_without_menus_and_with_every_doubt(tmp_path: Path, reader: str) -> None:
    with running(tmp_path, port=8900, database="demo_print") as site, sync_playwright() as tools:
        browser = tools.chromium.launch(executable_path=program("chromium"), args=list(FLAGS))
        page = browser.new_page()
        page.goto(f"{site.address}/demo/")
        page.get_by_role("button", name="Sign in as Imani Brook").click()
        page.goto(f"{site.address}/evaluation/1/findings/")
        page.pdf(path=tmp_path / "findings.pdf", format="A4")
        browser.close()
    text = text_of(reader, tmp_path / "findings.pdf")
    assert "9 of 10" in text
    assert "What we cannot say" in text
    assert "Sign out" not in text
