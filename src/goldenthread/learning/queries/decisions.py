"""Decisions about an application, every one of them kept."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Any

from goldenthread.access import queries as access
from goldenthread.access.actor import Actor
from goldenthread.learning.models import Screening


@dataclass(frozen=True)
class ReasonRow:
    """One line of a decision."""

    criterion_id: int
    wording: str
    is_met: bool | None
    reason: str


@dataclass(frozen=True)
class ScreeningRow:
    """One decision, kept for ever."""

    id: int
    is_eligible: bool
    number: int
    decided_by: str
    decided_at: datetime
    sentence: str
    reasons: tuple[ReasonRow, ...]


def screenings_of(application_id: int, actor: Actor | None = None) -> tuple[ScreeningRow, ...]:
    """Every decision, newest first; the caller has checked who may see it.

    Names of those who decided are for an `actor` only: applicants read the decision, not a name.
    """
    rows = (
        Screening.objects.filter(application_id=application_id)
        .order_by("-id", "reasons__criterion__position")
        .values(
            "id",
            "is_eligible",
            "criteria_version__number",
            "decided_by",
            "decided_at",
            "sentence",
            "reasons__criterion_id",
            "reasons__criterion__wording",
            "reasons__is_met",
            "reasons__reason",
        )
    )
    lines: list[dict[str, Any]] = [dict(row) for row in rows]
    names = _names({line["decided_by"] for line in lines}, actor)
    return tuple(_row(list(group), names) for _, group in groupby(lines, key=itemgetter("id")))


def _names(ids: set[str], actor: Actor | None) -> dict[str, str]:
    """Who they are; the actor's own name is known without asking."""
    if actor is None:
        return {}
    others = ids - {actor.id, ""}
    return {actor.id: actor.name, **(access.names_of(others) if others else {})}


def _row(lines: list[dict[str, Any]], names: dict[str, str]) -> ScreeningRow:
    first = lines[0]
    return ScreeningRow(
        id=first["id"],
        is_eligible=first["is_eligible"],
        number=first["criteria_version__number"],
        decided_by=names.get(first["decided_by"], ""),
        decided_at=first["decided_at"],
        sentence=first["sentence"],
        reasons=tuple(
            ReasonRow(
                line["reasons__criterion_id"],
                line["reasons__criterion__wording"],
                line["reasons__is_met"],
                line["reasons__reason"],
            )
            for line in lines
            if line["reasons__criterion_id"] is not None
        ),
    )
