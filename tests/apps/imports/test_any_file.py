"""Whatever is handed in becomes a table or a sentence, and whatever was brought in goes again."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goldenthread.access.terms import Refused
from goldenthread.directory.models import Organisation, Person, Sector
from goldenthread.directory.receivers.sheets import KINDS
from goldenthread.imports import kinds, operations, queries
from goldenthread.imports.kinds import ImportKind
from tests.factories.access import SYSTEM
from tests.factories.directory import make_organisation, make_person, make_report, make_sector
from tests.factories.imports import everything, sheet

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
HEADINGS = {
    "people": ["Name", "Email", "Organisation", "Phone", "Job title", "Adjustments"],
    "organisations": ["Organisation", "Sector", "Part of", "ODS code", "Welfare contact"],
    "reporting-lines": ["Name", "Email", "Organisation", "Line manager", "Manager email", "From"],
}
ODD = ("=1+1", "@SUM(A1)", "\x00", "ｶﾞ", "Ł", "🙂", "'", '"', ",", "\n", "null", "\ufeff", "a" * 400)
TEXTS = {
    "people": (
        "Ann Ames",
        "ANN AMES",
        "Ben",
        "",
        "ann@example.org",
        "b@x.org",
        "Acorn",
        "Large print",
    ),
    "organisations": ("Acorn", "Birch", "ACORN Ltd", "GP", "council", "RXX", "A81001", "", "x"),
    "reporting-lines": (
        *("Ann Ames", "Ben Bloom", "ann@example.org", "ben@example.org", "Acorn", ""),
        *("2026-12-01", "1 May 2027"),
    ),
}
SETTINGS = settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture(autouse=True)
def _the_kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kinds, "_KINDS", {kind.key: kind for kind in KINDS})


def rows_of(key: str) -> st.SearchStrategy[list[list[str]]]:
    width = len(HEADINGS[key])
    text = st.sampled_from(TEXTS[key] + ODD[:1])
    return st.lists(st.lists(text, min_size=width, max_size=width), min_size=1, max_size=6)


def world() -> None:
    """Two people who know each other, where they work."""
    if Person.objects.exists():
        return
    make_sector("other")
    make_sector("council")
    acorn = make_organisation("Acorn")
    ann = make_person(name="Ann Ames", email="ann@example.org", organisation=acorn)
    make_report(ann, make_person(name="Ben Bloom", email="ben@example.org", organisation=acorn))


def started(key: str, content: bytes) -> int:
    return operations.start_import(
        kind=key, target_id=1, name="list", content=content, now=NOW, by=SYSTEM
    )


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
@SETTINGS
@given(data=st.data())
def test_what_was_brought_in_goes_again_to_the_last_letter(
    kind: ImportKind, data: st.DataObject
) -> None:
    world()
    rows: Sequence[Sequence[str]] = data.draw(rows_of(kind.key))
    before = everything()
    run_id = started(kind.key, sheet([HEADINGS[kind.key], *rows]))
    operations.plan_run(run_id=run_id, by=SYSTEM)
    assert everything() == before
    if queries.run_row(SYSTEM, run_id).to_write == 0:
        return
    operations.confirm_import(run_id=run_id, now=NOW, by=SYSTEM)
    operations.apply_run(run_id=run_id, now=NOW, by=SYSTEM)
    operations.undo_import(run_id=run_id, now=NOW, by=SYSTEM)
    operations.take_back_run(run_id=run_id, now=NOW, by=SYSTEM)
    assert everything() == before


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
@SETTINGS
@given(
    rows=st.lists(
        st.lists(st.text(max_size=30) | st.sampled_from(ODD), min_size=1, max_size=8),
        min_size=1,
        max_size=8,
    )
)
def test_any_sheet_is_looked_over_or_refused_with_a_sentence(
    kind: ImportKind, rows: list[list[str]]
) -> None:
    world()
    text = "\n".join(",".join(f'"{cell}"' for cell in row) for row in [HEADINGS[kind.key], *rows])
    before = everything()
    try:
        operations.plan_run(run_id=started(kind.key, text.encode("utf-8", "replace")), by=SYSTEM)
    except Refused as refused:
        assert str(refused).endswith(".")
    assert everything() == before


def test_the_world_of_these_tests_is_there() -> None:
    world()
    assert (Organisation.objects.count(), Sector.objects.count()) == (1, 3)


def test_old_letters_and_many_columns_are_read(tmp_path: Any) -> None:
    world()
    latin = "Name;Email\nZoë Müller;zoe@example.org\n".encode("cp1252")
    run_id = started("people", latin)
    operations.plan_run(run_id=run_id, by=SYSTEM)
    assert queries.lines_page(queries.run_row(SYSTEM, run_id)).lines[0].title == "Zoë Müller"
    wide = [["Name", "Email", *(f"x{n}" for n in range(198))], ["Ann", "a@x.org", *["1"] * 198]]
    assert started("people", sheet(wide))
    with pytest.raises(Refused, match="200 columns"):
        started("people", sheet([[*wide[0], "one more"], [*wide[1], "1"]]))
