"""Evaluation plans, worded."""

from collections.abc import Sequence
from dataclasses import dataclass

from goldenthread.evaluation.queries.plans import PlanRow
from goldenthread.evaluation.rules.plans import MODES
from goldenthread.evaluation.terms import PlanState
from goldenthread.ui.words import counted, plural

STATE_WORDS = {
    PlanState.DRAFT: ("Draft", "settle"),
    PlanState.LIVE: ("Live", "good"),
    PlanState.CLOSED: ("Closed", "quiet"),
}


@dataclass(frozen=True)
class PlanLine:
    """A plan in the list."""

    id: int
    offer: str
    programme: str
    state: str
    tone: str
    words: str
    may_open: bool


def heading(rows: Sequence[PlanRow]) -> str:
    return counted(len(rows), "evaluation plan") if rows else "Evaluation"


def lines(rows: Sequence[PlanRow]) -> tuple[PlanLine, ...]:
    return tuple(_line(row) for row in rows)


def _line(row: PlanRow) -> PlanLine:
    state, tone = STATE_WORDS[row.state]
    return PlanLine(
        id=row.id,
        offer=row.offer,
        programme=row.programme,
        state=state,
        tone=tone,
        words=f"{plural(row.waves, 'wave')}. {MODES[row.mode].name}.",
        may_open=row.may_open,
    )
