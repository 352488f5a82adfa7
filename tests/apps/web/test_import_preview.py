"""`goldenthread import-preview`: the reading of a sheet, without a database."""

import json
from pathlib import Path
from typing import Any

import pytest

from goldenthread.web.commands import import_preview

DATA = Path(__file__).parents[2] / "data" / "signups"


def preview(path: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    assert import_preview.main([str(path), "--format", "json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


@pytest.mark.parametrize(
    ("name", "people", "duplicates", "refused"),
    [
        ("microsoft-forms-export.xlsx", 140, 5, 0),
        ("coordinators-own-sheet.xlsx", 140, 5, 3),
        ("old-export-latin1.csv", 60, 0, 0),
    ],
)
def test_people_are_counted_once(
    name: str, people: int, duplicates: int, refused: int, capsys: pytest.CaptureFixture[str]
) -> None:
    found = preview(DATA / name, capsys)
    counts = found["counts"]
    assert (counts["people"], counts["duplicates"], counts["refused"]) == (
        people,
        duplicates,
        refused,
    )
    assert counts["lines"] == people + duplicates + refused == len(found["lines"])


def test_each_column_says_what_is_read_from_it(capsys: pytest.CaptureFixture[str]) -> None:
    found = preview(DATA / "coordinators-own-sheet.xlsx", capsys)["columns"]
    assert found["Column D"] == "sector"
    assert found["12/01"] == "day-12/01"
    assert found["Date rec'd"] == "sent"


def test_a_repeated_line_names_the_first_and_says_why(capsys: pytest.CaptureFixture[str]) -> None:
    lines = preview(DATA / "microsoft-forms-export.xlsx", capsys)["lines"]
    twice = [line for line in lines if line["outcome"] == "duplicate"]
    assert twice[0]["same_as"] == 59
    assert "the same email address" in twice[0]["reason"]


def test_what_only_facilitators_read_is_nowhere(capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("microsoft-forms-export.xlsx", "coordinators-own-sheet.xlsx"):
        assert import_preview.main([str(DATA / name), "--format", "json"]) == 0
        assert "quick call" not in capsys.readouterr().out


def test_lost_letters_are_said(capsys: pytest.CaptureFixture[str]) -> None:
    lines = preview(DATA / "old-export-latin1.csv", capsys)["lines"]
    told = [line["name"] for line in lines if "Letters were lost" in " ".join(line["notes"])]
    assert "Ignacy Wis?a" in told


def test_without_a_format_it_reads_as_a_page(capsys: pytest.CaptureFixture[str]) -> None:
    assert import_preview.main([str(DATA / "coordinators-own-sheet.xlsx")]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0] == "148 lines: 140 people, 5 there twice, 3 not brought in."


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "spreadsheet"),
        (b"\x00\x01\x02", "spreadsheet"),
        (b"PK\x03\x04 broken", "spreadsheet"),
        (b"Colour,Shape\nred,round\n", "name"),
    ],
)
def test_a_file_that_says_nothing_is_answered_in_one_sentence(
    content: bytes, sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "sheet.csv"
    path.write_bytes(content)
    assert import_preview.main([str(path)]) == 2
    said = capsys.readouterr().err.strip()
    assert sentence in said
    assert "\n" not in said


def test_a_file_that_is_not_there_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert import_preview.main([str(tmp_path / "none.xlsx")]) == 2
    assert "none.xlsx" in capsys.readouterr().err


def test_a_total_with_a_number_beside_it_is_nobody(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "sheet.csv"
    path.write_text("Name,Organisation,Email\nMaya Lowe,The Hub,maya@example.org\nTOTAL,1,1\n")
    assert preview(path, capsys)["counts"]["refused"] == 1


@pytest.mark.parametrize(
    ("kind", "text", "counts"),
    [
        (
            "people",
            "Name,Email,Organisation\nAnn Ames,ann@example.org,\nAnn Ames,ann@example.org,\nBo,,\n",
            {"lines": 3, "people": 1, "duplicates": 1, "refused": 1},
        ),
        (
            "organisations",
            "Organisation,Sector,ODS code\nAcorn,GP,A81001\nBirch,GP,B\nACORN,,\n",
            {"lines": 3, "organisations": 1, "duplicates": 1, "refused": 1},
        ),
        (
            "reporting-lines",
            "Email,Line manager\nann@example.org,b@example.org\nb@example.org,b@example.org\n",
            {"lines": 2, "reporting_lines": 1, "duplicates": 0, "refused": 1},
        ),
    ],
)
def test_other_kinds_of_sheets_are_told_line_by_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: str, text: str, counts: dict[str, int]
) -> None:
    file = tmp_path / "list.csv"
    file.write_text(text)
    assert import_preview.main([str(file), "--kind", kind, "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["counts"] == counts and found["kind"] == kind
    assert found["lines"][0]["outcome"] == "created"
    assert import_preview.main([str(file), "--kind", kind]) == 0
    assert "not brought in" in capsys.readouterr().out


def test_a_sheet_of_people_without_names_says_which_column_is_missing(tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text("Email,Phone\nann@example.org,1\n")
    assert import_preview.main([str(file), "--kind", "people"]) == 2
