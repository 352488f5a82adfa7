"""What is shipped is whole, local, and of the version that the templates were written for."""

import json
import re
from importlib.metadata import metadata, version
from pathlib import Path

import pytest

from goldenthread import ui
from tools import fetch_nhsuk_frontend

STATIC = Path(ui.__file__).parent / "static" / "ui"
TEMPLATES = Path(ui.__file__).parent / "jinja2"
TEXTS = sorted(path for path in STATIC.rglob("*") if path.suffix in {".css", ".js", ".svg"})
OURS = sorted(path for path in STATIC.glob("*") if path.suffix in {".css", ".js"})
NAMESPACES = ("http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink")


def name_of(path: Path) -> str:
    return str(path.relative_to(STATIC))


def test_the_design_system_is_the_version_its_templates_follow() -> None:
    shipped = json.loads((STATIC / "vendor/versions.json").read_text())
    installed = version("nhsuk-frontend-jinja")
    table = str(metadata("nhsuk-frontend-jinja"))
    followed = re.search(rf"\| (\d+\.\d+\.\d+) \| {re.escape(installed)} \|", table)
    assert followed is not None
    assert shipped["nhsuk-frontend"] == followed[1]
    assert shipped == fetch_nhsuk_frontend.VERSIONS


@pytest.mark.parametrize("path", TEXTS, ids=name_of)
def test_nothing_shipped_loads_from_another_host(path: Path) -> None:
    text = path.read_text()
    for namespace in NAMESPACES:
        text = text.replace(namespace, "")
    loaded = re.findall(r"""(?:url\(|src=|href=|from |import )["']?(?:https?:)?//[^\s"')]*""", text)
    assert loaded == []
    assert "sourceMappingURL" not in text
    assert not re.search(r"https?://(?!www\.w3\.org)[\w.-]+\.\w+/\S*", text)


@pytest.mark.parametrize("path", [p for p in TEXTS if p.suffix == ".css"], ids=name_of)
def test_every_picture_a_stylesheet_asks_for_is_shipped(path: Path) -> None:
    for address in re.findall(r"url\(([^)]+)\)", path.read_text()):
        if not address.strip("\"'").startswith("data:"):
            assert (path.parent / address.strip("\"'")).is_file(), address


def test_no_font_of_the_nhs_is_shipped() -> None:
    css = (STATIC / "vendor/nhsuk-frontend.min.css").read_text()
    assert "@font-face" not in css
    assert "Frutiger" not in css


def test_the_design_system_starts_itself() -> None:
    script = (STATIC / "vendor/nhsuk-frontend.min.js").read_text()
    assert script.rstrip().endswith("initAll();")
    assert "nhsuk-frontend-supported" in script.splitlines()[-2]


@pytest.mark.parametrize("path", OURS, ids=name_of)
def test_our_own_files_stay_small(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= 400


def test_every_stylesheet_of_ours_is_asked_for_by_the_frame() -> None:
    frame = (TEMPLATES / "ui/frame.jinja").read_text()
    for path in OURS:
        if path.suffix == ".css":
            assert f'"{path.stem}"' in frame or f"ui/{path.name}" in frame, path.name


@pytest.mark.parametrize(
    "path", sorted(TEMPLATES.rglob("*.jinja")), ids=lambda path: str(path.relative_to(TEMPLATES))
)
def test_no_template_needs_an_inline_style_or_script(path: Path) -> None:
    text = path.read_text()
    assert not re.search(r"\sstyle=", text)
    assert not re.search(r"\son\w+=", text)
    assert not re.search(r"<script(?![^>]*\ssrc=)", text)


def test_the_licences_are_named_beside_the_files() -> None:
    words = (STATIC / "vendor/README.md").read_text()
    assert "MIT" in words
    assert "Zero-Clause BSD" in words
