"""Offers, cohorts and sessions as files, as their lists show them."""

from collections.abc import Iterable

from goldenthread.exports.operations import Column, Sheet
from goldenthread.learning.queries.cohorts import CohortRow
from goldenthread.learning.queries.offers import OfferRow
from goldenthread.learning.queries.sessions import SessionCard
from goldenthread.learning.terms import CohortState, Mode, SessionState

MODES = {Mode.IN_PERSON: "In person", Mode.ONLINE: "Online"}
COHORT_STATES = {
    CohortState.PLANNED: "To come",
    CohortState.RUNNING: "Under way",
    CohortState.FINISHED: "Finished",
    CohortState.CANCELLED: "Cancelled",
}
SESSION_STATES = {
    SessionState.PLANNED: "To come",
    SessionState.HELD: "Held",
    SessionState.CANCELLED: "Cancelled",
}


def offers_sheet(rows: Iterable[OfferRow]) -> Sheet:
    """The list of offers."""
    columns = (
        Column("Offer"),
        Column("Kind", "A course, action learning sets or a learning event."),
        Column("Programme", "The programme the offer belongs to."),
        Column("State", "How far the offer is."),
        Column("Opens", "The first day on which people can apply."),
        Column("Closes", "The last day on which people can apply."),
    )
    return Sheet(
        "Offers",
        columns,
        [
            (one.name, one.kind_name, one.programme, one.state_name, one.opens_on, one.closes_on)
            for one in rows
        ],
    )


def cohorts_sheet(rows: Iterable[CohortRow]) -> Sheet:
    """The cohorts of an offer."""
    columns = (
        Column("Cohort"),
        Column("State", "How far the cohort is."),
        Column("How", "In person or online."),
        Column("Where", "The room, when there is one."),
        Column("Next session", "When the next session begins, in London's time."),
        Column("Seats", "For learners."),
        Column("Taken", "Members, and people who were offered a place."),
        Column("Run by"),
    )
    return Sheet(
        "Cohorts",
        columns,
        [
            (
                one.name,
                COHORT_STATES[one.state],
                MODES[one.mode],
                one.venue,
                one.first,
                one.seats,
                one.taken,
                "; ".join(name for _, name in one.facilitators),
            )
            for one in rows
        ],
    )


def sessions_sheet(cards: Iterable[SessionCard]) -> Sheet:
    """The sessions somebody runs or looks after."""
    columns = (
        Column("Offer"),
        Column("Cohort"),
        Column("Session", "Its number in the cohort."),
        Column("Begins", "In London's time."),
        Column("Ends", "In London's time."),
        Column("State"),
        Column("How", "In person or online."),
        Column("Where", "The room, when there is one."),
        Column("Run by"),
    )
    return Sheet(
        "Sessions",
        columns,
        [
            (
                one.offer,
                one.cohort,
                one.number,
                one.starts_at,
                one.ends_at,
                SESSION_STATES[one.state],
                MODES[one.mode],
                one.venue,
                "; ".join(one.facilitators),
            )
            for one in cards
        ],
    )
