"""The documents say what the code says."""

import re

from goldenthread.access.table import ROWS
from goldenthread.web import environment
from tests.architecture import house

DOCS = house.ROOT / "docs"


def test_every_model_is_in_the_glossary() -> None:
    glossary = (DOCS / "reference" / "glossary.md").read_text()
    named = set(re.findall(r"\b[A-Z][A-Za-z]+\b", glossary))
    assert (
        sorted({m.__name__ for m in house.our_models() if not m._meta.auto_created} - named) == []
    )


def test_every_setting_is_documented() -> None:
    text = (DOCS / "reference" / "settings.md").read_text()
    source = (house.SOURCE / "web" / "environment.py").read_text()
    names = set(re.findall(r'"(GOLDENTHREAD_[A-Z_]+|DATABASE_URL)"', source))
    assert sorted(name for name in names if name not in text) == []
    assert all(name in text for name in environment.missing_for_production({}))


def test_every_role_is_in_the_permission_matrix() -> None:
    text = (DOCS / "reference" / "permissions.md").read_text()
    assert [row.name for row in ROWS if row.name not in text] == []


def test_every_decision_record_is_listed_and_complete() -> None:
    index = (DOCS / "adr" / "index.md").read_text()
    for path in sorted((DOCS / "adr").glob("[0-9]*.md")):
        assert path.name in index
        text = path.read_text()
        for part in ("Status:", "## Context", "## Options", "## Decision", "## What it costs"):
            assert part in text, f"{path.name}: {part}"


def test_links_between_documents_lead_somewhere() -> None:
    broken = []
    for path in [*DOCS.rglob("*.md"), house.ROOT / "README.md"]:
        for target in re.findall(r"\]\(([^)#]+)\)", path.read_text()):
            if "://" not in target and not (path.parent / target).exists():
                broken.append(f"{path.relative_to(house.ROOT)} → {target}")
    assert broken == []
