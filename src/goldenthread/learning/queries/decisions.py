"""Decisions about an application, every one of them kept."""

from dataclasses import dataclass
from datetime import datetime

from goldenthread.access import queries as access
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


def screenings_of(application_id: int) -> tuple[ScreeningRow, ...]:
    """Every decision, newest first; the caller has checked who may see it."""
    rows = (
        Screening.objects.filter(application_id=application_id)
        .select_related("criteria_version")
        .prefetch_related("reasons__criterion")
        .order_by("-id")
    )
    found = list(rows)
    names = access.names_of({screening.decided_by for screening in found})
    return tuple(
        ScreeningRow(
            id=screening.pk,
            is_eligible=screening.is_eligible,
            number=screening.criteria_version.number,
            decided_by=names.get(screening.decided_by, ""),
            decided_at=screening.decided_at,
            sentence=screening.sentence,
            reasons=tuple(
                ReasonRow(r.criterion_id, r.criterion.wording, r.is_met, r.reason)
                for r in screening.reasons.all()
            ),
        )
        for screening in found
    )
