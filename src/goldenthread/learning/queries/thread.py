"""Each offer's thread, from need to board. Floors above add what they know."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from goldenthread.access.actor import Actor
from goldenthread.learning.queries.offer_facts import OfferFacts
from goldenthread.learning.queries.offers import CohortSummary, OfferRow, offers
from goldenthread.learning.rules import thread as rules
from goldenthread.learning.terms import OfferState
from goldenthread.ui.words import day, n_of, plural


@dataclass(frozen=True)
class LaterSteps:
    """The half of the thread that evaluation and reports know: what is done, and a note."""

    waves: bool = False
    findings: bool = False
    board: bool = False
    note: str = ""


@dataclass(frozen=True)
class OfferThread:
    """One row of the thread: where the offer stands, and a sentence about it."""

    offer: OfferRow
    steps: rules.Steps
    here: str
    note: str


LaterMaker = Callable[[Actor, Collection[int]], Mapping[int, LaterSteps]]

_LATER: list[LaterMaker] = []


def register_later_steps(maker: LaterMaker) -> None:
    """Teach learning what comes after the sessions. Registering twice is harmless."""
    if maker not in _LATER:
        _LATER.append(maker)


def _later(actor: Actor, offer_ids: Collection[int]) -> dict[int, LaterSteps]:
    found: dict[int, LaterSteps] = {}
    for maker in _LATER:
        found.update(maker(actor, offer_ids))
    return found


def _note(row: OfferRow, facts: OfferFacts, here: str, later: LaterSteps) -> str:
    if here == "Needs":
        return "Being prepared; not open yet"
    if here == "Cohorts":
        return _cohorts_note(row, facts)
    if here == "Sessions" and not facts.sessions:
        return "No sessions are set yet"
    if here == "Sessions":
        return f"{n_of(facts.registered, facts.sessions)} sessions have a closed register"
    return later.note or {
        "Waves": "No questions have been planned yet",
        "Findings": "Nothing has been written yet",
        "Board": "Findings go to the board next",
    }.get(here, "")


def _cohorts_note(row: OfferRow, facts: OfferFacts) -> str:
    if row.state == OfferState.CANCELLED:
        return "Cancelled"
    sent = plural(row.applications, "application")
    if row.state == OfferState.OPEN and row.closes_on:
        return f"{sent}; open until {day(row.closes_on)}"
    if row.state == OfferState.OPEN:
        return f"{sent} so far"
    if facts.members:
        return f"{n_of(facts.members, facts.seats)} seats placed"
    return f"{sent}; nobody has a place yet"


def _one(row: OfferRow, facts: OfferFacts, later: LaterSteps) -> OfferThread:
    started = row.state in (OfferState.RUNNING, OfferState.FINISHED)
    placed = facts.members > 0 and row.state != OfferState.OPEN
    over = facts.sessions > 0 and facts.registered == facts.sessions
    done = (
        row.state != OfferState.DRAFT,
        started or placed,
        over,
        later.waves,
        later.findings,
        later.board,
    )
    found = rules.steps(done)
    here = rules.here(found)
    return OfferThread(row, found, here, _note(row, facts, here, later))


def threads(actor: Actor, rows: Collection[OfferRow] | None = None) -> tuple[OfferThread, ...]:
    """The thread of every offer within reach, or of these."""
    shown = offers(actor) if rows is None else rows
    later = _later(actor, [row.id for row in shown])
    return tuple(_one(row, row.facts, later.get(row.id, LaterSteps())) for row in shown)


def thread(actor: Actor, row: OfferRow, cohorts: Collection[CohortSummary]) -> OfferThread:
    """The thread of one offer, which the caller has reached with its cohorts."""
    facts = OfferFacts(
        seats=sum(cohort.maximum for cohort in cohorts),
        members=sum(cohort.members for cohort in cohorts),
        sessions=sum(cohort.sessions for cohort in cohorts),
        registered=sum(cohort.registered for cohort in cohorts),
    )
    return _one(row, facts, _later(actor, [row.id]).get(row.id, LaterSteps()))
