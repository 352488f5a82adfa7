"""A plan and the places of an offer as files, as their pages show them."""

from goldenthread.exports.operations import Column, Sheet
from goldenthread.learning.queries.places import Places
from goldenthread.learning.queries.planned import Planned
from goldenthread.learning.queries.plans import Board
from goldenthread.ui.words import when

PLAN_COLUMNS = (
    Column("Cohort", "Empty on the waiting list."),
    Column("Name", "As the person gives it."),
    Column("Organisation", "Of the newest post held today."),
    Column("Sector", "The kind of organisation."),
    Column("Place", "Where the organisation is."),
    Column("Drawn", "The order drawn by lot; 1 was drawn first."),
    Column("Locked", "Kept in this cohort by a person."),
    Column("Why", "The sentence of the method, or of whoever moved them."),
)
PLACE_COLUMNS = (
    Column("Name", "As the person gives it."),
    Column("Organisation", "Of the newest post held today."),
    Column("Sector", "The kind of organisation."),
    Column("Cohort", "The seat kept, or the free seats that would fit."),
    Column("Where it stands", "Deciding, or waiting."),
    Column("Until", "The end of the time to answer."),
    Column("Drawn", "The order drawn by lot; 1 was drawn first."),
)


def plan_sheet(board: Board) -> Sheet:
    """Cohort by cohort, then the waiting list."""
    rows = [_planned(p, column.row.name) for column in board.columns for p in column.people]
    rows += [_planned(waiting.person, "") for waiting in board.waiting]
    return Sheet("Plan", PLAN_COLUMNS, rows)


def _planned(person: Planned, cohort: str) -> tuple[str | int | None, ...]:
    card = person.card
    return (
        cohort,
        card.name,
        card.organisation,
        card.sector_name,
        card.place,
        person.rank,
        "Yes" if person.is_locked else "",
        person.why or person.reason,
    )


def places_sheet(found: Places) -> Sheet:
    """Who decides, then who waits."""
    deciding = [
        (
            place.card.name,
            place.card.organisation,
            place.card.sector_name,
            place.cohort,
            "Deciding",
            when(place.expires_at),
            None,
        )
        for place in found.open
    ]
    waiting = [
        (
            person.card.name,
            person.card.organisation,
            person.card.sector_name,
            ", ".join(name for _, name in person.could_take),
            "Waiting",
            "",
            person.rank,
        )
        for person in found.waiting
    ]
    return Sheet("Places", PLACE_COLUMNS, [*deciding, *waiting])
