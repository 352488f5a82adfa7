"""What a screener sees of one application: criterion by criterion, with a proposal."""

from dataclasses import dataclass

from goldenthread.access.actor import Actor
from goldenthread.access.terms import Permission
from goldenthread.learning.queries.answered import proposal_of
from goldenthread.learning.queries.applications import (
    ApplicationCard,
    card_of,
    row_within_reach,
)
from goldenthread.learning.queries.decisions import ScreeningRow
from goldenthread.learning.rules import applications as states


@dataclass(frozen=True)
class SheetLine:
    """One criterion: what it asks, what was said, and what that suggests."""

    criterion_id: int
    wording: str
    question: str
    said: str
    is_met: bool | None
    reason: str


@dataclass(frozen=True)
class ScreeningSheet:
    """Everything needed to decide, and what was decided before under the same criteria."""

    card: ApplicationCard
    lines: tuple[SheetLine, ...]
    latest: ScreeningRow | None
    can_be_decided: bool
    why_not: str


def screening_sheet(actor: Actor, application_id: int) -> ScreeningSheet:
    """The sheet of one application, for whoever screens this offer."""
    row = row_within_reach(actor, application_id, Permission.APPLICATION_SCREEN)
    card = card_of(actor, row)
    number = card.criteria_number
    latest = next((s for s in card.screenings if s.number == number), None)
    before = {r.criterion_id: r for r in latest.reasons} if latest else {}
    lines = []
    for said in card.said:
        decided, proposed = before.get(said.criterion_id), proposal_of(said)
        lines.append(
            SheetLine(
                criterion_id=said.criterion_id,
                wording=said.wording,
                question=said.question,
                said=said.text or {True: "Yes", False: "No", None: "Not answered"}[said.value],
                is_met=decided.is_met if decided else proposed.is_met,
                reason=decided.reason if decided else proposed.reason,
            )
        )
    can = card.row.state in states.CAN_BE_SCREENED_AGAIN
    return ScreeningSheet(
        card=card,
        lines=tuple(lines),
        latest=latest,
        can_be_decided=can,
        why_not="" if can else states.WHERE_IT_STANDS[card.row.state],
    )
