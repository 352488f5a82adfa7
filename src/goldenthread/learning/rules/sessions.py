"""Rules for sessions: when they may change, and what must be ready before people are told."""

from collections.abc import Collection, Mapping, Sequence
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
    verb = "gets" if people + facilitators == 1 else "get"
    return f"{listed(who).capitalize()} {verb} a message and an updated calendar entry."


# The eight controls of a safety plan (Home Office guidance on trauma-informed training), in our
# own words. A plan is the ones that are in place, a line each, and anything else.
CONTROLS: Mapping[str, str] = {
    "trained": "Someone who can support a person in distress is in the room.",
    "flag": "Anyone could tell us beforehand, without a reason, that this may be hard.",
    "grounding": "We start with ways to settle: breathing, a short walk, feet on the floor.",
    "breaks": "There are breaks, and nobody has to ask for one.",
    "leave": "Cameras may be off, and anyone may leave at any time.",
    "content": "What is coming is said before each story or case.",
    "welfare": "Everyone knows the support their own organisation offers.",
    "after": "We say who can be reached afterwards, until when, and what they cannot do.",
}


def plan_text(keys: Collection[str], extra: str) -> str:
    """A safety plan as it is kept: a line for each control in place, and anything else."""
    lines = [sentence for key, sentence in CONTROLS.items() if key in keys]
    return "\n".join([*lines, *([extra.strip()] if extra.strip() else [])])


def plan_parts(text: str) -> tuple[tuple[str, ...], str]:
    """The controls a plan names, and the rest of it."""
    lines = text.splitlines()
    keys = tuple(key for key, sentence in CONTROLS.items() if sentence in lines)
    rest = [line for line in lines if line not in CONTROLS.values()]
    return keys, "\n".join(rest).strip()
