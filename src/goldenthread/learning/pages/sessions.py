"""Sessions in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from goldenthread.learning.pages.cohorts import SESSION_WORDS
from goldenthread.learning.queries.sessions import MOST_OVER, MOST_TO_COME, SessionCard
from goldenthread.learning.rules.changes import times_mark
from goldenthread.learning.rules.sessions import told_sentence
from goldenthread.learning.terms import Mode, SessionState
from goldenthread.ui.words import (
    counted,
    in_london,
    listed,
    n_of,
    near_day,
    plural,
    span,
    when,
)


@dataclass(frozen=True)
class SessionLine:
    """One session in the list."""

    id: int
    when: str
    near: str
    cohort: str
    offer: str
    number: str
    where: str
    people: str
    state: str
    tone: str
    act: str
    href_name: str


@dataclass(frozen=True)
class SessionsPage:
    """What needs the person who runs sessions: now, next, and done."""

    heading: str
    due: tuple[SessionLine, ...]
    coming: tuple[SessionLine, ...]
    done: tuple[SessionLine, ...]
    note: str


def sessions_page(cards: Sequence[SessionCard], *, now: datetime) -> SessionsPage:
    """Registers first, then what comes, then the past, newest first."""
    over = [card for card in cards if card.state != SessionState.PLANNED]
    due = [card for card in cards if card.register_is_due(now)]
    to_come = [card for card in cards if card.state == SessionState.PLANNED]
    coming = [card for card in to_come if not card.register_is_due(now)]
    return SessionsPage(
        heading=_heading(due, coming, now),
        due=tuple(_line(card, now) for card in due),
        coming=tuple(_line(card, now) for card in coming),
        done=tuple(_line(card, now) for card in reversed(over)),
        note=_note(len(to_come), len(over)),
    )


def _note(to_come: int, over: int) -> str:
    """Only where there may be more than are shown."""
    if to_come < MOST_TO_COME and over < MOST_OVER:
        return ""
    return (
        f"This page has the next {MOST_TO_COME} sessions and the last {MOST_OVER}. "
        "Each cohort’s page has all of its own."
    )


def _heading(due: Sequence[SessionCard], coming: Sequence[SessionCard], now: datetime) -> str:
    if due:
        return f"{counted(len(due), 'register')} to take"
    if coming:
        today = in_london(now).date()
        return f"Next session: {near_day(coming[0].starts_at, today=today)}"
    return "No session to run"


def _line(card: SessionCard, now: datetime) -> SessionLine:
    state, tone = SESSION_WORDS[card.state]
    due = card.register_is_due(now)
    if card.state == SessionState.PLANNED and not card.is_ready:
        state, tone = "Needs a safety plan", "settle"
    return SessionLine(
        id=card.id,
        when=span(card.starts_at, card.ends_at),
        near=near_day(card.starts_at, today=in_london(now).date()),
        cohort=card.cohort,
        offer=card.offer,
        number=f"Session {card.number} of {card.of}",
        where=where_words(card),
        people=_people(card),
        state=state,
        tone=tone,
        act="Take the register" if due else "Open",
        href_name="learning:register_show" if due else "learning:session_show",
    )


def _people(card: SessionCard) -> str:
    if card.marked and card.register_closed_at is None:
        return f"{n_of(card.marked, card.people)} marked"
    return plural(card.people, "person", "people")


def where_words(card: SessionCard) -> str:
    """Online, or the room and its address."""
    if card.mode == Mode.ONLINE:
        return "Online"
    return ", ".join(part for part in (card.venue, card.address) if part) or "Room to come"


@dataclass(frozen=True)
class SessionPage:
    """One session."""

    id: int
    cohort_id: int
    cohort: str
    offer: str
    heading: str
    when: str
    state: str
    tone: str
    facts: tuple[tuple[str, str], ...]
    plan: tuple[str, ...]
    content_note: str
    online_link: str
    on_call: tuple[str, str]
    is_planned: bool
    runs: bool
    may_register: bool
    is_closed: bool


def session_page(card: SessionCard, *, now: datetime, runs: bool) -> SessionPage:
    """One session, worded."""
    state, tone = SESSION_WORDS[card.state]
    opens = in_london(card.starts_at).date() <= in_london(now).date()
    closed = card.register_closed_at
    facts = [
        ("When", span(card.starts_at, card.ends_at)),
        ("Where", where_words(card)),
        ("People", plural(card.people, "person", "people")),
        ("Facilitators", listed(card.facilitators) or "Nobody yet"),
    ]
    if closed:
        facts.append(("Register", f"Closed on {when(closed)}"))
    return SessionPage(
        id=card.id,
        cohort_id=card.cohort_id,
        cohort=card.cohort,
        offer=card.offer,
        heading=card.title or f"Session {card.number} of {card.of}",
        when=when(card.starts_at),
        state=state,
        tone=tone,
        facts=tuple(facts),
        plan=tuple(card.safety_plan.splitlines()),
        content_note=card.content_note,
        online_link=card.online_link,
        on_call=(card.on_call_name, card.on_call_phone),
        is_planned=card.state == SessionState.PLANNED,
        runs=runs,
        may_register=runs and opens and card.state != SessionState.CANCELLED,
        is_closed=closed is not None,
    )


@dataclass(frozen=True)
class ChangePage:
    """Moving or calling off: what it is now, and who will be told."""

    id: int
    cohort_id: int
    cohort: str
    number: int
    now: str
    told: str
    seen: str


def change_page(card: SessionCard) -> ChangePage:
    """Before the change."""
    return ChangePage(
        id=card.id,
        cohort_id=card.cohort_id,
        cohort=card.cohort,
        number=card.number,
        now=span(card.starts_at, card.ends_at),
        told=told_sentence(card.people, facilitators=len(card.facilitators)),
        seen=times_mark(card.starts_at, card.ends_at),
    )


def times_initial(card: SessionCard) -> dict[str, object]:
    length: timedelta = card.ends_at - card.starts_at
    return {"starts_at": card.starts_at, "minutes": int(length.total_seconds() // 60)}


def moved_words(told: int) -> str:
    """After the change."""
    if not told:
        return "Saved. Nobody had to be told."
    return f"Saved. {counted(told, 'person gets', 'people get')} a message and a calendar entry."
