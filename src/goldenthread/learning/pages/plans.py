"""The list of plans, in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from goldenthread.learning.queries.plan_list import PlanRow
from goldenthread.learning.terms import PlanState
from goldenthread.ui.words import day, n_of

STATE_WORDS = {
    PlanState.DRAFT: "Draft",
    PlanState.PUBLISHED: "Published",
    PlanState.SUPERSEDED: "Replaced",
}


@dataclass(frozen=True)
class PlanLine:
    """One plan in the list."""

    id: int
    words: str
    state: str
    tone: str
    made: str
    seed: str


def plan_lines(rows: Sequence[PlanRow]) -> tuple[PlanLine, ...]:
    """Every plan of an offer, newest first."""
    tones = {PlanState.DRAFT: "accent", PlanState.PUBLISHED: "good", PlanState.SUPERSEDED: "quiet"}
    return tuple(
        PlanLine(
            id=row.id,
            words=f"{n_of(row.placed, row.people)} people placed"
            if row.is_made
            else "No plan was possible",
            state=STATE_WORDS[row.state] if row.is_made else "Not possible",
            tone=tones[row.state] if row.is_made else "settle",
            made=day(row.made_at),
            seed=str(row.seed),
        )
        for row in rows
    )
