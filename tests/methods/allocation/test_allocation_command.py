"""The command writes a plan and a report and leaves an exit status that a script can rely on."""

import csv
import json
from pathlib import Path

import pytest

from goldenthread.methods.allocation.clock import OutOfTime
from goldenthread.methods.allocation.command import main
from tests.methods.allocation.builders import DATA, load

REPORT_FIELDS = {
    "status", "placed", "rank_sum", "mixing", "mixing_bound", "violations", "seed", "method",
    "elapsed_s", "trainers", "explanation", "stopped_by", "cautions", "input_hash", "proved",
    "cancelled",
}  # fmt: skip


def run(tmp_path: Path, *arguments: str) -> int:
    return main(
        [*arguments, "--out", str(tmp_path / "p.csv"), "--report", str(tmp_path / "r.json")]
    )


def plan_rows(tmp_path: Path) -> list[dict[str, str]]:
    with (tmp_path / "p.csv").open(newline="") as file:
        return list(csv.DictReader(file))


def test_a_plan_and_a_report_are_written(tmp_path: Path) -> None:
    assert run(tmp_path, str(DATA / "small.json"), "--seed", "4", "--time-limit", "60") == 0
    rows = plan_rows(tmp_path)
    assert list(rows[0]) == ["person_id", "cohort_id", "reason"]
    assert len(rows) == 36
    assert sum(bool(row["cohort_id"]) for row in rows) == 16
    report = json.loads((tmp_path / "r.json").read_text())
    assert set(report) == REPORT_FIELDS
    assert (report["status"], report["seed"], report["violations"]) == ("ok", 4, [])


def test_an_infeasible_problem_leaves_a_report_and_status_three(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path, str(DATA / "infeasible.json")) == 3
    assert not (tmp_path / "p.csv").exists()
    report = json.loads((tmp_path / "r.json").read_text())
    assert set(report["explanation"]) >= {
        "people", "cohorts", "capacity", "sentence", "smallest_fix"
    }  # fmt: skip
    assert "no 13 of them fit" in capsys.readouterr().err


def test_bad_input_is_one_sentence_and_status_two(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = load("small.json")
    given["people"][3]["available"] = ["C777"]
    (tmp_path / "bad.json").write_text(json.dumps(given))
    assert run(tmp_path, str(tmp_path / "bad.json")) == 2
    assert capsys.readouterr().err == "Person P000003, field available: C777 is not known.\n"
    assert not (tmp_path / "r.json").exists()


def test_a_negative_seed_or_no_problem_is_bad_input(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path, str(DATA / "small.json"), "--seed", "-1") == 2
    assert run(tmp_path) == 2
    assert "name a problem file" in capsys.readouterr().err


def test_a_folder_that_does_not_exist_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path / "missing", str(DATA / "small.json")) == 2
    assert capsys.readouterr().err == "The file p.csv could not be written.\n"


def test_no_time_at_all_still_gives_a_plan_or_says_that_more_is_needed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: object, **__: object) -> None:
        raise OutOfTime

    monkeypatch.setattr("goldenthread.methods.allocation.command.allocate", never)
    assert run(tmp_path, str(DATA / "small.json")) == 1
    assert "allow more time" in capsys.readouterr().err


PEOPLE_CSV = """id,available,modes,must_place,lottery_rank,sector
P1,C1;C2,online,yes,1,police
P2,C1,,no,2,school
P3,,,,3,school
"""
COHORTS_CSV = "id,date,mode,min,max\nC1,2027-05-01,online,1,5\nC2,2027-06-01,online,1,5\n"


def spreadsheets(tmp_path: Path, people: str, cohorts: str) -> int:
    (tmp_path / "people.csv").write_text(people)
    (tmp_path / "cohorts.csv").write_text(cohorts)
    return run(
        tmp_path,
        "--applicants", str(tmp_path / "people.csv"), "--cohorts", str(tmp_path / "cohorts.csv"),
    )  # fmt: skip


def test_spreadsheets_are_a_problem_too(tmp_path: Path) -> None:
    assert spreadsheets(tmp_path, PEOPLE_CSV, COHORTS_CSV) == 0
    rows = {r["person_id"]: r for r in plan_rows(tmp_path)}
    assert rows["P2"]["cohort_id"] == "C1"
    assert rows["P3"]["reason"] == "Waiting list: no date suits."


@pytest.mark.parametrize(
    ("people", "cohorts", "sentence"),
    [
        (PEOPLE_CSV.replace("yes", "maybe"), COHORTS_CSV, "Person P1, field must_place: yes or no"),
        (
            PEOPLE_CSV.replace(",1,police", ",one,police"),
            COHORTS_CSV,
            "Person P1, field lottery_rank",
        ),
        (PEOPLE_CSV, COHORTS_CSV.replace("mode", "way"), "The cohorts file, column way"),
        (PEOPLE_CSV + "P4,C1,,,4,school,extra\n", COHORTS_CSV, "Person P4: the row has more cells"),
    ],
)
def test_a_spreadsheet_that_cannot_be_read_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], people: str, cohorts: str, sentence: str
) -> None:
    assert spreadsheets(tmp_path, people, cohorts) == 2
    assert sentence in capsys.readouterr().err


def test_a_spreadsheet_that_is_missing_or_not_text_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "cohorts.csv").write_bytes(b"id\n\xff\xfe\x00")
    both = ("--cohorts", str(tmp_path / "cohorts.csv"), "--applicants")
    assert run(tmp_path, *both, str(tmp_path / "none.csv")) == 2
    assert run(tmp_path, *both, str(tmp_path / "cohorts.csv")) == 2
    assert "not readable as CSV" in capsys.readouterr().err
