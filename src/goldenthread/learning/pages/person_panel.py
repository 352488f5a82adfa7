"""Where a person belonged, and what they came to, on their page in the directory."""

from dataclasses import dataclass

from goldenthread.access.actor import Actor
from goldenthread.access.terms import Permission
from goldenthread.learning.pages.cohorts import MARK_WORDS
from goldenthread.learning.queries.members import Stretch, stretches
from goldenthread.learning.terms import LeaveReason
from goldenthread.ui.slots import Panel
from goldenthread.ui.words import day

LEFT = {
    LeaveReason.MOVED: "then moved to another cohort",
    LeaveReason.WITHDREW: "then left",
    LeaveReason.COHORT_ENDED: "until it ended",
}


@dataclass(frozen=True)
class StretchLine:
    """One stretch of belonging."""

    cohort_id: int
    cohort: str
    offer: str
    when: str
    marks: tuple[tuple[str, str, str], ...]


def person_panel(actor: Actor, person_id: int) -> Panel | None:
    """Memberships and attendance, for whoever may see attendance; None when there is nothing."""
    if not actor.may(Permission.ATTENDANCE_VIEW):
        return None
    lines = tuple(_line(stretch) for stretch in stretches(actor, person_id))
    if not lines:
        return None
    return Panel("learning/_person_panel.jinja", {"lines": lines}, position=30)


def _line(stretch: Stretch) -> StretchLine:
    left = f", {LEFT[stretch.leave_reason]}" if stretch.leave_reason else ""
    until = f" to {day(stretch.ends_on)}{left}" if stretch.ends_on else ""
    return StretchLine(
        cohort_id=stretch.cohort_id,
        cohort=stretch.cohort,
        offer=stretch.offer,
        when=f"Since {day(stretch.starts_on)}"
        if not until
        else f"From {day(stretch.starts_on)}{until}",
        marks=tuple(
            (MARK_WORDS[mark][0], mark.value, f"Session {number}: {MARK_WORDS[mark][1]}")
            for number, mark in stretch.marks
        ),
    )
