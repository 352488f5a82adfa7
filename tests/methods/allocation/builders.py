"""Small allocation problems built from one visible difference."""

import gzip
import json
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

from goldenthread.methods.allocation import Placement, Plan, Problem, read_problem, verify

DATA = Path(__file__).parents[2] / "data" / "allocation"


def load(name: str) -> dict[str, Any]:
    """One of the stored problems as a mapping that a test may change."""
    raw = (DATA / name).read_bytes()
    loaded: dict[str, Any] = json.loads(gzip.decompress(raw) if name.endswith(".gz") else raw)
    return loaded


def person(identifier: str, *available: str, **more: object) -> dict[str, Any]:
    return {"id": identifier, "available": list(available), **more}


def people(count: int, *available: str, **more: object) -> list[dict[str, Any]]:
    """``P01`` drawn first, then ``P02`` and so on."""
    return [person(f"P{n:02d}", *available, lottery_rank=n, **more) for n in range(1, count + 1)]


def cohort(identifier: str, **more: object) -> dict[str, Any]:
    month = sum(map(ord, identifier)) % 12 + 1
    plain = {"id": identifier, "date": f"2027-{month:02d}-01", "mode": "online", "min": 1, "max": 6}
    return plain | more


def problem(rows: list[dict[str, Any]], cohorts: list[dict[str, Any]], **more: object) -> Problem:
    return read_problem({"people": rows, "cohorts": cohorts, "seed": 1, **more})


def plan_of(given: Problem, assignment: dict[str, str], **trainers: tuple[str, ...]) -> Plan:
    """A plan made by hand, as the verifier would meet it."""
    return Plan(
        method="by hand",
        status="ok",
        placements=tuple(
            Placement(person_id=p.id, cohort_id=assignment.get(p.id), reason="")
            for p in given.people
        ),
        trainers=trainers,
    )


def rules_broken(
    given: Problem, assignment: dict[str, str], **trainers: tuple[str, ...]
) -> set[str]:
    return {v.rule for v in verify(given, plan_of(given, assignment, **trainers))}


def every_assignment(given: Problem) -> Iterator[dict[str, str]]:
    """All ways to seat everybody or leave them waiting; only for a handful of people."""
    choices = [None, *(c.id for c in given.cohorts)]
    for seats in product(choices, repeat=len(given.people)):
        yield {p.id: seat for p, seat in zip(given.people, seats, strict=True) if seat is not None}
