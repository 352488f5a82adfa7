"""Reads applicants and cohorts from two CSV files, for people whose lists are spreadsheets."""

import csv
from pathlib import Path

from goldenthread.methods.allocation.problem import BadProblem, Problem
from goldenthread.methods.allocation.reader import COHORT_FIELDS, PERSON_FIELDS, read_problem

LISTS = frozenset({"available", "modes", "needs", "session_dates", "quals", "features"})
NUMBERS = frozenset({"min", "max", "trainers_needed", "tier", "lottery_rank"})
FLAGS = frozenset({"eligible", "must_place"})
YES_NO = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}


def read_spreadsheets(applicants: Path, cohorts: Path) -> Problem:
    """A problem from ``people.csv`` and ``cohorts.csv``, one row a person or cohort.

    Columns are named as in the JSON format; lists are separated by semicolons, yes/no columns hold
    yes or no, empty cells are left out. Other columns of the applicants are attributes, each of
    weight 1. Raises ``BadProblem`` with one sentence naming the record and field.
    """
    people = [_cells(row, "Person") for row in _rows(applicants)]
    dated = [_cells(row, "Cohort") for row in _rows(cohorts)]
    attributes = sorted({key for row in people for key in row if key not in PERSON_FIELDS})
    return read_problem(
        {
            "people": people,
            "cohorts": [{key: v for key, v in row.items() if _known(key)} for row in dated],
            "weights": dict.fromkeys(attributes, 1),
        }
    )


def _known(key: str) -> bool:
    if key in COHORT_FIELDS:
        return True
    raise BadProblem(f"The cohorts file, column {key}: this column is not known.")


def _rows(path: Path) -> list[dict[str, str]]:
    try:
        with path.open(newline="", encoding="utf-8-sig") as file:
            return list(csv.DictReader(file))
    except OSError:
        raise BadProblem(f"The file {path.name} could not be opened.") from None
    except (csv.Error, UnicodeDecodeError):
        raise BadProblem(f"The file {path.name} is not readable as CSV in UTF-8.") from None


def _cells(row: dict[str, str], kind: str) -> dict[str, object]:
    found: dict[str, object] = {}
    for key, text in row.items():
        if not isinstance(key, str) or not isinstance(text, str | None):
            raise BadProblem(f"{kind} {row.get('id')}: the row has more cells than the header.")
        if text is not None and text.strip():
            found[key.strip()] = _cell(f"{kind} {row.get('id')}", key.strip(), text.strip())
    if kind == "Person":
        found.setdefault("available", [])
    return found


def _cell(name: str, key: str, text: str) -> object:
    if key in LISTS:
        return [part.strip() for part in text.split(";") if part.strip()]
    if key in NUMBERS:
        if not text.isdigit():
            raise BadProblem(f"{name}, field {key}: a whole number is needed here.")
        return int(text)
    if key in FLAGS:
        if text.lower() not in YES_NO:
            raise BadProblem(f"{name}, field {key}: yes or no is needed here.")
        return YES_NO[text.lower()]
    return text
