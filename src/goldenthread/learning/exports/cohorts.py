"""The members of a cohort as a file."""

from goldenthread.directory.terms import ADJUSTMENT_WORDS
from goldenthread.exports.operations import Column, Sheet
from goldenthread.learning.queries.cohort_page import CohortPage
from goldenthread.learning.rules.registers import MARKS
from goldenthread.learning.terms import SessionState


def members_sheet(found: CohortPage) -> Sheet:
    """Members as shown; a column for each session held, where marks may be seen."""
    held = [s for s in found.row.sessions if s.state == SessionState.HELD and found.sees_marks]
    columns = [
        Column("Name", "As the person gives it."),
        Column("Job title", "Of the newest post held today."),
        Column("Organisation", "Of the newest post held today."),
        Column("Sector", "The kind of organisation."),
        Column("Place", "Where the organisation is."),
        Column("What helps", "Adjustments the person asked for."),
        *(Column(f"Session {s.number}", "Whole, part, or not able to attend.") for s in held),
    ]
    rows = [
        (
            card.name,
            card.title,
            card.organisation,
            card.sector_name,
            card.place,
            ", ".join(ADJUSTMENT_WORDS[code] for code in card.adjustments),
            *(_mark(found, s.id, card.id) for s in held),
        )
        for card in found.row.members
    ]
    return Sheet("Members", columns, rows)


def _mark(found: CohortPage, session_id: int, person_id: int) -> str:
    mark = found.marks.get((session_id, person_id))
    return MARKS[mark] if mark else ""
