"""The applications of an offer, as a file. Never the note for the facilitator."""

from collections.abc import Sequence

from goldenthread.exports.terms import Column, Sheet
from goldenthread.learning.queries.applications import ApplicationRow

COLUMNS = (
    Column("Name"),
    Column("Job title"),
    Column("Organisation", "As in the directory, or as they wrote it."),
    Column("Sector"),
    Column("Place"),
    Column("Came", "When the application reached us."),
    Column("State", "Where the application stands now."),
)


def applications_sheet(name: str, rows: Sequence[ApplicationRow]) -> Sheet:
    """The list as it is shown."""
    return Sheet(
        name,
        COLUMNS,
        [
            (
                row.name,
                row.title,
                row.organisation,
                row.sector,
                row.place,
                row.submitted_at,
                row.state_name,
            )
            for row in rows
        ],
    )
