"""Rules for sessions: when they may change, and what must be ready before people are told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from goldenthread.access.terms import Refused
from goldenthread.learning.terms import SessionState
from goldenthread.ui.words import listed, plural


@dataclass(frozen=True)
class Preparation:
    """What joining instructions need to know of one session."""

    number: int
    state: SessionState
    has_safety_plan: bool


def without_plan(sessions: Sequence[Preparation]) -> tuple[int, ...]:
    """Numbers of the sessions to come that have no safety plan yet."""
    return tuple(
        s.number for s in sessions if s.state == SessionState.PLANNED and not s.has_safety_plan
    )


def must_be_safe_to_announce(sessions: Sequence[Preparation]) -> None:
    """No joining instructions before every session to come has a safety plan."""
    missing = without_plan(sessions)
    if missing:
        raise Refused(waiting_sentence(missing))


def waiting_sentence(missing: Sequence[int]) -> str:
    numbers = listed([str(n) for n in missing])
    which = "Session" if len(missing) == 1 else "Sessions"
    need = "needs" if len(missing) == 1 else "need"
    return (
        f"{which} {numbers} {need} a safety plan first. Joining instructions go out as soon as"
        " it is written."
    )


def must_be_changeable(state: SessionState, register_closed_at: datetime | None) -> None:
    """A session that was held, or called off, stays where it was."""
    if state == SessionState.CANCELLED:
        raise Refused("This session is cancelled. Add a new session instead.")
    if register_closed_at is not None or state == SessionState.HELD:
        raise Refused("This session was held and its register is closed, so its time stays.")


def must_be_a_change(before: tuple[datetime, datetime], after: tuple[datetime, datetime]) -> None:
    if before == after:
        raise Refused("This is the time the session has now. Enter the new time.")


def told_sentence(people: int, *, facilitators: int) -> str:
    """Who hears about a change."""
    if not people and not facilitators:
        return "Nobody has a place yet, so nobody needs to be told."
    who = [plural(people, "member")] if people else []
    who += [plural(facilitators, "facilitator")] if facilitators else []
    return f"{listed(who).capitalize()} get a message and an updated calendar entry."
