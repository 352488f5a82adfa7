"""What people are told when an offer is called off. Sorry, plain, and nobody's fault."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from goldenthread.learning.operations.cohort_letters import Letter
from goldenthread.ui.words import plural, span


@dataclass(frozen=True)
class CalledOff:
    """What one person had of the offer: sessions to come, a place kept, or hopes of one."""

    offer: str
    why: str
    contact: str
    sessions: Sequence[tuple[datetime, datetime]] = ()
    leads: bool = False
    has_met: bool = False
    was_deciding: bool = False
    application_id: int | None = None


def called_off(name: str, had: CalledOff) -> Letter:
    """One letter for one person, whatever they had."""
    parts = (
        f"Hello {name}," if name else "Hello,",
        f"We are sorry: {had.offer} will not go ahead as planned.",
        had.why,
        *_sessions(had),
        *_own(had),
        f"[[link:application:{had.application_id}]]" if had.application_id else "",
        f"Questions? Write to {had.contact}." if had.contact else "Reply with any question.",
    )
    return Letter(
        kind="offer_called_off",
        why="What they counted on is called off.",
        subject="A change to your learning sessions"
        if had.sessions
        else "News about what you applied for",
        body="\n\n".join(part for part in parts if part),
        application_id=had.application_id,
    )


def _sessions(had: CalledOff) -> tuple[str, ...]:
    if not had.sessions:
        return ()
    dates = "\n".join(f"- {span(start, end)}" for start, end in had.sessions)
    entries = plural(len(had.sessions), "session")
    return (
        f"You do not need to come to {entries}:",
        dates,
        "The calendar entries with this message remove the old ones.",
    )


def _own(had: CalledOff) -> tuple[str, ...]:
    if had.leads:
        return ("You do not need to prepare anything more. Thank you for all you have done.",)
    if had.was_deciding:
        first = "You do not need to answer about the place we kept for you."
    elif had.has_met:
        first = "What you came to stays on your record, and any answers you gave are kept safe."
    elif had.sessions:
        first = "Your place ends with this. It is not because of anything you did."
    else:
        first = "Your application is closed with this. It is not because of anything you did."
    return (first, "Anything you told only the facilitator is deleted.")
